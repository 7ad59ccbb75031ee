// One painting of the canvas of boxes, in parts: each draws one idea. Everything is cut to the plane by hand,
// because a vector file would lose its clipping.
#pragma once

#include "core/boxes/box_geometry.h"
#include "ui/plots/axis_ticks.h"
#include "ui/plots/box_canvas_scene.h"
#include "ui/plots/label_places.h"
#include "ui/plots/plot_style.h"

#include <QPainter>

namespace lossarium::ui {

struct BoxStage {
  QPainter& painter;
  const BoxCanvasScene& scene;
  const PlotStyle& style;
  PlotScale scale;
  QFont small;
  LabelPlaces labels;

  bool hasBoth() const { return scene.target.allFinite() && scene.prediction.allFinite(); }
  QPointF pixel(double x, double y) const { return scale.toPixel({x, y}); }
  QRectF pixels(const Eigen::Vector4d& box) const;
  QPointF centre(const Eigen::Vector4d& box) const;

  void fill(const QRectF& box, const QColor& color) const;
  void line(QPointF from, QPointF to, const QPen& pen) const;
  /// A box that is a line or a point has a mark that can be seen and held.
  void outline(const QRectF& box, const QPen& pen) const;
  /// With a seam that keeps it legible over lines and pictures.
  void text(QPointF baseline, const QString& words, const QColor& color) const;
  /// Text at the best of the places for its centre, if one is free.
  void label(const QString& words, const QColor& color, const std::vector<QPointF>& centres);
};

/// How far the picture fades into the paper, so that lines on it are read.
inline constexpr double pictureStrength = 0.72;
void paintPicture(const BoxStage& stage);

/// Areas below the boxes' outlines; what is measured between them; the numbers on both.
void paintBoxAreas(const BoxStage& stage);
void paintBoxMeasures(const BoxStage& stage);
void paintBoxOutlines(const BoxStage& stage);
void paintBoxNumbers(BoxStage& stage);

void paintContenders(BoxStage& stage);

/// Pixels of the longest arrow, which `full` has as its gradient.
double longestPull(const PlotScale& scale);
/// The steepest entry that the pulls show.
double steepestPull(const BoxCanvasScene& scene);
void paintPulls(BoxStage& stage, double full);
/// An arrow whose head shrinks with it.
void paintPullArrow(QPainter& painter, const QLineF& arrow, const QColor& color, const PlotStyle& style);

}  // namespace lossarium::ui
