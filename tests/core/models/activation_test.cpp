#include "core/models/activation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lossarium {
namespace {

constexpr Activation all[] = {Activation::tanh, Activation::relu, Activation::leakyRelu, Activation::sigmoid,
                              Activation::gelu, Activation::sine, Activation::identity};

double value(Activation activation, double x) {
  double y = 0;
  activate(activation, 1, &x, &y);
  return y;
}

double slope(Activation activation, double x) {
  const double y = value(activation, x);
  double change = 1;
  multiplyBySlope(activation, 1, &x, &y, &change);
  return change;
}

TEST(Activation, AgreesWithItsFormula) {
  for (const double x : {-30.0, -3.0, -0.7, -1e-9, 0.0, 1e-9, 0.3, 1.0, 2.5, 40.0}) {
    EXPECT_NEAR(value(Activation::tanh, x), std::tanh(x), 1e-15 * std::abs(std::tanh(x)) * 2);
    EXPECT_EQ(value(Activation::relu, x), std::max(0.0, x));
    EXPECT_EQ(value(Activation::leakyRelu, x), x < 0 ? 0.01 * x : x);
    EXPECT_NEAR(value(Activation::sigmoid, x), 1 / (1 + std::exp(-x)), 1e-15);
    EXPECT_NEAR(value(Activation::gelu, x), x / 2 * (1 + std::erf(x / std::sqrt(2.0))), 1e-14);
    EXPECT_EQ(value(Activation::sine, x), std::sin(x));
    EXPECT_EQ(value(Activation::identity, x), x);
  }
}

TEST(Activation, SlopeAndSecondDerivativeAreThoseOfTheValue) {
  const double step = 1e-5;
  for (const Activation each : all)
    for (const double x : {-4.0, -1.3, -0.2, 0.4, 1.1, 3.7}) {
      EXPECT_NEAR(slope(each, x), (value(each, x + step) - value(each, x - step)) / (2 * step), 1e-9);
      EXPECT_NEAR(secondDerivative(each, x), (slope(each, x + step) - slope(each, x - step)) / (2 * step),
                  1e-9);
    }
}

TEST(Activation, AtAKinkTheSlopeIsPyTorchs) {
  EXPECT_EQ(slope(Activation::relu, 0), 0);
  EXPECT_EQ(slope(Activation::leakyRelu, 0), 0.01);
}

TEST(Activation, IsPositivelyHomogeneousWhereScalesPassThrough) {
  for (const Activation each : all) {
    bool scales = true;
    for (const double x : {-2.0, -0.3, 0.0, 0.8, 3.0})
      for (const double factor : {0.25, 8.0})
        scales = scales && value(each, factor * x) == factor * value(each, x);
    EXPECT_EQ(isPositivelyHomogeneous(each), scales) << static_cast<int>(each);
  }
}

// A run that diverges must be seen to.
TEST(Activation, WhatIsNotANumberStaysThat) {
  for (const Activation each : all)
    EXPECT_TRUE(std::isnan(value(each, std::numeric_limits<double>::quiet_NaN())));
}

TEST(Activation, WordsAreInTheOrderOfTheEnumeration) {
  EXPECT_EQ(activationOf("tanh"), Activation::tanh);
  EXPECT_EQ(activationOf("leaky_relu"), Activation::leakyRelu);
  EXPECT_EQ(activationOf("identity"), Activation::identity);
  EXPECT_THROW(activationOf("swish"), std::logic_error);
}

}  // namespace
}  // namespace lossarium
