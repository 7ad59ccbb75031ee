// The points of a regression over two inputs as one graphics item, each in the colour of its target.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/field_scene.h"

#include <QGraphicsItem>

#include <memory>
#include <optional>
#include <vector>

namespace lossarium::ui {

class ValueCloudItem : public QGraphicsItem {
 public:
  /// `cached` keeps the picture of a large cloud, so that a field moving below it does not paint it anew.
  ValueCloudItem(QGraphicsItem* parent, bool cached);

  /// `scale` says what colour a target has; null: none is drawn.
  void setPoints(const std::vector<FieldPoint>& points, std::shared_ptr<const FitField> scale);
  void setScale(const PlotScale& scale);
  void setStyle(const PlotStyle& style);
  std::optional<qsizetype> pointNear(QPointF pixel, double reach) const;

  QRectF boundingRect() const override { return scale_.area.adjusted(-8, -8, 8, 8); }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

 private:
  bool shows(const FieldPoint& point) const;
  void paintPoint(QPainter& painter, const FieldPoint& point, double radius) const;

  std::vector<FieldPoint> points_;
  std::shared_ptr<const FitField> colors_;
  PlotScale scale_;
  PlotStyle style_ = PlotStyle::light();
  bool cached_;
};

}  // namespace lossarium::ui
