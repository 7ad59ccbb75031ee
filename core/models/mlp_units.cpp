// A network looked into: for pictures, not for training.
#include "core/models/mlp.h"

namespace lossarium {

std::vector<Matrix> Mlp::unitValues(const ConstRows& features, const Vector& weights) const {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  std::vector<Matrix> values{Matrix(features)};
  for (const auto& [inputs, units, weight, bias] : layers_) {
    const Eigen::Map<const RowMajor> w(weights.data() + weight, units, inputs);
    const Eigen::Map<const Eigen::RowVectorXd> b(weights.data() + bias, units);
    Matrix next = (values.back() * w.transpose()).rowwise() + b;
    const bool last = values.size() == layers_.size();
    if (!last) activate(activation_, next.size(), next.data(), next.data());
    values.push_back(std::move(next));
  }
  return values;
}

}  // namespace lossarium
