// The diagnosis of runs that were brought into their state on purpose, and of facts at both sides of each
// threshold.
#include "core/training/diagnosis.h"

#include "core/training/remedies.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

using Set = std::map<std::string, Value>;
using Names = std::vector<std::string>;
using testing::expectHolds;

RunFrame runOf(const Set& set) { return finishedRun(testing::problemWith(set)); }

const Finding* find(const std::vector<Finding>& findings, Verdict verdict) {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [verdict](const Finding& each) { return each.verdict == verdict; });
  return found == findings.end() ? nullptr : &*found;
}

std::string textOf(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += std::string(toText(finding.verdict)) + ": " + finding.sentence;
    for (const auto& each : finding.evidence) text += " | " + each;
    for (const Remedy& each : finding.remedies) text += " [" + each.label + "]";
    text += "\n";
  }
  return text;
}

bool offers(const Finding& finding, const std::string& key) {
  return std::any_of(finding.remedies.begin(), finding.remedies.end(),
                     [&key](const Remedy& remedy) { return remedy.set.contains(key); });
}

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
  expectHolds(textOf(findings), "mean cosine between them is -1");
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
  expectHolds(textOf(findings), "nearest neighbours");
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
  expectHolds(textOf(findings), "The validation loss rose by");
  EXPECT_TRUE(offers(*finding, "penalty.l2"));
  EXPECT_TRUE(offers(*finding, "training.early_stopping.patience"));
  // Both of what it offers lead to a lower validation loss.
  for (const Remedy& remedy : finding->remedies) {
    const RunFrame mended = finishedRun(build(withSettings(frame.problem->experiment, remedy.set)));
    EXPECT_LT(mended.now.validation, frame.now.validation) << remedy.label;
  }
}

// Facts as they may be, on either side of what decides.
class DiagnosisFacts : public ::testing::Test {
 protected:
  void SetUp() override {
    frame = runOf({{"split.validation", 0.3}});
    frame.state.stop = Stop::none;
    curve = factsOf(frame.epochs, frame.seams);
    curve.rises = curve.swing = 0;
    curve.fallLately = curve.lossFallLately = 0;
    curve.fallDoubt = 0;
    curve.bestValidation = curve.validationAtBest = curve.validationLately = 1;
    curve.trainingAtBest = curve.trainingLately = 1;
    fit = fitFactsOf(frame);
    fit.gain = fit.validationGain = 0.9;
    fit.gap = 0;
    fit.gapError = 0.1;
    fit.far = {};
    fit.neighbours = {.modelError = 1, .neighbourError = 1, .doubt = 0.01};
    fit.remaining = 0;
    frame.now.validation = 1.1 * frame.now.training;
    fit.gradientAtStart = 1;
    fit.gradient = 1e-6;
  }
  bool says(Verdict verdict) { return find(diagnose(frame, curve, fit, turn), verdict) != nullptr; }

  RunFrame frame;
  CurveFacts curve;
  FitFacts fit;
  double turn = CurveFacts::notKnown;
};

TEST_F(DiagnosisFacts, OverfittingNeedsARiseWhileTheTrainingLossFell) {
  EXPECT_FALSE(says(Verdict::overfitting));
  curve.validationLately = 1 + 1.1 * diagnosis::validationRise;
  EXPECT_FALSE(says(Verdict::overfitting));
  curve.trainingLately = 0.9;
  EXPECT_TRUE(says(Verdict::overfitting));
  curve.validationLately = 1 + 0.9 * diagnosis::validationRise;
  EXPECT_FALSE(says(Verdict::overfitting));
}

TEST_F(DiagnosisFacts, OrAGapThatIsWideAndNoChance) {
  frame.now.training = 1;
  fit.gap = 1.1 * diagnosis::wideGap;
  fit.gapError = 1;
  EXPECT_FALSE(says(Verdict::overfitting));
  fit.gapError = 0.9 * fit.gap / diagnosis::surely;
  EXPECT_TRUE(says(Verdict::overfitting));
  fit.gap = 0.9 * diagnosis::wideGap;
  EXPECT_FALSE(says(Verdict::overfitting));
}

TEST_F(DiagnosisFacts, UnderfittingNeedsAPoorFitThatStandsStillOnAllRows) {
  EXPECT_FALSE(says(Verdict::underfitting));
  fit.neighbours.neighbourError = 0.9 * diagnosis::neighboursKnow;
  EXPECT_TRUE(says(Verdict::underfitting));
  fit.gain = 1.01 * diagnosis::goodGain;
  EXPECT_FALSE(says(Verdict::underfitting));
  fit.gain = 0.9;
  curve.fallLately = 2 * diagnosis::fallsOn;
  curve.lossFallLately = 2 * diagnosis::standsStill;
  EXPECT_FALSE(says(Verdict::underfitting));
  EXPECT_TRUE(says(Verdict::stillFalling));
  curve.fallLately = curve.lossFallLately = 0;
  fit.gap = 1.1 * diagnosis::surely * fit.gapError;
  EXPECT_FALSE(says(Verdict::underfitting));
}

TEST_F(DiagnosisFacts, APlateauIsNoMinimum) {
  EXPECT_TRUE(says(Verdict::converged));
  fit.gradient = 0.5;
  EXPECT_TRUE(says(Verdict::plateau));
  EXPECT_FALSE(says(Verdict::converged));
  curve.fallLately = 0.5 * diagnosis::fallsOn;  // slow, but no standstill
  curve.lossFallLately = 2 * diagnosis::standsStill;
  EXPECT_TRUE(says(Verdict::unremarkable));
}

TEST_F(DiagnosisFacts, AFallThatIsSmallForTheCurveMayBeLargeForTheLoss) {
  fit.gradient = 0.5;
  curve.fallLately = 0.5 * diagnosis::fallsOn;
  curve.lossFallLately = 2 * diagnosis::fallsOnOfLoss;
  EXPECT_TRUE(says(Verdict::stillFalling));
  fit.gradient = 1e-6;  // of next to nothing the share says nothing
  EXPECT_FALSE(says(Verdict::stillFalling));
}

TEST_F(DiagnosisFacts, LongerStepsAreOfferedOnlyWhereTheyAreStable) {
  curve.fallLately = 2 * diagnosis::fallsOn;
  curve.lossFallLately = 2 * diagnosis::standsStill;
  fit.rate = 0.1;
  fit.stableRate = 1;
  EXPECT_TRUE(
      offers(*find(diagnose(frame, curve, fit, turn), Verdict::stillFalling), "optimizer.learning_rate"));
  fit.stableRate = 0.15;
  EXPECT_FALSE(
      offers(*find(diagnose(frame, curve, fit, turn), Verdict::stillFalling), "optimizer.learning_rate"));
}

TEST(FitFacts, KnowTheGainOverTheBestConstant) {
  const RunFrame frame = runOf({});
  const FitFacts facts = fitFactsOf(frame);
  EXPECT_NEAR(facts.gain, frame.explained, 1e-9);  // of squares that constant is the mean: R²
  EXPECT_NEAR(facts.curvature, 2, 1e-9);           // of standardised inputs the mean square is 1
  EXPECT_NEAR(facts.stableRate, 1, 1e-9);
  EXPECT_TRUE(std::isnan(facts.gap));
}

TEST(FitFacts, PowerIterationAgreesWithAllEigenvalues) {
  const auto problem =
      testing::problemWith({{"dataset.id", std::string("iris")}, {"dataset.target", std::string("species")}});
  const Vector weights = problem->startWeights();
  const Matrix hessian = denseHessian(*problem->training, weights);
  Vector direction = Vector::Ones(weights.size());
  for (int i = 0; i < 2000; ++i) direction = (hessian * direction).normalized();
  EXPECT_NEAR(largestCurvature(*problem->training, weights), direction.dot(hessian * direction), 1e-9);
}

TEST(Remedies, AreRoundAndLeaveOutWhatIsNotThere) {
  EXPECT_DOUBLE_EQ(roundDown(0.73), 0.5);
  EXPECT_DOUBLE_EQ(roundDown(0.2), 0.2);
  EXPECT_DOUBLE_EQ(roundDown(1999), 1000);
  const auto problem = testing::problemWith({});
  EXPECT_TRUE(Remedies(*problem).largerBatch().standardise().lessPenalty().stopEarly().all().empty());
  EXPECT_EQ(Remedies(*problem).morePenalty(0.1).moreEpochs().all().size(), 2u);
}

TEST(Remedies, CanAllBeMade) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("noisy_line")},
                                             {"dataset.standardize", false},
                                             {"split.validation", 0.3},
                                             {"training.batch_size", std::int64_t{8}},
                                             {"penalty.l2", 0.1}});
  const auto all = Remedies(*problem)
                       .rateBelow(0.03, "Why.")
                       .rateTimes(2, "Why.")
                       .moreEpochs()
                       .momentum()
                       .largerBatch()
                       .standardise()
                       .stopEarly()
                       .morePenalty(0.1)
                       .lessPenalty()
                       .moreData()
                       .all();
  EXPECT_EQ(all.size(), 10u);
  for (const Remedy& remedy : all) {
    EXPECT_NO_THROW(build(withSettings(problem->experiment, remedy.set))) << remedy.label;
    EXPECT_FALSE(remedy.hint.empty());
  }
}

}  // namespace
}  // namespace lossarium
