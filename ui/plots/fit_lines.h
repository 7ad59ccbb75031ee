// What several models make of the same data, in one picture: a line each, told apart by colour and by the
// ball with its letter that lies on it.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"

#include <QColor>
#include <QPainter>
#include <QPointF>
#include <QString>
#include <QVector>

#include <vector>

namespace lossarium::ui {

struct FitLine {
  std::vector<QVector<QPointF>> pieces;  ///< polylines in the data's own units
  QColor color;
  QString letter;
  bool chosen = false;  ///< it is drawn last, and thicker

  bool operator==(const FitLine&) const = default;
};

/// Where the balls lie: on the lines, or at their right ends, beside the plot, where they cover no point.
enum class BallPlace { onLine, beside };
constexpr int roomForBalls = 34;  ///< pixels right of the plot

void paintFitLines(QPainter& painter, const std::vector<FitLine>& lines, const PlotScale& scale,
                   const PlotStyle& style, BallPlace place = BallPlace::onLine);

}  // namespace lossarium::ui
