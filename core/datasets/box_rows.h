// What data sets of boxes share. A row is a detection: of an object, with the box that was predicted for it
// and the target, where the object is said to be.
#pragma once

#include "core/boxes/detection_columns.h"
#include "core/datasets/dataset.h"

namespace lossarium {

/// Rows of zeros for so many detections; features beyond the object and the predicted box have these names.
Dataset boxRows(Index rows, const std::vector<std::string>& furtherFeatures);

/// The corners in order, as all data hold them: a box is what its corners span.
Eigen::RowVector4d inOrder(const Eigen::RowVector4d& box);
/// Whether a box has no area.
inline bool isEmptyBox(const Eigen::RowVector4d& box) { return box[0] == box[2] || box[1] == box[3]; }

/// What is said of boxes that are turned over or have no area; `which` is "predicted" or "target". `lines`
/// are those of the file, one a box; empty: there is none.
void noteOddBoxes(const Matrix& asGiven, const std::string& which, std::vector<std::string>& notes,
                  const std::vector<Index>& lines = {});

}  // namespace lossarium
