// The matrix types of the house. A row is a sample; storage is by column, so that a kernel walks along
// samples.
#pragma once

#include <Eigen/Core>

namespace lossarium {

using Index = Eigen::Index;
using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

/// Some rows of a matrix, without a copy; its columns may lie apart.
using ConstRows = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;
using Rows = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;

}  // namespace lossarium
