// What can be done about a finding, as settings of the experiment at hand. A remedy whose setting it does not
// have, or that would change nothing, is not offered.
#pragma once

#include "core/training/diagnosis.h"

namespace lossarium {

/// Collects the remedies for one finding.
class Remedies {
 public:
  explicit Remedies(const Problem& problem) : problem_(problem) {}

  /// The largest of 1, 2, 5 × a power of ten that is at most `rate`.
  Remedies& rateBelow(double rate, const std::string& why);
  Remedies& rateTimes(double factor, const std::string& why);
  /// One that was tried.
  Remedies& safeRate(const std::optional<SafeRate>& safe);
  Remedies& moreEpochs();
  Remedies& momentum();
  Remedies& lessMomentum();
  Remedies& clipping();
  Remedies& anotherStepLength();
  Remedies& largerBatch();
  Remedies& schedule();
  Remedies& standardise();
  /// `best` is the validation loss that it would restore.
  Remedies& stopEarly(double best);
  Remedies& restoreBest(const BestEpoch& best);
  /// `l2` where there is none yet, else ten times what there is.
  Remedies& morePenalty(double l2);
  Remedies& triedPenalty(const std::optional<TriedPenalty>& tried);
  Remedies& lessPenalty();
  /// One that was tried comes first.
  Remedies& largerModel(const std::optional<RicherFit>& tried);
  Remedies& smallerModel();
  Remedies& lowerDegree(const std::optional<LowerDegree>& degree);
  /// A loss whose pull is bounded beyond three deviations of the rows that lie close.
  Remedies& robustLoss(double deviation);
  /// A loss that pulls however far a row lies; `farResidual` is what nearly all are within.
  Remedies& reachingLoss(double farResidual);
  Remedies& moreData();
  /// By the validation loss that they bring; those of which that is not known last, in their order.
  Remedies& bestFirst();
  /// All that were collected begin the run again.
  Remedies& anew();
  std::vector<Remedy> all() const { return remedies_; }

 private:
  void add(std::string label, std::string hint, std::map<std::string, Value> set,
           double brings = FitFacts::notKnown);
  const Experiment& experiment() const { return problem_.experiment; }

  const Problem& problem_;
  std::vector<Remedy> remedies_;
};

/// The largest of 1, 2, 5 × a power of ten that is at most `number` (> 0).
double roundDown(double number);
/// The least one that is at least `number` (> 0).
double roundUp(double number);

}  // namespace lossarium
