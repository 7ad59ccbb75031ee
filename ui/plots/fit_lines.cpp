#include "ui/plots/fit_lines.h"

#include "ui/plots/clipped_line.h"
#include "ui/plots/plot_marks.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace lossarium::ui {
namespace {

constexpr double stride = 2.6 * ballRadius;  // between the balls of two lines

std::vector<QPolygonF> pixelsOf(const FitLine& line, const PlotScale& scale) {
  std::vector<QPolygonF> pixels;
  for (const QVector<QPointF>& piece : line.pieces) {
    QVector<QPointF> places;
    for (const QPointF& point : piece) places.append(scale.toPixel(point));
    for (const QPolygonF& clipped : clippedLine(places, scale.area)) pixels.push_back(clipped);
  }
  return pixels;
}

// Where the line is nearest to an upright at `x`, or if it keeps away from it, comes nearest.
std::optional<QPointF> placeNear(const std::vector<QPolygonF>& pieces, double x) {
  std::optional<QPointF> best;
  double least = std::numeric_limits<double>::infinity();
  for (const QPolygonF& piece : pieces)
    for (qsizetype i = 0; i + 1 < piece.size(); ++i) {
      const QPointF from = piece[i], way = piece[i + 1] - from;
      const double t = std::abs(way.x()) > 1e-9 ? std::clamp((x - from.x()) / way.x(), 0.0, 1.0) : 0.5;
      const QPointF place = from + t * way;
      if (std::abs(place.x() - x) >= least) continue;
      least = std::abs(place.x() - x);
      best = place;
    }
  return best;
}

void paintLine(QPainter& painter, const std::vector<QPolygonF>& pieces, const FitLine& line,
               const PlotStyle& style) {
  const double width = line.chosen ? 3 : 2;
  for (const auto& [color, thick] :
       {std::pair(withAlpha(style.background, 0.8), width + 2), std::pair(line.color, width)}) {
    painter.setPen(QPen(color, thick, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const QPolygonF& piece : pieces) painter.drawPolyline(piece);
  }
}

// Side by side, so lines that fall together still show who is there.
void paintOnLines(QPainter& painter, const std::vector<FitLine>& lines,
                  const std::vector<std::vector<QPolygonF>>& pixels, const PlotScale& scale,
                  const PlotStyle& style) {
  const double last = scale.area.right() - 1.5 * ballRadius;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double x = last - stride * static_cast<double>(lines.size() - 1 - i);
    if (const auto place = placeNear(pixels[i], x))
      paintBall(painter, *place, lines[i].color, lines[i].letter, false, style);
  }
}

// In the order of the lines' ends, as near to them as balls can stand; where a line ends elsewhere, there.
void paintBeside(QPainter& painter, const std::vector<FitLine>& lines,
                 const std::vector<std::vector<QPolygonF>>& pixels, const PlotScale& scale,
                 const PlotStyle& style) {
  std::vector<std::size_t> shown;
  std::vector<QPointF> ends;
  std::vector<double> centres;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto end = placeNear(pixels[i], scale.area.right());
    if (!end) continue;
    if (end->x() < scale.area.right() - 2 * ballRadius) {  // it leaves the plot above or below
      paintBall(painter, *end, lines[i].color, lines[i].letter, false, style);
      continue;
    }
    shown.push_back(i);
    ends.push_back(*end);
    centres.push_back(end->y());
  }
  const std::vector<double> heights =
      spreadLabels(centres, 2.1 * ballRadius, scale.area.top(), scale.area.bottom());
  const double x = scale.area.right() + roomForBalls / 2.0 + 2;
  for (std::size_t k = 0; k < shown.size(); ++k) {
    const FitLine& line = lines[shown[k]];
    painter.setPen(QPen(line.color, 1.2));
    painter.drawLine(ends[k], QPointF(x, heights[k]));
  }
  for (std::size_t k = 0; k < shown.size(); ++k) {
    const FitLine& line = lines[shown[k]];
    paintBall(painter, {x, heights[k]}, line.color, line.letter, false, style);
  }
}

}  // namespace

void paintFitLines(QPainter& painter, const std::vector<FitLine>& lines, const PlotScale& scale,
                   const PlotStyle& style, BallPlace place) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  std::vector<std::vector<QPolygonF>> pixels;
  for (const FitLine& line : lines) pixels.push_back(pixelsOf(line, scale));
  for (const bool chosen : {false, true})
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i].chosen == chosen) paintLine(painter, pixels[i], lines[i], style);
  painter.setFont(style.font);
  if (place == BallPlace::beside)
    paintBeside(painter, lines, pixels, scale, style);
  else
    paintOnLines(painter, lines, pixels, scale, style);
}

}  // namespace lossarium::ui
