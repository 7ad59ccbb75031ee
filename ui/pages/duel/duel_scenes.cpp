#include "ui/pages/duel/duel_scenes.h"

#include "core/base/number_text.h"
#include "core/experiment/setting_words.h"
#include "ui/pages/run_marks.h"
#include "ui/pages/train/box_scene.h"
#include "ui/pages/train/scenes.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr qsizetype longestTitle = 18;  // that has room beside one of several surfaces
constexpr std::size_t fewRuns = 3;      // whose names have room at the ends of their curves

QString tr(const char* text) { return QCoreApplication::translate("DuelScenes", text); }

QString upper(const QString& text) { return text.left(1).toUpper() + text.mid(1); }

// What is said of one setting: "Adam", "learning rate 0.1".
QString settingWords(const Experiment& experiment, const std::string& key) {
  const QString value = QString::fromStdString(valueInWords(key, setting(experiment, key)));
  if (key.ends_with(".id")) return value;
  return QString::fromStdString(nameInWords(key)) + QLatin1Char(' ') + value;
}

QString lossWords(const Experiment& experiment) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == experiment.loss.id) return words(nameOf(*entry.spec));
  return {};
}

// Of a line as of a curve: in the data's own units.
QVector<QPointF> sharesOf(const DecisionField& field) {
  QVector<QPointF> line;
  for (Index i = 0; i < field.x.size(); ++i) line.emplaceBack(field.x[i], field.shares(i, 1));
  return line;
}

std::vector<QVector<QPointF>> bordersOf(const DecisionField& field) {
  std::vector<QVector<QPointF>> pieces;
  for (const ContourPiece& each : field.borders)
    pieces.push_back({QPointF(each.from.x(), each.from.y()), QPointF(each.to.x(), each.to.y())});
  return pieces;
}

FitLine lineOf(std::size_t index, std::size_t chosen, const PlotStyle& style,
               std::vector<QVector<QPointF>> pieces) {
  return {std::move(pieces), colorOfRun(index, style), runLetter(index), index == chosen};
}

QString showClasses(DataView& view, const DuelFrame& frame, std::size_t chosen, const PlotStyle& style,
                    ResidualPicture residuals) {
  ClassScene scene = classScene(*frame.runs[chosen], residuals);
  const bool binary = scene.classNames.size() == 2;
  for (std::size_t i = 0; i < frame.runs.size(); ++i) {
    const auto& field = frame.runs[i]->decisions;
    if (!field || (scene.oneInput && !binary)) continue;
    auto pieces = scene.oneInput ? std::vector{sharesOf(*field)} : bordersOf(*field);
    scene.borders.push_back(lineOf(i, chosen, style, std::move(pieces)));
  }
  const QString caption = std::exchange(scene.caption, {}).trimmed();
  view.setScene(scene);
  return caption;
}

QString showRegression(DataView& view, const DuelFrame& frame, std::size_t chosen, const PlotStyle& style,
                       ResidualPicture residuals) {
  const RunFrame& run = *frame.runs[chosen];
  if (hasField(*run.problem)) return showData(view, run);
  DataScene scene = dataScene(run, residuals);
  if (run.problem->model->featureCount() == 1) {
    scene.fit.clear();
    scene.ghostFit.clear();
    for (std::size_t i = 0; i < frame.runs.size(); ++i)
      scene.fits.push_back(lineOf(i, chosen, style, {dataScene(*frame.runs[i]).fit}));
  }
  const QString caption = std::exchange(scene.caption, {}).trimmed();
  view.setScene(scene);
  return caption;
}

QString showBoxes(DataView& view, const DuelFrame& frame, std::size_t chosen, const PlotStyle& style) {
  BoxCloudScene scene = boxScene(*frame.runs[chosen]);
  if (frame.runs.size() > 1) {
    scene.fits.clear();
    for (std::size_t i = 0; i < frame.runs.size(); ++i)
      scene.fits.push_back(
          {boxScene(*frame.runs[i]).fits.front().boxes, colorOfRun(i, style), runLetter(i), i == chosen});
  }
  const QString caption = std::exchange(scene.caption, {}).trimmed();
  view.setScene(scene);
  return caption;
}

QString curveName(const DuelPlan& plan, std::size_t index) {
  return plan.contenders.size() <= fewRuns ? contenderTitle(plan, index) : runLetter(index);
}

CurveScene emptyCurves(const DuelFrame& frame) {
  CurveScene scene;
  scene.xTitle = tr("epoch");
  scene.xEnd = static_cast<double>(frame.plannedEpochs);
  if (!frame.atHead()) scene.cursor = static_cast<double>(frame.epoch);
  if (frame.headEpoch == 0) scene.emptyHint = tr("Press Space to run");
  return scene;
}

// A run that blew up must not press the others flat: above so many times its start it is out of the picture.
void leaveOutWhatBlewUp(QVector<QPointF>& points) {
  constexpr double much = 10;
  if (points.isEmpty()) return;
  const double most = much * std::abs(points.front().y());
  for (QPointF& point : points)
    if (std::abs(point.y()) > most) point.setY(std::numeric_limits<double>::quiet_NaN());
}

double valueOf(const EpochRecord& record, CurveRows rows) {
  return rows == CurveRows::training     ? record.training
         : rows == CurveRows::validation ? record.validation
                                         : record.test;
}

double valueOf(const MetricPoint& point, CurveRows rows) {
  return rows == CurveRows::training     ? point.training
         : rows == CurveRows::validation ? point.validation
                                         : point.test;
}

// Epochs between two that are kept are as they are; the present one may be new.
QVector<QPointF> lossesOf(const RunFrame& run, CurveRows rows) {
  QVector<QPointF> points;
  for (const EpochRecord& record : run.epochs)
    points.emplaceBack(static_cast<double>(record.epoch), valueOf(record, rows));
  if (run.atHead() && !run.epochs.empty() && run.now.step > run.epochs.back().step && run.state.batch == 0)
    points.emplaceBack(static_cast<double>(run.now.epoch), valueOf(run.now, rows));
  return points;
}

}  // namespace

QString contenderName(const DuelPlan& plan, std::size_t index) {
  const Experiment& experiment = plan.contenders[index];
  QStringList parts;
  bool lossSaid = false;
  for (const std::string& key : differingKeys(plan)) {
    if (key.rfind("loss.", 0) == 0) {
      const bool brief = key != "loss.id" && experiment.loss.parameters.size() == 1;  // "Huber (δ 2)"
      if (!std::exchange(lossSaid, true))
        parts.prepend(brief ? QString::fromStdString(titleOf(experiment.loss)) : lossWords(experiment));
      if (key == "loss.id" || brief) continue;
    }
    const Settings settings = toSettings(experiment);
    const std::string section = key.substr(0, key.rfind('.'));
    if (settings.at(section).contains(key.substr(section.size() + 1))) parts << settingWords(experiment, key);
  }
  return parts.isEmpty() ? lossWords(experiment) : upper(parts.join(QStringLiteral(", ")));
}

QString contenderTitle(const DuelPlan& plan, std::size_t index) {
  return runLetter(index) + QLatin1Char(' ') + contenderName(plan, index);
}

// The balls beside it have the letters.
QString groupName(const DuelPlan& plan, const SurfaceGroup& group) {
  QStringList names;
  for (const std::size_t index : group) names << contenderName(plan, index);
  return names.join(QStringLiteral(" · "));
}

QString showFits(DataView& view, const DuelFrame& frame, std::size_t chosen, const PlotStyle& style,
                 ResidualPicture residuals) {
  const Task task = frame.runs[chosen]->problem->dataset->task;
  if (task == Task::boxes) return showBoxes(view, frame, chosen, style);
  return isClassification(task) ? showClasses(view, frame, chosen, style, residuals)
                                : showRegression(view, frame, chosen, style, residuals);
}

// What stands before the unit of a weight: "weight of year, per deviation".
static QString briefly(QString title) { return title.remove(tr(", per deviation")); }

SurfaceScene groupScene(const SurfaceResult& result, const SurfaceGroup& group, const DuelFrame* frame,
                        std::size_t chosen, const PlotStyle& style, bool logarithmic, bool brief) {
  const bool isIn = std::find(group.begin(), group.end(), chosen) != group.end();
  const std::size_t first = isIn ? chosen : group.front();
  const auto runOf = [&](std::size_t index) { return frame ? frame->runs[index].get() : nullptr; };
  SurfaceScene scene = surfaceScene(result, runOf(first), style, logarithmic);
  std::vector<Trail> trails;
  const auto add = [&](const SurfaceScene& of, std::size_t index) {
    if (of.trails.empty()) return;
    trails.push_back(of.trails.front());
    trails.back().color = colorOfRun(index, style);
    trails.back().letter = runLetter(index);
  };
  add(scene, first);
  for (const std::size_t index : group)
    if (index != first && frame) add(surfaceScene(result, runOf(index), style, logarithmic), index);
  scene.trails = std::move(trails);
  if (!brief) return scene;
  for (QString* title : {&scene.aTitle, &scene.bTitle}) {
    *title = briefly(*title);
    if (title->size() > longestTitle) title->clear();
  }
  scene.lossTitle = objectiveName(*result.problem);
  return scene;
}

bool shareLoss(const DuelFrame& frame) {
  return std::all_of(frame.runs.begin(), frame.runs.end(), [&](const auto& run) {
    return run->problem->experiment.loss == frame.runs.front()->problem->experiment.loss;
  });
}

CurveScene ownLossCurves(const DuelPlan& plan, const DuelFrame& frame, CurveRows rows, const PlotStyle& style,
                         bool logarithmic) {
  CurveScene scene = emptyCurves(frame);
  scene.logarithmic = logarithmic;
  const bool shared = shareLoss(frame);
  scene.yTitle = shared ? lossTitle(*frame.runs.front()->problem)
                        : tr("own loss ÷ its start; not to be compared between losses");
  for (std::size_t i = 0; i < frame.runs.size(); ++i) {
    Curve curve{curveName(plan, i), colorOfRun(i, style), Qt::SolidLine, lossesOf(*frame.runs[i], rows)};
    const double start = curve.points.isEmpty() ? 1 : curve.points.front().y();
    if (!shared)
      for (QPointF& point : curve.points) point.setY(point.y() / start);
    if (frame.runs[i]->state.stop == Stop::diverged && !logarithmic) leaveOutWhatBlewUp(curve.points);
    scene.curves.push_back(std::move(curve));
  }
  return scene;
}

CurveScene metricCurves(const DuelPlan& plan, const DuelFrame& frame,
                        const std::vector<std::shared_ptr<const MetricCurve>>& curves, CurveRows rows,
                        const PlotStyle& style, bool logarithmic) {
  CurveScene scene = emptyCurves(frame);
  for (std::size_t i = 0; i < frame.runs.size() && i < curves.size(); ++i) {
    Curve curve{curveName(plan, i), colorOfRun(i, style), Qt::SolidLine, {}};
    for (const MetricPoint& point : curves[i]->points)
      curve.points.emplaceBack(point.epoch, valueOf(point, rows));
    if (frame.runs[i]->state.stop == Stop::diverged && !logarithmic) leaveOutWhatBlewUp(curve.points);
    scene.curves.push_back(std::move(curve));
    const MetricSpec& spec = curves[i]->spec;
    scene.yTitle = QString::fromStdString(spec.title + (spec.unit.empty() ? "" : " (" + spec.unit + ")"));
    scene.logarithmic = logarithmic && spec.isLoss;
  }
  return scene;
}

TimelineScene duelTimeline(const DuelFrame& frame) {
  TimelineScene scene;
  scene.end = static_cast<double>(std::max(frame.plannedEpochs, frame.headEpoch));
  scene.reached = static_cast<double>(frame.headEpoch);
  scene.shown = static_cast<double>(frame.epoch);
  scene.past = !frame.atHead();
  scene.readout = tr("epoch %1").arg(grouped(frame.epoch));
  return scene;
}

std::string duelCurveTable(const DuelFrame& frame) {
  std::string table = "run,loss,epoch,training,validation,test\n";
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    for (const EpochRecord& record : frame.runs[i]->epochs)
      table += runLetter(i).toStdString() + "," + frame.runs[i]->problem->experiment.loss.id + "," +
               std::to_string(record.epoch) + "," + toText(record.training) + "," +
               toText(record.validation) + "," + toText(record.test) + "\n";
  return table;
}

}  // namespace lossarium::ui
