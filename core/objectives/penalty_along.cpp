#include "core/objectives/penalty_along.h"

#include <cmath>
#include <vector>

namespace lossarium {

PenaltyAlong::PenaltyAlong(const Penalty& penalty, const Model& model, const Slice& slice)
    : penalty_(penalty) {
  if (none()) return;
  std::vector<Index> all, moving;
  for (const WeightBlock& block : model.blocks()) {
    if (!block.penalized) continue;
    for (Index i = block.offset; i < block.offset + block.size(); ++i) {
      all.push_back(i);
      if (slice.u[i] != 0 || slice.v[i] != 0)
        moving.push_back(i);
      else
        still_ += std::abs(slice.origin[i]);
    }
  }
  square_.emplace(slice.origin(all), slice.u(all), slice.v(all));
  origin_ = slice.origin(moving);
  u_ = slice.u(moving);
  v_ = slice.v(moving);
}

double PenaltyAlong::at(double a, double b) const {
  if (none()) return 0;
  double value = 0.5 * penalty_.l2 * square_->at(a, b);
  if (penalty_.l1 != 0) value += penalty_.l1 * (still_ + (origin_ + a * u_ + b * v_).lpNorm<1>());
  return value;
}

}  // namespace lossarium
