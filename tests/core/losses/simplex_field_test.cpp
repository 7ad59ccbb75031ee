#include "core/losses/simplex_field.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

std::unique_ptr<const Loss> lossNamed(const std::string& id) { return makeLoss({id, {}}); }

std::vector<std::string> lossesOfClasses() {
  std::vector<std::string> ids;
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->task == Task::classes) ids.emplace_back(entry.spec->id);
  return ids;
}

TEST(SimplexField, ANodeIsTheLossOfItsProbabilities) {
  for (const std::string& id : lossesOfClasses())
    for (const int target : {0, 1, 2}) {
      const auto loss = lossNamed(id);
      const SimplexField field = simplexField(*loss, target, 9);
      ASSERT_EQ(field.values.size(), 55U);
      for (int i = 0; i <= 9; ++i)
        for (int j = 0; i + j <= 9; ++j) {
          EXPECT_EQ(field.node(i, j), simplexSample(*loss, target, field.probabilities(i, j)).value) << id;
          EXPECT_TRUE(std::isfinite(field.node(i, j))) << id;
        }
    }
}

TEST(SimplexField, CrossEntropyIsTheSurprise) {
  const auto loss = lossNamed("cross_entropy");
  const Eigen::Vector3d p(0.5, 0.3, 0.2);
  const SimplexSample sample = simplexSample(*loss, 1, p);
  EXPECT_NEAR(sample.value, -std::log(0.3), 1e-12);
  EXPECT_LT((sample.slope - Eigen::Vector3d(0.5, -0.7, 0.2)).norm(), 1e-12);
  const SimplexField field = simplexField(*loss, 1, 40);
  EXPECT_NEAR(field.at(p), sample.value, 2e-3);
  // On the far edge the probability is the least one.
  EXPECT_NEAR(field.node(20, 0), -std::log(leastProbability / (1 + leastProbability)), 1e-12);
}

TEST(SimplexField, IsLinearBetweenNodesAndMeetsThem) {
  SimplexField field{.steps = 7, .values = std::vector<double>(36)};
  const auto plane = [](const Eigen::Vector3d& p) { return 3 * p[0] - 2 * p[1] + 0.5 * p[2]; };
  for (int i = 0; i <= 7; ++i)
    for (int j = 0; i + j <= 7; ++j) field.values[field.index(i, j)] = plane(field.probabilities(i, j));
  for (double a = 0; a <= 1; a += 0.0625)
    for (double b = 0; a + b <= 1; b += 0.0625) {
      const Eigen::Vector3d p(a, b, 1 - a - b);
      EXPECT_NEAR(field.at(p), plane(p), 1e-12);
    }
  for (const Eigen::Vector3d& corner : {Eigen::Vector3d(1, 0, 0), {0, 1, 0}, {0, 0, 1}})
    EXPECT_NEAR(field.at(corner), plane(corner), 1e-12);
  EXPECT_NEAR(field.at({2, -1, 0}), plane({1, 0, 0}), 1e-12);
}

TEST(SimplexField, DescentIsWhereASmallStepOfTheLogitsLeads) {
  const Eigen::Vector3d p(0.2, 0.5, 0.3), slope(-0.8, 0.5, 0.3);
  const Eigen::Vector3d descent = simplexDescent(p, slope);
  EXPECT_NEAR(descent.sum(), 0, 1e-15);
  const double rate = 1e-6;
  const Eigen::Vector3d weights = (p.array().log() - rate * slope.array()).exp().matrix();
  EXPECT_LT(((weights / weights.sum() - p) / rate - descent).norm(), 1e-5);
  EXPECT_EQ(simplexDescent({1, 0, 0}, slope), Eigen::Vector3d::Zero());
}

TEST(SimplexField, TheClosestPointIsInTheTriangle) {
  EXPECT_LT((closestOnSimplex({0.2, 0.3, 0.5}) - Eigen::Vector3d(0.2, 0.3, 0.5)).norm(), 1e-15);
  EXPECT_EQ(closestOnSimplex({3, -1, -1}), Eigen::Vector3d(1, 0, 0));
  EXPECT_LT((closestOnSimplex({0.6, 0.6, -0.2}) - Eigen::Vector3d(0.5, 0.5, 0)).norm(), 1e-15);
  EXPECT_LT((closestOnSimplex({NAN, 0, 1}) - Eigen::Vector3d::Constant(1.0 / 3)).norm(), 1e-15);
  const Eigen::Vector3d far = closestOnSimplex({1e300, -1e300, 5});
  EXPECT_NEAR(far.sum(), 1, 1e-12);
  EXPECT_GE(far.minCoeff(), 0);
}

}  // namespace
}  // namespace lossarium
