#include "ui/plots/head_readout.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double swatch = 11, gap = 5, between = 16;
constexpr double longest = 0.3;  // of the row: more of a label than that is cut off

/// One value with its label, and where it stands: left end and row.
struct Cell {
  ReadoutRow value;
  double label = 0, number = 0;  ///< widths
  double left = 0;
  int row = 0;

  double indent() const { return value.color.isValid() ? swatch : 0; }
  double width() const { return indent() + label + (number > 0 ? gap + number : 0); }
};

Cell cellOf(ReadoutRow value, const QFontMetricsF& metrics, double room) {
  value.label = metrics.elidedText(value.label, Qt::ElideRight, longest * room);
  Cell cell{value, metrics.horizontalAdvance(value.label)};
  if (!value.value.isEmpty())
    cell.number =
        std::max(metrics.horizontalAdvance(value.value), metrics.horizontalAdvance(QStringLiteral("0.0000")));
  return cell;
}

std::vector<Cell> placed(const std::vector<ReadoutRow>& values, const QFontMetricsF& metrics, double room) {
  std::vector<Cell> cells;
  double x = 0;
  int row = 0;
  for (const ReadoutRow& value : values) {
    Cell cell = cellOf(value, metrics, room);
    if (x > 0 && x + cell.width() > room) {
      x = 0;
      ++row;
    }
    cell.left = x;
    cell.row = row;
    x += cell.width() + between;
    cells.push_back(std::move(cell));
  }
  return cells;
}

void paintCell(QPainter& painter, QPointF baseline, const Cell& cell, const PlotStyle& style) {
  const QFontMetricsF metrics(painter.font());
  if (cell.value.color.isValid()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(cell.value.color);
    painter.drawEllipse(baseline + QPointF(4, -metrics.xHeight() / 2), 3.2, 3.2);
  }
  painter.setPen(cell.value.value.isEmpty() ? style.text : style.mutedText);
  painter.drawText(baseline + QPointF(cell.indent(), 0), cell.value.label);
  painter.setPen(style.text);
  painter.drawText(baseline + QPointF(cell.indent() + cell.label + gap, 0), cell.value.value);
}

}  // namespace

void paintHeadReadout(QPainter& painter, const QRectF& row, double deepest,
                      const std::vector<ReadoutRow>& values, const PlotStyle& style) {
  const QFont font = scaledFont(style.font, 0.86);
  const QFontMetricsF metrics(font);
  const double line = metrics.height() - 1;
  std::vector<Cell> cells = placed(values, metrics, row.width());
  const int most = std::max(1, static_cast<int>((deepest - row.top()) / line));
  const auto beyond =
      std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.row >= most; });
  const auto left = cells.end() - beyond;
  cells.erase(beyond, cells.end());
  if (cells.empty()) return;
  const int rows = cells.back().row + 1;
  QColor paper = style.background;
  painter.fillRect(row, paper);
  paper.setAlpha(215);
  for (int each = 1; each < rows; ++each) {
    double end = 0;
    for (const Cell& cell : cells)
      if (cell.row == each) end = cell.left + cell.width();
    painter.fillRect(QRectF(row.left() - 4, row.top() + line * each, end + 8, line), paper);
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(font);
  for (const Cell& cell : cells)
    paintCell(painter, {row.left() + cell.left, row.top() + metrics.ascent() + line * cell.row}, cell, style);
  if (left == 0) return;
  painter.setPen(style.mutedText);
  const Cell& last = cells.back();
  painter.drawText(QPointF(row.left() + last.left + last.width() + between,
                           row.top() + metrics.ascent() + line * last.row),
                   QCoreApplication::translate("CurveChart", "and %1 more").arg(left));
}

}  // namespace lossarium::ui
