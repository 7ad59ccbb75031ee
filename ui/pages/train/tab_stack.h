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
    area->setFocusPolicy(Qt::TabFocus);
    area->setAccessibleName(page->accessibleName());
    addWidget(area);
  }
  /// The others want a few lines, even where the first is short.
  QSize sizeHint() const override {
    constexpr int lines = 8;
    const QSize first = count() ? widget(0)->sizeHint() : QStackedWidget::sizeHint();
    return first.expandedTo({0, lines * fontMetrics().lineSpacing()});
  }
  QSize minimumSizeHint() const override {
    return count() ? widget(0)->minimumSizeHint() : QStackedWidget::minimumSizeHint();
  }
};

}  // namespace lossarium::ui
