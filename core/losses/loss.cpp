#include "core/losses/loss.h"

namespace lossarium {

double meanLoss(const Loss& loss, const Matrix& prediction, const Matrix& target) {
  Vector values(prediction.rows());
  loss.evaluate({.rows = prediction.rows(),
                 .stride = prediction.rows(),
                 .targetStride = target.rows(),
                 .prediction = prediction.data(),
                 .target = target.data(),
                 .value = values.data()});
  return values.mean();
}

}  // namespace lossarium
