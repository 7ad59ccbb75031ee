// Contour lines of other heights over the field of the first, each in its colour and dash, with its own
// numbers.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/field_item.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_geometry.h"
#include "ui/plots/surface_scene.h"

#include <QGraphicsItem>

#include <memory>
#include <vector>

namespace lossarium::ui {

class OverlayItem : public QGraphicsItem {
 public:
  /// The numbers keep off those of `field`, which is painted before.
  explicit OverlayItem(const FieldItem& field, QGraphicsItem* parent = nullptr);

  /// `geometry` may be null, and holds the lines of the scene's overlay.
  void setContents(std::shared_ptr<const SurfaceScene> scene,
                   std::shared_ptr<const SurfaceGeometry> geometry);
  void setStyle(const PlotStyle& style);
  void setFrame(const PlotScale& frame);

  QRectF boundingRect() const override { return frame_.area; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  QPolygonF toPixels(const Polyline& line) const;
  bool isFree(const QRectF& room) const;
  void paintLines(QPainter& painter, const SceneContours& look,
                  const std::vector<SurfaceGeometry::Contour>& contours) const;

  const FieldItem& field_;
  std::shared_ptr<const SurfaceScene> scene_;
  std::shared_ptr<const SurfaceGeometry> geometry_;
  PlotStyle style_;
  PlotScale frame_;
};

}  // namespace lossarium::ui
