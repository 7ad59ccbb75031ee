// Every run of a duel in every metric: that each loss wins its own game, and what it costs in the others'.
#pragma once

#include "core/training/metrics.h"
#include "core/training/recorded_run.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace lossarium {

struct MatrixColumn {
  MetricSpec spec;
  std::vector<std::size_t> trainedBy;  ///< the runs that make this loss small; empty: nobody
};

/// Immutable once made. The losses that the runs are trained with come first, with their parameters, in the
/// order of the runs; then the other metrics of the task, losses with their defaults.
struct DuelMatrix {
  std::vector<MatrixColumn> columns;
  Matrix training;                   ///< runs × columns; NaN where a metric is not defined
  std::optional<Matrix> validation;  ///< if there are such rows
  std::optional<Matrix> test;        ///< only if the test rows are opened
};

/// `runs` has at least one, all of the same data.
DuelMatrix matrixOf(const std::vector<std::shared_ptr<const RunFrame>>& runs);

/// The runs that are best in a column of values: more than one if they are equal, none if no value is a
/// number or all are equal.
std::vector<std::size_t> bestIn(const Matrix& values, Index column, bool higherIsBetter);

}  // namespace lossarium
