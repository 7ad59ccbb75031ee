#include "ui/plots/network_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double smallest = 8, largest = 120, largestOutput = 200;  // sides of a unit, in pixels
constexpr double filled = 0.86;                                     // of a unit's room along its column
constexpr double widestShare = 0.5;                                 // of the room between two columns
constexpr double loosest = 1.4;                                     // from unit to unit, in sides
constexpr double inputGrowth = 2, outputGrowth = 4.5;  // where a column is short, its units can be larger

}  // namespace

NetworkLayout::NetworkLayout(const QRectF& area, std::vector<Index> drawn)
    : area_(area), drawn_(std::move(drawn)) {
  const Index most = *std::max_element(drawn_.begin(), drawn_.end());
  const auto count = static_cast<double>(drawn_.size());
  const double room = area.width() / count;
  const auto sideFor = [&](Index units, double limit) {
    return std::max(
        smallest, std::min({filled * area.height() / static_cast<double>(units), widestShare * room, limit}));
  };
  const double side = sideFor(most, largest);
  for (const Index units : drawn_) sides_.push_back(std::min(side, sideFor(units, largest)));
  sides_.front() = std::min(sideFor(drawn_.front(), largest), inputGrowth * side);
  sides_.back() = std::min(sideFor(drawn_.back(), largestOutput), outputGrowth * side);
  const double first = area.left() + sides_.front() / 2, last = area.right() - sides_.back() / 2;
  spacing_ = (last - first) / std::max(1.0, count - 1);
  for (std::size_t l = 0; l < drawn_.size(); ++l) {
    centres_.push_back(first + static_cast<double>(l) * spacing_);
    pitches_.push_back(std::min(area.height() / static_cast<double>(drawn_[l]), loosest * sides_[l]));
  }
}

double NetworkLayout::leastHeight(const std::vector<Index>& drawn) {
  return drawn.empty() ? 0
                       : (smallest + 1) * static_cast<double>(*std::max_element(drawn.begin(), drawn.end()));
}

QRectF NetworkLayout::tile(std::size_t layer, Index unit) const {
  const double fromMiddle = static_cast<double>(unit) - static_cast<double>(drawn_[layer] - 1) / 2;
  const QPointF middle(centres_[layer], area_.center().y() + fromMiddle * pitches_[layer]);
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
