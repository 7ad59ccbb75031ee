// The plane on which boxes lie: what of it is seen, at equal scales on both axes, and its grid with numbers.
#pragma once

#include "ui/plots/axis_ticks.h"

#include <QPainter>

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace lossarium::ui {

class BoxPlane {
 public:
  static constexpr double edge = 8;  ///< pixels around everything

  /// Grows to hold `all`, a box (x1, y1, x2, y2) in order, and shrinks where that has become small in it.
  void adapt(const Eigen::Vector4d& all);
  /// `all` with a little room around it, whatever was seen before.
  void frame(const Eigen::Vector4d& all, double room);
  /// `factor` below 1 comes nearer; `about` keeps its place. Not so near or far that `all` can't be found
  /// again.
  void zoom(double factor, QPointF about, const Eigen::Vector4d& all);
  void pan(QPointF by);
  /// If set, a y is told as top − y, as in pictures.
  void setTop(std::optional<double> top) { top_ = top; }

  /// Within `whole`, with a line of text above and `below` pixels of room below the numbers.
  PlotScale scale(const QRectF& whole, const QFont& labels, double below) const;
  /// Between neighbouring lines of the grid.
  double gridStep(const PlotScale& scale, const QFont& labels) const;
  void paintGrid(QPainter& painter, const PlotScale& scale, const QFont& labels,
                 const PlotStyle& style) const;

 private:
  struct Grid {
    std::vector<double> x;
    std::vector<double> y;       ///< places,
    std::vector<double> shownY;  ///< and how they are told
  };
  Grid gridOf(const PlotScale& scale, const QFont& labels) const;
  PlotScale scaleBeside(const QRectF& whole, const QFont& labels, double below, double numbers) const;

  AxisRange x_{0, 0};
  AxisRange y_{0, 0};
  std::optional<double> top_;
};

/// Where a box (x1, y1, x2, y2) is seen; far outside for one that is not finite.
QRectF pixelsOf(const Eigen::Vector4d& box, const PlotScale& scale);
/// The smallest box around all of `boxes` that are finite, corners in order; the unit square around none.
Eigen::Vector4d boxAround(const std::vector<Eigen::Vector4d>& boxes);

}  // namespace lossarium::ui
