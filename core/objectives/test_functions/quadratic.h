// ½·Σ cᵢ·wᵢ²: a bowl whose curvatures along the axes are cᵢ (a saddle where some are negative). Its minimum
// is 0 at the origin if all are positive.
#pragma once

#include "core/objectives/objective.h"

namespace lossarium {

class Quadratic final : public Objective {
 public:
  explicit Quadratic(const Vector& curvatures) : curvatures_(curvatures) {}

  Index dimension() const override { return curvatures_.size(); }

  double value(const Vector& w) const override { return 0.5 * w.cwiseAbs2().dot(curvatures_); }

  double gradient(const Vector& w, Vector& gradient) const override {
    gradient = curvatures_.cwiseProduct(w);
    return 0.5 * gradient.dot(w);
  }

  void hessianProduct(const Vector&, const Vector& d, Vector& product) const override {
    product = curvatures_.cwiseProduct(d);
  }

 private:
  Vector curvatures_;
};

}  // namespace lossarium
