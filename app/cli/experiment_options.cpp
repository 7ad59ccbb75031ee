#include "app/cli/experiment_options.h"

#include "core/base/error.h"
#include "core/experiment/strict_json.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace lossarium::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string jsonText(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

// On the command line a relative path starts at the working directory, also beside a session that lies
// elsewhere.
Override withAbsoluteFile(Override one) {
  if (one.first == "dataset") {
    Json dataset = Json::parse(one.second, nullptr, false);
    if (dataset.is_object() && dataset.contains("file") && dataset["file"].is_string()) {
      dataset["file"] = std::filesystem::absolute(dataset["file"].get<std::string>()).string();
      one.second = dataset.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
  }
  if (one.first == "dataset.file" && !one.second.empty()) {
    const Json parsed = Json::parse(one.second, nullptr, false);
    one.second = jsonText(
        std::filesystem::absolute(parsed.is_string() ? parsed.get<std::string>() : one.second).string());
  }
  return one;
}

std::string trimmed(const std::string& word) {
  const auto first = word.find_first_not_of(' ');
  return first == std::string::npos ? "" : word.substr(first, word.find_last_not_of(' ') - first + 1);
}

std::string listOfTexts(const std::string& joined) {
  std::string list;
  std::stringstream words(joined);
  for (std::string word; std::getline(words, word, ',');)
    list += (list.empty() ? "[" : ",") + jsonText(trimmed(word));
  return list + "]";
}

std::vector<Override> overridesOf(const ExperimentOptions& options, const std::vector<Override>& further) {
  std::vector<Override> overrides;
  if (!options.data.empty()) {
    overrides.emplace_back("dataset", "csv");
    overrides.push_back(withAbsoluteFile({"dataset.file", jsonText(options.data)}));
  }
  for (const std::string& set : options.sets) overrides.push_back(withAbsoluteFile(overrideFrom(set)));
  if (!options.target.empty()) overrides.emplace_back("dataset.target", jsonText(options.target));
  if (!options.features.empty()) overrides.emplace_back("dataset.features", listOfTexts(options.features));
  overrides.insert(overrides.end(), further.begin(), further.end());
  return overrides;
}

std::string readText(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (std::filesystem::is_directory(file)) throw Error(file + " is a folder, not a session");
  if (!stream) throw Error("cannot open " + file + "; is the path right?");
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The session's text with the chosen experiment alone: settings for one of several may not fit the others.
std::string onlyExperiment(const std::string& text, const std::string& source, std::int64_t number) {
  Json session = parseStrictJson(text, source);
  if (!session.is_object() || !session.contains("experiments") || !session["experiments"].is_array())
    return text;
  Json& experiments = session["experiments"];
  const auto count = static_cast<std::int64_t>(experiments.size());
  if (count == 0) return text;
  if (number < 1 || number > count)
    throw Error("--experiment " + std::to_string(number) + ": " + source + " holds " + std::to_string(count) +
                (count == 1 ? " experiment" : " experiments; they are counted from 1"));
  experiments = Json::array({experiments[static_cast<std::size_t>(number - 1)]});
  return session.dump();
}

void refuseTable(const std::string& file) {
  const auto ending = std::filesystem::path(file).extension();
  if (ending == ".csv" || ending == ".tsv")
    throw Error(file + " is a table, not a session; give it as --data " + file);
}

// One experiment of a file, and whence it is.
struct Chosen {
  std::string text, source;
  std::filesystem::path directory;
};

Chosen chosenOf(const ExperimentOptions& options) {
  refuseTable(options.file);
  const auto path = std::filesystem::absolute(options.file);
  const std::string source = path.filename().string(), text = readText(options.file);
  checkSession(text, source, path.parent_path());  // what is wrong in the file itself is said as such
  return {onlyExperiment(text, source, options.number), source, path.parent_path()};
}

// Runs `read` on it; the file itself is in order, so what is wrong is what the command line sets.
template <class Read>
auto withItsSource(const Chosen& chosen, const Read& read) {
  try {
    return read();
  } catch (const Error& error) {
    std::string message = error.what();
    const std::string alone = chosen.source + ": experiments[0].";
    if (message.starts_with(alone)) message.erase(0, alone.size());
    throw Error("with what the command line sets: " + message);
  }
}

std::optional<DescentSetup> readDescent(const ExperimentOptions& options,
                                        const std::vector<Override>& overrides) {
  if (options.file.empty()) return descentFrom(overrides);
  const Chosen chosen = chosenOf(options);
  return withItsSource(chosen, [&] { return parseDescent(chosen.text, chosen.source, overrides); });
}

Experiment readExperiment(const ExperimentOptions& options, const std::vector<Override>& further) {
  const auto overrides = overridesOf(options, further);
  if (options.file.empty()) {
    if (options.number != 1)
      throw Error("--experiment picks one of a FILE's experiments, but no FILE was given");
    return experimentFrom(overrides);
  }
  const Chosen chosen = chosenOf(options);
  return withItsSource(
      chosen, [&] { return parseSession(chosen.text, chosen.source, chosen.directory, overrides).front(); });
}

}  // namespace

Override overrideFrom(const std::string& set) {
  const auto equals = set.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error("--set " + set + ": key=value is needed, e.g. --set loss.delta=2");
  return {set.substr(0, equals), set.substr(equals + 1)};
}

void addExperimentOptions(CLI::App& command, ExperimentOptions& options) {
  command.add_option("FILE", options.file, "A session (*.lossarium); without one, the opening experiment");
  command
      .add_option(
          "--set", options.sets,
          "key=value, e.g. loss=huber, loss.delta=2, training.epochs=1000; repeatable, later ones win; "
          "`lossarium settings` lists all keys")
      ->allow_extra_args(false);
  command.add_option("--data", options.data, "A CSV file in the place of the experiment's data set");
  command.add_option(
      "--target", options.target,
      "The column to predict (default: one with a typical name, as class, species or price; else the "
      "last, if it holds a few classes; else the last of numbers that are no year, id or count)");
  command.add_option("--features", options.features,
                     "The columns to predict from: A,B,… (default: all others but those that tell rows "
                     "apart, as ids and names)");
  command.add_option("--experiment", options.number, "Which experiment of FILE, counted from 1")
      ->capture_default_str();
}

std::vector<std::string> inputsOf(const ExperimentOptions& options, const Experiment& experiment) {
  std::vector<std::string> files{options.file};
  if (experiment.dataset.has("file")) files.push_back(experiment.dataset.text("file"));
  return files;
}

std::optional<DescentSetup> descentOf(const ExperimentOptions& options,
                                      const std::vector<Override>& further) {
  const auto descent = readDescent(options, overridesOf(options, further));
  if (descent && !options.data.empty())
    throw Error("--data " + options.data + ": an objective has no data; leave out one of them");
  return descent;
}

Experiment experimentOf(const ExperimentOptions& options, const std::vector<Override>& further) {
  try {
    return readExperiment(options, further);
  } catch (const Error& error) {
    const std::string message = error.what();
    if (message.find("unknown key") == std::string::npos) throw;
    throw Error(message + " (`lossarium settings` lists all keys)");
  }
}

}  // namespace lossarium::cli
