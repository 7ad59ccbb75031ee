// What a loss makes of each point, drawn at it: of a regression areas on the residuals, of a classifier bars
// of the share that the true class is given. Plain data in; any plot with a scale can paint them.
#pragma once

#include "ui/plots/axis_ticks.h"

#include <QColor>
#include <QPainter>
#include <QPointF>

#include <vector>

namespace lossarium::ui {

/// A rectangle on the residual of a point, from it to the fit; its area is what the row costs.
struct LossGlyph {
  QPointF point = {};
  double fit = 0;
  double width = 0;
};

struct LossGlyphs {
  std::vector<LossGlyph> glyphs = {};  ///< those painted first lie below
  /// Whether widths are in the unit of y, so that one as wide as high is a square on the screen; otherwise
  /// they are fractions of a strip of 14 pixels.
  bool squares = false;
  QColor color = {};  ///< of the run; invalid: that of residuals
};

/// Each stands with its middle on the residual, or shifted so far that it lies within the plot; what has no
/// room there is cut off.
QRectF glyphBox(const LossGlyph& glyph, bool squares, const PlotScale& scale);
void paintLossGlyphs(QPainter& painter, const LossGlyphs& glyphs, const PlotScale& scale,
                     const PlotStyle& style);

/// How much of the whole the true class is given, 0 … 1, and what the row costs, as a fraction of the
/// costliest row's.
struct ShareBar {
  QPointF place = {};
  double share = 0;
  double cost = 0;
};

/// Beside each point, whose mark has this radius: what is given fills the bar from below; what is missing has
/// the colour of its cost. Where there is no room for all, the last ones have one.
void paintShareBars(QPainter& painter, const std::vector<ShareBar>& bars, double radius,
                    const PlotScale& scale, const PlotStyle& style);

}  // namespace lossarium::ui
