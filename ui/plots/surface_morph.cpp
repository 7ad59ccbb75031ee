#include "ui/plots/surface_morph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

double commonShare(const Vector& one, const Vector& other) {
  const double inner = std::min(one[one.size() - 1], other[other.size() - 1]) - std::max(one[0], other[0]);
  const double outer = std::max(one[one.size() - 1], other[other.size() - 1]) - std::min(one[0], other[0]);
  return inner / outer;
}

bool isSamePlane(const Slice& one, const Slice& other) {
  const auto same = [](const Vector& x, const Vector& y) { return x.size() == y.size() && x == y; };
  return same(one.u, other.u) && same(one.v, other.v) && same(one.origin, other.origin);
}

bool hasGrid(const Surface& surface) { return surface.a.size() >= 2 && surface.b.size() >= 2; }

// Slow at both ends, as whatever has weight.
double eased(double t) { return t < 0.5 ? 4 * t * t * t : 1 - 4 * std::pow(1 - t, 3); }

// By how much the height of a loss is over the surface there; 0 where that is not known.
double heightOver(const ShownSurface& shown, const Eigen::Vector3d& point) {
  const Eigen::Vector3d rest = shown.geometry->restingPoint(point.head<2>());
  if (!(rest.head<2>().cwiseAbs().maxCoeff() <= 1)) return 0;
  const auto height = shown.geometry->heightOff(rest, point.z());
  return height ? *height - rest.z() : 0;
}

// The same moment of the same run as it was shown before; else null. A ball goes on from the ball.
const Eigen::Vector3d* before(const SurfaceScene& scene, std::size_t trail, std::size_t point, bool isBall) {
  if (trail >= scene.trails.size() || scene.trails[trail].points.empty()) return nullptr;
  const auto& points = scene.trails[trail].points;
  if (isBall) return &points.back();
  return point + 1 < points.size() ? &points[point] : nullptr;
}

// NaN: it lies on the surface.
double lossBetween(const MorphStep& step, const ShownSurface& to, const SurfaceGeometry& between,
                   const Eigen::Vector3d* earlier, const Eigen::Vector3d& point) {
  const double over =
      std::lerp(earlier ? heightOver(step.from, *earlier) : 0, heightOver(to, point), step.share);
  if (over == 0) return nowhere;
  const double height = between.restingPoint(point.head<2>()).z() + over;
  return between.scale().loss(SurfaceGeometry::fractionOf(height));
}

}  // namespace

bool mayGlide(const ShownSurface& from, const SurfaceScene& to) {
  constexpr double leastCommon = 0.5;
  if (!from.geometry || !from.scene || !to.surface || to.ground.empty() || from.scene->ground != to.ground)
    return false;
  const Surface &one = from.geometry->surface(), &other = *to.surface;
  return hasGrid(one) && hasGrid(other) && isSamePlane(one.slice, other.slice) &&
         commonShare(one.a, other.a) > leastCommon && commonShare(one.b, other.b) > leastCommon;
}

bool isFiner(const Surface& surface, const Surface& other) {
  constexpr double same = 0.01;  // of the heights: places of the first need not be places of the other
  if (!hasGrid(surface) || !hasGrid(other) || other.a.size() <= surface.a.size() ||
      surface.slice.a != other.slice.a || surface.slice.b != other.slice.b)
    return false;
  const double most = same * (surface.maximum - surface.minimum);
  for (Index column = 0; column < surface.a.size(); ++column)
    for (Index row = 0; row < surface.b.size(); ++row) {
      const double off = surface.values(row, column) - other.at(surface.a[column], surface.b[row]);
      if (std::abs(off) > most) return false;
    }
  return true;
}

ShownSurface morphed(const std::optional<MorphStep>& step, const ShownSurface& to) {
  if (!step || !to.geometry || !step->from.geometry) return to;
  auto between = std::make_shared<const SurfaceGeometry>(*step->from.geometry, *to.geometry, step->share);
  auto scene = std::make_shared<const SurfaceScene>(sceneBetween(*step, to, *between));
  return {std::move(scene), std::move(between)};
}

SurfaceScene sceneBetween(const MorphStep& step, const ShownSurface& to, const SurfaceGeometry& between) {
  SurfaceScene scene = *to.scene;
  const SurfaceScene& from = *step.from.scene;
  if (from.lossTitle != scene.lossTitle) scene.heightPresence = std::abs(1 - 2 * step.share);
  if (step.share < 0.5) {
    scene.lossTitle = from.lossTitle;
    scene.logarithmic = from.logarithmic;
  }
  if (scene.minimum && from.minimum)
    scene.minimum->head<2>() += (1 - step.share) * (from.minimum->head<2>() - scene.minimum->head<2>());
  for (std::size_t k = 0; k < scene.trails.size(); ++k) {
    auto& points = scene.trails[k].points;
    for (std::size_t i = 0; i < points.size(); ++i)
      points[i].z() = lossBetween(step, to, between, before(from, k, i, i + 1 == points.size()), points[i]);
  }
  return scene;
}

void SurfaceMorph::setEnabled(bool enabled) {
  enabled_ = enabled;
  if (!enabled) from_ = {};
}

void SurfaceMorph::jump() {
  jumps_ = true;
  from_ = {};
}

void SurfaceMorph::aim(const ShownSurface& shown, const SurfaceScene& before, const SurfaceScene& next,
                       std::int64_t now) {
  const bool jumps = std::exchange(jumps_, false);
  const bool sameScale = before.logarithmic == next.logarithmic;
  if (sameScale && before.surface && next.surface &&
      (before.surface == next.surface || isFiner(*before.surface, *next.surface)))
    return;  // on with what is under way, or at once
  const std::int64_t since = lastChange_ ? now - *lastChange_ : wholeTime;
  lastChange_ = now;
  duration_ = since < wholeTime ? std::min(since, hurriedTime) : wholeTime;
  began_ = now;
  from_ = enabled_ && !jumps && mayGlide(shown, next) ? shown : ShownSurface();
}

std::optional<MorphStep> SurfaceMorph::at(std::int64_t now) const {
  if (!isUnderWay(now)) return {};
  const double t = static_cast<double>(now - began_) / static_cast<double>(duration_);
  return MorphStep{from_, duration_ == wholeTime ? eased(t) : t};
}

}  // namespace lossarium::ui
