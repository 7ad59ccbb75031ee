// The objective of supervised learning: the mean loss of a model over samples, plus a penalty.
#pragma once

#include "core/losses/loss.h"
#include "core/models/model.h"
#include "core/objectives/objective.h"
#include "core/objectives/penalty.h"

namespace lossarium {

/// What a model sees: one row a sample, features as the model takes them.
struct Samples {
  Matrix features;
  Matrix target;

  Index count() const { return features.rows(); }
};

/// All that a risk says at one place.
struct RiskAt {
  double loss = 0;  ///< the mean, without the penalty
  double penalty = 0;
  Vector gradient;       ///< of both together
  Matrix prediction;     ///< rows × outputs
  Vector lossOfSample;   ///< each sample's, as if it were alone,
  Matrix slopeOfSample;  ///< and its slope by the outputs (rows × outputs)
};

class EmpiricalRisk final : public Objective {
 public:
  /// `samples` has at least one row and fits the model's shape.
  EmpiricalRisk(std::shared_ptr<const Samples> samples, std::shared_ptr<const Model> model,
                std::shared_ptr<const Loss> loss, const Penalty& penalty);

  Index dimension() const override { return model_->weightCount(); }
  double value(const Vector& weights) const override { return loss(weights) + penalty(weights); }
  double gradient(const Vector& weights, Vector& gradient) const override;
  /// In one pass, with the same bits as by each of its questions (without a draw, see setDraw).
  RiskAt at(const Vector& weights) const;
  void hessianProduct(const Vector& weights, const Vector& direction, Vector& product) const override;
  std::unique_ptr<const SliceEvaluator> along(const Slice& slice,
                                              Precision precision = Precision::exact) const override;

  /// Gradients are from now on those of this draw of the model's randomness (ModelMemory::draw); values stay
  /// those of the mean model.
  void setDraw(std::uint64_t draw) { draw_ = draw; }

  /// The same samples and model, judged by another loss of the task that takes the same predictions (see
  /// `logarithmOfRate`), and another penalty.
  EmpiricalRisk judgedBy(std::shared_ptr<const Loss> loss, const Penalty& penalty) const;

  /// The mean loss without the penalty.
  double loss(const Vector& weights) const { return loss(weights, *loss_); }
  /// The same samples and model, judged by another loss of the task.
  double loss(const Vector& weights, const Loss& by) const;
  double penalty(const Vector& weights) const { return penalty_.value(*model_, weights); }
  Vector lossPerSample(const Vector& weights) const;
  /// Each sample's loss and its slope by the outputs (rows × outputs), as if it were alone.
  void perSample(const Vector& weights, Vector& loss, Matrix& slope) const;
  Matrix predictions(const Vector& weights) const;

  const Samples& samples() const { return *samples_; }
  const Model& model() const { return *model_; }
  const Loss& lossFunction() const { return *loss_; }

 private:
  template <class Keep>
  double addMeanGradient(const Vector& weights, Vector& gradient, const Keep& keep) const;
  double addMeanGradient(const Vector& weights, Vector& gradient) const;
  template <class Keep>
  double addGradientOver(Index first, Index end, const Vector& weights, Vector& gradient,
                         const Keep& keep) const;
  double sumOver(Index first, Index end, const Vector& weights, const Loss& by) const;
  void addMeanCurvature(const Vector& weights, const Vector& direction, Vector& product) const;
  void takeRoot(const Vector& weights, const Vector& direction, Vector& product) const;

  std::shared_ptr<const Samples> samples_;
  std::shared_ptr<const Model> model_;
  std::shared_ptr<const Loss> loss_;
  Penalty penalty_;
  std::uint64_t draw_ = 0;
};

}  // namespace lossarium
