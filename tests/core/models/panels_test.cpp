#include "core/models/panels.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <vector>

namespace lossarium {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Size {
  Index rows, inputs, outputs;
};

class Panels : public ::testing::TestWithParam<Size> {
 protected:
  Matrix random(Index rows, Index columns) {
    return Matrix::NullaryExpr(rows, columns, [this] { return random_.normal(); });
  }
  static std::vector<double> filled(const Matrix& values) {
    std::vector<double> result(static_cast<std::size_t>(panels::padded(values.rows()) * values.cols()), 7.0);
    panels::fill(values, result.data());
    return result;
  }
  static Matrix matrixOf(const std::vector<double>& values, Index rows, Index units) {
    Matrix result(rows, units);
    panels::read(values.data(), result);
    return result;
  }
  static std::vector<double> room(Index rows, Index units) {
    return std::vector<double>(static_cast<std::size_t>(panels::padded(rows) * units), -3.0);
  }

  Random random_{1, "panels"};
  const Index rows_ = GetParam().rows, inputs_ = GetParam().inputs, outputs_ = GetParam().outputs;
  const Matrix a_ = random(rows_, inputs_), delta_ = random(rows_, outputs_), bias_ = random(1, outputs_);
  const RowMajor weight_ = random(outputs_, inputs_);
};

TEST_P(Panels, FillAndReadGiveBackAndPadWithZeros) {
  const auto values = filled(a_);
  EXPECT_EQ(matrixOf(values, rows_, inputs_), a_);
  double all = 0;
  for (const double each : values) all += each;
  EXPECT_NEAR(all, a_.sum(), 1e-9);
  EXPECT_EQ(values[static_cast<std::size_t>(panels::place(rows_, inputs_, 0, inputs_ - 1))],
            a_(0, inputs_ - 1));
}

TEST_P(Panels, ForwardIsTheProduct) {
  auto z = room(rows_, outputs_);
  panels::forward(rows_, inputs_, outputs_, filled(a_).data(), weight_.data(), bias_.data(), z.data());
  const Matrix expected = (a_ * weight_.transpose()).rowwise() + bias_.row(0);
  EXPECT_LT((matrixOf(z, rows_, outputs_) - expected).cwiseAbs().maxCoeff(), 1e-12);
}

TEST_P(Panels, BackwardIsTheProductWithTheTransposed) {
  auto change = room(rows_, inputs_);
  panels::backward(rows_, inputs_, outputs_, filled(delta_).data(), weight_.data(), change.data());
  EXPECT_LT((matrixOf(change, rows_, inputs_) - delta_ * weight_).cwiseAbs().maxCoeff(), 1e-12);
}

TEST_P(Panels, TheOuterProductIsAddedUpOverRows) {
  RowMajor gradient = RowMajor::Ones(outputs_, inputs_);
  Vector biasGradient = Vector::Ones(outputs_);
  std::vector<double> packing(static_cast<std::size_t>(panels::packingRoom(rows_)));
  panels::addOuter(rows_, inputs_, outputs_, filled(delta_).data(), filled(a_).data(), gradient.data(),
                   biasGradient.data(), packing.data());
  const Matrix expected = (delta_.transpose() * a_).array() + 1;
  EXPECT_LT((gradient - expected).cwiseAbs().maxCoeff(), 1e-11);
  EXPECT_LT((biasGradient.transpose() - delta_.colwise().sum()).array().cwiseAbs().maxCoeff() - 1, 1e-11);
}

INSTANTIATE_TEST_SUITE_P(Sizes, Panels,
                         ::testing::Values(Size{1, 1, 1}, Size{4, 2, 3}, Size{5, 1, 8}, Size{10, 8, 8},
                                           Size{12, 3, 7}, Size{16, 5, 1}, Size{33, 64, 64},
                                           Size{100, 300, 10}, Size{1100, 6, 13}, Size{7, 515, 20}));

}  // namespace
}  // namespace lossarium
