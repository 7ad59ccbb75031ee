// The box around the surface: floor with the map on it, back walls, axes with numbers and titles.
#pragma once

#include "ui/plots/camera.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_geometry.h"
#include "ui/plots/surface_scene.h"

#include <QPainter>
#include <QStringList>

#include <vector>

namespace lossarium::ui {

class SurfaceStage {
 public:
  /// `geometry` may be null: an empty box.
  SurfaceStage(const SurfaceScene& scene, const SurfaceGeometry* geometry);

  /// What lies behind the surface from every side: to be painted before it.
  void paintBehind(QPainter& painter, const View& view, const PlotStyle& style) const;
  /// Outside the box, on its edges nearest to the eye.
  void paintAxes(QPainter& painter, const View& view, const PlotStyle& style) const;

 private:
  struct Axis {
    QString title;
    std::vector<double> places;  ///< of the ticks, in the box's own units
    QStringList labels;
    double presence = 1;  ///< of title, ticks and their lines
  };
  class AxisBrush;

  void paintFloor(QPainter& painter, const View& view, const PlotStyle& style) const;
  void paintWalls(QPainter& painter, const View& view, const PlotStyle& style) const;
  void paintFloorContours(QPainter& painter, const View& view, const PlotStyle& style) const;
  void paintOnFloor(QPainter& painter, const View& view, const std::vector<Polyline>& lines) const;

  const SurfaceGeometry* geometry_;
  std::vector<SceneContours> overlay_;
  Axis a_;
  Axis b_;
  Axis loss_;
  QString note_;
};

}  // namespace lossarium::ui
