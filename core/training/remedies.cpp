#include "core/training/remedies.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

bool isKnown(std::span<const ModelEntry> models, std::string_view id) {
  return std::any_of(models.begin(), models.end(),
                     [id](const ModelEntry& entry) { return entry.spec->id == id; });
}

bool canBe(const Choice& choice, std::string_view section, std::string_view parameter,
           std::string_view word) {
  for (const ParameterSpec& spec : sectionSpecs(section, choice.id)) {
    if (spec.id != parameter) continue;
    const auto words = choiceWords(spec);
    return std::find(words.begin(), words.end(), word) != words.end();
  }
  return false;
}

}  // namespace

double roundDown(double number) {
  const double power = std::pow(10, std::floor(std::log10(number)));
  for (const double digit : {5.0, 2.0})
    if (digit * power <= number * (1 + 1e-9)) return digit * power;
  return power;
}

// What does not fit the experiment, or is what it has, is no remedy.
void Remedies::add(std::string label, std::string hint, std::map<std::string, Value> set) {
  try {
    if (withSettings(experiment(), set) == experiment()) return;
  } catch (const Error&) {
    return;
  }
  remedies_.push_back({std::move(label), std::move(hint), std::move(set), false});
}

Remedies& Remedies::rateBelow(double rate, const std::string& why) {
  if (!experiment().optimizer.has("learning_rate") || !std::isfinite(rate) || !(rate > 0)) return *this;
  const double value = roundDown(rate);
  add("Learning rate " + toText(value), why, {{"optimizer.learning_rate", value}});
  return *this;
}

Remedies& Remedies::rateTimes(double factor, const std::string& why) {
  if (!experiment().optimizer.has("learning_rate")) return *this;
  const double now = experiment().optimizer.real("learning_rate");
  // A step of one figure of the scale at least, also from a value between them.
  const double value = factor > 1 ? roundDown(now * factor) : roundDown(std::max(now * factor, 1e-300));
  if ((factor > 1) != (value > now)) return *this;
  add("Learning rate " + toText(value), why, {{"optimizer.learning_rate", value}});
  return *this;
}

Remedies& Remedies::moreEpochs() {
  const std::int64_t epochs = 2 * experiment().training.epochs;
  add(std::to_string(epochs) + " epochs", "Twice as many epochs: it has not got there yet.",
      {{"training.epochs", epochs}});
  return *this;
}

Remedies& Remedies::momentum() {
  const Choice& optimizer = experiment().optimizer;
  if (optimizer.has("momentum") && optimizer.real("momentum") < 0.5)
    add("Momentum 0.9", "A heavy ball rolls along the floor of a valley faster than one without inertia.",
        {{"optimizer.momentum", 0.9}});
  else if (optimizer.id == "gradient_descent")
    add("Adam",
        "It scales each weight's step by the size of its gradients, so that flat directions move, too.",
        {{"optimizer.id", std::string("adam")}});
  return *this;
}

Remedies& Remedies::largerBatch() {
  const std::int64_t size = experiment().training.batchSize;
  if (size <= 0) return *this;
  const std::int64_t larger = 4 * size;
  const bool whole = larger >= problem_.training->samples().count();
  add(whole ? "Full batch" : "Batch size " + std::to_string(larger),
      "Four times as many rows a step: half the noise.",
      {{"training.batch_size", whole ? std::int64_t{0} : larger}});
  return *this;
}

Remedies& Remedies::schedule() {
  for (const char* word : {"cosine", "exponential"})
    if (canBe(experiment().optimizer, "optimizer", "schedule", word)) {
      add("Schedule " + std::string(word), "Long steps first, short ones at the end, where the noise counts.",
          {{"optimizer.schedule", std::string(word)}});
      break;
    }
  return *this;
}

Remedies& Remedies::standardise() {
  if (experiment().dataset.has("standardize") && !experiment().dataset.flag("standardize"))
    add("Standardise inputs", "Turns a ravine into a bowl, in which a much larger rate is stable.",
        {{"dataset.standardize", true}});
  return *this;
}

Remedies& Remedies::stopEarly() {
  const EarlyStopping& early = experiment().training.earlyStopping;
  const std::int64_t patience = std::max<std::int64_t>(5, experiment().training.epochs / 20);
  if (early.patience <= 0 && problem_.validation)
    add("Stop early, patience " + std::to_string(patience),
        "Ends the run once the validation loss has not fallen for so long, and puts its best weights back.",
        {{"training.early_stopping.patience", patience}});
  return *this;
}

Remedies& Remedies::morePenalty(double offered) {
  const double now = experiment().penalty.l2;
  if (!(now > 0) && (!std::isfinite(offered) || !(offered > 0))) return *this;
  const double l2 = now > 0 ? 10 * now : roundDown(offered);
  add("L2 " + toText(l2), "Keeps weights small, so that the fit cannot bend around single rows.",
      {{"penalty.l2", l2}});
  return *this;
}

Remedies& Remedies::lessPenalty() {
  if (!experiment().penalty.none())
    add("No penalty", "The penalty keeps the weights from where the loss is small.",
        {{"penalty.l1", 0.0}, {"penalty.l2", 0.0}});
  return *this;
}

Remedies& Remedies::largerModel() {
  const Choice& model = experiment().model;
  if (model.has("degree")) {
    const std::int64_t degree = model.integer("degree") + 2;
    add("Degree " + std::to_string(degree), "A curve that can bend twice more.", {{"model.degree", degree}});
  } else if (model.has("width")) {
    const std::int64_t width = 2 * model.integer("width");
    add("Width " + std::to_string(width), "Twice as many units a layer.", {{"model.width", width}});
  } else if (model.id == "linear") {
    if (problem_.model->featureCount() == 1 && isKnown(modelCatalog(), "polynomial"))
      add("Polynomial", "A straight line cannot bend.", {{"model.id", std::string("polynomial")}});
    if (isKnown(modelCatalog(), "mlp"))
      add("Network", "Hidden units let the fit bend wherever the data do.",
          {{"model.id", std::string("mlp")}});
  }
  return *this;
}

Remedies& Remedies::smallerModel() {
  const Choice& model = experiment().model;
  if (model.has("width") && model.integer("width") > 1) {
    const std::int64_t width = model.integer("width") / 2;
    add("Width " + std::to_string(width), "Half as many units a layer.", {{"model.width", width}});
  }
  if (model.has("dropout") && model.real("dropout") == 0)
    add("Dropout 0.2", "Each step leaves a fifth of the units out, so that none can rely on another.",
        {{"model.dropout", 0.2}});
  return *this;
}

Remedies& Remedies::lowerDegree(const std::optional<LowerDegree>& degree) {
  if (degree)
    add("Degree " + std::to_string(degree->degree),
        "A stiffer curve: the degree at which the validation loss is least.",
        {{"model.degree", degree->degree}});
  return *this;
}

Remedies& Remedies::robustLoss(double deviation) {
  const double delta = roundDown(3 * deviation);
  add("Huber, delta " + toText(delta), "Beyond delta a row pulls no harder, however far it lies.",
      {{"loss.id", std::string("huber")}, {"loss.delta", delta}});
  add("MAE", "All rows pull alike, however far they lie.", {{"loss.id", std::string("mae")}});
  return *this;
}

Remedies& Remedies::anew() {
  for (Remedy& remedy : remedies_) remedy.anew = true;
  return *this;
}

Remedies& Remedies::moreData() {
  if (!experiment().dataset.has("samples")) return *this;
  const std::int64_t samples = 4 * experiment().dataset.integer("samples");
  add(std::to_string(samples) + " samples", "The same model cannot bend around four times as many rows.",
      {{"dataset.samples", samples}});
  return *this;
}

}  // namespace lossarium
