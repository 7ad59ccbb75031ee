#include "app/cli/json_output.h"

#include "core/experiment/strict_json.h"

namespace lossarium::cli {

std::string textOf(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json jsonList(const Vector& numbers) {
  Json list = Json::array();
  for (const double number : numbers) list.push_back(jsonFromNumber(number));
  return list;
}

Json blocksJson(const Model& model, const Vector& weights) {
  Json blocks = Json::object();
  for (const WeightBlock& block : model.blocks()) {
    if (block.name.ends_with(".bias")) {  // boxes are rows, though no penalty acts on them
      blocks[block.name] = jsonList(weights.segment(block.offset, block.size()));
      continue;
    }
    Json rows = Json::array();
    for (Index i = 0; i < block.rows; ++i)
      rows.push_back(jsonList(weights.segment(block.offset + i * block.columns, block.columns)));
    blocks[block.name] = std::move(rows);
  }
  return blocks;
}

}  // namespace lossarium::cli
