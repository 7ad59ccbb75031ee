// All that is known of a run, and what it adds up to: the findings one by one. What speaks of the way down
// stands in diagnosis_of_descent.cpp, what speaks of the fit in diagnosis_of_fit.cpp.
#pragma once

#include "core/training/diagnosis.h"
#include "core/training/remedies.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace lossarium {

class Examination {
 public:
  Examination(const RunFrame& frame, const CurveFacts& curve, const FitFacts& fit, double turn)
      : frame_(frame), problem_(*frame.problem), curve_(curve), fit_(fit), turn_(turn) {}

  std::vector<Finding> findings() const;

 private:
  // Of the way down.
  std::optional<Finding> divergence() const;
  std::optional<Finding> oscillation() const;
  std::optional<Finding> batchNoise() const;
  std::optional<Finding> noPull() const;
  std::optional<Finding> noPullOnBoxes() const;
  std::optional<Finding> progress() const;
  Finding stillFalling() const;
  Finding atRest() const;
  Finding plateau() const;
  Finding unremarkable() const;
  Finding tooEarly() const;
  bool swings() const;
  bool swingsLess() const;
  bool turnsBack() const;
  bool standsOnASlope() const;
  bool restsAtAKink() const;
  std::string kinkName() const;
  std::string fallText() const;
  std::string gradientText() const;
  std::string rateAgainstCurvature() const;
  void offerLongerSteps(Remedies& remedies) const;
  double lowerRate() const;

  // Of the fit.
  std::optional<Finding> stoppedEarly() const;
  std::optional<Finding> overfitting() const;
  std::optional<Finding> underfitting() const;
  std::optional<Finding> farRows() const;
  std::optional<Finding> littleToLearn() const;
  bool validationTurned() const;
  bool isApart() const;
  bool simplerIsBetter() const;
  bool hardlyCostsOnHeld() const { return fit_.heldShare < diagnosis::hardlyCosts; }
  bool fewLieFar() const;
  bool neighboursKnowMore() const;
  bool richerKnowsMore() const { return fit_.richer && fit_.richer->isBetter(); }
  std::string validationRiseText() const;
  std::string gainText() const;
  std::string neighbourText() const;
  std::string richerText() const;
  std::string errorText(double error) const;
  std::string errorNumber(double error) const;
  double usefulPenalty() const;

  bool fullBatch() const { return frame_.batchesPerEpoch <= 1; }
  bool isKinked() const {
    return problem_.experiment.penalty.l1 > 0 || problem_.loss->traits().smoothness <= Smoothness::slopeJumps;
  }
  bool restored() const { return frame_.state.beforeRestoring.size() > 0; }
  bool stopped() const { return frame_.state.stop == Stop::patience; }
  /// Wherever the sentence at the end of a run says so, too.
  bool falls() const {
    return curve_.late.goesOn() && (fullBatch() || curve_.lossFallLately > 2 * curve_.fallDoubt);
  }
  bool scheduleIsSpent() const {
    return frame_.learningRate < diagnosis::spentRate * problem_.optimizer->learningRate();
  }
  /// Of the best possible loss, where that is known.
  bool isNearTheBest() const {
    return problem_.trainingBayesRisk &&
           frame_.now.training <= diagnosis::nearTheBest * *problem_.trainingBayesRisk;
  }
  bool isFlat() const {
    return fit_.gradient <= diagnosis::flatGradient * fit_.gradientAtStart && !mightGain();
  }
  bool mightGain() const { return fit_.remaining > diagnosis::stillToGain * std::abs(frame_.now.training); }
  double trainingRows() const { return static_cast<double>(problem_.training->samples().count()); }
  Index weights() const { return frame_.state.weights.size(); }
  bool fewRowsAWeight() const {
    return trainingRows() < diagnosis::rowsAWeight * static_cast<double>(weights());
  }

  const RunFrame& frame_;
  const Problem& problem_;
  const CurveFacts& curve_;
  const FitFacts& fit_;
  double turn_;
};

}  // namespace lossarium
