#include "ui/plots/value_cloud_item.h"

#include "ui/plots/nearest_place.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/point_cloud_item.h"
#include "ui/plots/value_field_item.h"

#include <QPainter>

#include <utility>

namespace lossarium::ui {

ValueCloudItem::ValueCloudItem(QGraphicsItem* parent, bool cached) : QGraphicsItem(parent), cached_(cached) {}

void ValueCloudItem::setPoints(const std::vector<FieldPoint>& points, std::shared_ptr<const FitField> scale) {
  points_ = points;
  colors_ = std::move(scale);
  const CacheMode wanted = cached_ && points_.size() > 200 ? DeviceCoordinateCache : NoCache;
  if (cacheMode() != wanted) setCacheMode(wanted);
  update();
}

void ValueCloudItem::setScale(const PlotScale& scale) {
  if (scale == scale_) return;
  prepareGeometryChange();
  scale_ = scale;
  update();
}

void ValueCloudItem::setStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

bool ValueCloudItem::shows(const FieldPoint& point) const {
  return scale_.x.contains(point.place.x()) && scale_.y.contains(point.place.y());
}

std::optional<qsizetype> ValueCloudItem::pointNear(QPointF pixel, double reach) const {
  return nearestPlace(points_, scale_, pixel, reach,
                      [this](const FieldPoint& point) { return shows(point); });
}

void ValueCloudItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!colors_) return;
  painter->setRenderHint(QPainter::Antialiasing);
  const double radius = markRadius(static_cast<qsizetype>(points_.size()));
  for (const FieldPoint& point : points_)
    if (shows(point)) paintPoint(*painter, point, radius);
}

// A rim that parts it from the field: a point that is predicted well has the field's own colour.
void ValueCloudItem::paintPoint(QPainter& painter, const FieldPoint& point, double radius) const {
  const QPointF centre = scale_.toPixel(point.place);
  const QColor color = valueColor(point.target, *colors_, style_);
  painter.setPen(QPen(style_.background, radius > 3 ? 1.2 : 0.8));
  painter.setBrush(color);
  painter.drawEllipse(centre, radius, radius);
  if (point.training) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(inkOn(color));
  if (point.test)
    painter.drawRect(QRectF(centre - QPointF(0.4, 0.4) * radius, QSizeF(0.8, 0.8) * radius));
  else
    painter.drawEllipse(centre, 0.4 * radius, 0.4 * radius);
}

}  // namespace lossarium::ui
