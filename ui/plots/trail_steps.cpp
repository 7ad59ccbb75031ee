#include "ui/plots/trail_steps.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace lossarium::ui {
namespace {

constexpr double shortestJump = 11;  // pixels
constexpr double back = -0.5;        // cosine of the angle from which on a step turns back
constexpr int latest = 8, fading = 5;
constexpr double samePlace = 0.75;  // pixels
constexpr std::ptrdiff_t mostLooks = 64;
constexpr double bulge = 0.06, mostBulge = 6;  // of an arc's length; pixels: just apart, hardly bent

bool turnsBack(QPointF one, QPointF next) {
  const double lengths = std::hypot(one.x(), one.y()) * std::hypot(next.x(), next.y());
  return QPointF::dotProduct(one, next) < back * lengths;
}

void fadeOlder(std::vector<TrailStep>& steps) {
  int age = 0;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (!step->turnsBack) continue;
    step->strength = std::clamp(1 - static_cast<double>(age - latest + 1) / fading, 0.0, 1.0);
    ++age;
  }
}

bool isNear(QPointF place, const QLineF& line) {
  const QPointF way = line.p2() - line.p1(), from = place - line.p1();
  const double square = QPointF::dotProduct(way, way);
  const double share = square > 0 ? std::clamp(QPointF::dotProduct(from, way) / square, 0.0, 1.0) : 0;
  const QPointF off = from - share * way;
  return QPointF::dotProduct(off, off) < samePlace * samePlace;
}

bool liesOn(const QLineF& step, const QLineF& longer) {
  return isNear(step.p1(), longer) && isNear(step.p2(), longer);
}

}  // namespace

std::vector<TrailStep> trailSteps(const QPolygonF& places) {
  std::vector<TrailStep> steps(static_cast<std::size_t>(std::max<qsizetype>(1, places.size()) - 1));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto at = static_cast<qsizetype>(i);
    const QPointF way = places[at + 1] - places[at];
    steps[i].jump = std::hypot(way.x(), way.y()) >= shortestJump;
    if (i == 0 || !steps[i].jump || !steps[i - 1].jump) continue;
    if (turnsBack(places[at] - places[at - 1], way)) steps[i - 1].turnsBack = steps[i].turnsBack = true;
  }
  fadeOlder(steps);
  return steps;
}

std::vector<QPolygonF> linesOf(const QPolygonF& places, const std::vector<TrailStep>& steps) {
  std::vector<QPolygonF> lines;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].kind() != StepKind::line) continue;
    const auto at = static_cast<qsizetype>(i);
    if (i == 0 || steps[i - 1].kind() != StepKind::line) lines.push_back({places[at]});
    lines.back().push_back(places[at + 1]);
  }
  return lines;
}

// The longest first. Where hundreds lie apart the picture is full, and one more on another is not seen.
std::vector<QLineF> pastSteps(const QPolygonF& places, const std::vector<TrailStep>& steps) {
  std::vector<QLineF> all, kept;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto at = static_cast<qsizetype>(i);
    if (steps[i].kind() == StepKind::past) all.push_back({places[at], places[at + 1]});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const QLineF& one, const QLineF& other) { return one.length() > other.length(); });
  for (const QLineF& step : all) {
    const auto looks = kept.begin() + std::min<std::ptrdiff_t>(mostLooks, std::ssize(kept));
    if (std::none_of(kept.begin(), looks, [&](const QLineF& longer) { return liesOn(step, longer); }))
      kept.push_back(step);
  }
  return kept;
}

QPolygonF arcBetween(QPointF from, QPointF to) {
  constexpr int pieces = 16;
  const QLineF line(from, to);
  const double height = std::min(bulge * line.length(), mostBulge);
  const QPointF left = line.length() > 0 ? QPointF(line.dy(), -line.dx()) / line.length() : QPointF();
  QPolygonF arc;
  for (int i = 0; i <= pieces; ++i) {
    const double share = static_cast<double>(i) / pieces;
    arc.push_back(line.pointAt(share) + left * (4 * height * share * (1 - share)));
  }
  return arc;
}

}  // namespace lossarium::ui
