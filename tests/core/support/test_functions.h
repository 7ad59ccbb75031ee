// Two classical functions as objectives.
#pragma once

#include "core/objectives/objective.h"

namespace lossarium::testing {

/// (1 − x)² + 100·(y − x²)²
class Rosenbrock final : public Objective {
 public:
  Index dimension() const override { return 2; }
  double value(const Vector& w) const override {
    const double a = 1 - w[0], b = w[1] - w[0] * w[0];
    return a * a + 100 * b * b;
  }
  double gradient(const Vector& w, Vector& gradient) const override {
    const double b = w[1] - w[0] * w[0];
    gradient.resize(2);
    gradient << -2 * (1 - w[0]) - 400 * w[0] * b, 200 * b;
    return value(w);
  }
  void hessianProduct(const Vector& w, const Vector& d, Vector& product) const override {
    const double xx = 2 - 400 * (w[1] - 3 * w[0] * w[0]), xy = -400 * w[0];
    product.resize(2);
    product << xx * d[0] + xy * d[1], xy * d[0] + 200 * d[1];
  }
};

/// ½·Σ cᵢ·wᵢ²
class Quadratic final : public Objective {
 public:
  explicit Quadratic(const Vector& curvatures) : curvatures_(curvatures) {}
  Index dimension() const override { return curvatures_.size(); }
  double value(const Vector& w) const override { return 0.5 * w.cwiseAbs2().dot(curvatures_); }
  double gradient(const Vector& w, Vector& gradient) const override {
    gradient = curvatures_.cwiseProduct(w);
    return value(w);
  }
  void hessianProduct(const Vector&, const Vector& d, Vector& product) const override {
    product = curvatures_.cwiseProduct(d);
  }

 private:
  Vector curvatures_;
};

}  // namespace lossarium::testing
