#include "core/training/remedies.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <cctype>
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

std::string validationText(double loss) {
  return std::isnan(loss) ? std::string() : " (" + readableNumber(loss) + ")";
}

// "a polynomial of degree 2" as a label.
std::string capitalised(std::string name) {
  if (name.starts_with("a ")) name.erase(0, 2);
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

}  // namespace

double roundUp(double number) {
  const double power = std::pow(10, std::floor(std::log10(number)));
  for (const double digit : {1.0, 2.0, 5.0})
    if (digit * power >= number * (1 - 1e-9)) return digit * power;
  return 10 * power;
}

double roundDown(double number) {
  const double power = std::pow(10, std::floor(std::log10(number)));
  for (const double digit : {5.0, 2.0})
    if (digit * power <= number * (1 + 1e-9)) return digit * power;
  return power;
}

// What does not fit the experiment, or is what it has, is no remedy.
void Remedies::add(std::string label, std::string hint, std::map<std::string, Value> set, double brings) {
  try {
    if (withSettings(experiment(), set) == experiment()) return;
  } catch (const Error&) {
    return;
  }
  const auto alike = [&set](const Remedy& other) { return other.set == set; };
  if (std::any_of(remedies_.begin(), remedies_.end(), alike)) return;
  remedies_.push_back({std::move(label), std::move(hint), std::move(set), false, brings});
}

Remedies& Remedies::rateBelow(double rate, const std::string& why) {
  if (!experiment().optimizer.has("learning_rate") || !std::isfinite(rate) || !(rate > 0)) return *this;
  const double value = roundDown(rate);
  add("Learning rate " + readableSetting(value), why, {{"optimizer.learning_rate", value}});
  return *this;
}

Remedies& Remedies::rateTimes(double factor, const std::string& why) {
  if (!experiment().optimizer.has("learning_rate")) return *this;
  const double now = experiment().optimizer.real("learning_rate");
  // A step of one figure of the scale at least, also from a value between them.
  const double value = factor > 1 ? roundDown(now * factor) : roundDown(std::max(now * factor, 1e-300));
  if ((factor > 1) != (value > now)) return *this;
  add("Learning rate " + readableSetting(value), why, {{"optimizer.learning_rate", value}});
  return *this;
}

Remedies& Remedies::moreEpochs() {
  const std::int64_t epochs = 2 * experiment().training.epochs;
  add(counted(epochs, "epoch"), "Twice as many epochs: it has not got there yet.",
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
  add(whole ? "Full batch" : "Batch size " + grouped(larger),
      "Four times as many rows a step: half the noise.",
      {{"training.batch_size", whole ? std::int64_t{0} : larger}});
  return *this;
}

Remedies& Remedies::schedule() {
  for (const char* word : {"cosine", "exponential"})
    if (canBe(experiment().optimizer, "optimizer", "schedule", word)) {
      add("Schedule " + std::string(word),
          experiment().training.batchSize > 0
              ? "Long steps first, short ones at the end, where the noise counts."
              : "Long steps first, short ones at the end, which can settle.",
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

Remedies& Remedies::stopEarly(double best) {
  const EarlyStopping& early = experiment().training.earlyStopping;
  const std::int64_t patience = std::max<std::int64_t>(5, experiment().training.epochs / 20);
  if (early.patience <= 0 && problem_.validation)
    add("Stop early, patience " + grouped(patience),
        "Ends the run once the validation loss has not fallen for so long, and puts its best weights back" +
            validationText(best) + ".",
        {{"training.early_stopping.patience", patience}}, best);
  return *this;
}

Remedies& Remedies::restoreBest(const BestEpoch& best) {
  if (!experiment().training.earlyStopping.restoreBest && best.epoch >= 0)
    add("Restore epoch " + grouped(best.epoch),
        "Puts the weights back that were best on the validation rows" + validationText(best.validation) + ".",
        {{"training.early_stopping.restore_best", true}}, best.validation);
  return *this;
}

Remedies& Remedies::triedPenalty(const std::optional<TriedPenalty>& tried) {
  if (tried)
    add("L2 " + readableSetting(tried->l2),
        "Keeps weights small, so that the fit cannot bend around single rows" +
            validationText(tried->validation) + ".",
        {{"penalty.l2", tried->l2}}, tried->validation);
  return *this;
}

Remedies& Remedies::safeRate(const std::optional<SafeRate>& safe) {
  if (safe)
    add("Learning rate " + readableSetting(safe->rate),
        "Tried: in " + grouped(safe->steps) + " steps from the start the loss falls from " +
            readableNumber(safe->from) + " to " + readableNumber(safe->to) + ".",
        {{"optimizer.learning_rate", safe->rate}});
  return *this;
}

Remedies& Remedies::morePenalty(double offered) {
  const double now = experiment().penalty.l2;
  if (!(now > 0) && (!std::isfinite(offered) || !(offered > 0))) return *this;
  const double l2 = now > 0 ? 10 * now : roundDown(offered);
  add("L2 " + readableSetting(l2), "Keeps weights small, so that the fit cannot bend around single rows.",
      {{"penalty.l2", l2}});
  return *this;
}

Remedies& Remedies::lessPenalty() {
  if (!experiment().penalty.none())
    add("No penalty", "The penalty keeps the weights from where the loss is small.",
        {{"penalty.l1", 0.0}, {"penalty.l2", 0.0}});
  return *this;
}

Remedies& Remedies::largerModel(const std::optional<RicherFit>& tried) {
  if (tried && tried->isBetter())
    add(capitalised(tried->name), "Tried: it does better on rows it has not seen.", tried->set);
  const Choice& model = experiment().model;
  if (model.has("degree")) {
    const std::int64_t degree = model.integer("degree") + 2;
    add("Degree " + grouped(degree), "A curve that can bend twice more.", {{"model.degree", degree}});
  } else if (model.has("width")) {
    const std::int64_t width = 2 * model.integer("width");
    add("Width " + grouped(width), "Twice as many units a layer.", {{"model.width", width}});
  } else if (model.id == "linear") {
    if (problem_.model->featureCount() == 1 && isKnown(modelCatalog(), "polynomial"))
      add("Polynomial of degree 3", "A straight line cannot bend.",
          {{"model.id", std::string("polynomial")}, {"model.degree", std::int64_t{3}}});
    else if (isKnown(modelCatalog(), "polynomial"))
      add("Polynomial of degree 2", "Squares and products of the inputs: one can change what another means.",
          {{"model.id", std::string("polynomial")}, {"model.degree", std::int64_t{2}}});
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
    add("Width " + grouped(width), "Half as many units a layer.", {{"model.width", width}});
  }
  if (model.has("dropout") && model.real("dropout") == 0)
    add("Dropout 0.2", "Each step leaves a fifth of the units out, so that none can rely on another.",
        {{"model.dropout", 0.2}});
  return *this;
}

Remedies& Remedies::lowerDegree(const std::optional<LowerDegree>& degree) {
  if (degree)
    add("Degree " + grouped(degree->degree),
        "A stiffer curve: the degree at which the validation loss is least" +
            validationText(degree->validation) + ".",
        {{"model.degree", degree->degree}}, degree->validation);
  return *this;
}

Remedies& Remedies::robustLoss(double deviation) {
  const double delta = roundDown(3 * deviation);
  add("Huber, delta " + readableSetting(delta), "Beyond delta a row pulls no harder, however far it lies.",
      {{"loss.id", std::string("huber")}, {"loss.delta", delta}});
  add("MAE", "All rows pull alike, however far they lie.", {{"loss.id", std::string("mae")}});
  return *this;
}

Remedies& Remedies::reachingLoss(double farResidual) {
  const Choice& loss = experiment().loss;
  if (loss.has("c") && farResidual > 0)
    add("Scale c " + readableSetting(roundUp(2 * farResidual)),
        "So wide that nearly all rows pull; narrow it once the fit has come close.",
        {{"loss.c", roundUp(2 * farResidual)}});
  const Task task = problem_.dataset->task;
  if (task == Task::boxes) {
    add("GIoU", "The empty part of the box around both pulls them together, however far apart.",
        {{"loss.id", std::string("giou")}});
    add("DIoU", "The distance of the centres pulls straight, however far apart.",
        {{"loss.id", std::string("diou")}});
  } else if (task == Task::regression) {
    add("Huber first",
        "It pulls however far a row lies. Once the fit is close, the present loss can take over.",
        {{"loss.id", std::string("huber")}});
    add("MSE first", "It pulls the harder the farther a row lies, and is soon close.",
        {{"loss.id", std::string("mse")}});
  } else {
    const std::string convex(defaultLoss(task));
    add(convex == "log_loss" ? "Log loss first" : "Cross-entropy first",
        "It pulls the harder the surer a wrong row is.", {{"loss.id", convex}});
  }
  return *this;
}

Remedies& Remedies::lessMomentum() {
  const Choice& optimizer = experiment().optimizer;
  if (optimizer.has("momentum") && optimizer.real("momentum") > 0.6)
    add("Momentum 0.5", "A lighter ball does not roll through the minimum again and again.",
        {{"optimizer.momentum", 0.5}});
  return *this;
}

Remedies& Remedies::clipping() {
  const Choice& optimizer = experiment().optimizer;
  if (optimizer.has("clip_norm") && optimizer.real("clip_norm") == 0)
    add("Clip the gradient at 1", "No step is longer than the learning rate, however steep the ground.",
        {{"optimizer.clip_norm", 1.0}});
  return *this;
}

Remedies& Remedies::anotherStepLength() {
  if (experiment().optimizer.id != "adam")
    add("Adam", "Its steps are as long as the rate, however steep the ground.",
        {{"optimizer.id", std::string("adam")}});
  return *this;
}

Remedies& Remedies::bestFirst() {
  std::stable_sort(remedies_.begin(), remedies_.end(), [](const Remedy& one, const Remedy& other) {
    return std::isnan(other.brings) ? !std::isnan(one.brings) : one.brings < other.brings;
  });
  return *this;
}

Remedies& Remedies::anew() {
  for (Remedy& remedy : remedies_) remedy.anew = true;
  return *this;
}

Remedies& Remedies::moreData() {
  if (!experiment().dataset.has("samples")) return *this;
  const std::int64_t samples = 4 * experiment().dataset.integer("samples");
  add(counted(samples, "sample"), "The same model cannot bend around four times as many rows.",
      {{"dataset.samples", samples}});
  return *this;
}

}  // namespace lossarium
