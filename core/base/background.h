// Work that must not make the window wait.
#pragma once

namespace lossarium {

/// Lets the calling thread, and those that it will start, give way to others when processors are short. Does
/// nothing where the system has no such thing for single threads.
void workInTheBackground();
/// Whether this thread has asked for that itself.
bool worksInTheBackground();

}  // namespace lossarium
