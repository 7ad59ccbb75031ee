// evaluate: one JSON line in, one out: a loss, its value for each sample and its gradient.
#include "app/cli/commands.h"
#include "app/cli/json_output.h"
#include "core/base/catalog.h"
#include "core/experiment/strict_json.h"
#include "core/losses/loss.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

namespace lossarium::cli {
namespace {

const std::vector<std::string_view> knownKeys{"loss",   "parameters", "prediction",
                                              "target", "reduction",  "boxes"};
const std::vector<std::string_view> knownReductions{"mean", "sum", "none"};
const std::vector<std::string_view> knownBoxes{"xyxy", "cxcywh"};

bool isOneOf(std::string_view word, const std::vector<std::string_view>& known) {
  return std::find(known.begin(), known.end(), word) != known.end();
}

std::string excerpt(const Json& json) {
  constexpr std::size_t longest = 40;
  const std::string text = textOf(json);
  return text.size() <= longest ? text : text.substr(0, longest) + " …";
}

/// One number a sample: a list, a column [[1], [2]], or for a single sample the number itself.
enum class Shape { single, list, column };

struct Numbers {
  Vector values;
  Shape shape = Shape::list;
};

double finiteNumber(const Json& json, const std::string& where) {
  if (json.is_structured())
    throw Error(where + " must be a number, not " + excerpt(json) + "; this loss takes one number a sample");
  const double number = numberFromJson(json, where);
  if (!std::isfinite(number))
    throw Error(where + " is " + toText(number) + ", but a loss needs finite numbers");
  return number;
}

const Json& required(const Json& line, const std::string& key) {
  if (!line.contains(key)) throw Error("'" + key + "' is missing");
  return line[key];
}

Numbers numbersOf(const Json& line, const std::string& key) {
  const Json& json = required(line, key);
  if (!json.is_array()) return {Vector::Constant(1, finiteNumber(json, key)), Shape::single};
  if (json.empty()) throw Error(key + " is empty; at least one number is needed");
  const auto isCell = [](const Json& row) { return row.is_array() && row.size() == 1; };
  const bool column = std::all_of(json.begin(), json.end(), isCell);
  Numbers numbers{Vector(static_cast<Index>(json.size())), column ? Shape::column : Shape::list};
  for (std::size_t i = 0; i < json.size(); ++i)
    numbers.values[static_cast<Index>(i)] =
        finiteNumber(column ? json[i][0] : json[i], key + "[" + std::to_string(i) + "]");
  return numbers;
}

std::string wordOf(const Json& line, const std::string& key, const std::vector<std::string_view>& known) {
  if (!line[key].is_string()) throw Error(key + " must be a text, not " + excerpt(line[key]));
  const std::string word = line[key];
  if (!isOneOf(word, known)) throw Error(unknownWord(key, word, known));
  return word;
}

std::unique_ptr<const Loss> lossOf(const Json& line) {
  const Json& id = required(line, "loss");
  if (!id.is_string()) throw Error("loss must be the id of a loss as a text, not " + excerpt(id));
  const LossEntry& entry = findEntry(lossCatalog(), id.get<std::string>(), "loss");
  Choice choice{id, {}};
  if (line.contains("parameters")) {
    const Json& parameters = line["parameters"];
    if (!parameters.is_object())
      throw Error("parameters must be an object { … }, not " + excerpt(parameters));
    if (parameters.contains("id"))
      throw Error("parameters: the loss is named by the key 'loss', not by 'id' in here");
    for (const auto& [key, value] : parameters.items())
      choice.parameters[key] = valueFromJson(value, "parameters." + key);
  }
  return entry.make(completed(choice, entry.spec->parameters, "parameters"));
}

void checkKeys(const Json& line) {
  if (!line.is_object()) throw Error("a line must be an object { … }, not " + excerpt(line));
  for (const auto& [key, value] : line.items())
    if (!isOneOf(key, knownKeys)) throw Error(unknownWord("key", key, knownKeys));
}

void checkTask(const Json& line, const LossSpec& spec) {
  if (line.contains("boxes")) {
    wordOf(line, "boxes", knownBoxes);
    throw Error("boxes: says how a box is written, but loss '" + std::string(spec.id) + "' is for " +
                std::string(toText(spec.task)));
  }
}

std::string sizeOf(const Numbers& numbers) {
  if (numbers.shape == Shape::single) return "a single number";
  const Index count = numbers.values.size();
  return "a list of " + std::to_string(count) + (count == 1 ? " number" : " numbers");
}

void checkShapes(const Numbers& prediction, const Numbers& target) {
  const bool alike = (prediction.shape == Shape::single) == (target.shape == Shape::single);
  if (alike && prediction.values.size() == target.values.size()) return;
  throw Error("prediction is " + sizeOf(prediction) + " but target is " + sizeOf(target) +
              "; both must have the same length");
}

Json shaped(const Vector& numbers, Shape shape) {
  if (shape == Shape::single) return jsonFromNumber(numbers[0]);
  if (shape == Shape::list) return jsonList(numbers);
  Json column = Json::array();
  for (const double number : numbers) column.push_back(Json::array({jsonFromNumber(number)}));
  return column;
}

Json evaluated(const Loss& loss, const Numbers& prediction, const Numbers& target,
               const std::string& reduction) {
  const Index rows = prediction.values.size();
  Vector values(rows), slopes(rows);
  loss.evaluate({.rows = rows,
                 .stride = rows,
                 .targetStride = rows,
                 .prediction = prediction.values.data(),
                 .target = target.values.data(),
                 .value = values.data(),
                 .slope = slopes.data()});
  const double share = reduction == "mean" ? static_cast<double>(rows) : 1.0;
  slopes /= share;
  return Json{{"value", reduction == "none" ? Json() : jsonFromNumber(values.sum() / share)},
              {"per_sample", jsonList(values)},
              {"gradient", shaped(slopes, prediction.shape)}};
}

Json answer(const std::string& text) {
  const Json line = parseStrictJson(text, "JSON");
  checkKeys(line);
  const auto loss = lossOf(line);
  checkTask(line, loss->spec());
  const Numbers prediction = numbersOf(line, "prediction"), target = numbersOf(line, "target");
  checkShapes(prediction, target);
  const std::string reduction =
      line.contains("reduction") ? wordOf(line, "reduction", knownReductions) : "mean";
  return evaluated(*loss, prediction, target, reduction);
}

int evaluateLines() {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  std::int64_t number = 0, answered = 0, failed = 0, blank = 0;
  for (std::string text; std::getline(std::cin, text);) {
    ++number;
    if (text.find_first_not_of(" \t\r") == std::string::npos) {
      ++blank;
      continue;
    }
    // A line that is blank has its answer, too, so that answers keep their places; at the end it is no line.
    for (; blank > 0; --blank, ++failed)
      std::cout << textOf(Json{{"line", number - blank}, {"error", "the line is blank"}}) << '\n';
    Json out;
    try {
      out = answer(text);
    } catch (const std::exception& error) {
      ++failed;
      out = Json{{"line", number}, {"error", error.what()}};
    }
    std::cout << textOf(out) << '\n';
    ++answered;
    // Who sends a line and waits gets its answer; a whole file is written in large pieces.
    if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
  }
  std::cout.flush();
  if (answered == 0) throw Error("no input: evaluate reads one JSON object a line from its standard input");
  return failed ? someLinesFailed : allWell;
}

}  // namespace

void addEvaluate(CLI::App& app, Run& chosen) {
  CLI::App* command =
      app.add_subcommand("evaluate", "Reads JSON Lines, answers each with a loss' values and gradient");
  command->footer(
      "In: {\"loss\": \"huber\", \"parameters\": {\"delta\": 1}, \"prediction\": [0.5, 3], \"target\": [0, "
      "0], "
      "\"reduction\": \"mean\"}\nOut: value (null for reduction none), per_sample, gradient; or line and "
      "error.");
  command->callback([&chosen] { chosen = evaluateLines; });
}

}  // namespace lossarium::cli
