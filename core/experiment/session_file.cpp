#include "core/experiment/session_file.h"

#include "core/base/error.h"
#include "core/experiment/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t formatVersion = 1;

void requireKeys(const Json& object, const std::vector<std::string_view>& known, const std::string& where) {
  if (!object.is_object()) throw Error(where + " must be an object { … }, not " + object.dump());
  for (const auto& [key, value] : object.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw Error(where + ": " + unknownWord("key", key, known));
}

std::string placeIn(const std::string& source, std::size_t number) {
  return source + ": experiments[" + std::to_string(number) + "]";
}

bool isSection(const std::string& name) {
  const auto names = sectionNames();
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The keys that a section with no catalogue knows, sections inside it among them.
std::vector<std::string> keysOf(const std::string& section) {
  std::vector<std::string> keys;
  for (const auto& spec : sectionSpecs(section, {})) keys.emplace_back(spec.id);
  for (const auto name : sectionNames())
    if (name.starts_with(section + ".")) keys.emplace_back(name.substr(section.size() + 1));
  return keys;
}

void requireKnown(const std::string& section, const std::string& key, const std::string& where) {
  if (sectionIsChoice(section)) return;  // known once it is known which choice it is
  const auto keys = keysOf(section);
  if (std::find(keys.begin(), keys.end(), key) == keys.end())
    throw Error(where + ": " + unknownWord("key", key, {keys.begin(), keys.end()}));
}

// Objects become sections; an object inside a section becomes a section of its own
// ("training.early_stopping").
void readSection(Settings& settings, const std::string& name, const Json& json, const std::string& where) {
  if (!json.is_object()) throw Error(where + " must be an object { … }, not " + json.dump());
  Section& section = settings[name];
  for (const auto& [key, value] : json.items()) {
    requireKnown(name, key, where);
    if (isSection(name + "." + key))
      readSection(settings, name + "." + key, value, where + "." + key);
    else
      section[key] = valueFromJson(value, where + "." + key);
  }
}

// {"loss.delta": 2}, {"loss": {"id": "huber", "delta": 2}} and {"loss": "huber"} are all understood.
void readSet(std::map<std::string, Value>& set, const std::string& key, const Json& json,
             const std::string& where) {
  if (json.is_object()) {
    for (const auto& [inner, value] : json.items())
      readSet(set, key + "." + inner, value, where + "." + inner);
    return;
  }
  set[sectionIsChoice(key) ? key + ".id" : key] = valueFromJson(json, where);
}

std::vector<Change> readChanges(const Json& json, const std::string& where) {
  if (!json.is_array()) throw Error(where + " must be a list [ … ]");
  std::vector<Change> changes;
  for (const Json& each : json) {
    const std::string here = where + "[" + std::to_string(changes.size()) + "]";
    requireKeys(each, {"at_step", "set"}, here);
    if (!each.contains("at_step") || !each["at_step"].is_number_integer())
      throw Error(here + ".at_step must be a whole number");
    if (!each.contains("set") || !each["set"].is_object()) throw Error(here + ".set must be an object { … }");
    Change change{each["at_step"].get<std::int64_t>(), {}};
    if (change.atStep < 0) throw Error(here + ".at_step must not be negative");
    if (!changes.empty() && change.atStep < changes.back().atStep)
      throw Error(here + ".at_step must not be before the step of the change above it");
    for (const auto& [key, value] : each["set"].items())
      readSet(change.set, key, value, here + ".set." + key);
    changes.push_back(std::move(change));
  }
  return changes;
}

// A change that could not be applied is refused now, not at its step.
void followChanges(const Experiment& experiment, const std::string& where) {
  Experiment followed = experiment;
  for (std::size_t i = 0; i < experiment.changes.size(); ++i) {
    const std::string here = where + "[" + std::to_string(i) + "]: ";
    try {
      followed = withSettings(followed, experiment.changes[i].set);
    } catch (const Error& error) {
      throw Error(here + error.what());
    }
    if (!keepsWeights(experiment, followed)) throw Error(here + std::string(startsAnew));
  }
}

void resolvePath(Settings& settings, const std::filesystem::path& directory) {
  const auto dataset = settings.find("dataset");
  if (dataset == settings.end() || !dataset->second.contains("file")) return;
  if (auto* file = std::get_if<std::string>(&dataset->second.at("file")); file && !file->empty())
    *file = (directory / std::filesystem::path(*file)).lexically_normal().string();
}

constexpr std::string_view objectiveKey = "objective";

bool hasObjective(const Json& experiment) {
  return experiment.is_object() && experiment.contains(objectiveKey);
}

DescentSetup readDescent(const Json& json, const std::string& where) {
  Settings settings;
  for (const auto& [key, value] : json.items())
    if (key == objectiveKey || isSection(key))
      readSection(settings, key, value, where + "." + key);
    else
      settings[key];  // it is refused with the others
  return descentFromSettings(settings, where + ".");
}

Experiment readExperiment(const Json& json, const std::string& where,
                          const std::filesystem::path& directory) {
  if (!json.is_object()) throw Error(where + " must be an object { … }");
  if (hasObjective(json))
    throw Error(where +
                ".objective: test functions are raced, not fitted: there is neither data nor a model; the "
                "command line's train, surface and render descend them");
  std::vector<std::string_view> known = sectionNames();
  std::erase(known, "training.early_stopping");
  known.push_back("changes");
  requireKeys(json, known, where);
  Settings settings;
  for (const auto& [key, value] : json.items())
    if (key != "changes") readSection(settings, key, value, where + "." + key);
  resolvePath(settings, directory);
  Experiment experiment = fromSettings(settings, where + ".");
  if (json.contains("changes")) {
    experiment.changes = readChanges(json["changes"], where + ".changes");
    followChanges(experiment, where + ".changes");
  }
  return experiment;
}

Json overrideValue(const std::string& key, const std::string& text) {
  if (text.starts_with('{') || text.starts_with('[')) return parseStrictJson(text, "--set " + key);
  const Json parsed = Json::parse(text, nullptr, false);
  if (!parsed.is_discarded()) return parsed;
  Json plain(text);
  try {
    (void)plain.dump();
  } catch (const Json::type_error&) {
    throw Error("--set " + key + ": the value is not UTF-8 text");
  }
  return plain;
}

// All keys that end so: "epochs" → "training.epochs".
std::vector<std::string> keysEndingIn(const std::string& name) {
  std::vector<std::string> keys;
  for (const std::string_view section : sectionNames()) {
    const auto ids = sectionIsChoice(section) ? sectionIds(section) : std::vector<std::string_view>{""};
    const bool known = std::any_of(ids.begin(), ids.end(), [&](std::string_view id) {
      const auto specs = sectionSpecs(section, std::string(id));
      return std::any_of(specs.begin(), specs.end(),
                         [&name](const ParameterSpec& spec) { return spec.id == name; });
    });
    if (known) keys.push_back(std::string(section) + "." + name);
  }
  return keys;
}

void requireSection(const std::string& key) {
  if (isSection(key) || key == objectiveKey || key == "changes") return;
  std::string wanted;
  for (const std::string& whole : keysEndingIn(key)) wanted += (wanted.empty() ? "" : " or ") + whole;
  if (!wanted.empty())
    throw Error("--set " + key + ": a setting is named with its section; did you mean " + wanted + "?");
}

// Of a section that is no choice: there a list of texts may be typed as words between commas.
bool isListOfWords(const std::vector<std::string>& path) {
  const auto sections = sectionNames();
  if (path.size() != 2 || sectionIsChoice(path[0]) ||
      std::find(sections.begin(), sections.end(), path[0]) == sections.end())
    return false;
  const auto specs = sectionSpecs(path[0], {});
  return std::any_of(specs.begin(), specs.end(), [&path](const ParameterSpec& spec) {
    return spec.id == path[1] && spec.kind == ParameterKind::texts;
  });
}

// The commas in "layer1.weight[0,1]" part no words.
Json wordsIn(const std::string& text) {
  Json list = Json::array();
  std::string word;
  int open = 0;
  for (const char c : text) {
    open += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c != ',' || open > 0) {
      word += c;
      continue;
    }
    list.push_back(std::exchange(word, {}));
  }
  if (!word.empty()) list.push_back(word);
  return list;
}

// What is picked stands in the place of what was there.
void makeRoomFor(const std::string& picked, Json& experiment) {
  if (picked == "dataset") experiment.erase(std::string(objectiveKey));
  if (picked != objectiveKey) return;
  for (const std::string_view key : besideObjective) experiment.erase(std::string(key));
}

void applyOverride(Json& experiment, const Override& one) {
  const auto& [key, text] = one;
  std::vector<std::string> path;
  std::stringstream words(key);
  for (std::string word; std::getline(words, word, '.');) path.push_back(word);
  if (path.empty() || key.ends_with('.') || std::count(path.begin(), path.end(), ""))
    throw Error("--set needs key=value, e.g. --set loss.delta=2");
  if (path.size() == 1) requireSection(path[0]);
  Json value = overrideValue(key, text);
  if (value.is_string() && isListOfWords(path)) value = wordsIn(value.get<std::string>());
  const bool picks = sectionIsChoice(path[0]) && (path.size() == 1 || (path.size() == 2 && path[1] == "id"));
  if (path.size() == 1 || picks) makeRoomFor(path[0], experiment);
  if (picks && value.is_string()) {
    experiment[path[0]] = Json{{"id", value}};
    return;
  }
  Json* at = &experiment;
  for (const auto& word : path) {
    if (!at->is_object() && !at->is_null()) throw Error("--set " + key + ": there is no such key");
    at = &(*at)[word];
  }
  *at = std::move(value);
}

std::string readFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (std::filesystem::is_directory(file)) throw Error(file.string() + " is a folder, not a session");
  if (!stream) throw Error("cannot open " + file.string() + "; is the path right?");
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// A relative path if the file lies in the directory or below it.
std::string pathToWrite(const std::string& file, const std::filesystem::path& directory) {
  if (directory.empty() || file.empty()) return file;
  const auto whole = std::filesystem::absolute(file).lexically_normal();
  const auto relative = whole.lexically_proximate(directory);
  return relative.empty() || *relative.begin() == ".." ? whole.string() : relative.generic_string();
}

Json sectionsJson(const Settings& settings, const std::vector<std::string_view>& names) {
  Json json;
  for (const auto name : names) {
    const auto dot = name.find('.');
    const std::string head(name.substr(0, dot));
    Json& section =
        dot == std::string_view::npos ? json[head] : json[head][std::string(name.substr(dot + 1))];
    const Section& values = settings.at(std::string(name));
    if (const auto id = values.find("id"); id != values.end()) section["id"] = jsonFromValue(id->second);
    for (const auto& [key, value] : values)
      if (key != "id") section[key] = jsonFromValue(value);
  }
  return json;
}

Json experimentJson(const Experiment& experiment, const std::filesystem::path& directory) {
  Json json = sectionsJson(toSettings(experiment), sectionNames());
  if (!experiment.split.testOpened) json["split"].erase("test_opened");
  if (experiment.disturbance == Disturbance()) json.erase("disturbance");
  if (experiment.dataset.has("file"))
    json["dataset"]["file"] = pathToWrite(experiment.dataset.text("file"), directory);
  for (const Change& change : experiment.changes) {
    Json set = Json::object();
    for (const auto& [key, value] : change.set) set[key] = jsonFromValue(value);
    json["changes"].push_back(Json{{"at_step", change.atStep}, {"set", set}});
  }
  return json;
}

// The list of a session's experiments.
Json experimentsIn(std::string_view text, const std::string& source) {
  Json json = parseStrictJson(text, source);
  requireKeys(json, {"lossarium", "experiments"}, source);
  if (!json.contains("lossarium") || json["lossarium"] != formatVersion)
    throw Error(source + ": \"lossarium\" must be " + std::to_string(formatVersion) +
                ", the version of the format this program reads");
  if (!json.contains("experiments") || !json["experiments"].is_array() || json["experiments"].empty())
    throw Error(source + ": \"experiments\" must be a list with at least one experiment");
  std::size_t count = 0;
  for (const Json& each : json["experiments"])
    if (const std::string where = placeIn(source, count++); !each.is_object())
      throw Error(where + " must be an object { … }");
  return json["experiments"];
}

std::string sessionText(Json experiments) {
  const Json json{{"lossarium", formatVersion}, {"experiments", std::move(experiments)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::vector<Experiment> parseSession(std::string_view text, const std::string& source,
                                     const std::filesystem::path& directory,
                                     const std::vector<Override>& overrides) {
  std::vector<Experiment> experiments;
  for (Json& each : experimentsIn(text, source)) {
    for (const Override& one : overrides) applyOverride(each, one);
    experiments.push_back(readExperiment(each, placeIn(source, experiments.size()), directory));
  }
  return experiments;
}

void checkSession(std::string_view text, const std::string& source, const std::filesystem::path& directory) {
  std::size_t count = 0;
  for (const Json& each : experimentsIn(text, source)) {
    const std::string where = placeIn(source, count++);
    if (hasObjective(each))
      readDescent(each, where);
    else
      readExperiment(each, where, directory);
  }
}

std::optional<DescentSetup> parseDescent(std::string_view text, const std::string& source,
                                         const std::vector<Override>& overrides) {
  Json first = experimentsIn(text, source).front();
  for (const Override& one : overrides) applyOverride(first, one);
  if (!hasObjective(first)) return std::nullopt;
  return readDescent(first, placeIn(source, 0));
}

std::vector<DescentSetup> parseDescents(std::string_view text, const std::string& source) {
  const Json experiments = experimentsIn(text, source);
  std::vector<DescentSetup> descents;
  if (!hasObjective(experiments.front())) return descents;
  for (const Json& each : experiments) {
    const std::string where = placeIn(source, descents.size());
    if (!hasObjective(each))
      throw Error(where + " has no \"objective\", as the first one has; fits go into a session of their own");
    descents.push_back(readDescent(each, where));
  }
  return descents;
}

std::vector<DescentSetup> readDescents(const std::filesystem::path& file) {
  return parseDescents(readFile(file), file.filename().string());
}

std::optional<DescentSetup> descentFrom(const std::vector<Override>& overrides) {
  Json json = Json::object();
  for (const Override& one : overrides) applyOverride(json, one);
  if (!hasObjective(json)) return std::nullopt;
  return readDescent(json, "experiment");
}

std::vector<Experiment> readSession(const std::filesystem::path& file,
                                    const std::vector<Override>& overrides) {
  const auto directory = std::filesystem::absolute(file).parent_path();
  return parseSession(readFile(file), file.filename().string(), directory, overrides);
}

Experiment experimentFrom(const std::vector<Override>& overrides) {
  Json json = Json::object();
  for (const Override& one : overrides) applyOverride(json, one);
  return readExperiment(json, "experiment", std::filesystem::current_path());
}

std::string toJson(const std::vector<Experiment>& experiments, const std::filesystem::path& directory) {
  Json list = Json::array();
  for (const Experiment& experiment : experiments) list.push_back(experimentJson(experiment, directory));
  return sessionText(std::move(list));
}

std::string toJson(const std::vector<DescentSetup>& descents) {
  Json list = Json::array();
  for (const DescentSetup& setup : descents)
    list.push_back(sectionsJson(
        toSettings(setup), {"objective", "optimizer", "training", "training.early_stopping", "landscape"}));
  return sessionText(std::move(list));
}

void writeSession(const std::filesystem::path& file, const std::vector<Experiment>& experiments) {
  writeAtomically(file, toJson(experiments, std::filesystem::absolute(file).parent_path()));
}

void writeSession(const std::filesystem::path& file, const std::vector<DescentSetup>& descents) {
  writeAtomically(file, toJson(descents));
}

void writeAtomically(const std::filesystem::path& named, std::string_view bytes) {
  std::error_code ignored;
  const auto file =
      std::filesystem::is_symlink(named, ignored) ? std::filesystem::weakly_canonical(named) : named;
  std::filesystem::path temporary = file;
  temporary += ".part";
  errno = 0;
  std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code problem;
  if (!stream) problem.assign(errno ? errno : EIO, std::generic_category());
  // Who may read the old file may read the new one.
  if (const auto old = std::filesystem::status(file, ignored); std::filesystem::is_regular_file(old))
    std::filesystem::permissions(temporary, old.permissions(), ignored);
  if (!problem) std::filesystem::rename(temporary, file, problem);
  if (!problem) return;
  std::filesystem::remove(temporary, ignored);
  throw Error("cannot write " + named.string() + ": " + problem.message());
}

}  // namespace lossarium
