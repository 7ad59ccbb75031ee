// The line of time as a control of what is played.
#pragma once

namespace lossarium::ui {

class Playable;
class Timeline;

/// What is wished on the line is done; a place on it is a step.
void connectWishes(Timeline& timeline, Playable& playable);

}  // namespace lossarium::ui
