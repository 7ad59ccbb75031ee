#include "ui/plots/point_cloud_item.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr qsizetype manyPoints = 5000;
constexpr double translucent = 0.35;
constexpr std::array<Marker, 3> markers{Marker::disc, Marker::ring, Marker::diamond};

bool isWithin(const PlotScale& scale, QPointF point) {
  return scale.x.contains(point.x()) && scale.y.contains(point.y());
}

/// One mark as a picture, sharp on the screen that it is painted to.
QPixmap stamp(Marker marker, double radius, double pixelRatio, const PlotStyle& style) {
  const double side = 2 * std::ceil(radius + 1.5);
  QPixmap picture((QSizeF(side, side) * pixelRatio).toSize());
  picture.setDevicePixelRatio(pixelRatio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setOpacity(translucent);
  PlotStyle borderless = style;
  borderless.background = Qt::transparent;
  paintMark(painter, marker, {side / 2, side / 2}, radius, borderless);
  return picture;
}

}  // namespace

double markRadius(qsizetype count) {
  if (count > manyPoints) return 1.6;
  if (count > 1000) return 2.4;
  return count > 200 ? 3.2 : 4.2;
}

void paintMark(QPainter& painter, Marker marker, QPointF centre, double radius, const PlotStyle& style) {
  const bool ring = marker == Marker::ring;
  painter.setPen(ring ? QPen(style.point, std::max(1.0, radius * 0.4)) : QPen(style.background, 1));
  painter.setBrush(ring ? style.background : style.point);
  if (marker != Marker::diamond) {
    painter.drawEllipse(centre, ring ? radius * 0.85 : radius, ring ? radius * 0.85 : radius);
    return;
  }
  const double reach = radius * 1.3;
  const QPointF corners[] = {centre + QPointF(0, -reach), centre + QPointF(reach, 0),
                             centre + QPointF(0, reach), centre + QPointF(-reach, 0)};
  painter.drawConvexPolygon(corners, 4);
}

PointCloudItem::PointCloudItem(QGraphicsItem* parent, bool cached) : QGraphicsItem(parent), cached_(cached) {}

void PointCloudItem::setPoints(const Sets& sets) {
  sets_ = sets;
  chooseCache();
  update();
}

void PointCloudItem::setScale(const PlotScale& scale) {
  if (scale == scale_) return;
  prepareGeometryChange();
  scale_ = scale;
  update();
}

void PointCloudItem::setStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

void PointCloudItem::chooseCache() {
  const CacheMode wanted = cached_ && count() > 200 ? DeviceCoordinateCache : NoCache;
  if (cacheMode() != wanted) setCacheMode(wanted);
}

qsizetype PointCloudItem::count() const { return sets_[0].size() + sets_[1].size() + sets_[2].size(); }

Marker PointCloudItem::marker(qsizetype index) const {
  if (index < sets_[0].size()) return Marker::disc;
  return index < sets_[0].size() + sets_[1].size() ? Marker::ring : Marker::diamond;
}

QPointF PointCloudItem::point(qsizetype index) const {
  for (const QVector<QPointF>& set : sets_) {
    if (index < set.size()) return set[index];
    index -= set.size();
  }
  return {};
}

std::optional<qsizetype> PointCloudItem::pointNear(QPointF pixel, double reach) const {
  std::optional<qsizetype> nearest;
  double least = reach * reach;
  qsizetype index = 0;
  for (const QVector<QPointF>& set : sets_)
    for (const QPointF& point : set) {
      const QPointF away = scale_.toPixel(point) - pixel;
      const double distance = QPointF::dotProduct(away, away);
      if (distance <= least && isWithin(scale_, point)) {
        least = distance;
        nearest = index;
      }
      ++index;
    }
  return nearest;
}

QRectF PointCloudItem::boundingRect() const { return scale_.area.adjusted(-8, -8, 8, 8); }

void PointCloudItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  painter->setRenderHint(QPainter::Antialiasing);
  const bool many = count() > manyPoints;
  // A vector file would hold the picture once for each point.
  const bool stamped = many && painter->paintEngine()->type() == QPaintEngine::Raster;
  if (many && !stamped) painter->setOpacity(translucent);
  for (const Marker marker : markers) stamped ? paintStamps(*painter, marker) : paintSet(*painter, marker);
}

void PointCloudItem::paintSet(QPainter& painter, Marker marker) const {
  const double radius = markRadius(count());
  for (const QPointF& point : sets_[static_cast<std::size_t>(marker)])
    if (isWithin(scale_, point)) paintMark(painter, marker, scale_.toPixel(point), radius, style_);
}

void PointCloudItem::paintStamps(QPainter& painter, Marker marker) const {
  const double pixelRatio =
      painter.device()->devicePixelRatioF() * std::max(1.0, painter.worldTransform().m11());
  const QPixmap picture = stamp(marker, markRadius(count()), pixelRatio, style_);
  const QRectF source(QPointF(), QSizeF(picture.size()));
  std::vector<QPainter::PixmapFragment> fragments;
  for (const QPointF& point : sets_[static_cast<std::size_t>(marker)])
    if (isWithin(scale_, point))
      fragments.push_back(
          QPainter::PixmapFragment::create(scale_.toPixel(point), source, 1 / pixelRatio, 1 / pixelRatio));
  painter.drawPixmapFragments(fragments.data(), static_cast<int>(fragments.size()), picture);
}

}  // namespace lossarium::ui
