#include "ui/plots/trail_item.h"

#include "ui/plots/arrow_names.h"
#include "ui/plots/clipped_line.h"
#include "ui/plots/field_item.h"
#include "ui/plots/height_key.h"
#include "ui/plots/plot_marks.h"

#include <QLineF>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double arrowPixels = 52, dotDistance = 11;

bool isFinite(QPointF point) { return qIsFinite(point.x()) && qIsFinite(point.y()); }

}  // namespace

TrailItem::TrailItem(QGraphicsItem* parent) : QGraphicsItem(parent) { setZValue(3); }

void TrailItem::setScene(std::shared_ptr<const SurfaceScene> scene) {
  landscape_ = std::move(scene);
  update();
}

void TrailItem::setStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

void TrailItem::setFrame(const PlotScale& frame) {
  prepareGeometryChange();
  frame_ = frame;
}

void TrailItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!landscape_ || frame_.area.width() < 1) return;
  painter->save();
  for (const Trail& trail : landscape_->trails) paintWay(*painter, trail);
  for (const SceneContours& each : landscape_->overlay)
    if (const QPointF best = each.best ? toPixel({each.best->x(), each.best->y(), 0}) : QPointF(qQNaN(), 0);
        isFinite(best) && frame_.area.contains(best))
      paintMinimum(*painter, best, false, style_, each.color);
  if (landscape_->minimum && landscape_->minimum->allFinite())
    if (const QPointF least = toPixel(*landscape_->minimum); frame_.area.contains(least))
      paintMinimum(*painter, least, false, style_);
  painter->setFont(style_.font);
  for (const SceneMark& mark : landscape_->marks)
    if (const QPointF place = toPixel({mark.place.x(), mark.place.y(), 0}); frame_.area.contains(place))
      paintMark(*painter, place, mark, false, style_);
  if (landscape_->handle)
    if (const QPointF start = toPixel({landscape_->handle->x(), landscape_->handle->y(), 0});
        isFinite(start) && frame_.area.contains(start))
      paintHandle(*painter, start, false, style_);
  if (landscape_->ghost && !landscape_->trails.empty())
    if (const QPointF best = toPixel(*landscape_->ghost); isFinite(best) && frame_.area.contains(best))
      paintBall(*painter, best, landscape_->trails.front().color, {}, true, style_);
  const auto arrows = arrowsOf(*landscape_, style_);
  for (std::size_t i = 0; i < arrows.size(); ++i)
    paintDirection(*painter, arrows[i], arrowPixels * arrowShare(i));
  // The first run is the one that is followed: its ball lies on top.
  for (auto trail = landscape_->trails.rbegin(); trail != landscape_->trails.rend(); ++trail) {
    if (trail->points.empty()) continue;
    const QPointF end = toPixel(trail->points.back());
    if (isFinite(end) && frame_.area.contains(end))
      paintBall(*painter, end, trail->color, trail->letter, false, style_);
  }
  paintArrowNames(*painter, frame_.area, *landscape_, style_);
  paintHeightKey(*painter, frame_.area, *landscape_, style_);
  painter->restore();
}

/// Steps that are a pixel apart.
QPolygonF TrailItem::stepsOf(const std::vector<Eigen::Vector3d>& points) const {
  QPolygonF steps;
  for (const Eigen::Vector3d& point : points) {
    const QPointF pixel = toPixel(point);
    if (!isFinite(pixel)) continue;
    if (steps.isEmpty() || &point == &points.back() || QLineF(steps.back(), pixel).length() >= 1)
      steps.push_back(pixel);
  }
  return steps;
}

void TrailItem::paintWay(QPainter& painter, const Trail& trail) const {
  for (const QPolygonF& run : clippedLine(stepsOf(trail.later), frame_.area))
    paintHiddenTrailLine(painter, run, trail.color);
  const QPolygonF places = stepsOf(trail.points);
  const std::vector<TrailStep> steps = trailSteps(places);
  paintSteps(painter, places, steps, trail.color);
  QPointF last(-1e9, -1e9);
  for (qsizetype i = 0; i < places.size(); ++i) {
    if (!frame_.area.contains(places[i]) || QLineF(last, places[i]).length() < dotDistance) continue;
    last = places[i];
    const double strength =
        steps.empty() ? 1 : steps[static_cast<std::size_t>(std::max<qsizetype>(i, 1) - 1)].strength;
    paintTrailDot(painter, places[i], trail.color, style_, strength);
  }
}

// The oldest first. The latest steps back and forth are arcs: on one straight line nobody could tell them
// apart.
void TrailItem::paintSteps(QPainter& painter, const QPolygonF& places, const std::vector<TrailStep>& steps,
                           const QColor& color) const {
  const auto paint = [&](const QPolygonF& line, double strength) {
    for (const QPolygonF& part : clippedLine(line, frame_.area))
      paintTrailLine(painter, part, color, style_, strength);
  };
  for (const QLineF& step : pastSteps(places, steps))
    if (const auto part = clippedSegment(step.p1(), step.p2(), frame_.area))
      paintPastStep(painter, *part, color);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto at = static_cast<qsizetype>(i);
    if (steps[i].kind() == StepKind::arc) paint(arcBetween(places[at], places[at + 1]), steps[i].strength);
  }
  for (const QPolygonF& line : linesOf(places, steps)) paint(line, 1);
}

void TrailItem::paintDirection(QPainter& painter, const SurfaceArrow& arrow, double length) const {
  const Eigen::Vector2d end = landscape_->trails.front().points.back().head<2>();
  const Eigen::Vector2d ahead = end + arrow.direction;
  QLineF line(frame_.toPixel({end.x(), end.y()}), frame_.toPixel({ahead.x(), ahead.y()}));
  if (!isFinite(line.p1()) || !isFinite(line.p2()) || line.length() < 1e-9 ||
      !frame_.area.contains(line.p1()))
    return;
  line.setLength(length);
  for (const QPolygonF& run : clippedLine(QPolygonF{{line.p1(), line.pointAt(0.5), line.p2()}}, frame_.area))
    paintArrow(painter, run, arrow.color, style_);
}

}  // namespace lossarium::ui
