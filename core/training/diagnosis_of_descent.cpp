// What the diagnosis says of the way down.
#include "core/base/number_text.h"
#include "core/training/examination.h"

#include <algorithm>

namespace lossarium {

using namespace diagnosis;

std::string Examination::rateAgainstCurvature() const {
  if (std::isnan(fit_.stableRate) || isKinked()) return {};
  return "The learning rate is " + readableSetting(fit_.rate) + "; at the curvature here, " +
         readableNumber(fit_.curvature, 3) + ", the largest stable one is " +
         readableNumber(fit_.stableRate, 3) + " (" + std::string(problem_.optimizer->stableRateRule()) + ").";
}

std::string Examination::gradientText() const {
  return "The gradient's length is " + readableNumber(fit_.gradient, 3) + "; at the start it was " +
         readableNumber(fit_.gradientAtStart, 3) + ".";
}

// Half of what is stable here and where the run began, where that is known; else twice the present one.
void Examination::offerLongerSteps(Remedies& remedies) const {
  const double stable = std::fmin(fit_.stableRate, fit_.stableRateAtStart);
  if (std::isnan(stable) || isKinked()) {
    remedies.rateTimes(2, "Longer steps get further in as many epochs.");
  } else if (stable / 2 > 1.2 * fit_.rate) {
    remedies.rateBelow(stable / 2, "Longer steps; up to " + readableNumber(stable, 3) + " they are stable.");
  }
}

// Half of the largest stable one, where that is known and less than what there is.
double Examination::lowerRate() const {
  return fit_.stableRate < 2 * fit_.rate ? fit_.stableRate / 2 : fit_.rate / 2;
}

std::optional<Finding> Examination::divergence() const {
  if (frame_.state.stop != Stop::diverged) return std::nullopt;
  const std::string step = grouped(frame_.state.step + 1), said = "Diverged at step " + step + ": ";
  std::string reason = frame_.state.reason;
  if (reason.starts_with(said)) reason = "T" + reason.substr(said.size() + 1);  // "the loss grew …"
  Finding finding{Verdict::divergence,
                  "The run diverged at step " + step + "; shown is step " + grouped(frame_.state.step) +
                      ", the last before it.",
                  {reason},
                  {}};
  if (fit_.gradient > fit_.gradientAtStart)
    finding.evidence.push_back("The gradient's length grew from " + readableNumber(fit_.gradientAtStart, 3) +
                               " to " + readableNumber(fit_.gradient, 3) +
                               ": each step overshot further than the last.");
  finding.remedies =
      Remedies(problem_).safeRate(fit_.safeRate).standardise().clipping().anotherStepLength().anew().all();
  return finding;
}

// Judged by its size: what is small beside the loss, or beside all that it fell, does not matter.
bool Examination::swings() const {
  return curve_.rises >= risesOften && curve_.swing >= visibleSwing &&
         curve_.swingOfAll >= visibleSwingOfAll && !isFlat();
}

// Waves that die out: at their largest they mattered.
bool Examination::swingsLess() const {
  const double largestOfAll = curve_.swing > 0 ? curve_.swingOfAll * curve_.largestSwing / curve_.swing : 0;
  return !isKinked() && curve_.rises >= risesOften && curve_.largestSwing >= visibleSwing &&
         largestOfAll >= visibleSwingOfAll;
}

// Over a corner each step may take back the last one and yet hardly move: there only the size counts.
bool Examination::turnsBack() const {
  if (!(turn_ <= diagnosis::turnsBack) || isKinked()) return false;
  return fit_.rate > nearlyTooLarge * fit_.stableRate || (!isFlat() && mightGain());
}

std::string Examination::kinkName() const {
  const bool ofLoss = problem_.loss->traits().smoothness <= Smoothness::slopeJumps;
  return ofLoss ? "the loss has a corner where a row is met exactly"
                : "the L1 penalty has a corner where a weight is 0";
}

// With all rows in each step a descent cannot rise unless the steps are too long.
std::optional<Finding> Examination::oscillation() const {
  const bool turns = turnsBack();
  const bool lessAndLess = swingsLess() && !falls();
  if (!fullBatch() || !(swings() || lessAndLess || turns)) return std::nullopt;
  Finding finding{Verdict::oscillation, "It oscillates: the steps are too long for the ground.", {}, {}};
  if (isKinked())
    finding.sentence = "It jumps to and fro over a corner: steps of this length cannot settle there.";
  else if (!swings() && !turns)
    finding.sentence = "It swings about the minimum, less and less.";
  else if (isFlat())
    finding.sentence = "It swung all the way to its rest: the steps are nearly too long for the ground.";
  if (swings() || lessAndLess)
    finding.evidence.push_back("With all rows in each step the loss rose in " +
                               readablePercent(curve_.rises) + " of the last epochs, by " +
                               readablePercent(curve_.swing) + " of itself at a time and " +
                               readablePercent(curve_.largestSwing) + " at most.");
  if (turns)
    finding.evidence.push_back("Each step takes back the one before: the mean cosine between them is " +
                               readableNumber(turn_, 2) + ".");
  if (isKinked())
    finding.evidence.push_back("For " + kinkName() +
                               ": the slope on one side is no smaller the nearer it comes.");
  if (const std::string rate = rateAgainstCurvature(); !rate.empty()) finding.evidence.push_back(rate);
  finding.remedies = Remedies(problem_)
                         .lessMomentum()
                         .rateBelow(lowerRate(), "Shorter steps settle instead of swinging.")
                         .schedule()
                         .standardise()
                         .all();
  return finding;
}

std::optional<Finding> Examination::batchNoise() const {
  if (fullBatch() || curve_.rises < risesNoisily || curve_.swing < noisySwing || falls() || scheduleIsSpent())
    return std::nullopt;
  return Finding{
      Verdict::batchNoise,
      "Noise of small batches keeps it from settling.",
      {"The loss rose in " + readablePercent(curve_.rises) + " of the last epochs, by " +
           readablePercent(curve_.swing) + " of itself at a time, and on the whole it no longer falls.",
       "A step sees " + grouped(problem_.experiment.training.batchSize) + " of " +
           grouped(problem_.training->samples().count()) + " rows."},
      Remedies(problem_)
          .largerBatch()
          .rateTimes(0.3, "The noise of the weights shrinks with the rate.")
          .schedule()
          .all()};
}

// A loss that is flat far out: where all rows lie there, no step leads anywhere, whatever the model could do.
std::optional<Finding> Examination::noPull() const {
  const IdleRows& idle = fit_.idle;
  if (problem_.dataset->task == Task::boxes) return noPullOnBoxes();
  const bool classes = isClassification(problem_.dataset->task);
  const double share = classes ? idle.lossShare : idle.share();
  if (share == 0 || idle.share() < (classes ? 1 - rowsWithoutPull : rowsWithoutPull) ||
      idle.lossShare < rowsWithoutPull)
    return std::nullopt;
  Finding finding{Verdict::noPull, "Nothing pulls: the rows lie where this loss is flat.", {}, {}};
  finding.evidence.push_back(
      grouped(idle.count) + " of " + counted(idle.of, "training row") +
      " cost something, but have no slope: for " + std::string(problem_.loss->spec().title) +
      (classes ? " a row that is wrong for sure is lost." : " they lie too far from the fit."));
  finding.evidence.push_back(gradientText());
  if (!classes)
    finding.evidence.push_back("One row in twenty is farther than " + readableNumber(idle.farResidual, 3) +
                               " from the fit.");
  finding.remedies = Remedies(problem_).reachingLoss(idle.farResidual).all();
  return finding;
}

// Boxes move one by one: some can be lost while the others arrive.
std::optional<Finding> Examination::noPullOnBoxes() const {
  const IdleRows& idle = fit_.idle;
  if (!(idle.lossShare >= diagnosis::lossOfLostBoxes)) return std::nullopt;
  Finding finding{
      Verdict::noPull, "Boxes that miss their targets are not pulled: this loss is flat there.", {}, {}};
  finding.evidence.push_back(grouped(idle.count) + " of " + counted(idle.of, "training row") +
                             " cost something, but have no slope: for " +
                             std::string(problem_.loss->spec().title) +
                             " all boxes that do not touch the target are alike.");
  finding.evidence.push_back("They make " + readablePercent(idle.lossShare) + " of the loss.");
  finding.remedies = Remedies(problem_).reachingLoss(idle.farResidual).all();
  return finding;
}

// Numbers of the curve at the epochs that are named; with a penalty the sum of both curves.
std::string Examination::fallText() const {
  const LateFall& late = curve_.late;
  const std::string what =
      problem_.experiment.penalty.none() ? "the training loss" : "training loss and penalty together";
  const auto since = [&what](std::int64_t epoch) { return "Since epoch " + grouped(epoch) + " " + what; };
  const std::string before = readableNumber(late.before), now = readableNumber(late.now);
  if (before == now) return since(std::min(curve_.stillSince, curve_.lateEpoch)) + " stayed at " + now + ".";
  return since(curve_.lateEpoch) + (late.now < late.before ? " fell from " : " rose from ") + before +
         " to " + now + ", " +
         (late.now < late.before ? "by " + readablePercent(late.share()) : readableGrowth(-late.share())) +
         ".";
}

// Where the validation rows have had enough, there is no reason to lead it on.
Finding Examination::stillFalling() const {
  if (validationTurned())
    return {Verdict::stillFalling,
            "On the training rows alone it is still falling.",
            {fallText(), gradientText()},
            {}};
  Finding finding{Verdict::stillFalling, "It is still falling.", {fallText(), gradientText()}, {}};
  Remedies remedies(problem_);
  offerLongerSteps(remedies);
  if (frame_.state.stop == Stop::epochs) remedies.moreEpochs();
  finding.remedies = remedies.momentum().standardise().all();
  return finding;
}

// The slopes of both sides need not vanish at a corner; that it turns there shows that it is one.
bool Examination::restsAtAKink() const {
  return isKinked() && std::abs(curve_.lossFallLately) <= standsStill * 10 &&
         (turn_ < noLongerStraight || curve_.rises >= risesOften);
}

Finding Examination::atRest() const {
  Finding finding{Verdict::converged,
                  "It is at rest: further epochs would change next to nothing.",
                  {fallText(), gradientText()},
                  {}};
  if (!isFlat())
    finding.evidence.push_back("It need not vanish: " + kinkName() + ", and there the slope jumps.");
  return finding;
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
                               readableNumber(fit_.remaining, 3) + ".");
  if (inRavine)
    finding.evidence.push_back("It is " + readableNumber(fit_.ravine, 3) +
                               " times as curved across as along: the rate must suit the one, and is far too "
                               "small for the other.");
  if (validationTurned()) return finding;  // where it would lead is known to be worse
  Remedies remedies(problem_);
  remedies.standardise();
  offerLongerSteps(remedies);
  finding.remedies = remedies.momentum().all();
  return finding;
}

bool Examination::standsOnASlope() const {
  if (restsAtAKink()) return false;
  const bool slopes = mightGain() || fit_.gradient > slopesStill * fit_.gradientAtStart;
  return (slopes && std::abs(curve_.lossFallLately) <= standsStill) ||
         (!isFlat() && std::abs(curve_.fallLately) <= rests);
}

std::optional<Finding> Examination::progress() const {
  if (std::isnan(curve_.fallLately) || stopped()) return std::nullopt;
  if (frame_.state.stop == Stop::converged)
    return Finding{Verdict::converged, "It has converged.", {frame_.state.reason}, {}};
  if (falls()) return stillFalling();
  if (isFlat() || restsAtAKink()) return atRest();
  if (standsOnASlope()) return plateau();
  return std::nullopt;
}

Finding Examination::unremarkable() const {
  return {Verdict::unremarkable, "Nothing stands out.", {fallText(), gradientText()}, {}};
}

Finding Examination::tooEarly() const {
  const std::int64_t epochs = curve_.records > 0 ? curve_.lastEpoch - curve_.firstEpoch : 0;
  return {Verdict::tooEarly,
          "It is too early to say.",
          {counted(epochs, "epoch") +
           (frame_.seams.empty() ? " done so far" : " since the settings last changed") + "; a trend takes " +
           grouped(fewestRecords - 1) + "."},
          {}};
}

}  // namespace lossarium
