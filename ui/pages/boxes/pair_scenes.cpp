#include "ui/pages/boxes/pair_scenes.h"

#include "core/boxes/box_objective.h"
#include "core/losses/loss.h"
#include "ui/pages/boxes/box_words.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lossarium::ui {
namespace {

constexpr double arrivedAt = 0.9;  // the IoU from which on a box is on its target

QString tr(const char* text) { return QCoreApplication::translate("Boxes", text); }

std::size_t placeOf(const BoxEntrantFrame& entrant) { return placeOfBoxLoss(entrant.loss.id); }

QString named(const BoxEntrantFrame& entrant) {
  return tr("%1 %2").arg(runLetter(placeOf(entrant)), boxLossTitle(entrant.loss.id));
}

/// The steps up to the frame's moment, and after it.
Trail trailOf(const BoxEntrantFrame& entrant, const BoxesReading& reading, const Loss& loss,
              std::int64_t step, const PlotStyle& style) {
  Trail trail;
  trail.color = colorOfRun(placeOf(entrant), style);
  trail.letter = runLetter(placeOf(entrant));
  const auto on = [&](const BoxMoment& moment) {
    const Eigen::Vector2d place = placeOn(reading.field.axes, moment.box);
    return Eigen::Vector3d(place[0], place[1], lossAt(loss, moment.box, reading.plan.target).value);
  };
  const auto goOn = [](std::vector<Eigen::Vector3d>& way, const Eigen::Vector3d& point) {
    if (way.empty() || way.back() != point) way.push_back(point);  // one that is stuck has no way
  };
  for (const BoxMoment& moment : entrant.path)
    goOn(moment.step > step ? trail.later : trail.points, on(moment));
  goOn(trail.points, on(entrant.now));
  if (!trail.later.empty()) trail.later.insert(trail.later.begin(), trail.points.back());
  return trail;
}

double valueOf(const BoxMoment& moment, BoxCurve curve) {
  return curve == BoxCurve::iou ? moment.iou
                                : (curve == BoxCurve::cornerError ? moment.cornerError : moment.value);
}

/// Since when it has stayed on its target, of the moments up to now.
std::optional<std::int64_t> arrivedSince(const BoxEntrantFrame& entrant) {
  if (entrant.now.iou < arrivedAt) return std::nullopt;
  std::int64_t since = entrant.now.step;
  for (auto at = entrant.path.rbegin(); at != entrant.path.rend(); ++at) {
    if (at->step > entrant.now.step) continue;
    if (at->iou < arrivedAt) break;
    since = at->step;
  }
  return since;
}

QString joined(const QStringList& parts) { return parts.join(tr(", ")); }

QString arrivals(const BoxRaceFrame& frame) {
  std::vector<std::pair<std::int64_t, QString>> there;
  for (const BoxEntrantFrame& each : frame.entrants)
    if (const auto since = arrivedSince(each)) there.emplace_back(*since, named(each));
  std::stable_sort(there.begin(), there.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  QStringList words;
  for (const auto& [since, name] : there)
    words << (words.isEmpty() ? tr("%1 since step %2") : tr("%1 %2")).arg(name, grouped(since));
  return joined(words);
}

/// Where it is in the race; one that does not race, where the prediction lies.
Box boxOf(const Choice& loss, const BoxesSession& session) {
  const auto frame = session.frame();
  if (frame && frame->step > 0)
    for (const BoxEntrantFrame& each : frame->entrants)
      if (each.loss == loss) return each.now.box;
  return session.plan().prediction;
}

template <class Is>
QString those(const BoxRaceFrame& frame, const Is& is) {
  QStringList words;
  for (const BoxEntrantFrame& each : frame.entrants)
    if (is(each)) words << named(each);
  return joined(words);
}

}  // namespace

QString boxLossTitle(const std::string& id) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == id) return words(nameOf(*entry.spec));
  return QString::fromStdString(id);
}

BoxMarks marksOf(const std::string& loss) {
  BoxMarks marks;
  marks.unionArea = loss == "iou" || loss == "alpha_iou";
  marks.enclosing = loss == "giou" || loss == "eiou";
  marks.distance = loss == "diou" || loss == "ciou" || loss == "eiou" || loss == "siou";
  marks.aspect = loss == "ciou";
  return marks;
}

std::vector<BoxLossLine> linesOf(const BoxesSession& session) {
  const BoxRacePlan& plan = session.plan();
  std::vector<BoxLossLine> lines;
  for (const Choice& loss : session.allLosses()) {
    const bool races = std::any_of(plan.losses.begin(), plan.losses.end(),
                                   [&loss](const Choice& each) { return each.id == loss.id; });
    lines.push_back({loss, races, BoxTerms(loss).at(boxOf(loss, session), plan.target)});
  }
  return lines;
}

std::vector<BoxPull> pullsOf(const BoxRacePlan& plan, const PlotStyle& style) {
  std::vector<BoxPull> pulls;
  const Box prediction = upright(plan.prediction);
  for (const Choice& loss : plan.losses) {
    const std::size_t place = placeOfBoxLoss(loss.id);
    BoxPull pull;
    pull.letter = runLetter(place);
    pull.name = boxLossTitle(loss.id);
    pull.color = colorOfRun(place, style);
    const BoxAnswer answer = BoxTerms(loss).at(prediction, plan.target);
    pull.gradient = answer.byCorners;
    pull.absence = absenceWords(answer.absence);
    pulls.push_back(std::move(pull));
  }
  return pulls;
}

std::vector<BoxContender> contendersOf(const BoxRaceFrame& frame, const PlotStyle& style) {
  std::vector<BoxContender> contenders;
  if (frame.step == 0 && frame.atHead()) return contenders;
  for (const BoxEntrantFrame& each : frame.entrants) {
    BoxContender contender;
    contender.letter = runLetter(placeOf(each));
    contender.color = colorOfRun(placeOf(each), style);
    for (const BoxMoment& moment : each.path)
      if (moment.step <= frame.step) contender.path.push_back(moment.box);
    contender.now = each.now.box;
    contenders.push_back(std::move(contender));
  }
  return contenders;
}

SurfaceScene fieldScene(const BoxesReading& reading, const BoxRaceFrame* frame, const PlotStyle& style,
                        bool logarithmic, bool namesArrows) {
  const bool ofCentre = reading.field.axes == FieldAxes::centre;
  SurfaceScene scene;
  scene.surface = reading.field.surface;
  scene.aTitle = ofCentre ? tr("centre x") : tr("width");
  scene.bTitle = ofCentre ? tr("centre y") : tr("height");
  scene.lossTitle = tr("%1 loss").arg(boxLossTitle(reading.fieldPlan.loss.id));
  scene.logarithmic = logarithmic;
  scene.handle = placeOn(reading.field.axes, reading.plan.prediction);
  const auto loss = makeLoss(reading.fieldPlan.loss);
  scene.marks.push_back({placeOn(reading.field.axes, reading.plan.target), {}, MarkLook::solution});
  scene.namesArrows = namesArrows;
  const auto own = frame ? std::find_if(frame->entrants.begin(), frame->entrants.end(),
                                        [&](const auto& each) { return each.loss == reading.fieldPlan.loss; })
                         : decltype(frame->entrants.begin())();
  if (!frame || own == frame->entrants.end()) return scene;
  scene.trails.push_back(trailOf(*own, reading, *loss, frame->step, style));
  for (const BoxMoment& moment : own->path)
    if (moment.step > 0) scene.moments.push_back({placeOn(reading.field.axes, moment.box), moment.step});
  const Eigen::Vector4d slope = slopeBy(BoxCoordinates::centreSize, own->slope);
  const Eigen::Vector2d down(-slope[ofCentre ? 0 : 2], -slope[ofCentre ? 1 : 3]);
  if (namesArrows && down.norm() > 0) scene.descent = down;
  return scene;
}

QString fieldCaption(const BoxesReading& reading) {
  const QString what = reading.field.axes == FieldAxes::centre
                           ? tr("The loss wherever the prediction's centre lies, at its present size.")
                           : tr("The loss at any width and height of the prediction, about its centre.");
  const auto share = static_cast<int>(std::lround(100 * reading.field.flatShare));
  if (reading.field.flatShare == 0) return what + tr(" The ring is the target's place.");
  return what + tr(" Hatched: no gradient at all, %1 % of the picture; there descent stands still.")
                    .arg(share < 1 ? tr("below 1") : QString::number(share));
}

CurveScene boxCurves(const BoxRaceFrame& frame, BoxCurve curve, const PlotStyle& style) {
  CurveScene scene;
  for (const BoxEntrantFrame& each : frame.entrants) {
    Curve line;
    line.name = runLetter(placeOf(each));
    line.color = colorOfRun(placeOf(each), style);
    for (const BoxMoment& moment : each.path)
      line.points.push_back({static_cast<double>(moment.step), valueOf(moment, curve)});
    scene.curves.push_back(std::move(line));
  }
  scene.xTitle = tr("step");
  scene.yTitle = curve == BoxCurve::iou           ? tr("IoU with the target")
                 : curve == BoxCurve::cornerError ? tr("corner error |Δx₁| + |Δy₁| + |Δx₂| + |Δy₂|")
                                                  : tr("each loss, in its own unit");
  scene.xEnd = static_cast<double>(frame.plannedSteps);
  scene.logarithmic = curve == BoxCurve::cornerError;
  if (curve == BoxCurve::iou) scene.yRange = AxisRange{0, 1};
  if (!frame.atHead()) scene.cursor = static_cast<double>(frame.step);
  if (frame.headStep == 0) scene.emptyHint = tr("Space starts the race");
  return scene;
}

QString boxVerdict(const BoxRaceFrame& frame, bool introduces) {
  if (!frame.fault.empty()) return QString::fromStdString(frame.fault);
  const auto isStuck = [](const BoxEntrantFrame& each) { return each.stuck; };
  const auto isLost = [](const BoxEntrantFrame& each) { return each.stop == Stop::diverged; };
  QStringList sentences;
  if (frame.step == 0) {
    if (introduces) sentences << tr("All boxes start where the prediction lies.");
  } else {
    const QString there = arrivals(frame);
    sentences << (there.isEmpty() ? tr("No IoU above 0.9 yet.") : tr("IoU above 0.9: %1.").arg(there));
    const QString onTheWay = those(frame, [&](const BoxEntrantFrame& each) {
      return each.now.iou < arrivedAt && !each.stuck && !isLost(each);
    });
    if (!onTheWay.isEmpty() && !there.isEmpty()) sentences << tr("On the way: %1.").arg(onTheWay);
  }
  if (const QString stuck = those(frame, isStuck); !stuck.isEmpty())
    sentences << tr("Stuck without a gradient: %1.").arg(stuck);
  if (const QString lost = those(frame, isLost); !lost.isEmpty()) sentences << tr("Diverged: %1.").arg(lost);
  return sentences.join(QLatin1Char(' '));
}

std::string boxRaceCsv(const BoxRaceFrame& frame) {
  std::string table = "loss,step,x1,y1,x2,y2,value,iou,corner_error\n";
  for (const BoxEntrantFrame& each : frame.entrants)
    for (const BoxMoment& moment : each.path) {
      table += each.loss.id + "," + std::to_string(moment.step);
      for (const double number : {moment.box[0], moment.box[1], moment.box[2], moment.box[3], moment.value,
                                  moment.iou, moment.cornerError})
        table += "," + toText(number);
      table += "\n";
    }
  return table;
}

}  // namespace lossarium::ui
