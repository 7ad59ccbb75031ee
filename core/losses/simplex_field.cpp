#include "core/losses/simplex_field.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace lossarium {
namespace {

Eigen::Vector3d logitsOf(const Eigen::Vector3d& probabilities) {
  return probabilities.cwiseMax(leastProbability).array().log().matrix();
}

}  // namespace

SimplexSample simplexSample(const Loss& loss, int target, const Eigen::Vector3d& probabilities) {
  const Eigen::Vector3d logits = logitsOf(probabilities);
  const double label = target;
  SimplexSample sample;
  loss.evaluate({.rows = 1,
                 .outputs = 3,
                 .stride = 1,
                 .targetStride = 1,
                 .prediction = logits.data(),
                 .target = &label,
                 .value = &sample.value,
                 .slope = sample.slope.data()});
  return sample;
}

Eigen::Vector3d simplexDescent(const Eigen::Vector3d& probabilities, const Eigen::Vector3d& slope) {
  const double mean = probabilities.dot(slope);
  return (-probabilities.array() * (slope.array() - mean)).matrix();
}

Eigen::Vector3d closestOnSimplex(const Eigen::Vector3d& point) {
  if (!point.allFinite()) return Eigen::Vector3d::Constant(1.0 / 3);
  // A common amount changes nothing, and what is further below is 0 all the same.
  const Eigen::Vector3d near = (point.array() - point.maxCoeff()).cwiseMax(-2.0).matrix();
  Eigen::Vector3d sorted = near;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0, excess = 0;
  for (int k = 0; k < 3; ++k) {
    sum += sorted[k];
    const double candidate = (sum - 1) / (k + 1);
    if (sorted[k] > candidate) excess = candidate;
  }
  const Eigen::Vector3d closest = (near.array() - excess).cwiseMax(0.0).matrix();
  return closest / closest.sum();
}

std::size_t SimplexField::index(int i, int j) const {
  return static_cast<std::size_t>(i * (steps + 1) - i * (i - 1) / 2 + j);
}

Eigen::Vector3d SimplexField::probabilities(int i, int j) const {
  return Eigen::Vector3d(i, j, steps - i - j) / steps;
}

double SimplexField::at(const Eigen::Vector3d& probabilities) const {
  const bool isInside = probabilities[0] >= 0 && probabilities[1] >= 0 && probabilities[2] >= 0;
  const Eigen::Vector3d inside = (isInside ? probabilities : closestOnSimplex(probabilities)) * steps;
  const int i = std::clamp(static_cast<int>(inside[0]), 0, steps - 1);
  const int j = std::clamp(static_cast<int>(inside[1]), 0, steps - 1 - i);
  const double x = std::clamp(inside[0] - i, 0.0, 1.0), y = std::clamp(inside[1] - j, 0.0, 1.0);
  if (x + y <= 1 || i + j + 2 > steps)
    return (1 - x - y) * node(i, j) + x * node(i + 1, j) + y * node(i, j + 1);
  return (x + y - 1) * node(i + 1, j + 1) + (1 - y) * node(i + 1, j) + (1 - x) * node(i, j + 1);
}

SimplexField simplexField(const Loss& loss, int target, int steps) {
  SimplexField field{.steps = steps, .values = {}};
  const auto rows = static_cast<Index>((steps + 1) * (steps + 2) / 2);
  field.values.resize(static_cast<std::size_t>(rows));
  Matrix logits(rows, 3);
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; i + j <= steps; ++j)
      logits.row(static_cast<Index>(field.index(i, j))) = logitsOf(field.probabilities(i, j)).transpose();
  const Vector labels = Vector::Constant(rows, target);
  loss.evaluate({.rows = rows,
                 .outputs = 3,
                 .stride = rows,
                 .targetStride = rows,
                 .prediction = logits.data(),
                 .target = labels.data(),
                 .value = field.values.data()});
  return field;
}

}  // namespace lossarium
