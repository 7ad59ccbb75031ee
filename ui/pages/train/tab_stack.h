// Pages behind tabs. The first says how much room there is; the others scroll in it.
#pragma once

#include <QScrollArea>
#include <QStackedWidget>

namespace lossarium::ui {

class TabStack : public QStackedWidget {
 public:
  using QStackedWidget::QStackedWidget;

  void add(QWidget* page) {
    if (count() == 0) {
      addWidget(page);
      return;
    }
    auto* area = new QScrollArea(this);
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // texts that wrap must not make it come and go
    area->setFocusPolicy(Qt::TabFocus);
    area->setAccessibleName(page->accessibleName());
    addWidget(area);
  }
  /// The others want a few lines, even where the first is short.
  QSize sizeHint() const override {
    return count() ? atLeast(7, widget(0)->sizeHint()) : QStackedWidget::sizeHint();
  }
  QSize minimumSizeHint() const override {
    return count() ? atLeast(6, widget(0)->minimumSizeHint()) : QStackedWidget::minimumSizeHint();
  }

 private:
  QSize atLeast(int lines, const QSize& size) const {
    return size.expandedTo({0, lines * fontMetrics().lineSpacing()});
  }
};

}  // namespace lossarium::ui
