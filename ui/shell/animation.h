// Whether what changes glides from its old look to the new one.
#pragma once

#include "ui/shell/setting.h"

namespace lossarium::ui {

inline Setting<bool> animatesChanges() { return {"view/animate_changes", true}; }

}  // namespace lossarium::ui
