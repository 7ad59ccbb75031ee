// The sub-commands. Each file adds its own to the program's command line.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lossarium::cli {

enum ExitStatus : int { allWell = 0, someLinesFailed = 1, nothingDone = 2 };

/// The work of a sub-command; returns its exit status, throws Error for what the user should mend.
using Run = std::function<int()>;

/// Each adds a sub-command that, once it was parsed, puts its work into `chosen`.
void addLosses(CLI::App& app, Run& chosen);
void addEvaluate(CLI::App& app, Run& chosen);
void addTrain(CLI::App& app, Run& chosen);
void addSurface(CLI::App& app, Run& chosen);
void addRender(CLI::App& app, Run& chosen);
void addBoxes(CLI::App& app, Run& chosen);
void addSettings(CLI::App& app, Run& chosen);

}  // namespace lossarium::cli
