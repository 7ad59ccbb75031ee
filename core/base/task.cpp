#include "core/base/task.h"

namespace lossarium {

std::string_view toText(Task task) {
  switch (task) {
    case Task::regression:
      return "regression";
    case Task::binary:
      return "binary";
    case Task::classes:
      return "classes";
    case Task::boxes:
      return "boxes";
  }
  return "";
}

}  // namespace lossarium
