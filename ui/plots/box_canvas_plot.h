// The picture of the canvas of boxes: the window shows it, an export makes it anew.
#pragma once

#include "core/boxes/box_geometry.h"
#include "ui/plots/box_canvas_scene.h"
#include "ui/plots/box_pair_plot.h"
#include "ui/plots/box_plane.h"

#include <QPainter>
#include <QStringList>

namespace lossarium::ui {

/// What a hand is at, seen only while it is.
struct BoxCanvasHand {
  std::optional<PairBox> handled;        ///< the box whose handles are shown
  bool focused = false;                  ///< by the keys: it has a ring
  std::vector<double> guidesX, guidesY;  ///< that the box has snapped to
};

class BoxCanvasPlot {
 public:
  /// `steady`: the plane stays as it is, whatever leaves it.
  void setContent(const BoxCanvasScene& content, bool steady);
  void setStyle(const PlotStyle& style) { style_ = style; }
  const BoxCanvasScene& content() const { return content_; }
  const PlotStyle& style() const { return style_; }
  /// What is known of the place that a box leaves is forgotten: its pulls.
  void moveBox(PairBox which, const Eigen::Vector4d& box);
  const Eigen::Vector4d& box(PairBox which) const {
    return which == PairBox::target ? content_.target : content_.prediction;
  }

  /// The plane follows what it holds until it is zoomed or moved by hand; showAll lets it follow again.
  void adaptRange();
  void showAll();
  void zoom(double factor, QPointF about);
  void pan(QPointF by);
  bool followsContent() const { return follows_; }

  /// Equal scales on both axes.
  PlotScale scale(const QRectF& whole) const;
  QRectF pixelBox(PairBox which, const QRectF& whole) const;
  double gridStep(const QRectF& whole) const;
  /// That boxes snap to.
  double snapStep(const QRectF& whole) const;
  void paint(QPainter& painter, const QRectF& whole, const BoxCanvasHand& hand) const;
  /// Of the arrows' scale: the gradient whose arrow is as long as one may be.
  double fullGradient() const { return fullGradient_; }
  /// A line for each reason why losses have no gradient, with their letters and names.
  QStringList absences() const;

 private:
  Eigen::Vector4d everything() const;
  void adaptArrows();
  QFont smallFont() const;
  void paintGuides(QPainter& painter, const PlotScale& scale, const BoxCanvasHand& hand) const;
  void paintHandles(QPainter& painter, const PlotScale& scale, const BoxCanvasHand& hand) const;

  BoxCanvasScene content_;
  PlotStyle style_ = PlotStyle::light();
  BoxPlane plane_;
  bool follows_ = true;
  double fullGradient_ = 0;
};

}  // namespace lossarium::ui
