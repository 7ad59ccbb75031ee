// The views as pictures in files, drawn by the same plots as in the window.
#pragma once

#include "core/base/value.h"
#include "core/training/descent_run.h"
#include "core/training/recorded_run.h"
#include "ui/plots/camera.h"
#include "ui/plots/plot_style.h"

#include <QSize>

#include <string>

namespace lossarium::cli {

struct PictureChoice {
  std::string view;  ///< surface, contour, curves or data
  ui::PlotStyle style;
  bool logarithmic = false;
  ui::Camera camera = ui::Camera::home();  ///< of a surface
};

/// PNG or SVG by the file's ending. Throws Error if the file cannot be written.
void saveRunPicture(const std::string& file, const QSize& size, const PictureChoice& choice,
                    const RunFrame& run);
/// Of a descent, which is run to its end: its surface or contour map with the way.
void saveDescentPicture(const std::string& file, const QSize& size, const PictureChoice& choice,
                        const DescentSetup& setup, DescentRun& run);
/// Value, slope and curvature of the loss along the axis that suits its task.
void saveLossPicture(const std::string& file, const QSize& size, const Choice& loss,
                     const ui::PlotStyle& style);

}  // namespace lossarium::cli
