#include "core/optimizers/lbfgs.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr double leastCurvature = 1e-10;  // cosine between a step and its change of gradient

constexpr ParameterSpec parameters[] = {{.id = "history",
                                         .label = "History",
                                         .kind = ParameterKind::integer,
                                         .minimum = 1,
                                         .maximum = 1000,
                                         .initial = 100,
                                         .scale = ParameterScale::logarithmic,
                                         .hint = "From how many past steps the curvature is guessed."}};

}  // namespace

constexpr OptimizerSpec Lbfgs::optimizerSpec{
    .id = "lbfgs",
    .title = "L-BFGS",
    .parameters = parameters,
    .formula = "w ← w + t·d, d = −H·g",
    .caption =
        "Guesses the curvature from its last steps and searches along the line: for smooth losses and "
        "the full batch, with no rate to choose.",
    .pytorch = "optim.LBFGS(line_search_fn=\"strong_wolfe\")",
    .source = "Nocedal 1980"};

Lbfgs::Lbfgs(const Choice& choice) : history_(static_cast<std::size_t>(choice.integer("history"))) {}

std::unique_ptr<const Optimizer> Lbfgs::make(const Choice& choice) { return std::make_unique<Lbfgs>(choice); }

// The two-loop recursion.
double Lbfgs::choose(const Objective&, const Vector&, OptimizerState& state, Vector& direction) const {
  const auto& past = state.past;
  const std::size_t pairs = past.size() / 2;
  direction = -state.gradient;
  if (pairs == 0) return std::min(1.0, 1 / state.gradient.lpNorm<1>());
  const auto step = [&past](std::size_t i) -> const Vector& { return past[2 * i]; };
  const auto change = [&past](std::size_t i) -> const Vector& { return past[2 * i + 1]; };
  std::vector<double> share(pairs);
  for (std::size_t i = pairs; i-- > 0;) {
    share[i] = step(i).dot(direction) / step(i).dot(change(i));
    direction -= share[i] * change(i);
  }
  direction *= step(pairs - 1).dot(change(pairs - 1)) / change(pairs - 1).squaredNorm();
  for (std::size_t i = 0; i < pairs; ++i)
    direction += (share[i] - change(i).dot(direction) / step(i).dot(change(i))) * step(i);
  return 1;
}

void Lbfgs::learn(OptimizerState& state, const Vector& step, const Vector& gradientChange) const {
  if (step.dot(gradientChange) <= leastCurvature * step.norm() * gradientChange.norm()) return;
  auto& past = state.past;
  past.push_back(step);
  past.push_back(gradientChange);
  if (past.size() > 2 * history_)
    past.erase(past.begin(), past.end() - static_cast<std::ptrdiff_t>(2 * history_));
}

}  // namespace lossarium
