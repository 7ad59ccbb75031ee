#include "ui/session/boxes_session.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/experiment/experiment.h"
#include "core/optimizers/optimizer.h"

#include <QMetaObject>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

const QString predictionKey = QStringLiteral("gesture: the prediction is dragged"),
              targetKey = QStringLiteral("gesture: the target is dragged");

// The window's user knows "Learning rate", not "optimizer.learning_rate".
QString inWords(QString message, const BoxRacePlan& plan) {
  for (const ParameterSpec& spec : sectionSpecs("optimizer", plan.optimizer.id))
    message.replace(QString::fromStdString("optimizer." + std::string(spec.id)),
                    QString::fromUtf8(spec.label.data(), static_cast<qsizetype>(spec.label.size())));
  return message;
}

/// To a hundredth of the length's power of ten: a hand is no finer, and the fields can be read.
double rounded(double value, double length) {
  const double unit = std::pow(10, std::floor(std::log10(length)) - 2);
  return std::round(value / unit) * unit;
}

/// Beside, over or around the target, from a third to twice its size.
Box drawnNear(const Box& target, std::uint64_t seed) {
  Random random(seed, "start of a race of boxes");
  const Eigen::Vector4d numbers = centreAndSize(upright(target));
  const double unit = lengthUnit(target), x = random.uniform(-2, 2), y = random.uniform(-2, 2);
  const auto size = [&random](double whole) { return whole * std::pow(6, random.uniform(-0.6, 0.4)); };
  const double width = size(std::max(numbers[2], 0.2 * unit)),
               height = size(std::max(numbers[3], 0.2 * unit));
  Box box = fromCentreAndSize({numbers[0] + x * unit, numbers[1] + y * unit, width, height});
  for (Index k = 0; k < 4; ++k) box[k] = rounded(box[k], unit);
  return box;
}

const OptimizerSpec& optimizerSpec(const std::string& id) { return makeOptimizer({id})->spec(); }

/// Rates are in multiples of one for gradient descent; of steps in weights, a third of it goes as far.
double rateScale(const OptimizerSpec& spec) {
  return spec.rateOverDescent * (spec.rateInWeights ? 1.0 / 3 : 1.0);
}

Choice successor(const Choice& before, const std::string& id) {
  const OptimizerSpec &old = optimizerSpec(before.id), &spec = optimizerSpec(id);
  Choice next{id, {}};
  for (const ParameterSpec& parameter : spec.parameters) {
    const std::string key(parameter.id);
    if (key.starts_with("schedule") && before.has(key)) next.parameters[key] = before.parameters.at(key);
    if (key != "learning_rate" || !before.has(key) || rateScale(old) == 0 || rateScale(spec) == 0) continue;
    const double rate = before.real(key) * rateScale(spec) / rateScale(old);
    next.parameters[key] = std::clamp(rounded(rate, rate), parameter.minimum, parameter.maximum);
  }
  return next;
}

/// In the catalogue's order.
void race(BoxRacePlan& plan, const std::string& loss) {
  const auto isThat = [&loss](const Choice& each) { return each.id == loss; };
  if (std::any_of(plan.losses.begin(), plan.losses.end(), isThat)) return;
  plan.losses.push_back({loss});
  std::sort(plan.losses.begin(), plan.losses.end(), [](const Choice& one, const Choice& other) {
    return placeOfBoxLoss(one.id) < placeOfBoxLoss(other.id);
  });
}

}  // namespace

const std::vector<std::string>& boxLosses() {
  static const auto losses = [] {
    std::vector<std::string> ids;
    for (const LossEntry& entry : lossCatalog())
      if (entry.spec->task == Task::boxes) ids.emplace_back(entry.spec->id);
    return ids;
  }();
  return losses;
}

std::size_t placeOfBoxLoss(const std::string& id) {
  const auto& losses = boxLosses();
  return static_cast<std::size_t>(std::find(losses.begin(), losses.end(), id) - losses.begin());
}

BoxesSession::BoxesSession(QObject* parent)
    : QObject(parent), PlayedCourse([this] { later([this] { fetchFrame(); }); }) {
  live().setSpeed(speed_);
}

std::vector<Choice> BoxesSession::allLosses() const {
  std::vector<Choice> all;
  for (const std::string& id : boxLosses()) {
    const auto races = std::find_if(plan_.losses.begin(), plan_.losses.end(),
                                    [&id](const Choice& each) { return each.id == id; });
    all.push_back(races != plan_.losses.end() ? *races
                                              : completed({id}, makeLoss({id})->spec().parameters, "loss"));
  }
  return all;
}

void BoxesSession::open(const BoxRacePlan& plan) {
  undoList_.open(plan);
  take(plan);
  emit undoChanged();
  load(0, false);
}

void BoxesSession::edit(const BoxRacePlan& next, const QString& mergeKey) {
  if (next == plan_) return emit planChanged();  // controls go back to what holds
  take(next);
  if (undoList_.remember(plan_, mergeKey)) emit undoChanged();
  load(frame_ ? frame_->step : 0, frame_ && plays());
}

void BoxesSession::take(const BoxRacePlan& next) {
  plan_ = next;
  emit planChanged();
  requestReading();
}

// The plan with a change, if it holds.
template <class Change>
void BoxesSession::attempt(const QString& mergeKey, Change change) {
  try {
    BoxRacePlan next = plan_;
    change(next);
    edit(checked(std::move(next)), mergeKey);
  } catch (const Error& error) {
    emit planChanged();  // controls go back to what holds
    emit failed(inWords(QString::fromUtf8(error.what()), plan_));
  }
}

void BoxesSession::setPrediction(const Box& box, const QString& mergeKey) {
  attempt(mergeKey, [&](BoxRacePlan& next) { next.prediction = box; });
}

void BoxesSession::setTarget(const Box& box, const QString& mergeKey) {
  attempt(mergeKey, [&](BoxRacePlan& next) { next.target = box; });
}

void BoxesSession::dragPrediction(const Box& box) {
  setPrediction(handPlaced(box, plan_.prediction, plan_.target), predictionKey);
}
void BoxesSession::dragTarget(const Box& box) {
  setTarget(handPlaced(box, plan_.target, plan_.prediction), targetKey);
}

// A hand is no finer than a hundredth of the smaller box, and fields are read more easily. Edges that did not
// move, or that have snapped to the other box, stay as they are; so does a step that is finer.
Box BoxesSession::handPlaced(const Box& box, const Box& before, const Box& other) const {
  const double unit = std::min(lengthUnit(plan_.target), lengthUnit(plan_.prediction));
  Box placed = box;
  for (Index k = 0; k < 4; ++k) {
    const double near = rounded(box[k], unit);
    if (box[k] != before[k] && box[k] != other[k % 2] && box[k] != other[k % 2 + 2] && near != before[k])
      placed[k] = near;
  }
  return placed;
}

void BoxesSession::endDrag() { undoList_.endGesture(); }

void BoxesSession::setCoordinates(BoxCoordinates coordinates) {
  attempt({}, [&](BoxRacePlan& next) { next.coordinates = coordinates; });
}

void BoxesSession::setRacing(const std::string& loss, bool races) {
  attempt({}, [&](BoxRacePlan& next) {
    if (races) return race(next, loss);
    if (next.losses.size() == 1) throw Error("one loss at least races");
    std::erase_if(next.losses, [&loss](const Choice& each) { return each.id == loss; });
  });
}

// Who turns a loss' dial wants to see what it does.
void BoxesSession::setLossParameter(const std::string& loss, const std::string& key, const Value& value) {
  attempt(QString::fromStdString(loss + "." + key), [&](BoxRacePlan& next) {
    race(next, loss);
    for (Choice& each : next.losses)
      if (each.id == loss) each.parameters[key] = value;
  });
}

// Another optimiser with a rate that suits where the one before had one that did, and the same schedule.
void BoxesSession::setOptimizer(const std::string& id) {
  attempt({}, [&](BoxRacePlan& next) {
    if (next.optimizer.id != id) next.optimizer = successor(next.optimizer, id);
  });
}

void BoxesSession::setOptimizerParameter(const std::string& key, const Value& value) {
  attempt(QString::fromStdString("optimizer." + key),
          [&](BoxRacePlan& next) { next.optimizer.parameters[key] = value; });
}

void BoxesSession::setSteps(const Value& steps) {
  attempt(QStringLiteral("steps"), [&](BoxRacePlan& next) {
    for (const ParameterSpec& spec : sectionSpecs("training", {}))
      if (spec.id == "epochs") next.steps = std::get<std::int64_t>(checkedValue(steps, spec, "steps"));
  });
}

void BoxesSession::setField(const std::string& loss, FieldAxes axes) {
  if (loss == fieldLoss_ && axes == fieldAxes_) return;
  fieldLoss_ = loss;
  fieldAxes_ = axes;
  emit fieldChosen();
  requestReading();
}

void BoxesSession::undo() {
  if (canUndo()) giveBack(undoList_.undo());
}

void BoxesSession::redo() {
  if (canRedo()) giveBack(undoList_.redo());
}

void BoxesSession::giveBack(const BoxRacePlan& plan) {
  take(plan);
  load(frame_ ? frame_->step : 0, false);
  emit undoChanged();
}

void BoxesSession::load(std::int64_t upTo, bool runs) {
  generation_ = live().load(plan_, upTo);
  setPlays(runs);
  if (runs) live().play();
}

void BoxesSession::fetchFrame() {
  auto frame = live().takeFrame();
  if (!frame || frame->generation != generation_) return;
  frame_ = std::move(frame);
  const auto stands = [](const BoxEntrantFrame& each) { return each.stop != Stop::none; };
  if (!frame_->running && std::all_of(frame_->entrants.begin(), frame_->entrants.end(), stands))
    setPlays(false);
  emit frameChanged();
}

void BoxesSession::reset() { load(0, false); }

void BoxesSession::newStart() {
  setPrediction(drawnNear(plan_.target, static_cast<std::uint64_t>(++startSeed_)));
}

void BoxesSession::setSpeed(double stepsPerSecond) {
  speed_ = stepsPerSecond;
  live().setSpeed(stepsPerSecond);
  emit speedChanged();
}

void BoxesSession::requestReading() {
  const std::int64_t order = ++readingOrders_;
  Choice loss;
  for (const Choice& each : allLosses())
    if (each.id == fieldLoss_) loss = each;
  const BoxFieldPlan field{
      .loss = loss, .target = plan_.target, .prediction = plan_.prediction, .axes = fieldAxes_};
  readingJob_.request([this, order, field, plan = plan_](const Progress& progress) {
    auto reading = std::make_shared<BoxesReading>(plan, field, boxField(field, progress));
    later([this, order, reading = std::move(reading)] {
      if (order != readingOrders_) return;
      reading_ = reading;
      emit readingChanged();
    });
  });
}

}  // namespace lossarium::ui
