// A duel that goes on beside the window.
#pragma once

#include "core/duel/duel.h"
#include "core/training/live_course.h"

namespace lossarium {

using LiveDuel = LiveCourse<Duel>;

}  // namespace lossarium
