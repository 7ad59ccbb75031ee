// What the window's keys for time do where the simulation is shown: Space runs or cancels it. There are no
// moments to step to, and nothing to undo.
#pragma once

#include "ui/session/playable.h"
#include "ui/session/simulation_session.h"

namespace lossarium::ui {

class SimulationPlay final : public Playable {
 public:
  explicit SimulationPlay(SimulationSession& session) : session_(session) {}

  void toggle() override { session_.isRunning() ? session_.cancel() : session_.run(); }
  void stepBatch() override {}
  void stepEpoch() override {}
  void stepBackBatch() override {}
  void stepBackEpoch() override {}
  void goTo(std::int64_t) override {}
  void goToHead() override {}
  void reset() override {}
  void newStart() override {}
  void setSpeed(double) override {}
  double speed() const override { return 0; }
  bool canUndo() const override { return false; }
  bool canRedo() const override { return false; }
  void undo() override {}
  void redo() override {}

 private:
  SimulationSession& session_;
};

}  // namespace lossarium::ui
