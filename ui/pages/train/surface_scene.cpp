// The loss surface of a run, as the 3-D view and the map draw it, and what must be said of it.
#include "core/base/number_text.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

bool standardized(const Problem& problem) { return problem.experiment.dataset.flag("standardize"); }

// A direction along one weight is called as that weight is.
QString weightTitle(const Problem& problem, const Vector& direction, const std::string& label) {
  Index weight = 0;
  const bool single = direction.cwiseAbs().maxCoeff(&weight) == direction.lpNorm<1>();
  return single ? ui::weightTitle(problem, weight) : readable(label);
}

Trail trailOf(const Slice& slice, const RunFrame& frame, const PlotStyle& style) {
  Trail trail;
  trail.color = style.accent;
  const auto add = [&](std::vector<Eigen::Vector3d>& way, const Vector& weights, double value) {
    if (!weights.allFinite()) return;
    const Eigen::Vector2d place = slice.project(weights);
    way.emplace_back(place.x(), place.y(), value);
  };
  const double height = frame.now.training + frame.now.penalty;
  if (!frame.atHead()) add(trail.later, frame.state.weights, height);
  double value = height;  // where it is not worked out yet, that of the place before
  for (const PathPoint& point : frame.path) {
    if (!std::isnan(point.value)) value = point.value;
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

// Where the memory of past gradients would lead on its own; empty if the optimiser has none.
Vector momentumOf(const RunFrame& frame) {
  const Optimizer& optimizer = *frame.problem->optimizer;
  const Choice& choice = frame.problem->experiment.optimizer;
  if (choice.has("momentum") && choice.real("momentum") == 0) return {};
  const auto names = optimizer.memoryNames();
  for (std::size_t i = 0; i < names.size() && i < frame.state.optimizer.memory.size(); ++i)
    if (names[i] == "velocity" || names[i] == "first moment") return -frame.state.optimizer.memory[i];
  return {};
}

bool showsMinimum(const SurfaceResult& result) {
  return result.framing.shows(result.framing.minimum.head<2>());
}

// A run of another model than the surface's: a moment between two results.
bool fits(const SurfaceResult& result, const RunFrame& frame) {
  return result.surface->slice.origin.size() == frame.state.weights.size();
}

}  // namespace

SurfaceScene surfaceScene(const SurfaceResult& result, const RunFrame* frame, const PlotStyle& style,
                          bool logarithmic) {
  const Problem& problem = *result.problem;
  const Slice& slice = result.surface->slice;
  SurfaceScene scene;
  scene.surface = result.surface;
  if (showsMinimum(result)) scene.minimum = result.framing.minimum;
  for (const SliceMark& mark : slice.marks)
    scene.marks.push_back({{mark.a, mark.b}, QString::fromStdString(mark.name)});
  scene.aTitle = weightTitle(problem, slice.u, slice.aLabel);
  scene.bTitle = weightTitle(problem, slice.v, slice.bLabel);
  scene.lossTitle = objectiveTitle(problem);
  scene.logarithmic = logarithmic;
  if (!frame || !fits(result, *frame)) return scene;
  scene.trails.push_back(trailOf(slice, *frame, style));
  scene.descent = visibleDescent(*result.surface, *frame);
  addArrow(scene, slice, momentumOf(*frame), runColor(4, style.dark), tr("momentum"));
  addArrow(scene, slice, frame->lastChange, style.accent, tr("last step"));
  if (const Vector* best = bestBefore(*frame)) {
    const Eigen::Vector2d place = slice.project(*best);
    scene.ghost = Eigen::Vector3d(place.x(), place.y(), result.surface->at(place.x(), place.y()));
  }
  return scene;
}

namespace {

double distanceFrom(const Slice& slice, const Vector& weights) {
  const Eigen::Vector2d place = slice.project(weights);
  return (weights - slice.at(place.x(), place.y())).norm() / (1 + weights.norm());
}

// The epoch whose weights the slice was cut through, if that is still known.
std::optional<double> epochOfCut(const Slice& slice, const RunFrame& frame) {
  constexpr double same = 1e-9;
  std::optional<std::int64_t> step;
  if (distanceFrom(slice, frame.state.weights) < same) step = frame.state.step;
  for (const PathPoint& point : frame.path)
    if (!step && distanceFrom(slice, point.weights) < same) step = point.step;
  if (!step) return std::nullopt;
  return epochAt(frame.epochs, *step, frame.batchesPerEpoch);
}

// Of a slice: through which moment it was cut, and whether the run is still in it.
QString whereTheRunIs(const SurfaceResult& result, const RunFrame& frame) {
  const Slice& slice = result.surface->slice;
  const Eigen::Vector2d place = slice.project(frame.state.weights);
  QString text;
  if (result.problem->model->weightCount() > 2)
    if (const auto epoch = epochOfCut(slice, frame))
      text += tr(" Cut through epoch %1.").arg(groupedEpoch(*epoch));
  if (!result.framing.shows(place)) return text + tr(" The run has left this picture.");
  const double loss = frame.now.training + frame.now.penalty, here = result.surface->at(place.x(), place.y());
  const double range = result.surface->maximum - result.surface->minimum;
  if (distanceFrom(slice, frame.state.weights) > 1e-9 && std::abs(loss - here) > 0.02 * range)
    text += tr(" The run has left this plane: its loss is %1, the surface below it %2.")
                .arg(numberText(loss), numberText(here));
  return text;
}

// How much of the run's way a slice can show.
QString whatItHolds(const SurfaceResult& result) {
  constexpr double rightAngle = 0.02;  // a cosine that nobody sees
  QString text;
  if (result.problem->model->weightCount() == 2) return text;
  const bool saysSo = result.landscape.plane == "path";  // how it was chosen
  if (!std::isnan(result.facts.share) && !saysSo)
    text += tr(" %1 of the path's variance lies in this plane.")
                .arg(QString::fromStdString(readablePercent(result.facts.share)));
  if (std::abs(result.facts.cosine) > rightAngle)
    text += tr(" The cosine between the axes is %1.").arg(numberText(result.facts.cosine, 2));
  return text;
}

}  // namespace

QString surfaceCaption(const SurfaceResult& result, const RunFrame* frame) {
  const Problem& problem = *result.problem;
  QString caption = QString::fromStdString(result.framing.slice.how) + whatItHolds(result);
  if (standardized(problem) && problem.model->featureCount() == 1 &&
      std::isinf(problem.standardization.deviation[0])) {
    caption += tr(" The input is constant in the training rows: its weight has no effect.");
  } else if (standardized(problem)) {
    const QString feature = readable(problem.dataset->featureNames.front());
    const double mean = problem.standardization.mean[0];
    caption +=
        problem.model->featureCount() > 1
            ? tr(" Inputs are standardised.")
            : tr(" Inputs are standardised: (%1 %2 %3) / %4.")
                  .arg(feature, mean < 0 ? QStringLiteral("+") : QStringLiteral("−"),
                       numberText(std::abs(mean), 3), numberText(problem.standardization.deviation[0], 3));
  }
  if (frame && fits(result, *frame)) caption += whereTheRunIs(result, *frame);
  if (frame && fits(result, *frame) && !shownMoment(*frame).isEmpty())
    caption += QStringLiteral(" ") + shownMoment(*frame).trimmed();
  const Eigen::Vector3d& least = result.framing.minimum;
  const bool whole = problem.model->weightCount() == 2;
  if (least.allFinite() && !showsMinimum(result))
    caption += tr(" The loss falls on beyond this picture.");
  else if (least.allFinite())
    caption += (whole ? tr(" ◇ least %1: %2.") : tr(" ◇ least %1 in this slice: %2."))
                   .arg(problem.experiment.penalty.none() ? tr("loss") : tr("loss + penalty"),
                        numberText(least.z()));
  return caption;
}

}  // namespace lossarium::ui
