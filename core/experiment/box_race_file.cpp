#include "core/experiment/box_race_file.h"

#include "core/base/error.h"
#include "core/optimizers/optimizer.h"

#include <cstdio>
#include <cstdlib>
#include <string>

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

/// A rate in the plane's units over one in the target's size. A gradient is shorter by the unit and a weight
/// longer, so where steps follow the gradient's length it is the square.
double ratio(const std::string& optimizer, const Box& target) {
  for (const OptimizerEntry& entry : optimizerCatalog()) {
    if (entry.spec->id != optimizer) continue;
    const double unit = lengthUnit(target);
    return entry.spec->rateOverDescent == 0 ? 1 : (entry.spec->rateInWeights ? unit : unit * unit);
  }
  return 1;
}

Choice withRate(Choice optimizer, double factor) {
  if (optimizer.has("learning_rate"))
    optimizer.parameters["learning_rate"] = factor * optimizer.real("learning_rate");
  return optimizer;
}

/// Rounding must not make a file that is opened again differ from what was saved.
double readable(double rate) {
  constexpr int digits = 12;
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", digits, rate);
  return std::strtod(text, nullptr);
}

bool isOfBoxes(const Experiment& experiment) {
  return experiment.dataset.id == "box_pair" && experiment.model.id == "boxes" &&
         experiment.changes.empty() && experiment.penalty == Penalty{} &&
         experiment.training.tolerance == 0 && experiment.start.weights.empty();
}

bool differInLossAlone(const Experiment& one, Experiment other) {
  other.loss = one.loss;
  other.landscape = one.landscape;
  return one == other;
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
    experiment.optimizer = withRate(plan.optimizer, ratio(plan.optimizer.id, plan.target));
    experiment.training.epochs = plan.steps;
    experiment.leftOpen = {};
    experiments.push_back(std::move(experiment));
  }
  return experiments;
}

std::optional<BoxRacePlan> boxRaceOf(const std::vector<Experiment>& experiments) {
  if (experiments.empty() || experiments.size() > BoxRacePlan::mostEntrants) return std::nullopt;
  const Experiment& first = experiments.front();
  BoxRacePlan plan;
  for (const Experiment& each : experiments) {
    if (!isOfBoxes(each) || !differInLossAlone(first, each)) return std::nullopt;
    plan.losses.push_back(each.loss);
  }
  plan.target = taken(first.dataset, "target");
  plan.prediction = taken(first.dataset, "predicted");
  plan.coordinates =
      first.model.text("coordinates") == "corners" ? BoxCoordinates::corners : BoxCoordinates::centreSize;
  plan.optimizer = withRate(first.optimizer, 1 / ratio(first.optimizer.id, plan.target));
  if (plan.optimizer.has("learning_rate"))
    plan.optimizer.parameters["learning_rate"] = readable(plan.optimizer.real("learning_rate"));
  plan.steps = first.training.epochs;
  try {
    return checked(std::move(plan));
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace lossarium
