#include "app/cli/descents.h"

#include "app/cli/commands.h"
#include "core/experiment/session_file.h"
#include "core/experiment/strict_json.h"
#include "core/objectives/test_functions/nearest_minimum.h"
#include "core/training/calm_rate.h"
#include "core/training/descent_run.h"
#include "core/training/settings_advice.h"

#include <iostream>

namespace lossarium::cli {
namespace {

Json choiceJson(const Choice& choice) {
  Json json{{"id", choice.id}};
  for (const auto& [key, value] : choice.parameters) json[key] = jsonFromValue(value);
  return json;
}

std::string curveLine(const DescentState& state) {
  std::string line = std::to_string(state.step);
  for (const double number : {state.weights[0], state.weights[1], state.value, state.gradient.norm()})
    line += "," + toText(number);
  return line + "\n";
}

std::string runWithCurve(DescentRun& run) {
  std::string curve = "step,x,y,loss,gradient\n" + curveLine(run.state());
  while (run.step()) curve += curveLine(run.state());
  return curve;
}

Json notesOn(const DescentSetup& asked, const DescentSetup& setup) {
  Json notes = Json::array();
  const TestFunctionSpec& spec = testFunctionSpec(setup.objective.id);
  if (setup.optimizer.has("learning_rate") && !asked.optimizer.has("learning_rate"))
    notes.push_back("nobody chose a learning rate; " + toText(setup.optimizer.real("learning_rate")) +
                    " descends calmly from the start and is among the first to be there");
  if (const std::string advice = decayAdvice(setup.optimizer, planOf(setup).start); !advice.empty())
    notes.push_back(advice);
  if (spec.minima.empty()) notes.push_back("no minimum is known to measure a distance to");
  if (spec.unboundedBelow) notes.push_back("the function falls without end somewhere");
  if (setup.training.batchSize != 0 || setup.training.earlyStopping.patience != 0)
    notes.push_back("without rows, batch_size and early stopping have no effect");
  return notes;
}

Json minimumJson(const TestFunctionSpec& spec, const Vector& weights) {
  const KnownMinimum* nearest = nearestMinimum(spec.minima, weights);
  if (!nearest) return nullptr;
  return Json{{"x", nearest->x},
              {"y", nearest->y},
              {"value", nearest->value},
              {"global", nearest->kind != MinimumKind::local}};
}

Json resultOf(const DescentSetup& asked, const DescentSetup& setup, const DescentState& state) {
  const TestFunctionSpec& spec = testFunctionSpec(setup.objective.id);
  return Json{{"weights", weightsJson(state.weights)},
              {"loss", jsonFromNumber(state.value)},
              {"gradient", weightsJson(state.gradient)},
              {"distance", jsonFromNumber(distanceToNearest(spec.minima, state.weights))},
              {"nearest", minimumJson(spec, state.weights)},
              {"epochs", state.step},
              {"stopped", toText(state.stop)},
              {"reason", state.reason},
              {"objective", choiceJson(setup.objective)},
              {"optimizer", choiceJson(setup.optimizer)},
              {"notes", notesOn(asked, setup)}};
}

}  // namespace

Json weightsJson(const Vector& weights) {
  return Json{{"x", jsonFromNumber(weights[0])}, {"y", jsonFromNumber(weights[1])}};
}

int trainDescent(const DescentSetup& setup, const std::string& curve) {
  const DescentSetup settled = withCalmRate(setup);
  DescentRun run(planOf(settled));
  if (curve.empty()) {
    while (run.step()) {
    }
  } else {
    writeAtomically(curve, runWithCurve(run));
  }
  std::cout << textOf(resultOf(setup, settled, run.state()), 2) << "\n";
  return allWell;
}

Json surfaceJson(const Surface& surface) {
  const Slice& slice = surface.slice;
  Json values = Json::array();
  for (Index j = 0; j < surface.values.rows(); ++j) values.push_back(jsonList(surface.values.row(j)));
  return Json{
      {"axes", Json{{"a", jsonList(surface.a)}, {"b", jsonList(surface.b)}}},
      {"values", std::move(values)},
      {"slice",
       Json{{"origin", weightsJson(slice.origin)}, {"u", weightsJson(slice.u)}, {"v", weightsJson(slice.v)}}},
      {"labels", Json{{"a", slice.aLabel}, {"b", slice.bLabel}}},
      {"how", slice.how}};
}

Json surfaceSummary(const DescentSetup& setup, const Surface& surface, double seconds) {
  const Slice& slice = surface.slice;
  const auto endsOf = [](const Range& range) { return Json{range.minimum, range.maximum}; };
  return Json{{"points", surface.values.size()},
              {"seconds", seconds},
              {"minimum", jsonFromNumber(surface.minimum)},
              {"maximum", jsonFromNumber(surface.maximum)},
              {"range", setup.landscape.range.value_or(slice.a.width() / 2)},
              {"a", endsOf(slice.a)},
              {"b", endsOf(slice.b)},
              {"how", slice.how}};
}

}  // namespace lossarium::cli
