// settings: lists the keys that --set and session files know.
#include "app/cli/commands.h"
#include "app/cli/parameter_output.h"
#include "core/base/error.h"
#include "core/experiment/session_file.h"
#include "core/experiment/strict_json.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>

namespace lossarium::cli {
namespace {

struct Options {
  std::vector<std::string> choices;
  bool asJson = false;
};

Override choiceFrom(const std::string& word) {
  const auto equals = word.find('=');
  std::string key = word.substr(0, equals);
  if (key.ends_with(".id")) key.resize(key.size() - 3);
  if (equals == std::string::npos || !sectionIsChoice(key))
    throw Error("settings " + word +
                ": only choices are taken here, of dataset, model, loss or optimizer, e.g. model=mlp; values "
                "are set with --set where a run is made");
  return {key, word.substr(equals + 1)};
}

Experiment experimentOf(const Options& options) {
  std::vector<Override> overrides;
  for (const std::string& word : options.choices) overrides.push_back(choiceFrom(word));
  return experimentFrom(overrides);
}

// What is only chosen when the data are known.
bool isChosen(const Experiment& experiment, const std::string& key) {
  return (key == "optimizer.learning_rate" && experiment.leftOpen.learningRate) ||
         (key == "optimizer.schedule" && experiment.leftOpen.learningRate &&
          experiment.leftOpen.suggestedSchedule);
}

std::string idOf(const Section& section) {
  const auto id = section.find("id");
  return id == section.end() ? std::string() : toText(id->second);
}

// Empty where the key may be absent, and is.
std::optional<Value> defaultOf(const Section& section, const ParameterSpec& spec) {
  const auto value = section.find(std::string(spec.id));
  if (value != section.end()) return value->second;
  return std::nullopt;
}

Json keyJson(const Experiment& experiment, const Section& section, const std::string& key,
             const ParameterSpec& spec) {
  Json json{{"key", key}};
  json.update(parameterJson(spec));
  const auto value = defaultOf(section, spec);
  json["default"] = value && !isChosen(experiment, key) ? jsonFromValue(*value) : Json();
  json["chosen_for_the_data"] = isChosen(experiment, key);
  if (!spec.actsWhen.empty()) json["acts_when"] = spec.actsWhen;
  return json;
}

void printJson(const Experiment& experiment) {
  const Settings settings = toSettings(experiment);
  Json list = Json::array();
  for (const std::string_view name : sectionNames()) {
    const Section& section = settings.at(std::string(name));
    Json json{{"section", name}};
    if (sectionIsChoice(name)) json.update(Json{{"id", idOf(section)}, {"choices", sectionIds(name)}});
    json["keys"] = Json::array();
    for (const ParameterSpec& spec : sectionSpecs(name, idOf(section)))
      json["keys"].push_back(
          keyJson(experiment, section, std::string(name) + "." + std::string(spec.id), spec));
    list.push_back(std::move(json));
  }
  std::cout << textOf(list, 2) << "\n";
}

std::string meaningOf(const ParameterSpec& spec) {
  std::string meaning(spec.hint.empty() ? spec.label : spec.hint);
  if (spec.actsWhen.empty()) return meaning;
  std::string condition(spec.actsWhen);
  if (const auto also = condition.find('&'); also != std::string::npos) condition.replace(also, 1, " and ");
  return meaning + " Acts when " + condition + ".";
}

std::string defaultText(const Experiment& experiment, const Section& section, const std::string& key,
                        const ParameterSpec& spec) {
  if (isChosen(experiment, key)) return "chosen";
  const auto value = defaultOf(section, spec);
  const std::string text = value ? toText(*value) : std::string();
  return text.empty() ? "none" : text;
}

// A paragraph that is no wider than a terminal.
std::string wrapped(const std::string& before, const std::vector<std::string_view>& words) {
  constexpr std::size_t widest = 100;
  const std::string indent(before.size(), ' ');
  std::string text, line = before;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = std::string(words[i]) + (i + 1 < words.size() ? "," : "");
    if (line.size() > before.size() && line.size() + 1 + word.size() > widest) {
      text += line + "\n";
      line = indent;
    }
    line += " " + word;
  }
  return text + line + "\n";
}

void printTable(const Experiment& experiment) {
  const Settings settings = toSettings(experiment);
  for (const std::string_view name : sectionNames()) {
    const Section& section = settings.at(std::string(name));
    std::cout << name;
    if (sectionIsChoice(name))
      std::cout << " = " << idOf(section) << "\n" << wrapped("  one of", sectionIds(name));
    else
      std::cout << "\n";
    std::vector<std::vector<std::string>> lines;
    for (const ParameterSpec& spec : sectionSpecs(name, idOf(section))) {
      const std::string key = std::string(name) + "." + std::string(spec.id);
      lines.push_back(
          {"  " + key, defaultText(experiment, section, key, spec), rangeText(spec), meaningOf(spec)});
    }
    if (!lines.empty()) lines.insert(lines.begin(), {"  key", "default", "range", "meaning"});
    std::cout << alignedText(lines) << "\n";
  }
  std::cout
      << "chosen: so that the run gets near the least loss in its epochs; the schedule is constant where "
         "that does.\n"
         "Each choice has keys of its own: lossarium settings model=mlp optimizer=adam\n";
}

}  // namespace

void addSettings(CLI::App& app, Run& chosen) {
  CLI::App* command =
      app.add_subcommand("settings", "Lists the keys of an experiment (--set) with ranges and defaults");
  const auto options = std::make_shared<Options>();
  command->add_option("CHOICE", options->choices,
                      "Whose keys are listed, e.g. model=mlp optimizer=adam; else the opening experiment's");
  command->add_flag("--json", options->asJson, "As a JSON array, an object a section");
  command->callback([&chosen, options] {
    chosen = [options] {
      const Experiment experiment = experimentOf(*options);
      options->asJson ? printJson(experiment) : printTable(experiment);
      return allWell;
    };
  });
}

}  // namespace lossarium::cli
