// Each header's first sentences, held by values that were worked out by hand.
#include "tests/core/losses/loss_rows.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::answer;
using testing::Answer;
using Parameters = std::map<std::string, Value>;

Answer at(const std::string& id, double prediction, double target, const Parameters& parameters = {}) {
  return answer(*makeLoss({id, parameters}), testing::row(prediction, target));
}

void expectPoint(const Answer& point, double value, double slope, double curvature) {
  EXPECT_DOUBLE_EQ(point.value, value);
  EXPECT_DOUBLE_EQ(point.slope[0], slope);
  EXPECT_DOUBLE_EQ(point.curvature[0], curvature);
}

void expectNear(const Answer& point, double value, double slope, double curvature) {
  EXPECT_NEAR(point.value, value, 2e-15 * std::abs(value));
  EXPECT_NEAR(point.slope[0], slope, 2e-15 * std::abs(slope));
  EXPECT_NEAR(point.curvature[0], curvature, 4e-15 * std::abs(curvature));
}

Answer of(const std::string& id, std::vector<double> logits, double target,
          const Parameters& parameters = {}) {
  const testing::Row row{Eigen::Map<Vector>(logits.data(), static_cast<Index>(logits.size())),
                         Vector::Constant(1, target)};
  return answer(*makeLoss({id, parameters}), row);
}

// "r², without a factor ½. At 0: value 0, slope 0, curvature 2."
TEST(Mse, IsRSquaredWithoutAHalf) {
  expectPoint(at("mse", 3, 0), 9, 6, 2);
  expectPoint(at("mse", -0.5, 0), 0.25, -1, 2);
  expectPoint(at("mse", 0, 0), 0, 0, 2);
}

// "A sample's entry is r², the loss of many is √(mean of r²). Its slope by one prediction is r / (n·RMSE)."
TEST(Rmse, IsTheRootOfTheMean) {
  expectPoint(at("rmse", 3, 0), 9, 6, 2);
  const LossSpec& spec = makeLoss({"rmse", {}})->spec();
  const Reduced root = reduced(spec, 12.5);  // of 3² and 4²
  EXPECT_DOUBLE_EQ(root.value, std::sqrt(12.5));
  EXPECT_DOUBLE_EQ(root.slope * 6 / 2, 3 / (2 * std::sqrt(12.5)));
  EXPECT_DOUBLE_EQ(root.curvature, -0.25 * std::pow(12.5, -1.5));
  EXPECT_EQ(reduced(spec, 0).slope, 0);
  EXPECT_EQ(reduced(makeLoss({"mse", {}})->spec(), 12.5).value, 12.5);
}

// "|r|. At 0: value 0, slope 0 (the mean of −1 and 1), curvature 0."
TEST(Mae, IsTheAbsoluteResidual) {
  expectPoint(at("mae", 3, 0), 3, 1, 0);
  expectPoint(at("mae", -0.5, 0), 0.5, -1, 0);
  expectPoint(at("mae", 0, 0), 0, 0, 0);
  expectPoint(at("mae", -0.0, 0), 0, 0, 0);
}

// "½r² for |r| ≤ δ, δ(|r| − ½δ) beyond. At |r| = δ … the curvature falls from 1 to 0 (it is 1 at δ itself)."
TEST(Huber, IsHalfRSquaredInsideAndLinearBeyond) {
  expectPoint(at("huber", 0, 0), 0, 0, 1);
  expectPoint(at("huber", 0.5, 0), 0.125, 0.5, 1);
  expectPoint(at("huber", 3, 0), 2.5, 1, 0);
  expectPoint(at("huber", -3, 0, {{"delta", 2.0}}), 4, -2, 0);
  expectPoint(at("huber", 10, 0, {{"delta", 0.25}}), 0.25 * (10 - 0.125), 0.25, 0);
}

TEST(Huber, AtDeltaItselfTheCurvatureIsOne) {
  for (const double delta : {0.25, 1.0, 8.0})
    for (const double sign : {-1.0, 1.0})
      expectPoint(at("huber", sign * delta, 0, {{"delta", delta}}), 0.5 * delta * delta, sign * delta, 1);
}

// "r²/(2β) for |r| ≤ β, |r| − ½β beyond: Huber's loss with δ = β, divided by β."
TEST(SmoothL1, IsHuberOverItsWidth) {
  expectPoint(at("smooth_l1", 0.5, 0, {{"beta", 2.0}}), 0.0625, 0.25, 0.5);
  expectPoint(at("smooth_l1", -5, 0, {{"beta", 2.0}}), 4, -1, 0);
  expectPoint(at("smooth_l1", 2, 0, {{"beta", 2.0}}), 1, 1, 0.5);
}

// "ln cosh r … about ½r² near 0 and |r| − ln 2 far away, exact in both. Slope tanh r, curvature 1/cosh² r."
TEST(LogCosh, IsExactNearAndFar) {
  for (const double r : {-2.0, 0.5, 1.0, 3.0})
    expectNear(at("log_cosh", r, 0), std::log(std::cosh(r)), std::tanh(r), 1 / std::pow(std::cosh(r), 2));
  expectNear(at("log_cosh", 1e-9, 0), 0.5e-18, 1e-9, 1);
  expectNear(at("log_cosh", -700, 0), 700 - std::log(2.0), -1, 4 * std::exp(-1400.0));
  expectPoint(at("log_cosh", 0, 0), 0, 0, 1);
}

// "(1−τ)r for r ≥ 0, −τr for r < 0 … At 0: value 0, slope ½ − τ."
TEST(Quantile, CostsTauBelowAndOneMinusTauAbove) {
  const Parameters tau{{"tau", 0.75}};
  expectPoint(at("quantile", 4, 0, tau), 1, 0.25, 0);
  expectPoint(at("quantile", -4, 0, tau), 3, -0.75, 0);
  expectPoint(at("quantile", 0, 0, tau), 0, -0.25, 0);
}

// "max(0, |r| − ε) … At |r| = ε the slope is ±½; at ε = 0 it is |r|."
TEST(EpsilonInsensitive, CostsNothingInsideTheTube) {
  const Parameters half{{"epsilon", 0.5}};
  expectPoint(at("epsilon_insensitive", 0.25, 0, half), 0, 0, 0);
  expectPoint(at("epsilon_insensitive", -2, 0, half), 1.5, -1, 0);
  expectPoint(at("epsilon_insensitive", 0.5, 0, half), 0, 0.5, 0);
  expectPoint(at("epsilon_insensitive", -0.5, 0, half), 0, -0.5, 0);
  expectPoint(at("epsilon_insensitive", 0, 0, {{"epsilon", 0.0}}), 0, 0, 0);
  expectPoint(at("epsilon_insensitive", 3, 0, {{"epsilon", 0.0}}), 3, 1, 0);
}

// "ln(1 + ½(r/c)²) … beyond |r| = √2·c the curvature is negative and the pull fades as 2/r."
TEST(Cauchy, GrowsLikeALogarithm) {
  expectNear(at("cauchy", 2, 0), std::log(3.0), 2.0 / 3, (2.0 / 3 - 1) / 3);
  expectNear(at("cauchy", 2, 0, {{"c", 2.0}}), std::log(1.5), 1.0 / 3, (4.0 / 3 - 1) / 1.5 / 4);
  EXPECT_NEAR(at("cauchy", std::sqrt(2.0), 0).curvature[0], 0, 1e-15);
  const Answer far = at("cauchy", 1e200, 0);
  EXPECT_NEAR(far.value, 400 * std::log(10.0) - std::log(2.0), 1e-12);
  EXPECT_NEAR(at("cauchy", 1e12, 0).slope[0], 2e-12, 1e-26);
}

// "1 − exp(−½(r/c)²) … beyond |r| = c the curvature is negative, and far away value 1 and pull 0."
TEST(Welsch, IsOneFarAway) {
  const double e = std::exp(-2.0);
  expectNear(at("welsch", 2, 0), 1 - e, 2 * e, -3 * e);
  expectPoint(at("welsch", 1e9, 0), 1, 0, 0);
  EXPECT_EQ(at("welsch", -1, 0).curvature[0], 0);
  EXPECT_NEAR(at("welsch", 1e-8, 0).value, 0.5e-16, 1e-31);
}

// "2(r/c)²/((r/c)² + 4) … beyond |r| = 2c/√3 the curvature is negative, and far away value 2 and pull 0."
TEST(GemanMcclure, IsTwoFarAway) {
  expectNear(at("geman_mcclure", 2, 0), 1, 0.5, -0.25);
  EXPECT_DOUBLE_EQ(at("geman_mcclure", 1e9, 0).value, 2);
  EXPECT_NEAR(at("geman_mcclure", 2 / std::sqrt(3.0), 0).curvature[0], 0, 1e-15);
}

// "(c²/6)(1 − (1 − (r/c)²)³) for |r| ≤ c, c²/6 beyond … beyond it the slope is exactly 0."
TEST(TukeyBiweight, StopsAtC) {
  const Parameters two{{"c", 2.0}};
  expectNear(at("tukey_biweight", 1, 0, two), 4.0 / 6 * (1 - 27.0 / 64), 9.0 / 16, 0.75 * (1 - 1.25));
  expectPoint(at("tukey_biweight", -2, 0, two), 4.0 / 6, 0, 0);
  expectPoint(at("tukey_biweight", 1e30, 0, two), 4.0 / 6, 0, 0);
}

// "… and its limits: α = 2: ½(r/c)²; α = 0: ln(1 + ½(r/c)²); α = −∞: 1 − exp(−½(r/c)²)." At −2 it is Geman
// and McClure's.
TEST(GeneralRobust, IsTheOthersAtItsLimits) {
  const auto robust = [](double r, double alpha) {
    return at("general_robust", r, 0, {{"alpha", alpha}, {"c", 1.5}});
  };
  for (const double r : {-40.0, -1.0, 1e-6, 0.3, 2.0, 1e8}) {
    const auto other = [r](const char* id) { return at(id, r, 0, {{"c", 1.5}}); };
    expectNear(robust(r, 2), 0.5 * r * r / 2.25, r / 2.25, 1 / 2.25);
    for (const auto& [alpha, id] :
         std::map<double, const char*>{{0, "cauchy"}, {-infinity, "welsch"}, {-2, "geman_mcclure"}}) {
      const Answer expected = other(id), found = robust(r, alpha);
      EXPECT_NEAR(found.value, expected.value, 4e-15 * expected.value) << id << " at " << r;
      EXPECT_NEAR(found.slope[0], expected.slope[0], 1e-14 * std::abs(expected.slope[0]))
          << id << " at " << r;
      EXPECT_NEAR(found.curvature[0], expected.curvature[0], 1e-14 * std::abs(expected.curvature[0]) + 1e-16);
    }
  }
}

TEST(GeneralRobust, IsContinuousInAlphaAtItsLimits) {
  for (const double r : {-40.0, 1e-6, 0.3, 2.0, 1e6})
    for (const double limit : {0.0, 2.0})
      for (const double near : {-1e-13, 1e-13}) {
        const double value = at("general_robust", r, 0, {{"alpha", limit}}).value;
        EXPECT_NEAR(at("general_robust", r, 0, {{"alpha", limit + near}}).value, value, 1e-10 * value) << r;
      }
}

// "100·|r| / max(|target|, 10⁻⁷) … At r = 0: slope 0."
TEST(Mape, IsInPercentOfTheTarget) {
  expectPoint(at("mape", 8, 10), 20, -10, 0);
  expectPoint(at("mape", 12, -10), 220, 10, 0);
  expectPoint(at("mape", 10, 10), 0, 0, 0);
  EXPECT_DOUBLE_EQ(at("mape", 1e-7, 0).value, 100);
}

// "(ln(1 + prediction) − ln(1 + target))² … a prediction at or below −1 costs infinity."
TEST(Msle, SquaresTheLogarithmOfTheRatio) {
  const double l = std::log(2.0);
  expectNear(at("msle", 7, 3), l * l, l / 4, 2 * (1 - l) / 64);
  EXPECT_EQ(at("msle", -1, 3).value, infinity);
  EXPECT_EQ(at("msle", -5, 3).value, infinity);
  EXPECT_NEAR(at("msle", 1 + 1e-9, 1).value, 0.25e-18, 1e-25);
}

// "e^p − target·p … Slope e^p − target, curvature e^p … beyond 709 the value is infinite."
TEST(PoissonNll, IsOfTheLogarithmOfTheRate) {
  const double e = std::exp(2.0);
  expectNear(at("poisson_nll", 2, 3), e - 6, e - 3, e);
  EXPECT_EQ(at("poisson_nll", 710, 1e300).value, infinity);
}

// "−w·y·ln σ(z) − (1−y)·ln(1 − σ(z)), with w = pos_weight and y the target, smoothed to (1−ε)y + ½ε."
TEST(LogLoss, IsTheSurpriseAtTheTruth) {
  const double s = 1 / (1 + std::exp(-0.8));
  expectNear(at("log_loss", 0.8, 1), -std::log(s), s - 1, s * (1 - s));
  expectNear(at("log_loss", 0.8, 0), -std::log(1 - s), s, s * (1 - s));
  const double y = 0.9 * 0.25 + 0.05;
  expectNear(at("log_loss", 0.8, 0.25, {{"label_smoothing", 0.1}, {"pos_weight", 3.0}}),
             -3 * y * std::log(s) - (1 - y) * std::log(1 - s), (1 - y) * s - 3 * y * (1 - s),
             (1 + 2 * y) * s * (1 - s));
  expectPoint(at("log_loss", 1000, 1), 0, 0, 0);
  expectPoint(at("log_loss", -1000, 1), 1000, -1, 0);
  EXPECT_NEAR(at("log_loss", 50, 1).value, std::exp(-50.0), 1e-15 * std::exp(-50.0));
}

// "For a hard label that is α_t(1−p_t)^γ·(−ln p_t) … Exact for any z, also for γ < 1 and p_t next to 1."
TEST(Focal, TurnsDownWhatIsEasy) {
  const double p = 1 / (1 + std::exp(-0.8)), q = 1 - p;
  const Answer hard = at("focal", 0.8, 1, {{"gamma", 2.0}, {"alpha", 0.25}});
  EXPECT_NEAR(hard.value, -0.25 * q * q * std::log(p), 1e-15);
  EXPECT_NEAR(hard.slope[0], -0.25 * q * q * (-2 * p * std::log(p) + q), 1e-15);
  EXPECT_NEAR(at("focal", -0.8, 0, {{"gamma", 2.0}, {"alpha", 0.25}}).value, -0.75 * q * q * std::log(p),
              1e-15);
  const double e = std::exp(-50.0);
  const Answer easy = at("focal", 50, 1, {{"gamma", 0.5}});
  EXPECT_NEAR(easy.value, e * std::sqrt(e), 1e-14 * e * std::sqrt(e));
  EXPECT_NEAR(easy.slope[0], -1.5 * e * std::sqrt(e), 1e-14 * e * std::sqrt(e));
  EXPECT_NEAR(at("focal", -50, 1, {{"gamma", 0.5}}).value, 50, 1e-13);
  expectPoint(at("focal", 0.8, 1, {{"gamma", 0.0}}), at("log_loss", 0.8, 1).value,
              at("log_loss", 0.8, 1).slope[0], at("log_loss", 0.8, 1).curvature[0]);
}

// "max(0, 1 − m) … At m = 1: value 0, slope −½, curvature 0."
TEST(Hinge, IsOfTheMargin) {
  expectPoint(at("hinge", 0.25, 1), 0.75, -1, 0);
  expectPoint(at("hinge", 0.25, 0), 1.25, 1, 0);
  expectPoint(at("hinge", 1, 1), 0, -0.5, 0);
  expectPoint(at("hinge", 3, 1), 0, 0, 0);
}

// "max(0, 1 − m)² … the curvature falls from 2 to 0 (it is 2 at 1 itself)."
TEST(SquaredHinge, IsTheHingeSquared) {
  expectPoint(at("squared_hinge", -1, 1), 4, -4, 2);
  expectPoint(at("squared_hinge", -1, 0), 0, 0, 2);
  expectPoint(at("squared_hinge", 2, 1), 0, 0, 0);
}

// "max(0, 1 − m)² for m ≥ −1, −4m below … the curvature is 2 between −1 and 1 (and at both)."
TEST(ModifiedHuber, IsLinearFarOnTheWrongSide) {
  expectPoint(at("modified_huber", 0, 1), 1, -2, 2);
  expectPoint(at("modified_huber", -1, 1), 4, -4, 2);
  expectPoint(at("modified_huber", 5, 0), 20, 4, 0);
}

// "e^−m."
TEST(Exponential, GrowsWithTheWrongSide) {
  const double e = std::exp(1.5);
  expectNear(at("exponential", -1.5, 1), e, -e, e);
  expectNear(at("exponential", 1.5, 0), e, e, e);
}

// "(σ(z) − y)²."
TEST(Brier, IsTheSquaredErrorOfTheProbability) {
  const double s = 1 / (1 + std::exp(-0.8)), rate = s * (1 - s);
  expectNear(at("brier", 0.8, 0.25), std::pow(s - 0.25, 2), 2 * (s - 0.25) * rate,
             2 * rate * (rate + (s - 0.25) * (1 - 2 * s)));
  EXPECT_NEAR(at("brier", 30, 1).value, std::exp(-60.0), 1e-12 * std::exp(-60.0));
  EXPECT_LT(std::abs(at("brier", -30, 1).slope[0]), 1e-12) << "confidently wrong: flat";
}

// "1 for m ≤ 0, else 0."
TEST(ZeroOne, CountsWhatIsWrong) {
  expectPoint(at("zero_one", 0, 1), 1, 0, 0);
  expectPoint(at("zero_one", -2, 1), 1, 0, 0);
  expectPoint(at("zero_one", -2, 0), 0, 0, 0);
}

void expectVector(const Vector& found, const std::vector<double>& expected, double tolerance = 1e-15) {
  ASSERT_EQ(found.size(), static_cast<Index>(expected.size()));
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(found[static_cast<Index>(i)], expected[i], tolerance) << i;
}

// "−Σ q_k ln p_k with p = softmax(z) and q = (1−ε)·(the target's unit vector) + ε/K … Slope p − q."
TEST(CrossEntropy, IsTheSurpriseAtTheTrueClass) {
  const std::vector<double> z{std::log(1.0), std::log(2.0), std::log(5.0)};  // p = 1/8, 2/8, 5/8
  const Answer plain = of("cross_entropy", z, 1);
  EXPECT_NEAR(plain.value, std::log(4.0), 1e-15);
  expectVector(plain.slope, {0.125, -0.75, 0.625});
  const Answer smooth = of("cross_entropy", z, 1, {{"label_smoothing", 0.3}});
  EXPECT_NEAR(smooth.value, -0.1 * std::log(0.125) - 0.8 * std::log(0.25) - 0.1 * std::log(0.625), 1e-15);
  expectVector(smooth.slope, {0.025, -0.55, 0.525});
}

TEST(CrossEntropy, TakesLogitsOfAnySize) {
  expectVector(of("cross_entropy", {1000, 1000}, 0).slope, {-0.5, 0.5});
  EXPECT_NEAR(of("cross_entropy", {1e300, 1e300}, 0).value, std::log(2.0), 1e-15);
  const Answer impossible = of("cross_entropy", {-infinity, 0, 1}, 2);
  EXPECT_NEAR(impossible.value, std::log1p(std::exp(-1.0)), 1e-15);
  EXPECT_EQ(impossible.slope[0], 0);
  EXPECT_EQ(of("cross_entropy", {-infinity, 0}, 0).value, infinity);
  EXPECT_NEAR(of("cross_entropy", {50, 0}, 0).value, std::exp(-50.0), 1e-15 * std::exp(-50.0));
}

// "−α(1 − p)^γ·ln p."
TEST(SoftmaxFocal, OfTwoClassesIsTheBinaryOne) {
  for (const double z : {-50.0, -0.7, 0.0, 3.0, 50.0}) {
    const Parameters parameters{{"gamma", 0.5}, {"alpha", 0.25}};
    const Answer two = of("softmax_focal", {0, z}, 1, parameters), one = at("focal", z, 1, parameters);
    EXPECT_NEAR(two.value, one.value, 1e-14 * one.value) << z;
    EXPECT_NEAR(two.slope[1], one.slope[0], 1e-14 * std::abs(one.slope[0])) << z;
    EXPECT_NEAR(two.slope[0], -one.slope[0], 1e-14 * std::abs(one.slope[0])) << z;
  }
}

// "max(0, 1 + max over the other classes z_k − z_t) … of classes that are the largest together each gets an
// equal share."
TEST(MulticlassHinge, OnlyTheStrongestRivalPulls) {
  EXPECT_EQ(of("multiclass_hinge", {2, 1, 0.5}, 1).value, 2);
  expectVector(of("multiclass_hinge", {2, 1, 0.5}, 1).slope, {1, -1, 0});
  expectVector(of("multiclass_hinge", {2, 1, 2}, 1).slope, {0.5, -1, 0.5});
  expectVector(of("multiclass_hinge", {2, 3, 0}, 1).slope, {0.5, -0.5, 0});
  EXPECT_EQ(of("multiclass_hinge", {2, 3, 0}, 1).value, 0);
  expectVector(of("multiclass_hinge", {2, 4, 0}, 1).slope, {0, 0, 0});
}

// "Σ (p_k − [k = t])² … With g = p − (the target's unit vector): slope 2p_k(g_k − p·g)."
TEST(MulticlassBrier, IsTheSquaredDistanceToTheTruth) {
  const std::vector<double> z{std::log(1.0), std::log(2.0), std::log(5.0)};
  const Answer found = of("multiclass_brier", z, 1);
  EXPECT_NEAR(found.value, (1 + 36 + 25) / 64.0, 1e-15);
  const double mean = (1 - 12 + 25) / 64.0;
  expectVector(found.slope, {0.25 * (0.125 - mean), 0.5 * (-0.75 - mean), 1.25 * (0.625 - mean)});
  EXPECT_NEAR(of("multiclass_brier", {800, 0}, 1).value, 2, 1e-15);
}

}  // namespace
}  // namespace lossarium
