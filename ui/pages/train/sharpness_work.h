// What the tab of sharpness shows, computed: nothing here knows a widget.
#pragma once

#include "core/base/progress.h"
#include "core/landscape/line.h"
#include "core/objectives/curvature_facts.h"
#include "core/training/recorded_run.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium::ui {

/// Where a run is.
struct Place {
  std::shared_ptr<const Problem> problem;
  Vector weights;
  OptimizerState optimizer;
  double learningRate = RunFrame::notKnown;  ///< of the next step

  static Place of(const RunFrame& frame);
};

/// Which line.
struct LineWish {
  enum class To { downGradient, start, solution, branch };
  To to = To::downGradient;
  std::int64_t seed = 0;     ///< of the other solution's start
  Experiment record{};       ///< of the branch,
  std::int64_t reached = 0;  ///< how far it came,
  std::string name{};        ///< and what it is called

  bool operator==(const LineWish&) const = default;
};

struct LineCurve {
  std::string name;  ///< "training", "validation", "test"
  LineValues values;
};

struct LineReport {
  Line line;
  std::vector<LineCurve> curves;        ///< the training objective, penalty included, comes first
  std::optional<GradientLine> descent;  ///< if it is down the gradient
  std::string refusal{};                ///< why there is none, as a sentence; else empty
};

/// The ends of other runs, so that each is run once. Used by one thread at a time.
class OtherEnds {
 public:
  /// Throws Error, Cancelled.
  Vector of(const Problem& problem, const LineWish& wish, const Progress& progress);

 private:
  struct Known {
    Experiment experiment;  ///< of the branch its record
    std::int64_t which;     ///< seed of the start, or how far the branch came
    bool isBranch;
    Vector end;
  };

  std::vector<Known> known_;
};

LineReport lineReport(const Place& place, const LineWish& wish, OtherEnds& ends, const Progress& progress);

struct CurvatureReport {
  CurvatureFacts facts;
  double radius = 0;
  double rawRise = 0, filterRise = 0;  ///< sharpness within the radius (see core/landscape/sharpness.h)
  double stableRate = RunFrame::notKnown;
  double bearable = RunFrame::notKnown;  ///< the curvature up to which the present rate is stable
};

CurvatureReport curvatureReport(const Place& place, double radius, const Progress& progress);

struct RescalingReport {
  struct Side {
    double loss = 0, largest = 0, rawRise = 0, filterRise = 0;
    LineValues raw, filter;  ///< along one random direction and along that direction, filter by filter
  };
  Side before, after;
  double factor = 1, radius = 0;
  double predictionChange = 0;  ///< the largest of any prediction
};

/// Of the loss without its penalty. The raw direction is as long as the weights before, and the same on both
/// sides; so is the draw that the other is made of.
RescalingReport rescalingReport(const Place& place, Index layer, double factor, double radius,
                                const Progress& progress);

}  // namespace lossarium::ui
