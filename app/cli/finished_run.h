// A whole run at once, as the window would show it at its end.
#pragma once

#include "core/training/live_run.h"

#include <memory>

namespace lossarium::cli {

RunFrame finishedRun(const std::shared_ptr<const Problem>& problem);

}  // namespace lossarium::cli
