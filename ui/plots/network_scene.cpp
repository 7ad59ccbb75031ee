#include "ui/plots/network_scene.h"

namespace lossarium::ui {

// Blocks are weight and bias of each layer in turn.
Index weightOf(const UnitFields& fields, const NetworkPlace& place) {
  if (place.layer == 0) return -1;
  const auto& blocks = fields.problem->model->blocks();
  const std::size_t block = 2 * (place.layer - 1);
  if (!place.isLine()) return blocks[block + 1].offset + place.unit;
  const Index from = place.layer == 1 ? fields.inputs[static_cast<std::size_t>(place.from)] : place.from;
  return blocks[block].offset + place.unit * blocks[block].columns + from;
}

}  // namespace lossarium::ui
