// Optimisers that change each weight by its own gradient and memory: one loop for all, and the rule for one
// weight is written once, for stepping as for explaining. A rule has
//   spec, names            what it is, and what it remembers of each weight;
//   readings               those and what is made of them, under their symbols and with their recursion;
//   startNumbers           what all weights share at the start, `advance`d before each step;
//   shared(η, step, numbers)  what a step's weights share;
//   change(shared, gradient, weight, memory, tell)  the change of one weight; tells each number on the way,
//   and
//                          goes on with what `tell` makes of it;
// and where it makes sense
//   startMemory            what is remembered at the start; else zeros;
//   remembers(k)           whether the k-th memory has an effect by these settings; else all have;
//   derived(shared, memory)  what the readings after the memories are;
//   effectiveRate(shared, memory), stableRate(curvature), stableRateRule().
// A gradient longer than `clip_norm` is shortened first, by clip_norm/(‖g‖ + 10⁻⁶) as PyTorch's
// clip_grad_norm_ does.
#pragma once

#include "core/base/rounding.h"
#include "core/optimizers/optimizer.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace lossarium {

/// See WeightReading.
struct ReadingSpec {
  std::string_view name, meaning;
};

/// For rules in which weights share no more than the learning rate.
struct RateAlone {
  struct Shared {
    double rate;
    bool first;  ///< whether this is the first step
  };
  static constexpr std::array<double, 0> startNumbers{};
  void advance(std::vector<double>&) const {}
  Shared shared(double rate, std::int64_t step, const std::vector<double>&) const {
    return {rate, step == 1};
  }
};

template <class Rule>
class FirstOrder final : public Optimizer {
  static constexpr std::size_t count = Rule::names.size();
  using Memory = std::array<double, count>;

 public:
  explicit FirstOrder(const Choice& choice)
      : rule_(choice),
        learningRate_(choice.real("learning_rate")),
        clipNorm_(choice.real("clip_norm")),
        schedule_(choice) {}

  const OptimizerSpec& spec() const override { return Rule::spec; }
  std::vector<std::string_view> memoryNames() const override {
    return {Rule::names.begin(), Rule::names.end()};
  }
  double learningRate() const override { return learningRate_; }
  Schedule schedule() const override { return schedule_; }

  OptimizerState start(Index dimension) const override {
    OptimizerState state;
    state.gradient = Vector::Zero(dimension);
    for (const double first : startMemory()) state.memory.push_back(Vector::Constant(dimension, first));
    state.numbers.assign(Rule::startNumbers.begin(), Rule::startNumbers.end());
    return state;
  }

  double stableRate(double curvature) const override {
    if constexpr (requires { rule_.stableRate(curvature); })
      return rule_.stableRate(curvature);
    else
      return Optimizer::stableRate(curvature);
  }

  std::string_view stableRateRule() const override {
    if constexpr (requires { rule_.stableRateRule(); })
      return rule_.stableRateRule();
    else
      return {};
  }

  std::vector<Term> explain(const StepTaken& step, Index weight) const override {
    std::vector<Term> terms;
    const auto tell = [&](std::string_view symbol, double value) {
      terms.push_back({symbol, roundedTo(step.digits, value)});
      return terms.back().value;
    };
    std::vector<double> numbers = step.before.numbers;
    rule_.advance(numbers);
    auto shared = rule_.shared(step.rateFactor * learningRate_, step.before.steps + 1, numbers);
    const double scale = clipping(step.after.gradient);
    double gradient = tell("g", step.after.gradient[weight]);
    if (scale < 1) gradient = tell("clipped g", scale * step.after.gradient[weight]);
    if constexpr (requires { shared.rate; }) shared.rate = tell("η", shared.rate);
    Memory memory = memoryOf(step.before, weight);
    for (double& each : memory) each = roundedTo(step.digits, each);
    const double change = rule_.change(shared, gradient, step.weights[weight], memory, tell);
    terms.push_back({"Δw", change});
    return terms;
  }

  std::vector<WeightReading> readings(const OptimizerState& state) const override {
    std::vector<WeightReading> all;
    for (std::size_t k = 0; k < count; ++k)
      if (remembers(k)) all.push_back({Rule::readings[k].name, Rule::readings[k].meaning, state.memory[k]});
    if constexpr (requires(Memory & memory) { rule_.derived(rule_.shared(0, 0, {}), memory); }) {
      const auto shared = rule_.shared(learningRate_, state.steps, state.numbers);
      for (std::size_t j = count; j < Rule::readings.size(); ++j)
        all.push_back({Rule::readings[j].name, Rule::readings[j].meaning, Vector(state.gradient.size())});
      for (Index i = 0; i < state.gradient.size(); ++i) {
        const auto values = rule_.derived(shared, memoryOf(state, i));
        for (std::size_t j = 0; j < values.size(); ++j)
          all[all.size() - values.size() + j].values[i] = values[j];
      }
    }
    return all;
  }

  Vector effectiveRates(const OptimizerState& state, double rateFactor) const override {
    if constexpr (requires(Memory & memory) { rule_.effectiveRate(rule_.shared(0, 0, {}), memory); }) {
      if (state.steps == 0) return {};
      const auto shared = rule_.shared(rateFactor * learningRate_, state.steps, state.numbers);
      Vector rates(state.gradient.size());
      for (Index i = 0; i < rates.size(); ++i) rates[i] = rule_.effectiveRate(shared, memoryOf(state, i));
      return rates;
    } else {
      return {};
    }
  }

 protected:
  double take(const Objective& objective, Vector& weights, OptimizerState& state,
              double rateFactor) const override {
    const double value = objective.gradient(weights, state.gradient);
    ++state.steps;
    rule_.advance(state.numbers);
    changeAll(weights, state, rule_.shared(rateFactor * learningRate_, state.steps, state.numbers),
              std::make_index_sequence<count>());
    return value;
  }

 private:
  Memory startMemory() const {
    if constexpr (requires { rule_.startMemory(learningRate_); })
      return rule_.startMemory(learningRate_);
    else
      return {};
  }

  bool remembers(std::size_t memory) const {
    if constexpr (requires { rule_.remembers(memory); })
      return rule_.remembers(memory);
    else
      return true;
  }

  static Memory memoryOf(const OptimizerState& state, Index weight) {
    Memory memory;
    for (std::size_t k = 0; k < count; ++k) memory[k] = state.memory[k][weight];
    return memory;
  }

  double clipping(const Vector& gradient) const {
    return clipNorm_ > 0 ? std::min(1.0, clipNorm_ / (gradient.norm() + 1e-6)) : 1;
  }

  template <class Shared, std::size_t... k>
  void changeAll(Vector& weights, OptimizerState& state, const Shared& shared,
                 std::index_sequence<k...>) const {
    const std::array<double*, count> columns{state.memory[k].data()...};
    const double scale = clipping(state.gradient);
    const double* gradient = state.gradient.data();
    double* weight = weights.data();
    const auto silent = [](std::string_view, double value) { return value; };
    for (Index i = 0; i < weights.size(); ++i) {
      Memory memory{columns[k][i]...};
      weight[i] += rule_.change(shared, scale * gradient[i], weight[i], memory, silent);
      ((columns[k][i] = memory[k]), ...);
    }
  }

  Rule rule_;
  double learningRate_;
  double clipNorm_;
  Schedule schedule_;
};

template <class Rule>
constexpr OptimizerEntry firstOrder() {
  return {&Rule::spec, [](const Choice& choice) -> std::unique_ptr<const Optimizer> {
            return std::make_unique<FirstOrder<Rule>>(choice);
          }};
}

}  // namespace lossarium
