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

namespace {

using Places = std::vector<std::size_t>;

// " (lines 3, 8, 9, …)", the first few; empty where there is no file.
std::string inLines(const Places& places, const std::vector<Index>& lines) {
  if (lines.empty()) return {};
  constexpr std::size_t most = 3;
  std::string list = places.size() == 1 ? " (line " : " (lines ";
  for (std::size_t i = 0; i < std::min(places.size(), most); ++i)
    list += (i ? ", " : "") + std::to_string(lines[places[i]]);
  return list + (places.size() > most ? ", …)" : ")");
}

}  // namespace

void noteOddBoxes(const Matrix& asGiven, const std::string& which, std::vector<std::string>& notes,
                  const std::vector<Index>& lines) {
  Places turned, empty;
  for (Index i = 0; i < asGiven.rows(); ++i) {
    const Eigen::RowVector4d box = asGiven.row(i);
    if (box != inOrder(box)) turned.push_back(static_cast<std::size_t>(i));
    if (isEmptyBox(box)) empty.push_back(static_cast<std::size_t>(i));
  }
  const auto note = [&](const Places& places, const std::string& one, const std::string& many,
                        const std::string& fact) {
    if (places.empty()) return;
    const bool single = places.size() == 1;
    notes.push_back(grouped(static_cast<Index>(places.size())) + " " + which + (single ? " box" : " boxes") +
                    inLines(places, lines) + (single ? one : many) + fact);
  };
  note(turned, " was", " were",
       " turned over (x2 < x1, y2 < y1 or a negative size): a box is what its corners span");
  note(empty, " has", " have", " no area: its IoU with any other box is 0");
}

}  // namespace lossarium
