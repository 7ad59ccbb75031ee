#include "core/training/calm_rate.h"

#include "core/base/catalog.h"
#include "core/optimizers/optimizer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace lossarium {
namespace {

constexpr std::int64_t mostSteps = 1000;
constexpr double longestStep = 0.25;  // of the shown range
constexpr double highestHill = 0.05;  // that may be leapt over, of the fall
constexpr double asEarly = 1.1;       // times the fewest steps
constexpr double mostRise = 0.2;      // above the start, of the fall
constexpr double nearlyAll = 0.98;    // of the deepest fall

// Each is better than those before it.
enum class Manner { wild, calm, calmInThePicture };

struct Trial {
  double rate = 0;
  std::vector<double> values = {};  // from the start to the end; empty if it was lost
  Manner manner = Manner::wild;

  double end() const { return values.empty() ? std::numeric_limits<double>::infinity() : values.back(); }
  /// The step from which on all values are at most `wanted`.
  std::size_t arrival(double wanted) const {
    std::size_t step = values.size();
    while (step > 0 && values[step - 1] <= wanted) --step;
    return step;
  }
};

class Ladder {
 public:
  Ladder(const Choice& optimizer, const Objective& objective, const Vector& start, const Range& x,
         const Range& y, std::int64_t steps)
      : optimizer_(optimizer), objective_(objective), start_(start), x_(x), y_(y), planned_(steps) {}

  void tryAll(const ParameterSpec& bounds) {
    for (int power = -9; power <= 9; ++power)
      for (const double digit : {1.0, 2.0, 5.0}) {
        // From the text, so that it reads as it is written.
        const double rate = std::stod(std::to_string(static_cast<int>(digit)) + "e" + std::to_string(power));
        if (rate >= bounds.minimum && rate <= bounds.maximum) trials_.push_back(run(rate));
      }
  }

  /// NaN if there is none.
  double best() const {
    const double first = objective_.value(start_);
    for (const Manner manner : {Manner::calmInThePicture, Manner::calm, Manner::wild})
      if (const double end = lowestEnd(manner); end < first)
        return earlyThere(manner, first - nearlyAll * (first - end));
    return std::numeric_limits<double>::quiet_NaN();
  }

 private:
  Trial run(double rate) const {
    Choice choice = optimizer_;
    choice.parameters["learning_rate"] = rate;
    const auto optimizer = makeOptimizer(choice);
    const Schedule schedule = optimizer->schedule();
    const auto horizon = static_cast<double>(schedule.horizon(planned_));
    Trial trial{.rate = rate};
    Vector weights = start_, before;
    OptimizerState state = optimizer->start(weights.size());
    double longest = 0, hill = 0;
    for (std::int64_t step = 0; step < std::min(planned_, mostSteps) && !isFar(weights); ++step) {
      before = weights;
      const double factor = schedule.factor(static_cast<double>(step), horizon);
      trial.values.push_back(optimizer->step(objective_, weights, state, factor));
      if (!isShown(before)) continue;
      longest = std::max(longest, (weights - before).norm());
      hill = std::max(hill, hillBetween(before, weights, trial.values.back()));
    }
    trial.values.push_back(objective_.value(weights));
    const auto isFinite = [](double value) { return std::isfinite(value); };
    if (!std::all_of(trial.values.begin(), trial.values.end(), isFinite)) return {.rate = rate};
    if (isCalm(trial, longest, hill))
      trial.manner = isShown(weights) ? Manner::calmInThePicture : Manner::calm;
    return trial;
  }

  bool isCalm(const Trial& trial, double longest, double hill) const {
    const auto [lowest, highest] = std::minmax_element(trial.values.begin(), trial.values.end());
    const double first = trial.values.front(), fall = first - *lowest;
    return longest <= longestStep * std::max(x_.width(), y_.width()) && hill <= highestHill * fall &&
           *highest - first <= mostRise * fall;
  }

  // By how much the way from one place to the next leads over what is higher than both.
  double hillBetween(const Vector& from, const Vector& to, double valueFrom) const {
    double onTheWay = -std::numeric_limits<double>::infinity();
    for (const double share : {0.25, 0.5, 0.75})
      onTheWay = std::max(onTheWay, objective_.value(from + share * (to - from)));
    return onTheWay - std::max(valueFrom, objective_.value(to));
  }

  bool isShown(const Vector& weights) const { return x_.contains(weights[0]) && y_.contains(weights[1]); }

  // Also what is not a number.
  bool isFar(const Vector& weights) const {
    const auto near = [](const Range& range, double weight) {
      return weight >= range.minimum - range.width() && weight <= range.maximum + range.width();
    };
    return !near(x_, weights[0]) || !near(y_, weights[1]);
  }

  double lowestEnd(Manner least) const {
    double lowest = std::numeric_limits<double>::infinity();
    for (const Trial& each : trials_)
      if (each.manner >= least) lowest = std::min(lowest, each.end());
    return lowest;
  }

  double earlyThere(Manner least, double wanted) const {
    const auto isThere = [&](const Trial& each) { return each.manner >= least && each.end() <= wanted; };
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const Trial& each : trials_)
      if (isThere(each)) fewest = std::min(fewest, each.arrival(wanted));
    const double usual = optimizer_.real("learning_rate");
    const auto farFromUsual = [usual](double rate) { return std::abs(std::log(rate / usual)); };
    const Trial* best = nullptr;
    for (const Trial& each : trials_)
      if (isThere(each) &&
          static_cast<double>(each.arrival(wanted)) <= asEarly * static_cast<double>(fewest) &&
          (!best || farFromUsual(each.rate) < farFromUsual(best->rate)))
        best = &each;
    return best->rate;
  }

  const Choice& optimizer_;
  const Objective& objective_;
  const Vector& start_;
  Range x_, y_;
  std::int64_t planned_;
  std::vector<Trial> trials_;
};

}  // namespace

Choice withCalmRate(const Choice& optimizer, const Objective& objective, const Vector& start, const Range& x,
                    const Range& y, std::int64_t steps) {
  const OptimizerSpec& spec =
      *findEntry(optimizerCatalog(), optimizer.id, "optimizer", std::string("optimizer")).spec;
  Choice chosen = completed(optimizer, spec.parameters, "optimizer");
  if (!chosen.has("learning_rate") || optimizer.has("learning_rate")) return chosen;
  Ladder ladder(chosen, objective, start, x, y, steps);
  ladder.tryAll(spec.parameters.front());
  if (const double rate = ladder.best(); !std::isnan(rate)) chosen.parameters["learning_rate"] = rate;
  return chosen;
}

DescentSetup withCalmRate(const DescentSetup& setup) {
  const TestFunctionSpec& spec = testFunctionSpec(setup.objective.id);
  DescentSetup chosen = setup;
  chosen.optimizer = withCalmRate(setup.optimizer, *makeTestFunction(setup.objective),
                                  startOf(setup.objective), spec.x, spec.y, setup.training.epochs);
  return chosen;
}

}  // namespace lossarium
