// losses: lists the catalogue.
#include "app/cli/commands.h"
#include "app/cli/parameter_output.h"
#include "core/experiment/strict_json.h"
#include "core/losses/loss.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <vector>

namespace lossarium::cli {
namespace {

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

void printTable() {
  std::vector<std::vector<std::string>> lines{
      {"id", "title", "task", "parameters = default (range)", "loss of a sample"}};
  for (const LossEntry& entry : lossCatalog()) {
    const LossSpec& spec = *entry.spec;
    lines.push_back({std::string(spec.id), std::string(spec.title), std::string(toText(spec.task)),
                     parametersText(spec.parameters), std::string(spec.formula)});
  }
  std::cout << alignedText(lines);
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
