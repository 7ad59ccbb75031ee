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

std::string_view scaleName(ParameterScale scale) {
  switch (scale) {
    case ParameterScale::linear:
      return "linear";
    case ParameterScale::logarithmic:
      return "logarithmic";
    case ParameterScale::openBelow:
      return "open below";
  }
  return "";
}

Json parameterJson(const ParameterSpec& spec) {
  Json json{{"id", spec.id}, {"label", spec.label}, {"kind", kindName(spec.kind)}, {"unit", spec.unit}};
  if (spec.kind == ParameterKind::real || spec.kind == ParameterKind::integer) {
    json["minimum"] = jsonFromNumber(spec.minimum);
    json["maximum"] = jsonFromNumber(spec.maximum);
    json["scale"] = scaleName(spec.scale);
  }
  if (spec.kind == ParameterKind::choice) json["choices"] = choiceWords(spec);
  json["default"] = spec.mayBeAbsent ? Json() : jsonFromValue(initialValue(spec));
  json["hint"] = spec.hint;
  return json;
}

std::string_view smoothnessName(Smoothness smoothness) {
  switch (smoothness) {
    case Smoothness::valueJumps:
      return "value jumps";
    case Smoothness::slopeJumps:
      return "slope jumps";
    case Smoothness::curvatureJumps:
      return "curvature jumps";
    case Smoothness::smooth:
      return "smooth";
  }
  return "";
}

// What depends on parameters is said for their defaults.
Json lossJson(const LossSpec& spec) {
  Json json{
      {"id", spec.id}, {"title", spec.title}, {"task", toText(spec.task)}, {"parameters", Json::array()}};
  for (const ParameterSpec& parameter : spec.parameters)
    json["parameters"].push_back(parameterJson(parameter));
  const LossTraits traits = makeLoss({std::string(spec.id), {}})->traits();
  json.update(Json{{"formula", spec.formula},
                   {"domain", spec.domain},
                   {"estimates", spec.estimates},
                   {"caption", spec.caption},
                   {"convex", traits.convex},
                   {"smoothness", smoothnessName(traits.smoothness)},
                   {"slope_minimum", jsonFromNumber(traits.lowestSlope)},
                   {"slope_maximum", jsonFromNumber(traits.highestSlope)},
                   {"soft_targets", spec.softTargets},
                   {"metric_only", spec.metricOnly},
                   {"outliers", spec.outliers},
                   {"label_noise", spec.labelNoise},
                   {"use", spec.use},
                   {"avoid", spec.avoid},
                   {"pytorch", spec.pytorch},
                   {"keras", spec.keras},
                   {"tensorflow", spec.tensorflow},
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
    text += (text.empty() ? "" : ", ") + std::string(spec.id) +
            (spec.mayBeAbsent ? " may be absent" : " = " + toText(initialValue(spec)));
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
