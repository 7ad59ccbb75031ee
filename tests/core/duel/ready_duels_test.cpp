// What each ready duel's sentence says is what the runs do.
#include "core/duel/ready_duels.h"

#include "core/boxes/box_scores.h"
#include "core/duel/duel.h"
#include "core/duel/duel_problems.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <string>

namespace lossarium {
namespace {

struct PlayedDuel {
  DuelPlan plan;
  DuelFrame frame;

  const RunFrame& run(std::size_t index) const { return *frame.runs.at(index); }
  double slope(std::size_t index) const {
    return coefficients(*run(index).problem, run(index).state.weights).slopes[0];
  }
};

PlayedDuel played(std::size_t index) {
  const DuelPlan plan = readyDuels()[index].make();
  Duel duel(buildDuel(plan));
  while (duel.step()) {
  }
  return {plan, duel.frame()};
}

std::vector<std::string> lossesOf(const DuelPlan& plan) {
  std::vector<std::string> losses;
  for (const Experiment& each : plan.contenders) losses.push_back(each.loss.id);
  return losses;
}

using Losses = std::vector<std::string>;

TEST(ReadyDuels, DifferInOneThingAndHaveASentence) {
  for (const ReadyDuel& each : readyDuels()) {
    const DuelPlan plan = each.make();
    EXPECT_GE(plan.contenders.size(), 2U);
    EXPECT_EQ(differingKeys(plan).size(), 1U) << each.title;
    EXPECT_TRUE(each.sentence.ends_with(".")) << each.title;
    EXPECT_EQ(planOf(buildDuel(plan)), plan) << "nothing is left open: " << each.title;
  }
}

// "Seven years were booked in another unit: MSE runs after them, Huber less, MAE hardly, and at Tukey six of
// them do not pull at all."
TEST(ReadyDuels, WrongYearsPullMseMostAndSixOfThemTukeyNotAtAll) {
  const PlayedDuel duel = played(0);
  ASSERT_EQ(lossesOf(duel.plan), (Losses{"mse", "mae", "huber", "tukey_biweight"}));
  const double right = 0.1102;  // without those years, by least squares (Rousseeuw & Leroy 1987)
  EXPECT_NEAR(duel.slope(0), 0.504, 0.001);
  EXPECT_NEAR(duel.slope(2), 0.198, 0.001);
  EXPECT_LT(duel.slope(1), 0.14);
  const DuelVerdict& verdict = duel.frame.verdict;
  EXPECT_EQ(verdict.yardstick, Yardstick::soundRows);
  EXPECT_EQ(verdict.order, (std::vector<std::size_t>{1, 3, 2, 0}));
  EXPECT_FALSE(verdict.noneSaves());
  // All but the last of them lie beyond where Tukey's pull has ended.
  const Vector pull = duel.run(3).trainingPull;
  for (Index row = 14; row <= 19; ++row) EXPECT_EQ(pull[row], 0) << row;
  EXPECT_GT(duel.slope(3), right);
}

// "… a robust loss bounds how hard a residual pulls, not how far out it stands, and none of these saves the
// line."
TEST(ReadyDuels, NoLossSavesTheLineFromTheGiants) {
  const PlayedDuel duel = played(1);
  ASSERT_EQ(lossesOf(duel.plan), (Losses{"mse", "mae", "huber", "tukey_biweight"}));
  for (std::size_t i = 0; i < 4; ++i) EXPECT_LT(duel.slope(i), 0) << "though the main sequence rises";
  EXPECT_LT(duel.slope(1), duel.slope(0)) << "MAE ends further from the truth than MSE";
  EXPECT_EQ(duel.frame.verdict.yardstick, Yardstick::soundRows);
  EXPECT_TRUE(duel.frame.verdict.noneSaves());
  EXPECT_LT(duel.frame.verdict.attainable, 0.75 * duel.frame.verdict.scores[duel.frame.verdict.best()]);
}

// "Three rows in a hundred are of the rare class: at the usual threshold log loss and focal find a quarter of
// them, and hinge finds none."
TEST(ReadyDuels, TheRareClassIsHardlyFound) {
  const PlayedDuel duel = played(2);
  ASSERT_EQ(lossesOf(duel.plan), (Losses{"log_loss", "focal", "hinge"}));
  const DuelVerdict& verdict = duel.frame.verdict;
  ASSERT_EQ(verdict.yardstick, Yardstick::rareClass);
  EXPECT_EQ(verdict.of, 30);
  EXPECT_NEAR(verdict.details[0] / verdict.of, 0.25, 0.05);
  EXPECT_NEAR(verdict.details[1] / verdict.of, 0.25, 0.05);
  EXPECT_EQ(verdict.details[2], 0);
}

// "Each quantile loss ends with its share of the households below its line: about 10, 50 and 90 percent."
TEST(ReadyDuels, EachQuantileHasItsShareBelow) {
  const PlayedDuel duel = played(3);
  const DuelVerdict& verdict = duel.frame.verdict;
  ASSERT_EQ(verdict.yardstick, Yardstick::shareBelow);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(verdict.details[i], duel.plan.contenders[i].loss.real("tau"), 0.02);
}

// "Both begin sure of the wrong side: log loss … soon turns the border round, Brier's squared error hardly
// pulls, because its slope fades where the model is sure."
TEST(ReadyDuels, BrierHardlyLearnsFromConfidentMistakes) {
  Duel duel(buildDuel(readyDuels()[4].make()));
  const DuelFrame start = duel.frame();
  EXPECT_LT(start.runs[0]->accuracy, 0.2);
  const auto pullOnMistakes = [](const RunFrame& run) {
    const auto wrong = [&](Index i) {
      return static_cast<double>(run.trainingGuess[static_cast<std::size_t>(i)]) !=
             run.problem->training->samples().target(i, 0);
    };
    double pull = 0, rows = 0;
    for (Index i = 0; i < run.trainingPull.size(); ++i)
      if (wrong(i)) {
        pull += std::abs(run.trainingPull[i]);
        ++rows;
      }
    return pull / rows;
  };
  EXPECT_GT(pullOnMistakes(*start.runs[0]), 10 * pullOnMistakes(*start.runs[1]));
  while (duel.step()) {
  }
  const DuelFrame end = duel.frame();
  EXPECT_GT(end.runs[0]->accuracy, 0.85);
  EXPECT_LT(end.runs[1]->accuracy, 0.3);
  EXPECT_EQ(end.verdict.best(), 0U);
}

// "Seven of twelve boxes begin beside their targets: IoU never moves them; GIoU, which swells them until they
// touch, and CIoU bring all home."
TEST(ReadyDuels, BoxesThatMissStayUnderIouAndComeHomeUnderGiouAndCiou) {
  const DuelPlan plan = readyDuels()[5].make();
  ASSERT_EQ(lossesOf(plan), (Losses{"iou", "giou", "ciou"}));
  Duel duel(buildDuel(plan));
  const auto areaOf = [&duel](std::size_t index) {
    const Matrix box = duel.frame().runs[index]->trainingPrediction;
    return ((box.col(2) - box.col(0)).array() * (box.col(3) - box.col(1)).array()).abs().mean();
  };
  const Matrix first = duel.frame().runs[0]->trainingPrediction;
  const double area = areaOf(1);
  for (int step = 0; step < 50; ++step) duel.step();
  EXPECT_GT(areaOf(1), 2 * area) << "GIoU swells them";
  while (duel.step()) {
  }
  const DuelFrame frame = duel.frame();
  const Matrix& target = frame.runs[0]->problem->training->samples().target;
  const Vector atFirst = iouOfRows(first, target);
  EXPECT_EQ((atFirst.array() == 0).count(), 7);
  for (Index i = 0; i < 12; ++i)
    if (atFirst[i] == 0) {
      EXPECT_EQ(frame.runs[0]->trainingPrediction.row(i), first.row(i)) << i;
    }
  for (const std::size_t index : {1U, 2U})
    EXPECT_GT(iouOfRows(frame.runs[index]->trainingPrediction, target).minCoeff(), 0.99) << index;
  EXPECT_EQ(frame.verdict.yardstick, Yardstick::trueBoxes);
  EXPECT_EQ(frame.verdict.worst(), 0U);
}

}  // namespace
}  // namespace lossarium
