// The picture of two boxes on a plane: the window shows it, an export makes it anew.
#pragma once

#include "ui/plots/box_plane.h"
#include "ui/plots/plot_style.h"

#include <QPainter>
#include <QStringList>

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace lossarium::ui {

/// Boxes are (x1, y1, x2, y2); y grows upwards. One that is not finite is not drawn.
struct BoxPairScene {
  Eigen::Vector4d target{0, 0, 2, 1.4};
  Eigen::Vector4d prediction{0.7, 0.5, 2.6, 1.7};
  std::optional<Eigen::Vector4d> slope;  ///< of the loss by the prediction's sides; none: no arrows
  std::vector<ReadoutRow> rows;          ///< written below the plane
};

/// Of all that is drawn, as (x1, y1, x2, y2).
Eigen::Vector4d enclosingBox(const BoxPairScene& scene);

enum class PairBox { target, prediction };

class BoxPairPlot {
 public:
  /// `steady`: the plane stays as it is, whatever leaves it.
  void setContent(const BoxPairScene& content, bool steady);
  void setStyle(const PlotStyle& style) { style_ = style; }
  const BoxPairScene& content() const { return content_; }
  const PlotStyle& style() const { return style_; }
  /// What is known of the place that a box leaves is forgotten.
  void moveBox(PairBox which, const Eigen::Vector4d& box);
  /// The plane grows to hold both boxes, and shrinks where they have become small in it.
  void adaptRange();

  const Eigen::Vector4d& box(PairBox which) const {
    return which == PairBox::target ? content_.target : content_.prediction;
  }
  /// Equal scales on both axes.
  PlotScale scale(const QRectF& whole) const;
  QRectF pixelBox(PairBox which, const QRectF& whole) const;
  /// Between neighbouring lines of the grid.
  double gridStep(const QRectF& whole) const;
  /// `handled`: the box whose handles are shown.
  void paint(QPainter& painter, const QRectF& whole, std::optional<PairBox> handled) const;
  QStringList readout() const;

 private:
  static constexpr double edge = BoxPlane::edge;
  static constexpr double between = 16;  ///< entries of a line of text

  struct Placed {
    QPointF at;
    const ReadoutRow* row;
    double width;
  };

  QFont smallFont() const;
  /// In as many lines as they need and there is room for, from (0, 0) down.
  std::vector<Placed> placeRows(const QRectF& whole) const;
  double rowsHeight(const QRectF& whole) const;
  void paintBoxes(QPainter& painter, const PlotScale& scale) const;
  void paintCentres(QPainter& painter, const PlotScale& scale) const;
  void paintHandles(QPainter& painter, const QRectF& box, PairBox which) const;
  double longestSlope(const PlotScale& scale) const;
  void paintNoGradient(QPainter& painter, const PlotScale& scale) const;
  void paintSlopes(QPainter& painter, const PlotScale& scale) const;
  void paintKey(QPainter& painter, const QRectF& whole) const;
  void paintRows(QPainter& painter, const QRectF& whole) const;

  BoxPairScene content_;
  PlotStyle style_ = PlotStyle::light();
  BoxPlane plane_;
};

}  // namespace lossarium::ui
