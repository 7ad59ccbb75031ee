#include "ui/pages/duel/verdict_words.h"

#include "core/duel/duel_problems.h"
#include "core/duel/ready_duels.h"
#include "ui/pages/duel/duel_scenes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

namespace lossarium::ui {
namespace {

using Set = std::map<std::string, Value>;

DuelPlan twoLosses(const Set& settings, const std::string& other) {
  return withCopy({{withSettings(defaultExperiment(), settings)}}, 0, "loss.id", other);
}

std::string after(const DuelPlan& plan, std::int64_t epochs) {
  Duel duel(buildDuel(plan));
  duel.steps(epochs);
  return verdictWords(plan, duel.frame()).toStdString();
}

std::string ended(std::size_t ready) { return after(readyDuels()[ready].make(), 100000); }

TEST(VerdictWords, SayWhatTheReadyDuelsShow) {
  EXPECT_EQ(
      ended(0),
      "B MAE is closest to the years that were booked right: 0.11 off on average, 96 % less than A MSE.");
  EXPECT_EQ(ended(1),
            "None saves the line: even D Tukey, the nearest, is further from the stars of the main sequence "
            "(0.46 off) than a level line (0.43); one through those alone is 0.33 off.");
  EXPECT_TRUE(ended(2).starts_with("A Log loss finds 8 of the 30 rare rows")) << ended(2);
  EXPECT_EQ(
      ended(3),
      "Rows at or below each line: A Quantile (τ 0.1) 10 %; B Quantile (τ 0.5) 51 %; C Quantile (τ 0.9) "
      "90 %.");
  EXPECT_TRUE(ended(4).starts_with("A Log loss is right on 88 % of the training rows, B Brier on 17 %"))
      << ended(4);
  EXPECT_EQ(ended(5),
            "C CIoU overlaps most with where the objects really are: a mean IoU of 1.00, A IoU 0.33.");
}

TEST(VerdictWords, OfTheStartOfEqualsAndOfOneAlone) {
  const DuelPlan two = readyDuels()[0].make();
  EXPECT_TRUE(after(two, 0).starts_with("All begin at the same weights"));
  const DuelPlan equal{{two.contenders[0], two.contenders[0]}};
  EXPECT_TRUE(after(equal, 5).starts_with("These runs are equal in every setting"));
  EXPECT_TRUE(after({{two.contenders[0]}}, 5).starts_with("One run alone"));
}

TEST(VerdictWords, WhoDivergedIsNamed) {
  DuelPlan plan{{withSettings(defaultExperiment(), {{"dataset.id", std::string("cars")}})}};
  plan = withCopy(plan, 0, "optimizer.learning_rate", 50.0);
  EXPECT_NE(after(plan, 50).find("B Learning rate 50 diverged"), std::string::npos) << after(plan, 50);
  EXPECT_EQ(after(plan, 50).find("100 %"), std::string::npos) << "nobody is compared with what is dead";
}

TEST(VerdictWords, OptimisersOnOneObjectiveAreComparedByWhenTheyArrive) {
  DuelPlan plan{{withSettings(defaultExperiment(), {{"optimizer.learning_rate", 0.1}})}};
  plan = withCopy(plan, 0, "optimizer.learning_rate", 0.01);
  EXPECT_EQ(
      after(plan, 400),
      "Within a hundredth of the way to the least loss reached, in epochs: A Learning rate 0.1 after 11, "
      "B Learning rate 0.01 after 114.");
  EXPECT_TRUE(after(plan, 30).ends_with("Not yet: B Learning rate 0.01.")) << after(plan, 30);
}

TEST(VerdictWords, WhereAllAreAsGoodThatIsSaid) {
  const DuelPlan plan = twoLosses({{"dataset.id", std::string("gaussians")},
                                   {"dataset.noise", 0.3},
                                   {"loss.id", std::string("log_loss")},
                                   {"optimizer.learning_rate", 0.5}},
                                  "brier");
  Duel duel(buildDuel(plan));
  duel.steps(200);
  const double share = duel.frame().runs[0]->accuracy;
  ASSERT_EQ(duel.frame().runs[1]->accuracy, share);
  EXPECT_EQ(after(plan, 200),
            "All are right on " + std::to_string(std::lround(100 * share)) + " % of the training rows.");
}

TEST(ContenderName, SaysWhatSetsItApartAlone) {
  DuelPlan plan = withCopy({{defaultExperiment()}}, 0, "loss.id", std::string("huber"));
  EXPECT_EQ(contenderTitle(plan, 0), "A MSE");
  EXPECT_EQ(contenderTitle(plan, 1), "B Huber");
  plan = withCopy({{defaultExperiment()}}, 0, "optimizer.id", std::string("adam"));
  EXPECT_EQ(contenderTitle(plan, 1), "B Adam");
  plan = withCopy(plan, 1, "loss.id", std::string("mae"));
  EXPECT_EQ(contenderTitle(plan, 2), "C MAE, Adam");
  plan =
      withCopy({{withSetting(defaultExperiment(), "loss.id", std::string("huber"))}}, 0, "loss.delta", 2.0);
  EXPECT_EQ(contenderTitle(plan, 1), "B Huber (δ 2)");
}

}  // namespace
}  // namespace lossarium::ui
