// Parameters that optimisers share.
#pragma once

#include "core/base/value.h"

namespace lossarium {

inline constexpr ParameterSpec learningRateParameter{
    .id = "learning_rate",
    .label = "Learning rate",
    .minimum = 1e-6,
    .maximum = 100,
    .initial = 0.05,
    .scale = ParameterScale::logarithmic,
    .hint =
        "How far a step goes for a given gradient. Too small: slow. Too large: the run overshoots and "
        "diverges."};

inline constexpr ParameterSpec scheduleParameter{.id = "schedule",
                                                 .label = "Schedule",
                                                 .kind = ParameterKind::choice,
                                                 .initial = 0,
                                                 .hint = "How the learning rate changes over the run.",
                                                 .choices = "constant"};

}  // namespace lossarium
