// Sharpness within a radius: the most by which the objective rises near a place,
//   max over ‖δ‖ ≤ ρ of L(w + δ) − L(w).
//
// Two balls are in use. Of the raw one ρ is a length in weights (Foret, Kleiner, Mobahi & Neyshabur 2021, who
// take ρ = 0.05): it changes when a network's layers are rescaled, though the network computes the same. Of
// the filter-normalised one every part of the weights (a unit's incoming weights, a layer's biases: see
// weight_parts.h) may go ρ times its own length, as in a random plane after Li et al. 2018; rescaling a layer
// rescales its radii, too, and leaves this sharpness as it is. At a minimum of a quadratic the raw one is
// ½·λmax·ρ².
#pragma once

#include "core/base/progress.h"
#include "core/landscape/weight_parts.h"
#include "core/objectives/objective.h"

namespace lossarium {

/// Where weights may go: each part at most its radius from where it is.
struct Neighbourhood {
  std::vector<WeightPart> parts;  ///< all weights, each in one part
  Vector radii;                   ///< a part's each
};

Neighbourhood rawBall(Index weights, double radius);
Neighbourhood filterBall(const Model& model, const Vector& weights, double share);

struct Sharpness {
  double rise = 0;  ///< ≥ 0; infinite where the objective is, NaN where it is none at `weights`
  Vector step;      ///< δ that reaches it
};

/// The best of three climbs, from the gradient's direction and two random ones that are always the same: a
/// climb goes to the neighbourhood's edge along the gradient, part by part, and repeats that while it rises
/// (the conditional gradient method of Frank & Wolfe 1956; on a quadratic the power iteration). What it finds
/// is reached, so the true maximum is not below it. Throws Cancelled.
Sharpness sharpnessWithin(const Objective& objective, const Vector& weights, const Neighbourhood& around,
                          const Progress& progress = {});

}  // namespace lossarium
