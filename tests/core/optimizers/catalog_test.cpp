// The contract of an optimiser, held for every entry of the catalogue.
#include "core/objectives/test_functions/quadratic.h"
#include "core/optimizers/optimizer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

class AnyOptimizer : public ::testing::TestWithParam<std::string> {
 protected:
  const std::unique_ptr<const Optimizer> optimizer_ = makeOptimizer({GetParam(), {}});
  const Quadratic bowl_{(Vector(2) << 1, 10).finished()};
};

TEST_P(AnyOptimizer, ReachesTheMinimumOfABowl) {
  Vector weights = (Vector(2) << 1, -1).finished();
  auto state = optimizer_->start(2);
  for (int i = 0; i < 5000; ++i) optimizer_->step(bowl_, weights, state);
  EXPECT_LT(weights.norm(), 1e-4);
}

TEST_P(AnyOptimizer, StepGivesTheValueBeforeItAndCounts) {
  Vector weights = (Vector(2) << 1, -1).finished();
  auto state = optimizer_->start(2);
  EXPECT_EQ(state.steps, 0);
  EXPECT_EQ(state.gradient, Vector::Zero(2));
  EXPECT_EQ(state.memory.size(), optimizer_->memoryNames().size());
  EXPECT_DOUBLE_EQ(optimizer_->step(bowl_, weights, state), 5.5);
  EXPECT_EQ(state.steps, 1);
  EXPECT_EQ(state.gradient, (Vector(2) << 1, -10).finished());
  EXPECT_LT(bowl_.value(weights), 5.5) << "the first step goes down";
}

TEST_P(AnyOptimizer, ACopyOfTheStateGoesOnTheSameWay) {
  Vector weights = (Vector(2) << 1, -1).finished();
  auto state = optimizer_->start(2);
  for (int i = 0; i < 5; ++i) optimizer_->step(bowl_, weights, state);
  Vector again = weights;
  auto copy = state;
  for (int i = 0; i < 5; ++i) {
    optimizer_->step(bowl_, weights, state);
    makeOptimizer({GetParam(), {}})->step(bowl_, again, copy);
  }
  EXPECT_EQ(weights, again);
  EXPECT_EQ(state, copy);
}

TEST_P(AnyOptimizer, StaysAtTheMinimum) {
  Vector weights = Vector::Zero(2);
  auto state = optimizer_->start(2);
  for (int i = 0; i < 10; ++i) optimizer_->step(bowl_, weights, state);
  EXPECT_EQ(weights, Vector::Zero(2));
}

TEST_P(AnyOptimizer, StepsShrinkBelowTheStableRateAndGrowAboveIt) {
  const double stable = optimizer_->stableRate(10);
  if (std::isnan(stable)) GTEST_SKIP() << "knows no such rule";
  for (const double share : {0.99, 1.01}) {
    const auto optimizer = makeOptimizer({GetParam(), {{"learning_rate", share * stable}}});
    EXPECT_DOUBLE_EQ(optimizer->learningRate(), share * stable);
    Vector weights = Vector::Ones(2);
    auto state = optimizer->start(2);
    for (int i = 0; i < 1000; ++i) optimizer->step(bowl_, weights, state);
    EXPECT_EQ(bowl_.value(weights) < 5.5, share < 1) << share;
  }
}

std::vector<std::string> ids() {
  std::vector<std::string> all;
  for (const auto& entry : optimizerCatalog()) all.emplace_back(entry.spec->id);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, AnyOptimizer, ::testing::ValuesIn(ids()),
                         [](const auto& each) { return each.param; });

TEST(OptimizerCatalog, EverySpecIsComplete) {
  for (const auto& entry : optimizerCatalog()) {
    const OptimizerSpec& spec = *entry.spec;
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_TRUE(testing::isSnakeCase(spec.id));
    for (const auto text : {spec.title, spec.formula, spec.caption, spec.source}) EXPECT_FALSE(text.empty());
    testing::expectComplete(spec.parameters);
    EXPECT_EQ(&makeOptimizer({std::string(spec.id), {}})->spec(), &spec);
  }
}

TEST(OptimizerCatalog, FilesAreNamedAsTheCatalogue) {
  testing::expectFilesMatch(optimizerCatalog(), "optimizers", "OptimizerSpec", "_optimizer");
}

TEST(MakeOptimizer, AnUnknownIdNamesTheNearest) {
  testing::expectHolds(testing::errorOf([] { makeOptimizer({"adma", {}}); }), "did you mean 'adam'");
}

}  // namespace
}  // namespace lossarium
