// JSON as the files want it: no doubled keys, errors with line and column, non-finite numbers as texts.
#pragma once

#include "core/base/value.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace lossarium {

/// Throws Error with `source`, line and column for broken JSON, and with the key for a doubled one.
nlohmann::ordered_json parseStrictJson(std::string_view text, const std::string& source);

/// A JSON number, text, flag or list as a Value; throws Error with `where` in front for anything else.
Value valueFromJson(const nlohmann::ordered_json& json, const std::string& where);
nlohmann::ordered_json jsonFromValue(const Value& value);

/// A number, or one of the texts "nan", "inf", "-inf".
double numberFromJson(const nlohmann::ordered_json& json, const std::string& where);
nlohmann::ordered_json jsonFromNumber(double number);

}  // namespace lossarium
