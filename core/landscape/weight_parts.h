// Weights in parts that each have a length of their own: what "filter by filter" means.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lossarium {

/// Weights that lie beside each other.
struct WeightPart {
  Index offset = 0;
  Index size = 0;
};

/// The incoming weights of each unit (a row of a weight matrix), and, if `biases`, the biases of each layer
/// as one part; in the order of the weights.
std::vector<WeightPart> weightParts(const Model& model, bool biases = true);

/// How long each part of `weights` is; 1 where it is 0, so that there is a measure for a step.
Vector lengthsOf(const std::vector<WeightPart>& parts, const Vector& weights);

/// A draw of independent standard normal numbers, one for each weight; the same bytes for the same seed.
Vector drawnDirection(Index weights, std::uint64_t seed, std::string_view stream);

/// The same draw with each part made as long as that part of `weights` (Li, Xu, Taylor, Studer & Goldstein
/// 2018, section 4), and 0 outside of `parts`: rescaling a part rescales its step.
Vector filterNormalized(const Vector& drawn, const std::vector<WeightPart>& parts, const Vector& weights);

}  // namespace lossarium
