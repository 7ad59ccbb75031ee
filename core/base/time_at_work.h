// How long a thread really worked, beside a machine that others keep busy.
#pragma once

#include <chrono>

namespace lossarium {

/// Of the calling thread, so far; where the system does not tell, the time by a steady clock.
std::chrono::nanoseconds timeAtWork();

}  // namespace lossarium
