#include "core/objectives/risk_along.h"

#include "core/objectives/empirical_risk.h"
#include "core/objectives/penalty_along.h"
#include "core/objectives/square_along.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr Index blockRows = 512;  // predictions, targets and values then stay in the first-level cache

// From the sum over the samples to the value that is shown.
class Total {
 public:
  Total(const RiskParts& risk, const Slice& slice)
      : loss_(risk.loss),
        rows_(static_cast<double>(risk.samples.count())),
        penalty_(risk.penalty, risk.model, slice) {}

  void complete(double a, const Vector& b, Eigen::Ref<Vector> sums) const {
    sums /= rows_;
    if (loss_.spec().rootOfMean)
      for (double& sum : sums) sum = reduced(loss_.spec(), sum).value;
    if (penalty_.none()) return;
    for (Index j = 0; j < b.size(); ++j) sums[j] += penalty_.at(a, b[j]);
  }

 private:
  const Loss& loss_;
  double rows_;
  PenaltyAlong penalty_;
};

// Predictions at the origin, and what a step along each direction adds to them; rows × outputs.
struct AffinePredictions {
  Matrix origin, u, v;

  AffinePredictions(const RiskParts& risk, const Slice& slice) {
    const Matrix& features = risk.samples.features;
    for (Matrix* matrix : {&origin, &u, &v}) matrix->resize(features.rows(), risk.model.outputCount());
    risk.model.predict(features, slice.origin, origin);
    risk.model.pushForward(features, slice.origin, slice.u, u);
    risk.model.pushForward(features, slice.origin, slice.v, v);
  }
};

class SquaresAlong final : public SliceEvaluator {
 public:
  SquaresAlong(const RiskParts& risk, const Slice& slice)
      : square_(squareOf(AffinePredictions(risk, slice), risk.samples)), total_(risk, slice) {}

  void column(double a, const Vector& b, Eigen::Ref<Vector> out) const override {
    for (Index j = 0; j < b.size(); ++j) out[j] = square_.at(a, b[j]);
    total_.complete(a, b, out);
  }

 private:
  static SquareAlong squareOf(const AffinePredictions& predictions, const Samples& samples) {
    return {predictions.origin - samples.target, predictions.u, predictions.v};
  }

  SquareAlong square_;
  Total total_;
};

class LinesAlong final : public SliceEvaluator {
 public:
  LinesAlong(const RiskParts& risk, const Slice& slice)
      : risk_(risk), predictions_(risk, slice), total_(risk, slice) {}

  void column(double a, const Vector& b, Eigen::Ref<Vector> out) const override {
    const Vector base = predictions_.origin + a * predictions_.u;
    out.setZero();
    risk_.loss.addAlong({.rows = base.size(),
                         .base = base.data(),
                         .along = predictions_.v.data(),
                         .target = risk_.samples.target.data(),
                         .points = b.size(),
                         .step = b.data(),
                         .sum = out.data()});
    total_.complete(a, b, out);
  }

 private:
  RiskParts risk_;
  AffinePredictions predictions_;
  Total total_;
};

// Adds the losses of a block of predictions.
double sumOf(const RiskParts& risk, Index firstRow, const ConstRows& predictions, Vector& values) {
  const Index rows = predictions.rows();
  if (values.size() < rows) values.resize(rows);
  risk.loss.evaluate({.rows = rows,
                      .outputs = predictions.cols(),
                      .stride = predictions.outerStride(),
                      .targetStride = risk.samples.count(),
                      .prediction = predictions.data(),
                      .target = risk.samples.target.data() + firstRow,
                      .value = values.data()});
  return values.head(rows).sum();
}

class BlocksAlong final : public SliceEvaluator {
 public:
  BlocksAlong(const RiskParts& risk, const Slice& slice)
      : risk_(risk), predictions_(risk, slice), total_(risk, slice) {}

  void column(double a, const Vector& b, Eigen::Ref<Vector> out) const override {
    const Index count = risk_.samples.count(), outputs = risk_.model.outputCount();
    Matrix base(std::min(blockRows, count), outputs), prediction(base.rows(), outputs);
    Vector values;
    out.setZero();
    for (Index first = 0; first < count; first += blockRows) {
      const Index rows = std::min(blockRows, count - first);
      const auto v = predictions_.v.middleRows(first, rows);
      base.topRows(rows) =
          predictions_.origin.middleRows(first, rows) + a * predictions_.u.middleRows(first, rows);
      for (Index j = 0; j < b.size(); ++j) {
        prediction.topRows(rows) = base.topRows(rows) + b[j] * v;
        out[j] += sumOf(risk_, first, prediction.topRows(rows), values);
      }
    }
    total_.complete(a, b, out);
  }

 private:
  RiskParts risk_;
  AffinePredictions predictions_;
  Total total_;
};

class ModelsAlong final : public SliceEvaluator {
 public:
  ModelsAlong(const RiskParts& risk, const Slice& slice, std::unique_ptr<const ModelAlong> model)
      : risk_(risk), model_(std::move(model)), total_(risk, slice) {}

  void column(double a, const Vector& b, Eigen::Ref<Vector> out) const override {
    Vector values;
    out.setZero();
    model_->column(a, b, [&](Index point, Index firstRow, const ConstRows& predictions) {
      out[point] += sumOf(risk_, firstRow, predictions, values);
    });
    total_.complete(a, b, out);
  }

 private:
  RiskParts risk_;
  std::unique_ptr<const ModelAlong> model_;
  Total total_;
};

}  // namespace

std::unique_ptr<const SliceEvaluator> riskAlong(const RiskParts& risk, const Slice& slice,
                                                Precision precision) {
  if (risk.model.linearInWeights()) {
    if (risk.loss.spec().squaredResidual) return std::make_unique<SquaresAlong>(risk, slice);
    if (risk.loss.addsAlong()) return std::make_unique<LinesAlong>(risk, slice);
    return std::make_unique<BlocksAlong>(risk, slice);
  }
  auto model = risk.model.along(risk.samples.features, {slice.origin, slice.u, slice.v}, precision);
  if (!model) return nullptr;
  return std::make_unique<ModelsAlong>(risk, slice, std::move(model));
}

}  // namespace lossarium
