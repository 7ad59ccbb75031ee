// Which columns of a table hold boxes. A box is four columns whose names begin alike,
//   x1 y1 x2 y2 | xmin ymin xmax ymax | x_min y_min x_max y_max | left top right bottom
//   left bottom right top | cx cy w h | cx cy width height | x_center y_center width height
//   x y w h | x y width height | left top width height
// with "target_", "true_" or "gt_" before each for the target and "predicted_", "pred_" or "detected_" for
// the prediction; one of both may go without. Capitals, and '-', '.' or ' ' in the place of '_', make no
// difference. `x y w h` (COCO) and `left top width height` are a corner and a size: the corner with the
// smaller coordinates. A column `object`, `object_id` or `instance` tells which object a row shows.
#pragma once

#include "core/datasets/csv.h"

#include <array>
#include <optional>
#include <string>

namespace lossarium {

struct BoxColumns {
  enum class Kind { corners, centreAndSize, cornerAndSize };

  std::array<std::string, 4> names;  ///< as the table has them
  Kind kind = Kind::corners;

  /// The corners, not in order where the table's are not.
  Matrix corners(const Matrix& numbers) const;
};

struct DetectionTable {
  std::optional<BoxColumns> target, predicted;
  std::string object;  ///< empty if no column tells

  bool isWhole() const { return target && predicted; }
  bool uses(const std::string& column) const;
};

DetectionTable detectionColumns(const Table& table);

/// Of a table that has two or three columns of a box: "column 'target_y2' is missing; did you mean
/// 'targt_y2'?"; empty if no box is begun. A box without "target_" or the like before its names counts only
/// beside one that is whole.
std::string missingBoxColumn(const Table& table);

}  // namespace lossarium
