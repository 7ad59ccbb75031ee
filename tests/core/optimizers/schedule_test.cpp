#include "core/optimizers/schedule.h"

#include "core/experiment/strict_json.h"
#include "core/optimizers/common_parameters.h"
#include "core/optimizers/optimizer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

Schedule scheduleWith(std::map<std::string, Value> parameters) {
  return makeOptimizer({"gradient_descent", std::move(parameters)})->schedule();
}

TEST(Schedule, GivesPyTorchsFactors) {
  const Json cases =
      parseStrictJson(testing::readAll(LOSSARIUM_TEST_DATA "/schedules.json"), "schedules.json");
  std::set<std::string> seen;
  for (const Json& each : cases) {
    SCOPED_TRACE(each["schedule"].dump() + each["parameters"].dump());
    std::map<std::string, Value> parameters{{"schedule", each["schedule"].get<std::string>()}};
    for (const auto& [key, value] : each["parameters"].items()) parameters[key] = value.get<double>();
    const Schedule schedule = scheduleWith(parameters);
    const double unit = each["unit"].get<double>(), horizon = each["horizon"].get<double>();
    for (std::size_t i = 0; i < each["factors"].size(); ++i)
      EXPECT_NEAR(schedule.factor(static_cast<double>(i) * unit, horizon), each["factors"][i].get<double>(),
                  1e-14)
          << i;
    seen.insert(each["schedule"].get<std::string>());
  }
  EXPECT_EQ(seen.size(), choiceWords(scheduleParameter).size()) << "each schedule has a table";
}

TEST(Schedule, StepAndExponentialWaitForWholeEpochsAndTheOthersDoNot) {
  for (const auto word : choiceWords(scheduleParameter)) {
    const Schedule schedule = scheduleWith(
        {{"schedule", std::string(word)}, {"schedule_period", std::int64_t{2}}, {"schedule_warmup", 0.2}});
    const bool waits = word == "constant" || word == "step" || word == "exponential";
    EXPECT_EQ(schedule.factor(4.0, 10) == schedule.factor(4.6, 10), waits) << word;
    EXPECT_EQ(schedule.isConstant(), word == "constant");
  }
}

TEST(Schedule, IsAFactorThatNeverLeavesZeroToOne) {
  for (const auto word : choiceWords(scheduleParameter))
    for (const double warmup : {0.0, 0.3, 1.0})
      for (const double horizon : {1.0, 7.0, 400.0})
        for (double time = 0; time <= 2 * horizon; time += horizon / 50) {
          const double factor = scheduleWith({{"schedule", std::string(word)}, {"schedule_warmup", warmup}})
                                    .factor(time, horizon);
          EXPECT_TRUE(factor >= 0 && factor <= 1) << word << " at " << time << " of " << horizon;
        }
}

TEST(Schedule, ACosineStaysAtItsEndPastTheHorizon) {
  for (const std::string word : {"cosine", "warmup_cosine", "one_cycle"}) {
    const Schedule schedule = scheduleWith({{"schedule", word}});
    EXPECT_LT(schedule.factor(10, 10), 1e-5) << word;
    EXPECT_EQ(schedule.factor(10, 10), schedule.factor(25, 10)) << word;
  }
}

TEST(Schedule, ItsOwnHorizonComesBeforeThePlannedEpochs) {
  EXPECT_EQ(scheduleWith({{"schedule", std::string("cosine")}}).horizon(400), 400);
  EXPECT_EQ(scheduleWith({{"schedule_epochs", std::int64_t{50}}}).horizon(400), 50);
}

TEST(Schedule, ParametersActOnlyWhereTheyAreUsed) {
  const std::map<std::string, Value> step{{"schedule", std::string("step")}},
      cosine{{"schedule", std::string("cosine")}}, constant{{"schedule", std::string("constant")}};
  for (const ParameterSpec& spec : scheduleDetails) {
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_FALSE(acts(spec, constant));
    EXPECT_EQ(acts(spec, step), spec.id == "schedule_decay" || spec.id == "schedule_period");
    EXPECT_EQ(acts(spec, cosine), spec.id == "schedule_epochs");
  }
  EXPECT_TRUE(acts(scheduleParameter, constant));
}

}  // namespace
}  // namespace lossarium
