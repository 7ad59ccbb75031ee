// Rows to try losses on: all over their domains, close to every kink on both sides, at the extremes.
#pragma once

#include "core/base/random.h"
#include "core/losses/loss.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lossarium::testing {

struct Row {
  Vector prediction;
  Vector target;
};

struct Answer {
  double value = std::nan("");
  Vector slope;
  Vector curvature;
};

inline Answer answer(const Loss& loss, const Row& row, const Vector& direction) {
  const Index outputs = row.prediction.size();
  Answer out{std::nan(""), Vector::Constant(outputs, std::nan("")), Vector::Constant(outputs, std::nan(""))};
  loss.evaluate({.rows = 1,
                 .outputs = outputs,
                 .stride = 1,
                 .targetStride = 1,
                 .prediction = row.prediction.data(),
                 .target = row.target.data(),
                 .direction = direction.data(),
                 .value = &out.value,
                 .slope = out.slope.data(),
                 .curvature = out.curvature.data()});
  return out;
}

inline Answer answer(const Loss& loss, const Row& row) {
  return answer(loss, row, Vector::Ones(row.prediction.size()));
}

inline Row moved(Row row, const Vector& by) {
  row.prediction += by;
  return row;
}

inline Row row(double prediction, double target) {
  return {Vector::Constant(1, prediction), Vector::Constant(1, target)};
}

inline bool hasOneOutput(const LossSpec& spec) {
  return spec.task == Task::regression || spec.task == Task::binary;
}

/// Whether a prediction is in the target's unit (and not a logit, or the logarithm of a rate).
inline bool isAroundTarget(const LossSpec& spec) {
  return spec.task == Task::regression && spec.id != "poisson_nll";
}

/// Targets that a loss of one output takes.
inline std::vector<double> targetsFor(const LossSpec& spec) {
  if (spec.task == Task::binary)
    return spec.softTargets ? std::vector<double>{0, 1, 0.3, 0.5, -1} : std::vector<double>{0, 1, -1};
  std::vector<double> targets;
  for (const double target : {0.0, 2.5, -0.75, -40.0, 1000.0})
    if (spec.targets.contains(target)) targets.push_back(target);
  return targets;
}

/// Where a loss of one output may bend, as predictions.
inline std::vector<double> kinksAt(const Loss& loss, double target) {
  std::vector<double> all;
  for (const double kink : loss.kinks()) {
    const bool binary = loss.spec().task == Task::binary;
    all.push_back(binary ? (target > 0 ? kink : -kink) : target + kink);
  }
  return all;
}

/// How far a prediction may move without crossing a kink or leaving the domain.
inline double roomAt(const Loss& loss, const Row& row, double wanted) {
  const double p = row.prediction[0];
  for (const double kink : kinksAt(loss, row.target[0])) wanted = std::min(wanted, 0.5 * std::abs(p - kink));
  return std::min(wanted, 0.5 * (p - loss.spec().predictions.minimum));
}

inline std::vector<Row> rowsOfOneOutput(const Loss& loss, double largest) {
  std::vector<Row> rows;
  for (const double target : targetsFor(loss.spec())) {
    const double base = isAroundTarget(loss.spec()) ? target : 0;
    const auto add = [&](double prediction) {
      if (loss.spec().predictions.contains(prediction)) rows.push_back(row(prediction, target));
    };
    // Closer to a target the residual itself has too few digits.
    for (double size = std::max(1e-8, 1e-6 * std::abs(base)); size <= largest; size *= 1.7782794100389228)
      for (const double sign : {-1.0, 1.0}) add(base + sign * size);
    for (const double kink : kinksAt(loss, target))
      for (const double share : {1e-2, 1e-4})
        for (const double sign : {-1.0, 1.0}) add(kink + sign * share * (kink == 0 ? 1 : std::abs(kink)));
  }
  return rows;
}

inline Row randomClasses(Random& random, Index classes, double scale) {
  Row row{Vector(classes), Vector(1)};
  for (double& z : row.prediction) z = scale * random.normal();
  row.target[0] = std::floor(random.uniform() * static_cast<double>(classes));
  return row;
}

inline Vector randomBox(Random& random, double spread, double size) {
  const double x = spread * random.normal(), y = spread * random.normal();
  return Eigen::Vector4d(x, y, x + size * std::exp(random.normal()), y + size * std::exp(random.normal()));
}

/// Rows all over the domain for which derivatives can be checked by differences.
inline std::vector<Row> typicalRows(const Loss& loss) {
  if (hasOneOutput(loss.spec()))
    return rowsOfOneOutput(loss,
                           loss.spec().task == Task::binary || loss.spec().id == "poisson_nll" ? 60 : 1e6);
  Random random(5, "typical rows");
  std::vector<Row> rows;
  for (int i = 0; i < 300; ++i)
    rows.push_back(loss.spec().task == Task::classes
                       ? randomClasses(random,
                                       (i % 3 == 0   ? 2
                                        : i % 3 == 1 ? 3
                                                     : 7),
                                       std::pow(10, random.uniform(-2, 1.2)))
                       : Row{randomBox(random, 1, 1.5), randomBox(random, 1, 1.5)});
  return rows;
}

/// A step for differences at a row, in proportion to what is there; 0 on a kink, and so close to one that
/// nothing can be told there.
inline double stepAt(const Loss& loss, const Row& row) {
  if (!hasOneOutput(loss.spec())) return 1e-6;
  const double p = row.prediction[0];
  const double distance =
      isAroundTarget(loss.spec()) ? std::max(1e-9, std::abs(p - row.target[0])) : std::max(0.1, std::abs(p));
  const double step = roomAt(loss, row, 1e-6 * distance);
  return step > 1e-10 * std::max(std::abs(p), std::abs(row.target[0])) ? step : 0;
}

}  // namespace lossarium::testing
