#include "ui/plots/corner_readout.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>

namespace lossarium::ui {
namespace {

constexpr double pad = 5, swatch = 11, gap = 6, between = 14;

/// What is left and right of the box; a row of one word alone goes with the left.
struct Column {
  double label = 0;
  double value = 0;
  double indent = 0;

  double width() const { return indent + label + gap + value; }
  void include(const ReadoutRow& row, const QFontMetricsF& metrics) {
    if (row.color.isValid()) indent = swatch;
    label = std::max(label, metrics.horizontalAdvance(row.label));
    value = std::max(value, metrics.horizontalAdvance(row.value));
  }
};

void paintCell(QPainter& painter, QPointF baseline, const Column& column, const ReadoutRow& row,
               const PlotStyle& style) {
  const QFontMetricsF metrics(painter.font());
  if (row.color.isValid()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(row.color);
    painter.drawEllipse(baseline + QPointF(4, -metrics.xHeight() / 2), 3.2, 3.2);
  }
  painter.setPen(row.value.isEmpty() ? style.text : style.mutedText);
  painter.drawText(baseline + QPointF(column.indent, 0), row.label);
  painter.setPen(style.text);
  painter.drawText(baseline + QPointF(column.width() - metrics.horizontalAdvance(row.value), 0), row.value);
}

QRectF inCorner(QSizeF size, const QRectF& area, QPointF point) {
  const QRectF room = area.adjusted(4, 4, -4, -4);
  QRectF box(room.topLeft(), size);
  if (point.x() < area.center().x()) box.moveRight(room.right());
  if (point.y() < area.center().y()) box.moveBottom(room.bottom());
  box.moveLeft(std::max(room.left(), box.left()));
  box.moveTop(std::max(room.top(), box.top()));
  return box;
}

}  // namespace

void paintCornerReadout(QPainter& painter, const QRectF& area, QPointF point,
                        const std::vector<ReadoutRow>& rows, const PlotStyle& style) {
  const QFont font = scaledFont(style.font, 0.86);
  const QFontMetricsF metrics(font);
  const double line = metrics.height() - 1;
  std::vector<ReadoutRow> cells = rows;
  std::array<Column, 2> columns;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].label = metrics.elidedText(cells[i].label, Qt::ElideRight, 0.26 * area.width());
    columns[i % 2].include(cells[i], metrics);
  }
  const double lines = static_cast<double>((cells.size() + 1) / 2);
  const double right = cells.size() > 1 ? between + columns[1].width() : 0;
  const QRectF box =
      inCorner({2 * pad + columns[0].width() + right, 2 * pad - 3 + line * lines}, area, point);
  QColor paper = style.background;
  paper.setAlpha(225);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(style.grid, 1));
  painter.setBrush(paper);
  painter.drawRoundedRect(box, 4, 4);
  painter.setFont(font);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double x = box.left() + pad + (i % 2 ? columns[0].width() + between : 0);
    const double y = box.top() + pad - 2 + metrics.ascent() + line * static_cast<double>(i / 2);
    paintCell(painter, {x, y}, columns[i % 2], cells[i], style);
  }
}

}  // namespace lossarium::ui
