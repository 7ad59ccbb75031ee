// The diagnosis of runs that were brought into their state on purpose.
#include "core/training/diagnosis.h"

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/training/remedies.h"
#include "tests/core/support/findings.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

using Set = std::map<std::string, Value>;
using Names = std::vector<std::string>;
using testing::expectHolds;
using testing::find;
using testing::offers;
using testing::textOf;

RunFrame runOf(const Set& set) { return finishedRun(testing::problemWith(set)); }

// Noisy and flat, so that a few rows are learnt by heart.
Set fewRows() {
  return {{"dataset.id", std::string("iris")},
          {"dataset.target", std::string("species")},
          {"dataset.features", Names{"sepal_length", "sepal_width"}},
          {"split.validation", 0.9},
          {"split.seed", std::int64_t{3}},
          {"optimizer.learning_rate", 5.0},
          {"training.epochs", std::int64_t{3000}}};
}

TEST(Diagnosis, SaysThatNothingHasRun) {
  const RunFrame frame = RecordedRun(testing::problemWith({})).frame();
  EXPECT_EQ(diagnose(frame).front().verdict, Verdict::notStarted);
}

TEST(Diagnosis, SaysThatItIsTooEarly) {
  const auto findings = diagnose(runOf({{"training.epochs", std::int64_t{5}}}));
  EXPECT_EQ(findings.front().verdict, Verdict::tooEarly) << textOf(findings);
}

TEST(Diagnosis, NamesStepGrowthAndRateOfADivergence) {
  const RunFrame frame = runOf({{"optimizer.learning_rate", 50.0}});
  const auto findings = diagnose(frame);
  const Finding* finding = find(findings, Verdict::divergence);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(finding->sentence, "step " + std::to_string(frame.state.step + 1));
  expectHolds(textOf(findings), "gradient's length grew");
  expectHolds(textOf(findings), "largest stable one");
  ASSERT_TRUE(offers(*finding, "optimizer.learning_rate"));
  // What it offers works.
  const RunFrame again =
      finishedRun(build(withSettings(frame.problem->experiment, finding->remedies.front().set)));
  EXPECT_NE(again.state.stop, Stop::diverged);
}

// The curvature is 2 in both directions, so rates between 0.5 and 1 shoot over the minimum at each step.
TEST(Diagnosis, SeesStepsThatTakeEachOtherBack) {
  const auto findings =
      diagnose(runOf({{"optimizer.learning_rate", 0.98}, {"training.epochs", std::int64_t{40}}}));
  const Finding* finding = find(findings, Verdict::oscillation);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(textOf(findings), "mean cosine between them is −1");
  expectHolds(textOf(findings), "2 / curvature");
  ASSERT_TRUE(offers(*finding, "optimizer.learning_rate"));
  const double rate = std::get<double>(finding->remedies.front().set.at("optimizer.learning_rate"));
  EXPECT_LE(rate, 0.5);
}

TEST(Diagnosis, SeesALossThatRisesAtAKink) {
  const auto findings = diagnose(runOf({{"loss.id", std::string("mae")}, {"optimizer.learning_rate", 1.5}}));
  const Finding* finding = find(findings, Verdict::oscillation);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(textOf(findings), "the loss rose in");
}

TEST(Diagnosis, OfAQuietDescentNamesNoOscillation) {
  for (const double rate : {0.01, 0.1, 0.4}) {
    const auto findings = diagnose(runOf({{"optimizer.learning_rate", rate}}));
    EXPECT_EQ(find(findings, Verdict::oscillation), nullptr) << textOf(findings);
  }
}

TEST(Diagnosis, SeesThatItIsStillFalling) {
  const auto findings = diagnose(runOf({{"optimizer.learning_rate", 0.001}}));
  const Finding* finding = find(findings, Verdict::stillFalling);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  EXPECT_TRUE(offers(*finding, "training.epochs"));
  EXPECT_TRUE(offers(*finding, "optimizer.learning_rate"));
  EXPECT_EQ(find(findings, Verdict::underfitting), nullptr) << "it may just be early";
}

TEST(Diagnosis, SeesThatALineIsTooStiffForAWave) {
  const RunFrame frame = runOf({{"dataset.id", std::string("sine")}, {"model.id", std::string("linear")}});
  const auto findings = diagnose(frame);
  const Finding* finding = find(findings, Verdict::underfitting);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(textOf(findings), "5 nearest neighbours");
  ASSERT_TRUE(offers(*finding, "model.id"));
  const RunFrame mended =
      finishedRun(build(withSettings(frame.problem->experiment, finding->remedies.front().set)));
  EXPECT_LT(mended.now.training, frame.now.training);
}

// The opening experiment is trained as well as a line can be: what is wrong is seven rows.
TEST(Diagnosis, OfTheOpeningExperimentBlamesTheRowsThatLieFar) {
  const auto findings = diagnose(runOf({}));
  const Finding* finding = find(findings, Verdict::farRows);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  EXPECT_TRUE(offers(*finding, "loss.id"));
  EXPECT_NE(find(findings, Verdict::converged), nullptr);
  for (const Verdict alarm : {Verdict::underfitting, Verdict::overfitting, Verdict::oscillation,
                              Verdict::plateau, Verdict::littleToLearn, Verdict::stillFalling})
    EXPECT_EQ(find(findings, alarm), nullptr) << textOf(findings);
  const auto robust = diagnose(runOf({{"loss.id", std::string("mae")}, {"optimizer.learning_rate", 0.01}}));
  EXPECT_EQ(find(robust, Verdict::farRows), nullptr) << textOf(robust);
}

TEST(Diagnosis, OfNoiseBlamesNoModel) {
  const auto findings = diagnose(
      runOf({{"dataset.id", std::string("noisy_line")}, {"dataset.noise", 3.0}, {"dataset.outliers", 0.0}}));
  EXPECT_EQ(find(findings, Verdict::underfitting), nullptr) << textOf(findings);
  EXPECT_EQ(find(findings, Verdict::farRows), nullptr) << textOf(findings);
}

// Two weights cannot learn 165 rows by heart, whichever rows judge them.
TEST(Diagnosis, ALineDoesNotOverfit) {
  for (const std::int64_t seed : {1, 2, 3}) {
    const auto findings = diagnose(
        runOf({{"dataset.id", std::string("engel")}, {"split.validation", 0.3}, {"split.seed", seed}}));
    EXPECT_EQ(find(findings, Verdict::overfitting), nullptr) << textOf(findings);
  }
}

TEST(Diagnosis, OfAHighDegreeSaysFromWhichOneOnItOverfits) {
  for (const std::int64_t seed : {1, 2, 3, 4}) {
    SCOPED_TRACE(seed);
    const RunFrame frame = runOf({{"dataset.id", std::string("motorcycle")},
                                  {"model.id", std::string("polynomial")},
                                  {"model.degree", std::int64_t{15}},
                                  {"split.validation", 0.4},
                                  {"split.seed", seed}});
    const auto findings = diagnose(frame);
    const Finding* finding = find(findings, Verdict::overfitting);
    ASSERT_NE(finding, nullptr) << textOf(findings);
    EXPECT_TRUE(offers(*finding, "training.early_stopping.patience"));
    for (const Remedy& remedy : finding->remedies) {
      EXPECT_TRUE(remedy.anew) << remedy.label;
      const RunFrame mended = finishedRun(build(withSettings(frame.problem->experiment, remedy.set)));
      EXPECT_LT(mended.now.validation, frame.now.validation) << remedy.label;
    }
  }
}

TEST(Diagnosis, SeesTheRavineOfInputsAsTheyCome) {
  const RunFrame frame = runOf({{"dataset.standardize", false}, {"optimizer.learning_rate", 1e-4}});
  const auto findings = diagnose(frame);
  const Finding* finding = find(findings, Verdict::plateau);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(finding->sentence, "ravine");
  EXPECT_TRUE(offers(*finding, "dataset.standardize"));
  EXPECT_EQ(find(findings, Verdict::converged), nullptr) << textOf(findings);
}

TEST(Diagnosis, SeesThePlateauOfASigmoidNetwork) {
  const auto findings = diagnose(runOf({{"dataset.id", std::string("xor")},
                                        {"model.id", std::string("mlp")},
                                        {"model.activation", std::string("sigmoid")},
                                        {"optimizer.id", std::string("gradient_descent")},
                                        {"optimizer.learning_rate", 0.01}}));
  EXPECT_NE(find(findings, Verdict::plateau), nullptr) << textOf(findings);
}

TEST(Diagnosis, SeesThatItSwungEvenOnceItRests) {
  const auto findings = diagnose(runOf({{"optimizer.learning_rate", 0.98}}));
  const Finding* finding = find(findings, Verdict::oscillation);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(finding->sentence, "to its rest");
}

TEST(Diagnosis, OfAGoodFitAtRestHasNothingToMendNorToBlame) {
  const auto findings = diagnose(
      runOf({{"dataset.id", std::string("noisy_line")}, {"dataset.noise", 0.1}, {"dataset.outliers", 0.0}}));
  ASSERT_EQ(findings.size(), 1u) << textOf(findings);
  EXPECT_EQ(findings.front().verdict, Verdict::converged) << textOf(findings);
  EXPECT_TRUE(findings.front().remedies.empty());
}

TEST(Diagnosis, SeesTheNoiseOfSmallBatches) {
  const auto findings = diagnose(runOf({{"dataset.id", std::string("noisy_line")},
                                        {"training.batch_size", std::int64_t{4}},
                                        {"optimizer.learning_rate", 0.2}}));
  const Finding* finding = find(findings, Verdict::batchNoise);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  EXPECT_TRUE(offers(*finding, "training.batch_size"));
  EXPECT_TRUE(offers(*finding, "optimizer.learning_rate"));
}

TEST(Diagnosis, SeesRowsThatAreLearntByHeart) {
  const RunFrame frame = runOf(fewRows());
  const auto findings = diagnose(frame);
  const Finding* finding = find(findings, Verdict::overfitting);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(textOf(findings), "The validation loss rose from");
  EXPECT_TRUE(offers(*finding, "penalty.l2"));
  EXPECT_TRUE(offers(*finding, "training.early_stopping.patience"));
  // Both of what it offers lead to a lower validation loss.
  for (const Remedy& remedy : finding->remedies) {
    const RunFrame mended = finishedRun(build(withSettings(frame.problem->experiment, remedy.set)));
    EXPECT_LT(mended.now.validation, frame.now.validation) << remedy.label;
  }
}

// A gap between two losses that hardly cost anything is no drama.
TEST(Diagnosis, OfAGapBetweenTinyLossesSaysSo) {
  const RunFrame frame =
      runOf({{"dataset.id", std::string("iris")},
             {"dataset.target", std::string("species")},
             {"dataset.features", Names{"sepal_length", "sepal_width", "petal_length", "petal_width"}},
             {"model.id", std::string("mlp")},
             {"split.validation", 0.3},
             {"split.seed", std::int64_t{2}},
             {"optimizer.id", std::string("adam")},
             {"optimizer.learning_rate", 0.01},
             {"training.epochs", std::int64_t{600}}});
  ASSERT_LT(frame.now.validation, 0.1);
  ASSERT_LT(2 * frame.now.training, frame.now.validation);
  const auto findings = diagnose(frame);
  const Finding* finding = find(findings, Verdict::overfitting);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  EXPECT_EQ(finding->sentence.find("by heart"), std::string::npos) << textOf(findings);
  expectHolds(textOf(findings), "guessing without any input");
}

TEST(Diagnosis, TriesARicherModelBeforeItBlamesTheInputs) {
  std::string cells = "a,b,c,d,y\n";
  Random random(5, "made rows");
  for (int i = 0; i < 200; ++i) {
    const double a = random.normal(), b = random.normal(), c = random.normal(), d = random.normal();
    for (const double each : {a, b, c, d}) cells += toText(each) + ",";
    cells += toText(2 * a * b + 0.5 * random.normal()) + "\n";
  }
  const RunFrame frame = runOf({{"dataset.id", std::string("pasted_table")},
                                {"dataset.cells", cells},
                                {"dataset.target", std::string("y")},
                                {"split.validation", 0.3}});
  const auto findings = diagnose(frame);
  const Finding* finding = find(findings, Verdict::underfitting);
  ASSERT_NE(finding, nullptr) << textOf(findings);
  expectHolds(textOf(findings), "a polynomial of degree 2");
  const RunFrame mended =
      finishedRun(build(withSettings(frame.problem->experiment, finding->remedies.front().set)));
  EXPECT_LT(mended.now.validation, 0.5 * frame.now.validation);
}

TEST(Diagnosis, SeesALossThatPullsNowhere) {
  const RunFrame frame = runOf(
      {{"dataset.id", std::string("cars")}, {"loss.id", std::string("tukey_biweight")}, {"loss.c", 0.5}});
  const auto findings = diagnose(frame);
  ASSERT_EQ(findings.size(), 1u) << textOf(findings);
  EXPECT_EQ(findings.front().verdict, Verdict::noPull) << textOf(findings);
  ASSERT_TRUE(offers(findings.front(), "loss.c"));
  ASSERT_TRUE(offers(findings.front(), "loss.id"));
  for (const Remedy& remedy : findings.front().remedies) {
    const RunFrame mended = finishedRun(build(withSettings(frame.problem->experiment, remedy.set)));
    EXPECT_GT(mended.explained, 0.5) << remedy.label;
  }
}

// Half of the outliers may lie where it is flat: that is what it is for.
TEST(Diagnosis, OfALossThatLetsGoOfOutliersSaysNothing) {
  const auto findings = diagnose(
      runOf({{"dataset.id", std::string("noisy_line")}, {"loss.id", std::string("tukey_biweight")}}));
  EXPECT_EQ(find(findings, Verdict::noPull), nullptr) << textOf(findings);
}

TEST(Diagnosis, OfASmallJitterAtAKinkSaysThatItRests) {
  const auto findings = diagnose(runOf({{"dataset.id", std::string("cars")}, {"penalty.l1", 5.0}}));
  EXPECT_EQ(find(findings, Verdict::oscillation), nullptr) << textOf(findings);
  EXPECT_NE(find(findings, Verdict::converged), nullptr) << textOf(findings);
}

// Poisson's curvature grows on the way: half of what is stable at the start may still be too much.
TEST(Diagnosis, OffersARateThatHoldsAfterADivergence) {
  const RunFrame frame = runOf({{"dataset.id", std::string("cars")},
                                {"loss.id", std::string("poisson_nll")},
                                {"optimizer.learning_rate", 0.1}});
  ASSERT_EQ(frame.state.stop, Stop::diverged);
  const auto findings = diagnose(frame);
  ASSERT_TRUE(findings.front().remedies.front().set.contains("optimizer.learning_rate")) << textOf(findings);
  const RunFrame mended =
      finishedRun(build(withSettings(frame.problem->experiment, findings.front().remedies.front().set)));
  EXPECT_NE(mended.state.stop, Stop::diverged);
  EXPECT_LT(mended.now.training, frame.epochs.front().training);
}

TEST(Diagnosis, SpeaksOfTheWeightsInForce) {
  Set set = fewRows();
  set["training.early_stopping.patience"] = std::int64_t{20};
  const RunFrame restored = runOf(set);
  ASSERT_EQ(restored.state.stop, Stop::patience);
  const auto findings = diagnose(restored);
  EXPECT_EQ(findings.front().verdict, Verdict::stoppedEarly) << textOf(findings);
  expectHolds(findings.front().sentence, "epoch " + std::to_string(restored.best.epoch));
  EXPECT_EQ(find(findings, Verdict::stillFalling), nullptr) << textOf(findings);
  set["training.early_stopping.restore_best"] = false;
  const auto kept = diagnose(runOf(set));
  EXPECT_EQ(kept.front().verdict, Verdict::stoppedEarly) << textOf(kept);
  EXPECT_TRUE(offers(kept.front(), "training.early_stopping.restore_best")) << textOf(kept);
  EXPECT_EQ(find(kept, Verdict::stillFalling), nullptr) << textOf(kept);
}

// The sentence at the end of a run and the diagnosis: one judgement, one number.
TEST(Diagnosis, AgreesWithTheEndOfTheRun) {
  const RunFrame slow = runOf({{"optimizer.learning_rate", 0.001}});
  const std::string text = textOf(diagnose(slow));
  const std::string share =
      text.substr(text.find(", by ") + 5, text.find(" %", text.find(", by ")) - text.find(", by ") - 3);
  expectHolds(slow.state.reason, "by " + share);
  const RunFrame heart = runOf(fewRows());
  EXPECT_EQ(heart.state.reason.find("more epochs"), std::string::npos) << heart.state.reason;
}

// Whatever it says of the curve can be read off it.
TEST(Diagnosis, QuotesTheCurve) {
  const RunFrame frame = runOf(fewRows());
  const std::string text = textOf(diagnose(frame));
  expectHolds(text, "from " + readableNumber(frame.best.validation) + " at epoch " +
                        std::to_string(frame.best.epoch));
  expectHolds(text, "to " + readableNumber(frame.epochs.back().validation) + " at epoch 3,000");
  expectHolds(text, "to " + readableNumber(frame.epochs.back().training));
}

TEST(Diagnosis, CountsEpochsAsTheWindowDoes) {
  const auto findings = diagnose(runOf({{"training.epochs", std::int64_t{6}}}));
  expectHolds(textOf(findings), "6 epochs done so far");
}

// At a past moment the future is not known.
TEST(Diagnosis, OfAPastMomentKnowsNothingThatCameAfter) {
  RecordedRun run(testing::problemWith(fewRows()));
  while (run.step()) {
  }
  while (!run.approach(5)) {
  }
  EXPECT_EQ(diagnose(run.frame()).front().verdict, Verdict::tooEarly);
}

}  // namespace
}  // namespace lossarium
