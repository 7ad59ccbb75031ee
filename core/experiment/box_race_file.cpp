#include "core/experiment/box_race_file.h"

#include "core/base/error.h"
#include "core/optimizers/optimizer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace lossarium {
namespace {

constexpr const char* corners[] = {"x1", "y1", "x2", "y2"};

void put(Choice& dataset, const std::string& which, const Box& box) {
  for (Index k = 0; k < 4; ++k) dataset.parameters[which + "_" + corners[k]] = box[k];
}

Box taken(const Choice& dataset, const std::string& which) {
  Box box;
  for (Index k = 0; k < 4; ++k) box[k] = dataset.real(which + "_" + corners[k]);
  return box;
}

/// Parameters that are lengths, or their like, besides a learning rate: by which power of the unit.
struct Carried {
  std::string_view optimizer, parameter;
  int power;
};
constexpr Carried carried[] = {{"rprop", "learning_rate", 1}, {"rprop", "step_minimum", 1},
                               {"rprop", "step_maximum", 1},  {"adadelta", "learning_rate", 1},
                               {"adamw", "weight_decay", -1}, {"lion", "weight_decay", -1}};

/// A gradient is shorter by the unit and a weight longer: where steps follow the gradient's length, a rate is
/// carried by the unit's square. Methods that know the curvature need nothing.
int powerOf(const std::string& optimizer, const std::string& parameter) {
  for (const Carried& each : carried)
    if (each.optimizer == optimizer && each.parameter == parameter) return each.power;
  if (parameter != "learning_rate" || optimizer == "newton" || optimizer == "lbfgs") return 0;
  return makeOptimizer({optimizer})->spec().rateInWeights ? 1 : 2;
}

/// Rounding must not make a file that is opened again differ from what was saved.
double readable(double rate) {
  constexpr int digits = 12;
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", digits, rate);
  return std::strtod(text, nullptr);
}

/// With all of it in another unit.
Choice inUnit(Choice optimizer, double unit) {
  for (auto& [key, value] : optimizer.parameters) {
    const int power = powerOf(optimizer.id, key);
    if (power != 0) value = readable(std::pow(unit, power) * std::get<double>(value));
  }
  return optimizer;
}

bool isOfBoxes(const Experiment& experiment) {
  return experiment.dataset.id == "box_pair" && experiment.model.id == "boxes" &&
         experiment.changes.empty() && experiment.penalty == Penalty{} &&
         experiment.training.tolerance == 0 && experiment.start.weights.empty();
}

/// Whether a file of the race would hold the same, but for where surfaces are cut.
bool isWhole(const BoxRacePlan& plan, const std::vector<Experiment>& experiments) {
  std::vector<Experiment> own = experimentsOf(plan);
  for (std::size_t i = 0; i < own.size(); ++i) own[i].landscape = experiments[i].landscape;
  return own == experiments;
}

}  // namespace

std::vector<Experiment> experimentsOf(const BoxRacePlan& plan) {
  std::vector<Experiment> experiments;
  const std::string coordinates = plan.coordinates == BoxCoordinates::corners ? "corners" : "centre_size";
  for (const Choice& loss : plan.losses) {
    Experiment experiment = withSettings(defaultExperiment(), {{"dataset.id", std::string("box_pair")},
                                                               {"model.id", std::string("boxes")},
                                                               {"model.coordinates", coordinates},
                                                               {"loss.id", loss.id}});
    put(experiment.dataset, "target", plan.target);
    put(experiment.dataset, "predicted", plan.prediction);
    experiment.loss = loss;
    experiment.optimizer = inUnit(plan.optimizer, lengthUnit(plan.target));
    experiment.training.epochs = plan.steps;
    experiments.push_back(fromSettings(toSettings(experiment)));
  }
  return experiments;
}

std::optional<BoxRacePlan> boxRaceOf(const std::vector<Experiment>& experiments) {
  if (experiments.size() < 2 || experiments.size() > BoxRacePlan::mostEntrants) return std::nullopt;
  if (!std::all_of(experiments.begin(), experiments.end(), isOfBoxes)) return std::nullopt;
  const Experiment& first = experiments.front();
  BoxRacePlan plan;
  for (const Experiment& each : experiments) plan.losses.push_back(each.loss);
  plan.target = taken(first.dataset, "target");
  plan.prediction = taken(first.dataset, "predicted");
  plan.coordinates =
      first.model.text("coordinates") == "corners" ? BoxCoordinates::corners : BoxCoordinates::centreSize;
  plan.optimizer = inUnit(first.optimizer, 1 / lengthUnit(plan.target));
  plan.steps = first.training.epochs;
  try {
    plan = checked(std::move(plan));
    if (!isWhole(plan, experiments)) return std::nullopt;
    return plan;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace lossarium
