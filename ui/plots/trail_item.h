// What moves on the contour map: ways, balls, the minimum, the direction of steepest descent.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"
#include "ui/plots/trail_steps.h"

#include <QGraphicsItem>
#include <QPolygonF>

#include <memory>

namespace lossarium::ui {

class TrailItem : public QGraphicsItem {
 public:
  explicit TrailItem(QGraphicsItem* parent = nullptr);

  void setScene(std::shared_ptr<const SurfaceScene> scene);
  void setStyle(const PlotStyle& style);
  void setFrame(const PlotScale& frame);

  /// A ball on the border reaches a little over it.
  QRectF boundingRect() const override { return frame_.area.adjusted(-14, -14, 14, 14); }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  QPolygonF stepsOf(const std::vector<Eigen::Vector3d>& points) const;
  void paintWay(QPainter& painter, const Trail& trail) const;
  void paintSteps(QPainter& painter, const QPolygonF& places, const std::vector<TrailStep>& steps,
                  const QColor& color) const;
  void paintWhoIsUnderTheFirst(QPainter& painter) const;
  void paintDirection(QPainter& painter, const SurfaceArrow& arrow, double length) const;
  QPointF toPixel(const Eigen::Vector3d& point) const { return frame_.toPixel({point.x(), point.y()}); }

  std::shared_ptr<const SurfaceScene> landscape_;
  PlotStyle style_;
  PlotScale frame_;
};

}  // namespace lossarium::ui
