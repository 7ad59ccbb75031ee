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
  slice.aLabel = "sharpest direction (" + first + ")";
  slice.bLabel = "second sharpest (" + second + ")";
  slice.how =
      "The two directions in which the training loss bends most where it was cut. Their curvatures are " +
      first + " and " + second + ": the larger, the smaller the learning rate has to be.";
  return slice;
}

}  // namespace lossarium
