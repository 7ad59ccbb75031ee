#include "core/experiment/experiment.h"

#include "core/base/error.h"
#include "core/datasets/edits.h"
#include "core/experiment/height_choice.h"
#include "core/experiment/suggestions.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace lossarium {
namespace {

const std::string classShareKey = "class_share";

Section fromChoice(const Choice& choice) {
  Section section = choice.parameters;
  section["id"] = choice.id;
  return section;
}

Choice sectionChoice(const Settings& settings, std::string_view name, const std::string& where) {
  Choice choice;
  if (const auto found = settings.find(std::string(name)); found != settings.end())
    choice.parameters = found->second;
  if (sectionIsChoice(name)) {
    choice.id = defaultId(name);
    if (const auto id = choice.parameters.find("id"); id != choice.parameters.end()) {
      if (!std::holds_alternative<std::string>(id->second)) throw Error(where + ".id must be a text");
      choice.id = std::get<std::string>(id->second);
      choice.parameters.erase(id);
    }
    const auto known = sectionIds(name);
    if (std::find(known.begin(), known.end(), choice.id) == known.end())
      throw Error(where + ": " + unknownWord(name == "dataset" ? "data set" : name, choice.id, known));
  } else if (choice.has("id")) {
    throw Error(where + ": unknown key 'id'; nothing is picked from a catalogue here");
  }
  return choice;
}

Choice checkedSection(const Settings& settings, const Settings& given, std::string_view name,
                      const std::string& prefix) {
  const std::string where = prefix + std::string(name);
  const Choice choice = sectionChoice(settings, name, where);
  const auto found = given.find(std::string(name));
  const bool byDefault = sectionIsChoice(name) && found != given.end() && !found->second.contains("id");
  try {
    return completed(choice, sectionSpecs(name, choice.id), where);
  } catch (const Error& error) {
    if (!byDefault) throw;
    throw Error(std::string(error.what()) + " (there is no \"id\", so this is '" + choice.id + "')");
  }
}

void checkSections(const Settings& settings, const std::string& where) {
  const auto known = sectionNames();
  for (const auto& [name, section] : settings)
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw Error((where.empty() ? "" : where.substr(0, where.size() - 1) + ": ") +
                  unknownWord("key", name, known));
}

void checkSplit(const Split& split, const std::string& where) {
  if (split.validation + split.test > 1)
    throw Error(where + "split: validation and test rows together would be " +
                toText(split.validation + split.test) + " of all; nothing is left to train on");
  const double sum = split.train + split.validation + split.test;
  if (std::abs(sum - 1) > 1e-9)
    throw Error(where + "split: train + validation + test = " + toText(sum) + "; the shares must sum to 1");
  if (split.train <= 0)
    throw Error(where + "split.train must be above 0: there is nothing to learn from otherwise");
}

std::vector<std::string> twoNames(const std::vector<std::string>& names, const std::string& where) {
  if (names.size() == 2 && names[0] != names[1]) return names;
  throw Error(where + "landscape.weights: two different names are needed, as in " +
              "\"linear.weight,linear.bias\"; there are " + std::to_string(names.size()));
}

// What is as usual is not written, but for what every file says.
void addLandscape(const LandscapeChoice& landscape, Section& section) {
  const LandscapeChoice usual;
  section = {{"plane", landscape.plane}, {"grid", landscape.grid}};
  const bool random = landscape.plane == "random";
  if (!landscape.weights.empty()) section["weights"] = landscape.weights;
  if (random || landscape.seed != usual.seed) section["seed"] = landscape.seed;
  if (random || landscape.biases != usual.biases) section["biases"] = landscape.biases;
  if (landscape.range) section["range"] = *landscape.range;
  if (landscape.of != usual.of) section["of"] = landscape.of;
  if (!landscape.overlay.empty()) section["overlay"] = landscape.overlay;
  if (landscape.penalty != usual.penalty) section["penalty"] = landscape.penalty;
}

Section fromDisturbance(const Disturbance& disturbance) {
  Section section{{"outliers", disturbance.outliers},
                  {"outlier_size", disturbance.outlierSize},
                  {"noise", disturbance.noise},
                  {"label_noise", disturbance.labelNoise},
                  {"seed", disturbance.seed}};
  if (disturbance.classShare) section[classShareKey] = *disturbance.classShare;
  return section;
}

// A share of 0 says that the classes stay as they are: so a change can take it back.
Disturbance toDisturbance(const Choice& section) {
  Disturbance disturbance{section.real("outliers"),
                          section.real("outlier_size"),
                          section.real("noise"),
                          section.real("label_noise"),
                          std::nullopt,
                          section.integer("seed")};
  if (section.has(classShareKey) && section.real(classShareKey) > 0)
    disturbance.classShare = section.real(classShareKey);
  return disturbance;
}

std::pair<std::string, std::string> splitKey(std::string_view key) {
  const auto dot = key.rfind('.');
  if (dot == std::string_view::npos) return {std::string(key), "id"};
  return {std::string(key.substr(0, dot)), std::string(key.substr(dot + 1))};
}

void apply(Settings& settings, std::string_view key, const Value& value) {
  const auto [section, name] = splitKey(key);
  if (name != "id") {
    settings[section][name] = value;
    return;
  }
  settings[section] = {{"id", value}};
}

// Whether a key of the data set leaves its rows what they are: a dial that bends the data does, a choice of
// others (a count, a file, a column, a seed) does not.
bool keepsRows(const std::string& key, const std::string& id) {
  if (!key.starts_with("dataset") || key == "dataset.standardize") return true;
  const std::string name = splitKey(key).second;
  for (const ParameterSpec& spec : sectionSpecs("dataset", id))
    if (spec.id == name) return spec.kind == ParameterKind::real || spec.id == editsParameter.id;
  return false;
}

// Edits are of rows that they count: they go with them.
void forgetEdits(Settings& settings, const Experiment& before, const std::map<std::string, Value>& set) {
  if (set.contains("dataset.edits")) return;
  const bool others = std::any_of(
      set.begin(), set.end(), [&](const auto& each) { return !keepsRows(each.first, before.dataset.id); });
  if (others) settings["dataset"].erase(std::string(editsParameter.id));
}

// A share that is changed by itself takes from the training rows, or gives to the validation rows.
void rebalanceSplit(Settings& settings, const std::map<std::string, Value>& set) {
  static const std::string shares[] = {"split.train", "split.validation", "split.test"};
  if (std::count_if(std::begin(shares), std::end(shares),
                    [&](const auto& key) { return set.contains(key); }) != 1)
    return;
  Section& split = settings["split"];
  const auto share = [&split](const char* key) {
    const auto found = split.find(key);
    const auto* real = found == split.end() ? nullptr : std::get_if<double>(&found->second);
    return real ? *real : 0.0;
  };
  const auto rest = [](double taken) { return std::max(0.0, std::round((1 - taken) * 1e9) / 1e9); };
  if (!set.contains("split.train")) {
    split["train"] = rest(share("validation") + share("test"));
    return;
  }
  split["test"] = std::min(share("test"), rest(share("train")));
  split["validation"] = rest(share("train") + share("test"));
}

// Other test rows are sealed, unless the settings say themselves that they are open.
void sealTest(Settings& settings, const std::map<std::string, Value>& set) {
  const std::string opened = "split.test_opened";
  const auto movesRows = [&](const auto& each) {
    return each.first != opened && (each.first.starts_with("split") || each.first.starts_with("dataset"));
  };
  if (!set.contains(opened) && std::any_of(set.begin(), set.end(), movesRows))
    settings["split"].erase("test_opened");
}

bool sameRows(Split some, const Split& others) {
  some.testOpened = others.testOpened;
  return some == others;
}

// What acts in training alone can be turned while a run goes on.
bool sameWeights(Choice some, const Choice& others) {
  for (const char* key : {"dropout", "input_noise"})
    if (some.has(key) && others.has(key)) some.parameters[key] = others.parameters.at(key);
  return some == others;
}

// A data set brings its own model, optimiser, rate and epochs, so they must be said even where they stay.
void sayWhatItBrings(std::map<std::string, Value>& set, const Settings& to) {
  for (const char* section : {"model", "optimizer"})
    for (const auto& [key, value] : to.at(section)) set[std::string(section) + "." + key] = value;
  set["training.epochs"] = to.at("training").at("epochs");
}

bool lacksSome(const Section& values, const Section& before) {
  return std::any_of(before.begin(), before.end(),
                     [&](const auto& each) { return !values.contains(each.first); });
}

}  // namespace

Settings toSettings(const Experiment& experiment) {
  Settings settings;
  settings["dataset"] = fromChoice(experiment.dataset);
  settings["model"] = fromChoice(experiment.model);
  settings["loss"] = fromChoice(experiment.loss);
  settings["optimizer"] = fromChoice(experiment.optimizer);
  const Split& split = experiment.split;
  settings["split"] = {{"train", split.train},
                       {"validation", split.validation},
                       {"test", split.test},
                       {"seed", split.seed},
                       {"test_opened", split.testOpened}};
  settings["disturbance"] = fromDisturbance(experiment.disturbance);
  settings["penalty"] = {{"l1", experiment.penalty.l1}, {"l2", experiment.penalty.l2}};
  const Training& training = experiment.training;
  settings["training"] = {{"batch_size", training.batchSize},
                          {"epochs", training.epochs},
                          {"seed", training.seed},
                          {"tolerance", training.tolerance}};
  const EarlyStopping& early = training.earlyStopping;
  settings["training.early_stopping"] = {
      {"patience", early.patience}, {"min_delta", early.minDelta}, {"restore_best", early.restoreBest}};
  settings["start"] = {{"seed", experiment.start.seed}};
  if (!experiment.start.weights.empty()) settings["start"]["weights"] = experiment.start.weights;
  addLandscape(experiment.landscape, settings["landscape"]);
  return settings;
}

Experiment fromSettings(const Settings& given, const std::string& where) {
  checkSections(given, where);
  Settings settings = given;
  addSuggestions(settings);
  Experiment experiment;
  experiment.leftOpen = leftOpenIn(given);
  experiment.dataset = checkedSection(settings, given, "dataset", where);
  if (editsOf(experiment.dataset).empty()) experiment.dataset = withoutEdits(experiment.dataset);
  experiment.model = checkedSection(settings, given, "model", where);
  experiment.loss = checkedSection(settings, given, "loss", where);
  experiment.optimizer = checkedSection(settings, given, "optimizer", where);
  const Choice split = checkedSection(settings, given, "split", where);
  experiment.split = {split.real("train"), split.real("validation"), split.real("test"),
                      split.integer("seed"), split.flag("test_opened")};
  checkSplit(experiment.split, where);
  experiment.disturbance = toDisturbance(checkedSection(settings, given, "disturbance", where));
  const Choice penalty = checkedSection(settings, given, "penalty", where);
  experiment.penalty = {penalty.real("l1"), penalty.real("l2")};
  const Choice training = checkedSection(settings, given, "training", where);
  const Choice early = checkedSection(settings, given, "training.early_stopping", where);
  experiment.training = {training.integer("batch_size"),
                         training.integer("epochs"),
                         training.integer("seed"),
                         training.real("tolerance"),
                         {early.integer("patience"), early.real("min_delta"), early.flag("restore_best")}};
  const Choice start = checkedSection(settings, given, "start", where);
  experiment.start = {start.integer("seed"), start.reals("weights")};
  const Choice landscape = checkedSection(settings, given, "landscape", where);
  experiment.landscape.plane = landscape.text("plane");
  experiment.landscape.seed = landscape.integer("seed");
  experiment.landscape.biases = landscape.flag("biases");
  experiment.landscape.grid = landscape.integer("grid");
  if (landscape.has("weights")) experiment.landscape.weights = twoNames(landscape.texts("weights"), where);
  if (landscape.has("range")) experiment.landscape.range = landscape.real("range");
  if (landscape.has("of")) experiment.landscape.of = landscape.text("of");
  if (landscape.has("overlay")) experiment.landscape.overlay = landscape.texts("overlay");
  experiment.landscape.penalty = landscape.flag("penalty");
  checkHeights(experiment.landscape, where);
  return experiment;
}

Experiment defaultExperiment() { return fromSettings({}); }

Experiment withSettings(const Experiment& experiment, const std::map<std::string, Value>& set) {
  Settings settings = toSettings(experiment);
  forgetSuggestions(settings, experiment, set);
  // A new choice clears its section, so it goes before that section's parameters.
  for (const bool ids : {true, false})
    for (const auto& [key, value] : set)
      if ((splitKey(key).second == "id") == ids) apply(settings, key, value);
  // What task it is belongs to the target.
  if (set.contains("dataset.target") && !set.contains("dataset.task")) settings["dataset"].erase("task");
  forgetEdits(settings, experiment, set);
  rebalanceSplit(settings, set);
  sealTest(settings, set);
  Experiment changed = fromSettings(settings);
  changed.changes = experiment.changes;
  changed.leftOpen = leftOpenAfter(experiment, set);
  return changed;
}

Experiment withSetting(const Experiment& experiment, std::string_view key, const Value& value) {
  return withSettings(experiment, {{std::string(key), value}});
}

Experiment withoutSetting(const Experiment& experiment, std::string_view key) {
  const auto [section, name] = splitKey(key);
  Settings settings = toSettings(experiment);
  settings.at(section).erase(name);
  if (key == "dataset.target") settings.at("dataset").erase("task");
  sealTest(settings, {{std::string(key), {}}});
  forgetEdits(settings, experiment, {{std::string(key), {}}});
  Experiment changed = fromSettings(settings);
  changed.changes = experiment.changes;
  changed.leftOpen = leftOpenAfter(experiment, {{std::string(key), {}}});
  return changed;
}

Value setting(const Experiment& experiment, std::string_view key) {
  const auto [section, name] = splitKey(key);
  return toSettings(experiment).at(section).at(name);
}

bool keepsWeights(const Experiment& before, const Experiment& after) {
  return sameWeights(before.model, after.model) && before.start == after.start &&
         sameRows(before.split, after.split) && before.training.seed == after.training.seed &&
         before.dataset.id == after.dataset.id &&
         before.dataset.flag("standardize") == after.dataset.flag("standardize");
}

std::map<std::string, Value> difference(const Experiment& before, const Experiment& after) {
  const Settings from = toSettings(before);
  Settings to = toSettings(after);
  // A share of classes that is not asked for is one of 0, and without edits is with an empty list of them.
  if (before.disturbance.classShare) to.at("disturbance").try_emplace(classShareKey, 0.0);
  if (from.at("dataset").contains("edits")) to.at("dataset").try_emplace("edits", std::vector<std::string>());
  std::map<std::string, Value> set;
  for (const auto& [section, values] : to) {
    if (section == "start" || from.at(section) == values) continue;
    // What is no longer there cannot be set, so the choice is made anew without it.
    const bool otherChoice = sectionIsChoice(section) && (from.at(section).at("id") != values.at("id") ||
                                                          lacksSome(values, from.at(section)));
    for (const auto& [key, value] : values) {
      const auto known = from.at(section).find(key);
      if (otherChoice || known == from.at(section).end() || known->second != value)
        set[section + "." + key] = value;
    }
  }
  // A target or another table would forget the edits.
  const auto data = set.lower_bound("dataset.");
  if (to.at("dataset").contains("edits") && data != set.end() && data->first.starts_with("dataset."))
    set["dataset.edits"] = to.at("dataset").at("edits");
  // A target would forget the task that was named before it.
  if (set.contains("dataset.target") && to.at("dataset").contains("task"))
    set["dataset.task"] = to.at("dataset").at("task");
  if (set.contains("dataset.id")) sayWhatItBrings(set, to);
  return set;
}

}  // namespace lossarium
