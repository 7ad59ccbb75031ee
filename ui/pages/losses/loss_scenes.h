// From the losses that are chosen to what the charts draw. The window and the command line draw the same
// scenes.
#pragma once

#include "ui/pages/losses/loss_samples.h"
#include "ui/pages/losses/loss_selection.h"
#include "ui/plots/function_chart.h"

#include <string>

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

/// Value, slope and curvature, one below the other, over one axis.
struct LossScenes {
  FunctionScene value, slope, curvature;
};

LossScenes lossScenes(const LossSelection& selection, const LossSamples& samples, const PlotStyle& style);

/// A drawn loss at the marker.
struct LossReading {
  QString name;
  QColor color;
  ProfilePoint point;
  bool current = false;
};
std::vector<LossReading> lossReadings(const LossSelection& selection, const PlotStyle& style);
/// "at r = 2".
QString markerText(const LossSelection& selection);

/// What to know about the samples that are shown, or why there are none.
/// `frame` may be null.
QString samplesCaption(const LossSelection& selection, const LossSamples& samples, const RunFrame* frame);

/// CSV: the axis, then value, slope and curvature of each drawn loss.
std::string lossTable(const LossSelection& selection);

QColor colorOfLoss(const LossSelection& selection, const std::string& id, const PlotStyle& style);

}  // namespace lossarium::ui
