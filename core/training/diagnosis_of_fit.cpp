// What the diagnosis says of the fit.
#include "core/base/number_text.h"
#include "core/training/examination.h"

#include <algorithm>

namespace lossarium {

using namespace diagnosis;

namespace {

std::string atEpoch(std::int64_t epoch) { return " at epoch " + grouped(epoch); }

}  // namespace

// Medians decide, so that one lucky epoch does not.
bool Examination::validationTurned() const {
  const double level = std::max(std::abs(curve_.validationAtBest), 1e-12);
  return curve_.validationLately - curve_.validationAtBest >= visibleRise * level &&
         curve_.trainingAtBest > curve_.trainingLately;
}

bool Examination::isApart() const {
  return fit_.gap > wideGap * std::abs(frame_.now.training) && fit_.gap > surely * fit_.gapError;
}

bool Examination::simplerIsBetter() const {
  return fit_.lowerDegree && fit_.lowerDegree->validation * (1 + validationRise) <= frame_.now.validation;
}

std::string Examination::validationRiseText() const {
  const double rise = curve_.validationNow - curve_.bestValidation;
  return "The validation loss rose from " + readableNumber(curve_.bestValidation) +
         atEpoch(curve_.bestEpoch) + ", where it was best, to " + readableNumber(curve_.validationNow) +
         atEpoch(curve_.lastEpoch) + ", " +
         readableGrowth(rise / std::max(std::abs(curve_.bestValidation), 1e-12)) +
         ", while the training loss fell from " + readableNumber(curve_.trainingThen) + " to " +
         readableNumber(curve_.trainingNow) + ".";
}

// What is in force then are the weights of the best epoch, if they were put back.
std::optional<Finding> Examination::stoppedEarly() const {
  if (!stopped() && !restored()) return std::nullopt;
  const std::string best = grouped(frame_.best.epoch), last = grouped(frame_.state.epoch);
  Finding finding{Verdict::stoppedEarly,
                  restored()
                      ? "The weights of epoch " + best + " are in force, the best on the validation rows."
                      : "It was stopped early: the validation loss had not fallen for long enough.",
                  {},
                  {}};
  finding.evidence.push_back(
      "The validation loss was " + readableNumber(frame_.best.validation) + " at epoch " + best +
      (frame_.best.epoch < curve_.lastEpoch && !std::isnan(curve_.validationNow)
           ? " and " + readableNumber(curve_.validationNow) + " at epoch " + last + ", where the run ended."
           : "."));
  if (restored())
    finding.evidence.push_back("Now the training loss is " + readableNumber(frame_.now.training) +
                               " and the validation loss " + readableNumber(frame_.now.validation) + ".");
  else
    finding.remedies = Remedies(problem_).restoreBest(frame_.best).all();
  return finding;
}

// Not only another draw of the rows: the model must be able to learn its rows by heart, and be worse on
// others. Where the best weights were put back, what the curve did after them is over.
std::optional<Finding> Examination::overfitting() const {
  if (!problem_.validation || !fewRowsAWeight() || !(frame_.now.validation > frame_.now.training))
    return std::nullopt;
  const double level = std::max(std::abs(curve_.validationAtBest), 1e-12);
  const double rise = (curve_.validationLately - curve_.validationAtBest) / level;
  const bool turned = !restored() && rise >= validationRise && validationTurned();
  if (!turned && !isApart() && !simplerIsBetter()) return std::nullopt;
  Finding finding{Verdict::overfitting,
                  restored() ? "Even so it knows its training rows far better than others."
                  : hardlyCostsOnHeld()
                      ? "It over-fits a little: what it was not shown hardly costs anything, "
                        "what it was shown even less."
                      : "It over-fits: it learns the training rows by heart.",
                  {},
                  {}};
  if (!restored() && validationTurned()) finding.evidence.push_back(validationRiseText());
  if (simplerIsBetter())
    finding.evidence.push_back("Its powers above " + grouped(fit_.lowerDegree->degree) +
                               " serve the training rows alone: without them the validation loss is " +
                               readableNumber(fit_.lowerDegree->validation) + " in the place of " +
                               readableNumber(frame_.now.validation) + ".");
  if (isApart())
    finding.evidence.push_back("Now the loss is " + readableNumber(frame_.now.validation) +
                               " on validation rows and " + readableNumber(frame_.now.training) +
                               " on training rows; the difference is " +
                               readableNumber(fit_.gap / fit_.gapError, 2) + " standard errors.");
  if (hardlyCostsOnHeld())
    finding.evidence.push_back("On the validation rows it costs " + readablePercent(fit_.heldShare) +
                               " of what guessing without any input would.");
  finding.evidence.push_back("It has " + grouped(weights()) + " weights to fit " +
                             grouped(problem_.training->samples().count()) + " training rows.");
  Remedies remedies(problem_);
  if (!restored()) remedies.stopEarly(curve_.bestValidation);
  remedies.lowerDegree(fit_.lowerDegree);
  if (fit_.penalty)
    remedies.triedPenalty(fit_.penalty->validation < frame_.now.validation ? fit_.penalty : std::nullopt);
  else
    remedies.morePenalty(usefulPenalty());
  finding.remedies = remedies.smallerModel().moreData().bestFirst().anew().all();
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

std::string Examination::errorNumber(double error) const {
  return isClassification(problem_.dataset->task) ? readablePercent(error) : readableNumber(error);
}

std::string Examination::errorText(double error) const {
  return isClassification(problem_.dataset->task)
             ? "takes " + readablePercent(error) + " of them for another class"
             : "has a loss of " + readableNumber(error) + " on them";
}

std::string Examination::gainText() const {
  const bool held = !std::isnan(fit_.validationGain);
  return (isClassification(problem_.dataset->task)
              ? "Of what always naming the most frequent class gets wrong, it gets right "
              : "Its loss is lower than that of the best constant prediction by only ") +
         readablePercent(std::max(0.0, fit_.gain)) + " on training rows" +
         (held ? " and " + readablePercent(std::max(0.0, fit_.validationGain)) + " on validation rows."
               : ".");
}

std::string Examination::neighbourText() const {
  const NeighbourFacts& facts = fit_.neighbours;
  return "Of the training rows: the model " + errorText(facts.modelError) + "; guessing each by its " +
         grouped(NeighbourFacts::neighbours) + " nearest neighbours " + errorText(facts.neighbourError) + ".";
}

std::string Examination::richerText() const {
  const RicherFit& richer = *fit_.richer;
  return "Tried on " + grouped(richer.rows) +
         (richer.crossValidated ? " training rows, each fifth by a fit to the others: "
                                : " validation rows: ") +
         richer.name + " " + errorText(richer.error) + ", this model " + errorNumber(richer.ownError) + ".";
}

// Only once it stands still: until then a poor fit may just be early. Where the poor fit is that of a few
// rows, the model is not to blame.
std::optional<Finding> Examination::underfitting() const {
  if (falls() || standsOnASlope() || fewLieFar() || isNearTheBest() || !(fit_.gain < goodGain))
    return std::nullopt;
  if (!neighboursKnowMore() && !richerKnowsMore()) return std::nullopt;
  const bool held = !std::isnan(fit_.validationGain);
  if (held && fit_.gap > surely * fit_.gapError && !richerKnowsMore()) return std::nullopt;
  Finding finding{
      Verdict::underfitting, "It under-fits: the model is too stiff for what the rows show.", {}, {}};
  finding.evidence.push_back(gainText());
  if (richerKnowsMore()) finding.evidence.push_back(richerText());
  if (neighboursKnowMore()) finding.evidence.push_back(neighbourText());
  if (held && std::abs(fit_.gap) <= surely * fit_.gapError)
    finding.evidence.push_back("Training and validation loss are alike, so more rows would not help.");
  finding.remedies = Remedies(problem_).largerModel(fit_.richer).lessPenalty().all();
  return finding;
}

std::optional<Finding> Examination::farRows() const {
  if (falls() || !fewLieFar()) return std::nullopt;
  const FarRows& far = fit_.far;
  return Finding{Verdict::farRows,
                 "A few rows lie far from all others, and pull at the fit.",
                 {grouped(far.count) + " of " + counted(far.of, "row") + " lie more than " +
                      readableNumber(FarRows::deviations) + " robust deviations (of " +
                      readableNumber(far.deviation, 3) + ") from " +
                      (problem_.model->linearInWeights() ? "the fit of least absolute errors" : "the fit") +
                      "; they make up " + readablePercent(far.lossShare) + " of the loss.",
                  "If they are mistakes, a loss that lets go of them fits the others better."},
                 Remedies(problem_).robustLoss(far.deviation).all()};
}

// Noise is no fault of the fit; but that there is nothing else is said only after a richer model was tried,
// and then of that model alone.
std::optional<Finding> Examination::littleToLearn() const {
  const bool known = !std::isnan(fit_.neighbours.modelError);
  if (falls() || standsOnASlope() || fewLieFar() || isNearTheBest() || !(fit_.gain < poorGain) || !known ||
      neighboursKnowMore() || richerKnowsMore())
    return std::nullopt;
  Finding finding{Verdict::littleToLearn,
                  fit_.richer ? "It explains little, and a richer model that was tried no more."
                              : "It explains little; whether a richer model would more is not known.",
                  {gainText()},
                  {}};
  if (fit_.richer) finding.evidence.push_back(richerText());
  finding.evidence.push_back(fit_.richer
                                 ? "So other inputs may be lacking, or the rest is noise."
                                 : "A row's nearest neighbours tell it no better; among many inputs that "
                                   "says little.");
  finding.remedies = Remedies(problem_).largerModel(fit_.richer).all();
  return finding;
}

}  // namespace lossarium
