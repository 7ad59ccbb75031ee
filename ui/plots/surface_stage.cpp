#include "ui/plots/surface_stage.h"

#include "ui/plots/axis_ticks.h"
#include "ui/plots/height_key.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_text.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lossarium::ui {
namespace {

using Eigen::Vector3d;

constexpr double top = SurfaceGeometry::topHeight, ground = SurfaceGeometry::floorHeight;
constexpr double tickLength = 5, labelGap = 4, titleGap = 7;
constexpr double leastAxis = 36;  // pixels; a shorter axis, seen end on, has no numbers

/// The sides of the box that face the eye. From straight above, numbers stand left and below as on any map.
Eigen::Vector2d nearSides(const View& view) {
  const Vector3d& eye = view.towardsEye();
  return {eye.x() > 0.06 ? 1 : -1, eye.y() > 0.06 ? 1 : -1};
}

/// 1 when seen from the side, fading to 0 from straight above, where walls have no height.
double wallPresence(const View& view) { return std::clamp((84 - view.camera().elevation) / 24, 0.0, 1.0); }

QLineF seen(const View& view, const Vector3d& from, const Vector3d& to) {
  return {view.project(from), view.project(to)};
}

}  // namespace

SurfaceStage::SurfaceStage(const SurfaceScene& scene, const SurfaceGeometry* geometry)
    : geometry_(geometry), overlay_(scene.overlay) {
  a_.title = scene.aTitle;
  b_.title = scene.bTitle;
  loss_.title = scene.lossTitle;
  loss_.presence = scene.heightPresence;
  if (!geometry_ || !geometry_->isDrawable()) return;
  const Vector &a = geometry_->surface().a, &b = geometry_->surface().b;
  const auto aTicks = niceTicks(a[0], a[a.size() - 1], 5), bTicks = niceTicks(b[0], b[b.size() - 1], 5);
  a_.labels = tickLabels(aTicks);
  b_.labels = tickLabels(bTicks);
  for (const double tick : aTicks) a_.places.push_back(geometry_->toBox({tick, b[0]}).x());
  for (const double tick : bTicks) b_.places.push_back(geometry_->toBox({a[0], tick}).y());
  const LossScale& scale = geometry_->scale();
  loss_.title = lossAxisTitle(scene, scale);
  loss_.labels = lossTickLabels(scale);
  for (const double tick : scale.ticks())
    loss_.places.push_back(SurfaceGeometry::heightOf(scale.fraction(tick)));
  note_ = cutNote(scale);
}

void SurfaceStage::paintBehind(QPainter& painter, const View& view, const PlotStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  paintFloor(painter, view, style);
  paintWalls(painter, view, style);
  if (geometry_ && geometry_->isDrawable()) paintFloorContours(painter, view, style);
  painter.restore();
}

void SurfaceStage::paintFloor(QPainter& painter, const View& view, const PlotStyle& style) const {
  const QPolygonF floor{{view.project({-1, -1, ground}), view.project({1, -1, ground}),
                         view.project({1, 1, ground}), view.project({-1, 1, ground})}};
  painter.setPen(Qt::NoPen);
  painter.setBrush(mixed(style.background, style.grid, 0.35));
  painter.drawPolygon(floor);
  painter.setPen(QPen(style.grid, 1));
  for (const double x : a_.places) painter.drawLine(seen(view, {x, -1, ground}, {x, 1, ground}));
  for (const double y : b_.places) painter.drawLine(seen(view, {-1, y, ground}, {1, y, ground}));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(mixed(style.grid, style.outline, 0.5), 1));
  painter.drawPolygon(floor);
}

void SurfaceStage::paintWalls(QPainter& painter, const View& view, const PlotStyle& style) const {
  const double presence = wallPresence(view);
  if (presence <= 0) return;
  const Eigen::Vector2d back = -nearSides(view);
  painter.setPen(QPen(mixed(style.background, style.grid, presence), 1));
  const auto around = [&](double height) {
    painter.drawLine(seen(view, {-1, back.y(), height}, {1, back.y(), height}));
    painter.drawLine(seen(view, {back.x(), -1, height}, {back.x(), 1, height}));
  };
  around(top);
  for (const double x : a_.places) painter.drawLine(seen(view, {x, back.y(), ground}, {x, back.y(), top}));
  for (const double y : b_.places) painter.drawLine(seen(view, {back.x(), y, ground}, {back.x(), y, top}));
  for (const auto& [x, y] :
       {std::pair(back.x(), back.y()), std::pair(-back.x(), back.y()), std::pair(back.x(), -back.y())})
    painter.drawLine(seen(view, {x, y, ground}, {x, y, top}));
  painter.setPen(QPen(mixed(style.background, style.grid, presence * loss_.presence), 1));
  for (const double height : loss_.places) around(height);
}

void SurfaceStage::paintFloorContours(QPainter& painter, const View& view, const PlotStyle& style) const {
  painter.setBrush(Qt::NoBrush);
  for (const auto& contour : geometry_->contours()) {
    const QColor color = lossColor(style.colorMap, contour.fraction);
    painter.setPen(QPen(mixed(style.background, color, 0.62 * contour.strength), 1.1));
    paintOnFloor(painter, view, contour.lines);
  }
  for (std::size_t i = 0; i < std::min(overlay_.size(), geometry_->overlay().size()); ++i) {
    painter.setPen(QPen(onPaper(overlay_[i].color, style), 1.5, overlay_[i].dash, Qt::FlatCap));
    for (const auto& contour : geometry_->overlay()[i]) paintOnFloor(painter, view, contour.lines);
  }
}

void SurfaceStage::paintOnFloor(QPainter& painter, const View& view,
                                const std::vector<Polyline>& lines) const {
  for (const Polyline& line : lines) {
    QPolygonF polygon;
    for (const auto& point : line) {
      const Eigen::Vector2d box = geometry_->toBox(point);
      polygon.push_back(view.project({box.x(), box.y(), ground}));
    }
    painter.drawPolyline(polygon);
  }
}

/// Paints axes one after another and keeps their numbers off each other.
class SurfaceStage::AxisBrush {
 public:
  AxisBrush(QPainter& painter, const View& view, const PlotStyle& style)
      : painter_(painter),
        view_(view),
        style_(style),
        numbers_(scaledFont(style.font, 0.92)),
        metrics_(numbers_) {}

  /// `place(t)` is the point of the axis at tick t; ticks lie in low … high.
  template <typename Place>
  void paint(const Axis& axis, double low, double high, const Place& place) {
    const QLineF line = seen(view_, place(low), place(high));
    if (line.length() < leastAxis) return;
    outward_ = outwardOf(line);
    presence_ = axis.presence;
    painter_.setPen(QPen(style_.outline, 1.2));
    painter_.drawLine(line);
    double depth = 0;
    for (std::size_t i = 0; i < axis.places.size(); ++i)
      depth = std::max(
          depth, paintTick(view_.project(place(axis.places[i])), axis.labels[static_cast<qsizetype>(i)]));
    paintTitle(line, depth, axis.title);
  }

 private:
  QColor faded(const QColor& color) const { return withAlpha(color, presence_ * color.alphaF()); }

  QPointF outwardOf(const QLineF& line) const {
    const QPointF normal = QPointF(line.dy(), -line.dx()) / line.length();
    const QPointF away = line.center() - view_.project({0, 0, (top + ground) / 2});
    return QPointF::dotProduct(normal, away) >= 0 ? normal : -normal;
  }

  /// How far the label reaches from the axis.
  double paintTick(QPointF at, const QString& label) {
    painter_.setPen(QPen(faded(style_.outline), 1.2));
    painter_.drawLine(QLineF(at, at + outward_ * tickLength));
    const QSizeF size(metrics_.horizontalAdvance(label), metrics_.capHeight());
    const double reach =
        std::abs(outward_.x()) * size.width() / 2 + std::abs(outward_.y()) * size.height() / 2;
    const QPointF centre = at + outward_ * (tickLength + labelGap + reach);
    const QRectF box(centre - QPointF(size.width(), size.height()) / 2, size);
    const QRectF roomy = box.adjusted(-4, -3, 4, 3);
    if (std::any_of(taken_.begin(), taken_.end(),
                    [&](const QRectF& other) { return other.intersects(roomy); }))
      return 0;
    taken_.push_back(box);
    painter_.setFont(numbers_);
    painter_.setPen(faded(style_.mutedText));
    painter_.drawText(box.bottomLeft(), label);
    return tickLength + labelGap + 2 * reach;
  }

  void paintTitle(const QLineF& line, double depth, const QString& title) {
    if (title.isEmpty()) return;
    const QFontMetricsF metrics(style_.font);
    const double longest = 0.94 * std::max(view_.area().height(), 1.3 * line.length());
    const QString text = metrics.elidedText(title, Qt::ElideMiddle, longest);
    const double angle = readableAngle(line);
    const double width = metrics.horizontalAdvance(text), height = metrics.height();
    QTransform turned;
    turned.rotateRadians(angle);
    QPolygonF outline = turned.map(QPolygonF(QRectF(-width / 2, -height / 2, width, height)));
    QRectF box = outline.boundingRect();
    const QPointF centre = line.center() + outward_ * (depth + titleGap + height / 2);
    box.translate(centre);
    const QPointF moved = centre + inside(box, 3);
    outline.translate(moved);
    const bool upright = std::abs(line.dy()) > 2 * std::abs(line.dx());
    const auto hides = [&](const QRectF& label) {
      return outline.intersects(QPolygonF(label.adjusted(-5, -1, 5, 1)));  // a title is no minus sign
    };
    if (upright && std::any_of(taken_.begin(), taken_.end(), hides))
      return paintTitleAbove(line, metrics, text);
    painter_.save();
    painter_.translate(moved);
    painter_.rotate(angle * 180 / std::numbers::pi);
    painter_.setFont(style_.font);
    painter_.setPen(faded(style_.text));
    painter_.drawText(QPointF(-width / 2, (metrics.ascent() - metrics.descent()) / 2), text);
    painter_.restore();
  }

  /// The upper end of the box between two uprights of the picture.
  double topBetween(double left, double right) const {
    QPolygonF lid;
    for (const auto& [x, y] :
         {std::pair(-1.0, -1.0), std::pair(1.0, -1.0), std::pair(1.0, 1.0), std::pair(-1.0, 1.0)})
      lid.push_back(view_.project({x, y, top}));
    const QRectF whole = lid.boundingRect();
    const QPolygonF part =
        lid.intersected(QPolygonF(QRectF(left, whole.top() - 1, right - left, whole.height() + 2)));
    return part.isEmpty() ? whole.bottom() : part.boundingRect().top();
  }

  /// Long numbers leave no room beside the axis: then the title lies flat over its upper end, and over the
  /// surface.
  void paintTitleAbove(const QLineF& line, const QFontMetricsF& metrics, const QString& text) {
    const QPointF end = line.p1().y() < line.p2().y() ? line.p1() : line.p2();
    QRectF box(QPointF(), QSizeF(metrics.horizontalAdvance(text), metrics.height()));
    box.moveCenter(end - QPointF(0, 2 * metrics.height()));
    box.translate(inside(box, 12));
    box.moveBottom(std::min(box.bottom(), topBetween(box.left(), box.right()) - 4));
    box.translate(inside(box, 12));
    painter_.setFont(style_.font);
    painter_.setPen(faded(style_.text));
    painter_.drawText(box.bottomLeft() - QPointF(0, metrics.descent()), text);
  }

  /// From left to right; what is nearly upright, from below.
  static double readableAngle(const QLineF& line) {
    constexpr double half = std::numbers::pi, steepest = 0.44 * half;
    const double angle = std::atan2(line.dy(), line.dx());
    if (angle > steepest) return angle - half;
    return angle <= steepest - half ? angle + half : angle;
  }

  /// The shift that brings a box into the picture, if the view is not zoomed out of it.
  QPointF inside(const QRectF& box, double margin) const {
    const QRectF area = view_.area().adjusted(margin, 3, -margin, -3);
    if (view_.camera().zoom > 1.05) return {};
    const auto shift = [](double low, double high, double from, double to) {
      return low < from ? from - low : std::min(0.0, to - high);
    };
    return {shift(box.left(), box.right(), area.left(), area.right()),
            shift(box.top(), box.bottom(), area.top(), area.bottom())};
  }

  QPainter& painter_;
  const View& view_;
  const PlotStyle& style_;
  QFont numbers_;
  QFontMetricsF metrics_;
  QPointF outward_;
  double presence_ = 1;
  std::vector<QRectF> taken_;
};

void SurfaceStage::paintAxes(QPainter& painter, const View& view, const PlotStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const Eigen::Vector2d side = nearSides(view);
  AxisBrush brush(painter, view, style);
  brush.paint(a_, -1, 1, [&](double x) { return Vector3d(x, side.y(), ground); });
  brush.paint(b_, -1, 1, [&](double y) { return Vector3d(side.x(), y, ground); });
  // The upright edge that is furthest to the left is never in front of the surface.
  Eigen::Vector2d corner(-1, -1);
  for (const double x : {-1.0, 1.0})
    for (const double y : {-1.0, 1.0})
      if (view.project({x, y, ground}).x() < view.project({corner.x(), corner.y(), ground}).x())
        corner = {x, y};
  if (wallPresence(view) > 0.3)
    brush.paint(loss_, ground, top, [&](double z) { return Vector3d(corner.x(), corner.y(), z); });
  if (!note_.isEmpty()) {
    painter.setFont(scaledFont(style.font, 0.92));
    painter.setPen(style.mutedText);
    painter.drawText(view.area().adjusted(10, 6, -10, -6), Qt::AlignTop | Qt::AlignRight, note_);
  }
  painter.restore();
}

}  // namespace lossarium::ui
