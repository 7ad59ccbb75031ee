#include "core/models/linear.h"

#include "core/base/random.h"

#include <cmath>

namespace lossarium {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// outputs × features, row by row, at the head of the weights; the biases follow.
Eigen::Map<const RowMajor> weightPart(const Model& model, const Vector& weights) {
  return {weights.data(), model.outputCount(), model.featureCount()};
}

}  // namespace

Linear::Linear(const ModelShape& shape)
    : Model(shape.features, shape.outputs,
            {{"linear.weight", shape.outputs, shape.features, 0, true},
             {"linear.bias", 1, shape.outputs, shape.outputs * shape.features, false}}) {}

std::unique_ptr<const Model> Linear::make(const Choice&, const ModelShape& shape) {
  return std::make_unique<Linear>(shape);
}

Vector Linear::start(std::uint64_t seed) const {
  Random random(seed, "start");
  const double bound = 1 / std::sqrt(static_cast<double>(featureCount()));
  Vector weights(weightCount());
  for (auto& weight : weights) weight = random.uniform(-bound, bound);
  return weights;
}

void Linear::forward(const ConstRows& features, const Vector& weights, ModelMemory&, Rows prediction) const {
  const auto weight = weightPart(*this, weights);
  for (Index k = 0; k < outputCount(); ++k) {
    prediction.col(k).setConstant(weights[weight.size() + k]);
    for (Index j = 0; j < featureCount(); ++j) prediction.col(k) += weight(k, j) * features.col(j);
  }
}

void Linear::pullBack(const ConstRows& features, const Vector&, const ConstRows& slopes, ModelMemory&,
                      Vector& gradient) const {
  for (Index k = 0; k < outputCount(); ++k) {
    for (Index j = 0; j < featureCount(); ++j)
      gradient[k * featureCount() + j] += features.col(j).dot(slopes.col(k));
    gradient[outputCount() * featureCount() + k] += slopes.col(k).sum();
  }
}

// Each weight's part is a slope times a feature, or 1 for the bias.
void Linear::addSquaredPulls(const ConstRows& features, const Vector&, const ConstRows& slopes, ModelMemory&,
                             Eigen::Ref<Vector> squares) const {
  squares.array() += slopes.rowwise().squaredNorm().array() * (features.rowwise().squaredNorm().array() + 1);
}

// The model is linear in its weights, so a change of weights changes the predictions as weights make them.
void Linear::pushForward(const ConstRows& features, const Vector&, const Vector& direction,
                         Rows change) const {
  predict(features, direction, change);
}

std::vector<ProductTerm> Linear::terms(const Vector& weights, Index output, const Vector& mean,
                                       const Vector& deviation) const {
  const Vector slopes = weights.segment(output * featureCount(), featureCount()).cwiseQuotient(deviation);
  std::vector<ProductTerm> terms{{{}, weights[outputCount() * featureCount() + output] - slopes.dot(mean)}};
  for (Index j = 0; j < featureCount(); ++j) terms.push_back({{{j, 1}}, slopes[j]});
  return terms;
}

}  // namespace lossarium
