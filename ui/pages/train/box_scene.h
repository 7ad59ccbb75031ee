// What a run makes of detections, as the data view draws it.
#pragma once

#include "core/training/recorded_run.h"
#include "ui/plots/box_cloud_scene.h"

namespace lossarium::ui {

/// Of a task of boxes: all rows that may be seen, with the run's predictions as the only fit.
BoxCloudScene boxScene(const RunFrame& frame);

}  // namespace lossarium::ui
