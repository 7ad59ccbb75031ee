// The penalty along a slice.
#pragma once

#include "core/landscape/slice.h"
#include "core/objectives/penalty.h"
#include "core/objectives/square_along.h"

#include <optional>

namespace lossarium {

class PenaltyAlong {
 public:
  PenaltyAlong(const Penalty& penalty, const Model& model, const Slice& slice);

  bool none() const { return penalty_.none(); }
  double at(double a, double b) const;

 private:
  Penalty penalty_;
  std::optional<SquareAlong> square_;
  Vector origin_, u_, v_;  ///< of the penalised weights that move
  double still_ = 0;       ///< the sum of |w| of those that do not
};

}  // namespace lossarium
