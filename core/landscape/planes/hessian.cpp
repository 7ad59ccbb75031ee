#include "core/landscape/planes/hessian.h"

#include "core/base/number_text.h"
#include "core/landscape/planes/random.h"
#include "core/objectives/curvature.h"

namespace lossarium {

Slice HessianPlane::cut(const PlaneRequest& request) {
  const Curvatures found = largestCurvatures(*request.problem.training, request.at, 2, request.progress);
  if (found.values.size() < 2) {
    Slice slice = RandomPlane::cut(request);
    slice.how = "The curvature is not known here. " + slice.how;
    return slice;
  }
  Slice slice;
  slice.origin = request.at;
  setOrthonormal(slice, found.directions.col(0), found.directions.col(1));
  slice.aLabel = "direction of curvature " + readableNumber(found.values[0]);
  slice.bLabel = "direction of curvature " + readableNumber(found.values[1]);
  slice.how =
      "The two directions of strongest curvature where it was cut: " + readableNumber(found.values[0]) +
      " and " + readableNumber(found.values[1]) + ".";
  return slice;
}

}  // namespace lossarium
