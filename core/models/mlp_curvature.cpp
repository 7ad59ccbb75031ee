// Derivatives of a network along a direction of its weights: forward (Jacobian times direction) and backward
// (Hessian times direction; Pearlmutter 1994). For landscapes and Newton's steps, not for training's inner
// loop.
#include "core/models/mlp.h"

namespace lossarium {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix mapped(Activation activation, const Matrix& sums) {
  Matrix values(sums.rows(), sums.cols());
  activate(activation, sums.size(), sums.data(), values.data());
  return values;
}

void timesSlope(Activation activation, const Matrix& sums, const Matrix& values, Matrix& change) {
  multiplyBySlope(activation, sums.size(), sums.data(), values.data(), change.data());
}

}  // namespace

// By layer, what it takes and its weighted sums, and how both change along the direction.
struct Mlp::Tape {
  std::vector<Matrix> value, sum, valueChange, sumChange;
};

namespace {

struct LayerMap {
  Eigen::Map<const RowMajor> weight;
  Eigen::Map<const Eigen::RowVectorXd> bias;
};

LayerMap mapOf(const Vector& weights, Index inputs, Index units, Index weight, Index bias) {
  return {Eigen::Map<const RowMajor>(weights.data() + weight, units, inputs),
          Eigen::Map<const Eigen::RowVectorXd>(weights.data() + bias, units)};
}

}  // namespace

Mlp::Tape Mlp::record(const ConstRows& features, const Vector& weights, const Vector& direction) const {
  Tape tape;
  tape.value.emplace_back(features);
  tape.valueChange.push_back(Matrix::Zero(features.rows(), features.cols()));
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const auto& [inputs, units, weight, bias] = layers_[l];
    const LayerMap at = mapOf(weights, inputs, units, weight, bias);
    const LayerMap along = mapOf(direction, inputs, units, weight, bias);
    tape.sum.emplace_back((tape.value[l] * at.weight.transpose()).rowwise() + at.bias);
    tape.sumChange.emplace_back(
        (tape.valueChange[l] * at.weight.transpose() + tape.value[l] * along.weight.transpose()).rowwise() +
        along.bias);
    if (l + 1 == layers_.size()) break;
    tape.value.push_back(mapped(activation_, tape.sum[l]));
    Matrix change = tape.sumChange[l];
    timesSlope(activation_, tape.sum[l], tape.value[l + 1], change);
    tape.valueChange.push_back(std::move(change));
  }
  return tape;
}

void Mlp::pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                      Rows change) const {
  change = record(features, weights, direction).sumChange.back();
}

void Mlp::pullBackChange(const ConstRows& features, const Vector& weights, const Vector& direction,
                         const ConstRows& slopes, const ConstRows& slopesChange, Vector& gradient) const {
  const Tape tape = record(features, weights, direction);
  Matrix delta = slopes, deltaChange = slopesChange;
  for (std::size_t l = layers_.size(); l-- > 0;) {
    const auto& [inputs, units, weight, bias] = layers_[l];
    Eigen::Map<RowMajor> weightGradient(gradient.data() + weight, units, inputs);
    Eigen::Map<Eigen::RowVectorXd> biasGradient(gradient.data() + bias, units);
    weightGradient += deltaChange.transpose() * tape.value[l] + delta.transpose() * tape.valueChange[l];
    biasGradient += deltaChange.colwise().sum();
    if (l == 0) return;
    const LayerMap at = mapOf(weights, inputs, units, weight, bias);
    const LayerMap along = mapOf(direction, inputs, units, weight, bias);
    Matrix before = delta * at.weight;
    Matrix beforeChange = deltaChange * at.weight + delta * along.weight;
    const Matrix& sum = tape.sum[l - 1];
    timesSlope(activation_, sum, tape.value[l], beforeChange);
    const auto second = [this](double x) { return secondDerivative(activation_, x); };
    beforeChange += before.cwiseProduct(sum.unaryExpr(second)).cwiseProduct(tape.sumChange[l - 1]);
    timesSlope(activation_, sum, tape.value[l], before);
    delta = std::move(before);
    deltaChange = std::move(beforeChange);
  }
}

}  // namespace lossarium
