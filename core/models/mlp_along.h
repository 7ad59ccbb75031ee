// A network along a plane of weights. The sums of its first layer are affine in the two coordinates: three
// products with the features once, then an addition and a multiplication at each point; the weights of the
// layers behind are mixed anew for each point.
#pragma once

#include "core/models/mlp.h"

#include <vector>

namespace lossarium {

/// `Number` is what the network computes in: double, or float for pictures. A row's predictions do not depend
/// on the other rows or points.
template <class Number>
class MlpAlong final : public ModelAlong {
 public:
  MlpAlong(std::vector<NetworkLayer> layers, Activation activation, const Matrix& features,
           const WeightPlane& plane);

  void column(double a, const Vector& b, const Keep& keep) const override;

 private:
  struct Scratch;
  using Numbers = std::vector<Number>;

  void fillFirstSums(const Matrix& features, const Vector& weights, Numbers& sums) const;
  void mixWeights(double a, const double* b, Index points, Scratch& scratch) const;
  void addBlock(Index firstRow, double a, const double* b, Index firstPoint, Index points, Scratch& scratch,
                const Keep& keep) const;
  const Number* lastSums(Index height, const Number* weights, Number* hidden, Number* other) const;

  std::vector<NetworkLayer> layers_;
  Activation activation_;
  Index rows_ = 0, blockRows_ = 0;
  Index widest_ = 0;                    ///< units of any layer
  Numbers atOrigin_, alongU_, alongV_;  ///< sums of the first layer, in panels, block after block
  Vector restOrigin_, restU_, restV_;   ///< weights of the layers behind it
};

}  // namespace lossarium
