// The diagnosis of facts at both sides of each threshold.
#include "core/training/remedies.h"
#include "tests/core/support/findings.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using Set = std::map<std::string, Value>;
using testing::expectHolds;
using testing::find;
using testing::offers;
using testing::textOf;

RunFrame runOf(const Set& set) { return finishedRun(testing::problemWith(set)); }

// Facts as they may be, on either side of what decides.
class DiagnosisFacts : public ::testing::Test {
 protected:
  void SetUp() override {
    frame = runOf({{"split.validation", 0.3}});
    frame.state.stop = Stop::none;
    curve = factsOf(frame.epochs, frame.seams);
    curve.rises = curve.swing = 0;
    setFall(0);
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
  /// Over the last tenth, as a share of the loss; all that it fell before is as much as the loss itself.
  void setFall(double share) {
    curve.late = {2, 1, 1 - share};
    curve.lossFallLately = curve.fallLately = share;
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
  setFall(2 * LateFall::ofLoss);
  EXPECT_FALSE(says(Verdict::underfitting));
  EXPECT_TRUE(says(Verdict::stillFalling));
  setFall(0);
  fit.gap = 1.1 * diagnosis::surely * fit.gapError;
  EXPECT_FALSE(says(Verdict::underfitting));
}

TEST_F(DiagnosisFacts, APlateauIsNoMinimum) {
  EXPECT_TRUE(says(Verdict::converged));
  fit.gradient = 0.5;
  EXPECT_TRUE(says(Verdict::plateau));
  EXPECT_FALSE(says(Verdict::converged));
  setFall(0.5 * LateFall::ofLoss);  // slow, but no standstill
  EXPECT_TRUE(says(Verdict::unremarkable));
}

TEST_F(DiagnosisFacts, AFallThatIsSmallForTheCurveMayBeLargeForTheLoss) {
  fit.gradient = 0.5;
  curve.late = {1000, 1.2, 1};
  EXPECT_TRUE(says(Verdict::stillFalling));
  curve.late = {10000, 1.2, 1};  // of next to nothing the share says nothing
  EXPECT_FALSE(says(Verdict::stillFalling));
}

TEST_F(DiagnosisFacts, ARateIsOfferedThatTheCurvatureAllows) {
  setFall(2 * LateFall::ofLoss);
  const auto offered = [this] {
    const auto all = find(diagnose(frame, curve, fit, turn), Verdict::stillFalling)->remedies;
    for (const Remedy& each : all)
      if (each.set.contains("optimizer.learning_rate"))
        return std::get<double>(each.set.at("optimizer.learning_rate"));
    return 0.0;
  };
  fit.rate = 0.0005;
  fit.stableRate = 0.453;
  EXPECT_DOUBLE_EQ(offered(), 0.2);
  fit.stableRateAtStart = 0.05;  // it will not do to know it of here alone
  EXPECT_DOUBLE_EQ(offered(), 0.02);
  fit.rate = 0.04;
  EXPECT_EQ(offered(), 0) << "it is about as long as it may be";
}

TEST_F(DiagnosisFacts, AnOverfittingRunIsNotToldToGoOn) {
  setFall(0.2);
  frame.state.stop = Stop::epochs;
  EXPECT_TRUE(offers(*find(diagnose(frame, curve, fit, turn), Verdict::stillFalling), "training.epochs"));
  curve.validationLately = 2;
  curve.trainingLately = 0.5;
  const auto findings = diagnose(frame, curve, fit, turn);
  EXPECT_EQ(findings.front().verdict, Verdict::overfitting) << textOf(findings);
  EXPECT_TRUE(find(findings, Verdict::stillFalling)->remedies.empty()) << textOf(findings);
}

TEST_F(DiagnosisFacts, SmallSwingsDoNotMatter) {
  fit.gradient = 0.5;
  curve.rises = 0.5;
  curve.swing = curve.largestSwing = 2 * diagnosis::visibleSwing;
  curve.swingOfAll = 2 * diagnosis::visibleSwingOfAll;
  EXPECT_TRUE(says(Verdict::oscillation));
  curve.swingOfAll = 0.5 * diagnosis::visibleSwingOfAll;
  EXPECT_FALSE(says(Verdict::oscillation));
  curve.swingOfAll = 2 * diagnosis::visibleSwingOfAll;
  curve.swing = curve.largestSwing = 0.5 * diagnosis::visibleSwing;
  EXPECT_FALSE(says(Verdict::oscillation));
}

TEST_F(DiagnosisFacts, WhatARicherModelKnowsIsUnderfitting) {
  fit.gain = 0.3;
  EXPECT_TRUE(says(Verdict::littleToLearn));
  EXPECT_TRUE(offers(*find(diagnose(frame, curve, fit, turn), Verdict::littleToLearn), "model.id"));
  fit.richer =
      RicherFit{.name = "a network", .set = {}, .error = 0.3, .ownError = 0.6, .doubt = 0.1, .rows = 60};
  EXPECT_TRUE(says(Verdict::underfitting));
  EXPECT_FALSE(says(Verdict::littleToLearn));
  fit.richer->doubt = 0.2;
  EXPECT_FALSE(says(Verdict::underfitting));
}

TEST_F(DiagnosisFacts, RemediesThatBringMoreComeFirst) {
  curve.validationLately = 2;
  curve.trainingLately = 0.5;
  curve.bestValidation = 5;
  const auto first = [this] {
    return find(diagnose(frame, curve, fit, turn), Verdict::overfitting)->remedies.front();
  };
  EXPECT_TRUE(first().set.contains("training.early_stopping.patience"));
  fit.penalty = TriedPenalty{0.1, 3};
  EXPECT_TRUE(first().set.contains("penalty.l2")) << first().label;
  fit.penalty->validation = 7;
  EXPECT_FALSE(first().set.contains("penalty.l2")) << first().label;
}

// A product of two inputs among noise: neighbours in many dimensions do not see it.

}  // namespace
}  // namespace lossarium
