#include "core/experiment/descent_setup.h"

#include "core/base/error.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr std::string_view sections[] = {"objective", "optimizer", "training", "training.early_stopping",
                                         "landscape"};

void checkSections(const Settings& settings, const std::string& where) {
  for (const auto& [name, section] : settings) {
    if (std::find(std::begin(besideObjective), std::end(besideObjective), name) != std::end(besideObjective))
      throw Error(where + name + ": \"objective\" stands in its place; take out one of them");
    if (std::find(std::begin(sections), std::end(sections), name) == std::end(sections))
      throw Error(where + unknownWord("key", name, {std::begin(sections), std::end(sections)}));
  }
}

Choice objectiveIn(const Section& section, const std::string& where) {
  Choice choice{"rosenbrock", section};
  if (const auto id = section.find("id"); id != section.end()) {
    const auto* text = std::get_if<std::string>(&id->second);
    if (!text) throw Error(where + ".id must be a text");
    choice.id = *text;
    choice.parameters.erase("id");
  }
  return completed(choice, objectiveParameters(testFunctionSpec(choice.id, where)), where);
}

Range around(const Range& shown, const std::optional<double>& halfWidth) {
  if (!halfWidth) return shown;
  const double middle = 0.5 * (shown.minimum + shown.maximum);
  return {middle - *halfWidth, middle + *halfWidth};
}

}  // namespace

DescentSetup descentFromSettings(const Settings& settings, const std::string& where) {
  checkSections(settings, where);
  Settings others = settings;
  others.erase("objective");
  const Experiment experiment = fromSettings(others, where);
  DescentSetup setup{objectiveIn(settings.at("objective"), where + "objective"), experiment.optimizer,
                     experiment.training, experiment.landscape};
  if (experiment.leftOpen.learningRate) setup.optimizer.parameters.erase("learning_rate");
  if (setup.landscape.plane != "parameters")
    throw Error(where +
                "landscape.plane: a test function has but one plane, that of its two weights; it is "
                "'parameters'");
  if (setup.landscape.of != LandscapeChoice().of || !setup.landscape.overlay.empty())
    throw Error(where + "landscape: a test function is its own height; it has no rows and no metrics");
  return setup;
}

Settings toSettings(const DescentSetup& setup) {
  Experiment experiment = defaultExperiment();
  experiment.optimizer = setup.optimizer;
  experiment.training = setup.training;
  experiment.landscape = setup.landscape;
  Settings settings = toSettings(experiment);
  for (const std::string_view name : besideObjective) settings.erase(std::string(name));
  settings["objective"] = setup.objective.parameters;
  settings["objective"]["id"] = setup.objective.id;
  return settings;
}

Slice sliceOf(const DescentSetup& setup) {
  const TestFunctionSpec& spec = testFunctionSpec(setup.objective.id);
  return {.origin = Vector::Zero(2),
          .u = Vector::Unit(2, 0),
          .v = Vector::Unit(2, 1),
          .a = around(spec.x, setup.landscape.range),
          .b = around(spec.y, setup.landscape.range),
          .aLabel = "x",
          .bLabel = "y",
          .how = "The two weights of the test function; this is all of it."};
}

}  // namespace lossarium
