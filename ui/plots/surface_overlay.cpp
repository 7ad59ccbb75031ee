#include "ui/plots/surface_overlay.h"

#include "ui/plots/arrow_names.h"
#include "ui/plots/height_key.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/trail_steps.h"

#include <QFontMetricsF>
#include <QLineF>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lossarium::ui {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr double lift = 0.005;        // of lines over the surface, so that a bent cell does not cover them
constexpr double pieceLength = 6;     // pixels between two looks at what is hidden …
constexpr double mostLooks = 1500;    // … but not more of them, however long the way
constexpr double dotDistance = 11;    // pixels between steps from which on each has a dot
constexpr double stemDistance = 18;   // pixels between their feet
constexpr double arrowLength = 0.25;  // in halves of a box side
constexpr std::size_t mostDots = 400;

bool isInside(const Vector2d& box) { return std::abs(box.x()) <= 1 + 1e-9 && std::abs(box.y()) <= 1 + 1e-9; }

/// Cuts a segment to the square −1 … 1, with the heights at its ends; false if nothing is left.
bool cutToSquare(Vector3d& from, Vector3d& to) {
  double entry = 0, exit = 1;
  const Vector3d step = to - from;
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
  const Vector3d start = from;
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
    for (const Trail& trail : scene_.trails) {
      paintWay(trail);
      paintStems(trail);
    }
    for (const SceneContours& each : scene_.overlay)
      if (each.best) paintLeast(*each.best, each.color);
    if (scene_.minimum && scene_.minimum->allFinite()) paintLeast(scene_.minimum->head<2>(), Qt::white);
    for (const SceneMark& mark : scene_.marks) paintMark(mark);
    if (scene_.handle) paintStart();
    if (scene_.ghost && !scene_.trails.empty()) paintGhost();
    paintArrows();
    // The first run is the one that is followed: its ball lies on top.
    for (auto trail = scene_.trails.rbegin(); trail != scene_.trails.rend(); ++trail) paintRest(*trail);
    paintArrowNames(painter_, view_.area(), scene_, style_);
    const double line = QFontMetricsF(style_.font).height();  // a note on a cut may stand there
    paintHeightKey(painter_, view_.area(), scene_, style_, line);
  }

 private:
  struct Span {
    QPolygonF line;
    bool visible;
    double strength = 1;
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

  QPolygonF onGround(const std::vector<Vector2d>& steps) const {
    QPolygonF places;
    for (const Vector2d& step : steps)
      places.push_back(view_.project({step.x(), step.y(), SurfaceGeometry::bottomHeight}));
    return places;
  }

  void add(std::vector<Span>& spans, const Vector3d& from, const Vector3d& to, bool connected,
           double strength) const {
    const bool visible = isVisible((from + to) / 2);
    if (!connected || spans.empty() || spans.back().visible != visible || spans.back().strength != strength)
      spans.push_back({QPolygonF{{view_.project(from)}}, visible, strength});
    spans.back().line.push_back(view_.project(to));
  }

  // A jump is a straight line through the air: no ball rolls from step to step. Short steps lie on the
  // surface.
  std::vector<Span> spansOf(const std::vector<Vector2d>& steps, const std::vector<TrailStep>& kinds) const {
    std::vector<Span> spans;
    double whole = 0;
    for (std::size_t i = 1; i < steps.size(); ++i) whole += view_.scale() * (steps[i] - steps[i - 1]).norm();
    const double between = std::max(pieceLength, whole / mostLooks);
    bool connected = false;
    for (std::size_t i = 1; i < steps.size(); ++i) {
      const Vector3d start = onSurface(steps[i - 1]), end = onSurface(steps[i]);
      Vector3d from = start, to = end;
      if (!cutToSquare(from, to)) {
        connected = false;
        continue;
      }
      const double pixels = view_.scale() * (to - from).norm();
      const int count = std::clamp(static_cast<int>(pixels / between), 1, 400);
      connected = connected && from == start;
      const auto at = [&](int k) -> Vector3d {
        const Vector3d straight = from + (to - from) * k / count;
        return kinds[i - 1].jump ? straight : onSurface(straight.head<2>());
      };
      for (int k = 1; k <= count; ++k) {
        add(spans, at(k - 1), at(k), connected, kinds[i - 1].strength);
        connected = true;
      }
      connected = to == end;
    }
    return spans;
  }

  void paintWay(const Trail& trail) {
    const std::vector<Vector2d> later = stepsOf(trail.later), steps = stepsOf(trail.points);
    for (const Span& span : spansOf(later, trailSteps(onGround(later))))
      paintHiddenTrailLine(painter_, span.line, trail.color);
    const std::vector<TrailStep> kinds = trailSteps(onGround(steps));
    const std::vector<Span> spans = spansOf(steps, kinds);
    for (const Span& span : spans)
      if (!span.visible) paintHiddenTrailLine(painter_, span.line, trail.color);
    for (const bool strong : {false, true})
      for (const Span& span : spans)
        if (span.visible && (span.strength == 1) == strong)
          paintTrailLine(painter_, span.line, trail.color, style_, span.strength);
    paintDots(steps, kinds, trail.color);
  }

  void paintDots(const std::vector<Vector2d>& steps, const std::vector<TrailStep>& kinds,
                 const QColor& color) {
    QPointF last(-1e9, -1e9);
    const std::size_t first = steps.size() > mostDots ? steps.size() - mostDots : 0;
    for (std::size_t i = first; i < steps.size(); ++i) {
      if (!isInside(steps[i])) continue;
      const Vector3d point = onSurface(steps[i]);
      const QPointF pixel = view_.project(point);
      if (QLineF(last, pixel).length() < dotDistance) continue;
      last = pixel;
      const double strength = kinds.empty() ? 1 : kinds[std::max<std::size_t>(i, 1) - 1].strength;
      if (isVisible(point)) paintTrailDot(painter_, pixel, color, style_, strength);
    }
  }

  // Where the way was not in this plane, its true loss is not the surface's: a stem shows by how much.
  void paintStems(const Trail& trail) {
    QPointF last(-1e9, -1e9);
    painter_.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i + 1 < trail.points.size(); ++i) {
      const Vector2d box = geometry_.toBox(trail.points[i].head<2>());
      if (!box.allFinite() || !isInside(box)) continue;
      const Vector3d point = onSurface(box);
      const QPointF foot = view_.project(point);
      if (QLineF(last, foot).length() < stemDistance) continue;
      last = foot;
      if (const auto height = heightOff(point, trail.points[i].z()); height && isVisible(point))
        paintStem(foot, view_.project({point.x(), point.y(), *height}), trail.color);
    }
  }

  void paintStem(QPointF foot, QPointF top, const QColor& color) {
    painter_.setPen(QPen(withAlpha(color, 0.55), 1));
    painter_.drawLine(foot, top);
    painter_.setPen(QPen(color, 1));
    painter_.setBrush(style_.background);
    painter_.drawEllipse(top, 2, 2);
  }

  void paintLeast(const Vector2d& place, const QColor& color) {
    const Vector2d box = geometry_.toBox(place);
    if (!isInside(box)) return;
    const Vector3d point = onSurface(box);
    paintMinimum(painter_, view_.project(point), !isVisible(point), style_, color);
  }

  void paintMark(const SceneMark& mark) {
    const Vector2d box = geometry_.toBox(mark.place);
    if (!box.allFinite() || !isInside(box)) return;
    const Vector3d point = onSurface(box);
    painter_.setFont(style_.font);
    ui::paintMark(painter_, view_.project(point), mark, !isVisible(point), style_);
  }

  void paintStart() {
    const Vector2d box = geometry_.toBox(*scene_.handle);
    if (!box.allFinite() || !isInside(box)) return;
    const Vector3d point = onSurface(box);
    paintHandle(painter_, view_.project(point), !isVisible(point), style_);
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

  std::optional<QPointF> restingPixel(const Trail& trail) const {
    if (trail.points.empty()) return {};
    const Vector2d box = geometry_.toBox(trail.points.back().head<2>());
    if (!box.allFinite() || !isInside(box)) return {};
    return view_.project(onSurface(box));
  }

  void paintWhoIsUnderTheFirst() {
    const auto first = restingPixel(scene_.trails.front());
    if (!first) return;
    QStringList letters;
    for (std::size_t i = 1; i < scene_.trails.size(); ++i)
      if (const auto other = restingPixel(scene_.trails[i]);
          other && QLineF(*first, *other).length() < ballRadius)
        letters << scene_.trails[i].letter;
    paintCompanions(painter_, *first, letters.join(QLatin1Char(' ')), style_);
  }

  void paintRest(const Trail& trail) {
    if (trail.points.empty()) return;
    const Vector3d& end = trail.points.back();
    const Vector2d box = geometry_.toBox(end.head<2>());
    if (!box.allFinite() || !isInside(box)) return;
    const Vector3d point = onSurface(box);
    const bool visible = isVisible(point);
    const QPointF foot = view_.project(point);
    const auto height = heightOff(point, end.z());
    if (visible) paintShadow(foot);
    if (height) return paintFloating(trail, point, *height, visible);
    const double raised = 0.55 * ballRadius * (1 - view_.towardsEye().z());
    paintBall(painter_, foot - QPointF(0, raised), trail.color, trail.letter, !visible, style_);
  }

  // The run has left this plane: the ball is at its true loss, and a stem leads to the place that it has
  // here.
  void paintFloating(const Trail& trail, const Vector3d& point, double height, bool visible) {
    const QPointF foot = view_.project(point), ball = view_.project({point.x(), point.y(), height});
    const QColor color = visible ? trail.color : withAlpha(trail.color, 0.35);
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(QPen(withAlpha(style_.background, color.alphaF()), 3.4));
    painter_.drawLine(foot, ball);
    painter_.setPen(QPen(color, 1.6));
    painter_.drawLine(foot, ball);
    painter_.setBrush(style_.background);
    painter_.drawEllipse(foot, 3, 3);
    paintBall(painter_, ball, trail.color, trail.letter, !visible, style_);
  }

  void paintShadow(QPointF foot) {
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(QColor(0, 0, 0, 60));
    painter_.drawEllipse(foot + QPointF(2, 3), ballRadius + 1.5,
                         (ballRadius + 1.5) * (0.45 + 0.55 * view_.towardsEye().z()));
  }

  /// The height of a loss that clearly is not that of the surface at this point, as far as the picture goes.
  std::optional<double> heightOff(const Vector3d& point, double loss) const {
    const auto height = geometry_.heightOff(point, loss);
    if (!height) return {};
    return std::clamp(*height, SurfaceGeometry::floorHeight, 1.1 * SurfaceGeometry::topHeight);
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
