#include "ui/widgets/combo_box.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace lossarium::ui {

ComboBox::ComboBox(QWidget* parent) : QComboBox(parent) {
  setFocusPolicy(Qt::TabFocus);  // after a click Space still runs
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(8);
  setMaxVisibleItems(20);
}

void ComboBox::showPopup() {
  constexpr int besideText = 40;  // margins of an item, and a scroll bar
  int widest = 0;
  for (int i = 0; i < count(); ++i) widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(i)));
  view()->setMinimumWidth(std::max(width(), widest + besideText));
  QComboBox::showPopup();
}

void ComboBox::wheelEvent(QWheelEvent* event) { event->ignore(); }

// The style sheet leaves no arrow; this one follows the theme.
void ComboBox::paintEvent(QPaintEvent* event) {
  QComboBox::paintEvent(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(palette().color(isEnabled() ? QPalette::PlaceholderText : QPalette::Mid), 1.6,
                      Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const QPointF middle(width() - 14, height() / 2.0 + 0.5);
  painter.drawPolyline(QPolygonF{middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)});
}

}  // namespace lossarium::ui
