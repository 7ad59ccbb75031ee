// The loss of one sample of three classes over all it can be told: the triangle of probabilities.
#pragma once

#include "core/losses/loss.h"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace lossarium {

/// Logits are ln p, so a probability of 0 has none. Smaller ones are taken as this (and the three made to sum
/// to 1 again, as a softmax does).
inline constexpr double leastProbability = 1e-4;

struct SimplexSample {
  double value;
  Eigen::Vector3d slope;  ///< by each logit
};

/// The loss of one sample whose logits are ln p. `loss` is one of classes, `target` 0, 1 or 2.
SimplexSample simplexSample(const Loss& loss, int target, const Eigen::Vector3d& probabilities);

/// How the probabilities begin to move when the logits descend: −(diag p − ppᵀ)·slope. Sums to 0.
Eigen::Vector3d simplexDescent(const Eigen::Vector3d& probabilities, const Eigen::Vector3d& slope);

/// The point of the triangle that is closest to a point of its plane (or anywhere).
Eigen::Vector3d closestOnSimplex(const Eigen::Vector3d& point);

/// Values on an even lattice: node (i, j) has p1 = i/steps, p2 = j/steps and p3 = the rest, i + j ≤ steps.
struct SimplexField {
  int steps = 0;
  std::vector<double> values;  ///< by i, then by j

  std::size_t index(int i, int j) const;
  Eigen::Vector3d probabilities(int i, int j) const;
  double node(int i, int j) const { return values[index(i, j)]; }
  /// Linear in each small triangle.
  double at(const Eigen::Vector3d& probabilities) const;
  bool operator==(const SimplexField&) const = default;
};

/// `steps` ≥ 1.
SimplexField simplexField(const Loss& loss, int target, int steps);

}  // namespace lossarium
