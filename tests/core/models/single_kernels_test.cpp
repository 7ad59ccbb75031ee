// The inner loops in single precision, for pictures.
#include "core/base/random.h"
#include "core/models/kernels.h"
#include "core/models/panel_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace lossarium {
namespace {

using Singles = std::vector<float>;
using Kernels = panels::ForwardKernels<float>;

constexpr Index lanes = panels::lanesOf<float>;

std::vector<const Kernels*> allKernels() {
  std::vector<const Kernels*> all = {&panels::commonSingleKernels()};
  if (panels::wideSingleKernels()) all.push_back(panels::wideSingleKernels());
  return all;
}

Singles drawn(Index count, float size) {
  Random random(1, "single");
  Singles values(static_cast<std::size_t>(count));
  for (float& each : values) each = size * static_cast<float>(random.normal());
  return values;
}

TEST(SingleKernels, ForwardIsTheProduct) {
  for (const auto& [rows, inputs, outputs] :
       {std::tuple<Index, Index, Index>{1, 1, 1}, {16, 8, 8}, {33, 5, 13}, {64, 300, 7}}) {
    const Singles a = drawn(panels::padded<float>(rows) * inputs, 1), weight = drawn(inputs * outputs, 1),
                  bias = drawn(outputs, 1);
    for (const Kernels* kernels : allKernels()) {
      Singles z(static_cast<std::size_t>(panels::padded<float>(rows) * outputs));
      kernels->forward(rows, inputs, outputs, a.data(), weight.data(), bias.data(), z.data());
      const auto at = [](const Singles& panel, Index units, Index row, Index unit) {
        return static_cast<double>(
            panel[static_cast<std::size_t>(row / lanes * lanes * units + unit * lanes + row % lanes)]);
      };
      for (Index row = 0; row < rows; ++row)
        for (Index o = 0; o < outputs; ++o) {
          double expected = bias[static_cast<std::size_t>(o)], size = std::abs(expected);
          for (Index i = 0; i < inputs; ++i) {
            const double term = at(a, inputs, row, i) * weight[static_cast<std::size_t>(o * inputs + i)];
            expected += term;
            size += std::abs(term);
          }
          EXPECT_NEAR(at(z, outputs, row, o), expected, 1e-6 * size);
        }
    }
  }
}

TEST(SingleKernels, TheHyperbolicTangentIsThatOfTheLibrary) {
  for (const Kernels* kernels : allKernels())
    for (float x = -12; x < 12; x += 0.00037F) {
      float y = 0;
      kernels->hyperbolicTangent(1, &x, &y);
      const double expected = std::tanh(static_cast<double>(x));
      ASSERT_NEAR(y, expected, 5e-7 * std::abs(expected)) << x;
    }
}

TEST(SingleKernels, TheLogisticFunctionIsNear) {
  for (const Kernels* kernels : allKernels())
    for (float x = -30; x < 30; x += 0.0013F) {
      float y = 0;
      kernels->logistic(1, &x, &y);
      ASSERT_NEAR(y, 1 / (1 + std::exp(-static_cast<double>(x))), 3e-7) << x;
    }
}

TEST(SingleKernels, MoveGoesAlong) {
  const Singles from = drawn(37, 1), along = drawn(37, 2);
  for (const Kernels* kernels : allKernels()) {
    Singles to(37);
    kernels->move(37, from.data(), along.data(), 0.5F, to.data());
    for (std::size_t i = 0; i < 37; ++i) EXPECT_FLOAT_EQ(to[i], from[i] + 0.5F * along[i]);
  }
}

TEST(SingleKernels, InfinitiesEndAtOneAndWhatIsNotANumberStaysThat) {
  constexpr float infinite = std::numeric_limits<float>::infinity();
  for (const Kernels* kernels : allKernels()) {
    const float x[] = {infinite, -infinite, std::numeric_limits<float>::quiet_NaN()};
    float y[3];
    kernels->hyperbolicTangent(3, x, y);
    EXPECT_NEAR(y[0], 1, 1e-6);
    EXPECT_NEAR(y[1], -1, 1e-6);
    EXPECT_TRUE(std::isnan(y[2]));
    kernels->logistic(3, x, y);
    EXPECT_NEAR(y[0], 1, 1e-6);
    EXPECT_NEAR(y[1], 0, 1e-6);
    EXPECT_TRUE(std::isnan(y[2]));
  }
}

}  // namespace
}  // namespace lossarium
