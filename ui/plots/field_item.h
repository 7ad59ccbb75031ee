// The loss over the plane as one graphics item in a chart's plot area: colours, contour lines, a few numbers
// on them.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_geometry.h"

#include <QGraphicsItem>
#include <QImage>
#include <QPolygonF>

#include <memory>
#include <vector>

namespace lossarium::ui {

class FieldItem : public QGraphicsItem {
 public:
  explicit FieldItem(QGraphicsItem* parent = nullptr);

  /// May be null: nothing is drawn.
  void setGeometry(std::shared_ptr<const SurfaceGeometry> geometry);
  void setStyle(const PlotStyle& style);
  /// Where other things are drawn, as (a, b): the numbers keep away from there.
  void setObstacles(std::vector<Eigen::Vector2d> places);
  /// Where the values (a, b) fall.
  void setFrame(const PlotScale& frame);

  /// Whether other things are drawn there, or its own numbers were when it was last painted.
  bool isTaken(const QRectF& room) const;

  QRectF boundingRect() const override { return frame_.area; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  void fillImage();
  void paintFlatPlaces(QPainter& painter) const;
  void paintLines(QPainter& painter);
  bool isObstructed(const QRectF& room) const;
  QPolygonF toPixels(const Polyline& line) const;

  std::shared_ptr<const SurfaceGeometry> geometry_;
  std::vector<Polyline> cutLines_;
  std::vector<Eigen::Vector2d> obstacles_;
  PlotStyle style_;
  PlotScale frame_;
  QImage image_;
  std::vector<QRectF> labelRooms_;
};

}  // namespace lossarium::ui
