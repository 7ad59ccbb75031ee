#include "ui/plots/surface_overlay.h"

#include "ui/plots/arrow_names.h"
#include "ui/plots/plot_marks.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr double lift = 0.005;        // of lines over the surface, so that a bent cell does not cover them
constexpr double pieceLength = 6;     // pixels between two looks at what is hidden …
constexpr double mostLooks = 1500;    // … but not more of them, however long the way
constexpr double dotDistance = 11;    // pixels between steps from which on each has a dot
constexpr double leastStem = 0.012;   // of height
constexpr double arrowLength = 0.25;  // in halves of a box side
constexpr std::size_t mostDots = 400;

bool isInside(const Vector2d& box) { return std::abs(box.x()) <= 1 + 1e-9 && std::abs(box.y()) <= 1 + 1e-9; }

/// Cuts a segment to the square −1 … 1; false if nothing is left.
bool cutToSquare(Vector2d& from, Vector2d& to) {
  double entry = 0, exit = 1;
  const Vector2d step = to - from;
  for (const Eigen::Index k : {0, 1}) {
    if (std::abs(step[k]) < 1e-15) {
      if (std::abs(from[k]) > 1) return false;
      continue;
    }
    const double p = (-1 - from[k]) / step[k], q = (1 - from[k]) / step[k];
    entry = std::max(entry, std::min(p, q));
    exit = std::min(exit, std::max(p, q));
  }
  if (entry > exit) return false;
  const Vector2d start = from;
  from = start + entry * step;
  to = start + exit * step;
  return true;
}

class OverlayPainter {
 public:
  OverlayPainter(QPainter& painter, const SurfaceScene& scene, const SurfaceGeometry& geometry,
                 const View& view, const PlotStyle& style)
      : painter_(painter), scene_(scene), geometry_(geometry), view_(view), style_(style) {}

  void paint() {
    for (const Trail& trail : scene_.trails) paintWay(trail);
    if (scene_.minimum && scene_.minimum->allFinite()) paintLeast();
    if (scene_.ghost && !scene_.trails.empty()) paintGhost();
    paintArrows();
    // The first run is the one that is followed: its ball lies on top.
    for (auto trail = scene_.trails.rbegin(); trail != scene_.trails.rend(); ++trail) paintRest(*trail);
    paintArrowNames(painter_, view_.area(), scene_, style_);
  }

 private:
  struct Span {
    QPolygonF line;
    bool visible;
  };

  Vector3d onSurface(const Vector2d& box) const {
    return geometry_.restingPoint(geometry_.fromBox(box)) + Vector3d(0, 0, lift);
  }
  bool isVisible(const Vector3d& point) const { return geometry_.isVisible(point, view_.eye()); }

  /// Steps that are a pixel apart, in the box's x and y.
  std::vector<Vector2d> stepsOf(const std::vector<Vector3d>& points) const {
    std::vector<Vector2d> steps;
    QPointF last;
    for (const Vector3d& point : points) {
      const Vector2d box = geometry_.toBox(point.head<2>());
      if (!box.allFinite()) continue;
      const QPointF pixel = view_.project({box.x(), box.y(), SurfaceGeometry::bottomHeight});
      if (!steps.empty() && &point != &points.back() && QLineF(last, pixel).length() < 1) continue;
      steps.push_back(box);
      last = pixel;
    }
    return steps;
  }

  void add(std::vector<Span>& spans, const Vector3d& from, const Vector3d& to, bool connected) const {
    const bool visible = isVisible((from + to) / 2);
    if (!connected || spans.empty() || spans.back().visible != visible)
      spans.push_back({QPolygonF{{view_.project(from)}}, visible});
    spans.back().line.push_back(view_.project(to));
  }

  std::vector<Span> spansOf(const std::vector<Vector2d>& steps) const {
    std::vector<Span> spans;
    double whole = 0;
    for (std::size_t i = 1; i < steps.size(); ++i) whole += view_.scale() * (steps[i] - steps[i - 1]).norm();
    const double between = std::max(pieceLength, whole / mostLooks);
    bool connected = false;
    for (std::size_t i = 1; i < steps.size(); ++i) {
      Vector2d from = steps[i - 1], to = steps[i];
      if (!cutToSquare(from, to)) {
        connected = false;
        continue;
      }
      const double pixels = view_.scale() * (to - from).norm();
      const int count = std::clamp(static_cast<int>(pixels / between), 1, 400);
      Vector3d last = onSurface(from);
      connected = connected && from == steps[i - 1];
      for (int k = 1; k <= count; ++k) {
        const Vector3d next = onSurface(from + (to - from) * k / count);
        add(spans, last, next, connected);
        connected = true;
        last = next;
      }
      connected = to == steps[i];
    }
    return spans;
  }

  void paintWay(const Trail& trail) {
    for (const Span& span : spansOf(stepsOf(trail.later)))
      paintHiddenTrailLine(painter_, span.line, trail.color);
    const std::vector<Vector2d> steps = stepsOf(trail.points);
    const std::vector<Span> spans = spansOf(steps);
    for (const Span& span : spans)
      if (!span.visible) paintHiddenTrailLine(painter_, span.line, trail.color);
    for (const Span& span : spans)
      if (span.visible) paintTrailLine(painter_, span.line, trail.color, style_);
    paintDots(steps, trail.color);
  }

  void paintDots(const std::vector<Vector2d>& steps, const QColor& color) {
    QPointF last(-1e9, -1e9);
    const std::size_t first = steps.size() > mostDots ? steps.size() - mostDots : 0;
    for (std::size_t i = first; i < steps.size(); ++i) {
      if (!isInside(steps[i])) continue;
      const Vector3d point = onSurface(steps[i]);
      const QPointF pixel = view_.project(point);
      if (QLineF(last, pixel).length() < dotDistance) continue;
      last = pixel;
      if (isVisible(point)) paintTrailDot(painter_, pixel, color, style_);
    }
  }

  void paintLeast() {
    const Vector2d box = geometry_.toBox(scene_.minimum->head<2>());
    if (!isInside(box)) return;
    const Vector3d point = onSurface(box);
    paintMinimum(painter_, view_.project(point), !isVisible(point), style_);
  }

  void paintGhost() {
    const Vector2d box = geometry_.toBox(scene_.ghost->head<2>());
    if (!box.allFinite() || !isInside(box)) return;
    paintBall(painter_, view_.project(onSurface(box)), scene_.trails.front().color, {}, true, style_);
  }

  void paintArrows() {
    const auto arrows = arrowsOf(scene_, style_);
    for (std::size_t i = 0; i < arrows.size(); ++i) paintDirection(arrows[i], arrowLength * arrowShare(i));
  }

  void paintDirection(const SurfaceArrow& arrow, double length) {
    const Vector2d ball = scene_.trails.front().points.back().head<2>(), start = geometry_.toBox(ball);
    Vector2d direction = geometry_.toBox(ball + arrow.direction) - start;
    if (!start.allFinite() || !direction.allFinite() || direction.norm() < 1e-12 || !isInside(start)) return;
    direction *= length / view_.camera().zoom / direction.norm();
    QPolygonF line;
    constexpr int count = 12;
    for (int k = 0; k <= count; ++k) {
      const Vector2d at = start + direction * k / count;
      if (!isInside(at)) break;
      const Vector3d point = onSurface(at);
      if (!isVisible(point)) break;
      line.push_back(view_.project(point));
    }
    paintArrow(painter_, line, arrow.color, style_);
  }

  void paintRest(const Trail& trail) {
    if (trail.points.empty()) return;
    const Vector3d& end = trail.points.back();
    const Vector2d box = geometry_.toBox(end.head<2>());
    if (!box.allFinite() || !isInside(box)) return;
    const Vector3d point = onSurface(box);
    const bool visible = isVisible(point);
    paintStem(point, end.z(), visible ? trail.color : withAlpha(trail.color, 0.35));
    const double raised = 0.55 * ballRadius * (1 - view_.towardsEye().z());
    const QPointF foot = view_.project(point);
    if (visible) paintShadow(foot);
    paintBall(painter_, foot - QPointF(0, raised), trail.color, trail.letter, !visible, style_);
  }

  void paintShadow(QPointF foot) {
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(QColor(0, 0, 0, 60));
    painter_.drawEllipse(foot + QPointF(2, 3), ballRadius + 1.5,
                         (ballRadius + 1.5) * (0.45 + 0.55 * view_.towardsEye().z()));
  }

  void paintStem(const Vector3d& point, double loss, const QColor& color) {
    const double height = SurfaceGeometry::heightOf(geometry_.scale().fraction(loss));
    // A difference that the coarse grid itself could make says nothing about the plane.
    const double least = leastStem + geometry_.unevennessAt(point.x(), point.y());
    if (!std::isfinite(height) || std::abs(height - point.z()) < least) return;
    const double reach = std::clamp(height, SurfaceGeometry::floorHeight, 1.1 * SurfaceGeometry::topHeight);
    const QPointF foot = view_.project(point), end = view_.project({point.x(), point.y(), reach});
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(QPen(withAlpha(style_.background, color.alphaF()), 3.4));
    painter_.drawLine(foot, end);
    painter_.setPen(QPen(color, 1.6));
    painter_.drawLine(foot, end);
    if (reach != height) return;  // it goes on beyond the picture
    painter_.setBrush(style_.background);
    painter_.drawEllipse(end, 4, 4);
  }

  QPainter& painter_;
  const SurfaceScene& scene_;
  const SurfaceGeometry& geometry_;
  const View& view_;
  const PlotStyle& style_;
};

}  // namespace

void paintSurfaceOverlay(QPainter& painter, const SurfaceScene& scene, const SurfaceGeometry& geometry,
                         const View& view, const PlotStyle& style) {
  if (!geometry.isDrawable()) return;
  painter.save();
  OverlayPainter(painter, scene, geometry, view, style).paint();
  painter.restore();
}

}  // namespace lossarium::ui
