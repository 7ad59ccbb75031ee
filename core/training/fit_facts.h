// What can be measured of a fit at its present weights: how much better than guessing it is, how far the rows
// it has not seen are from those it has, how steep and how curved the objective is there.
#pragma once

#include "core/training/lower_degree.h"
#include "core/training/recorded_run.h"
#include "core/training/residual_facts.h"
#include "core/training/trial_fit.h"

namespace lossarium {

struct FitFacts {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

  /// 1 − loss / loss of the best constant prediction, or for classes how much of what always naming the most
  /// frequent class gets wrong is right: 0 is no better than guessing, 1 is perfect.
  double gain = notKnown;            ///< on the training rows
  double validationGain = notKnown;  ///< on the validation rows
  /// The validation loss as a share of what the best constant prediction would cost there, or for classes
  /// naming each as probable as it is frequent.
  double heldShare = notKnown;
  /// The mean validation loss less the mean training loss, and the standard error of that difference.
  double gap = notKnown;
  double gapError = notKnown;
  double gradient = notKnown;         ///< the length of the objective's gradient
  double gradientAtStart = notKnown;  ///< and where the run began
  double curvature = notKnown;        ///< the largest eigenvalue of the Hessian
  /// Of few weights where the objective is bowl-shaped: by how much it would fall to the bottom of its
  /// parabola
  double remaining = notKnown;          ///< (½ gᵀH⁻¹g),
  double ravine = notKnown;             ///< and the largest curvature over the least that is not 0
  double rate = notKnown;               ///< the learning rate
  double stableRate = notKnown;         ///< the largest one that is stable at that curvature,
  double stableRateAtStart = notKnown;  ///< and at the one where the run began
  IdleRows idle;
  NeighbourFacts neighbours;
  FarRows far;
  std::optional<LowerDegree> lowerDegree;
  // Tried only where they can be offered.
  std::optional<RicherFit> richer;
  std::optional<SafeRate> safeRate;
  std::optional<TriedPenalty> penalty;
};

/// `weights` are those of the frame, and finite. Costs some products with the Hessian, and of a run that
/// stands some trial fits: not for the window's thread.
FitFacts fitFactsOf(const RunFrame& frame, const Progress& progress = {});

}  // namespace lossarium
