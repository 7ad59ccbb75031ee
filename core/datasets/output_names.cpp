#include "core/datasets/output_names.h"

namespace lossarium {

std::vector<std::string> outputNames(const Dataset& dataset) {
  switch (dataset.task) {
    case Task::boxes:
      return {"x1", "y1", "x2", "y2"};
    case Task::classes:
      return dataset.classNames;
    case Task::binary:
      return {dataset.classNames[1]};
    case Task::regression:
      return {dataset.targetName};
  }
  return {};
}

}  // namespace lossarium
