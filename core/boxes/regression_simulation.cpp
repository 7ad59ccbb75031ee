#include "core/boxes/regression_simulation.h"

#include "core/base/parallel_for.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>

namespace lossarium {
namespace {

constexpr auto iterations = static_cast<std::size_t>(regressionIterations);
using Curve = std::array<double, iterations + 1>;

constexpr std::array<double, iterations> rates = [] {
  std::array<double, iterations> each{};
  for (std::size_t i = 0; i < iterations; ++i) each[i] = regressionRate(static_cast<Index>(i) + 1);
  return each;
}();

struct Descended {
  Curve curve;
  Index found, still;
};

Descended descended(const BoxDescent& descent, const AnchorPoint& point) {
  Descended result;
  const RegressionCases start = regressionCasesAt(point);
  RegressionCases cases = start;
  result.curve[0] = errorOf(cases);
  descent.descend(cases, rates, result.curve.data() + 1);
  result.found = casesBelow(cases, foundError);
  result.still = casesUnmoved(cases, start);
  return result;
}

void add(const Curve& curve, std::span<double> sum) {
  for (std::size_t i = 0; i < curve.size(); ++i) sum[i] += curve[i];
}

/// Points are summed in pieces, whose number is bounded and does not depend on the threads.
struct Pieces {
  Index points, size, count;

  explicit Pieces(Index allPoints)
      : points(allPoints), size(1 + (allPoints - 1) / 1024), count((allPoints + size - 1) / size) {}
};

}  // namespace

RegressionResult simulateRegression(const Choice& loss, std::span<const AnchorPoint> anchors,
                                    const Progress& progress, BoxSlopes slopes) {
  const auto descent = makeBoxDescent(loss, "loss", BoxVectors::widest, slopes);
  const Pieces pieces(std::ssize(anchors));
  std::vector<Curve> sums(static_cast<std::size_t>(pieces.count));
  RegressionResult result;
  result.cases = pieces.points * RegressionCases::count;
  result.finalError.resize(anchors.size());
  std::mutex reporting;
  Index done = 0;
  std::atomic<Index> found = 0, still = 0;
  parallelFor(pieces.count, [&](Index piece) {
    Curve sum{};
    const Index end = std::min((piece + 1) * pieces.size, pieces.points);
    for (Index i = piece * pieces.size; i < end; ++i) {
      progress.throwIfCancelled();
      const auto point = static_cast<std::size_t>(i);
      const Descended each = descended(*descent, anchors[point]);
      result.finalError[point] = each.curve.back();
      found += each.found;
      still += each.still;
      add(each.curve, sum);
    }
    sums[static_cast<std::size_t>(piece)] = sum;
    if (!progress.isWatched()) return;
    const std::scoped_lock lock(reporting);
    progress.report(static_cast<double>(++done) / static_cast<double>(pieces.count));
  });
  result.found = found;
  result.still = still;
  result.totalError.assign(Curve{}.size(), 0);
  for (const Curve& sum : sums) add(sum, result.totalError);
  return result;
}

}  // namespace lossarium
