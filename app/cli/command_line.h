// What stands on the command line: a sub-command is run at once, anything else opens the window.
#pragma once

#include <optional>
#include <string>

namespace lossarium::cli {

struct WindowRequest {
  std::string file;  ///< a session or CSV to open; empty: the opening experiment
};

/// The exit status of a sub-command, of --help or --version, or of an error that was reported; nullopt if the
/// window shall open, with what `window` then says.
std::optional<int> runCommand(int argc, char** argv, WindowRequest& window);

}  // namespace lossarium::cli
