#pragma once

#include <string_view>

namespace lossarium {

/// What is predicted. It decides which losses and models fit a data set.
enum class Task { regression, binary, classes, boxes };

std::string_view toText(Task task);

}  // namespace lossarium
