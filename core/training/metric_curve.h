// Any metric over the epochs of a run, made afterwards: the path still holds the weights.
#pragma once

#include "core/training/recorded_run.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

/// NaN where there are no such rows, or the metric is not defined on them.
struct MetricPoint {
  std::int64_t step = 0;
  double epoch = 0;  ///< between two epochs where a batch ended there
  double training = 0;
  double validation = RunFrame::notKnown;
  double test = RunFrame::notKnown;
  double limit = RunFrame::notKnown;  ///< what `training` is held against; NaN where there is no such thing
};

struct MetricCurve {
  std::shared_ptr<const Problem> problem;
  MetricSpec spec;
  std::vector<MetricPoint> points;
};

/// Not a metric of the fit, but of the place: the largest curvature of the training objective (the
/// algebraically largest eigenvalue of its Hessian), beside the one from which on steps at the rate in force
/// grow (2 / rate for plain gradient descent). Of training rows only, at up to 128 places.
inline constexpr std::string_view largestCurvatureId = "largest_curvature";

/// The metric with that id (the task's own loss if there is none) at up to 512 places of the frame's path.
/// What `before` holds of the same problem and metric is taken over. Throws Cancelled when asked to stop.
std::shared_ptr<const MetricCurve> metricCurve(const RunFrame& frame, const std::string& id,
                                               const MetricCurve* before = nullptr,
                                               const Progress& progress = {});

}  // namespace lossarium
