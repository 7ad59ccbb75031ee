// Parameters as plain values, and the specs from which panels, JSON and the command line are made.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lossarium {

using Value =
    std::variant<double, std::int64_t, bool, std::string, std::vector<std::string>, std::vector<double>>;

/// As a user would type it: shortest digits that read back the same, true/false, lists joined by commas.
std::string toText(const Value& value);
std::string toText(double number);

enum class ParameterKind { real, integer, flag, choice, text, texts, reals };
enum class ParameterScale {
  linear,
  logarithmic,
  openBelow,  ///< the minimum is −∞: the further down, the wider the steps
};

/// What one parameter may be. `minimum` and `maximum` are inclusive and bound sliders and files alike.
struct ParameterSpec {
  std::string_view id;
  std::string_view label;
  ParameterKind kind = ParameterKind::real;
  std::string_view unit = "";
  double minimum = 0;
  double maximum = 1;
  double initial = 0;  ///< for a flag 0 or 1; for a choice the index into `choices`
  ParameterScale scale = ParameterScale::linear;
  bool mayBeAbsent = false;
  std::string_view hint = "";
  std::string_view choices = "";  ///< words apart by '|', for kind `choice`
  std::string_view actsWhen =
      "";  ///< "schedule=step|cosine", "train<1", "task=regression&outliers>0": without effect otherwise
  bool seldomNeeded = false;        ///< a panel shows it on demand
  std::string_view zeroMeans = "";  ///< how people read 0, if it is a special case
};

/// Seeds are 64-bit integers, with a sign; as doubles, these bounds let all of them pass.
inline constexpr double smallestSeed = -0x1p63, largestSeed = 0x1p63;

/// The words of a `choice` parameter.
std::vector<std::string_view> choiceWords(const ParameterSpec& spec);
/// Whether a parameter has an effect beside these values of its section.
bool acts(const ParameterSpec& spec, const std::map<std::string, Value>& section);
/// The value a parameter has when nobody says otherwise (texts and lists: empty).
Value initialValue(const ParameterSpec& spec);

/// One thing picked from a catalogue, with its parameters.
struct Choice {
  std::string id;
  std::map<std::string, Value> parameters = {};

  bool operator==(const Choice&) const = default;

  bool has(std::string_view parameter) const;
  double real(std::string_view parameter) const;
  std::int64_t integer(std::string_view parameter) const;
  bool flag(std::string_view parameter) const;
  const std::string& text(std::string_view parameter) const;
  const std::vector<std::string>& texts(std::string_view parameter) const;
  const std::vector<double>& reals(std::string_view parameter) const;
};

/// `choice` with every parameter of `specs` present (but those that may be absent) and of the right kind.
/// Throws Error, with `where` in front, for an unknown key, a wrong kind, or a value out of range.
Choice completed(const Choice& choice, std::span<const ParameterSpec> specs, const std::string& where);

/// `value` converted to the spec's kind and checked against its range; throws Error with `where` in front.
Value checkedValue(const Value& value, const ParameterSpec& spec, const std::string& where);

}  // namespace lossarium
