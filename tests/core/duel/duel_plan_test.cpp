#include "core/duel/duel_plan.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using Keys = std::vector<std::string>;

DuelPlan oneContender() { return {{defaultExperiment()}}; }
const Value huber = std::string("huber");

template <class Action>
void expectError(const Action& action, const std::vector<std::string>& parts) {
  const std::string message = testing::errorOf(action);
  for (const std::string& part : parts) testing::expectHolds(message, part);
}

TEST(DuelPlan, ACopyDiffersInTheNamedThingAlone) {
  const std::pair<const char*, Value> things[] = {{"loss.id", huber},
                                                  {"optimizer.learning_rate", 0.01},
                                                  {"model.id", std::string("polynomial")},
                                                  {"penalty.l2", 0.1},
                                                  {"training.batch_size", std::int64_t{4}},
                                                  {"training.seed", std::int64_t{7}},
                                                  {"start.seed", std::int64_t{7}}};
  for (const auto& [key, value] : things) {
    const DuelPlan plan = withCopy(oneContender(), 0, key, value);
    ASSERT_EQ(plan.contenders.size(), 2U);
    EXPECT_EQ(differingKeys(plan), Keys{key});
    EXPECT_EQ(setting(plan.contenders[1], key), value);
    const Value before = setting(plan.contenders[0], key);
    EXPECT_EQ(withSetting(plan.contenders[1], key, before), plan.contenders[0]) << key;
  }
}

TEST(DuelPlan, EqualContendersDifferInNothing) {
  DuelPlan plan = oneContender();
  plan.contenders.push_back(plan.contenders[0]);
  EXPECT_EQ(differingKeys(plan), Keys());
  plan.contenders[1].landscape.grid = 51;  // a view
  EXPECT_EQ(differingKeys(plan), Keys());
}

TEST(DuelPlan, AParameterOfOneLossIsADifferenceOfItsOwn) {
  DuelPlan plan = withShared(oneContender(), "loss.id", huber);
  plan = withCopy(plan, 0, "loss.delta", 3.0);
  EXPECT_EQ(differingKeys(plan), Keys{"loss.delta"});
  EXPECT_FALSE(isShared(differingKeys(plan), "loss"));
  EXPECT_TRUE(isShared(differingKeys(plan), "optimizer"));
}

TEST(DuelPlan, ASharedSettingIsEditedOnceForAll) {
  DuelPlan plan = withCopy(oneContender(), 0, "loss.id", huber);
  plan = withCopy(plan, 1, "loss.id", std::string("mae"));
  plan = withShared(plan, "optimizer.learning_rate", 0.03);
  plan = withShared(plan, "dataset.standardize", false);
  for (const Experiment& each : plan.contenders) {
    EXPECT_EQ(each.optimizer.real("learning_rate"), 0.03);
    EXPECT_FALSE(each.dataset.flag("standardize"));
  }
  EXPECT_EQ(differingKeys(plan), Keys{"loss.id"});
}

TEST(DuelPlan, OtherDataAreOtherDataForAll) {
  DuelPlan plan = withCopy(oneContender(), 0, "loss.id", huber);
  plan = withShared(plan, "dataset.id", std::string("cars"));
  EXPECT_EQ(plan.contenders[0].dataset, plan.contenders[1].dataset);
  EXPECT_EQ(plan.contenders[0].loss.id, "mse");
  EXPECT_EQ(plan.contenders[1].loss.id, "huber");
  EXPECT_EQ(differingKeys(plan), Keys{"loss.id"});
}

TEST(DuelPlan, DataAndSplitCannotDiffer) {
  const DuelPlan plan = withCopy(oneContender(), 0, "loss.id", huber);
  expectError([&] { withOwn(plan, 1, "dataset.id", std::string("cars")); }, {"dataset.id", "share"});
  expectError([&] { withOwn(plan, 1, "split.train", 0.5); }, {"split.train", "share"});
  expectError([&] { withOwn(plan, 0, "loss.dleta", 1.0); }, {"dleta"});
}

TEST(DuelPlan, SixAreEnough) {
  DuelPlan plan = oneContender();
  for (int i = 1; i < 6; ++i) plan = withCopy(plan, 0, "start.seed", std::int64_t{1 + i});
  EXPECT_EQ(plan.contenders.size(), 6U);
  expectError([&] { withCopy(plan, 0, "loss.id", huber); }, {"6 contenders"});
}

TEST(DuelPlan, OfAFileItsExperimentsMustShareTheData) {
  const DuelPlan plan = withCopy(oneContender(), 0, "loss.id", huber);
  EXPECT_EQ(duelOf(plan.contenders), plan);
  std::vector<Experiment> others = plan.contenders;
  others[1] = withSetting(others[1], "dataset.id", std::string("cars"));
  expectError([&] { duelOf(others, "two.lossarium: "); }, {"two.lossarium: experiment 2", "dataset.id"});
  expectError([&] { duelOf(std::vector<Experiment>(7, plan.contenders[0])); }, {"7", "at most 6"});
}

}  // namespace
}  // namespace lossarium
