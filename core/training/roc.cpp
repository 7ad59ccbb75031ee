#include "core/training/roc.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace lossarium {
namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

std::vector<Index> ascending(const Vector& score) {
  std::vector<Index> order(static_cast<std::size_t>(score.size()));
  std::iota(order.begin(), order.end(), Index{0});
  std::sort(order.begin(), order.end(), [&](Index one, Index other) { return score[one] < score[other]; });
  return order;
}

// z_k − log Σ_{j≠k} e^{z_j}: rises with the class' share, and goes on rising where that is 1 to all digits.
Vector logOdds(const Matrix& logits, Index of) {
  Matrix others = logits;
  others.col(of).setConstant(-std::numeric_limits<double>::infinity());
  const Vector largest = others.rowwise().maxCoeff();
  // Rows in which no other class can be have no finite largest one; they score +∞.
  const Vector base = largest.array().isFinite().select(largest, 0.0);
  const Vector sum = (others.colwise() - base).array().exp().rowwise().sum();
  return logits.col(of).array() - base.array() - sum.array().log();
}

}  // namespace

double rocAuc(const Vector& score, const std::vector<bool>& positive) {
  if (score.hasNaN()) return notKnown;
  const std::vector<Index> order = ascending(score);
  std::int64_t negatives = 0, positives = 0, twiceWon = 0;
  for (std::size_t first = 0; first < order.size();) {
    std::int64_t tied[2] = {0, 0};
    std::size_t last = first;
    for (; last < order.size() && score[order[last]] == score[order[first]]; ++last)
      ++tied[positive[static_cast<std::size_t>(order[last])] ? 1 : 0];
    twiceWon += tied[1] * (2 * negatives + tied[0]);
    negatives += tied[0];
    positives += tied[1];
    first = last;
  }
  if (negatives == 0 || positives == 0) return notKnown;
  return static_cast<double>(twiceWon) / 2 / static_cast<double>(negatives) / static_cast<double>(positives);
}

double rocAucOneVsRest(const Matrix& logits, const Matrix& target) {
  double sum = 0, known = 0;
  std::vector<bool> positive(static_cast<std::size_t>(target.rows()));
  for (Index k = 0; k < logits.cols(); ++k) {
    for (std::size_t i = 0; i < positive.size(); ++i)
      positive[i] = target(static_cast<Index>(i), 0) == static_cast<double>(k);
    const double area = rocAuc(logOdds(logits, k), positive);
    if (std::isnan(area)) continue;
    sum += area;
    ++known;
  }
  return known > 0 ? sum / known : notKnown;
}

}  // namespace lossarium
