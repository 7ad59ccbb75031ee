// A one-line label that gives way: where there is no room it ends in "…", and the tooltip has the rest.
#pragma once

#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace lossarium::ui {

class ElidedLabel : public QLabel {
 public:
  /// It keeps room for so many line heights of its text.
  ElidedLabel(int lines, const QString& text, QWidget* parent) : QLabel(text, parent), lines_(lines) {}

  QSize minimumSizeHint() const override {
    return {std::min(fontMetrics().horizontalAdvance(text()) + 4, lines_ * fontMetrics().height()),
            QLabel::minimumSizeHint().height()};
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
  }

 private:
  int lines_;
};

}  // namespace lossarium::ui
