// losses: lists the catalogue.
#include "app/cli/commands.h"
#include "app/cli/json_output.h"
#include "core/experiment/strict_json.h"
#include "core/losses/loss.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <vector>

namespace lossarium::cli {
namespace {

std::string_view kindName(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::real:
      return "real";
    case ParameterKind::integer:
      return "integer";
    case ParameterKind::flag:
      return "flag";
    case ParameterKind::choice:
      return "choice";
    case ParameterKind::text:
      return "text";
    case ParameterKind::texts:
      return "texts";
    case ParameterKind::reals:
      return "reals";
  }
  return "";
}

Json parameterJson(const ParameterSpec& spec) {
  Json json{{"id", spec.id}, {"label", spec.label}, {"kind", kindName(spec.kind)}, {"unit", spec.unit}};
  if (spec.kind == ParameterKind::real || spec.kind == ParameterKind::integer) {
    json["minimum"] = jsonFromNumber(spec.minimum);
    json["maximum"] = jsonFromNumber(spec.maximum);
    json["scale"] = spec.scale == ParameterScale::logarithmic ? "logarithmic" : "linear";
  }
  if (spec.kind == ParameterKind::choice) json["choices"] = choiceWords(spec);
  json["default"] = jsonFromValue(initialValue(spec));
  json["hint"] = spec.hint;
  return json;
}

Json lossJson(const LossSpec& spec) {
  Json json{
      {"id", spec.id}, {"title", spec.title}, {"task", toText(spec.task)}, {"parameters", Json::array()}};
  for (const ParameterSpec& parameter : spec.parameters)
    json["parameters"].push_back(parameterJson(parameter));
  json.update(Json{{"formula", spec.formula},
                   {"estimates", spec.estimates},
                   {"caption", spec.caption},
                   {"convex", spec.convex},
                   {"smooth", spec.smooth},
                   {"pytorch", spec.pytorch},
                   {"keras", spec.keras},
                   {"scikit_learn", spec.scikitLearn},
                   {"source", spec.source}});
  return json;
}

void printJson() {
  Json list = Json::array();
  for (const LossEntry& entry : lossCatalog()) list.push_back(lossJson(*entry.spec));
  std::cout << textOf(list, 2) << "\n";
}

using Line = std::array<std::string, 5>;

std::string parametersText(std::span<const ParameterSpec> specs) {
  std::string text;
  for (const ParameterSpec& spec : specs) {
    text += (text.empty() ? "" : ", ") + std::string(spec.id) + " = " + toText(initialValue(spec));
    if (spec.kind == ParameterKind::real || spec.kind == ParameterKind::integer)
      text += " (" + toText(spec.minimum) + " to " + toText(spec.maximum) + ")";
  }
  return text.empty() ? "none" : text;
}

// UTF-8: what begins a character counts.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void printTable() {
  std::vector<Line> lines{{"id", "title", "task", "parameters = default (range)", "loss of a sample"}};
  for (const LossEntry& entry : lossCatalog()) {
    const LossSpec& spec = *entry.spec;
    lines.push_back({std::string(spec.id), std::string(spec.title), std::string(toText(spec.task)),
                     parametersText(spec.parameters), std::string(spec.formula)});
  }
  std::array<std::size_t, 5> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width(line[i]));
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      std::cout << line[i] << std::string(widths[i] - width(line[i]) + 2, ' ');
    std::cout << line.back() << "\n";
  }
}

}  // namespace

void addLosses(CLI::App& app, Run& chosen) {
  CLI::App* command =
      app.add_subcommand("losses", "Lists the losses with their parameters, ranges and defaults");
  const auto asJson = std::make_shared<bool>(false);
  command->add_flag("--json", *asJson, "As a JSON array");
  command->callback([&chosen, asJson] {
    chosen = [asJson] {
      *asJson ? printJson() : printTable();
      return allWell;
    };
  });
}

}  // namespace lossarium::cli
