#include "core/losses/loss_area.h"

#include "core/losses/rate.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

// What is costly of an exact prediction.
Vector floorOf(const Loss& loss, const Vector& target) {
  Matrix exact = target;
  LossSpec plain = loss.spec();
  plain.logarithmOfRate = false;
  translate(plain, loss.spec(), exact);
  Vector value(target.size());
  loss.evaluate({.rows = target.size(),
                 .stride = target.size(),
                 .targetStride = target.size(),
                 .prediction = exact.data(),
                 .target = target.data(),
                 .value = value.data()});
  return value;
}

// ρ″(0) of a function of the residual alone; 0 of others.
double curvatureAtZero(const Loss& loss) {
  const LossSpec& spec = loss.spec();
  if (spec.byTarget || spec.dividesByTarget || spec.logarithmOfRate) return 0;
  const double zero = 0, one = 1;
  double curvature = 0;
  loss.evaluate({.rows = 1,
                 .stride = 1,
                 .targetStride = 1,
                 .prediction = &zero,
                 .target = &zero,
                 .direction = &one,
                 .curvature = &curvature});
  return curvature;
}

// The most that a unit of the residual can cost, or costs.
double steepest(const Loss& loss, const Vector& costOfLength) {
  const LossTraits traits = loss.traits();
  const double bound = std::max(std::abs(traits.lowestSlope), std::abs(traits.highestSlope));
  if (std::isfinite(bound) && bound > 0) return bound;
  const double most = costOfLength.size() ? costOfLength.maxCoeff() : 0;
  return most > 0 ? most : 1;
}

}  // namespace

LossAreas lossAreas(const Loss& loss, const Vector& prediction, const Vector& target, const Vector& cost) {
  const Vector size = (inTargetUnits(loss.spec(), prediction).col(0) - target).cwiseAbs();
  const Vector above = cost - floorOf(loss, target);
  const Vector costOfLength = size.binaryExpr(above, [](double length, double each) {
    const double ratio = each / length;
    return length > 0 && std::isfinite(ratio) ? std::max(0.0, ratio) : 0.0;
  });
  const double curvature = curvatureAtZero(loss);
  LossAreas areas;
  areas.squares = curvature > 0 && std::isfinite(curvature);
  areas.costOfUnit = areas.squares ? curvature / 2 : steepest(loss, costOfLength);
  areas.width = costOfLength / areas.costOfUnit;
  return areas;
}

}  // namespace lossarium
