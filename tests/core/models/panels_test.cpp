#include "core/models/panels.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace lossarium {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Gradients {
  RowMajor weight;
  Vector bias;
};

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
  Matrix forward(const panels::Kernels& kernels) const {
    auto z = room(rows_, outputs_);
    kernels.forward(rows_, inputs_, outputs_, filled(a_).data(), weight_.data(), bias_.data(), z.data());
    return matrixOf(z, rows_, outputs_);
  }
  Matrix backward(const panels::Kernels& kernels) const {
    auto change = room(rows_, inputs_);
    kernels.backward(rows_, inputs_, outputs_, filled(delta_).data(), weight_.data(), change.data());
    return matrixOf(change, rows_, inputs_);
  }
  /// Added to ones.
  Gradients outer(const panels::Kernels& kernels) const {
    Gradients sum{RowMajor::Ones(outputs_, inputs_), Vector::Ones(outputs_)};
    std::vector<double> packing(static_cast<std::size_t>(panels::packingRoom(rows_, outputs_)));
    kernels.addOuter(rows_, inputs_, outputs_, filled(delta_).data(), filled(a_).data(), sum.weight.data(),
                     sum.bias.data(), packing.data());
    return sum;
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
  EXPECT_EQ(values[static_cast<std::size_t>(panels::place(inputs_, 0, inputs_ - 1))], a_(0, inputs_ - 1));
}

TEST_P(Panels, ForwardIsTheProduct) {
  const Matrix expected = (a_ * weight_.transpose()).rowwise() + bias_.row(0);
  EXPECT_LT((forward(panels::commonKernels()) - expected).cwiseAbs().maxCoeff(), 1e-12);
}

TEST_P(Panels, BackwardIsTheProductWithTheTransposed) {
  EXPECT_LT((backward(panels::commonKernels()) - delta_ * weight_).cwiseAbs().maxCoeff(), 1e-12);
}

TEST_P(Panels, TheOuterProductIsAddedUpOverRows) {
  const Gradients found = outer(panels::commonKernels());
  const Matrix expected = (delta_.transpose() * a_).array() + 1;
  const Matrix expectedBias = delta_.colwise().sum().transpose().array() + 1;
  EXPECT_LT((found.weight - expected).cwiseAbs().maxCoeff(), 1e-11);
  EXPECT_LT((found.bias - expectedBias).cwiseAbs().maxCoeff(), 1e-11);
}

TEST_P(Panels, WideVectorsGiveTheSameBits) {
  const panels::Kernels *common = &panels::commonKernels(), *wide = panels::wideKernels();
  if (!wide) GTEST_SKIP() << "this processor has none";
  EXPECT_EQ(forward(*common), forward(*wide));
  EXPECT_EQ(backward(*common), backward(*wide));
  EXPECT_EQ(outer(*common).weight, outer(*wide).weight);
  EXPECT_EQ(outer(*common).bias, outer(*wide).bias);
}

INSTANTIATE_TEST_SUITE_P(Sizes, Panels,
                         ::testing::Values(Size{1, 1, 1}, Size{4, 2, 3}, Size{5, 1, 8}, Size{10, 8, 8},
                                           Size{12, 3, 7}, Size{16, 5, 1}, Size{33, 64, 64}, Size{32, 64, 64},
                                           Size{128, 15, 29}, Size{100, 300, 10}, Size{1100, 6, 13},
                                           Size{7, 515, 20}));

TEST(PanelActivations, WideVectorsGiveTheSameBits) {
  const panels::Kernels *common = &panels::commonKernels(), *wide = panels::wideKernels();
  if (!wide) GTEST_SKIP() << "this processor has none";
  Random random(1, "activations");
  for (const Index count : {1, 7, 8, 12, 1001}) {
    const Vector x = Vector::NullaryExpr(count, [&] { return 8 * random.normal(); });
    Vector one(count), other(count);
    common->hyperbolicTangent(count, x.data(), one.data());
    wide->hyperbolicTangent(count, x.data(), other.data());
    EXPECT_EQ(one, other) << count;
    common->logistic(count, x.data(), one.data());
    wide->logistic(count, x.data(), other.data());
    EXPECT_EQ(one, other) << count;
  }
}

TEST(PanelActivations, WhatIsNotANumberStaysThat) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const panels::Kernels* kernels : {&panels::commonKernels(), &panels::kernels()}) {
    double y = 0;
    kernels->hyperbolicTangent(1, &nan, &y);
    EXPECT_TRUE(std::isnan(y));
    kernels->logistic(1, &nan, &y);
    EXPECT_TRUE(std::isnan(y));
  }
}

}  // namespace
}  // namespace lossarium
