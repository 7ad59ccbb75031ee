#include "ui/plots/box_snap.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace lossarium::ui {
namespace {

struct Span {
  double low, high;

  double middle() const { return low / 2 + high / 2; }
};

struct Catch {
  double by;
  double at;
};

/// The nearest of the other's edges and centre to any of `places`.
std::optional<Catch> caught(const std::vector<double>& places, Span other, double reach) {
  std::optional<Catch> best;
  for (const double place : places)
    for (const double line : {other.low, other.middle(), other.high}) {
      const double by = line - place;
      if (std::abs(by) <= reach && (!best || std::abs(by) < std::abs(best->by))) best = {by, line};
    }
  return best;
}

double toMultiple(double place, double step) { return std::round(place / step) * step - place; }

/// Along one axis.
Span snap(Span box, bool low, bool high, Span other, double step, double reach, std::vector<double>& guides) {
  const bool whole = !low && !high;
  std::vector<double> places;
  if (whole || low) places.push_back(box.low);
  if (whole) places.push_back(box.middle());
  if (whole || high) places.push_back(box.high);
  const auto line = caught(places, other, reach);
  const double by = line ? line->by : toMultiple(places.front(), step);
  if (!std::isfinite(by)) return box;
  if (line) guides.push_back(line->at);
  if (whole) return {box.low + by, box.high + by};
  if (low) return {std::min(box.low + by, box.high), box.high};
  return {box.low, std::max(box.high + by, box.low)};
}

/// The size that a side gets when the other one is `factor` times as long, about the end that is not held.
Span resized(Span before, double length, bool low, bool high) {
  if (low) return {before.high - length, before.high};
  if (high) return {before.low, before.low + length};
  return {before.middle() - length / 2, before.middle() + length / 2};
}

}  // namespace

SnappedBox snapped(const Eigen::Vector4d& box, const BoxGrip& grip, const Eigen::Vector4d& other, double step,
                   double reach) {
  SnappedBox result{box, {}, {}};
  const bool x = grip.isWhole() || grip.left || grip.right, y = grip.isWhole() || grip.bottom || grip.top;
  if (x) {
    const Span span =
        snap({box[0], box[2]}, grip.left, grip.right, {other[0], other[2]}, step, reach, result.guidesX);
    result.box[0] = span.low, result.box[2] = span.high;
  }
  if (y) {
    const Span span =
        snap({box[1], box[3]}, grip.bottom, grip.top, {other[1], other[3]}, step, reach, result.guidesY);
    result.box[1] = span.low, result.box[3] = span.high;
  }
  return result;
}

Eigen::Vector4d keptInShape(const Eigen::Vector4d& before, const Eigen::Vector4d& pulled,
                            const BoxGrip& grip) {
  if (grip.isWhole()) {
    const bool across = std::abs(pulled[0] - before[0]) >= std::abs(pulled[1] - before[1]);
    Eigen::Vector4d result = before;
    const Eigen::Index first = across ? 0 : 1;
    result[first] = pulled[first], result[first + 2] = pulled[first + 2];
    return result;
  }
  const double width = before[2] - before[0], height = before[3] - before[1];
  if (!(width > 0) || !(height > 0)) return pulled;
  const bool x = grip.left || grip.right, y = grip.bottom || grip.top;
  const double byX = (pulled[2] - pulled[0]) / width, byY = (pulled[3] - pulled[1]) / height;
  const double factor = x && y ? std::max(byX, byY) : x ? byX : byY;
  const Span across = resized({before[0], before[2]}, factor * width, grip.left, grip.right),
             upright = resized({before[1], before[3]}, factor * height, grip.bottom, grip.top);
  return {across.low, upright.low, across.high, upright.high};
}

}  // namespace lossarium::ui
