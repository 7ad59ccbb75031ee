// Rows of detections and models of boxes for tests.
#pragma once

#include "core/base/random.h"
#include "core/boxes/detection_columns.h"
#include "core/models/model.h"

#include <memory>

namespace lossarium::testing {

inline constexpr Index detectionCount = 17;

/// Of five objects, in turns, with features beyond the boxes.
inline Matrix detections(Index features) {
  Random random(2, "detections");
  Matrix all = Matrix::NullaryExpr(detectionCount, features, [&random] { return random.normal(); });
  for (Index i = 0; i < detectionCount; ++i) {
    all(i, DetectionColumns::object) = static_cast<double>(1 + i % 5);
    auto box = all.row(i).segment<4>(DetectionColumns::predicted);
    box.tail<2>() = box.head<2>() + box.tail<2>().cwiseAbs();
  }
  return all;
}

inline bool isOfBoxes(const Choice& choice) {
  for (const auto& entry : modelCatalog())
    if (entry.spec->id == choice.id) return entry.spec->ofBoxes;
  return false;
}

/// One of boxes has seen detections.
inline std::unique_ptr<const Model> modelOf(const Choice& choice, ModelShape shape) {
  if (!isOfBoxes(choice)) return makeModel(choice, shape);
  const Matrix seen = detections(shape.features);
  shape.seen = &seen;
  return makeModel(choice, shape);
}

}  // namespace lossarium::testing
