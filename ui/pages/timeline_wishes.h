// The line of time as a control of what is played, step by step.
#pragma once

#include "ui/widgets/timeline.h"

#include <cstdint>

namespace lossarium::ui {

class Playable;

/// What is wished on the line is done; a place on it is a step.
void connectWishes(Timeline& timeline, Playable& playable);
/// A race as the line shows it: where it is, how far it got, and how far it is planned.
TimelineScene stepTimeline(std::int64_t step, std::int64_t head, std::int64_t planned);

}  // namespace lossarium::ui
