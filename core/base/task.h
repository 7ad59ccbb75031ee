#pragma once

#include <string_view>

namespace lossarium {

/// What is predicted. It decides which losses and models fit a data set.
enum class Task { regression, binary, classes, boxes };

std::string_view toText(Task task);
/// Whether the target is a class: one of two, or one of several.
constexpr bool isClassification(Task task) { return task == Task::binary || task == Task::classes; }

}  // namespace lossarium
