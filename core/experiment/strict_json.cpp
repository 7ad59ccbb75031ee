#include "core/experiment/strict_json.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 100;  // printing and copying JSON recurse

// nlohmann's text reads "[json.exception.parse_error.101] parse error at line 2, column 3: …"; its head says
// nothing.
std::string withoutCode(const std::string& what) {
  const auto end = what.find("] ");
  return end == std::string::npos ? what : what.substr(end + 2);
}

std::optional<double> nonFinite(const Json& json) {
  if (!json.is_string()) return std::nullopt;
  const auto& text = json.get_ref<const std::string&>();
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  return std::nullopt;
}

Value listFromJson(const Json& json, const std::string& where) {
  std::vector<std::string> texts;
  std::vector<double> numbers;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i].is_string() && !nonFinite(json[i]))
      texts.push_back(json[i].get<std::string>());
    else
      numbers.push_back(numberFromJson(json[i], where + "[" + std::to_string(i) + "]"));
  }
  if (numbers.empty()) return texts;
  if (!texts.empty()) throw Error(where + " mixes texts and numbers");
  return numbers;
}

struct OpenObject {
  std::set<std::string> keys;
  std::string latest;
};

// The object that is innermost, by the keys that lead to it.
std::string pathOf(const std::vector<OpenObject>& open) {
  std::string path;
  for (std::size_t i = 0; i + 1 < open.size(); ++i) path += (i ? "." : "'") + open[i].latest;
  return path.empty() ? "the outermost object" : path + "'";
}

}  // namespace

Json parseStrictJson(std::string_view text, const std::string& source) {
  std::vector<OpenObject> open;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > deepest) throw Error(source + ": lists and objects are nested too deeply");
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event != Json::parse_event_t::key) return true;
    const auto key = parsed.get<std::string>();
    if (!open.back().keys.insert(key).second)
      throw Error(source + ": the key '" + key + "' stands twice in " + pathOf(open));
    open.back().latest = key;
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::exception& error) {
    throw Error(source + ": " + withoutCode(error.what()));
  }
}

double numberFromJson(const Json& json, const std::string& where) {
  if (const auto special = nonFinite(json)) return *special;
  if (!json.is_number()) throw Error(where + " must be a number, not " + json.dump());
  return json.get<double>();
}

Value valueFromJson(const Json& json, const std::string& where) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
    throw Error(where + " = " + json.dump() + " does not fit into 64 bits with a sign");
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (const auto special = nonFinite(json)) return *special;
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) return listFromJson(json, where);
  throw Error(where + " must be a number, a text, true, false or a list, not " + json.dump());
}

Json jsonFromNumber(double number) { return std::isfinite(number) ? Json(number) : Json(toText(number)); }

Json jsonFromValue(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return jsonFromNumber(*number);
  if (const auto* numbers = std::get_if<std::vector<double>>(&value)) {
    Json list = Json::array();
    for (const double number : *numbers) list.push_back(jsonFromNumber(number));
    return list;
  }
  return std::visit([](const auto& plain) { return Json(plain); }, value);
}

}  // namespace lossarium
