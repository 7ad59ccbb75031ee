#include "core/boxes/box_race.h"

#include "core/base/error.h"
#include "core/experiment/experiment.h"
#include "core/optimizers/optimizer.h"

#include <utility>

namespace lossarium {
namespace {

std::shared_ptr<const BoxObjective> objectiveOf(const Choice& loss, const BoxRacePlan& plan) {
  return std::make_shared<const BoxObjective>(makeLoss(loss), plan.target, plan.coordinates,
                                              lengthUnit(plan.target));
}

DescentPlan descentOf(std::shared_ptr<const BoxObjective> objective, const BoxRacePlan& plan) {
  DescentPlan descent;
  descent.start = objective->weightsOf(plan.prediction);
  descent.objective = std::move(objective);
  descent.optimizer = makeOptimizer(plan.optimizer);
  descent.steps = plan.steps;
  return descent;
}

Choice checkedLoss(const Choice& loss) {
  const auto made = makeLoss(loss);
  if (made->spec().task != Task::boxes)
    throw Error("loss: '" + loss.id + "' is a loss for " + std::string(toText(made->spec().task)) +
                "; a race of boxes takes those for boxes");
  return completed(loss, made->spec().parameters, "loss");
}

}  // namespace

BoxRacePlan defaultBoxRace() {
  BoxRacePlan plan;
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->task == Task::boxes) plan.losses.push_back({std::string(entry.spec->id)});
  plan.optimizer = {"gradient_descent", {{"learning_rate", 0.1}, {"schedule", std::string("cosine")}}};
  return checked(std::move(plan));
}

BoxRacePlan checked(BoxRacePlan plan) {
  if (plan.losses.empty() || plan.losses.size() > BoxRacePlan::mostEntrants)
    throw Error("a race of boxes has one to " + std::to_string(BoxRacePlan::mostEntrants) +
                " losses; there are " + std::to_string(plan.losses.size()));
  for (const auto& [box, name] :
       {std::pair(&plan.target, "target"), std::pair(&plan.prediction, "prediction")})
    if (!box->allFinite()) throw Error(std::string(name) + ": a box has four finite numbers");
  for (Choice& loss : plan.losses) loss = checkedLoss(loss);
  plan.optimizer = completed(plan.optimizer, sectionSpecs("optimizer", plan.optimizer.id), "optimizer");
  return plan;
}

BoxEntrant::BoxEntrant(Choice loss, const BoxRacePlan& plan)
    : loss_(std::move(loss)), objective_(objectiveOf(loss_, plan)), descent_(descentOf(objective_, plan)) {
  path_.add(momentNow());
}

BoxMoment BoxEntrant::momentNow() const {
  const DescentState& state = descent_.state();
  const Box box = upright(objective_->boxAt(state.weights)), target = upright(objective_->target());
  return {.step = state.step,
          .box = box,
          .value = state.value,
          .iou = boxGeometry(box, target).iou,
          .cornerError = (box - target).lpNorm<1>()};
}

void BoxEntrant::step() {
  if (descent_.step()) path_.add(momentNow());
}

BoxEntrantFrame BoxEntrant::frame() const {
  const DescentState& state = descent_.state();
  const BoxMoment now = momentNow();
  return {.loss = loss_,
          .path = path_.items(),
          .now = now,
          .slope = lossAt(objective_->loss(), now.box, objective_->target()).slope,
          .stuck = state.gradient.isZero(0) && now.iou < 1,
          .stop = state.stop,
          .stopStep = state.stopStep,
          .reason = state.reason};
}

BoxRace::BoxRace(const BoxRacePlan& plan) : BoxRace(std::make_shared<const BoxRacePlan>(checked(plan))) {}

BoxRace::BoxRace(std::shared_ptr<const BoxRacePlan> plan) : SideBySide(plan->steps), plan_(std::move(plan)) {
  for (const Choice& loss : plan_->losses) add({loss, *plan_});
}

BoxRaceFrame BoxRace::frame() const {
  BoxRaceFrame frame;
  frame.plan = plan_;
  frame.step = stepNow();
  frame.headStep = headStep();
  frame.plannedSteps = plannedSteps();
  for (const BoxEntrant& each : entrants()) frame.entrants.push_back(each.frame());
  return frame;
}

}  // namespace lossarium
