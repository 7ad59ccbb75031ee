#include "core/training/batch_rows.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr Index fewFeatures = 8;
constexpr std::size_t together = 8;  // rows whose places in a column are one line of the cache

}  // namespace

BatchRows::BatchRows(const Samples& samples) : samples_(samples) {
  if (samples.features.cols() > fewFeatures) byRow_ = samples.features;
}

void BatchRows::take(std::span<const Index> rows, Samples& batch) const {
  const Index count = static_cast<Index>(rows.size());
  for (Index j = 0; j < batch.target.cols(); ++j)
    for (Index i = 0; i < count; ++i)
      batch.target(i, j) = samples_.target(rows[static_cast<std::size_t>(i)], j);
  if (byRow_.size() > 0) return takeWide(rows, batch.features);
  for (Index j = 0; j < batch.features.cols(); ++j)
    for (Index i = 0; i < count; ++i)
      batch.features(i, j) = samples_.features(rows[static_cast<std::size_t>(i)], j);
}

void BatchRows::takeWide(std::span<const Index> rows, Matrix& features) const {
  for (std::size_t first = 0; first < rows.size(); first += together) {
    const std::size_t count = std::min(together, rows.size() - first);
    const double* from[together];
    for (std::size_t i = 0; i < count; ++i) from[i] = byRow_.data() + rows[first + i] * byRow_.cols();
    double* to = features.data() + first;
    for (Index j = 0; j < features.cols(); ++j, to += features.rows())
      for (std::size_t i = 0; i < count; ++i) to[i] = from[i][j];
  }
}

}  // namespace lossarium
