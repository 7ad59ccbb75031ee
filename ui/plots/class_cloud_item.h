// The points of a classification as one graphics item.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/class_scene.h"
#include "ui/plots/plot_style.h"

#include <QGraphicsItem>

#include <optional>
#include <vector>

namespace lossarium::ui {

class ClassCloudItem : public QGraphicsItem {
 public:
  /// `cached` keeps the picture of a large cloud, so that regions moving below it do not paint it anew.
  ClassCloudItem(QGraphicsItem* parent, bool cached);

  void setPoints(const std::vector<ClassPoint>& points);
  void setScale(const PlotScale& scale);
  void setStyle(const PlotStyle& style);

  const std::vector<ClassPoint>& points() const { return points_; }
  double radius() const;
  bool shows(const ClassPoint& point) const;
  std::optional<qsizetype> pointNear(QPointF pixel, double reach) const;

  QRectF boundingRect() const override { return scale_.area.adjusted(-8, -8, 8, 8); }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

 private:
  std::vector<ClassPoint> points_;
  PlotScale scale_;
  PlotStyle style_ = PlotStyle::light();
  bool cached_;
};

}  // namespace lossarium::ui
