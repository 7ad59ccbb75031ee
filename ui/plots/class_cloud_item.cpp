#include "ui/plots/class_cloud_item.h"

#include "ui/plots/class_marks.h"
#include "ui/plots/nearest_place.h"
#include "ui/plots/point_cloud_item.h"

#include <QPainter>

namespace lossarium::ui {

ClassCloudItem::ClassCloudItem(QGraphicsItem* parent, bool cached) : QGraphicsItem(parent), cached_(cached) {}

void ClassCloudItem::setPoints(const std::vector<ClassPoint>& points) {
  points_ = points;
  const CacheMode wanted = cached_ && points_.size() > 200 ? DeviceCoordinateCache : NoCache;
  if (cacheMode() != wanted) setCacheMode(wanted);
  update();
}

void ClassCloudItem::setScale(const PlotScale& scale) {
  if (scale == scale_) return;
  prepareGeometryChange();
  scale_ = scale;
  update();
}

void ClassCloudItem::setStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

// A little larger than marks of one shape: shapes must be told apart.
double ClassCloudItem::radius() const { return 1.2 * markRadius(static_cast<qsizetype>(points_.size())); }

bool ClassCloudItem::shows(const ClassPoint& point) const {
  return scale_.x.contains(point.place.x()) && scale_.y.contains(point.place.y());
}

std::optional<qsizetype> ClassCloudItem::pointNear(QPointF pixel, double reach) const {
  return nearestPlace(points_, scale_, pixel, reach,
                      [this](const ClassPoint& point) { return shows(point); });
}

void ClassCloudItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  painter->setRenderHint(QPainter::Antialiasing);
  for (const ClassPoint& point : points_) {
    if (!shows(point)) continue;
    const QPointF centre = scale_.toPixel(point.place);
    paintClassMark(*painter, point.label, point.training, centre, radius(), style_);
    if (point.test) paintClassMark(*painter, point.label, true, centre, 0.4 * radius(), style_);
  }
}

}  // namespace lossarium::ui
