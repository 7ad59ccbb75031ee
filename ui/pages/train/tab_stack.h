// Pages behind tabs, each of which scrolls where there is no room. The first says how much they want.
#pragma once

#include "ui/shell/application_style.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>

namespace lossarium::ui {

class TabStack : public QStackedWidget {
 public:
  using QStackedWidget::QStackedWidget;

  void add(QWidget* page) {
    auto* area = new QScrollArea(this);
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    if (first_) keepRoomForBar(area);
    area->setFocusPolicy(Qt::TabFocus);
    area->setAccessibleName(page->accessibleName());
    if (!first_) first_ = page;
    addWidget(area);
  }
  /// A few lines, even where the first is short; and where it is long, it scrolls.
  QSize sizeHint() const override {
    return first_ ? between(7, 9, first_->sizeHint()) : QStackedWidget::sizeHint();
  }
  QSize minimumSizeHint() const override {
    const int least = fontInfo().pixelSize() > normalText ? 6 : 7;  // larger text has a smaller window
    return first_ ? between(least, 8, first_->minimumSizeHint()) : QStackedWidget::minimumSizeHint();
  }

 private:
  // Texts that wrap must not make it come and go; where everything fits nothing of it is seen.
  static void keepRoomForBar(QScrollArea* area) {
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    QScrollBar* bar = area->verticalScrollBar();
    const auto follow = [bar](int least, int most) {
      bar->setStyleSheet(most > least ? QString()
                                      : QStringLiteral("QScrollBar::handle { background: transparent; }"));
    };
    QObject::connect(bar, &QScrollBar::rangeChanged, bar, follow);
    follow(bar->minimum(), bar->maximum());
  }

  QSize between(int least, int most, const QSize& size) const {
    const int line = fontMetrics().lineSpacing();
    return {size.width(), std::clamp(size.height(), least * line, most * line)};
  }

  QWidget* first_ = nullptr;
};

}  // namespace lossarium::ui
