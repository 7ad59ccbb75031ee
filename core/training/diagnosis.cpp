#include "core/training/diagnosis.h"

#include "core/training/remedies.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>

namespace lossarium {
namespace {

using namespace diagnosis;

std::string number(double value, int digits = 3) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
  return buffer;
}

std::string percent(double share) { return number(100 * share, 2) + " %"; }

/// All that is known of a run, and what it adds up to.
class Examination {
 public:
  Examination(const RunFrame& frame, const CurveFacts& curve, const FitFacts& fit, double turn)
      : frame_(frame), problem_(*frame.problem), curve_(curve), fit_(fit), turn_(turn) {}

  std::vector<Finding> findings() const;

 private:
  std::optional<Finding> divergence() const;
  std::optional<Finding> oscillation() const;
  std::optional<Finding> batchNoise() const;
  std::optional<Finding> overfitting() const;
  std::optional<Finding> underfitting() const;
  std::optional<Finding> progress() const;
  Finding stillFalling() const;
  Finding atRest() const;
  Finding plateau() const;
  Finding unremarkable() const;

  bool fullBatch() const { return frame_.batchesPerEpoch <= 1; }
  bool rateIsTooLarge() const { return fit_.rate > fit_.stableRate; }
  bool fallsFar() const { return curve_.fallLately > fallsOn; }
  bool falls() const { return fallsFar() || (curve_.lossFallLately > fallsOnOfLoss && !isFlat()); }
  bool isFlat() const { return fit_.gradient <= flatGradient * fit_.gradientAtStart; }
  std::string rateAgainstCurvature() const;
  void offerLongerSteps(Remedies& remedies, double factor) const;
  std::string gradientText() const;
  double lowerRate() const;

  const RunFrame& frame_;
  const Problem& problem_;
  const CurveFacts& curve_;
  const FitFacts& fit_;
  double turn_;
};

std::string Examination::rateAgainstCurvature() const {
  if (std::isnan(fit_.stableRate)) return {};
  return "The learning rate is " + number(fit_.rate) + "; at the curvature here, " + number(fit_.curvature) +
         ", the largest stable one is " + number(fit_.stableRate) + " (" +
         std::string(problem_.optimizer->stableRateRule()) + ").";
}

std::string Examination::gradientText() const {
  return "The gradient's length is " + number(fit_.gradient) + "; at the start it was " +
         number(fit_.gradientAtStart) + ".";
}

// Unless they are known to be too long for the ground here.
void Examination::offerLongerSteps(Remedies& remedies, double factor) const {
  if (factor * fit_.rate > fit_.stableRate) return;
  remedies.rateTimes(factor, std::isnan(fit_.stableRate) ? "Longer steps get further in as many epochs."
                                                         : "Longer steps; up to " + number(fit_.stableRate) +
                                                               " they are stable here.");
}

// Half of the largest stable one, where that is known and less than what there is.
double Examination::lowerRate() const {
  return fit_.stableRate < 2 * fit_.rate ? fit_.stableRate / 2 : fit_.rate / 2;
}

std::optional<Finding> Examination::divergence() const {
  if (frame_.state.stop != Stop::diverged) return std::nullopt;
  Finding finding{Verdict::divergence,
                  "The run diverged at step " + std::to_string(frame_.state.step + 1) + ".",
                  {frame_.state.reason},
                  {}};
  if (fit_.gradient > fit_.gradientAtStart)
    finding.evidence.push_back("The gradient's length grew from " + number(fit_.gradientAtStart) + " to " +
                               number(fit_.gradient) + ": each step overshot further than the last.");
  if (rateIsTooLarge()) finding.evidence.push_back(rateAgainstCurvature());
  finding.remedies =
      Remedies(problem_)
          .rateBelow(fit_.stableRate < fit_.rate ? fit_.stableRate / 2 : fit_.rate / 10,
                     "Half of the largest stable rate is safe and hardly slower than the fastest.")
          .standardise()
          .all();
  return finding;
}

// With all rows in each step a descent cannot rise unless the steps are too long.
std::optional<Finding> Examination::oscillation() const {
  const bool rises = curve_.rises >= risesOften && curve_.swing >= visibleSwing;
  const bool turns = turn_ <= turnsBack && !isFlat();  // at the bottom turns are rounding noise
  if (!fullBatch() || !(rises || turns)) return std::nullopt;
  Finding finding{Verdict::oscillation, "It oscillates: the steps are too long for the ground.", {}, {}};
  if (rises)
    finding.evidence.push_back("With all rows in each step the loss rose in " + percent(curve_.rises) +
                               " of the last epochs, by " + percent(curve_.swing) + " of itself at a time.");
  if (turn_ <= turnsBack)
    finding.evidence.push_back("Each step takes back the one before: the mean cosine between them is " +
                               number(turn_, 2) + ".");
  if (const std::string rate = rateAgainstCurvature(); !rate.empty()) finding.evidence.push_back(rate);
  finding.remedies = Remedies(problem_)
                         .rateBelow(lowerRate(), "Shorter steps settle instead of swinging.")
                         .schedule()
                         .standardise()
                         .all();
  return finding;
}

std::optional<Finding> Examination::batchNoise() const {
  if (fullBatch() || curve_.rises < risesNoisily || curve_.swing < noisySwing || fallsFar())
    return std::nullopt;
  return Finding{Verdict::batchNoise,
                 "Noise of small batches keeps it from settling.",
                 {"The loss rose in " + percent(curve_.rises) + " of the last epochs, by " +
                      percent(curve_.swing) + " of itself at a time, and on the whole it no longer falls.",
                  "A step sees " + std::to_string(problem_.experiment.training.batchSize) + " of " +
                      std::to_string(problem_.training->samples().count()) + " rows."},
                 Remedies(problem_)
                     .largerBatch()
                     .rateTimes(0.3, "The noise of the weights shrinks with the rate.")
                     .schedule()
                     .all()};
}

std::optional<Finding> Examination::overfitting() const {
  if (!problem_.validation) return std::nullopt;
  const double level = std::max(std::abs(curve_.bestValidation), 1e-12);
  const double rise = (curve_.validationLately - curve_.bestValidation) / level;
  const double fall = curve_.trainingAtBest - curve_.trainingLately;
  const bool turned = rise >= validationRise && fall > 0;
  const double trainingLoss = std::abs(frame_.now.training);
  const bool apart = fit_.gap > wideGap * trainingLoss && fit_.gap > surely * fit_.gapError;
  if (!turned && !apart) return std::nullopt;
  Finding finding{Verdict::overfitting, "It over-fits: it learns the training rows by heart.", {}, {}};
  if (turned)
    finding.evidence.push_back("The validation loss rose by " + percent(rise) + " over the last " +
                               std::to_string(curve_.lastEpoch - curve_.bestEpoch) +
                               " epochs, from its best, " + number(curve_.bestValidation) + " at epoch " +
                               std::to_string(curve_.bestEpoch) + ", while the training loss fell from " +
                               number(curve_.trainingAtBest) + " to " + number(curve_.trainingLately) + ".");
  if (apart)
    finding.evidence.push_back("On validation rows the loss is higher by " + number(fit_.gap) +
                               " (standard error " + number(fit_.gapError, 2) + ") than the " +
                               number(frame_.now.training) + " on training rows.");
  finding.remedies = Remedies(problem_).stopEarly().morePenalty().smallerModel().moreData().all();
  return finding;
}

// Only once it stands still: until then a poor fit may just be early.
std::optional<Finding> Examination::underfitting() const {
  if (falls() || !(fit_.gain < poorGain)) return std::nullopt;
  const bool held = !std::isnan(fit_.validationGain);
  if (held && fit_.gap > surely * fit_.gapError) return std::nullopt;
  const std::string better = isClassification(problem_.dataset->task)
                                 ? "Of what always naming the most frequent class gets wrong, it gets right "
                                 : "Its loss is lower than that of the best constant prediction by only ";
  Finding finding{Verdict::underfitting, "It fits poorly, and no longer improves.", {}, {}};
  finding.evidence.push_back(
      better + percent(std::max(0.0, fit_.gain)) + " on training rows" +
      (held ? " and " + percent(std::max(0.0, fit_.validationGain)) + " on validation rows." : "."));
  if (held && std::abs(fit_.gap) <= surely * fit_.gapError)
    finding.evidence.push_back("Both losses are alike, so it is not the number of rows that is lacking.");
  finding.evidence.push_back("Either the model is too stiff, or this is as much as these inputs tell.");
  finding.remedies = Remedies(problem_).largerModel().lessPenalty().all();
  return finding;
}

Finding Examination::stillFalling() const {
  Finding finding{Verdict::stillFalling,
                  "It is still falling.",
                  {"Since epoch " + std::to_string(curve_.latelyFrom) + " the loss fell by " +
                       percent(curve_.lossFallLately) + " of itself, or " + percent(curve_.fallLately) +
                       " of all that it has fallen so far.",
                   gradientText()},
                  {}};
  Remedies remedies(problem_);
  if (frame_.state.stop == Stop::epochs) remedies.moreEpochs();
  offerLongerSteps(remedies, 2);
  finding.remedies = remedies.momentum().standardise().all();
  return finding;
}

Finding Examination::atRest() const {
  return {Verdict::converged,
          "It is at rest: further epochs would change next to nothing.",
          {gradientText(), "Since epoch " + std::to_string(curve_.latelyFrom) + " the loss moved by " +
                               percent(std::abs(curve_.fallLately)) + " of all that it has fallen."},
          {}};
}

Finding Examination::plateau() const {
  Remedies remedies(problem_);
  offerLongerSteps(remedies, 5);
  return {Verdict::plateau,
          "It is on a plateau: the loss hardly moves, though the ground still slopes.",
          {"Since epoch " + std::to_string(curve_.latelyFrom) + " the loss fell by " +
               percent(curve_.fallLately) + " of all that it has fallen.",
           gradientText()},
          remedies.momentum().standardise().all()};
}

std::optional<Finding> Examination::progress() const {
  if (std::isnan(curve_.fallLately)) return std::nullopt;
  if (frame_.state.stop == Stop::converged)
    return Finding{Verdict::converged, "It has converged.", {frame_.state.reason}, {}};
  if (falls()) return stillFalling();
  if (isFlat() && std::abs(curve_.fallLately) <= fallsOn) return atRest();
  if (std::abs(curve_.fallLately) <= rests) return plateau();
  return std::nullopt;
}

Finding Examination::unremarkable() const {
  return {Verdict::unremarkable,
          "Nothing stands out.",
          {"Since epoch " + std::to_string(curve_.latelyFrom) + " the loss fell by " +
               percent(curve_.fallLately) + " of all that it has fallen so far.",
           gradientText()},
          {}};
}

std::vector<Finding> Examination::findings() const {
  if (auto found = divergence()) return {*found};
  if (frame_.state.step == 0) return {{Verdict::notStarted, "Nothing has run yet.", {"Space runs."}, {}}};
  if (curve_.records < fewestRecords)
    return {{Verdict::tooEarly,
             "It is too early to say.",
             {std::to_string(curve_.records) + " epochs since the settings last changed; a trend takes " +
              std::to_string(fewestRecords) + "."},
             {}}};
  std::vector<Finding> found;
  const auto add = [&found](std::optional<Finding> finding) {
    if (finding) found.push_back(std::move(*finding));
  };
  add(oscillation());
  add(batchNoise());
  add(overfitting());
  add(underfitting());
  if (found.empty() ||
      (found.front().verdict != Verdict::oscillation && found.front().verdict != Verdict::batchNoise))
    add(progress());
  if (found.empty()) found.push_back(unremarkable());
  return found;
}

}  // namespace

std::string_view toText(Verdict verdict) {
  switch (verdict) {
    case Verdict::notStarted:
      return "not started";
    case Verdict::tooEarly:
      return "too early";
    case Verdict::divergence:
      return "divergence";
    case Verdict::oscillation:
      return "oscillation";
    case Verdict::batchNoise:
      return "batch noise";
    case Verdict::overfitting:
      return "over-fitting";
    case Verdict::underfitting:
      return "under-fitting";
    case Verdict::stillFalling:
      return "still falling";
    case Verdict::plateau:
      return "plateau";
    case Verdict::converged:
      return "converged";
    case Verdict::unremarkable:
      return "unremarkable";
  }
  return "";
}

std::vector<Finding> diagnose(const RunFrame& frame, const CurveFacts& curve, const FitFacts& fit,
                              double turn) {
  return Examination(frame, curve, fit, turn).findings();
}

std::vector<Finding> diagnose(const RunFrame& frame) {
  return diagnose(frame, factsOf(frame.epochs, frame.seams), fitFactsOf(frame), meanTurn(frame.path));
}

}  // namespace lossarium
