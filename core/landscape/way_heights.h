// A height along the way of a run: what its stems and its ball stand on.
#pragma once

#include "core/base/shared_vector.h"
#include "core/landscape/heights.h"
#include "core/training/recorded_run.h"

#include <cstdint>
#include <map>
#include <memory>

namespace lossarium {

/// As far as it was worked out; immutable. Only for heights that are not what the run descends: of those the
/// run itself keeps the values.
class WayHeights {
 public:
  /// At all places of the run's path and where it is. What `before` knows, of the same height and problem, is
  /// taken over. Throws Cancelled.
  static std::shared_ptr<const WayHeights> of(const Height& height, const RunFrame& run,
                                              const WayHeights* before = nullptr,
                                              const Progress& progress = {});

  /// NaN where it is not known: a place that the run has reached since.
  double at(const PathPoint& point) const;
  double at(const Vector& weights) const;

 private:
  struct Known {
    SharedVector weights;  ///< after a change on the way another place may have the same step
    double value;
  };

  std::map<std::int64_t, Known> path_;
  Vector now_;
  double atNow_ = 0;
};

/// The height where the run is: of a loss as the frame says, else as `way` (which may be null) or the frame's
/// metrics know; NaN if nobody does.
double heightNow(const Height& height, const RunFrame& run, const WayHeights* way);

}  // namespace lossarium
