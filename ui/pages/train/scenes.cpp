#include "ui/pages/train/scenes.h"

#include "core/base/number_text.h"
#include "core/losses/rate.h"
#include "core/training/smoothing.h"
#include "ui/pages/train/box_scene.h"
#include "ui/pages/train/branch_words.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QVector>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

QVector<QPointF> points(const Dataset& dataset, const std::vector<Index>& rows, Index stride) {
  QVector<QPointF> result;
  for (std::size_t i = 0; i < rows.size(); i += static_cast<std::size_t>(stride))
    result.emplaceBack(dataset.features(rows[i], 0), dataset.target(rows[i], 0));
  return result;
}

QVector<double> toQVector(const Vector& vector) { return {vector.begin(), vector.end()}; }

void addPulls(DataScene& scene, const RunFrame& frame) {
  scene.trainingLoss = toQVector(frame.trainingLoss);
  scene.trainingPull = toQVector(frame.trainingPull);
}

// Drawn a little beyond the data on both sides; a straight line needs only its ends.
QVector<QPointF> fittedCurve(const Problem& problem, const Vector& weights) {
  const auto x = problem.dataset->features.col(0);
  const double low = x.minCoeff(), high = x.maxCoeff(), margin = 0.1 * (high - low);
  const bool straight = problem.model->spec().id == "linear" && !problem.loss->spec().logarithmOfRate;
  const Index count = straight ? 2 : 301;
  const Matrix places = Vector::LinSpaced(count, low - margin, high + margin);
  const Matrix fit = problem.predict(places, weights);
  QVector<QPointF> curve;
  for (Index i = 0; i < count; ++i) curve.emplaceBack(places(i, 0), fit(i, 0));
  return curve;
}

Vector predictedTargets(const RunFrame& frame) {
  return inTargetUnits(frame.problem->loss->spec(), frame.trainingPrediction).col(0);
}

DataScene predictionScene(const RunFrame& frame, ResidualPicture residuals) {
  const Problem& problem = *frame.problem;
  DataScene scene;
  scene.xTitle = tr("prediction of %1").arg(readable(problem.dataset->targetName));
  scene.yTitle = readable(problem.dataset->targetName);
  const auto& target = problem.training->samples().target;
  const Vector prediction = predictedTargets(frame);
  for (Index i = 0; i < prediction.size(); ++i)
    scene.training.emplaceBack(prediction[i], target(i * frame.shownStride, 0));
  scene.trainingFit = toQVector(prediction);
  const double low = target.minCoeff(), high = target.maxCoeff(), margin = 0.06 * (high - low);
  scene.fit = {{low - margin, low - margin}, {high + margin, high + margin}};
  // Round ends: they hold still while the predictions move.
  double left = low - margin, right = high + margin;
  if (prediction.size() && prediction.allFinite()) {
    left = std::min(left, prediction.minCoeff());
    right = std::max(right, prediction.maxCoeff());
  }
  const AxisRange across = niceRange(left, right, 5);
  scene.range = QRectF(QPointF(across.minimum, low - margin), QPointF(across.maximum, high + margin));
  addPulls(scene, frame);
  scene.caption = dataNotes(problem, scene.training.size()) +
                  tr("Several inputs: each training row at its prediction. On the diagonal it is exact. ");
  addResiduals(scene, frame, residuals);
  return scene;
}

// A dial that was turned while the run went on leaves many seams; shown is one, from where it was to where it
// came to rest.
struct FoldedSeam {
  lossarium::Seam first;
  lossarium::Seam last;
  std::vector<SettingChange> changes;
  bool otherUnit = false;
};

// Each setting once: from what it was to what it became.
std::vector<SettingChange> joined(const std::vector<SettingChange>& changes) {
  std::vector<SettingChange> once;
  for (const SettingChange& change : changes) {
    const auto same = std::find_if(once.begin(), once.end(),
                                   [&](const SettingChange& other) { return other.key == change.key; });
    if (same == once.end())
      once.push_back(change);
    else
      same->to = change.to;
  }
  return once;
}

bool sameKeys(const std::vector<SettingChange>& some, const std::vector<SettingChange>& others) {
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](const SettingChange& x, const SettingChange& y) { return x.key == y.key; });
}

std::vector<FoldedSeam> foldedSeams(const RunFrame& frame) {
  constexpr double closeBy = 0.04, byHand = 0.25;  // of the epochs that the axis shows
  const double shown = static_cast<double>(std::max(frame.plannedEpochs, frame.headEpoch));
  const auto edits = [](const lossarium::Seam& seam) { return seam.changes.front().key == "dataset.edits"; };
  const auto followed = [&edits](const lossarium::Seam& seam) {  // by a run that goes on at once
    return edits(seam) || seam.changes.front().key.starts_with("disturbance.");
  };
  std::vector<FoldedSeam> folded;
  for (lossarium::Seam each : frame.seams) {
    each.changes = joined(each.changes);
    const bool joins = !folded.empty() && sameKeys(folded.back().changes, each.changes) &&
                       !each.changes.front().key.ends_with(".id") &&
                       (edits(each) || each.changes.front().to != folded.back().changes.front().from) &&
                       static_cast<double>(each.epoch - folded.back().last.epoch) <=
                           (followed(each) ? byHand : closeBy) * shown;
    if (!joins) {
      folded.push_back({each, each, each.changes, each.otherUnit});
      continue;
    }
    folded.back().last = each;
    folded.back().otherUnit |= each.otherUnit;
    for (std::size_t i = 0; i < each.changes.size(); ++i) folded.back().changes[i].to = each.changes[i].to;
  }
  return folded;
}

// Held-out rows, where there are some, are what it bounds most plainly: training can get below it.
std::optional<CurveFloor> floorOf(const Problem& problem) {
  const bool held = problem.validation != nullptr;
  const auto& risk = held ? problem.validationBayesRisk : problem.trainingBayesRisk;
  if (!risk) return std::nullopt;
  const QString meaning =
      held ? tr("The least loss that any model could expect on the validation rows, because nobody can "
                "foresee their noise. The training loss can fall below it: then it has learnt the noise of "
                "its own rows.")
           : tr("The least loss that any model could expect on these rows, because nobody can foresee their "
                "noise. Training can get below it, by learning that noise: the model then does worse on "
                "other rows.");
  return CurveFloor{*risk, tr("noise floor, on average"), meaning, tr("noise floor")};
}

}  // namespace

const Vector* bestBefore(const RunFrame& frame) {
  const BestEpoch& best = frame.best;
  const bool elsewhere = best.epoch >= 0 && best.weights.size() == frame.state.weights.size() &&
                         best.weights != frame.state.weights;
  return elsewhere ? &best.weights : nullptr;
}

namespace {

QString withUnit(const QString& title, const std::string& unit) {
  return unit.empty() ? title : title + QStringLiteral(" (%1)").arg(words(unit));
}

QString withPenalty(const Problem& problem, const QString& loss) {
  return problem.experiment.penalty.none() ? loss : tr("%1 + penalty").arg(loss);
}

}  // namespace

QString lossTitle(const Problem& problem) {
  const LossSpec& spec = problem.loss->spec();
  const QString title = words(spec.title);
  return withUnit(spec.task == Task::boxes ? tr("%1 loss").arg(title) : title, unitOf(spec));
}
QString objectiveTitle(const Problem& problem) { return withPenalty(problem, lossTitle(problem)); }
QString objectiveName(const Problem& problem) {
  return withPenalty(problem, words(nameOf(problem.loss->spec())));
}

bool testIsOpen(const Problem& problem) {
  return problem.test != nullptr && problem.experiment.split.testOpened;
}

// Test rows stay sealed, also from the eye, until they are opened.
QString dataNotes(const Problem& problem, qsizetype drawn) {
  QString text;
  const auto sealed = static_cast<qsizetype>(problem.rows.test.size());
  const auto all = static_cast<qsizetype>(problem.rows.train.size());
  if (drawn < all) text += tr("%1 of %2 training rows are drawn. ").arg(grouped(drawn), grouped(all));
  if (sealed && !testIsOpen(problem))
    text +=
        sealed == 1 ? tr("1 test row stays sealed. ") : tr("%1 test rows stay sealed. ").arg(grouped(sealed));
  for (const auto& note : problem.notes) {
    const QString words = QString::fromStdString(note);
    text += words.left(1).toUpper() + words.mid(1) + QStringLiteral(". ");
  }
  return text;
}

QString shownMoment(const RunFrame& frame) {
  const BestEpoch& best = frame.best;
  const bool restored = frame.state.stop == Stop::patience && best.epoch >= 0 &&
                        best.epoch < frame.state.epoch && best.weights.size() == frame.state.weights.size() &&
                        best.weights == frame.state.weights;
  return restored
             ? tr("Stopped early: shown is epoch %1, the best on validation rows. ").arg(grouped(best.epoch))
             : QString();
}

QString showData(DataView& view, const RunFrame& frame, FitPicture picture, ResidualPicture residuals) {
  const auto take = [&view](auto scene) {
    const QString caption = std::exchange(scene.caption, {}).trimmed();
    view.setScene(scene);
    return caption;
  };
  if (isClassification(frame.problem->dataset->task)) return take(classScene(frame, residuals));
  if (frame.problem->dataset->task == Task::boxes) return take(boxScene(frame));
  const bool field = picture == FitPicture::field && hasField(*frame.problem);
  return field ? take(fieldScene(frame)) : take(dataScene(frame, residuals));
}

namespace {

constexpr double smoothedShare[] = {0, 0.02, 0.08};  // of the epochs that the axis shows

std::optional<PatienceRuler> patienceRuler(const RunFrame& frame, const QColor& color) {
  if (frame.best.epoch < 0) return std::nullopt;
  const auto patience = frame.problem->experiment.training.earlyStopping.patience;
  const std::int64_t left = frame.best.epoch + patience - frame.state.epoch;
  const QString words =
      left > 0
          ? tr("patience %1: %2 left").arg(grouped(patience), QString::fromStdString(counted(left, "epoch")))
          : tr("patience %1 is over").arg(grouped(patience));
  return PatienceRuler{static_cast<double>(frame.best.epoch),
                       static_cast<double>(patience),
                       static_cast<double>(frame.state.epoch),
                       frame.best.validation,
                       color,
                       patience > 0 ? words : QString()};
}

// Behind each curve what it was made of.
void smoothCurves(CurveScene& scene, Smoothing smoothing, const RunFrame& frame) {
  if (smoothing == Smoothing::none) return;
  const double span = smoothedShare[static_cast<int>(smoothing)] *
                      static_cast<double>(std::max(frame.plannedEpochs, frame.state.epoch));
  std::vector<Curve> curves;
  for (const Curve& curve : scene.curves) {
    std::vector<double> times, values;
    for (const QPointF& point : curve.points) {
      times.push_back(point.x());
      values.push_back(point.y());
    }
    values = lossarium::smoothed(times, values, span);
    Curve smooth = curve;
    for (std::size_t i = 0; i < values.size(); ++i) smooth.points[static_cast<qsizetype>(i)].setY(values[i]);
    smooth.name = tr("%1, smoothed").arg(curve.name);
    curves.push_back(curve);
    curves.back().faint = true;
    curves.push_back(std::move(smooth));
  }
  scene.curves = std::move(curves);
}

// The losses as curves, which grow epoch by epoch, and the penalty, which no other loss brings to another
// unit.
class LossCurves {
 public:
  LossCurves(const RunFrame& frame, const PlotStyle& style)
      : frame_(frame),
        training_{tr("training"), style.accent, Qt::SolidLine, {}},
        validation_{tr("validation"), runColor(0, style.dark), Qt::SolidLine, {}},
        test_{tr("test"), runColor(2, style.dark), Qt::SolidLine, {}},
        penalty_{tr("penalty"), style.mutedText, Qt::SolidLine, {}} {}

  void add(const EpochRecord& record) {
    const double epoch = static_cast<double>(record.epoch);
    training_.points.emplaceBack(epoch, record.training);
    validation_.points.emplaceBack(epoch, record.validation);
    // Perhaps not for each epoch.
    if (!std::isnan(record.test)) test_.points.emplaceBack(epoch, record.test);
  }
  void addPenalty(const EpochRecord& record) {
    penalty_.points.emplaceBack(static_cast<double>(record.epoch), record.penalty);
  }
  /// The losses that there are; they begin anew.
  std::vector<Curve> takeLosses() {
    std::vector<Curve> curves{training_};
    if (frame_.headProblem->validation) curves.push_back(validation_);
    if (!test_.points.isEmpty() && testIsOpen(*frame_.problem)) curves.push_back(test_);
    for (Curve* curve : {&training_, &validation_, &test_}) curve->points.clear();
    return curves;
  }
  const Curve& penalty() const { return penalty_; }

 private:
  const RunFrame& frame_;
  Curve training_, validation_, test_, penalty_;
};

// "MSE" for "Mean squared error".
QString briefName(const std::string& lossTitle) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->title == lossTitle) return words(nameOf(*entry.spec));
  return {};
}

// Losses in another unit are curves of their own.
void addEpochs(CurveScene& scene, LossCurves& curves, const RunFrame& frame,
               const std::vector<FoldedSeam>& seams) {
  std::size_t seam = 0;
  const auto cross = [&](std::int64_t step) {
    for (; seam < seams.size() && seams[seam].first.step < step; ++seam) {
      const FoldedSeam& each = seams[seam];
      if (!each.otherUnit) continue;
      const std::string& loss = each.first.lossBefore;
      scene.earlier.push_back({QString::fromStdString(loss), curves.takeLosses(), briefName(loss)});
      if (each.last.after) curves.add(*each.last.after);
    }
  };
  for (const EpochRecord& record : frame.epochs) {
    cross(record.step);
    curves.addPenalty(record);
    const bool within = seam > 0 && seams[seam - 1].otherUnit && record.step <= seams[seam - 1].last.step;
    if (!within) curves.add(record);  // in between, the unit changed from step to step
  }
  cross(std::numeric_limits<std::int64_t>::max());
}

// The axis is that of the moment that is shown: a unit that came in after it lies apart, as the earlier ones.
void turnTo(const RunFrame& frame, const std::vector<FoldedSeam>& seams, CurveScene& scene) {
  std::size_t shown = 0;
  for (const FoldedSeam& each : seams)
    if (each.otherUnit && each.last.step <= frame.state.step) ++shown;
  if (shown >= scene.earlier.size()) return;
  const QString loss = lossTitle(*frame.headProblem);
  scene.earlier.push_back({loss, std::move(scene.curves), words(nameOf(frame.headProblem->loss->spec()))});
  const auto at = scene.earlier.begin() + static_cast<std::ptrdiff_t>(shown);
  scene.curves = std::move(at->curves);
  scene.later.assign(std::make_move_iterator(at + 1), std::make_move_iterator(scene.earlier.end()));
  scene.earlier.erase(at, scene.earlier.end());
}

// Of the axis.
const Problem& lossInForce(const CurveScene& scene, const RunFrame& frame) {
  return scene.later.empty() ? *frame.headProblem : *frame.problem;
}

}  // namespace

CurveScene curveScene(const RunFrame& frame, const PlotStyle& style, bool logarithmic, Smoothing smoothing) {
  CurveScene scene;
  LossCurves curves(frame, style);
  const auto seams = foldedSeams(frame);
  addEpochs(scene, curves, frame, seams);
  if (!frame.atHead())
    scene.cursor = epochAt(frame.epochs, frame.state.step, frame.batchesPerEpoch);
  else if (!frame.epochs.empty() && frame.now.step > frame.epochs.back().step && frame.state.batch == 0) {
    curves.add(frame.now);
    curves.addPenalty(frame.now);
  }
  scene.curves = curves.takeLosses();
  turnTo(frame, seams, scene);
  if (!frame.problem->experiment.penalty.none()) scene.curves.push_back(curves.penalty());
  scene.patience = patienceRuler(frame, runColor(0, style.dark));
  for (const FoldedSeam& each : seams)
    scene.seams.push_back(
        {static_cast<double>(each.first.epoch), QString::fromStdString(changeLabel(each.changes))});
  scene.floor = floorOf(*frame.problem);
  const QString loss = lossTitle(lossInForce(scene, frame));
  scene.xTitle = tr("epoch");
  scene.yTitle = frame.problem->experiment.penalty.none() ? loss : tr("%1; penalty apart").arg(loss);
  scene.xEnd = static_cast<double>(frame.plannedEpochs);
  smoothCurves(scene, smoothing, frame);
  scene.logarithmic = logarithmic;
  if (frame.headStep == 0 && frame.state.stop == Stop::none) scene.emptyHint = tr("Press Space to run");
  return scene;
}

void addBranches(CurveScene& scene, const RunFrame& frame, const Branches& branches, const PlotStyle& style) {
  constexpr std::size_t most = 6;  // the latest; more would be a thicket
  const auto all = branches.ofTree();
  for (std::size_t i = all.size() - std::min(most, all.size()); i < all.size(); ++i) {
    const Branch* branch = all[i];
    if (branch->problem->experiment.loss != lossInForce(scene, frame).experiment.loss) continue;
    std::int64_t from = std::min(branches.sharedSteps(branch->run), branch->reachedStep);
    for (const auto& seam : branch->seams)
      if (seam.otherUnit) from = std::max(from, seam.step + 1);
    Curve curve{
        branchName(*branch, branches, frame.headProblem->experiment), style.mutedText, Qt::SolidLine, {}};
    for (const EpochRecord& record : branch->epochs)
      if (record.step >= from) curve.points.emplaceBack(static_cast<double>(record.epoch), record.training);
    if (curve.points.size() > 1) scene.branches.push_back(std::move(curve));
  }
}

// Only losses that are never negative have a place on a logarithmic axis; a share has none.
namespace {

// What belongs to the loss' own curves.
CurveScene withoutLosses(CurveScene scene, const MetricCurve& metric) {
  scene.earlier.clear();
  scene.later.clear();
  scene.patience.reset();
  scene.floor.reset();
  scene.yTitle = withUnit(QString::fromStdString(metric.spec.title), metric.spec.unit);
  return scene;
}

// The curvature, and the one from which on steps grow: at the edge of stability the one stays at the other.
std::vector<Curve> curvatureCurves(const MetricCurve& metric, const RunFrame& frame, const PlotStyle& style) {
  const QString rule = QString::fromUtf8(frame.headProblem->optimizer->stableRateRule().data());
  Curve curvature{tr("curvature"), style.accent, Qt::SolidLine, {}};
  Curve limit{tr("stable up to"), style.mutedText, Qt::DashLine, {}};
  for (const MetricPoint& point : metric.points) {
    curvature.points.emplaceBack(point.epoch, point.training);
    limit.points.emplaceBack(point.epoch, point.limit);
  }
  std::vector<Curve> curves{curvature};
  if (!rule.isEmpty()) curves.push_back(limit);
  return curves;
}

}  // namespace

CurveScene curveScene(const RunFrame& frame, const MetricCurve& metric, const PlotStyle& style,
                      bool logarithmic, Smoothing smoothing) {
  CurveScene scene =
      curveScene(frame, style, logarithmic && (metric.spec.isLoss || metric.spec.id == largestCurvatureId));
  Curve training{tr("training"), style.accent, Qt::SolidLine, {}};
  Curve validation{tr("validation"), runColor(0, style.dark), Qt::SolidLine, {}};
  Curve test{tr("test"), runColor(2, style.dark), Qt::SolidLine, {}};
  for (const MetricPoint& point : metric.points) {
    training.points.emplaceBack(point.epoch, point.training);
    validation.points.emplaceBack(point.epoch, point.validation);
    test.points.emplaceBack(point.epoch, point.test);
  }
  scene.curves = {training};
  if (metric.spec.id == largestCurvatureId) {
    scene.curves = curvatureCurves(metric, frame, style);
    return withoutLosses(scene, metric);
  }
  if (metric.problem->validation) scene.curves.push_back(validation);
  if (testIsOpen(*metric.problem)) scene.curves.push_back(test);
  scene = withoutLosses(scene, metric);
  smoothCurves(scene, smoothing, frame);
  return scene;
}

DataScene dataScene(const RunFrame& frame, ResidualPicture residuals) {
  const Problem& problem = *frame.problem;
  if (problem.model->featureCount() > 1) return predictionScene(frame, residuals);
  DataScene scene;
  scene.training = points(*problem.dataset, problem.rows.train, frame.shownStride);
  scene.validation = points(*problem.dataset, problem.rows.validation, frame.shownStride);
  if (testIsOpen(problem)) scene.test = points(*problem.dataset, problem.rows.test, frame.shownStride);
  scene.trainingFit = toQVector(predictedTargets(frame));
  if (frame.state.weights.allFinite()) scene.fit = fittedCurve(problem, frame.state.weights);
  if (const Vector* best = bestBefore(frame)) scene.ghostFit = fittedCurve(problem, *best);
  scene.xTitle = readable(problem.dataset->featureNames.front());
  scene.yTitle = readable(problem.dataset->targetName);
  addPulls(scene, frame);
  // What is always so comes last: a small view cuts it off.
  scene.caption =
      shownMoment(frame) +
      (scene.ghostFit.isEmpty()
           ? QString()
           : tr("Dashed: the fit at epoch %1, best on validation rows. ").arg(grouped(frame.best.epoch))) +
      dataNotes(problem, scene.training.size());
  addResiduals(scene, frame, residuals);
  return scene;
}

}  // namespace lossarium::ui
