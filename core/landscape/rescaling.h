// A network of units that are positively homogeneous, f(c·x) = c·f(x) for c > 0, computes the same after one
// of its hidden layers is made α times larger and the one behind it α times smaller: weights and bias of
// layer l times α, weights of layer l + 1 times 1/α. Raw curvature changes with α at will, so no minimum is
// good because it is flat in the weights as they are (Dinh, Pascanu, Bengio & Bengio 2017, "Sharp minima can
// generalize for deep nets").
#pragma once

#include "core/base/value.h"
#include "core/models/model.h"

#include <string>

namespace lossarium {

/// Why no layer can be rescaled in this way, as a sentence; empty if it can. `choice` is the model's,
/// completed.
std::string whyNotRescalable(const Choice& choice);

/// Of a model that can: how many layers there are to rescale.
Index rescalableLayers(const Choice& choice);

/// Layers count from 1; factor > 0. The weights of such a network, rescaled.
Vector rescaled(const Model& model, const Vector& weights, Index layer, double factor);

}  // namespace lossarium
