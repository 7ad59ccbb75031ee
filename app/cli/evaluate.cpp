// evaluate: one JSON line in, one out: a loss, its value for each sample and its gradient.
#include "app/cli/commands.h"
#include "app/cli/evaluate_rows.h"
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

const Json& required(const Json& line, const std::string& key) {
  if (!line.contains(key)) throw Error("'" + key + "' is missing");
  return line[key];
}

std::string wordOf(const Json& line, const std::string& key, const std::vector<std::string_view>& known) {
  if (!line[key].is_string()) throw Error(key + " must be a text, not " + excerpt(line[key]));
  const std::string word = line[key];
  if (!isOneOf(word, known)) throw Error(unknownWord(key, word, known));
  return word;
}

// Then null says that it is: as the catalogue prints it.
bool mayBeAbsent(const LossSpec& spec, const std::string& key) {
  return std::any_of(spec.parameters.begin(), spec.parameters.end(),
                     [&](const ParameterSpec& each) { return each.id == key && each.mayBeAbsent; });
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
      if (!value.is_null() || !mayBeAbsent(*entry.spec, key))
        choice.parameters[key] = valueFromJson(value, "parameters." + key);
  }
  return entry.make(completed(choice, entry.spec->parameters, "parameters"));
}

void checkKeys(const Json& line) {
  if (!line.is_object()) throw Error("a line must be an object { … }, not " + excerpt(line));
  for (const auto& [key, value] : line.items())
    if (!isOneOf(key, knownKeys)) throw Error(unknownWord("key", key, knownKeys));
}

// Whether boxes are written as centre and size.
bool isCentred(const Json& line, const LossSpec& spec) {
  if (!line.contains("boxes")) return false;
  if (line["boxes"] == "xywh")
    throw Error(
        "unknown boxes 'xywh', a corner and a size; write corners x, y, x + w, y + h (\"xyxy\") or "
        "centre and size x + w/2, y + h/2, w, h (\"cxcywh\")");
  const std::string word = wordOf(line, "boxes", knownBoxes);
  if (spec.task != Task::boxes)
    throw Error("boxes: says how a box is written, but loss '" + std::string(spec.id) + "' is for " +
                std::string(toText(spec.task)));
  return word == "cxcywh";
}

Json evaluated(const Loss& loss, const Rows& given, const std::string& reduction, bool centred) {
  const Index rows = given.prediction.rows();
  Vector values(rows);
  Matrix slopes(rows, given.prediction.cols());
  loss.evaluate({.rows = rows,
                 .outputs = given.prediction.cols(),
                 .stride = rows,
                 .targetStride = rows,
                 .prediction = given.prediction.data(),
                 .target = given.target.data(),
                 .value = values.data(),
                 .slope = slopes.data()});
  const double share = reduction == "mean" ? static_cast<double>(rows) : 1.0;
  const Reduced whole = reduced(loss.spec(), values.sum() / share);
  if (reduction != "none") slopes *= whole.slope / share;
  return Json{{"value", reduction == "none" ? Json() : jsonFromNumber(whole.value)},
              {"per_sample", jsonList(values)},
              {"gradient", shapedLike(given.shape, centred ? byCentreAndSize(slopes) : slopes)}};
}

Json answer(const std::string& text) {
  const Json line = parseStrictJson(text, "JSON");
  checkKeys(line);
  const auto loss = lossOf(line);
  const bool centred = isCentred(line, loss->spec());
  const Rows rows = rowsOf(loss->spec(), required(line, "prediction"), required(line, "target"), centred);
  const std::string reduction =
      line.contains("reduction") ? wordOf(line, "reduction", knownReductions) : "mean";
  return evaluated(*loss, rows, reduction, centred);
}

int evaluateLines() {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  std::int64_t number = 0, answered = 0, failed = 0;
  for (std::string text; std::getline(std::cin, text);) {
    ++number;  // as an editor counts, blank lines with the others
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
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
      "In, one object a line: {\"loss\": \"huber\", \"parameters\": {\"delta\": 1}, \"prediction\": [0.5, "
      "3], \"target\": [0, 0], "
      "\"reduction\": \"mean\"}\n"
      "  regression, binary   a number a sample (binary: logits; targets 1, 0 or -1, soft labels where the "
      "loss takes them)\n"
      "  classes              rows of logits (\"-inf\" for a class that cannot be), targets are indices from "
      "0\n"
      "  boxes                rows of four numbers, \"boxes\": \"xyxy\" (default) or \"cxcywh\"\n"
      "  parameters           left out: the defaults of `lossarium losses`; null: absent, where it may be\n"
      "  reduction            mean (default), sum or none\n"
      "Blank lines have no answer. Out: value (null for none), per_sample, gradient (of the sum for none), "
      "or line and error. Numbers "
      "that are not finite are "
      "the texts \"nan\", \"inf\", \"-inf\". The exit status is 1 if a line failed.");
  command->callback([&chosen] { chosen = evaluateLines; });
}

}  // namespace lossarium::cli
