// The metrics of a run at one moment, for all parts of its data that may be seen; and who computes them while
// they are looked at, without holding the run up.
#pragma once

#include "core/training/metrics.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace lossarium {

struct SplitMetrics {
  std::vector<double> values;  ///< one for each spec of RunMetrics
  Confusion confusion;         ///< of a classifier
};

/// Immutable once made.
struct RunMetrics {
  std::shared_ptr<const Problem> problem;
  std::int64_t step = 0;  ///< after which they hold
  std::vector<MetricSpec> specs;
  SplitMetrics training;
  std::optional<SplitMetrics> validation;
  std::optional<SplitMetrics> test;  ///< only if the test rows are opened
};

std::shared_ptr<const RunMetrics> metricsOf(const std::shared_ptr<const Problem>& problem,
                                            const Vector& weights, std::int64_t step);

/// Where metrics are costly, they are computed less often: they take no more than a tenth of the time.
class MetricsWatch {
 public:
  /// Those at `weights`, or the last ones if new ones are not due and `running`; a run that stands gets its
  /// own.
  std::shared_ptr<const RunMetrics> at(const std::shared_ptr<const Problem>& problem, const Vector& weights,
                                       std::int64_t step, bool running);

 private:
  using Clock = std::chrono::steady_clock;

  std::shared_ptr<const RunMetrics> last_;
  Clock::time_point due_;
};

}  // namespace lossarium
