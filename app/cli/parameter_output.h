// Parameters as the sub-commands print them.
#pragma once

#include "app/cli/json_output.h"
#include "core/base/value.h"

#include <string>
#include <vector>

namespace lossarium::cli {

/// With kind, range, default and hint.
Json parameterJson(const ParameterSpec& spec);
/// "0.001 to 1000", "constant, step, cosine", "a list of texts".
std::string rangeText(const ParameterSpec& spec);
/// A line each, the cells but the last filled up with blanks to the width of their column.
std::string alignedText(const std::vector<std::vector<std::string>>& lines);

}  // namespace lossarium::cli
