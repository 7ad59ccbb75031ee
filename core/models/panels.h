// Between matrices and the panels of panel_layout.h.
#pragma once

#include "core/models/kernels.h"
#include "core/models/panel_layout.h"

namespace lossarium::panels {

void fill(const ConstRows& values, double* panels);
void read(const double* panels, Rows values);

}  // namespace lossarium::panels
