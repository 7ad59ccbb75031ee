// The loss that one prediction can expect, over what its target may turn out to be.
#pragma once

#include "core/datasets/truth.h"
#include "core/losses/loss.h"

#include <vector>

namespace lossarium {

/// Of a target centre + shift + scale·noise. Integrates by Gauss–Legendre rules between the noise' own
/// borders and the loss' kinks, so that kinks cost no digits.
class NoisyTarget {
 public:
  NoisyTarget(const Loss& loss, const Truth& truth, double centre, double scale);

  /// Where the target nearly certainly lies.
  double lowest() const;
  double highest() const;
  /// The centres of its shares: near one of them the expected loss is least.
  std::vector<double> centres() const;
  double scale() const { return scale_; }
  /// Of predicting `prediction` in the target's unit; infinite where the loss cannot, NaN where targets lie
  /// outside the loss' domain.
  double expectedLoss(double prediction);

 private:
  void addNodes(double prediction, const ShiftedShare& part);
  void addBordersAboutZero(double centre);
  void addPanel(double from, double to, double centre, double share);

  const Loss& loss_;
  const Truth& truth_;
  double centre_, scale_;
  std::vector<double> kinks_, borders_, targets_, weights_, predictions_, values_;
};

/// Of a class drawn by its probabilities (binary: the negative class' and the positive one's).
class DrawnClass {
 public:
  DrawnClass(const Loss& loss, const Vector& probabilities);

  /// Of predicting `scores`: a logit for each class, or for binary one.
  double expectedLoss(const Vector& scores);
  /// The slope of that by the scores.
  Vector slope(const Vector& scores);

 private:
  void evaluate(const Vector& scores, double* slope);

  const Loss& loss_;
  const Vector& probabilities_;
  Matrix predictions_, slopes_;
  Vector targets_, values_;
};

}  // namespace lossarium
