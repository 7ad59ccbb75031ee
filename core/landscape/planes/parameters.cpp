#include "core/landscape/planes/parameters.h"

#include "core/base/number_text.h"

#include <algorithm>

namespace lossarium {
namespace {

// The second weight, where the first is a bias or the corner of a box.
Index firstBias(const Model& model) {
  for (const auto& block : model.blocks())
    if (!block.penalized) return std::max<Index>(block.offset, 1);
  return 1;
}

}  // namespace

// Names of another model than the present one do not count.
std::pair<Index, Index> weightsToShow(const Model& model, const LandscapeChoice& landscape) {
  const std::vector<std::string>& names = landscape.weights;
  if (names.size() == 2) {
    const auto first = weightNamed(model, names[0]), second = weightNamed(model, names[1]);
    if (first && second && first != second) return {*first, *second};
  }
  return {0, firstBias(model)};
}

Slice ParametersPlane::cut(const PlaneRequest& request) {
  const Model& model = *request.problem.model;
  const auto [first, second] = weightsToShow(model, request.choice());
  Slice slice;
  slice.origin = request.at;
  slice.origin[first] = slice.origin[second] = 0;  // so that the coordinates are the weights themselves
  slice.u = Vector::Unit(model.weightCount(), first);
  slice.v = Vector::Unit(model.weightCount(), second);
  slice.aLabel = weightName(model, first);
  slice.bLabel = weightName(model, second);
  slice.how = model.weightCount() == 2
                  ? "Both weights of the model: the whole surface."
                  : "Two of " + grouped(model.weightCount()) +
                        " weights, a slice: the others stay as they were when it was cut.";
  return slice;
}

}  // namespace lossarium
