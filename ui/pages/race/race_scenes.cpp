#include "ui/pages/race/race_scenes.h"

#include "core/optimizers/optimizer.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Race", text); }

// "0", "1", "−1.914": no digits that say nothing.
QString brief(double number) {
  return QString::number(std::abs(number) < 1e-9 ? 0 : number, 'g', 4)
      .replace(QLatin1Char('-'), QChar(0x2212));
}

const KnownMinimum* leastMinimum(const std::vector<KnownMinimum>& minima) {
  const auto least = std::min_element(minima.begin(), minima.end(), [](const auto& one, const auto& other) {
    return one.value < other.value;
  });
  return least == minima.end() ? nullptr : &*least;
}

Trail trailOf(const EntrantFrame& entrant, std::size_t index, std::int64_t step, const PlotStyle& style) {
  Trail trail;
  trail.color = colorOfRun(index, style);
  trail.letter = runLetter(index);
  const std::int64_t stood = std::min(step, entrant.now.step);
  for (const RacePlace& place : entrant.path)
    (place.step > stood ? trail.later : trail.points).emplace_back(place.x, place.y, place.value);
  const Eigen::Vector3d now(entrant.now.x, entrant.now.y, entrant.now.value);
  trail.points.push_back(now);
  if (!trail.later.empty()) trail.later.insert(trail.later.begin(), now);
  return trail;
}

void addMarks(SurfaceScene& scene, const std::vector<KnownMinimum>& minima) {
  const KnownMinimum* least = leastMinimum(minima);
  if (least) scene.minimum = Eigen::Vector3d(least->x, least->y, least->value);
  for (const KnownMinimum& each : minima)
    if (&each != least)
      scene.marks.push_back(
          {{each.x, each.y}, {}, each.kind == MinimumKind::global ? MarkLook::minimum : MarkLook::local});
}

void addArrow(SurfaceScene& scene, const Vector& change, const QColor& color, const QString& name) {
  const Surface& surface = *scene.surface;
  const double least = 1e-6 * std::min(surface.slice.a.width(), surface.slice.b.width());
  if (change.size() == 2 && change.allFinite() && change.norm() > least)
    scene.arrows.push_back({change, color, name});
}

void addArrows(SurfaceScene& scene, const EntrantFrame& entrant, const PlotStyle& style,
               const QColor& color) {
  const Surface& surface = *scene.surface;
  const double rise = entrant.gradient.norm() * surface.slice.a.width();
  if (rise > 1e-3 * (surface.maximum - surface.minimum)) scene.descent = -entrant.gradient;
  addArrow(scene, entrant.momentum, style.dark ? QColor(0xd0d6de) : QColor(0x5b6573), tr("momentum"));
  addArrow(scene, entrant.lastStep, color, tr("last step"));
}

// Of one value over the steps; a run that stopped ends there.
template <class Value>
Curve curveOf(const EntrantFrame& entrant, std::size_t index, const PlotStyle& style, Value value) {
  Curve curve;
  curve.name = runLetter(index);
  curve.color = colorOfRun(index, style);
  for (const RacePlace& place : entrant.path)
    curve.points.push_back({static_cast<double>(place.step), value(place)});
  return curve;
}

double distanceFrom(const std::vector<KnownMinimum>& minima, const RacePlace& place) {
  double least = std::numeric_limits<double>::infinity();
  for (const KnownMinimum& each : minima)
    least = std::min(least, std::hypot(place.x - each.x, place.y - each.y));
  return least;
}

QString named(const RaceFrame& frame, std::size_t index) {
  return tr("%1 %2").arg(runLetter(index), optimizerTitle(frame.entrants[index].optimizer.id));
}

QString joined(const QStringList& parts) { return parts.join(tr(", ")); }

QString placeText(const KnownMinimum& minimum) {
  return tr("%1 at (%2, %3)").arg(brief(minimum.value), brief(minimum.x), brief(minimum.y));
}

QStringList diverged(const RaceFrame& frame) {
  QStringList list;
  for (std::size_t i = 0; i < frame.entrants.size(); ++i)
    if (frame.entrants[i].stop == Stop::diverged) list << runLetter(i);
  return list;
}

// By the step since which they are there.
std::vector<std::size_t> settled(const RaceFrame& frame) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < frame.entrants.size(); ++i)
    if (frame.entrants[i].settled) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&frame](std::size_t one, std::size_t other) {
    return *frame.entrants[one].settled < *frame.entrants[other].settled;
  });
  return order;
}

// Whether the rate suits the curvature here. Where the ground bends down there is nothing to be stable about.
QString curvatureText(const EntrantFrame& entrant) {
  const QString largest = numberText(entrant.curvature, 3), least = numberText(entrant.leastCurvature, 3);
  if (entrant.curvature <= 0)
    return tr(": the ground bends down everywhere here (curvatures %1 and %2).").arg(least, largest);
  const QString here =
      entrant.leastCurvature < 0
          ? tr(", where it bends down one way and up the other (curvatures %1 and %2)").arg(least, largest)
          : tr(", largest curvature %1").arg(largest);
  if (std::isnan(entrant.stableRate)) return here + tr(".");
  const QString rule = words(makeOptimizer(entrant.optimizer)->stableRateRule());
  return here + (entrant.learningRate > entrant.stableRate
                     ? tr(": its rate %1 is above %2 = %3, so steps grow here.")
                     : tr(": its rate %1 is below %2 = %3, the largest stable one here."))
                    .arg(brief(entrant.learningRate), rule, numberText(entrant.stableRate, 3));
}

bool isLocal(const RaceFrame& frame, std::size_t index) {
  const auto& nearest = frame.entrants[index].nearest;
  return nearest && nearest->kind == MinimumKind::local;
}

// "A Gradient descent since step 6, D RMSprop since 5 in a local minimum"
QString whoSettled(const RaceFrame& frame, const std::vector<std::size_t>& order) {
  const bool allLocal =
      std::all_of(order.begin(), order.end(), [&](std::size_t i) { return isLocal(frame, i); });
  QStringList there;
  for (const std::size_t i : order)
    there << tr("%1 since step %2%3")
                 .arg(named(frame, i), grouped(*frame.entrants[i].settled),
                      isLocal(frame, i) && !allLocal ? tr(" in a local one") : QString());
  return joined(there) + (allLocal ? tr("; not the lowest: a local minimum") : QString());
}

}  // namespace

QString optimizerTitle(const std::string& id) {
  for (const OptimizerEntry& entry : optimizerCatalog())
    if (entry.spec->id == id) return words(entry.spec->title);
  return QString::fromStdString(id);
}

QString standingOf(const EntrantFrame& entrant) {
  switch (entrant.stop) {
    case Stop::diverged:
      return tr("diverged at %1").arg(grouped(entrant.stopStep));
    case Stop::converged:
      return tr("converged at %1").arg(grouped(entrant.stopStep));
    default:
      return {};
  }
}

SurfaceScene raceScene(std::shared_ptr<const Surface> surface, const RaceFrame* frame, std::size_t followed,
                       const PlotStyle& style, bool logarithmic, bool namesArrows) {
  SurfaceScene scene;
  scene.surface = std::move(surface);
  scene.aTitle = QStringLiteral("x");
  scene.bTitle = QStringLiteral("y");
  scene.lossTitle = tr("loss");
  scene.logarithmic = logarithmic;
  scene.namesArrows = namesArrows;
  if (!frame || !scene.surface) return scene;
  addMarks(scene, frame->setup->minima);
  scene.handle = Eigen::Vector2d(frame->setup->start[0], frame->setup->start[1]);
  if (frame->entrants.empty()) return scene;
  followed = std::min(followed, frame->entrants.size() - 1);
  for (std::size_t i = 0; i < frame->entrants.size(); ++i) {
    scene.trails.push_back(trailOf(frame->entrants[i], i, frame->step, style));
    for (const RacePlace& place : frame->entrants[i].path)
      if (place.step > 0) scene.moments.push_back({{place.x, place.y}, place.step});
  }
  std::rotate(scene.trails.begin(), scene.trails.begin() + static_cast<std::ptrdiff_t>(followed),
              scene.trails.begin() + static_cast<std::ptrdiff_t>(followed) + 1);
  if (namesArrows) addArrows(scene, frame->entrants[followed], style, colorOfRun(followed, style));
  return scene;
}

CurveScene raceCurves(const RaceFrame& frame, RaceCurve curve, const PlotStyle& style) {
  CurveScene scene;
  const auto& minima = frame.setup->minima;
  const KnownMinimum* least = leastMinimum(minima);
  const double floor = least ? least->value : 0;
  const bool byDistance = curve == RaceCurve::distance && least;
  for (std::size_t i = 0; i < frame.entrants.size(); ++i)
    scene.curves.push_back(curveOf(frame.entrants[i], i, style, [&](const RacePlace& place) {
      return byDistance ? distanceFrom(minima, place) : place.value - floor;
    }));
  scene.xTitle = tr("step");
  scene.yTitle = byDistance ? tr("distance to the nearest minimum")
                            : (least ? tr("loss above the least, %1").arg(brief(floor)) : tr("loss"));
  scene.xEnd = static_cast<double>(frame.plannedSteps);
  scene.logarithmic = least != nullptr;
  if (!frame.atHead()) scene.cursor = static_cast<double>(frame.step);
  if (frame.headStep == 0) scene.emptyHint = tr("Space starts the race");
  return scene;
}

QString raceVerdict(const RaceFrame& frame) {
  if (!frame.fault.empty()) return QString::fromStdString(frame.fault);
  if (frame.setup->minima.empty())
    return tr("This function has no minimum: whoever leaves the saddle falls on.");
  const QString near = numberText(frame.setup->near, 2);
  if (frame.step == 0)
    return tr("Settled is who stays within %1 of a minimum, a hundredth of the picture's diagonal.")
        .arg(near);
  const auto order = settled(frame);
  QString text = order.empty() ? tr("Nobody has settled within %1 of a minimum yet.").arg(near)
                               : tr("Within %1 of a minimum: %2.").arg(near, whoSettled(frame, order));
  if (const QStringList lost = diverged(frame); !lost.isEmpty())
    text += tr(" Diverged: %1.").arg(joined(lost));
  return text;
}

QString followedText(const RaceFrame& frame, std::size_t followed) {
  if (followed >= frame.entrants.size()) return {};
  const EntrantFrame& entrant = frame.entrants[followed];
  if (entrant.stop == Stop::diverged || entrant.stop == Stop::converged)
    return tr("%1: %2").arg(named(frame, followed), QString::fromStdString(entrant.reason));
  const QString text =
      tr("%1 at (%2, %3)").arg(named(frame, followed), numberText(entrant.now.x), numberText(entrant.now.y));
  return text + curvatureText(entrant);
}

QString functionCaption(const TestFunctionSpec& spec) {
  if (spec.minima.empty()) return tr("It has no minimum. Drag the ring, or click, to start elsewhere.");
  std::vector<KnownMinimum> minima(spec.minima.begin(), spec.minima.end());
  const KnownMinimum& least = *leastMinimum(minima);
  const auto same = std::count_if(minima.begin(), minima.end(), [&](const KnownMinimum& each) {
    return each.value <= least.value + 1e-9 * std::max(1.0, std::abs(least.value));
  });
  QString text = same > 1 ? tr("◇ Minimum %1, and %2 more as low.").arg(placeText(least)).arg(same - 1)
                          : tr("◇ Minimum %1.").arg(placeText(least));
  if (const auto local = static_cast<std::ptrdiff_t>(minima.size()) - same; local > 0)
    text += tr(" ○ %1 local minima are marked.").arg(local);
  return text + tr(" Drag the ring, or click, to start elsewhere.");
}

}  // namespace lossarium::ui
