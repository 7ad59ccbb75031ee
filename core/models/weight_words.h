// Weights and their blocks as people call them. Files and the command line keep the names of PyTorch's layout
// (weightName).
#pragma once

#include "core/models/model.h"

namespace lossarium {

/// What goes in and comes out of a model, as far as known; else inputs are x₁, x₂ …. A single output needs no
/// name.
struct EndNames {
  std::vector<std::string> inputs, outputs;
};

struct WeightWords {
  std::string
      symbol;  ///< short: "W¹₂₁" (layer 1, to unit 2 from input 1), "b¹₂", "c₃"; in a linear model "w₁"
  std::string name;  ///< "layer 1, unit 2: weight from year", "coefficient of P₃(year)", "weight of year"
  std::string hint;  ///< what the name does not say, as a sentence; may be empty
};

/// Units, outputs and terms are counted from 1. A block of a kind that is not known here keeps its own name.
WeightWords weightWords(const Model& model, Index weight, const EndNames& ends = {});
/// "layer 1, weights", "coefficients", "bias".
std::string blockWords(const WeightBlock& block);

}  // namespace lossarium
