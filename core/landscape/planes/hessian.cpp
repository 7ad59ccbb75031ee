#include "core/landscape/planes/hessian.h"

#include "core/base/number_text.h"
#include "core/landscape/planes/random.h"
#include "core/objectives/curvature.h"

namespace lossarium {

Slice HessianPlane::cut(const PlaneRequest& request) {
  const Curvatures found = largestCurvatures(*request.problem.training, request.at, 2, request.progress);
  if (found.values.size() < 2) return randomInstead(request, "The curvature is not known here.");
  Slice slice;
  slice.origin = request.at;
  setOrthonormal(slice, found.directions.col(0), found.directions.col(1));
  const std::string first = readableNumber(found.values[0], 3), second = readableNumber(found.values[1], 3);
  slice.aLabel = "direction in which the loss bends most (" + first + ")";
  slice.bLabel = "direction in which it bends second most (" + second + ")";
  slice.how = "The two directions in which the loss bends most where it was cut, by a curvature of " + first +
              " and " + second + ": the larger, the smaller a learning rate it takes.";
  return slice;
}

}  // namespace lossarium
