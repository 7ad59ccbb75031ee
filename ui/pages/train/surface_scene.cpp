// The loss surface of a run, as the 3-D view and the map draw it.
#include "core/landscape/flatness.h"
#include "core/training/momentum_of.h"
#include "ui/pages/train/height_words.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

// A direction along one weight is called as that weight is.
QString weightTitle(const Problem& problem, const Vector& direction, const std::string& label) {
  Index weight = 0;
  const bool single = direction.cwiseAbs().maxCoeff(&weight) == direction.lpNorm<1>();
  return single ? ui::weightTitle(problem, weight) : readable(label);
}

// Until the surface of another loss is there, the run's own losses are no heights of the one that is shown.
bool speaksOfTheSameLoss(const SurfaceResult& result, const RunFrame& frame) {
  if (result.problem == frame.problem) return true;
  const Experiment &shown = result.problem->experiment, &now = frame.problem->experiment;
  return shown.loss == now.loss && shown.penalty == now.penalty &&
         result.problem->dataset == frame.problem->dataset;
}

// What a surface must share with the next one to turn into it.
std::vector<Choice> groundOf(const Problem& problem) {
  const Experiment& experiment = problem.experiment;
  Choice data{experiment.dataset.id};
  for (const char* key : {"file", "target", "standardize"})
    if (experiment.dataset.has(key)) data.parameters[key] = experiment.dataset.parameters.at(key);
  return {std::move(data), experiment.model,
          Choice{"start", {{"seed", experiment.start.seed}, {"weights", experiment.start.weights}}}};
}

// NaN, and no stem, where the height is not known.
Trail trailOf(const SurfaceResult& result, const RunFrame& frame, const PlotStyle& style) {
  const Slice& slice = result.surface->slice;
  const bool same = speaksOfTheSameLoss(result, frame), known = result.isOfObjective() && same;
  Trail trail;
  trail.color = style.accent;
  const auto add = [&](std::vector<Eigen::Vector3d>& way, const Vector& weights, double value) {
    if (!weights.allFinite()) return;
    const Eigen::Vector2d place = slice.project(weights);
    way.emplace_back(place.x(), place.y(), value);
  };
  const double height = same ? heightNow(result, frame) : std::numeric_limits<double>::quiet_NaN();
  if (!frame.atHead()) add(trail.later, frame.state.weights, height);
  double value = height;  // where it is not worked out yet, that of the place before
  for (const PathPoint& point : frame.path) {
    if (known && !std::isnan(point.value)) value = point.value;
    if (!known) value = same && result.way ? result.way->at(point) : std::numeric_limits<double>::quiet_NaN();
    add(point.step > frame.state.step ? trail.later : trail.points, point.weights, value);
  }
  add(trail.points, frame.state.weights, height);
  return trail;
}

// No arrow where the slope is too small to be seen: at the minimum its direction is rounding noise.
std::optional<Eigen::Vector2d> visibleDescent(const Surface& surface, const RunFrame& frame) {
  const Slice& slice = surface.slice;
  if (frame.descent.size() != slice.u.size()) return std::nullopt;
  const Eigen::Vector2d direction(frame.descent.dot(slice.u), frame.descent.dot(slice.v));
  const double rise = direction.norm() * slice.a.width();
  if (!(rise > 0.03 * (surface.maximum - surface.minimum))) return std::nullopt;
  return direction;
}

// In the plane, unless it is too short there to have a direction.
void addArrow(SurfaceScene& scene, const Slice& slice, const Vector& change, const QColor& color,
              const QString& name) {
  if (change.size() != slice.u.size() || !change.allFinite()) return;
  const Eigen::Vector2d direction(change.dot(slice.u), change.dot(slice.v));
  if (direction.norm() > 1e-6 * std::min(slice.a.width(), slice.b.width()))
    scene.arrows.push_back({direction, color, name});
}

// By what its lines differ from the first height's: also in grey by their dashes.
SceneContours linesOf(const HeightSurface& height, const Height& first, const Framing& framing) {
  SceneContours lines{.surface = height.surface, .name = overlayName(height.height, first)};
  switch (height.height.choice.part) {
    case DataPart::training:
      lines.color = QColor(0xffc04d);
      lines.dash = Qt::DashDotDotLine;
      break;
    case DataPart::validation:
      lines.color = QColor(0xff9ad5);
      lines.dash = Qt::DashLine;
      break;
    case DataPart::test:
      lines.color = QColor(0x9adcff);
      lines.dash = Qt::DashDotLine;
      break;
  }
  if (!isFlat(*height.surface) && framing.shows(height.best.head<2>())) lines.best = height.best.head<2>();
  return lines;
}

void addOverlay(SurfaceScene& scene, const SurfaceResult& result) {
  if (result.heights.size() < 2) return;
  const Height& first = result.heights.front().height;
  scene.name = overlayName(first, result.heights[1].height);
  for (std::size_t i = 1; i < result.heights.size(); ++i)
    scene.overlay.push_back(linesOf(result.heights[i], first, result.framing));
}

}  // namespace

bool fits(const SurfaceResult& result, const RunFrame& frame) {
  return result.surface->slice.origin.size() == frame.state.weights.size();
}

SurfaceScene surfaceScene(const SurfaceResult& result, const RunFrame* frame, const PlotStyle& style,
                          bool logarithmic) {
  const Problem& problem = *result.problem;
  const Slice& slice = result.surface->slice;
  SurfaceScene scene;
  scene.surface = result.surface;
  if (const Eigen::Vector3d best = bestOf(result);
      !isFlat(*result.surface) && result.framing.shows(best.head<2>()))
    scene.minimum = best;
  for (const SliceMark& mark : slice.marks)
    scene.marks.push_back({{mark.a, mark.b}, QString::fromStdString(mark.name)});
  scene.aTitle = weightTitle(problem, slice.u, slice.aLabel);
  scene.bTitle = weightTitle(problem, slice.v, slice.bLabel);
  scene.lossTitle = heightTitle(result);
  scene.ground = groundOf(problem);
  addOverlay(scene, result);
  scene.logarithmic = logarithmic;
  if (!frame || !fits(result, *frame)) return scene;
  for (const PathPoint& point : frame->path)
    if (const Vector& weights = point.weights; weights.allFinite())
      scene.moments.push_back({slice.project(weights), point.step});
  scene.trails.push_back(trailOf(result, *frame, style));
  if (result.isOfObjective())
    scene.descent = visibleDescent(*result.surface, *frame);
  else
    addArrow(scene, slice, frame->descent, style.text, tr("steepest descent of training"));
  addArrow(scene, slice, momentumOf(problem.experiment.optimizer, *problem.optimizer, frame->state.optimizer),
           runColor(4, style.dark), tr("momentum"));
  addArrow(scene, slice, frame->lastChange, style.accent, tr("last step"));
  if (const Vector* best = bestBefore(*frame)) {
    const Eigen::Vector2d place = slice.project(*best);
    scene.ghost = Eigen::Vector3d(place.x(), place.y(), result.surface->at(place.x(), place.y()));
  }
  return scene;
}

}  // namespace lossarium::ui
