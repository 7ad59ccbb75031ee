#include "core/race/race_plan.h"

#include "core/base/error.h"
#include "core/optimizers/optimizer.h"

#include <string>

namespace lossarium {
namespace {

void requireSameRace(const DescentSetup& first, const DescentSetup& other, const std::string& where) {
  if (first.objective != other.objective)
    throw Error(where +
                ".objective: all of a race start at the same place of the same function; the first has " +
                first.objective.id);
  if (first.training.epochs != other.training.epochs || first.training.tolerance != other.training.tolerance)
    throw Error(where + ".training: all of a race have the same epochs and tolerance");
}

}  // namespace

Choice entrantOf(const Choice& optimizer) {
  Choice entrant = completed(optimizer, sectionSpecs("optimizer", optimizer.id), "optimizer");
  if (!optimizer.has("learning_rate")) entrant.parameters.erase("learning_rate");
  return entrant;
}

RacePlan defaultRace(const Choice& objective) {
  const TestFunctionSpec& spec = testFunctionSpec(objective.id);
  return {.objective = completed(objective, objectiveParameters(spec), "objective"),
          .entrants = {entrantOf({"gradient_descent"}), entrantOf({"momentum"}), entrantOf({"adam"})},
          .steps = 1000};
}

RacePlan raceOf(const std::vector<DescentSetup>& descents, const std::string& where) {
  if (descents.empty() || descents.size() > RaceSetup::mostEntrants)
    throw Error(where + "a race has one to " + std::to_string(RaceSetup::mostEntrants) +
                " entrants; there are " + std::to_string(descents.size()));
  const DescentSetup& first = descents.front();
  RacePlan plan{.objective = first.objective,
                .entrants = {},
                .steps = first.training.epochs,
                .tolerance = first.training.tolerance};
  for (const DescentSetup& each : descents) {
    requireSameRace(first, each, where + "experiments[" + std::to_string(plan.entrants.size()) + "]");
    plan.entrants.push_back(entrantOf(each.optimizer));
  }
  return plan;
}

std::vector<DescentSetup> descentsOf(const RacePlan& plan, const std::vector<Choice>& found) {
  std::vector<DescentSetup> descents;
  for (std::size_t i = 0; i < plan.entrants.size(); ++i) {
    DescentSetup setup{
        .objective = plan.objective, .optimizer = plan.entrants[i], .training = {}, .landscape = {}};
    setup.training.epochs = plan.steps;
    setup.training.tolerance = plan.tolerance;
    if (i < found.size() && found[i].id == setup.optimizer.id) setup.optimizer = found[i];
    descents.push_back(std::move(setup));
  }
  return descents;
}

RaceSetup setupOf(const RacePlan& plan) {
  RaceSetup setup = raceOn(plan.objective, plan.entrants, plan.steps, plan.tolerance);
  const TestFunctionSpec& spec = testFunctionSpec(plan.objective.id);
  setup.ratesFrom =
      plan.ratesFrom ? Vector(*plan.ratesFrom) : Vector(Eigen::Vector2d(spec.startX, spec.startY));
  return setup;
}

}  // namespace lossarium
