// A race that goes on beside the window.
#pragma once

#include "core/race/race.h"
#include "core/training/live_course.h"

namespace lossarium {

using LiveRace = LiveCourse<Race>;

}  // namespace lossarium
