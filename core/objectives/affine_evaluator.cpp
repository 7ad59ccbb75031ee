#include "core/objectives/affine_evaluator.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr Index blockRows =
    512;  // base, prediction, target and values of a block stay in the first-level cache

}  // namespace

AffineEvaluator::AffineEvaluator(const Samples& samples, const Model& model, const Loss& loss,
                                 const Penalty& penalty, const Slice& slice)
    : samples_(samples), model_(model), loss_(loss), penalty_(penalty), slice_(slice) {
  const Index rows = samples.count(), outputs = model.outputCount();
  for (Matrix* matrix : {&atOrigin_, &alongU_, &alongV_}) matrix->resize(rows, outputs);
  model.predict(samples.features, slice.origin, atOrigin_);
  model.pushForward(samples.features, slice.origin, slice.u, alongU_);
  model.pushForward(samples.features, slice.origin, slice.v, alongV_);
  base_.resize(std::min(blockRows, rows), outputs);
  prediction_.resize(base_.rows(), outputs);
  value_.resize(base_.rows());
}

void AffineEvaluator::row(const Vector& a, double b, Eigen::Ref<Eigen::RowVectorXd> out) {
  out.setZero();
  for (Index first = 0; first < samples_.count(); first += blockRows) {
    const Index rows = std::min(blockRows, samples_.count() - first);
    const auto alongU = alongU_.middleRows(first, rows);
    base_.topRows(rows) = atOrigin_.middleRows(first, rows) + b * alongV_.middleRows(first, rows);
    for (Index i = 0; i < a.size(); ++i) {
      prediction_.topRows(rows) = base_.topRows(rows) + a[i] * alongU;
      loss_.evaluate({.rows = rows,
                      .outputs = model_.outputCount(),
                      .stride = prediction_.rows(),
                      .targetStride = samples_.count(),
                      .prediction = prediction_.data(),
                      .target = samples_.target.data() + first,
                      .value = value_.data()});
      out[i] += value_.head(rows).sum();
    }
  }
  out /= static_cast<double>(samples_.count());
  for (Index i = 0; i < a.size(); ++i) out[i] = reduced(loss_.spec(), out[i]).value;
  if (penalty_.none()) return;
  for (Index i = 0; i < a.size(); ++i) out[i] += penalty_.value(model_, slice_.at(a[i], b));
}

}  // namespace lossarium
