#include "ui/plots/box_canvas_plot.h"

#include "ui/plots/box_canvas.h"
#include "ui/plots/box_canvas_key.h"
#include "ui/plots/box_stage.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double room = 0.25, roomAroundPicture = 0.02;  // around what is framed, of its larger side
constexpr double handle = 7, ring = 5;                   // pixels
constexpr double steepestShown = 5;                      // times smaller than an arrow may be before all grow

/// 1, 2 or 5 times a power of ten, at least x.
double roundedUp(double x) {
  const double power = std::pow(10.0, std::floor(std::log10(x)));
  for (const double multiple : {1.0, 2.0, 5.0})
    if (x <= multiple * power) return multiple * power;
  return 10 * power;
}

}  // namespace

void BoxCanvasPlot::setContent(const BoxCanvasScene& content, bool steady) {
  const bool newGround = content.picture.cacheKey() != content_.picture.cacheKey();
  content_ = content;
  plane_.setTop(content_.top);
  adaptArrows();
  if (newGround) return showAll();
  if (!steady) adaptRange();
}

void BoxCanvasPlot::moveBox(PairBox which, const Eigen::Vector4d& box) {
  (which == PairBox::target ? content_.target : content_.prediction) = box;
  content_.pulls.clear();
}

Eigen::Vector4d BoxCanvasPlot::everything() const {
  std::vector<Eigen::Vector4d> boxes{content_.target, content_.prediction};
  for (const BoxContender& each : content_.contenders) boxes.push_back(each.now);
  if (!content_.picture.isNull())
    boxes.emplace_back(0, 0, content_.picture.width(), content_.picture.height());
  return boxAround(boxes);
}

void BoxCanvasPlot::adaptRange() {
  if (!follows_) return;
  if (content_.picture.isNull()) return plane_.adapt(everything());
  plane_.frame(everything(), roomAroundPicture);
}

void BoxCanvasPlot::showAll() {
  follows_ = true;
  plane_.frame(everything(), content_.picture.isNull() ? room : roomAroundPicture);
}

void BoxCanvasPlot::zoom(double factor, QPointF about) {
  follows_ = false;
  plane_.zoom(factor, about, everything());
}

void BoxCanvasPlot::pan(QPointF by) {
  follows_ = false;
  plane_.pan(by);
}

// So that arrows grow and shrink with their gradients, their scale holds until one would be too long, or all
// hard to see.
void BoxCanvasPlot::adaptArrows() {
  const double steepest = steepestPull(content_);
  if (!(steepest > 0) || (steepest <= fullGradient_ && steepestShown * steepest >= fullGradient_)) return;
  fullGradient_ = roundedUp(std::clamp(steepest, 1e-290, 1e290));
}

QFont BoxCanvasPlot::smallFont() const { return scaledFont(style_.font, 0.92); }

PlotScale BoxCanvasPlot::scale(const QRectF& whole) const { return plane_.scale(whole, smallFont(), 0); }

QRectF BoxCanvasPlot::pixelBox(PairBox which, const QRectF& whole) const {
  return pixelsOf(box(which), scale(whole));
}

double BoxCanvasPlot::gridStep(const QRectF& whole) const {
  return plane_.gridStep(scale(whole), smallFont());
}

double BoxCanvasPlot::snapStep(const QRectF& whole) const {
  return content_.snapStep > 0 ? content_.snapStep : gridStep(whole) / 2;
}

QStringList BoxCanvasPlot::absences() const {
  std::vector<std::pair<QString, QStringList>> reasons;
  for (const BoxPull& pull : content_.pulls) {
    if (!pull.gradient.isZero(0) || pull.absence.isEmpty()) continue;
    const auto known = std::find_if(reasons.begin(), reasons.end(),
                                    [&](const auto& reason) { return reason.first == pull.absence; });
    auto& reason = known == reasons.end() ? reasons.emplace_back(pull.absence, QStringList()) : *known;
    reason.second += pull.letter.isEmpty() ? pull.name : pull.letter + QLatin1Char(' ') + pull.name;
  }
  QStringList lines;
  for (const auto& [reason, names] : reasons)
    lines += BoxCanvas::tr("%1: no gradient here, %2").arg(names.join(QStringLiteral(", ")), reason);
  return lines;
}

void BoxCanvasPlot::paintGuides(QPainter& painter, const PlotScale& scale, const BoxCanvasHand& hand) const {
  painter.setPen(QPen(withAlpha(style_.accent, 0.8), 1, Qt::DashLine));
  const QRectF& area = scale.area;
  for (const double x : hand.guidesX)
    if (scale.x.contains(x)) {
      const double at = scale.toPixel({x, 0}).x();
      painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
    }
  for (const double y : hand.guidesY)
    if (scale.y.contains(y)) {
      const double at = scale.toPixel({0, y}).y();
      painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
    }
}

void BoxCanvasPlot::paintHandles(QPainter& painter, const PlotScale& scale, const BoxCanvasHand& hand) const {
  if (!hand.handled || !box(*hand.handled).allFinite()) return;
  const QRectF at = pixelsOf(box(*hand.handled), scale);
  const QColor color = *hand.handled == PairBox::target ? style_.text : style_.accent;
  painter.save();
  painter.setClipRect(scale.area, Qt::IntersectClip);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(withAlpha(color, 0.55), 1.25, Qt::DotLine));
  if (hand.focused) painter.drawRoundedRect(at.adjusted(-ring, -ring, ring, ring), 4, 4);
  painter.setPen(QPen(color, 1.5));
  painter.setBrush(style_.background);
  const QPointF middle = at.center();
  for (const double x : {at.left(), middle.x(), at.right()})
    for (const double y : {at.top(), middle.y(), at.bottom()})
      if (QPointF(x, y) != middle || at.isEmpty())
        painter.drawRect(QRectF(x - handle / 2, y - handle / 2, handle, handle));
  painter.restore();
}

void BoxCanvasPlot::paint(QPainter& painter, const QRectF& whole, const BoxCanvasHand& hand) const {
  painter.save();
  painter.fillRect(whole, style_.background);
  const PlotScale place = scale(whole);
  BoxStage stage{painter, content_, style_, place, smallFont(), LabelPlaces(place.area)};
  paintPicture(stage);
  PlotStyle lines = style_;
  if (!content_.picture.isNull()) lines.grid = withAlpha(style_.text, 0.14);
  plane_.paintGrid(painter, place, stage.small, lines);
  painter.setRenderHint(QPainter::Antialiasing);
  paintBoxAreas(stage);
  paintBoxMeasures(stage);
  paintBoxOutlines(stage);
  paintGuides(painter, place, hand);
  for (const Eigen::Vector4d& each : {content_.target, content_.prediction})
    if (each.allFinite()) stage.labels.avoidEdges(stage.pixels(each));
  paintHandles(painter, place, hand);
  paintContenders(stage);
  paintPulls(stage, fullGradient_);
  paintAbsences(stage, absences());
  paintBoxNumbers(stage);
  paintBoxKey(stage, whole, fullGradient_);
  painter.restore();
}

}  // namespace lossarium::ui
