#include "core/duel/verdict.h"

#include "core/duel/duel.h"
#include "core/duel/duel_problems.h"
#include "tests/core/support/testing.h"

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace lossarium {
namespace {

using Set = std::map<std::string, Value>;

DuelPlan twoLosses(const Set& settings, const std::string& other) {
  return withCopy({{withSettings(defaultExperiment(), settings)}}, 0, "loss.id", other);
}

DuelVerdict after(const DuelPlan& plan, int epochs) {
  Duel duel(buildDuel(plan));
  for (int i = 0; i < epochs; ++i) duel.step();
  return duel.frame().verdict;
}

TEST(DuelVerdict, RowsThatAreKnownToBeSoundJudgeFirst) {
  const DuelVerdict verdict = after(
      twoLosses({{"dataset.id", std::string("belgian_calls")}, {"optimizer.learning_rate", 0.1}}, "huber"),
      300);
  EXPECT_EQ(verdict.yardstick, Yardstick::soundRows);
  EXPECT_EQ(verdict.best(), 1U);
  EXPECT_LT(verdict.attainable, verdict.scores[1]);
}

// By hand: the fit of the 17 sound years by least squares has a mean |error| that any line through them can
// be held against.
TEST(DuelVerdict, TheAttainableIsALeastSquaresLineThroughTheSoundRows) {
  const auto problem = build(withSettings(
      defaultExperiment(), {{"dataset.id", std::string("belgian_calls")}, {"dataset.standardize", false}}));
  Eigen::MatrixXd design(17, 2);
  Vector target(17);
  Index k = 0;
  for (Index row = 0; row < 24; ++row) {
    if (row >= 14 && row <= 20) continue;
    design.row(k) << problem->dataset->features(row, 0), 1;
    target[k++] = problem->dataset->target(row, 0);
  }
  const Eigen::Vector2d line = (design.transpose() * design).ldlt().solve(design.transpose() * target);
  const double expected = (design * line - target).cwiseAbs().mean();
  const DuelVerdict verdict = after(
      twoLosses({{"dataset.id", std::string("belgian_calls")}, {"optimizer.learning_rate", 0.1}}, "mae"), 1);
  EXPECT_NEAR(verdict.attainable, expected, 1e-9);
}

TEST(DuelVerdict, SoundRowsCountAsTheyWereBeforeTheyWereSpoilt) {
  const DuelPlan plan = twoLosses({{"dataset.id", std::string("belgian_calls")},
                                   {"optimizer.learning_rate", 0.2},
                                   {"disturbance.outliers", 0.2},
                                   {"disturbance.outlier_size", 5.0}},
                                  "tukey_biweight");
  Duel duel(buildDuel(plan));
  for (int i = 0; i < 400; ++i) duel.step();
  const DuelFrame frame = duel.frame();
  const RunFrame& run = *frame.runs[1];
  const Dataset& clean = *run.problem->dataset->unedited;
  double sum = 0;
  for (Index row = 0; row < 24; ++row)
    if (row < 14 || row > 20)
      sum += std::abs(run.problem->predict(clean.features.row(row), run.state.weights)(0, 0) -
                      clean.target(row, 0));
  EXPECT_NEAR(frame.verdict.scores[1], sum / 17, 1e-12 * sum);
  EXPECT_LT(frame.verdict.scores[1], 0.4) << "Tukey lets them go, and is not blamed for them";
}

TEST(DuelVerdict, OfOneObjectiveTheArrivalCounts) {
  DuelPlan plan{{withSettings(defaultExperiment(), {{"optimizer.learning_rate", 0.1}})}};
  plan = withCopy(plan, 0, "optimizer.learning_rate", 0.01);
  const DuelVerdict verdict = after(plan, 400);
  ASSERT_EQ(verdict.yardstick, Yardstick::arrival);
  // By hand: steepest descent on the standardised bowl shrinks the error of each weight by 1 − 2·rate.
  EXPECT_EQ(verdict.scores[0], std::ceil(std::log(0.01) / (2 * std::log(1 - 2 * 0.1))));
  EXPECT_EQ(verdict.scores[1], std::ceil(std::log(0.01) / (2 * std::log(1 - 2 * 0.01))));
  EXPECT_TRUE(std::isnan(after(plan, 30).scores[1]));
}

TEST(DuelVerdict, OtherColumnsOfThoseDataHaveNoKnownRows) {
  const DuelVerdict verdict = after(twoLosses({{"dataset.id", std::string("cars")}}, "mae"), 3);
  EXPECT_EQ(verdict.yardstick, Yardstick::typical);
}

TEST(DuelVerdict, WhereTheTruthIsKnownItJudges) {
  const DuelVerdict verdict = after(
      twoLosses({{"dataset.id", std::string("outlier_line")}, {"optimizer.learning_rate", 0.05}}, "huber"),
      200);
  EXPECT_EQ(verdict.yardstick, Yardstick::truth);
  EXPECT_EQ(verdict.best(), 1U);
}

TEST(DuelVerdict, RowsThatNobodyMovedJudgeThoseThatWereMoved) {
  const Set moved{{"dataset.id", std::string("cars")},
                  {"disturbance.outliers", 0.2},
                  {"disturbance.outlier_size", 8.0},
                  {"optimizer.learning_rate", 0.5}};
  const DuelPlan plan = twoLosses(moved, "huber");
  const DuelVerdict verdict = after(plan, 300);
  EXPECT_EQ(verdict.yardstick, Yardstick::untouched);
  EXPECT_EQ(verdict.best(), 1U);
  // By hand: the mean |error| on rows whose targets are as they were.
  Duel duel(buildDuel(plan));
  for (int i = 0; i < 300; ++i) duel.step();
  const DuelFrame frame = duel.frame();
  const RunFrame& run = *frame.runs[0];
  const Dataset& data = *run.problem->dataset;
  double sum = 0, count = 0;
  for (const Index row : run.problem->rows.train) {
    if (data.target(row, 0) != data.unedited->target(data.rowNumber(row), 0)) continue;
    sum +=
        std::abs(run.problem->predict(data.features.row(row), run.state.weights)(0, 0) - data.target(row, 0));
    ++count;
  }
  EXPECT_NEAR(verdict.scores[0], sum / count, 1e-12 * sum);
}

TEST(DuelVerdict, ClassesAreJudgedOnRowsThatWereNotLearntFrom) {
  const DuelVerdict verdict = after(twoLosses({{"dataset.id", std::string("two_moons")},
                                               {"split.train", 0.7},
                                               {"split.validation", 0.3},
                                               {"loss.id", std::string("log_loss")}},
                                              "hinge"),
                                    50);
  EXPECT_EQ(verdict.yardstick, Yardstick::accuracy);
  EXPECT_TRUE(verdict.onValidation);
  EXPECT_GT(verdict.scores[verdict.best()], 0.7);
}

TEST(DuelVerdict, ARunThatDivergedComesLast) {
  DuelPlan plan{{withSettings(defaultExperiment(), {{"dataset.id", std::string("cars")}})}};
  plan = withCopy(plan, 0, "optimizer.learning_rate", 0.5);
  plan.contenders[0] = withSetting(plan.contenders[0], "optimizer.learning_rate", 50.0);
  const DuelVerdict verdict = after(plan, 100);
  EXPECT_EQ(verdict.worst(), 0U);
}

// The true boxes of a table are not known: the targets judge, of rows that were not learnt from if there are
// any.
TEST(DuelVerdict, BoxesAreJudgedByWhereObjectsAreOrElseByTheirTargets) {
  const DuelVerdict drawn = after(
      twoLosses({{"dataset.id", std::string("detections")}, {"loss.id", std::string("iou")}}, "giou"), 100);
  EXPECT_EQ(drawn.yardstick, Yardstick::trueBoxes);
  EXPECT_GT(drawn.scores[drawn.best()], 0.8);
  const Set table{{"dataset.id", std::string("csv")},
                  {"dataset.file", std::string(LOSSARIUM_SOURCE "/tests/data/detections.csv")},
                  {"model.id", std::string("box_linear")},
                  {"loss.id", std::string("iou")},
                  {"optimizer.learning_rate", 0.1},
                  {"split.train", 0.6},
                  {"split.validation", 0.4}};
  const DuelVerdict read = after(twoLosses(table, "giou"), 20);
  EXPECT_EQ(read.yardstick, Yardstick::overlap);
  EXPECT_TRUE(read.onValidation);
  EXPECT_TRUE(read.higherIsBetter());
}

}  // namespace
}  // namespace lossarium
