#include "core/optimizers/line_search.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr double decrease = 1e-4, flattening = 0.9;
constexpr double rounding = 1e-14;  // of a value: differences below are noise
constexpr double extension = 4;
constexpr int mostEvaluations = 60;

struct Trial {
  double step = 0;
  double value = 0;
  double slope = 0;
};

// Where the cubic through both values and slopes is least, well inside the interval.
double between(const Trial& one, const Trial& other) {
  const double width = other.step - one.step, middle = one.step + width / 2;
  if (!std::isfinite(other.value) || !std::isfinite(other.slope)) return middle;
  const double a = one.slope + other.slope - 3 * (other.value - one.value) / width;
  const double root = a * a - one.slope * other.slope;
  if (!(root >= 0)) return middle;
  const double b = std::copysign(std::sqrt(root), width);
  const double share = 1 - (other.slope + b - a) / (other.slope - one.slope + 2 * b);
  return std::isfinite(share) ? one.step + std::clamp(share, 0.1, 0.9) * width : middle;
}

class Search {
 public:
  Search(const Objective& objective, const Vector& weights, const Vector& direction, double value,
         const Vector& gradient)
      : objective_(objective),
        weights_(weights),
        direction_(direction),
        start_{0, value, gradient.dot(direction)},
        noise_(rounding * std::abs(value)) {}

  LineSearchResult run(double firstStep) {
    Trial before = start_;
    double step = firstStep;
    while (result_.evaluations < mostEvaluations) {
      const Trial now = at(step);
      if (tooHigh(now) || (before.step > 0 && higher(now, before))) return narrowed(before, now);
      keep(now);
      if (flatEnough(now)) break;
      if (now.slope >= 0) return narrowed(now, before);
      before = now;
      step *= extension;
    }
    return std::move(result_);
  }

 private:
  Trial at(double step) {
    trialWeights_ = weights_ + step * direction_;
    const double value = objective_.gradient(trialWeights_, trialGradient_);
    ++result_.evaluations;
    return {step, value, trialGradient_.dot(direction_)};
  }

  // `low` meets the first condition and slopes down towards `high`; a good step lies between.
  LineSearchResult narrowed(Trial low, Trial high) {
    while (result_.evaluations < mostEvaluations) {
      const Trial now = at(between(low, high));
      if (now.step == low.step || now.step == high.step) break;
      if (tooHigh(now) || higher(now, low)) {
        high = now;
        continue;
      }
      keep(now);
      if (flatEnough(now)) break;
      if (now.slope * (high.step - low.step) >= 0) high = low;
      low = now;
    }
    return std::move(result_);
  }

  bool tooHigh(const Trial& trial) const {
    if (!std::isfinite(trial.value) || !std::isfinite(trial.slope)) return true;
    return trial.value > start_.value + decrease * trial.step * start_.slope &&
           trial.value > start_.value + noise_;
  }
  bool higher(const Trial& one, const Trial& other) const { return one.value > other.value + noise_; }
  bool flatEnough(const Trial& trial) const {
    return std::abs(trial.slope) <= flattening * std::abs(start_.slope);
  }

  void keep(const Trial& trial) {
    result_.step = trial.step;
    result_.weights = trialWeights_;
    result_.gradient = trialGradient_;
  }

  const Objective& objective_;
  const Vector& weights_;
  const Vector& direction_;
  const Trial start_;
  const double noise_;
  Vector trialWeights_, trialGradient_;
  LineSearchResult result_;
};

}  // namespace

LineSearchResult strongWolfe(const Objective& objective, const Vector& weights, const Vector& direction,
                             double value, const Vector& gradient, double firstStep) {
  return Search(objective, weights, direction, value, gradient).run(firstStep);
}

}  // namespace lossarium
