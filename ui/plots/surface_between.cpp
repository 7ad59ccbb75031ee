// The surface on the way from one to another.
#include "ui/plots/surface_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace lossarium::ui {
namespace {

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
constexpr double beyondTheLid = 1.5;  // a fraction: from here comes what was cut off, and goes what will be
constexpr double faint = 0.1;         // contour lines that are paler still are left out

struct Place {
  Index cell;
  double across;
};

/// Places outside the grid are at its edge.
std::vector<Place> placesIn(const Vector& grid, const Vector& places) {
  const Index last = grid.size() - 1;
  const double step = (grid[last] - grid[0]) / static_cast<double>(last);
  std::vector<Place> found;
  found.reserve(static_cast<std::size_t>(places.size()));
  for (const double each : places) {
    const double at = std::clamp((each - grid[0]) / step, 0.0, static_cast<double>(last));
    const Index cell = std::min(static_cast<Index>(at), last - 1);
    found.push_back({cell, at - static_cast<double>(cell)});
  }
  return found;
}

/// The fractions at the places of another grid.
Matrix sampled(const Surface& fractions, const Vector& a, const Vector& b) {
  const Matrix z =
      fractions.values.unaryExpr([](double each) { return each > beyondTheLid ? beyondTheLid : each; });
  if (fractions.a == a && fractions.b == b) return z;
  const auto columns = placesIn(fractions.a, a), rows = placesIn(fractions.b, b);
  Matrix values(b.size(), a.size());
  for (Index j = 0; j < a.size(); ++j) {
    const auto [column, across] = columns[static_cast<std::size_t>(j)];
    for (Index i = 0; i < b.size(); ++i) {
      const auto [row, up] = rows[static_cast<std::size_t>(i)];
      const double low = std::lerp(z(row, column), z(row, column + 1), across);
      const double high = std::lerp(z(row + 1, column), z(row + 1, column + 1), across);
      values(i, j) = std::lerp(low, high, up);
    }
  }
  return values;
}

double blended(double from, double to, double share) {
  if (std::isnan(from) && std::isnan(to)) return nowhere;
  return std::lerp(std::isnan(from) ? beyondTheLid : from, std::isnan(to) ? beyondTheLid : to, share);
}

Vector gridBetween(const Vector& from, const Vector& to, double share) {
  if (from == to) return to;
  return Vector::LinSpaced(std::max(from.size(), to.size()), std::lerp(from[0], to[0], share),
                           std::lerp(from[from.size() - 1], to[to.size() - 1], share));
}

}  // namespace

SurfaceGeometry::SurfaceGeometry(const SurfaceGeometry& from, const SurfaceGeometry& to, double share)
    : scale_(share < 0.5 ? from.scale_ : to.scale_), overlay_(to.overlay_) {
  auto losses = std::make_shared<Surface>();
  losses->slice = to.surface_->slice;
  losses->a = fractions_.a = gridBetween(from.surface_->a, to.surface_->a, share);
  losses->b = fractions_.b = gridBetween(from.surface_->b, to.surface_->b, share);
  x_ = Vector::LinSpaced(losses->a.size(), -1, 1);
  y_ = Vector::LinSpaced(losses->b.size(), -1, 1);
  const Matrix before = sampled(from.fractions_, fractions_.a, fractions_.b);
  const Matrix after = sampled(to.fractions_, fractions_.a, fractions_.b);
  fractions_.values =
      before.binaryExpr(after, [share](double one, double other) { return blended(one, other, share); });
  losses->values = fractions_.values.unaryExpr([this](double fraction) { return scale_.loss(fraction); });
  losses->minimum = scale_.minimum();
  losses->maximum = scale_.maximum();
  surface_ = std::move(losses);
  fadeContours(from.contours_, 1 - share);
  fadeContours(to.contours_, share);
  findPieces();
}

void SurfaceGeometry::fadeContours(const std::vector<Contour>& contours, double strength) {
  for (const Contour& each : contours)
    if (strength * each.strength >= faint)
      contours_.push_back(
          {each.loss, each.fraction, contourLines(fractions_, each.fraction), strength * each.strength});
}

}  // namespace lossarium::ui
