// How a run goes, in words, each with the numbers that carry it, and what would help. Nothing is said that
// the numbers do not show; the thresholds stand below by name.
#pragma once

#include "core/training/curve_facts.h"
#include "core/training/fit_facts.h"

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

enum class Verdict {
  notStarted,
  tooEarly,
  divergence,
  oscillation,
  batchNoise,
  noPull,
  stoppedEarly,
  overfitting,
  underfitting,
  farRows,
  littleToLearn,
  stillFalling,
  plateau,
  converged,
  unremarkable
};
std::string_view toText(Verdict verdict);

/// Settings that would help; pressing it makes them.
struct Remedy {
  std::string label;  ///< "Learning rate 0.05"
  std::string hint;   ///< why, in one sentence
  std::map<std::string, Value> set;
  bool anew = false;  ///< what was learnt so far would stay in the weights: the run begins again
  /// The validation loss that it leads to, where that is known.
  double brings = std::numeric_limits<double>::quiet_NaN();
};

struct Finding {
  Verdict verdict = Verdict::unremarkable;
  std::string sentence;
  std::vector<std::string> evidence;
  std::vector<Remedy> remedies;
};

namespace diagnosis {

inline constexpr std::size_t fewestRecords = 10;  ///< before that it is too early to say
inline constexpr double rests = 1e-5;         ///< below this share of the whole fall the loss stands still
inline constexpr double flatGradient = 1e-3;  ///< of the length it had at the start: the ground is flat
inline constexpr double risesOften =
    0.15;  ///< of the steps, with the full batch, which descends if it is short
inline constexpr double visibleSwing = 0.01;       ///< of the loss: smaller ones do not matter,
inline constexpr double visibleSwingOfAll = 1e-3;  ///< nor do those that are less of all that it fell
inline constexpr double noLongerStraight = 0.5;    ///< mean cosine between steps: below it they turn
inline constexpr double turnsBack = -0.5;          ///< mean cosine between steps
inline constexpr double noisySwing = 0.01;         ///< of the loss, from epoch to epoch of small batches
inline constexpr double spentRate = 0.1;           ///< of the rate, left by a schedule: noise settles
inline constexpr double nearTheBest = 1.1;      ///< times the best possible loss: nothing is left to explain
inline constexpr double risesNoisily = 0.25;    ///< of the epochs of small batches
inline constexpr double validationRise = 0.05;  ///< above its best
inline constexpr double visibleRise = 0.01;     ///< the same, where something else says so, too
inline constexpr double wideGap = 0.5;          ///< of the training loss, between it and the validation loss
inline constexpr double hardlyCosts = 0.1;      ///< of what guessing costs: a gap below that does no harm
inline constexpr double rowsAWeight =
    10;                              ///< with so many training rows for each weight none is learnt by heart
inline constexpr double surely = 3;  ///< standard errors
inline constexpr double poorGain = 0.5;         ///< over the best constant: less is a poor fit
inline constexpr double goodGain = 0.95;        ///< from here on there is little left to gain
inline constexpr double neighboursKnow = 0.8;   ///< of the model's error; less by neighbours: it is too stiff
inline constexpr double lossOfLostBoxes = 0.5;  ///< made by boxes that miss: they are what is left to tell
inline constexpr double rowsWithoutPull = 0.9;  ///< of the rows: so many, and nothing moves the fit
inline constexpr double farRowsCarry = 0.3;     ///< of the loss: so much by rows that lie far from all others
inline constexpr double fewOfAll = 0.4;         ///< of the rows: more are no exceptions
inline constexpr double standsStill = 1e-4;     ///< of the loss, over the last fifth
inline constexpr double slopesStill = 0.03;     ///< of the gradient at the start: that is no floor
inline constexpr double stillToGain = 0.01;     ///< of the loss, to the bottom of the parabola here
inline constexpr double ravine = 100;           ///< the largest curvature over the least
inline constexpr double nearlyTooLarge = 0.8;   ///< of the largest stable rate: steps swing
inline constexpr double penaltyCurvature = 0.1;  ///< of the largest curvature at most
inline constexpr double penaltyShare = 0.3;  ///< of the validation loss: what an L2 that is offered adds now

}  // namespace diagnosis

/// The most urgent first; never empty. Costs as much as fitFactsOf: not for the window's thread.
std::vector<Finding> diagnose(const RunFrame& frame, const Progress& progress = {});
/// The same from facts that are known already.
std::vector<Finding> diagnose(const RunFrame& frame, const CurveFacts& curve, const FitFacts& fit,
                              double turn);

}  // namespace lossarium
