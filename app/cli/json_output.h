// Results as JSON, the way the sub-commands print them.
#pragma once

#include "core/models/model.h"

#include <nlohmann/json.hpp>

#include <string>

namespace lossarium::cli {

using Json = nlohmann::ordered_json;

/// Never throws: bytes that are not UTF-8 (a column's name may hold some) become replacement characters.
std::string textOf(const Json& json, int indent = -1);

Json jsonList(const Vector& numbers);
/// Weights by the names of their blocks: matrices as lists of rows, biases as flat lists.
Json blocksJson(const Model& model, const Vector& weights);

}  // namespace lossarium::cli
