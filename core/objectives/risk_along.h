// The mean loss of a model over samples, plus a penalty, along a slice: each kind of model and loss in its
// own way.
#pragma once

#include "core/losses/loss.h"
#include "core/models/model.h"
#include "core/objectives/objective.h"
#include "core/objectives/penalty.h"

namespace lossarium {

struct Samples;

struct RiskParts {
  const Samples& samples;
  const Model& model;
  const Loss& loss;
  const Penalty& penalty;
};

/// Null where neither the model nor the loss knows a fast way. All that is named must outlive it.
///
/// A model that is linear in its weights has predictions that are affine in the two coordinates. If the loss
/// is the squared residual, too, the mean is a square itself, and that of all points is known from one
/// decomposition; if it is a function of one prediction and its target, it is summed for many points at once;
/// else block by block. A network's way is ModelAlong.
std::unique_ptr<const SliceEvaluator> riskAlong(const RiskParts& risk, const Slice& slice,
                                                Precision precision);

}  // namespace lossarium
