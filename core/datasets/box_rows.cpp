#include "core/datasets/box_rows.h"

#include "core/base/number_text.h"

#include <algorithm>

namespace lossarium {

Dataset boxRows(Index rows, const std::vector<std::string>& furtherFeatures) {
  Dataset dataset;
  dataset.task = Task::boxes;
  dataset.targetName = "target box";
  dataset.rawFeatures = DetectionColumns::raw;
  dataset.featureNames = {"object", "predicted_x1", "predicted_y1", "predicted_x2", "predicted_y2"};
  dataset.featureNames.insert(dataset.featureNames.end(), furtherFeatures.begin(), furtherFeatures.end());
  dataset.features.setZero(rows, static_cast<Index>(dataset.featureNames.size()));
  dataset.target.setZero(rows, 4);
  return dataset;
}

Eigen::RowVector4d inOrder(const Eigen::RowVector4d& box) {
  return {std::min(box[0], box[2]), std::min(box[1], box[3]), std::max(box[0], box[2]),
          std::max(box[1], box[3])};
}

void noteOddBoxes(const Matrix& asGiven, const std::string& which, std::vector<std::string>& notes) {
  Index turned = 0, empty = 0;
  for (Index i = 0; i < asGiven.rows(); ++i) {
    const Eigen::RowVector4d box = asGiven.row(i);
    turned += box != inOrder(box);
    empty += isEmptyBox(box);
  }
  const auto boxes = [&which](Index count) {
    return grouped(count) + " " + which + (count == 1 ? " box" : " boxes");
  };
  if (turned > 0)
    notes.push_back(boxes(turned) + (turned == 1 ? " was" : " were") +
                    " turned over (x2 < x1, y2 < y1 or a negative size): a box is what its corners span");
  if (empty > 0)
    notes.push_back(boxes(empty) + (empty == 1 ? " has" : " have") +
                    " no area: its IoU with any other box is 0");
}

}  // namespace lossarium
