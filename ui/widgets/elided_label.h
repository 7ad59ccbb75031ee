// A one-line label that gives way: where there is no room it ends in "…", and the tooltip has the rest.
#pragma once

#include <QLabel>
#include <QPainter>

namespace lossarium::ui {

class ElidedLabel : public QLabel {
 public:
  using QLabel::QLabel;

  QSize minimumSizeHint() const override {
    return {3 * fontMetrics().height(), QLabel::minimumSizeHint().height()};
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
  }
};

}  // namespace lossarium::ui
