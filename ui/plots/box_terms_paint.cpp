// The terms of the losses of boxes, drawn as what they are.
#include "ui/plots/box_canvas.h"
#include "ui/plots/box_stage.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lossarium::ui {
namespace {

constexpr double hatchStep = 7;                   // pixels, along an axis
constexpr double unionBand = 6;                   // around the union
constexpr double arcRadius = 20, arcShare = 0.4;  // of an angle: pixels; of the shorter side, at most
constexpr double least = 1e-9;

using Interval = std::pair<double, double>;

/// `all` without `hole`.
std::vector<Interval> without(const std::vector<Interval>& all, Interval hole) {
  std::vector<Interval> rest;
  for (const auto& [low, high] : all) {
    if (hole.first > low) rest.emplace_back(low, std::min(high, hole.first));
    if (hole.second < high) rest.emplace_back(std::max(low, hole.second), high);
  }
  std::erase_if(rest, [](const Interval& part) { return part.second - part.first < least; });
  return rest;
}

/// Where the line x + y = sum lies in `box`, as a range of x; empty: first > second.
Interval along(const QRectF& box, double sum) {
  return {std::max(box.left(), sum - box.bottom()), std::min(box.right(), sum - box.top())};
}

void paintHatch(const BoxStage& stage, const QRectF& around, const std::array<QRectF, 2>& boxes) {
  const QRectF seen = around.intersected(stage.scale.area);
  if (seen.isEmpty()) return;
  stage.painter.setPen(QPen(withAlpha(stage.style.mutedText, 0.45), 1));
  const double first = std::ceil((seen.left() + seen.top()) / hatchStep) * hatchStep;
  for (double sum = first; sum < seen.right() + seen.bottom(); sum += hatchStep) {
    const Interval whole = along(seen, sum);
    if (whole.first >= whole.second) continue;
    std::vector<Interval> parts{whole};
    for (const QRectF& box : boxes)
      if (const Interval hole = along(box, sum); hole.first < hole.second) parts = without(parts, hole);
    for (const auto& [low, high] : parts)
      stage.painter.drawLine(QPointF(low, sum - low), QPointF(high, sum - high));
  }
}

void paintUnion(const BoxStage& stage, const QRectF& target, const QRectF& prediction) {
  QPainterPath one, other;
  one.addRect(target.intersected(stage.scale.area));
  other.addRect(prediction.intersected(stage.scale.area));
  stage.painter.setBrush(Qt::NoBrush);
  stage.painter.setPen(
      QPen(withAlpha(stage.style.text, 0.22), unionBand, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  stage.painter.drawPath(one.united(other).simplified());
}

/// A box' diagonal, and its angle atan(w/h) to the upright at the lower left corner.
void paintAspect(const BoxStage& stage, const QRectF& box, double angle, const QColor& color) {
  const QPen pen(withAlpha(color, 0.85), 1.25, Qt::DotLine);
  stage.line(box.bottomLeft(), box.topRight(), pen);
  const double radius = std::min(arcRadius, arcShare * std::max(box.width(), box.height()));
  const QRectF circle(box.bottomLeft() - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
  if (radius < 4 || !stage.scale.area.contains(circle.center())) return;
  constexpr double sixteenths = 16 * 180 / std::numbers::pi;
  const int span = static_cast<int>(std::lround(angle * sixteenths));
  stage.painter.setPen(QPen(color, 1.5));
  stage.painter.setBrush(withAlpha(color, 0.14));
  stage.painter.drawPie(circle, 90 * 16 - span, span);
}

QString number(double value) { return readableNumber(value, 3); }

/// A grid of places over `box`, from its middle outwards.
std::vector<QPointF> placesIn(const QRectF& box) {
  std::vector<QPointF> places;
  for (const double y : {0.5, 0.3, 0.7, 0.15, 0.85})
    for (const double x : {0.5, 0.3, 0.7, 0.15, 0.85})
      places.emplace_back(box.left() + x * box.width(), box.top() + y * box.height());
  return places;
}

/// Above, below and beside a box, outside of it.
std::vector<QPointF> placesAround(const QRectF& box, double away) {
  std::vector<QPointF> places;
  for (const double share : {0.25, 0.75, 0.5, 0.1, 0.9}) {
    const double x = box.left() + share * box.width();
    places.emplace_back(x, box.bottom() + away);
    places.emplace_back(x, box.top() - away);
  }
  return places;
}

std::vector<QPointF> placesBeside(const QLineF& line, double away, const std::vector<double>& shares) {
  const QLineF across = line.length() > 0 ? line.normalVector().unitVector() : QLineF(0, 0, 0, -1);
  const QPointF step(across.dx() * away, across.dy() * away);
  std::vector<QPointF> places;
  for (const double at : shares)
    for (const double side : {1.0, -1.0, 1.8, -1.8}) places.push_back(line.pointAt(at) + side * step);
  return places;
}

/// The corners of the enclosing box that neither box reaches, the largest gap first.
std::vector<QPointF> emptyPlaces(const QRectF& around, const std::array<QRectF, 2>& boxes) {
  std::vector<std::pair<double, QPointF>> gaps;
  for (const double y : {0.1, 0.25, 0.5, 0.75, 0.9})
    for (const double x : {0.1, 0.25, 0.5, 0.75, 0.9}) {
      const QPointF at(around.left() + x * around.width(), around.top() + y * around.height());
      double room = 1e9;
      for (const QRectF& box : boxes)
        room = std::min(room, std::max({box.left() - at.x(), at.x() - box.right(), box.top() - at.y(),
                                        at.y() - box.bottom()}));
      if (room > 0) gaps.emplace_back(-room, at);
    }
  std::sort(gaps.begin(), gaps.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<QPointF> places;
  for (const auto& gap : gaps) places.push_back(gap.second);
  return places;
}

/// What the numbers are about, in values and in pixels.
struct Measured {
  BoxGeometry boxes;
  QRectF target, prediction, around;
  double away;  ///< of a label's middle from what it names
};

void writeDistances(BoxStage& stage, const Measured& all) {
  const QLineF between(all.prediction.center(), all.target.center()),
      diagonal(all.around.topLeft(), all.around.bottomRight());
  stage.labels.avoid(between);
  stage.labels.avoid(diagonal);
  stage.label(QStringLiteral("ρ ") + number(all.boxes.centreDistance), stage.style.text,
              placesBeside(between, all.away, {0.5, 0.35, 0.65, 0.2, 0.8}));
  stage.label(QStringLiteral("c ") + number(all.boxes.diagonal), stage.style.mutedText,
              placesBeside(diagonal, all.away, {0.12, 0.88, 0.25, 0.75, 0.4, 0.6}));
}

void writeOverlap(BoxStage& stage, const Measured& all) {
  const QRectF overlap = stage.pixels(all.boxes.overlap);
  const bool thin = std::min(overlap.width(), overlap.height()) < 2 * all.away;
  stage.label(BoxCanvas::tr("overlap %1").arg(number(all.boxes.overlapArea)), stage.style.text,
              thin ? placesAround(overlap, all.away) : placesIn(overlap));
}

void writeRatios(BoxStage& stage, const Measured& all) {
  const auto ratio = [](const Eigen::Vector4d& box) {
    const double width = box[2] - box[0], height = box[3] - box[1];
    return QStringLiteral("w/h ") + (height > 0 ? number(width / height) : QStringLiteral("–"));
  };
  stage.label(ratio(all.boxes.target), stage.style.text, placesAround(all.target, all.away));
  stage.label(ratio(all.boxes.prediction), stage.style.accent, placesAround(all.prediction, all.away));
}

}  // namespace

void paintBoxAreas(const BoxStage& stage) {
  const BoxMarks& marks = stage.scene.marks;
  const QRectF target = stage.pixels(stage.scene.target), prediction = stage.pixels(stage.scene.prediction);
  const QColor accent = stage.style.accent;
  if (stage.hasBoth() && marks.enclosing) {
    const QRectF around = target.united(prediction);
    paintHatch(stage, around, {target, prediction});
    stage.outline(around, QPen(stage.style.mutedText, 1.25, Qt::DashLine));
  }
  if (stage.scene.prediction.allFinite()) stage.fill(prediction, withAlpha(accent, 0.13));
  if (stage.hasBoth() && marks.overlap) stage.fill(target.intersected(prediction), withAlpha(accent, 0.34));
  if (stage.hasBoth() && marks.unionArea) paintUnion(stage, target, prediction);
}

void paintBoxMeasures(const BoxStage& stage) {
  if (!stage.hasBoth()) return;
  const BoxGeometry boxes = boxGeometry(stage.scene.prediction, stage.scene.target);
  const QRectF target = stage.pixels(boxes.target), prediction = stage.pixels(boxes.prediction);
  if (stage.scene.marks.aspect) {
    paintAspect(stage, target, boxes.targetAngle, stage.style.text);
    paintAspect(stage, prediction, boxes.predictionAngle, stage.style.accent);
  }
  if (!stage.scene.marks.distance) return;
  const QRectF around = stage.pixels(boxes.enclosing);
  stage.line(around.topLeft(), around.bottomRight(), QPen(stage.style.mutedText, 1.25, Qt::DashDotLine));
  stage.line(prediction.center(), target.center(), QPen(stage.style.text, 2.5, Qt::SolidLine, Qt::RoundCap));
}

void paintBoxOutlines(const BoxStage& stage) {
  const auto draw = [&](const Eigen::Vector4d& box, const QColor& color) {
    if (!box.allFinite()) return;
    const QRectF at = stage.pixels(box);
    if (!stage.scene.picture.isNull()) stage.outline(at, QPen(withAlpha(stage.style.background, 0.7), 4.5));
    stage.outline(at, QPen(color, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    if (!stage.scale.area.contains(at.center())) return;
    stage.painter.setPen(QPen(stage.style.background, 1));
    stage.painter.setBrush(color);
    stage.painter.drawEllipse(at.center(), 3.5, 3.5);
  };
  draw(stage.scene.target, stage.style.text);
  draw(stage.scene.prediction, stage.style.accent);
}

void paintBoxNumbers(BoxStage& stage) {
  if (!stage.hasBoth() || !stage.scene.numbers) return;
  const BoxMarks& marks = stage.scene.marks;
  const BoxGeometry boxes = boxGeometry(stage.scene.prediction, stage.scene.target);
  const Measured all{boxes, stage.pixels(boxes.target), stage.pixels(boxes.prediction),
                     stage.pixels(boxes.enclosing), QFontMetricsF(stage.small).height() * 0.75};
  if (marks.aspect) {
    stage.labels.avoid({all.target.bottomLeft(), all.target.topRight()});
    stage.labels.avoid({all.prediction.bottomLeft(), all.prediction.topRight()});
  }
  if (marks.distance) writeDistances(stage, all);
  if (marks.overlap && !boxes.apart) writeOverlap(stage, all);
  if (marks.enclosing && boxes.emptyArea > 0)
    stage.label(BoxCanvas::tr("empty %1").arg(number(boxes.emptyArea)), stage.style.mutedText,
                emptyPlaces(all.around, {all.target, all.prediction}));
  if (marks.aspect) writeRatios(stage, all);
  if (marks.unionArea)
    stage.label(BoxCanvas::tr("union %1").arg(number(boxes.unionArea)), stage.style.text,
                placesAround(all.around, all.away));
}

}  // namespace lossarium::ui
