#include "core/landscape/surface.h"

#include "core/base/parallel_for.h"
#include "core/landscape/framing.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stop_token>

namespace lossarium {
namespace {

using testing::problemWith;

Slice plane(Index weights) {
  Slice slice;
  slice.origin = Vector::Zero(weights);
  slice.u = Vector::Unit(weights, 0);
  slice.v = Vector::Unit(weights, weights - 1);
  slice.a = {-2, 3};
  slice.b = {-1, 4};
  return slice;
}

TEST(Surface, HoldsTheObjectiveAtEachPoint) {
  for (const auto* loss : {"mse", "mae", "huber"})
    for (const double l2 : {0.0, 0.3}) {
      const auto problem = problemWith({{"loss", std::string(loss)}, {"penalty.l2", l2}});
      const Slice slice = plane(2);
      const Surface surface = computeSurface(*problem->training, slice, 17);
      ASSERT_EQ(surface.values.rows(), 17);
      EXPECT_EQ(surface.a[0], -2);
      EXPECT_DOUBLE_EQ(surface.a[16], 3);
      EXPECT_DOUBLE_EQ(surface.b[16], 4);
      double least = 1e300, most = -1e300;
      for (Index j = 0; j < 17; ++j)
        for (Index i = 0; i < 17; ++i) {
          const double value = problem->training->value(slice.at(surface.a[i], surface.b[j]));
          EXPECT_NEAR(surface.values(j, i), value, 1e-12 * std::abs(value)) << i << " " << j;
          least = std::min(least, surface.values(j, i));
          most = std::max(most, surface.values(j, i));
        }
      EXPECT_EQ(surface.minimum, least);
      EXPECT_EQ(surface.maximum, most);
    }
}

TEST(Surface, ARowIsABAndAColumnIsAnA) {
  const Surface surface = computeSurface(Rosenbrock(), plane(2), 6);
  EXPECT_DOUBLE_EQ(surface.values(2, 3), Rosenbrock().value((Vector(2) << 1, 1).finished()));
  EXPECT_DOUBLE_EQ(surface.values(0, 5), Rosenbrock().value((Vector(2) << 3, -1).finished()));
}

TEST(Surface, IsTheSameBytesForAnyNumberOfThreads) {
  const auto problem = problemWith({{"dataset", std::string("noisy_line")}, {"loss", std::string("huber")}});
  setThreadCount(1);
  const Matrix one = computeSurface(*problem->training, plane(2), 33).values;
  for (const int threads : {2, 8}) {
    setThreadCount(threads);
    EXPECT_EQ(computeSurface(*problem->training, plane(2), 33).values, one);
  }
  setThreadCount(0);
}

TEST(Surface, IsCancelledInMidWork) {
  std::stop_source stop;
  const Progress progress(stop.get_token(), [&](double fraction) {
    if (fraction > 0.2) stop.request_stop();
  });
  EXPECT_THROW(computeSurface(Rosenbrock(), plane(2), 101, progress), Cancelled);
}

TEST(Surface, ReportsProgressToTheEnd) {
  std::vector<double> reports;
  computeSurface(Rosenbrock(), plane(2), 21,
                 Progress({}, [&](double fraction) { reports.push_back(fraction); }));
  ASSERT_EQ(reports.size(), 21U);
  EXPECT_TRUE(std::is_sorted(reports.begin(), reports.end()));
  EXPECT_EQ(reports.back(), 1);
}

// A function that is bilinear itself, with a part that is not finite.
class Saddle final : public Objective {
 public:
  Index dimension() const override { return 2; }
  double value(const Vector& w) const override {
    return w[0] > 2.5 ? std::numeric_limits<double>::infinity() : w[0] > 2.1 ? std::nan("") : 1 + w[0] * w[1];
  }
  double gradient(const Vector&, Vector&) const override { return 0; }
  void hessianProduct(const Vector&, const Vector&, Vector&) const override {}
};

TEST(Surface, AtIsBilinearInTheGridAndNaNOutside) {
  const Surface surface = computeSurface(Saddle(), plane(2), 11);  // half a unit apart
  for (const auto& [a, b] : {std::pair{-2.0, -1.0}, {-1.7, 0.3}, {0.0, 4.0}, {1.99, 2.51}})
    EXPECT_NEAR(surface.at(a, b), 1 + a * b, 1e-12) << a << " " << b;
  for (const auto& [a, b] :
       {std::pair{-2.01, 0.0}, {3.01, 0.0}, {0.0, -1.01}, {0.0, 4.01}, {std::nan(""), 0.0}})
    EXPECT_TRUE(std::isnan(surface.at(a, b))) << a << " " << b;
}

TEST(Surface, ExtremesAreThoseOfItsFiniteValues) {
  const Surface surface = computeSurface(Saddle(), plane(2), 11);
  EXPECT_DOUBLE_EQ(surface.minimum, 1 - 2 * 4);
  EXPECT_DOUBLE_EQ(surface.maximum, 1 + 2 * 4);
}

}  // namespace
}  // namespace lossarium
