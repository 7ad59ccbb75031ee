// The contract of an optimiser, held for every entry of the catalogue.
#include "core/base/random.h"
#include "core/objectives/test_functions/quadratic.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/optimizers/optimizer.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

const Vector corner = (Vector(2) << 1, -1).finished();

bool searchesLines(const std::string& id) { return id == "lbfgs" || id == "newton"; }

std::unique_ptr<const Optimizer> withRate(const std::string& id, double rate) {
  return makeOptimizer(searchesLines(id) ? Choice{id} : Choice{id, {{"learning_rate", rate}}});
}

class AnyOptimizer : public ::testing::TestWithParam<std::string> {
 protected:
  const std::unique_ptr<const Optimizer> optimizer_ = makeOptimizer({GetParam(), {}});
  const Quadratic bowl_{(Vector(2) << 1, 10).finished()};
};

// With a rate that dies out slowly, so that those whose steps are as long as the rate come to rest, too.
TEST_P(AnyOptimizer, ReachesTheMinimumOfABowl) {
  const std::map<std::string, double> rates{{"adagrad", 0.5}, {"adadelta", 20}};
  const auto known = rates.find(GetParam());
  const auto optimizer = withRate(GetParam(), known == rates.end() ? 0.05 : known->second);
  Vector weights = corner;
  auto state = optimizer->start(2);
  double factor = 1;
  for (int i = 0; i < 5000; ++i, factor *= 0.998) optimizer->step(bowl_, weights, state, factor);
  EXPECT_LT(weights.norm(), 1e-4);
}

struct Plan {
  double rate;
  int steps;
};

// Found by trying powers of ten; a weight decay draws away from a minimum that is not at 0.
TEST_P(AnyOptimizer, FollowsRosenbrocksValleyToItsEnd) {
  const std::map<std::string, Plan> plans{{"gradient_descent", {1e-3, 20000}},
                                          {"momentum", {1e-3, 2000}},
                                          {"nesterov", {1e-3, 2000}},
                                          {"adagrad", {1, 12000}},
                                          {"rmsprop", {1e-3, 10000}},
                                          {"adadelta", {0.01, 25000}},
                                          {"adam", {0.1, 1500}},
                                          {"amsgrad", {0.1, 2000}},
                                          {"adamw", {1e-3, 20000}},
                                          {"adamax", {0.1, 4000}},
                                          {"nadam", {1e-3, 15000}},
                                          {"radam", {1e-3, 15000}},
                                          {"lion", {1e-3, 4000}},
                                          {"rprop", {1e-3, 5000}},
                                          {"lbfgs", {1, 40}},
                                          {"newton", {1, 25}}};
  const Plan plan = plans.at(GetParam());
  const auto optimizer = withRate(GetParam(), plan.rate);
  const Rosenbrock valley;
  Vector weights = Rosenbrock::usualStart();
  auto state = optimizer->start(2);
  int step = 0;
  while (step < plan.steps && (weights - Rosenbrock::minimizer()).norm() > 2e-3) {
    optimizer->step(valley, weights, state);
    ++step;
  }
  EXPECT_LT(step, plan.steps);
}

TEST_P(AnyOptimizer, StepGivesTheValueBeforeItAndCounts) {
  Vector weights = corner;
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
  const Rosenbrock valley;
  const auto optimizer = withRate(GetParam(), 1e-3);
  Vector weights = Rosenbrock::usualStart();
  auto state = optimizer->start(2);
  for (int i = 0; i < 5; ++i) optimizer->step(valley, weights, state);
  Vector again = weights;
  auto copy = state;
  EXPECT_EQ(copy, state);
  for (int i = 0; i < 5; ++i) {
    optimizer->step(valley, weights, state, 0.5);
    withRate(GetParam(), 1e-3)->step(valley, again, copy, 0.5);
  }
  EXPECT_EQ(weights, again);
  EXPECT_EQ(state, copy);
}

TEST_P(AnyOptimizer, StaysAtTheMinimum) {
  Vector weights = Vector::Zero(2);
  auto state = optimizer_->start(2);
  for (int i = 0; i < 10; ++i) optimizer_->step(bowl_, weights, state);
  EXPECT_EQ(weights, Vector::Zero(2));
  for (const auto& memory : state.memory) EXPECT_TRUE(memory.allFinite());
}

// One weight has a gradient and the other none, as an input that is always 0.
TEST_P(AnyOptimizer, AWeightWithoutGradientStays) {
  const Quadratic trough((Vector(2) << 4, 0).finished());
  Vector weights = Vector::Zero(2);
  weights[0] = 1;
  auto state = optimizer_->start(2);
  for (int i = 0; i < 50; ++i) optimizer_->step(trough, weights, state);
  EXPECT_TRUE(weights.allFinite());
  EXPECT_LT(weights[0], 1);
  EXPECT_EQ(weights[1], 0);
}

TEST_P(AnyOptimizer, StepsShrinkBelowTheStableRateAndGrowAboveIt) {
  const double stable = optimizer_->stableRate(10);
  EXPECT_EQ(std::isnan(stable), optimizer_->stableRateRule().empty());
  if (std::isnan(stable)) GTEST_SKIP() << "knows no such rule";
  for (const double share : {0.99, 1.01}) {
    const auto optimizer = withRate(GetParam(), share * stable);
    EXPECT_DOUBLE_EQ(optimizer->learningRate(), share * stable);
    Vector weights = Vector::Ones(2);
    auto state = optimizer->start(2);
    for (int i = 0; i < 1000; ++i) optimizer->step(bowl_, weights, state);
    EXPECT_EQ(bowl_.value(weights) < 5.5, share < 1) << share;
  }
}

// At every setting, with and without clipping: what is explained is what was done, to the bit.
TEST_P(AnyOptimizer, ExplainsExactlyTheStepItTook) {
  const Rosenbrock valley;
  for (Choice choice : testing::choicesOver(optimizer_->spec())) {
    if (!searchesLines(GetParam()) && !choice.has("learning_rate")) choice.parameters["learning_rate"] = 1e-4;
    const auto optimizer = makeOptimizer(choice);
    Vector weights = Rosenbrock::usualStart();
    auto state = optimizer->start(2);
    for (int i = 0; i < 12; ++i) {
      const Vector before = weights;
      const OptimizerState stateBefore = state;
      optimizer->step(valley, weights, state, 0.75);
      if (!(weights.norm() < 1e50)) break;  // it flies off, and squares would overflow
      for (Index k = 0; k < 2; ++k) {
        const auto terms = optimizer->explain({before, stateBefore, state, 0.75}, k);
        EXPECT_EQ(terms.front().symbol, "g");
        EXPECT_EQ(terms.front().value, state.gradient[k]);
        EXPECT_EQ(terms.back().symbol, "Δw");
        ASSERT_EQ(before[k] + terms.back().value, weights[k]) << i << ::testing::PrintToString(choice);
        for (const Term& term : terms) EXPECT_TRUE(std::isfinite(term.value)) << term.symbol;
      }
    }
  }
}

// One who reads the numbers, rounded, and does what the formula says comes close; and each Greek letter of
// the formula has its number.
TEST_P(AnyOptimizer, ItsNumbersCanBeFollowedByAReader) {
  const Rosenbrock valley;
  const auto optimizer = withRate(GetParam(), 1e-3);
  Vector weights = Rosenbrock::usualStart();
  auto state = optimizer->start(2);
  for (int i = 0; i < 8; ++i) {
    const Vector before = weights;
    const OptimizerState stateBefore = state;
    optimizer->step(valley, weights, state);
    const auto exact = optimizer->explain({before, stateBefore, state}, 0);
    const auto rounded = optimizer->explain({before, stateBefore, state, 1, 7}, 0);
    ASSERT_EQ(exact.size(), rounded.size());
    const double change = exact.back().value;
    EXPECT_NEAR(rounded.back().value, change, 2e-5 * std::abs(change)) << i;
    for (std::size_t k = 0; k + 1 < exact.size(); ++k)
      EXPECT_NEAR(rounded[k].value, exact[k].value, 2e-5 * std::abs(exact[k].value)) << exact[k].symbol;
  }
  std::string formula(optimizer->spec().formula);
  for (const std::string_view factor : {"η⁺", "η⁻"})
    for (auto at = formula.find(factor); at != std::string::npos; at = formula.find(factor))
      formula.erase(at, factor.size());
  const auto terms = optimizer->explain({weights, optimizer->start(2), state}, 0);
  for (const std::string_view letter : {"η", "μ", "δ", "ρ", "α", "β₁", "β₂"}) {
    const bool shown = std::any_of(terms.begin(), terms.end(), [&](const Term& term) {
      return term.symbol.find(letter) != std::string_view::npos;
    });
    EXPECT_TRUE(shown || formula.find(letter) == std::string::npos) << letter;
  }
}

// With the bias of their start made up for, running means of one gradient are that gradient.
TEST(Adam, ReadingsHaveTheCorrectedMoments) {
  const auto adam = makeOptimizer({"adam", {}});
  auto state = adam->start(2);
  Vector weights = Rosenbrock::usualStart();
  const Rosenbrock valley;
  adam->step(valley, weights, state);
  const auto readings = adam->readings(state);
  ASSERT_EQ(readings.size(), 4U);
  EXPECT_NEAR((readings[2].values - state.gradient).norm(), 0, 1e-12 * state.gradient.norm());
  EXPECT_NEAR((readings[3].values - state.gradient.cwiseAbs2()).norm(), 0,
              1e-12 * state.gradient.squaredNorm());
}

TEST(RmsProp, AMeanGradientIsReadOnlyWhereItIsUsed) {
  for (const bool centered : {false, true}) {
    const auto rmsprop = makeOptimizer({"rmsprop", {{"centered", centered}}});
    EXPECT_EQ(rmsprop->readings(rmsprop->start(2)).size(), centered ? 3U : 2U);
  }
}

// After many steps with the same gradient its running means are that gradient itself.
TEST_P(AnyOptimizer, EffectiveRatesTimesTheGradientAreTheStep) {
  EXPECT_EQ(optimizer_->effectiveRates(optimizer_->start(2)).size(), 0);
  class Slope final : public Objective {
   public:
    Index dimension() const override { return 2; }
    double value(const Vector& w) const override { return 0.5 * w[0] - 2 * w[1]; }
    double gradient(const Vector& w, Vector& gradient) const override {
      gradient = (Vector(2) << 0.5, -2).finished();
      return value(w);
    }
    void hessianProduct(const Vector&, const Vector&, Vector& product) const override { product.setZero(2); }
  };
  const Slope slope;
  Choice choice{GetParam()};
  for (const auto& spec : optimizer_->spec().parameters)
    if (spec.id == "momentum" || spec.id == "weight_decay") choice.parameters[std::string(spec.id)] = 0.0;
  const auto optimizer = makeOptimizer(choice);
  Vector weights = Vector::Zero(2), before;
  auto state = optimizer->start(2);
  for (int i = 0; i < 20000 && !searchesLines(GetParam()); ++i) {
    before = weights;
    optimizer->step(slope, weights, state, 0.5);
  }
  const Vector rates = optimizer->effectiveRates(state, 0.5);
  if (rates.size() == 0) GTEST_SKIP() << "its steps do not follow the gradient's size";
  for (Index k = 0; k < 2; ++k)
    EXPECT_NEAR(before[k] - weights[k], rates[k] * state.gradient[k],
                1e-3 * std::abs(weights[k] - before[k]));
}

TEST_P(AnyOptimizer, ClipsTheWholeGradientsNormAsPyTorchDoes) {
  if (searchesLines(GetParam())) GTEST_SKIP() << "has no steps to clip";
  const Choice clipped{GetParam(), {{"clip_norm", 0.5}}}, wide{GetParam(), {{"clip_norm", 1e6}}};
  // The same step as for a gradient that is so much smaller.
  const Vector gradient = (Vector(2) << 1, -10).finished();
  const double scale = 0.5 / (gradient.norm() + 1e-6);
  const Quadratic small(scale * (Vector(2) << 1, 10).finished());
  const auto stepped = [](const Choice& choice, const Objective& objective) {
    const auto optimizer = makeOptimizer(choice);
    Vector weights = corner;
    auto state = optimizer->start(2);
    optimizer->step(objective, weights, state);
    return weights;
  };
  EXPECT_LT((stepped(clipped, bowl_) - stepped({GetParam()}, small)).norm(), 1e-15);
  EXPECT_EQ(stepped(wide, bowl_), stepped({GetParam()}, bowl_));
}

TEST_P(AnyOptimizer, HasAScheduleIfItHasARate) {
  const bool hasRate = !std::isnan(optimizer_->learningRate());
  EXPECT_EQ(hasRate, !searchesLines(GetParam()));
  EXPECT_TRUE(optimizer_->schedule().isConstant());
  const auto& parameters = optimizer_->spec().parameters;
  EXPECT_EQ(parameters.front().id == "learning_rate", hasRate);
  for (const std::string id : {"schedule", "schedule_epochs", "clip_norm"})
    EXPECT_EQ(
        std::any_of(parameters.begin(), parameters.end(), [&](const auto& each) { return each.id == id; }),
        hasRate);
}

// The largest model's step must not change with what else is in memory: each weight goes its own way.
TEST_P(AnyOptimizer, ManyWeightsGoTheSameWayAsFew) {
  if (searchesLines(GetParam())) GTEST_SKIP() << "its weights go together";
  constexpr Index many = 37;
  const Vector curvatures = Vector::LinSpaced(many, 0.1, 9);
  Vector together = testing::randomWeights(many);
  const Vector start = together;
  auto state = optimizer_->start(many);
  const Quadratic all(curvatures);
  for (int i = 0; i < 7; ++i) optimizer_->step(all, together, state);
  for (Index k = 0; k < many; ++k) {
    Vector alone = start.segment(k, 1);
    auto own = optimizer_->start(1);
    const Quadratic one(curvatures.segment(k, 1));
    for (int i = 0; i < 7; ++i) optimizer_->step(one, alone, own);
    EXPECT_EQ(alone[0], together[k]) << k;
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
  EXPECT_EQ(optimizerCatalog().size(), 16U);
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
