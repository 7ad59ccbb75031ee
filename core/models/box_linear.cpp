#include "core/models/box_linear.h"

#include "core/boxes/detection_columns.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace lossarium {
namespace {

const double mostGrowth = std::log(1000.0 / 16);

std::vector<WeightBlock> blocksOf(const ModelShape& shape) {
  if (shape.features < DetectionColumns::raw || shape.outputs != 4)
    throw std::logic_error("a linear correction of boxes needs rows of detections");
  const Index inputs = shape.features - DetectionColumns::raw;
  std::vector<WeightBlock> blocks;
  if (inputs > 0) blocks.push_back({"box_linear.weight", 4, inputs, 0, true});
  blocks.push_back({"box_linear.bias", 1, 4, 4 * inputs, false});
  return blocks;
}

}  // namespace

/// A predicted box by centre and size, and what it becomes.
struct BoxLinear::Correction {
  double x, y, width, height;      ///< as predicted
  double movedX, movedY;           ///< the new centre
  double newWidth, newHeight;      ///< the new size,
  double growsWidth, growsHeight;  ///< and its derivative by t₃ and t₄

  Eigen::RowVector4d corners() const {
    return {movedX - newWidth / 2, movedY - newHeight / 2, movedX + newWidth / 2, movedY + newHeight / 2};
  }
  Eigen::RowVector4d push(const Eigen::Vector4d& t) const {
    const double dx = width * t[0], dy = height * t[1], dw = growsWidth * t[2], dh = growsHeight * t[3];
    return {dx - dw / 2, dy - dh / 2, dx + dw / 2, dy + dh / 2};
  }
  Eigen::Vector4d pull(const Eigen::RowVector4d& slopes) const {
    return {width * (slopes[0] + slopes[2]), height * (slopes[1] + slopes[3]),
            growsWidth * (slopes[2] - slopes[0]) / 2, growsHeight * (slopes[3] - slopes[1]) / 2};
  }
  /// How the pull of fixed slopes changes with t: sizes are exponentials, so their slopes are themselves.
  Eigen::Vector4d pullChange(const Eigen::RowVector4d& slopes, const Eigen::Vector4d& t) const {
    return {0, 0, t[2] * growsWidth * (slopes[2] - slopes[0]) / 2,
            t[3] * growsHeight * (slopes[3] - slopes[1]) / 2};
  }
};

BoxLinear::BoxLinear(const ModelShape& shape) : Model(shape.features, shape.outputs, blocksOf(shape)) {}

std::unique_ptr<const Model> BoxLinear::make(const Choice&, const ModelShape& shape) {
  return std::make_unique<BoxLinear>(shape);
}

Index BoxLinear::inputs() const { return featureCount() - DetectionColumns::raw; }

Vector BoxLinear::start(std::uint64_t) const { return Vector::Zero(weightCount()); }

Eigen::Vector4d BoxLinear::linear(const ConstRows& features, Index row, const Vector& weights) const {
  Eigen::Vector4d t = weights.tail<4>();
  for (Index k = 0; k < 4; ++k)
    for (Index j = 0; j < inputs(); ++j)
      t[k] += weights[k * inputs() + j] * features(row, DetectionColumns::raw + j);
  return t;
}

BoxLinear::Correction BoxLinear::correctionOf(const ConstRows& features, Index row,
                                              const Vector& weights) const {
  const Eigen::RowVector4d box = features.row(row).segment<4>(DetectionColumns::predicted);
  const Eigen::Vector4d t = linear(features, row, weights);
  Correction c{};
  c.x = (box[0] + box[2]) / 2, c.y = (box[1] + box[3]) / 2;
  c.width = box[2] - box[0], c.height = box[3] - box[1];
  c.movedX = c.x + c.width * t[0], c.movedY = c.y + c.height * t[1];
  c.newWidth = c.width * std::exp(std::min(t[2], mostGrowth));
  c.newHeight = c.height * std::exp(std::min(t[3], mostGrowth));
  c.growsWidth = t[2] < mostGrowth ? c.newWidth : 0;
  c.growsHeight = t[3] < mostGrowth ? c.newHeight : 0;
  return c;
}

void BoxLinear::addOuter(const ConstRows& features, Index row, const Eigen::Vector4d& slopes,
                         Vector& gradient) const {
  for (Index k = 0; k < 4; ++k)
    for (Index j = 0; j < inputs(); ++j)
      gradient[k * inputs() + j] += slopes[k] * features(row, DetectionColumns::raw + j);
  gradient.tail<4>() += slopes;
}

void BoxLinear::forward(const ConstRows& features, const Vector& weights, ModelMemory&,
                        Rows prediction) const {
  for (Index i = 0; i < features.rows(); ++i)
    prediction.row(i) = correctionOf(features, i, weights).corners();
}

void BoxLinear::pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                         ModelMemory&, Vector& gradient) const {
  for (Index i = 0; i < features.rows(); ++i)
    addOuter(features, i, correctionOf(features, i, weights).pull(slopes.row(i)), gradient);
}

// Each weight's part is a slope by t times a feature, or 1 for the bias.
void BoxLinear::addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                                ModelMemory&, Eigen::Ref<Vector> squares) const {
  for (Index i = 0; i < features.rows(); ++i)
    squares[i] += correctionOf(features, i, weights).pull(slopes.row(i)).squaredNorm() *
                  (features.row(i).tail(inputs()).squaredNorm() + 1);
}

void BoxLinear::pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                            Rows change) const {
  for (Index i = 0; i < features.rows(); ++i)
    change.row(i) = correctionOf(features, i, weights).push(linear(features, i, direction));
}

void BoxLinear::pullBackChange(const ConstRows& features, const Vector& weights, const Vector& direction,
                               const ConstRows& slopes, const ConstRows& slopesChange,
                               Vector& gradient) const {
  for (Index i = 0; i < features.rows(); ++i) {
    const Correction c = correctionOf(features, i, weights);
    const Eigen::Vector4d t = linear(features, i, direction);
    addOuter(features, i, c.pull(slopesChange.row(i)) + c.pullChange(slopes.row(i), t), gradient);
  }
}

}  // namespace lossarium
