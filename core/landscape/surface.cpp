#include "core/landscape/surface.h"

#include "core/base/parallel_for.h"
#include "core/objectives/objective.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace lossarium {
namespace {

// Eight at a time, so that they become vector instructions.
void findExtremes(Surface& surface) {
  constexpr Index lanes = 8;
  constexpr double largest = std::numeric_limits<double>::max();
  double low[lanes], high[lanes];
  std::fill(low, low + lanes, std::numeric_limits<double>::infinity());
  std::fill(high, high + lanes, -std::numeric_limits<double>::infinity());
  const double* values = surface.values.data();
  const Index count = surface.values.size();
  const auto look = [&](Index i, Index lane) {
    const double value = values[i];
    const bool isFinite = std::abs(value) <= largest;
    const double forLow = isFinite ? value : low[lane], forHigh = isFinite ? value : high[lane];
    low[lane] = forLow < low[lane] ? forLow : low[lane];
    high[lane] = forHigh > high[lane] ? forHigh : high[lane];
  };
  Index i = 0;
  for (; i + lanes <= count; i += lanes)
    for (Index lane = 0; lane < lanes; ++lane) look(i + lane, lane);
  for (; i < count; ++i) look(i, 0);
  surface.minimum = *std::min_element(low, low + lanes);
  surface.maximum = *std::max_element(high, high + lanes);
  if (surface.minimum > surface.maximum)
    surface.minimum = surface.maximum = std::numeric_limits<double>::quiet_NaN();
}

// The cell that holds `value`, and how far across it lies.
struct Place {
  Index cell = 0;
  double fraction = 0;
};

Place placeOf(const Vector& coordinates, double value) {
  const Index last = coordinates.size() - 1;
  const double t =
      (value - coordinates[0]) / (coordinates[last] - coordinates[0]) * static_cast<double>(last);
  const Index cell = std::clamp<Index>(static_cast<Index>(t), 0, last - 1);
  return {cell, t - static_cast<double>(cell)};
}

}  // namespace

double Surface::at(double aValue, double bValue) const {
  if (!slice.a.contains(aValue) || !slice.b.contains(bValue)) return std::numeric_limits<double>::quiet_NaN();
  const Place i = placeOf(a, aValue), j = placeOf(b, bValue);
  const double low = (1 - i.fraction) * values(j.cell, i.cell) + i.fraction * values(j.cell, i.cell + 1);
  const double high =
      (1 - i.fraction) * values(j.cell + 1, i.cell) + i.fraction * values(j.cell + 1, i.cell + 1);
  return (1 - j.fraction) * low + j.fraction * high;
}

Surface computeSurface(const WeightFunction& function, const Slice& slice, Index grid,
                       const Progress& progress, Precision precision) {
  Surface surface;
  surface.slice = slice;
  surface.a = Vector::LinSpaced(grid, slice.a.minimum, slice.a.maximum);
  surface.b = Vector::LinSpaced(grid, slice.b.minimum, slice.b.maximum);
  surface.values.resize(grid, grid);
  const auto evaluator = function.along(surface.slice, precision);
  std::mutex reporting;
  Index done = 0;
  parallelFor(grid, [&](Index i) {
    progress.throwIfCancelled();
    evaluator->column(surface.a[i], surface.b, surface.values.col(i));
    if (!progress.isWatched()) return;
    const std::scoped_lock lock(reporting);
    progress.report(static_cast<double>(++done) / static_cast<double>(grid));
  });
  findExtremes(surface);
  return surface;
}

}  // namespace lossarium
