#include "core/objectives/empirical_risk.h"

#include "core/losses/rate.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::randomSamples;
using testing::randomWeights;
using testing::risk;

// All losses of the catalogue that a linear model can have, and both penalties.
struct Case {
  Choice loss;
  Penalty penalty;
};
[[maybe_unused]] void PrintTo(const Case& each, std::ostream* out) {
  *out << each.loss.id << " l1 " << each.penalty.l1;
}

class AnyRisk : public ::testing::TestWithParam<Case> {
 protected:
  const LossSpec& spec_ = makeLoss(GetParam().loss)->spec();
  EmpiricalRisk risk_ = risk(samplesWithin(), GetParam().loss, GetParam().penalty);
  Vector weights_ = weightsWithin();

 private:
  bool limited() const { return spec_.predictions.minimum > -infinity; }
  // So that no prediction leaves the domain.
  std::shared_ptr<const Samples> samplesWithin() const {
    auto samples = std::make_shared<Samples>(*testing::samplesFor(spec_, 700, 3));
    if (limited()) samples->features *= 0.1;
    return samples;
  }
  Vector weightsWithin() const {
    Vector weights = randomWeights(risk_.dimension());
    if (limited()) weights[risk_.dimension() - 1] = 2;
    return weights;
  }
};

TEST_P(AnyRisk, GradientIsTheDerivativeOfTheValue) {
  Vector gradient(risk_.dimension());
  EXPECT_DOUBLE_EQ(risk_.gradient(weights_, gradient), risk_.value(weights_));
  const double step = 1e-6;
  for (Index i = 0; i < risk_.dimension(); ++i) {
    const Vector along = step * Vector::Unit(risk_.dimension(), i);
    const double numerical = (risk_.value(weights_ + along) - risk_.value(weights_ - along)) / (2 * step);
    EXPECT_NEAR(gradient[i], numerical, 1e-4 * (1e-2 + std::abs(numerical)))
        << i;  // kinks lie between the two
  }
}

TEST_P(AnyRisk, HessianProductIsTheDerivativeOfTheGradient) {
  const double step = 1e-5;
  const Index n = risk_.dimension();
  const Vector direction = randomWeights(n, 2);
  Vector after(n), before(n), product(n);
  risk_.gradient(weights_ + step * direction, after);
  risk_.gradient(weights_ - step * direction, before);
  risk_.hessianProduct(weights_, direction, product);
  const Vector numerical = (after - before) / (2 * step);
  if (risk_.lossFunction().traits().smoothness >= Smoothness::curvatureJumps) {
    EXPECT_LT((product - numerical).norm(), 1e-2 * (1e-3 + numerical.norm()));
  }
  const Matrix hessian = denseHessian(risk_, weights_);
  EXPECT_LT((hessian * direction - product).norm(), 1e-12 * (1 + product.norm()));
  EXPECT_EQ(hessian, hessian.transpose());
}

TEST_P(AnyRisk, IsTheMeanOfItsSamplesPlusThePenalty) {
  const Vector each = risk_.lossPerSample(weights_);
  EXPECT_EQ(each.size(), 700);
  EXPECT_NEAR(risk_.loss(weights_), reduced(spec_, each.mean()).value, 1e-12 * std::abs(each.mean()));
  EXPECT_DOUBLE_EQ(risk_.value(weights_), risk_.loss(weights_) + risk_.penalty(weights_));
}

TEST_P(AnyRisk, JudgesByAnotherLossToo) {
  if (spec_.task != Task::regression) GTEST_SKIP();
  const Vector residual = inTargetUnits(spec_, risk_.predictions(weights_)) - risk_.samples().target;
  EXPECT_NEAR(risk_.loss(weights_, *makeLoss({"mse", {}})), residual.squaredNorm() / 700, 1e-12);
  EXPECT_NEAR(risk_.loss(weights_, *makeLoss({"mae", {}})), residual.lpNorm<1>() / 700, 1e-12);
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& id : testing::linearLosses())
    for (const Penalty& penalty : {Penalty{}, Penalty{0.3, 0}, Penalty{0, 0.7}, Penalty{0.2, 0.1}})
      all.push_back({{id, {}}, penalty});
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, AnyRisk, ::testing::ValuesIn(cases()), [](const auto& each) {
  return each.param.loss.id + "_" + std::to_string(each.index);
});

// Worked out by hand: y = 2x + 1 at x = 0, 1, 2 against targets 0.
TEST(EmpiricalRisk, HasTheKnownValueAndGradientOfASmallExample) {
  auto samples = std::make_shared<Samples>();
  samples->features = (Matrix(3, 1) << 0, 1, 2).finished();
  samples->target = Matrix::Zero(3, 1);
  const EmpiricalRisk mse = risk(samples, {"mse", {}});
  const Vector weights = (Vector(2) << 2, 1).finished();  // predictions 1, 3, 5
  Vector gradient(2);
  EXPECT_DOUBLE_EQ(mse.gradient(weights, gradient), (1 + 9 + 25) / 3.0);
  EXPECT_DOUBLE_EQ(gradient[0], 2 * (0 * 1 + 1 * 3 + 2 * 5) / 3.0);
  EXPECT_DOUBLE_EQ(gradient[1], 2 * (1 + 3 + 5) / 3.0);
  const Matrix hessian = denseHessian(mse, weights);
  EXPECT_NEAR(hessian(0, 0), 2 * (0 + 1 + 4) / 3.0, 1e-14);
  EXPECT_NEAR(hessian(0, 1), 2 * (0 + 1 + 2) / 3.0, 1e-14);
  EXPECT_NEAR(hessian(1, 1), 2, 1e-14);
}

TEST(Penalty, IsL1TimesSumPlusHalfL2TimesSquaresOverWeightsNotBiases) {
  const auto model = makeModel({"linear", {}}, {3, 1});
  const Vector weights = (Vector(4) << 1, -2, 0, 100).finished();  // the last is the bias
  EXPECT_DOUBLE_EQ((Penalty{0.5, 0}).value(*model, weights), 0.5 * 3);
  EXPECT_DOUBLE_EQ((Penalty{0, 0.5}).value(*model, weights), 0.25 * 5);
  EXPECT_DOUBLE_EQ((Penalty{2, 3}).value(*model, weights), 2 * 3 + 1.5 * 5);
  Vector gradient = Vector::Ones(4);
  (Penalty{2, 3}).addGradient(*model, weights, gradient);
  EXPECT_EQ(gradient, (Vector(4) << 1 + 2 + 3, 1 - 2 - 6, 1, 1).finished());
  Vector product = Vector::Zero(4);
  (Penalty{2, 3}).addHessianProduct(*model, Vector::Ones(4), product);
  EXPECT_EQ(product, (Vector(4) << 3, 3, 3, 0).finished());
}

// The loss of the first n rows, for n on both sides of a block's end, against a plain sum over rows.
TEST(EmpiricalRisk, BlocksEndWithoutASeam) {
  const auto all = randomSamples(1100, 2);
  const Vector weights = randomWeights(3);
  for (const Index rows : {1, 2, 511, 512, 513, 1023, 1024, 1025, 1100}) {
    auto some = std::make_shared<Samples>(Samples{all->features.topRows(rows), all->target.topRows(rows)});
    const EmpiricalRisk mse = risk(some, {"mse", {}});
    const Vector residual =
        some->features * weights.head(2) + Vector::Constant(rows, weights[2]) - Vector(some->target.col(0));
    const double count = static_cast<double>(rows);
    Vector gradient(3);
    EXPECT_NEAR(mse.gradient(weights, gradient), residual.squaredNorm() / count,
                1e-12 * residual.squaredNorm());
    EXPECT_NEAR(gradient[0], 2 * some->features.col(0).dot(residual) / count, 1e-11) << rows;
    EXPECT_NEAR(gradient[2], 2 * residual.mean(), 1e-11) << rows;
    EXPECT_LT((mse.lossPerSample(weights) - residual.cwiseAbs2()).cwiseAbs().maxCoeff(), 1e-12);
  }
}

TEST(EmpiricalRisk, NeedsASample) { EXPECT_THROW(risk(randomSamples(0, 1), {"mse", {}}), std::logic_error); }

}  // namespace
}  // namespace lossarium
