#pragma once

#include "core/datasets/dataset.h"

#include <string>
#include <vector>

namespace lossarium {

/// What each output of a model of these data stands for: the classes; of boxes x1, y1, x2, y2; else the
/// target, of two classes the positive one.
std::vector<std::string> outputNames(const Dataset& dataset);

}  // namespace lossarium
