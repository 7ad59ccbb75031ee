#include "ui/pages/train/height_words.h"

#include "core/base/number_text.h"
#include "core/landscape/flatness.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <cmath>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("HeightWords", text); }

const HeightSurface* firstOf(const SurfaceResult& result) {
  return result.heights.empty() ? nullptr : &result.heights.front();
}

QString measureTitle(const SurfaceResult& result, bool brief) {
  const Problem& problem = *result.problem;
  const HeightSurface* first = firstOf(result);
  if (!first || first->height.holdsPenalty(problem))
    return brief ? objectiveName(problem) : objectiveTitle(problem);
  if (!first->height.choice.metric.empty()) return words(first->height.measure.title);
  return brief ? words(nameOf(problem.loss->spec())) : lossTitle(problem);
}

QString rowsOf(DataPart part) {
  switch (part) {
    case DataPart::training:
      return tr("training rows");
    case DataPart::validation:
      return tr("validation rows");
    case DataPart::test:
      return tr("test rows");
  }
  return {};
}

// "validation loss", "validation loss + penalty", "accuracy of the validation rows".
QString nameOfHeight(const Height& height, const Problem& problem) {
  const DataPart part = height.choice.part;
  if (!height.choice.metric.empty()) return tr("%1 of the %2").arg(words(height.measure.title), rowsOf(part));
  return height.holdsPenalty(problem) ? tr("%1 loss + penalty").arg(partName(part))
                                      : tr("%1 loss").arg(partName(part));
}

QString placeText(const Eigen::Vector3d& best) {
  return QStringLiteral("(%1, %2)").arg(numberText(best.x(), 3), numberText(best.y(), 3));
}

// Why another was asked for than is shown; else empty.
QString whyNotTheWanted(const SurfaceResult& result) {
  const HeightChoice wanted = heightOf(result.landscape);
  const QString reason = words(whyNoHeight(*result.problem, wanted));
  if (reason.isEmpty()) return {};
  return reason.left(1).toUpper() + reason.mid(1) + tr("; this is the training loss. ");
}

QString sentenceOf(const Height& height, const Problem& problem) {
  const HeightChoice& choice = height.choice;
  if (height.measure.higherIsBetter)
    return tr("Height: %1; higher is better. ").arg(nameOfHeight(height, problem));
  if (choice.part == DataPart::training && choice.metric.empty())
    return problem.experiment.penalty.none() ? QString()
                                             : tr("Height: the training loss without the penalty. ");
  if (choice.part == DataPart::training)
    return tr("Height: %1, which the run does not descend. ").arg(nameOfHeight(height, problem));
  return tr("Height: %1, from rows that the run does not learn from. ").arg(nameOfHeight(height, problem));
}

// The only height.
QString bestAlone(const SurfaceResult& result) {
  const Eigen::Vector3d best = bestOf(result);
  const HeightSurface* first = firstOf(result);
  if (first && first->height.measure.higherIsBetter)
    return std::isnan(best.z()) ? QString() : tr(" At most %1 in this picture.").arg(numberText(best.z()));
  if (!best.allFinite()) return {};
  if (isFlat(*result.surface)) return tr(" It is %1 everywhere in this picture.").arg(numberText(best.z()));
  if (!result.framing.shows(best.head<2>())) return tr(" The loss falls on beyond this picture.");
  const bool whole = result.problem->model->weightCount() == 2;
  const QString what = !first || first->height.choice.isObjective()
                           ? (result.problem->experiment.penalty.none() ? tr("loss") : tr("loss + penalty"))
                           : nameOfHeight(first->height, *result.problem);
  return (whole ? tr(" ◇ least %1: %2.") : tr(" ◇ least %1 in this slice: %2."))
      .arg(what, numberText(best.z()));
}

QString bestAmongOthers(const HeightSurface& each, const SurfaceResult& result) {
  const QString name = nameOfHeight(each.height, *result.problem);
  const bool greatest = each.height.measure.higherIsBetter;
  if (std::isnan(each.best.z())) return {};
  if (!each.best.allFinite()) return tr(" Best %1: %2, at many places.").arg(name, numberText(each.best.z()));
  if (!result.framing.shows(each.best.head<2>()))
    return tr(" Least %1: %2 at %3, beyond this picture.")
        .arg(name, numberText(each.best.z()), placeText(each.best));
  return (greatest ? tr(" ◇ greatest %1: %2 at %3.") : tr(" ◇ least %1: %2 at %3."))
      .arg(name, numberText(each.best.z()), placeText(each.best));
}

// How much another height loses by going where the first is best.
QString gapOf(const HeightSurface& each, const HeightSurface& first, const SurfaceResult& result) {
  const double gap = std::abs(each.atFirstBest - each.best.z());
  if (!std::isfinite(gap) || !first.best.allFinite()) return {};
  const QString where = nameOfHeight(first.height, *result.problem);
  const QString sentence = each.height.measure.higherIsBetter
                               ? tr(" Where the %1 is best, the %2 is %3, %4 below its own best.")
                               : tr(" Where the %1 is least, the %2 is %3, %4 above its own least.");
  return sentence.arg(where, nameOfHeight(each.height, *result.problem), numberText(each.atFirstBest),
                      numberText(gap, 3));
}

}  // namespace

QString partName(DataPart part) {
  switch (part) {
    case DataPart::training:
      return tr("training");
    case DataPart::validation:
      return tr("validation");
    case DataPart::test:
      return tr("test");
  }
  return {};
}

QString heightTitle(const SurfaceResult& result) {
  const HeightSurface* first = firstOf(result);
  const QString measure = measureTitle(result, false);
  if (!first || first->height.choice.part == DataPart::training) return measure;
  return tr("%1, %2").arg(measure, rowsOf(first->height.choice.part));
}

bool isLossSurface(const SurfaceResult& result) {
  const HeightSurface* first = firstOf(result);
  return !first || first->height.choice.metric.empty();
}

QString heightName(const SurfaceResult& result) { return measureTitle(result, true); }

QString measureName(const SurfaceResult& result) {
  return isLossSurface(result) ? words(nameOf(result.problem->loss->spec())) : heightName(result);
}

QString overlayName(const Height& height, const Height& first) {
  const bool sameMeasure = height.choice.metric == first.choice.metric;
  if (sameMeasure) return partName(height.choice.part);
  const QString measure = words(height.measure.title);
  return height.choice.part == first.choice.part ? measure
                                                 : tr("%1, %2").arg(partName(height.choice.part), measure);
}

Eigen::Vector3d bestOf(const SurfaceResult& result) {
  const HeightSurface* first = firstOf(result);
  return first ? first->best : result.framing.minimum;
}

QString whatTheHeightIs(const SurfaceResult& result) {
  const HeightSurface* first = firstOf(result);
  if (!first) return {};
  return whyNotTheWanted(result) +
         (first->height.choice.isObjective() ? QString() : sentenceOf(first->height, *result.problem));
}

QString bestPlaces(const SurfaceResult& result) {
  if (result.heights.size() < 2) return bestAlone(result);
  QString text;
  for (const HeightSurface& each : result.heights) {
    text += bestAmongOthers(each, result);
    if (&each != firstOf(result)) text += gapOf(each, result.heights.front(), result);
  }
  return text;
}

}  // namespace lossarium::ui
