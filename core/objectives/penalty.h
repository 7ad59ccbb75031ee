// l1·Σ|w| + (l2/2)·Σw² over weights, not over biases; added to the mean loss. At w = 0 the slope of |w| is 0.
#pragma once

#include "core/models/model.h"

namespace lossarium {

struct Penalty {
  double l1 = 0;
  double l2 = 0;

  bool operator==(const Penalty&) const = default;
  bool none() const { return l1 == 0 && l2 == 0; }
  double value(const Model& model, const Vector& weights) const;
  void addGradient(const Model& model, const Vector& weights, Vector& gradient) const;
  void addHessianProduct(const Model& model, const Vector& direction, Vector& product) const;
};

}  // namespace lossarium
