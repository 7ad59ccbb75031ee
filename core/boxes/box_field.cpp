#include "core/boxes/box_field.h"

#include "core/base/parallel_for.h"
#include "core/boxes/box_objective.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

// Coarse: the next of these times a power of ten.
double roundedUp(double length) {
  const double power = std::pow(10, std::floor(std::log10(length)));
  for (const double step : {1.0, 1.25, 1.6, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (length <= step * power * (1 + 1e-12)) return step * power;
  return 10 * power;
}

double orOne(double length) { return length > 0 && std::isfinite(length) ? length : 1.0; }

// The target in the middle; as wide as both boxes beside each other, and as far as the prediction.
Slice centrePlane(const BoxFieldPlan& plan) {
  const Eigen::Vector4d target = centreAndSize(upright(plan.target)),
                        own = centreAndSize(upright(plan.prediction));
  const double sides = std::max({target[2], target[3], own[2], own[3]});
  const double away = std::max(std::abs(own[0] - target[0]), std::abs(own[1] - target[1]));
  const double half = roundedUp(orOne(std::max(1.6 * sides, 1.15 * away)));
  Slice slice;
  slice.origin = own;
  slice.origin[0] = slice.origin[1] = 0;
  slice.u = Vector::Unit(4, 0);
  slice.v = Vector::Unit(4, 1);
  slice.a = {target[0] - half, target[0] + half};
  slice.b = {target[1] - half, target[1] + half};
  return slice;
}

Slice sizePlane(const BoxFieldPlan& plan) {
  const Eigen::Vector4d target = centreAndSize(upright(plan.target)),
                        own = centreAndSize(upright(plan.prediction));
  const double most =
      roundedUp(orOne(std::max({2 * target[2], 2 * target[3], 1.15 * own[2], 1.15 * own[3]})));
  Slice slice;
  slice.origin = own;
  slice.origin[2] = slice.origin[3] = 0;
  slice.u = Vector::Unit(4, 2);
  slice.v = Vector::Unit(4, 3);
  slice.a = slice.b = {0, most};
  return slice;
}

// Of one column of the grid: all slopes in one block.
void markFlat(const BoxObjective& objective, const Surface& surface, Index column, Matrix& flat) {
  const Index rows = surface.b.size();
  Matrix predictions(rows, 4), slopes(rows, 4);
  for (Index i = 0; i < rows; ++i)
    predictions.row(i) = objective.boxAt(surface.slice.at(surface.a[column], surface.b[i]));
  const Matrix targets = objective.target().transpose().replicate(rows, 1);
  LossBlock block;
  block.rows = rows;
  block.outputs = 4;
  block.stride = block.targetStride = rows;
  block.prediction = predictions.data();
  block.target = targets.data();
  block.slope = slopes.data();
  objective.loss().evaluate(block);
  for (Index i = 0; i < rows; ++i) flat(i, column) = slopes.row(i).isZero(0) ? 1 : 0;
}

}  // namespace

Eigen::Vector2d placeOn(FieldAxes axes, const Box& prediction) {
  const Eigen::Vector4d numbers = centreAndSize(upright(prediction));
  return axes == FieldAxes::centre ? Eigen::Vector2d(numbers[0], numbers[1])
                                   : Eigen::Vector2d(numbers[2], numbers[3]);
}

Box withPlace(const Box& prediction, FieldAxes axes, const Eigen::Vector2d& place) {
  Eigen::Vector4d numbers = centreAndSize(upright(prediction));
  if (axes == FieldAxes::centre)
    numbers[0] = place[0], numbers[1] = place[1];
  else
    numbers[2] = std::max(place[0], 0.0), numbers[3] = std::max(place[1], 0.0);
  return fromCentreAndSize(numbers);
}

BoxField boxField(const BoxFieldPlan& plan, const Progress& progress) {
  const BoxObjective objective(makeLoss(plan.loss), plan.target, BoxCoordinates::centreSize);
  BoxField field;
  field.axes = plan.axes;
  const Slice slice = plan.axes == FieldAxes::centre ? centrePlane(plan) : sizePlane(plan);
  auto surface = std::make_shared<Surface>(computeSurface(objective, slice, plan.grid, progress));
  auto flat = std::make_shared<Matrix>(plan.grid, plan.grid);
  parallelFor(plan.grid, [&](Index column) { markFlat(objective, *surface, column, *flat); });
  field.flatShare = flat->mean();
  surface->flat = std::move(flat);
  field.surface = std::move(surface);
  return field;
}

}  // namespace lossarium
