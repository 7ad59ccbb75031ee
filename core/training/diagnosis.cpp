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
  const double size = std::abs(value);
  if (size >= std::pow(10, digits) && size < 1e6)  // 1291 reads better than 1.29e+03
    std::snprintf(buffer, sizeof buffer, "%.0f", value);
  else
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
  std::optional<Finding> farRows() const;
  std::optional<Finding> littleToLearn() const;
  std::optional<Finding> progress() const;
  Finding stillFalling() const;
  Finding atRest() const;
  Finding plateau() const;
  Finding unremarkable() const;
  bool standsOnASlope() const;
  std::string fallText() const;

  bool fullBatch() const { return frame_.batchesPerEpoch <= 1; }
  bool rateIsTooLarge() const { return fit_.rate > fit_.stableRate; }
  bool fallsFar() const {
    return curve_.fallLately > fallsOn && curve_.lossFallLately > std::max(standsStill, 2 * curve_.fallDoubt);
  }
  bool falls() const { return fallsFar() || fallsByItself(); }
  bool fallsByItself() const {
    return curve_.lossFallLately > std::max(fallsOnOfLoss, 2 * curve_.fallDoubt) && !isFlat();
  }
  bool isFlat() const { return fit_.gradient <= flatGradient * fit_.gradientAtStart && !mightGain(); }
  bool mightGain() const { return fit_.remaining > stillToGain * std::abs(frame_.now.training); }
  bool fewRowsAWeight() const { return trainingRows() < rowsAWeight * static_cast<double>(weights()); }
  double trainingRows() const { return static_cast<double>(problem_.training->samples().count()); }
  Index weights() const { return frame_.state.weights.size(); }
  bool fewLieFar() const;
  bool neighboursKnowMore() const;
  std::string gainText() const;
  double usefulPenalty() const;
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
  const bool said = frame_.state.reason.find("largest stable") != std::string::npos;
  if (rateIsTooLarge() && !said) finding.evidence.push_back(rateAgainstCurvature());
  finding.remedies =
      Remedies(problem_)
          .rateBelow(fit_.stableRate < fit_.rate ? fit_.stableRate / 2 : fit_.rate / 10,
                     "Half of the largest stable rate is safe and hardly slower than the fastest.")
          .standardise()
          .anew()
          .all();
  return finding;
}

// With all rows in each step a descent cannot rise unless the steps are too long.
std::optional<Finding> Examination::oscillation() const {
  const bool rises = curve_.rises >= risesOften && curve_.swing >= visibleSwing && !isFlat();
  const bool turns = turn_ <= turnsBack && (!isFlat() || fit_.rate > nearlyTooLarge * fit_.stableRate);
  if (!fullBatch() || !(rises || turns)) return std::nullopt;
  Finding finding{Verdict::oscillation,
                  isFlat() ? "It swung all the way to its rest: the steps are nearly too long for the ground."
                           : "It oscillates: the steps are too long for the ground.",
                  {},
                  {}};
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
  if (fullBatch() || curve_.rises < risesNoisily || curve_.swing < noisySwing || falls()) return std::nullopt;
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

// Not only another draw of the rows: the model must be able to learn its rows by heart, and be worse on
// others.
std::optional<Finding> Examination::overfitting() const {
  if (!problem_.validation || !fewRowsAWeight() || !(frame_.now.validation > frame_.now.training))
    return std::nullopt;
  const double level = std::max(std::abs(curve_.validationAtBest), 1e-12);
  const double rise = (curve_.validationLately - curve_.validationAtBest) / level;
  const bool learns = curve_.trainingAtBest > curve_.trainingLately;
  const bool turned = rise >= validationRise && learns;
  const bool apart = fit_.gap > wideGap * std::abs(frame_.now.training) && fit_.gap > surely * fit_.gapError;
  const bool simpler =
      fit_.lowerDegree && fit_.lowerDegree->validation * (1 + validationRise) <= frame_.now.validation;
  if (!turned && !apart && !simpler) return std::nullopt;
  Finding finding{Verdict::overfitting, "It over-fits: it learns the training rows by heart.", {}, {}};
  if (learns && rise >= visibleRise)
    finding.evidence.push_back("The validation loss rose by " + percent(rise) + " over the last " +
                               std::to_string(curve_.lastEpoch - curve_.bestEpoch) + " epochs, from " +
                               number(curve_.validationAtBest) + " about epoch " +
                               std::to_string(curve_.bestEpoch) + ", where it was best, to " +
                               number(curve_.validationLately) + ", while the training loss fell from " +
                               number(curve_.trainingAtBest) + " to " + number(curve_.trainingLately) + ".");
  if (simpler)
    finding.evidence.push_back("Its powers above " + std::to_string(fit_.lowerDegree->degree) +
                               " serve the training rows alone: without them the validation loss is " +
                               number(fit_.lowerDegree->validation) + " in the place of " +
                               number(frame_.now.validation) + ".");
  if (apart)
    finding.evidence.push_back("On validation rows the loss is higher by " + number(fit_.gap) +
                               " (standard error " + number(fit_.gapError, 2) + ") than the " +
                               number(frame_.now.training) + " on training rows.");
  finding.evidence.push_back("It has " + std::to_string(weights()) + " weights to fit " +
                             number(trainingRows(), 6) + " training rows.");
  finding.remedies = Remedies(problem_)
                         .stopEarly()
                         .lowerDegree(fit_.lowerDegree)
                         .morePenalty(usefulPenalty())
                         .smallerModel()
                         .moreData()
                         .anew()
                         .all();
  return finding;
}

// At the present weights it would be a good part of the loss.
double Examination::usefulPenalty() const {
  const double share =
      2 * penaltyShare * std::abs(frame_.now.validation) / frame_.state.weights.squaredNorm();
  return fit_.curvature > 0 ? std::min(share, penaltyCurvature * fit_.curvature) : share;
}

bool Examination::fewLieFar() const {
  const FarRows& far = fit_.far;
  return far.count > 0 && static_cast<double>(far.count) <= fewOfAll * static_cast<double>(far.of) &&
         far.lossShare >= farRowsCarry;
}

bool Examination::neighboursKnowMore() const {
  const NeighbourFacts& facts = fit_.neighbours;
  return facts.neighbourError <= neighboursKnow * facts.modelError &&
         facts.modelError - facts.neighbourError > 2 * facts.doubt;
}

std::string Examination::gainText() const {
  const bool held = !std::isnan(fit_.validationGain);
  return (isClassification(problem_.dataset->task)
              ? "Of what always naming the most frequent class gets wrong, it gets right "
              : "Its loss is lower than that of the best constant prediction by only ") +
         percent(std::max(0.0, fit_.gain)) + " on training rows" +
         (held ? " and " + percent(std::max(0.0, fit_.validationGain)) + " on validation rows." : ".");
}

// Only once it stands still: until then a poor fit may just be early. Where the poor fit is that of a few
// rows, the model is not to blame.
std::optional<Finding> Examination::underfitting() const {
  if (falls() || standsOnASlope() || fewLieFar() || !(fit_.gain < goodGain) || !neighboursKnowMore())
    return std::nullopt;
  const bool held = !std::isnan(fit_.validationGain);
  if (held && fit_.gap > surely * fit_.gapError) return std::nullopt;
  Finding finding{
      Verdict::underfitting, "It under-fits: the model is too stiff for what the rows show.", {}, {}};
  finding.evidence.push_back(gainText());
  const bool classes = isClassification(problem_.dataset->task);
  const auto error = [&](double value) { return classes ? percent(value) : number(value); };
  finding.evidence.push_back(
      (classes ? "It takes " + error(fit_.neighbours.modelError) + " of the rows for another class; "
               : "Its loss is " + error(fit_.neighbours.modelError) + "; ") +
      "a row's " + std::to_string(NeighbourFacts::neighbours) +
      " nearest neighbours alone would tell it with " + error(fit_.neighbours.neighbourError) + ".");
  if (held && std::abs(fit_.gap) <= surely * fit_.gapError)
    finding.evidence.push_back("Training and validation loss are alike, so more rows would not help.");
  finding.remedies = Remedies(problem_).largerModel().lessPenalty().all();
  return finding;
}

std::optional<Finding> Examination::farRows() const {
  if (falls() || !fewLieFar()) return std::nullopt;
  const FarRows& far = fit_.far;
  return Finding{
      Verdict::farRows,
      "A few rows lie far from all others, and pull at the fit.",
      {std::to_string(far.count) + " of " + std::to_string(far.of) + " rows are more than " +
           number(FarRows::deviations) + " robust deviations (of " + number(far.deviation) + ") from " +
           (problem_.model->linearInWeights() ? "the fit of least absolute errors" : "the fit") +
           "; they make up " + percent(far.lossShare) + " of the loss.",
       "If they are mistakes, a loss that lets go of them fits the others better."},
      Remedies(problem_).robustLoss(far.deviation).all()};
}

// Noise is no fault of the fit.
std::optional<Finding> Examination::littleToLearn() const {
  const bool known = !std::isnan(fit_.neighbours.modelError);
  if (falls() || standsOnASlope() || fewLieFar() || !(fit_.gain < poorGain) || !known || neighboursKnowMore())
    return std::nullopt;
  return Finding{Verdict::littleToLearn,
                 "These inputs seem to tell no more.",
                 {gainText(),
                  "A row's nearest neighbours tell it no better than the model does: other inputs "
                  "may be lacking, rather than a larger model."},
                 {}};
}

std::string Examination::fallText() const {
  const bool fell = curve_.latelyBefore > curve_.latelyAfter;
  return "Since epoch " + std::to_string(curve_.latelyFrom) + " the loss " + (fell ? "fell" : "moved") +
         " from " + number(curve_.latelyBefore, 6) + " to " + number(curve_.latelyAfter, 6) + ", by " +
         percent(std::abs(curve_.fallLately)) + " of all that it has fallen so far.";
}

Finding Examination::stillFalling() const {
  Finding finding{Verdict::stillFalling, "It is still falling.", {fallText(), gradientText()}, {}};
  Remedies remedies(problem_);
  if (frame_.state.stop == Stop::epochs) remedies.moreEpochs();
  offerLongerSteps(remedies, 2);
  finding.remedies = remedies.momentum().standardise().all();
  return finding;
}

Finding Examination::atRest() const {
  return {Verdict::converged,
          "It is at rest: further epochs would change next to nothing.",
          {gradientText(), fallText()},
          {}};
}

Finding Examination::plateau() const {
  const bool inRavine = mightGain() && fit_.ravine >= diagnosis::ravine;
  Finding finding{Verdict::plateau,
                  inRavine ? "It crawls along the floor of a ravine."
                           : "It is on a plateau: the loss hardly moves, though the ground still slopes.",
                  {fallText(), gradientText()},
                  {}};
  if (mightGain())
    finding.evidence.push_back("To the bottom of the parabola here the loss could fall by " +
                               number(fit_.remaining) + ".");
  if (inRavine)
    finding.evidence.push_back("It is " + number(fit_.ravine) +
                               " times as curved across as along: the rate must suit the one, and is far too "
                               "small for the other.");
  Remedies remedies(problem_);
  remedies.standardise();
  offerLongerSteps(remedies, 5);
  finding.remedies = remedies.momentum().all();
  return finding;
}

bool Examination::standsOnASlope() const {
  const bool slopes = mightGain() || fit_.gradient > slopesStill * fit_.gradientAtStart;
  return (slopes && std::abs(curve_.lossFallLately) <= standsStill) ||
         (!isFlat() && std::abs(curve_.fallLately) <= rests);
}

std::optional<Finding> Examination::progress() const {
  if (std::isnan(curve_.fallLately)) return std::nullopt;
  if (frame_.state.stop == Stop::converged)
    return Finding{Verdict::converged, "It has converged.", {frame_.state.reason}, {}};
  if (falls()) return stillFalling();
  if (isFlat() && std::abs(curve_.fallLately) <= fallsOn) return atRest();
  if (standsOnASlope()) return plateau();
  return std::nullopt;
}

Finding Examination::unremarkable() const {
  return {Verdict::unremarkable, "Nothing stands out.", {fallText(), gradientText()}, {}};
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
  add(farRows());
  add(underfitting());
  add(littleToLearn());
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
    case Verdict::farRows:
      return "far rows";
    case Verdict::littleToLearn:
      return "little to learn";
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
