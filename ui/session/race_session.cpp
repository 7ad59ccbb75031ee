#include "ui/session/race_session.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <QMetaObject>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

// The function itself, wherever one starts on it.
Choice withoutStart(Choice objective) {
  objective.parameters.erase("x");
  objective.parameters.erase("y");
  return objective;
}

const QString dragKey = QStringLiteral("gesture: the start is dragged");

double rounded(double value, const Range& shown) {
  const double digits = std::ceil(3 - std::log10(shown.width())), unit = std::pow(10, digits);
  return std::round(value * unit) / unit;
}

// The window's user knows "Learning rate", not "optimizer.learning_rate".
QString inWords(QString message, const RacePlan& plan) {
  const auto replace = [&message](const std::string& section, const ParameterSpec& spec) {
    message.replace(QString::fromStdString(section + "." + std::string(spec.id)),
                    QString::fromUtf8(spec.label.data(), static_cast<qsizetype>(spec.label.size())));
  };
  for (const Choice& entrant : plan.entrants)
    for (const ParameterSpec& spec : sectionSpecs("optimizer", entrant.id)) replace("optimizer", spec);
  for (const ParameterSpec& spec : objectiveParameters(testFunctionSpec(plan.objective.id)))
    replace("objective", spec);
  return message;
}

Slice planeOf(const Choice& objective) {
  return sliceOf({.objective = objective, .optimizer = {}, .training = {}, .landscape = {}});
}

}  // namespace

RaceSession::RaceSession(QObject* parent)
    : QObject(parent), PlayedCourse([this] { later([this] { fetchFrame(); }); }) {
  live().setSpeed(speed_);
}

std::vector<DescentSetup> RaceSession::record() const {
  const bool isCurrent = frame_ && frame_->generation == generation_ && frame_->fault.empty();
  return descentsOf(plan_, isCurrent ? frame_->setup->entrants : std::vector<Choice>());
}

void RaceSession::open(const RacePlan& plan) {
  undoList_.open(plan);
  take(plan);
  emit undoChanged();
  load(0, false);
}

void RaceSession::edit(const RacePlan& next, const QString& mergeKey) {
  if (next == plan_) return emit planChanged();  // controls go back to what holds
  take(next);
  remember(mergeKey);
  load(frame_ ? frame_->step : 0, frame_ && plays());
}

// Ways over another function are not shown on this one.
void RaceSession::take(const RacePlan& next) {
  if (next.objective.id != plan_.objective.id) frame_.reset();
  plan_ = next;
  emit planChanged();
  if (!surface_ || withoutStart(plan_.objective) != surfaceOf_) requestSurface();
}

// The plan with a change, if it holds.
template <class Change>
void RaceSession::attempt(const QString& mergeKey, Change change) {
  try {
    RacePlan next = plan_;
    change(next);
    edit(next, mergeKey);
  } catch (const Error& error) {
    emit planChanged();  // controls go back to what holds
    emit failed(inWords(QString::fromUtf8(error.what()), plan_));
  }
}

void RaceSession::setFunction(const std::string& id) {
  attempt({}, [&](RacePlan& next) {
    next.objective = completed({id}, objectiveParameters(testFunctionSpec(id)), "objective");
    next.ratesFrom.reset();
  });
}

void RaceSession::setFunctionParameter(const std::string& key, const Value& value) {
  attempt(QString::fromStdString("objective." + key), [&](RacePlan& next) {
    next.objective.parameters[key] = value;
    next.objective =
        completed(next.objective, objectiveParameters(testFunctionSpec(next.objective.id)), "objective");
  });
}

void RaceSession::setSteps(const Value& steps) {
  attempt(QStringLiteral("steps"), [&](RacePlan& next) {
    for (const ParameterSpec& spec : sectionSpecs("training", {}))
      if (spec.id == "epochs") next.steps = std::get<std::int64_t>(checkedValue(steps, spec, "steps"));
  });
}

void RaceSession::startAt(double x, double y) { moveStart({}, x, y); }

void RaceSession::dragStart(double x, double y) { moveStart(dragKey, x, y); }

void RaceSession::endDrag() { undoList_.endGesture(); }

// To a thousandth of what is shown: a hand is no finer, and the fields can be read.
void RaceSession::moveStart(const QString& mergeKey, double x, double y) {
  const TestFunctionSpec& spec = testFunctionSpec(plan_.objective.id);
  attempt(mergeKey, [&](RacePlan& next) {
    next.objective.parameters["x"] = rounded(x, spec.x);
    next.objective.parameters["y"] = rounded(y, spec.y);
  });
}

void RaceSession::addEntrant(const std::string& id) {
  if (plan_.entrants.size() >= RaceSetup::mostEntrants) return;
  attempt({}, [&](RacePlan& next) { next.entrants.push_back(entrantOf({id})); });
}

void RaceSession::removeEntrant(std::size_t index) {
  if (plan_.entrants.size() < 2 || index >= plan_.entrants.size()) return;
  attempt({}, [&](RacePlan& next) {
    next.entrants.erase(next.entrants.begin() + static_cast<std::ptrdiff_t>(index));
  });
}

void RaceSession::setOptimizer(std::size_t index, const std::string& id) {
  attempt({}, [&](RacePlan& next) { next.entrants.at(index) = entrantOf({id}); });
}

void RaceSession::setOptimizerParameter(std::size_t index, const std::string& key, const Value& value) {
  attempt(QString::fromStdString("entrant" + std::to_string(index) + "." + key), [&](RacePlan& next) {
    Choice& entrant = next.entrants.at(index);
    entrant.parameters[key] = value;
    entrant = entrantOf(entrant);
  });
}

void RaceSession::unsetOptimizerParameter(std::size_t index, const std::string& key) {
  attempt({}, [&](RacePlan& next) { next.entrants.at(index).parameters.erase(key); });
}

void RaceSession::findCalmRates() {
  attempt({}, [](RacePlan& next) {
    for (Choice& entrant : next.entrants) entrant.parameters.erase("learning_rate");
    next.ratesFrom = startOf(next.objective);
  });
}

void RaceSession::remember(const QString& mergeKey) {
  if (undoList_.remember(plan_, mergeKey)) emit undoChanged();
}

void RaceSession::undo() {
  if (canUndo()) giveBack(undoList_.undo());
}

void RaceSession::redo() {
  if (canRedo()) giveBack(undoList_.redo());
}

void RaceSession::giveBack(const RacePlan& plan) {
  take(plan);
  load(frame_ ? frame_->step : 0, false);
  emit undoChanged();
}

void RaceSession::load(std::int64_t upTo, bool runs) {
  generation_ = live().load(setupOf(plan_), upTo);
  setPlays(runs);
  if (runs) live().play();
}

void RaceSession::fetchFrame() {
  auto frame = live().takeFrame();
  if (!frame || frame->generation != generation_) return;
  frame_ = std::move(frame);
  const auto stands = [](const EntrantFrame& each) { return each.stop != Stop::none; };
  if (!frame_->running && std::all_of(frame_->entrants.begin(), frame_->entrants.end(), stands))
    setPlays(false);
  emit frameChanged();
}

void RaceSession::reset() { load(0, false); }

void RaceSession::newStart() {
  const Slice plane = planeOf(plan_.objective);
  Random random(static_cast<std::uint64_t>(++startSeed_), "start of a race");
  const double x = random.uniform(plane.a.minimum, plane.a.maximum);
  startAt(x, random.uniform(plane.b.minimum, plane.b.maximum));
}

void RaceSession::setSpeed(double stepsPerSecond) {
  speed_ = stepsPerSecond;
  live().setSpeed(stepsPerSecond);
  emit speedChanged();
}

void RaceSession::requestSurface() {
  const std::int64_t order = ++surfaceOrders_;
  surfaceJob_.request([this, order, objective = plan_.objective](const Progress& progress) {
    const auto function = makeTestFunction(objective);
    const Index grid = testFunctionSpec(objective.id).grid;
    auto surface =
        std::make_shared<const Surface>(computeSurface(*function, planeOf(objective), grid, progress));
    later([this, order, objective, surface = std::move(surface)] {
      if (order != surfaceOrders_) return;
      surface_ = surface;
      surfaceOf_ = withoutStart(objective);
      emit surfaceChanged();
    });
  });
}

}  // namespace lossarium::ui
