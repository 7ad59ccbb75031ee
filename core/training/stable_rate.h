// Whether a learning rate is too large for the curvature: why a run diverged.
#pragma once

#include "core/optimizers/optimizer.h"

#include <string>

namespace lossarium {

/// " The learning rate 3 is above 2, the largest stable one at the start: …" where it is, by the optimiser's
/// own rule and the curvature at `start`; else empty, as where there is no rule or too many weights for a
/// look.
std::string aboveStableRate(const Objective& objective, const Vector& start, const Optimizer& optimizer,
                            double rate);

}  // namespace lossarium
