#include "ui/plots/network_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double smallest = 8, largest = 120, largestOutput = 200;  // sides of a unit, in pixels
constexpr double legible = 22;                                      // below that a layer is folded
constexpr Index mostColumns = 3;                                    // of a folded layer
constexpr double beside = 0.18;                                     // between two of them, in sides
constexpr double widestFold = 0.62;                                 // of the room between two layers
constexpr double filled = 0.86;                                     // of a unit's room along its column
constexpr double widestShare = 0.5;                                 // of the room between two columns
constexpr double loosest = 1.4;                                     // from unit to unit, in sides
constexpr double inputGrowth = 2, outputGrowth = 4.5;  // where a column is short, its units can be larger

}  // namespace

NetworkLayout::Fold NetworkLayout::foldFor(Index units, double room) const {
  Fold best;
  for (Index columns = 1; columns <= mostColumns; ++columns) {
    const auto down = static_cast<double>((units + columns - 1) / columns);
    const double across = static_cast<double>(columns) + beside * static_cast<double>(columns - 1);
    const double side = std::min(
        {filled * area_.height() / down, (columns == 1 ? widestShare : widestFold) * room / across, largest});
    if (side > best.side) best = {columns, side};
    if (best.side >= legible) break;
  }
  return best;
}

// Inputs and outputs have their names beside them, and are not folded.
NetworkLayout::NetworkLayout(const QRectF& area, std::vector<Index> drawn)
    : area_(area), drawn_(std::move(drawn)), columns_(drawn_.size(), 1) {
  const auto count = static_cast<double>(drawn_.size());
  const double room = area.width() / count;
  const auto sideFor = [&](Index units, double limit) {
    return std::max(
        smallest, std::min({filled * area.height() / static_cast<double>(units), widestShare * room, limit}));
  };
  double side = std::min(sideFor(drawn_.front(), largest), sideFor(drawn_.back(), largest));
  for (std::size_t l = 1; l + 1 < drawn_.size(); ++l) {
    const Fold fold = foldFor(drawn_[l], room);
    columns_[l] = fold.columns;
    side = l == 1 ? fold.side : std::min(side, fold.side);
  }
  side = std::max(smallest, side);
  sides_.assign(drawn_.size(), side);
  sides_.front() = std::min(sideFor(drawn_.front(), largest), inputGrowth * side);
  sides_.back() = std::min(sideFor(drawn_.back(), largestOutput), outputGrowth * side);
  const double first = area.left() + sides_.front() / 2, last = area.right() - sides_.back() / 2;
  spacing_ = (last - first) / std::max(1.0, count - 1);
  for (std::size_t l = 0; l < drawn_.size(); ++l) {
    centres_.push_back(first + static_cast<double>(l) * spacing_);
    pitches_.push_back(std::min(area.height() / static_cast<double>(rows(l)), loosest * sides_[l]));
  }
}

double NetworkLayout::leastHeight(const std::vector<Index>& drawn) {
  if (drawn.empty()) return 0;
  const Index most = *std::max_element(drawn.begin(), drawn.end());
  return (smallest + 4) * static_cast<double>((most + 1) / 2);
}

QRectF NetworkLayout::tile(std::size_t layer, Index unit) const {
  const auto fromMiddle = [](Index place, Index of) {
    return static_cast<double>(place) - static_cast<double>(of - 1) / 2;
  };
  const Index columns = columns_[layer];
  const double x = fromMiddle(unit % columns, columns) * (1 + beside) * sides_[layer];
  const double y = fromMiddle(unit / columns, rows(layer)) * pitches_[layer];
  const QPointF middle(centres_[layer] + x, area_.center().y() + y);
  const QPointF half(sides_[layer] / 2, sides_[layer] / 2);
  return {middle - half, middle + half};
}

QPointF NetworkLayout::Curve::at(double t) const {
  const double s = 1 - t;
  return s * s * s * from + 3 * s * s * t * fromHandle + 3 * s * t * t * toHandle + t * t * t * to;
}

NetworkLayout::Curve NetworkLayout::curve(const NetworkPlace& place) const {
  const QRectF start = tile(place.layer - 1, place.from), end = tile(place.layer, place.unit);
  const QPointF from(start.right(), start.center().y()), to(end.left(), end.center().y());
  const QPointF handle((to.x() - from.x()) / 2, 0);
  return {from, from + handle, to - handle, to};
}

QPainterPath NetworkLayout::line(const NetworkPlace& place) const {
  const Curve shape = curve(place);
  QPainterPath path(shape.from);
  path.cubicTo(shape.fromHandle, shape.toHandle, shape.to);
  return path;
}

double NetworkLayout::distance(QPointF pixel, const NetworkPlace& place) const {
  constexpr int pieces = 32;
  const Curve shape = curve(place);
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i <= pieces; ++i) {
    const QPointF away = shape.at(static_cast<double>(i) / pieces) - pixel;
    least = std::min(least, std::hypot(away.x(), away.y()));
  }
  return least;
}

std::optional<NetworkPlace> NetworkLayout::placeAt(QPointF pixel, double reach) const {
  for (std::size_t l = 0; l < drawn_.size(); ++l)
    for (Index unit = 0; unit < drawn_[l]; ++unit)
      if (tile(l, unit).contains(pixel)) return NetworkPlace{l, unit, -1};
  std::optional<NetworkPlace> nearest;
  double least = reach;
  for (std::size_t l = 1; l < drawn_.size(); ++l)
    for (Index unit = 0; unit < drawn_[l]; ++unit)
      for (Index from = 0; from < drawn_[l - 1]; ++from) {
        const NetworkPlace place{l, unit, from};
        const double away = distance(pixel, place);
        if (away >= least) continue;
        least = away;
        nearest = place;
      }
  return nearest;
}

}  // namespace lossarium::ui
