// What must be said of a loss surface: what its height is, how the plane was chosen, what it cannot show.
#include "core/base/number_text.h"
#include "ui/pages/train/height_words.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

// Boxes stay as they are.
bool standardized(const Problem& problem) {
  return problem.experiment.dataset.flag("standardize") && problem.dataset->task != Task::boxes;
}

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
  const double loss = heightNow(result, frame), here = result.surface->at(place.x(), place.y());
  if (std::isnan(loss) && frame.running && !result.isOfObjective())
    return text +
           tr(" What it is where the run is will be known when that rests: until then the ball lies on "
              "the surface, and no stems are drawn.");
  const double range = result.surface->maximum - result.surface->minimum;
  if (distanceFrom(slice, frame.state.weights) > 1e-9 && std::abs(loss - here) > 0.02 * range)
    text += tr(" The run has left this plane: its %1 is %2, that of the surface at its place %3.")
                .arg(isLossSurface(result) ? tr("loss") : measureName(result), numberText(loss),
                     numberText(here));
  return text;
}

// How much of the run's way a slice can show.
QString whatItHolds(const SurfaceResult& result) {
  constexpr double rightAngle = 0.02;  // a cosine that nobody sees
  constexpr double little = 0.3;
  QString text;
  if (result.problem->model->weightCount() == 2) return text;
  const bool saysSo = result.landscape.plane == "path";  // how it was chosen
  const QString share = QString::fromStdString(readablePercent(result.facts.share));
  if (result.facts.share < little && !saysSo)
    text += tr(" Only %1 of the path lies in this plane: its line here says little of it; in 3-D, stems "
               "stand at the true losses.")
                .arg(share);
  else if (!std::isnan(result.facts.share) && !saysSo)
    text += tr(" %1 of the path lies in this plane.").arg(share);
  const std::vector<double>& distances = result.facts.distances;
  if (const auto far = std::max_element(distances.begin(), distances.end());
      far != distances.end() && *far > 1e-6)
    text += tr(" The path's places lie up to %1 beside the plane.").arg(numberText(*far, 2));
  if (std::abs(result.facts.cosine) > rightAngle)
    text += tr(" The axes meet at %1°, not at a right angle: distances are not as they look.")
                .arg(std::lround(result.facts.angle()));
  return text;
}

}  // namespace

QString surfaceCaption(const SurfaceResult& result, const RunFrame* frame) {
  const Problem& problem = *result.problem;
  QString caption =
      whatTheHeightIs(result) + QString::fromStdString(result.framing.slice.how) + whatItHolds(result);
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
  caption += bestPlaces(result);
  return caption.replace(QLatin1String(" %"), QString(QChar::Nbsp) + QLatin1Char('%'));
}

}  // namespace lossarium::ui
