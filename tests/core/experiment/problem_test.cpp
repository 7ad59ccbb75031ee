#include "core/experiment/problem.h"

#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <stop_token>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::experimentWith;
using testing::problemWith;

std::vector<Index> together(const SplitRows& rows) {
  std::vector<Index> all;
  for (const auto* part : {&rows.train, &rows.validation, &rows.test})
    all.insert(all.end(), part->begin(), part->end());
  std::sort(all.begin(), all.end());
  return all;
}

TEST(SplitRows, EveryRowIsInExactlyOnePart) {
  for (const Index count : {1, 2, 3, 10, 101})
    for (const Split& split :
         {Split{1, 0, 0, 1}, Split{0.6, 0.2, 0.2, 1}, Split{0.5, 0.5, 0, 2}, Split{1e-6, 0, 1 - 1e-6, 3}}) {
      const SplitRows rows = splitRows(count, split);
      std::vector<Index> expected(static_cast<std::size_t>(count));
      std::iota(expected.begin(), expected.end(), Index{0});
      EXPECT_EQ(together(rows), expected);
      EXPECT_GE(rows.train.size(), 1U);
      for (const auto* part : {&rows.train, &rows.validation, &rows.test})
        EXPECT_TRUE(std::is_sorted(part->begin(), part->end()));
    }
}

TEST(SplitRows, SharesAreRounded) {
  const SplitRows rows = splitRows(24, {0.6, 0.2, 0.2, 1});  // 14.4 → 14, and 19.2 → 19
  EXPECT_EQ(rows.train.size(), 14U);
  EXPECT_EQ(rows.validation.size(), 5U);
  EXPECT_EQ(rows.test.size(), 5U);
  EXPECT_TRUE(splitRows(100, {0.7, 0.3, 0, 1}).test.empty()) << "0.7 + 0.3 must not leave a row over";
}

TEST(SplitRows, TheSeedDecides) {
  const Split one{0.5, 0.5, 0, 1}, two{0.5, 0.5, 0, 2};
  EXPECT_EQ(splitRows(100, one), splitRows(100, one));
  EXPECT_NE(splitRows(100, one), splitRows(100, two));
  // The first five of the permutation that a Python script of its own draws for this seed.
  EXPECT_EQ(splitRows(10, {0.5, 0.5, 0, 42}).train, (std::vector<Index>{2, 4, 5, 7, 8}));
}

TEST(StratifiedRows, EveryPartHasItsShareOfEachClassAndNothingIsLost) {
  std::vector<Index> classOf;
  for (const auto& [label, count] : {std::pair<Index, int>{0, 50}, {1, 31}, {2, 7}, {3, 1}})
    classOf.insert(classOf.end(), static_cast<std::size_t>(count), label);
  for (std::int64_t seed = 1; seed <= 20; ++seed) {
    const Split split{0.6, 0.2, 0.2, seed};
    const SplitRows rows = stratifiedRows(classOf, split), plain = splitRows(89, split);
    std::vector<Index> expected(89);
    std::iota(expected.begin(), expected.end(), Index{0});
    EXPECT_EQ(together(rows), expected);
    EXPECT_EQ(rows.train.size(), plain.train.size());
    EXPECT_EQ(rows.validation.size(), plain.validation.size());
    for (Index label = 0; label < 4; ++label) {
      const double all = static_cast<double>(std::count(classOf.begin(), classOf.end(), label));
      for (const auto& [part, share] : {std::pair(&rows.train, 0.6), std::pair(&rows.validation, 0.2)}) {
        const auto isOfIt = [&](Index row) { return classOf[static_cast<std::size_t>(row)] == label; };
        const auto found = static_cast<double>(std::count_if(part->begin(), part->end(), isOfIt));
        EXPECT_LE(std::abs(found - share * all), 1) << "class " << label;
      }
    }
  }
}

TEST(StratifiedRows, AreTheSameRowsForTheSameSeed) {
  const std::vector<Index> classOf{0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  // Drawn and spread by a Python script of its own.
  EXPECT_EQ(stratifiedRows(classOf, {0.5, 0.5, 0, 43}).train, (std::vector<Index>{0, 1, 2, 6, 9}));
  EXPECT_NE(stratifiedRows(classOf, {0.5, 0.5, 0, 42}), stratifiedRows(classOf, {0.5, 0.5, 0, 43}));
}

TEST(Build, SplitsAreStratifiedForClasses) {
  const auto problem = problemWith({{"dataset.id", std::string("iris")},
                                    {"dataset.target", std::string("species")},
                                    {"split.train", 0.6},
                                    {"split.validation", 0.2},
                                    {"split.test", 0.2}});
  for (const auto& [risk, each] : {std::pair(problem->training, 30), std::pair(problem->validation, 10)})
    for (const double label : {0.0, 1.0, 2.0})
      EXPECT_EQ((risk->samples().target.array() == label).count(), each);
}

TEST(Build, TakesTheLossOfTheTaskWhereNobodyChoseOne) {
  const Experiment numbers = experimentWith({{"dataset.id", std::string("penguins")}});
  const Experiment species = withSetting(numbers, "dataset.target", std::string("species"));
  const auto problem = build(species);
  EXPECT_EQ(problem->experiment.loss.id, "cross_entropy");
  EXPECT_EQ(problem->experiment.optimizer.real("learning_rate"), 0.5);
  EXPECT_EQ(problem->model->outputCount(), 3);
  expectHolds(problem->notes.back(), "the loss is Cross-entropy");
  const Experiment two = withSettings(
      problem->experiment, {{"dataset.target", std::string("sex")}, {"dataset.task", std::string("binary")}});
  EXPECT_EQ(build(two)->experiment.loss.id, "log_loss");
  EXPECT_EQ(build(two)->model->outputCount(), 1);
  const auto back = build(withSetting(build(two)->experiment, "dataset.target", std::string("body_mass_g")));
  EXPECT_EQ(back->experiment.loss.id, "mse");
  EXPECT_EQ(back->experiment.optimizer.real("learning_rate"), 0.05);
}

TEST(Build, ALossThatFitsAndARateThatWasChosenStay) {
  Experiment experiment = experimentWith({{"dataset.id", std::string("penguins")},
                                          {"dataset.target", std::string("species")},
                                          {"loss.id", std::string("multiclass_hinge")},
                                          {"optimizer.learning_rate", 0.07}});
  experiment = withSetting(experiment, "dataset.target", std::string("island"));
  const auto problem = build(experiment);
  EXPECT_EQ(problem->experiment.loss.id, "multiclass_hinge");
  EXPECT_EQ(problem->experiment.optimizer.real("learning_rate"), 0.07);
}

TEST(Build, ALossMustSuitTheTargets) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("t.csv", "x,y\n1,2\n2,-3.5\n3,4\n").string();
  const auto refusal = [&](const char* loss) {
    return errorOf([&] {
      problemWith(
          {{"dataset.id", std::string("csv")}, {"dataset.file", file}, {"loss.id", std::string(loss)}});
    });
  };
  for (const auto* part : {"'msle'", "above -1", "'y' holds -3.5", "mse"}) expectHolds(refusal("msle"), part);
  expectHolds(refusal("poisson_nll"), "of at least 0");
  const std::string metric = errorOf([] {
    problemWith({{"dataset.id", std::string("penguins")},
                 {"dataset.target", std::string("sex")},
                 {"dataset.task", std::string("binary")},
                 {"loss.id", std::string("zero_one")}});
  });
  for (const auto* part : {"'zero_one'", "cannot train", "log_loss"}) expectHolds(metric, part);
}

TEST(Build, AClassWithoutTrainingRowsIsSaid) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("t.csv", "x,k\n1,a\n2,a\n3,a\n4,a\n5,a\n6,a\n7,a\n8,a\n9,rare\n").string();
  const auto problem = problemWith({{"dataset.id", std::string("csv")},
                                    {"dataset.file", file},
                                    {"dataset.target", std::string("k")},
                                    {"split.train", 0.2},
                                    {"split.validation", 0.8}});
  expectHolds(problem->notes.front(), "class 'rare' has no training row");
}

TEST(Standardization, UsesMeanAndPopulationDeviation) {
  const Matrix features =
      (Matrix(4, 1) << 1, 1, 5, 5).finished();  // mean 3, deviation 2; the sample's would be 2.31
  const Standardization standard = Standardization::of(features);
  EXPECT_DOUBLE_EQ(standard.mean[0], 3);
  EXPECT_DOUBLE_EQ(standard.deviation[0], 2);
  EXPECT_EQ(standard.apply(features), (Matrix(4, 1) << -1, -1, 1, 1).finished());
}

TEST(Standardization, AColumnThatIsConstantInTheTrainingRowsHasNoEffect) {
  for (const double constant : {0.0, 0.1, -7.0, 1e9, 1e-20}) {
    const Standardization standard = Standardization::of(Matrix::Constant(7, 1, constant));
    EXPECT_TRUE(standard.apply(Matrix::Constant(7, 1, constant)).isZero(0)) << constant;
    EXPECT_TRUE(standard.apply(Matrix::Constant(7, 1, 1e6)).isZero(0)) << "elsewhere it may vary";
  }
}

TEST(Build, AConstantInputHasNoCoefficientAndIsSaid) {
  const testing::TemporaryFolder folder;
  const auto problem =
      build(withSettings(defaultExperiment(),
                         {{"dataset.id", std::string("csv")},
                          {"dataset.file", folder.write("c.csv", "x,c,y\n1,7,2\n2,7,4\n3,7,7\n").string()}}));
  ASSERT_EQ(problem->notes.size(), 1U);
  testing::expectHolds(problem->notes[0], "'c' is constant");
  const Coefficients fit = coefficients(*problem, Eigen::Vector3d(2, 0.3, 4));
  EXPECT_EQ(fit.slopes[1], 0);
  EXPECT_TRUE(std::isfinite(fit.intercept));
}

TEST(Standardization, SmallUnitsAreNoConstants) {
  for (const double unit : {1e-15, 1e-6, 1.0, 1e12}) {
    const Matrix features = unit * (Matrix(4, 1) << 1, 1, 5, 5).finished();
    EXPECT_NEAR(Standardization::of(features).deviation[0], 2 * unit, 1e-12 * unit);
  }
}

TEST(Build, StandardisesByTheTrainingRowsOnly) {
  const auto problem = problemWith({{"split.train", 0.5}, {"split.validation", 0.5}});
  const Matrix& train = problem->training->samples().features;
  EXPECT_NEAR(train.mean(), 0, 1e-12);
  EXPECT_NEAR(train.cwiseAbs2().mean(), 1, 1e-12);
  const Matrix& held = problem->validation->samples().features;
  EXPECT_GT(std::abs(held.mean()) + std::abs(held.cwiseAbs2().mean() - 1), 1e-3);
  EXPECT_EQ(problem->test, nullptr);
}

TEST(Build, LeavesFeaturesAsTheyAreIfAskedTo) {
  const auto problem = problemWith({{"dataset.standardize", false}});
  EXPECT_EQ(problem->training->samples().features, problem->dataset->features);
}

TEST(Build, TargetsAreNeverScaled) {
  const auto problem = problemWith({});
  EXPECT_EQ(problem->training->samples().target, problem->dataset->target);
}

TEST(Build, PredictsInTheDatasOwnUnits) {
  const auto problem = problemWith({});
  const Vector weights = (Vector(2) << 3, 1).finished();
  EXPECT_EQ(problem->predict(problem->dataset->features, weights), problem->training->predictions(weights));
}

TEST(Build, RefusesWhatDoesNotFit) {
  expectHolds(errorOf([] {
                problemWith({{"start.weights", std::vector<double>{1, 2, 3}}});
              }),
              "start.weights");
  expectHolds(errorOf([] { problemWith({{"dataset", std::string("csv")}}); }), "dataset.file");
  const std::string misfit = errorOf([] {
    problemWith({{"dataset", std::string("penguins")},
                 {"dataset.target", std::string("species")},
                 {"loss", std::string("huber")}});
  });
  for (const auto* part : {"'huber' is for regression", "'species'", "'Adelie'", "classes", "cross_entropy"})
    expectHolds(misfit, part);
}

TEST(Build, StartsFromExplicitWeightsOrTheSeed) {
  EXPECT_EQ(problemWith({{"start.weights", std::vector<double>{1.5, -2}}})->startWeights(),
            (Vector(2) << 1.5, -2).finished());
  EXPECT_NE(problemWith({{"start.seed", std::int64_t{1}}})->startWeights(),
            problemWith({{"start.seed", std::int64_t{2}}})->startWeights());
}

TEST(Build, TakesTheDataOfThePreviousProblem) {
  const auto first = problemWith({});
  const auto second = build(experimentWith({{"loss", std::string("mae")}}), {}, first);
  EXPECT_EQ(first->dataset, second->dataset);
  EXPECT_NE(first->dataset, build(experimentWith({{"dataset", std::string("cars")}}), {}, first)->dataset);
}

TEST(Build, CanBeCancelled) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(build(defaultExperiment(), Progress(stop.get_token(), {})), Cancelled);
}

TEST(CanContinue, WhatActsFromTheNextStepOn) {
  const auto before = problemWith({{"dataset", std::string("noisy_line")}});
  const std::vector<std::pair<std::string, Value>> cases[] = {
      {{"loss", std::string("huber")}},           {{"penalty.l2", 0.1}},
      {{"optimizer.learning_rate", 0.01}},        {{"optimizer", std::string("adam")}},
      {{"training.batch_size", std::int64_t{8}}}, {{"training.epochs", std::int64_t{9}}},
      {{"landscape.grid", std::int64_t{11}}},     {{"dataset.noise", 2.0}}};
  for (const auto& each : cases) {
    const auto after = build(withSettings(before->experiment, {each.begin(), each.end()}));
    EXPECT_TRUE(canContinue(*before, *after)) << each[0].first;
  }
}

TEST(CanContinue, WhatStartsANew) {
  const auto before = problemWith({{"dataset", std::string("noisy_line")}});
  const std::pair<std::string, Value> cases[] = {{"dataset", std::string("cars")},
                                                 {"dataset.seed", std::int64_t{8}},
                                                 {"dataset.samples", std::int64_t{9}},
                                                 {"dataset.standardize", false},
                                                 {"split.validation", 0.5},
                                                 {"split.seed", std::int64_t{2}},
                                                 {"start.seed", std::int64_t{2}},
                                                 {"training.seed", std::int64_t{2}},
                                                 {"start.weights", std::vector<double>{1, 2}}};
  for (const auto& [key, value] : cases)
    EXPECT_FALSE(canContinue(*before, *build(withSetting(before->experiment, key, value)))) << key;
}

TEST(CanContinue, AnotherTaskStartsANew) {
  const auto before = problemWith({{"dataset", std::string("penguins")},
                                   {"dataset.target", std::string("year")},
                                   {"dataset.task", std::string("classes")}});
  EXPECT_FALSE(canContinue(
      *before, *build(withSetting(before->experiment, "dataset.task", std::string("regression")))));
}

TEST(CanContinue, OtherColumnsStartANew) {
  const auto before = problemWith({{"dataset", std::string("iris")}});
  for (const auto& [key, value] :
       {std::pair<std::string, Value>{"dataset.target", std::string("sepal_length")},
        {"dataset.features", std::vector<std::string>{"sepal_width"}}})
    EXPECT_FALSE(canContinue(*before, *build(withSetting(before->experiment, key, value)))) << key;
}

TEST(Coefficients, PredictWhatTheStandardisedModelPredicts) {
  const auto problem =
      problemWith({{"dataset", std::string("iris")},
                   {"dataset.features", std::vector<std::string>{"sepal_length", "petal_length"}}});
  const Vector weights = testing::randomWeights(3);
  const Coefficients own = coefficients(*problem, weights);
  const Matrix& features = problem->dataset->features;
  const Vector byHand = (features * own.slopes).array() + own.intercept;
  EXPECT_LT((byHand - problem->predict(features, weights)).cwiseAbs().maxCoeff(), 1e-12);
}

}  // namespace
}  // namespace lossarium
