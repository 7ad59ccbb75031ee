#include "core/training/late_fall.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

double LateFall::share() const { return before != 0 ? (before - now) / std::abs(before) : 0; }

bool LateFall::goesOn() const { return before - now > ofAll * std::abs(atStart - now) && share() > ofLoss; }

std::int64_t tenthOf(std::int64_t epochs) { return std::max<std::int64_t>(1, epochs / 10); }

}  // namespace lossarium
