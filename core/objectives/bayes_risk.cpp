#include "core/objectives/bayes_risk.h"

#include "core/base/parallel_for.h"
#include "core/objectives/expected_loss.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

namespace lossarium {
namespace {

// Different rows that are minimised one by one; more than that are gathered.
constexpr std::size_t mostGroups = 128;
constexpr double largestScore = 40;  // e⁻⁴⁰: surer than any rounding tells
constexpr double stationary = 1e-10;

// The least of `function` between, if it falls and then rises: each step keeps 0.618 of the interval.
template <class Function>
double goldenMinimum(const Function& function, double low, double high, int steps) {
  constexpr double kept = 0.6180339887498949;
  double left = high - kept * (high - low), right = low + kept * (high - low);
  double atLeft = function(left), atRight = function(right);
  for (int i = 0; i < steps; ++i) {
    if (atLeft <= atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - kept * (high - low);
      atLeft = function(left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + kept * (high - low);
      atRight = function(right);
    }
  }
  return std::min(atLeft, atRight);
}

// The least of `function` over an interval, first by even steps, then about the best of them.
template <class Function>
double leastOf(const Function& function, double low, double high, int pieces, int steps) {
  const double width = (high - low) / pieces;
  double best = low, least = function(low);
  for (int i = 1; i <= pieces; ++i) {
    const double place = low + width * i, value = function(place);
    if (!(value >= least)) {
      least = value;
      best = place;
    }
  }
  if (std::isnan(least)) return least;
  return std::min(least,
                  goldenMinimum(function, std::max(low, best - width), std::min(high, best + width), steps));
}

double leastForNoise(const Loss& loss, const Truth& truth, double centre, double scale) {
  NoisyTarget target(loss, truth, centre, scale);
  const auto cost = [&target](double prediction) { return target.expectedLoss(prediction); };
  const double low = target.lowest(), high = target.highest();
  if (!(low < high)) return cost(centre);
  double least = leastOf(cost, low, high, 16, 22);
  // In percent of targets about 0, no guess at all can cost least: exactly 100 %.
  if (loss.spec().byTarget && low < 0 && high > 0) least = std::min(least, cost(0));
  // A loss that lets go of outliers can have a well about each centre.
  for (const double at : target.centres())
    least = std::min(
        least, truth.shifts.size() == 1 ? cost(at) : goldenMinimum(cost, at - 2 * scale, at + 2 * scale, 18));
  return least;
}

double leastForTwo(const Loss& loss, const Vector& probabilities) {
  DrawnClass drawn(loss, probabilities);
  Vector score(1);
  const auto cost = [&](double logit) {
    score[0] = logit;
    return drawn.expectedLoss(score);
  };
  return leastOf(cost, -largestScore, largestScore, 32, 30);
}

// Along one direction from `scores`, which it moves there if that is lower.
double descendAlong(DrawnClass& drawn, Vector& scores, Index first, Index count, double value) {
  double best = 0, least = value;
  Vector moved = scores;
  const auto cost = [&](double step) {
    moved = scores;
    moved.segment(first, count).array() += step;
    const double at = drawn.expectedLoss(moved);
    if (at < least) {
      least = at;
      best = step;
    }
    return at;
  };
  goldenMinimum(cost, -4, 4, 26);
  scores.segment(first, count).array() += best;
  return least;
}

// Losses treat all classes alike, so the best scores are in the order of the probabilities. At most
// `together` neighbours in that order move at a time: a kink holds scores that are level, a smooth loss none.
double descend(DrawnClass& drawn, Vector scores, Index together) {
  const Index classes = scores.size();
  double value = drawn.expectedLoss(scores);
  for (int sweep = 0; sweep < 20; ++sweep) {
    const double before = value;
    for (Index count = 1; count <= together; ++count)
      for (Index first = 0; first + count <= classes; ++first)
        value = descendAlong(drawn, scores, first, count, value);
    if (before - value <= 1e-7 * before) break;
  }
  return value;
}

// From the logarithms of the probabilities, where a proper loss is least already; with kinks also from no
// preference at all.
double leastForSeveral(const Loss& loss, const Vector& probabilities) {
  DrawnClass drawn(loss, probabilities);
  const Vector surest = probabilities.array().max(std::exp(-largestScore)).log();
  if (drawn.slope(surest).cwiseAbs().maxCoeff() < stationary) return drawn.expectedLoss(surest);
  if (loss.traits().smoothness == Smoothness::smooth) return descend(drawn, surest, 1);
  const Index together = surest.size() - 1;
  return std::min(descend(drawn, surest, together), descend(drawn, Vector::Zero(surest.size()), together));
}

// What a row's least expected loss depends on: its probabilities, in falling order if there are several; or
// its centre and scale, the centre only where the loss is no function of the residual.
Vector keyOf(const Truth& truth, Index row, const LossSpec& spec) {
  if (truth.probabilities.size() == 0) {
    const bool placeMatters = spec.byTarget || spec.logarithmOfRate;
    return Eigen::Vector2d(placeMatters ? truth.centre[row] : 0, truth.scale[row]);
  }
  Vector key = truth.probabilities.row(row);
  if (spec.task == Task::classes) std::sort(key.begin(), key.end(), std::greater<>());
  return key;
}

struct Group {
  Vector key;
  double rows = 0;
};

// Different keys in order, with the rows that have them.
std::vector<Group> distinctKeys(std::vector<Vector> keys) {
  const auto before = [](const Vector& x, const Vector& y) {
    return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
  };
  std::sort(keys.begin(), keys.end(), before);
  std::vector<Group> groups;
  for (Vector& key : keys) {
    if (groups.empty() || groups.back().key != key) groups.push_back({std::move(key), 0});
    ++groups.back().rows;
  }
  return groups;
}

Vector meanKey(std::span<const Group> groups) {
  Vector sum = Vector::Zero(groups.front().key.size());
  double rows = 0;
  for (const Group& each : groups) {
    sum += each.rows * each.key;
    rows += each.rows;
  }
  return sum / rows;
}

// Neighbours become one group, so that few are left. On a line their mean stands for them; the probabilities
// of several classes lie in a space, where a mean would be less sure than any of them, so there it is the
// middle one.
std::vector<Group> gathered(const std::vector<Group>& groups, bool onALine) {
  if (groups.size() <= mostGroups) return groups;
  std::vector<Group> fewer(mostGroups);
  for (std::size_t i = 0; i < mostGroups; ++i) {
    const std::size_t first = i * groups.size() / mostGroups, last = (i + 1) * groups.size() / mostGroups;
    const std::span<const Group> part(groups.data() + first, last - first);
    fewer[i].key = onALine ? meanKey(part) : part[part.size() / 2].key;
    for (const Group& each : part) fewer[i].rows += each.rows;
  }
  return fewer;
}

double leastFor(const Loss& loss, const Truth& truth, const Vector& key) {
  switch (loss.spec().task) {
    case Task::binary:
      return leastForTwo(loss, key);
    case Task::classes:
      return leastForSeveral(loss, key);
    default:
      return leastForNoise(loss, truth, key[0], key[1]);
  }
}

}  // namespace

std::optional<double> bayesRisk(const Truth& truth, const std::vector<Index>& rows, const Loss& loss) {
  std::vector<Vector> keys;
  for (const Index row : rows) keys.push_back(keyOf(truth, row, loss.spec()));
  const bool onALine = loss.spec().task != Task::classes;
  const std::vector<Group> groups = gathered(distinctKeys(std::move(keys)), onALine);
  Vector least(static_cast<Index>(groups.size()));
  parallelFor(least.size(), [&](Index i) {
    const Group& group = groups[static_cast<std::size_t>(i)];
    least[i] = group.rows * leastFor(loss, truth, group.key);
  });
  const double sum = least.sum();
  const double risk = reduced(loss.spec(), sum / static_cast<double>(rows.size())).value;
  return std::isfinite(risk) ? std::optional(risk) : std::nullopt;
}

}  // namespace lossarium
