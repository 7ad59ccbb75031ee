#include "core/duel/matrix.h"

#include "core/duel/duel.h"
#include "core/duel/duel_problems.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>

namespace lossarium {
namespace {

DuelPlan losses(const std::map<std::string, Value>& settings, const std::vector<Choice>& others) {
  DuelPlan plan{{withSettings(defaultExperiment(), settings)}};
  for (const Choice& each : others) {
    plan = withCopy(plan, 0, "loss.id", each.id);
    for (const auto& [key, value] : each.parameters)
      plan = withOwn(plan, plan.contenders.size() - 1, "loss." + key, value);
  }
  return plan;
}

DuelFrame after(const DuelPlan& plan, int epochs) {
  Duel duel(buildDuel(plan));
  duel.setWishes({.matrix = true});
  for (int i = 0; i < epochs; ++i) duel.step();
  return duel.frame();
}

const std::map<std::string, Value> calls{{"dataset.id", std::string("belgian_calls")},
                                         {"split.train", 0.5},
                                         {"split.validation", 0.25},
                                         {"split.test", 0.25},
                                         {"optimizer.learning_rate", 0.1},
                                         {"training.epochs", std::int64_t{400}}};

Index columnOf(const DuelMatrix& matrix, const std::string& id) {
  for (std::size_t k = 0; k < matrix.columns.size(); ++k)
    if (matrix.columns[k].spec.id == id) return static_cast<Index>(k);
  ADD_FAILURE() << id;
  return 0;
}

// Predictions from the model alone, and each loss row by row: nothing that the matrix goes through.
double separately(const RunFrame& run, const std::vector<Index>& rows, const Choice& loss) {
  const Dataset& data = *run.problem->dataset;
  const Matrix features = data.features(rows, Eigen::all);
  const Matrix prediction = run.problem->predict(features, run.state.weights);
  const auto kernel = makeLoss(loss);
  double sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double value = 0;
    LossBlock block;
    block.rows = block.stride = block.targetStride = 1;
    block.prediction = &prediction(static_cast<Index>(i), 0);
    block.target = &data.target(rows[i], 0);
    block.value = &value;
    kernel->evaluate(block);
    sum += value;
  }
  return sum / static_cast<double>(rows.size());
}

TEST(DuelMatrix, EntriesAreThoseOfASeparateEvaluation) {
  const DuelPlan plan = losses(calls, {{"mae", {}}, {"huber", {{"delta", 2.0}}}, {"tukey_biweight", {}}});
  const DuelFrame frame = after(plan, 150);
  ASSERT_NE(frame.matrix, nullptr);
  const DuelMatrix& matrix = *frame.matrix;
  ASSERT_TRUE(matrix.validation);
  EXPECT_FALSE(matrix.test) << "sealed";
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < 4; ++k) {
      const Choice& loss = plan.contenders[k].loss;
      const auto row = static_cast<Index>(i), column = static_cast<Index>(k);
      const RunFrame& run = *frame.runs[i];
      const double training = separately(run, run.problem->rows.train, loss);
      EXPECT_NEAR(matrix.training(row, column), training, 1e-12 * training);
      const double held = separately(run, run.problem->rows.validation, loss);
      EXPECT_NEAR((*matrix.validation)(row, column), held, 1e-12 * held);
    }
}

TEST(DuelMatrix, EachLossWinsItsOwnGame) {
  const DuelFrame frame = after(losses(calls, {{"mae", {}}, {"huber", {}}, {"tukey_biweight", {}}}), 400);
  for (Index k = 0; k < 4; ++k) {
    EXPECT_EQ(frame.matrix->columns[static_cast<std::size_t>(k)].trainedBy,
              std::vector<std::size_t>{static_cast<std::size_t>(k)});
    EXPECT_EQ(bestIn(frame.matrix->training, k, false),
              std::vector<std::size_t>{static_cast<std::size_t>(k)});
  }
}

TEST(DuelMatrix, OwnLossesHaveTheirParametersAndStandOnce) {
  const DuelFrame frame =
      after(losses(calls, {{"huber", {{"delta", 2.0}}}, {"huber", {{"delta", 4.0}}}, {"mse", {}}}), 1);
  const auto& columns = frame.matrix->columns;
  EXPECT_EQ(columns[0].spec.title, "MSE");
  EXPECT_EQ(columns[0].trainedBy, (std::vector<std::size_t>{0, 3}));
  EXPECT_NE(columns[1].spec.title, columns[2].spec.title);
  for (std::size_t k = 3; k < columns.size(); ++k) {
    EXPECT_NE(columns[k].spec.id, "huber");
    EXPECT_NE(columns[k].spec.id, "mse");
    EXPECT_TRUE(columns[k].trainedBy.empty());
  }
}

TEST(DuelMatrix, TestRowsCountOnceTheyAreOpened) {
  auto opened = calls;
  opened["split.test_opened"] = true;
  const DuelFrame frame = after(losses(opened, {{"mae", {}}}), 3);
  ASSERT_TRUE(frame.matrix->test);
  const RunFrame& run = *frame.runs[1];
  const double mae = separately(run, run.problem->rows.test, {"mae", {}});
  EXPECT_NEAR((*frame.matrix->test)(1, columnOf(*frame.matrix, "mae")), mae, 1e-12 * mae);
}

TEST(DuelMatrix, TheBestIsWhoIsNotBeaten) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Matrix values(3, 4);
  values << 1, 2, 5, nan,  //
      3, 2, 5, nan,        //
      2, 4, 5, 7;
  using Places = std::vector<std::size_t>;
  EXPECT_EQ(bestIn(values, 0, false), Places{0});
  EXPECT_EQ(bestIn(values, 0, true), Places{1});
  EXPECT_EQ(bestIn(values, 1, false), (Places{0, 1}));
  EXPECT_EQ(bestIn(values, 2, false), Places()) << "all equal: nobody is better";
  EXPECT_EQ(bestIn(values, 3, false), Places{2});
}

}  // namespace
}  // namespace lossarium
