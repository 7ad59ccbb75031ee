#include "core/objectives/curvature_facts.h"

#include "core/objectives/test_functions/quadratic.h"
#include "tests/core/support/testing.h"

#include <Eigen/Eigenvalues>
#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>

namespace lossarium {
namespace {

using testing::problemWith;

TEST(CurvatureFacts, OfABowlAreItsCurvatures) {
  Vector curvatures(4);
  curvatures << 3, 0.5, 12, 1;
  const CurvatureFacts facts = curvatureFacts(Quadratic(curvatures), Vector::Ones(4));
  EXPECT_DOUBLE_EQ(facts.largest, 12);
  EXPECT_DOUBLE_EQ(facts.smallest, 0.5);
  EXPECT_DOUBLE_EQ(facts.trace, 16.5);
  EXPECT_EQ(facts.traceError, 0);
  EXPECT_DOUBLE_EQ(facts.condition, 24);
  EXPECT_EQ(facts.whyNoCondition, "");
  EXPECT_LT((facts.spectrum - Eigen::Vector4d(12, 3, 1, 0.5)).norm(), 1e-12);
}

TEST(CurvatureFacts, WithoutABottomSayWhyThereIsNoConditionNumber) {
  const auto why = [](double smallest) {
    const CurvatureFacts facts = curvatureFacts(Quadratic(Eigen::Vector3d(smallest, 1, 2)), Vector::Ones(3));
    EXPECT_DOUBLE_EQ(facts.smallest, smallest);
    EXPECT_TRUE(std::isnan(facts.condition));
    return facts.whyNoCondition;
  };
  testing::expectHolds(why(-0.25), "bends down");
  testing::expectHolds(why(0), "flat");
  testing::expectHolds(why(1e-17), "flat");
}

// 267 weights: by Lanczos and by probes, held against the dense Hessian.
TEST(CurvatureFacts, OfManyWeightsAreThoseOfTheDenseHessian) {
  const auto problem = problemWith({{"dataset", std::string("two_moons")},
                                    {"model", std::string("mlp")},
                                    {"model.layers", std::int64_t{2}},
                                    {"model.width", std::int64_t{14}}});
  const Vector weights = problem->startWeights();
  ASSERT_EQ(weights.size(), 267);
  const CurvatureFacts found = curvatureFacts(*problem->training, weights);
  const CurvatureFacts dense = factsOfHessian(denseHessian(*problem->training, weights));
  EXPECT_NEAR(found.largest, dense.largest, 1e-7 * dense.largest);
  EXPECT_NEAR(found.smallest, dense.smallest, 1e-7 * dense.largest);
  EXPECT_LT(dense.smallest, 0);
  EXPECT_EQ(found.spectrum.size(), 0);
  EXPECT_EQ(dense.spectrum.size(), 267);
  EXPECT_NEAR(dense.spectrum.sum(), dense.trace, 1e-10 * dense.largest);
  EXPECT_GT(found.traceError, 0);
  EXPECT_NEAR(found.trace, dense.trace, 3 * found.traceError);
  EXPECT_EQ(curvatureFacts(*problem->training, weights).trace, found.trace) << "always the same probes";
  testing::expectHolds(found.whyNoCondition, "bends down");
}

// Of a diagonal Hessian every probe of signs gives the trace itself.
TEST(CurvatureFacts, TheTraceOfADiagonalIsEstimatedWithoutError) {
  const Vector curvatures = Vector::LinSpaced(300, -1, 2);
  const TraceEstimate found = estimatedTrace(Quadratic(curvatures), Vector::Ones(300), 8);
  EXPECT_NEAR(found.trace, curvatures.sum(), 1e-10);
  EXPECT_NEAR(found.error, 0, 1e-10);
}

// The stated error is the true one: of many estimates about two in three are nearer than it.
TEST(CurvatureFacts, TheErrorOfTheTraceIsWhatItSays) {
  const auto problem = problemWith({{"dataset", std::string("two_moons")},
                                    {"model", std::string("mlp")},
                                    {"model.width", std::int64_t{6}}});
  const Vector weights = problem->startWeights();
  const Matrix hessian = denseHessian(*problem->training, weights);
  const double variance = 2 * (hessian.squaredNorm() - hessian.diagonal().squaredNorm());
  const TraceEstimate few = estimatedTrace(*problem->training, weights, 4000);
  EXPECT_NEAR(few.error, std::sqrt(variance / 4000), 0.1 * few.error);
  EXPECT_NEAR(few.trace, hessian.trace(), 3 * few.error);
}

TEST(CurvatureFacts, AreNotKnownWhereNothingIsFinite) {
  for (const Index size : {3, 300}) {
    Vector curvatures = Vector::Ones(size);
    curvatures[1] = std::nan("");
    const CurvatureFacts facts = curvatureFacts(Quadratic(curvatures), Vector::Ones(size));
    EXPECT_TRUE(std::isnan(facts.largest) && std::isnan(facts.trace) && std::isnan(facts.condition));
    EXPECT_FALSE(facts.whyNoCondition.empty());
  }
}

TEST(CurvatureFacts, AreCancelled) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(curvatureFacts(Quadratic(Vector::Ones(300)), Vector::Ones(300), {stop.get_token(), {}}),
               Cancelled);
}

}  // namespace
}  // namespace lossarium
