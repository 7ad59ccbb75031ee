// Trajectories by PyTorch, and by the papers' formulas with fifty digits.
#include "core/experiment/strict_json.h"
#include "core/objectives/test_functions/quadratic.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/optimizers/optimizer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

/// Another objective with (l2/2)·Σw² added: what PyTorch's coupled weight_decay minimises.
class WithPenalty final : public Objective {
 public:
  WithPenalty(std::unique_ptr<const Objective> inner, double l2) : inner_(std::move(inner)), l2_(l2) {}
  Index dimension() const override { return inner_->dimension(); }
  double value(const Vector& w) const override { return inner_->value(w) + 0.5 * l2_ * w.squaredNorm(); }
  double gradient(const Vector& w, Vector& gradient) const override {
    const double value = inner_->gradient(w, gradient);
    gradient += l2_ * w;
    return value + 0.5 * l2_ * w.squaredNorm();
  }
  void hessianProduct(const Vector& w, const Vector& d, Vector& product) const override {
    inner_->hessianProduct(w, d, product);
    product += l2_ * d;
  }

 private:
  std::unique_ptr<const Objective> inner_;
  double l2_;
};

Json casesIn(const std::string& file) {
  return parseStrictJson(testing::readAll(LOSSARIUM_TEST_DATA "/" + file), file);
}

std::unique_ptr<const Objective> functionNamed(const std::string& name) {
  if (name == "rosenbrock") return std::make_unique<Rosenbrock>();
  return std::make_unique<Quadratic>((Vector(2) << 1, 10).finished());
}

Vector vectorOf(const Json& json) {
  const auto numbers = json.get<std::vector<double>>();
  return Eigen::Map<const Vector>(numbers.data(), static_cast<Index>(numbers.size()));
}

// A trajectory that flies off does so to the same digits, and ends as "nan".
void expectAgree(const Vector& found, const Json& expected) {
  for (std::size_t k = 0; k < expected.size(); ++k) {
    const double number = found[static_cast<Index>(k)];
    if (expected[k].is_string()) {
      EXPECT_TRUE(std::isnan(number)) << number;
    } else {
      const double known = expected[k].get<double>();
      EXPECT_NEAR(number, known, 1e-9 * std::max(1.0, std::abs(known)));
    }
  }
}

std::string idOf(const Json& run) {
  const auto& theirs = run["params"];
  const std::string name = run["optimizer"];
  if (name == "SGD" && theirs.contains("nesterov")) return "nesterov";
  if (name == "SGD") return theirs.contains("dampening") ? "momentum" : "gradient_descent";
  if (name == "Adam" && theirs.contains("amsgrad")) return "amsgrad";
  std::string id = name;
  for (char& c : id) c = static_cast<char>(std::tolower(c));
  return id;
}

Choice choiceOf(const Json& run) {
  Choice choice{idOf(run), {}};
  for (const auto& [key, value] : run["params"].items()) {
    if (key == "lr")
      choice.parameters["learning_rate"] = value.get<double>();
    else if (value.is_boolean() && key == "centered")
      choice.parameters[key] = value.get<bool>();
    else if (value.is_number() && key != "weight_decay")
      choice.parameters[key] = value.get<double>();
  }
  return choice;
}

std::unique_ptr<const Objective> objectiveOf(const Json& run) {
  auto function = functionNamed(run["function"]);
  if (!run["params"].contains("weight_decay")) return function;
  return std::make_unique<WithPenalty>(std::move(function), run["params"]["weight_decay"].get<double>());
}

TEST(OptimizerReference, FollowsPyTorchsTrajectories) {
  const Json runs = casesIn("optimizer_trajectories.json");
  int followed = 0;
  for (const Json& run : runs) {
    if (run["optimizer"] == "ASGD") continue;  // not in the catalogue
    SCOPED_TRACE(run.dump());
    const auto objective = objectiveOf(run);
    const auto optimizer = makeOptimizer(choiceOf(run));
    Vector w = vectorOf(run["x0"]);
    auto state = optimizer->start(2);
    for (std::size_t step = 1; step <= 10; ++step) {
      optimizer->step(*objective, w, state);
      if (step <= 5) expectAgree(w, run["first5"][step - 1]);
    }
    expectAgree(w, run["step10"]);
    ++followed;
  }
  EXPECT_EQ(followed, 32);
}

// `momentum` and `gradient_descent` with momentum are the same method.
TEST(OptimizerReference, MomentumIsGradientDescentWithIt) {
  const Rosenbrock valley;
  const auto one = makeOptimizer({"momentum", {{"learning_rate", 1e-3}}});
  const auto other = makeOptimizer({"gradient_descent", {{"learning_rate", 1e-3}, {"momentum", 0.9}}});
  Vector w = Rosenbrock::usualStart(), v = w;
  auto state = one->start(2), second = other->start(2);
  for (int i = 0; i < 100; ++i) {
    one->step(valley, w, state);
    other->step(valley, v, second);
    ASSERT_EQ(w, v);
  }
}

TEST(OptimizerReference, FollowsThePapersFormulas) {
  for (const Json& run : casesIn("optimizer_steps.json")) {
    SCOPED_TRACE(run["optimizer"].dump() + run["parameters"].dump() + run["function"].dump());
    Choice choice{run["optimizer"], {}};
    for (const auto& [key, value] : run["parameters"].items()) choice.parameters[key] = value.get<double>();
    const auto optimizer = makeOptimizer(choice);
    const auto objective = functionNamed(run["function"]);
    Vector w = vectorOf(run["start"]);
    auto state = optimizer->start(2);
    for (const Json& expected : run["iterates"]) {
      optimizer->step(*objective, w, state);
      expectAgree(w, expected);
    }
  }
}

}  // namespace
}  // namespace lossarium
