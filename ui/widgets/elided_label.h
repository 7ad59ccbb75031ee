// A one-line label that gives way: where there is no room it ends in "…", and the tooltip has the rest.
#pragma once

#include <QHelpEvent>
#include <QLabel>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace lossarium::ui {

class ElidedLabel : public QLabel {
 public:
  /// It keeps room for so many line heights of its text.
  ElidedLabel(int lines, const QString& text, QWidget* parent) : QLabel(text, parent), lines_(lines) {}

  QSize minimumSizeHint() const override {
    const QString least = brief_.isEmpty() ? text() : brief_;
    const int lines = brief_.isEmpty() ? lines_ : lines_ - 1;
    return {std::min(fontMetrics().horizontalAdvance(least) + 4, lines * fontMetrics().height()),
            QLabel::minimumSizeHint().height()};
  }
  /// Fewer words, for where all of them have no room.
  void setBriefText(const QString& brief) {
    if (brief_ == brief) return;
    brief_ = brief;
    updateGeometry();
    update();
  }
  /// As much of its text as has room.
  QString shownText() const {
    const int room = contentsRect().width();
    const bool isBrief = !brief_.isEmpty() && fontMetrics().horizontalAdvance(text()) > room;
    return fontMetrics().elidedText(isBrief ? brief_ : text(), Qt::ElideRight, room);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, shownText());
  }
  // A tooltip of its own says more than the text, and comes first.
  bool event(QEvent* event) override {
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty() || shownText() == text())
      return QLabel::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), this);
    return true;
  }

 private:
  int lines_;
  QString brief_;
};

}  // namespace lossarium::ui
