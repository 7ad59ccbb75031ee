// What the regression simulation says, in words that are made from its results.
#pragma once

#include "ui/session/simulation_session.h"

#include <QString>

#include <vector>

namespace lossarium::ui {

/// "CIoU"; with a value of its own where it has one: "α-IoU 3".
QString boxLossName(const Choice& loss);
/// A total error: whole, as long as that can be read.
QString totalErrorText(double error);
/// "5,000 anchor points of seed 1, 343 cases at each".
QString pointsText(const SimulationResults& results);
/// What is going on: what runs, that it was cancelled, failed, or what is yet to be run.
QString stateText(const SimulationSession& session);
/// What the button that runs it says.
QString runText(const SimulationSession& session);

struct SimulationFinding {
  QString heading;  ///< a word or two
  QString text;     ///< a sentence or two

  bool operator==(const SimulationFinding&) const = default;
};

/// What comes of the results: the order, the paper's order, who is left behind.
std::vector<SimulationFinding> simulationFindings(const SimulationResults& results);
/// Of one loss: what it leaves, and where.
QString mapCaption(const SimulatedLoss& simulated);

}  // namespace lossarium::ui
