#include "ui/plots/overlay_item.h"

#include "ui/plots/clipped_line.h"
#include "ui/plots/contour_labels.h"
#include "ui/plots/plot_marks.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr std::size_t mostLabels = 6;

}  // namespace

OverlayItem::OverlayItem(const FieldItem& field, QGraphicsItem* parent)
    : QGraphicsItem(parent), field_(field) {
  setZValue(2);
}

void OverlayItem::setContents(std::shared_ptr<const SurfaceScene> scene,
                              std::shared_ptr<const SurfaceGeometry> geometry) {
  scene_ = std::move(scene);
  geometry_ = std::move(geometry);
  update();
}

void OverlayItem::setStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

void OverlayItem::setFrame(const PlotScale& frame) {
  prepareGeometryChange();
  frame_ = frame;
}

void OverlayItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!scene_ || !geometry_ || frame_.area.width() < 1) return;
  painter->save();
  for (std::size_t i = 0; i < std::min(scene_->overlay.size(), geometry_->overlay().size()); ++i)
    paintLines(*painter, scene_->overlay[i], geometry_->overlay()[i]);
  painter->restore();
}

QPolygonF OverlayItem::toPixels(const Polyline& line) const {
  QPolygonF pixels;
  for (const auto& point : line) pixels.push_back(frame_.toPixel({point.x(), point.y()}));
  return pixels;
}

bool OverlayItem::isFree(const QRectF& room) const {
  return frame_.area.contains(room) && !field_.isTaken(room);
}

void OverlayItem::paintLines(QPainter& painter, const SceneContours& look,
                             const std::vector<SurfaceGeometry::Contour>& contours) const {
  ContourLabels labels(style_, [this](const QRectF& room) { return isFree(room); });
  for (const auto& contour : contours) {
    QPolygonF longest;
    for (const Polyline& line : contour.lines)
      for (const QPolygonF& run : clippedLine(toPixels(line), frame_.area)) {
        paintOverlayLine(painter, run, look.color, look.dash);
        if (longest.isEmpty() || lineLength(run) > lineLength(longest)) longest = run;
      }
    if (labels.count() < mostLabels)
      labels.paint(painter, longest, readableNumber(contour.loss, 3), look.color);
  }
}

}  // namespace lossarium::ui
