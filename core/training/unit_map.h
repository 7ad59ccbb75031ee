// What each unit of a network gives over the data: the network looked into.
#pragma once

#include "core/models/mlp.h"
#include "core/training/input_places.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace lossarium {

/// The network at one moment. Immutable, so that threads can share it.
struct UnitFields {
  struct Layer {
    Index units = 0;  ///< all that there are
    /// What the first of them give: places × drawn units. Inputs as the network takes them (standardised);
    /// hidden units after their activation; outputs in the target's unit, or the share of each class (of two
    /// classes that of the second).
    Matrix values;
  };

  std::shared_ptr<const Problem> problem;
  std::int64_t step = 0;      ///< after which they hold
  Vector weights;             ///< at that step
  Vector x, y;                ///< the places, as InputPlaces has them
  std::vector<Index> inputs;  ///< those that are drawn, in their order: the two that vary among them
  std::vector<Layer> layers;  ///< inputs, hidden layers, outputs
};

/// The places, made once for a problem; evaluated anew for each set of weights.
class UnitMap {
 public:
  static constexpr Index mostUnits = 16;  ///< of a hidden layer that are drawn
  static constexpr Index mostEnds = 8;    ///< of the inputs, and of the outputs

  /// Whether the model is a network.
  static bool applies(const Problem& problem);

  /// Requires that it applies.
  explicit UnitMap(std::shared_ptr<const Problem> problem);

  /// Null where a value is not finite.
  std::shared_ptr<const UnitFields> at(const Vector& weights, std::int64_t step) const;

 private:
  std::shared_ptr<const Problem> problem_;
  const Mlp* network_;
  InputPlaces places_;
  Matrix features_;  ///< of each place, as the network takes them
};

/// Computes them for who looks on, in no more than a tenth of the time.
class UnitWatch {
 public:
  /// Those at `weights`, or the last ones if new ones are not due and `running`; a run that stands gets its
  /// own. Null if the model is no network.
  std::shared_ptr<const UnitFields> at(const std::shared_ptr<const Problem>& problem, const Vector& weights,
                                       std::int64_t step, bool running);

 private:
  using Clock = std::chrono::steady_clock;

  std::shared_ptr<const Problem> watched_;
  std::unique_ptr<const UnitMap> map_;  ///< of that problem
  std::shared_ptr<const UnitFields> last_;
  Clock::time_point due_;
};

}  // namespace lossarium
