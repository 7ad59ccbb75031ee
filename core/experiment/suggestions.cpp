#include "core/experiment/suggestions.h"

#include "core/datasets/dataset.h"
#include "core/losses/loss.h"
#include "core/optimizers/optimizer.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace lossarium {
namespace {

constexpr std::pair<std::string_view, std::string_view> defaultIds[] = {
    {"dataset", "belgian_calls"}, {"model", "linear"}, {"loss", "mse"}, {"optimizer", "gradient_descent"}};
constexpr std::string_view networkOptimizer = "adam";

const DatasetSpec* datasetOf(std::string_view id) {
  for (const auto& entry : datasetCatalog())
    if (entry.spec->id == id) return entry.spec;
  return nullptr;
}

std::string idIn(const Settings& settings, const std::string& section, std::string_view otherwise) {
  if (const auto found = settings.find(section); found != settings.end())
    if (const auto id = found->second.find("id"); id != found->second.end())
      if (const auto* text = std::get_if<std::string>(&id->second)) return *text;
  return std::string(otherwise);
}

bool names(const Settings& settings, const std::string& section, const std::string& key) {
  const auto found = settings.find(section);
  return found != settings.end() && found->second.contains(key);
}

// Null for what has no learning rate, or is not known.
const OptimizerSpec* optimizerWithRate(std::string_view id) {
  for (const auto& entry : optimizerCatalog())
    if (entry.spec->id == id && !entry.spec->parameters.empty() &&
        entry.spec->parameters.front().id == "learning_rate")
      return entry.spec;
  return nullptr;
}

// A rate for gradient descent, made one for `optimizer`; to three digits, so that it can be read.
double rateFor(const OptimizerSpec& optimizer, double rateOfDescent, double weightScale) {
  const ParameterSpec& bounds = optimizer.parameters.front();
  if (optimizer.rateOverDescent == 0) return bounds.initial;
  const double inUnits =
      rateOfDescent * optimizer.rateOverDescent * (optimizer.rateInWeights ? weightScale : 1);
  const double rate = std::clamp(inUnits, bounds.minimum, bounds.maximum);
  const double unit = std::pow(10, 3 - std::ceil(std::log10(rate)));
  return std::round(rate * unit) / unit;
}

Task taskOf(std::string_view loss) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == loss) return entry.spec->task;
  return Task::regression;
}

std::string optimizerFor(const DatasetSpec& data, std::string_view model) {
  return model == "mlp" && data.model == "mlp" ? std::string(networkOptimizer) : defaultId("optimizer");
}

void addModel(Section& model, const DatasetSpec& data) {
  model["id"] = std::string(data.model);
  if (data.model != "mlp") return;
  model.try_emplace("layers", std::int64_t{data.layers});
  model.try_emplace("width", std::int64_t{data.width});
}

bool sets(const std::map<std::string, Value>& set, std::string_view start) {
  return std::any_of(set.begin(), set.end(), [&](const auto& each) { return each.first.starts_with(start); });
}

bool setsChoice(const std::map<std::string, Value>& set, const std::string& section) {
  return set.contains(section) || set.contains(section + ".id");
}

// Its rate and schedule can be turned while it stays the suggested one.
bool choosesOptimizer(const std::map<std::string, Value>& set) {
  return std::any_of(set.begin(), set.end(), [](const auto& each) {
    return each.first.starts_with("optimizer") && each.first != "optimizer.learning_rate" &&
           each.first != "optimizer.schedule";
  });
}

}  // namespace

std::string defaultId(std::string_view section) {
  for (const auto& [name, id] : defaultIds)
    if (name == section) return std::string(id);
  return {};
}

void addSuggestions(Settings& settings) {
  const DatasetSpec* data = datasetOf(idIn(settings, "dataset", defaultId("dataset")));
  if (!data) return;  // what it is called wrongly is said where it is checked
  if (!names(settings, "model", "id")) addModel(settings["model"], *data);
  if (!names(settings, "optimizer", "id"))
    settings["optimizer"]["id"] = optimizerFor(*data, idIn(settings, "model", ""));
  settings["training"].try_emplace("epochs", static_cast<std::int64_t>(data->epochs));
  const OptimizerSpec* optimizer = optimizerWithRate(idIn(settings, "optimizer", ""));
  if (!optimizer) return;
  const bool classes = isClassification(taskOf(idIn(settings, "loss", defaultId("loss"))));
  settings["optimizer"].try_emplace("learning_rate",
                                    rateFor(*optimizer, data->learningRate, classes ? 1 : data->weightScale));
}

Choice completedOptimizer(const std::string& id) {
  for (const auto& entry : optimizerCatalog())
    if (entry.spec->id == id) return completed({id, {}}, entry.spec->parameters, "optimizer");
  throw std::logic_error("no optimiser " + id);
}

Choice suggestedOptimizer(const Experiment& experiment) {
  const DatasetSpec* data = datasetOf(experiment.dataset.id);
  return completedOptimizer(data ? optimizerFor(*data, experiment.model.id) : defaultId("optimizer"));
}

LeftOpen leftOpenIn(const Settings& given) {
  LeftOpen open;
  open.loss = !given.contains("loss");
  open.model = !names(given, "model", "id");
  open.learningRate = !names(given, "optimizer", "learning_rate");
  open.suggestedRate = open.learningRate;
  open.suggestedSchedule = !names(given, "optimizer", "schedule");
  open.suggestedModel = !names(given, "model", "id");
  open.suggestedOptimizer = !names(given, "optimizer", "id");
  return open;
}

// Another data set, target or task can ask for another loss or model; one that fits stays. Another data set
// takes the rate away, even one that was chosen; another loss or model only one that was suggested.
LeftOpen leftOpenAfter(const Experiment& before, const std::map<std::string, Value>& set) {
  const bool otherData = sets(set, "dataset.id") || sets(set, "dataset.file") || sets(set, "dataset.cells") ||
                         sets(set, "dataset.target") || sets(set, "dataset.task") ||
                         sets(set, "dataset.classes") || set.contains("dataset");
  const bool otherWork = otherData || sets(set, "model") || sets(set, "loss");
  const bool chosenRate = set.contains("optimizer.learning_rate");
  LeftOpen open = before.leftOpen;
  open.loss = (open.loss || otherData) && !sets(set, "loss");
  open.model = (open.model || otherData) && !sets(set, "model");
  open.learningRate = !chosenRate && (open.learningRate || setsChoice(set, "dataset") ||
                                      setsChoice(set, "optimizer") || (otherWork && open.suggestedRate));
  open.suggestedRate = !chosenRate && (open.suggestedRate || open.learningRate);
  open.suggestedSchedule =
      !set.contains("optimizer.schedule") && (open.suggestedSchedule || setsChoice(set, "optimizer"));
  open.suggestedModel = open.suggestedModel && !sets(set, "model");
  open.suggestedOptimizer = open.suggestedOptimizer && !choosesOptimizer(set);
  return open;
}

void forgetSuggestions(Settings& settings, const Experiment& before,
                       const std::map<std::string, Value>& set) {
  if (!setsChoice(set, "dataset")) return;
  if (!set.contains("training.epochs")) settings["training"].erase("epochs");
  if (!set.contains("optimizer.learning_rate")) settings["optimizer"].erase("learning_rate");
  if (before.leftOpen.suggestedModel && !sets(set, "model")) settings.erase("model");
  if (before.leftOpen.suggestedOptimizer && !sets(set, "optimizer")) settings.erase("optimizer");
}

double suggestedRate(const Choice& dataset, Task task, const Choice& optimizer) {
  const OptimizerSpec& spec = *optimizerWithRate(optimizer.id);
  const DatasetSpec* data = datasetOf(dataset.id);
  if (!data) return optimizer.real("learning_rate");
  const bool steep = isClassification(task) && optimizer.id == "gradient_descent";
  return rateFor(spec, steep ? data->classificationRate : data->learningRate,
                 isClassification(task) ? 1 : data->weightScale);
}

}  // namespace lossarium
