#include "app/cli/parameter_output.h"

#include "core/experiment/strict_json.h"

#include <algorithm>

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

bool isNumber(const ParameterSpec& spec) {
  return spec.kind == ParameterKind::real || spec.kind == ParameterKind::integer;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

// UTF-8: what begins a character counts.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Json parameterJson(const ParameterSpec& spec) {
  Json json{{"id", spec.id}, {"label", spec.label}, {"kind", kindName(spec.kind)}, {"unit", spec.unit}};
  if (isNumber(spec)) {
    json["minimum"] = jsonFromNumber(spec.minimum);
    json["maximum"] = jsonFromNumber(spec.maximum);
    json["scale"] = scaleName(spec.scale);
  }
  if (spec.kind == ParameterKind::choice) json["choices"] = choiceWords(spec);
  json["default"] = spec.mayBeAbsent ? Json() : jsonFromValue(initialValue(spec));
  json["hint"] = spec.hint;
  return json;
}

std::string rangeText(const ParameterSpec& spec) {
  if (spec.kind == ParameterKind::flag) return "true, false";
  if (spec.kind == ParameterKind::choice) return joined(choiceWords(spec));
  if (spec.kind == ParameterKind::text) return "a text";
  if (spec.kind == ParameterKind::texts) return "a list of texts";
  if (spec.kind == ParameterKind::reals) return "a list of numbers";
  if (spec.minimum == smallestSeed) return "any whole number";
  const std::string zero = spec.zeroMeans.empty() ? "" : " (0: " + std::string(spec.zeroMeans) + ")";
  return toText(spec.minimum) + " to " + toText(spec.maximum) + zero;
}

std::string alignedText(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths;
  for (const auto& line : lines) {
    widths.resize(std::max(widths.size(), line.size()));
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width(line[i]));
  }
  std::string text;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      text += line[i] + std::string(widths[i] - width(line[i]) + 2, ' ');
    text += line.back() + "\n";
  }
  return text;
}

}  // namespace lossarium::cli
