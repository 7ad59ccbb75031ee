// A curve as it falls on pixels.
#include "ui/plots/curve_chart.h"
#include "ui/plots/curve_values.h"

#include <cmath>

namespace lossarium::ui {
namespace {

/// A column of pixels keeps its lowest and its highest point, in the order in which they came.
void appendColumn(QPolygonF& piece, QPointF low, QPointF high, bool lowFirst) {
  piece.append(lowFirst ? low : high);
  if (low != high) piece.append(lowFirst ? high : low);
}

QPolygonF thinned(const QPolygonF& piece) {
  QPolygonF result;
  for (qsizetype i = 0; i < piece.size();) {
    const double column = std::floor(piece[i].x());
    qsizetype low = i, high = i;
    for (; i < piece.size() && std::floor(piece[i].x()) == column; ++i) {
      if (piece[i].y() < piece[low].y()) low = i;
      if (piece[i].y() > piece[high].y()) high = i;
    }
    appendColumn(result, piece[low], piece[high], low < high);
  }
  return result;
}

}  // namespace

QVector<QPolygonF> curvePieces(const QVector<QPointF>& points, const PlotScale& scale, bool logarithmic) {
  QVector<QPolygonF> pieces;
  QPolygonF piece;
  const auto finish = [&] {
    if (!piece.isEmpty()) pieces.append(thinned(piece));
    piece.clear();
  };
  for (const QPointF& point : points) {
    if (canBeShown(point, logarithmic))
      piece.append(scale.toPixel({point.x(), axisValue(point.y(), logarithmic)}));
    else
      finish();
  }
  finish();
  return pieces;
}

}  // namespace lossarium::ui
