// Takes rows out of samples, batch after batch. Samples lie by column, so a row of many features would be
// picked together from as many places; for those a copy by row is kept.
#pragma once

#include "core/objectives/empirical_risk.h"

#include <memory>
#include <span>

namespace lossarium {

class BatchRows {
 public:
  /// `samples` must outlive it.
  explicit BatchRows(const Samples& samples);

  /// Fills `batch` (as many rows as asked for, shaped like the samples).
  void take(std::span<const Index> rows, Samples& batch) const;

 private:
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  void takeWide(std::span<const Index> rows, Matrix& features) const;

  const Samples& samples_;
  RowMajor byRow_;  ///< empty where features are few
};

}  // namespace lossarium
