#include "core/boxes/box_scores.h"

#include "core/losses/loss.h"

#include <algorithm>
#include <limits>

namespace lossarium {
namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

Eigen::Array4d spanned(const Eigen::RowVector4d& box) {
  return {std::min(box[0], box[2]), std::min(box[1], box[3]), std::max(box[0], box[2]),
          std::max(box[1], box[3])};
}

}  // namespace

Vector iouOfRows(const ConstRows& prediction, const ConstRows& target) {
  static const auto loss = makeLoss({"iou", {}});
  Vector missing(prediction.rows());
  loss->evaluate({.rows = prediction.rows(),
                  .outputs = 4,
                  .stride = prediction.outerStride(),
                  .targetStride = target.outerStride(),
                  .prediction = prediction.data(),
                  .target = target.data(),
                  .value = missing.data()});
  for (Index i = 0; i < missing.size(); ++i)
    if (!prediction.row(i).allFinite()) missing[i] = notKnown;
  return 1 - missing.array();
}

Vector cornerErrorOfRows(const ConstRows& prediction, const ConstRows& target) {
  Vector error(prediction.rows());
  for (Index i = 0; i < error.size(); ++i)
    error[i] = (spanned(prediction.row(i)) - spanned(target.row(i))).abs().mean();
  return error;
}

}  // namespace lossarium
