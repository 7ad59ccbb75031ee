#include "core/base/value.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace lossarium {
namespace {

std::string_view kindName(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::real:
      return "a number";
    case ParameterKind::integer:
      return "a whole number";
    case ParameterKind::flag:
      return "true or false";
    case ParameterKind::choice:
      return "one of the words it allows";
    case ParameterKind::text:
      return "a text";
    case ParameterKind::texts:
      return "a list of texts";
    case ParameterKind::reals:
      return "a list of numbers";
  }
  return "";
}

[[noreturn]] void refuseKind(const Value& value, const ParameterSpec& spec, const std::string& where) {
  throw Error(where + " must be " + std::string(kindName(spec.kind)) + ", not '" + toText(value) + "'");
}

// 0.000001 and 1000000000 rather than 1e-06 and 1e+09.
std::string plainText(double number) {
  if (!(std::abs(number) >= 1e-9 && std::abs(number) < 1e13)) return toText(number);
  char buffer[64];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed);
  return {buffer, end};
}

std::string boundText(double bound, const ParameterSpec& spec) {
  if (spec.kind != ParameterKind::integer) return plainText(bound);
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  return std::to_string(bound >= static_cast<double>(largest) ? largest : static_cast<std::int64_t>(bound));
}

void checkRange(double number, const ParameterSpec& spec, const std::string& where) {
  if (number >= spec.minimum && number <= spec.maximum) return;  // false for NaN
  throw Error(where + " = " + boundText(number, spec) + " is outside its range " +
              boundText(spec.minimum, spec) + " to " + boundText(spec.maximum, spec));
}

Value checkedReal(const Value& value, const ParameterSpec& spec, const std::string& where) {
  double number = 0;
  if (const auto* real = std::get_if<double>(&value))
    number = *real;
  else if (const auto* integer = std::get_if<std::int64_t>(&value))
    number = static_cast<double>(*integer);
  else
    refuseKind(value, spec, where);
  checkRange(number, spec, where);
  return number;
}

Value checkedInteger(const Value& value, const ParameterSpec& spec, const std::string& where) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    checkRange(static_cast<double>(*integer), spec, where);
    return *integer;
  }
  // 1e3 is a whole number, too, however it is written.
  const auto* real = std::get_if<double>(&value);
  if (!real || *real != std::trunc(*real) || std::abs(*real) > 0x1p53) refuseKind(value, spec, where);
  checkRange(*real, spec, where);
  return static_cast<std::int64_t>(*real);
}

Value checkedChoice(const Value& value, const ParameterSpec& spec, const std::string& where) {
  const auto* word = std::get_if<std::string>(&value);
  if (!word) refuseKind(value, spec, where);
  const auto words = choiceWords(spec);
  for (const auto allowed : words)
    if (allowed == *word) return *word;
  throw Error(where + ": " + unknownWord("word", *word, words));
}

template <class Kind>
Value ofKind(const Value& value, const ParameterSpec& spec, const std::string& where) {
  if (!std::holds_alternative<Kind>(value)) refuseKind(value, spec, where);
  return value;
}

// An empty list in a file says nothing about what it would hold.
Value checkedReals(const Value& value, const ParameterSpec& spec, const std::string& where) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value); texts && texts->empty())
    return std::vector<double>();
  const auto* numbers = std::get_if<std::vector<double>>(&value);
  if (!numbers) refuseKind(value, spec, where);
  for (std::size_t i = 0; i < numbers->size(); ++i)
    checkRange((*numbers)[i], spec, where + "[" + std::to_string(i) + "]");
  return *numbers;
}

const Value& parameter(const Choice& choice, std::string_view id) {
  const auto found = choice.parameters.find(std::string(id));
  if (found == choice.parameters.end())
    throw std::logic_error(choice.id + " has no parameter " + std::string(id));
  return found->second;
}

}  // namespace

std::string toText(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, end};
}

std::string toText(const Value& value) {
  struct Visitor {
    std::string operator()(double number) const { return toText(number); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::vector<std::string>& texts) const {
      std::string joined;
      for (const auto& text : texts) joined.append(joined.empty() ? "" : ",").append(text);
      return joined;
    }
    std::string operator()(const std::vector<double>& numbers) const {
      std::string joined;
      for (const double number : numbers) joined.append(joined.empty() ? "" : ",").append(toText(number));
      return joined;
    }
  };
  return std::visit(Visitor{}, value);
}

namespace {

std::vector<std::string_view> wordsOf(std::string_view rest) {
  std::vector<std::string_view> words;
  while (!rest.empty()) {
    const auto bar = rest.find('|');
    words.push_back(rest.substr(0, bar));
    rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
  }
  return words;
}

std::optional<double> numberIn(const std::map<std::string, Value>& section, std::string_view id) {
  const auto found = section.find(std::string(id));
  if (found == section.end()) return std::nullopt;
  if (const auto* real = std::get_if<double>(&found->second)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&found->second)) return static_cast<double>(*whole);
  return std::nullopt;
}

// One of the conditions of `actsWhen`.
bool holds(std::string_view condition, const std::map<std::string, Value>& section) {
  if (const auto bound = condition.find_first_of("<>"); bound != std::string_view::npos) {
    const auto number = numberIn(section, condition.substr(0, bound));
    double limit = 0;
    std::from_chars(condition.data() + bound + 1, condition.data() + condition.size(), limit);
    return number && (condition[bound] == '<' ? *number < limit : *number > limit);
  }
  const auto equals = condition.find('=');
  if (equals == std::string_view::npos) return true;
  const auto other = section.find(std::string(condition.substr(0, equals)));
  const auto words = wordsOf(condition.substr(equals + 1));
  return other != section.end() &&
         std::find(words.begin(), words.end(), toText(other->second)) != words.end();
}

}  // namespace

std::vector<std::string_view> choiceWords(const ParameterSpec& spec) { return wordsOf(spec.choices); }

bool acts(const ParameterSpec& spec, const std::map<std::string, Value>& section) {
  for (std::string_view rest = spec.actsWhen; !rest.empty();) {
    const auto end = rest.find('&');
    if (!holds(rest.substr(0, end), section)) return false;
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return true;
}

Value initialValue(const ParameterSpec& spec) {
  switch (spec.kind) {
    case ParameterKind::real:
      return spec.initial;
    case ParameterKind::integer:
      return static_cast<std::int64_t>(spec.initial);
    case ParameterKind::flag:
      return spec.initial != 0;
    case ParameterKind::choice:
      return std::string(choiceWords(spec).at(static_cast<std::size_t>(spec.initial)));
    case ParameterKind::text:
      return std::string();
    case ParameterKind::texts:
      return std::vector<std::string>();
    case ParameterKind::reals:
      return std::vector<double>();
  }
  return 0.0;
}

bool Choice::has(std::string_view name) const { return parameters.contains(std::string(name)); }
double Choice::real(std::string_view name) const { return std::get<double>(parameter(*this, name)); }
std::int64_t Choice::integer(std::string_view name) const {
  return std::get<std::int64_t>(parameter(*this, name));
}
bool Choice::flag(std::string_view name) const { return std::get<bool>(parameter(*this, name)); }
const std::string& Choice::text(std::string_view name) const {
  return std::get<std::string>(parameter(*this, name));
}
const std::vector<std::string>& Choice::texts(std::string_view name) const {
  return std::get<std::vector<std::string>>(parameter(*this, name));
}
const std::vector<double>& Choice::reals(std::string_view name) const {
  return std::get<std::vector<double>>(parameter(*this, name));
}

Value checkedValue(const Value& value, const ParameterSpec& spec, const std::string& where) {
  switch (spec.kind) {
    case ParameterKind::real:
      return checkedReal(value, spec, where);
    case ParameterKind::integer:
      return checkedInteger(value, spec, where);
    case ParameterKind::flag:
      return ofKind<bool>(value, spec, where);
    case ParameterKind::choice:
      return checkedChoice(value, spec, where);
    case ParameterKind::text:
      return ofKind<std::string>(value, spec, where);
    case ParameterKind::texts:
      return ofKind<std::vector<std::string>>(value, spec, where);
    case ParameterKind::reals:
      return checkedReals(value, spec, where);
  }
  return value;
}

Choice completed(const Choice& choice, std::span<const ParameterSpec> specs, const std::string& where) {
  std::vector<std::string_view> known;
  for (const auto& spec : specs) known.push_back(spec.id);
  for (const auto& [key, value] : choice.parameters) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    if (known.empty())
      throw Error(where + ": unknown key '" + key + "'; '" + choice.id + "' has no parameters");
    throw Error(where + ": " + unknownWord("key", key, known));
  }
  Choice result{choice.id, {}};
  for (const auto& spec : specs) {
    const std::string id(spec.id);
    if (const auto given = choice.parameters.find(id); given != choice.parameters.end())
      result.parameters[id] = checkedValue(given->second, spec, where + "." + id);
    else if (!spec.mayBeAbsent)
      result.parameters[id] = initialValue(spec);
  }
  return result;
}

}  // namespace lossarium
