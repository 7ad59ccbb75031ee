#include "core/landscape/sharpness.h"

#include <cmath>
#include <limits>
#include <string>

namespace lossarium {
namespace {

constexpr Index mostSteps = 60;
constexpr int mostHalvings = 8;
constexpr double littleGain = 1e-5;  // of the rise: then a climb has arrived

// The farthest that one can go along `slope`; where a part has none it stays where `from` has it.
Vector edgeAlong(const Neighbourhood& around, const Vector& slope, const Vector& from) {
  Vector step = from;
  for (Index i = 0; i < around.radii.size(); ++i) {
    const WeightPart& part = around.parts[static_cast<std::size_t>(i)];
    const auto own = slope.segment(part.offset, part.size);
    const double length = own.norm();
    if (length > 0 && std::isfinite(length))
      step.segment(part.offset, part.size) = around.radii[i] / length * own;
  }
  return step;
}

class Climb {
 public:
  Climb(const Objective& objective, const Vector& weights, const Neighbourhood& around, double base)
      : objective_(objective), weights_(weights), around_(around), base_(base) {}

  Sharpness from(const Vector& direction, const Progress& progress) {
    Sharpness now{0, Vector::Zero(weights_.size())};
    if (!moves(now, edgeAlong(around_, direction, now.step))) return now;
    for (Index i = 0; i < mostSteps && std::isfinite(now.rise); ++i) {
      progress.throwIfCancelled();
      const double before = now.rise;
      if (!moves(now, edgeAlong(around_, slope_, now.step))) break;
      if (now.rise - before <= littleGain * now.rise) break;
    }
    return now;
  }

 private:
  // All of the way, or the first half, quarter … of it that rises.
  bool moves(Sharpness& now, const Vector& edge) {
    double share = 1;
    for (int i = 0; i <= mostHalvings; ++i, share /= 2) {
      const Vector step = now.step + share * (edge - now.step);
      const double rise = objective_.gradient(weights_ + step, tried_) - base_;
      if (!(rise > now.rise)) continue;
      now = {rise, step};
      slope_.swap(tried_);
      return true;
    }
    return false;
  }

  const Objective& objective_;
  const Vector& weights_;
  const Neighbourhood& around_;
  double base_;
  Vector slope_, tried_;  // the gradient where the climb is
};

}  // namespace

Neighbourhood rawBall(Index weights, double radius) { return {{{0, weights}}, Vector::Constant(1, radius)}; }

Neighbourhood filterBall(const Model& model, const Vector& weights, double share) {
  std::vector<WeightPart> parts = weightParts(model);
  const Vector radii = share * lengthsOf(parts, weights);
  return {std::move(parts), radii};
}

Sharpness sharpnessWithin(const Objective& objective, const Vector& weights, const Neighbourhood& around,
                          const Progress& progress) {
  Vector gradient;
  const double base = objective.gradient(weights, gradient);
  Sharpness best{0, Vector::Zero(weights.size())};
  if (!std::isfinite(base)) {
    best.rise = std::numeric_limits<double>::quiet_NaN();
    return best;
  }
  Climb climb(objective, weights, around, base);
  const auto take = [&](const Vector& direction) {
    Sharpness found = climb.from(direction, progress);
    if (found.rise > best.rise) best = std::move(found);
  };
  take(gradient);
  for (const std::string stream : {"sharpness, first", "sharpness, second"})
    take(drawnDirection(weights.size(), 1, stream));
  return best;
}

}  // namespace lossarium
