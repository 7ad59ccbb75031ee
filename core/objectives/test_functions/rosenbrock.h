// Rosenbrock's function (1 − x)² + 100·(y − x²)² of the weights x, y: a curved valley with a flat floor. Its
// only minimum is 0 at (1, 1); the usual start is (−1.2, 1). Its derivatives are written out: it is what
// optimisers are timed on. Source: Rosenbrock 1960.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

class Rosenbrock final : public Objective {
  static constexpr KnownMinimum minima[] = {{1, 1, 0}};

 public:
  static constexpr TestFunctionSpec spec{
      .id = "rosenbrock",
      .title = "Rosenbrock",
      .formula = "(1 − x)² + 100·(y − x²)²",
      .caption = "A curved valley: its floor is found at once, and following it to the minimum takes long.",
      .source = "Rosenbrock 1960",
      .x = {-2, 2},
      .y = {-1, 3},
      .startX = -1.2,
      .startY = 1,
      .minima = minima,
      .logarithmic = true};

  static std::unique_ptr<const Objective> make(const Choice&) { return std::make_unique<Rosenbrock>(); }

  Index dimension() const override { return 2; }

  double value(const Vector& w) const override {
    const double a = 1 - w[0], b = w[1] - w[0] * w[0];
    return a * a + 100 * b * b;
  }

  double gradient(const Vector& w, Vector& gradient) const override {
    const double a = 1 - w[0], b = w[1] - w[0] * w[0];
    gradient.resize(2);
    gradient << -2 * a - 400 * w[0] * b, 200 * b;
    return a * a + 100 * b * b;
  }

  void hessianProduct(const Vector& w, const Vector& d, Vector& product) const override {
    const double xx = 2 - 400 * (w[1] - 3 * w[0] * w[0]), xy = -400 * w[0];
    product.resize(2);
    product << xx * d[0] + xy * d[1], xy * d[0] + 200 * d[1];
  }

  static Vector minimizer() { return Vector::Ones(2); }
  static Vector usualStart() { return (Vector(2) << -1.2, 1).finished(); }
};

}  // namespace lossarium
