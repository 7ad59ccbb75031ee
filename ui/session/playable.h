// What has a course in time and can be undone: the run of a fit, or a race. The window's keys, menus and
// transport bar speak to the one whose page is shown.
#pragma once

#include <cstdint>

namespace lossarium::ui {

class Playable {
 public:
  virtual ~Playable() = default;

  virtual void toggle() = 0;
  /// The small step and the large one, forth and back.
  virtual void stepBatch() = 0;
  virtual void stepEpoch() = 0;
  virtual void stepBackBatch() = 0;
  virtual void stepBackEpoch() = 0;
  virtual void goTo(std::int64_t step) = 0;
  virtual void goToHead() = 0;
  /// Anew from the start, with the settings as they are.
  virtual void reset() = 0;
  /// Anew from another start.
  virtual void newStart() = 0;
  virtual void setSpeed(double stepsPerSecond) = 0;
  virtual double speed() const = 0;

  virtual bool canUndo() const = 0;
  virtual bool canRedo() const = 0;
  virtual void undo() = 0;
  virtual void redo() = 0;
};

}  // namespace lossarium::ui
