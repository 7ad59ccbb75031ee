#include "core/models/weight_words.h"

#include "core/base/value.h"
#include "core/boxes/detection_columns.h"
#include "core/models/boxes.h"
#include "core/models/polynomial.h"

#include <algorithm>
#include <stdexcept>

namespace lossarium {
namespace {

std::string inDigits(Index number, const std::string_view (&digits)[10]) {
  std::string text;
  for (const char c : std::to_string(number)) text += digits[static_cast<std::size_t>(c - '0')];
  return text;
}

std::string raised(Index number) {
  static constexpr std::string_view digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  return inDigits(number, digits);
}

std::string lowered(Index number) {
  static constexpr std::string_view digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  return inDigits(number, digits);
}

// From ten on two numbers side by side could be read in two ways.
std::string lowered(Index first, Index second) {
  return lowered(first) + (std::max(first, second) > 9 ? "," : "") + lowered(second);
}

const WeightBlock& blockOf(const Model& model, Index weight) {
  for (const WeightBlock& block : model.blocks())
    if (weight >= block.offset && weight < block.offset + block.size()) return block;
  throw std::out_of_range("the model has no weight " + std::to_string(weight));
}

// Of "layer2.weight" 2; 0 of a block that belongs to no layer.
Index layerOf(const WeightBlock& block) {
  constexpr std::string_view start = "layer";
  if (!block.name.starts_with(start)) return 0;
  Index layer = 0;
  for (std::size_t i = start.size(); i < block.name.size() && block.name[i] >= '0' && block.name[i] <= '9';
       ++i)
    layer = 10 * layer + (block.name[i] - '0');
  return layer;
}

bool isBias(const WeightBlock& block) { return block.name.ends_with(".bias"); }

struct Place {
  const Model& model;
  const WeightBlock& block;
  const EndNames& ends;
  Index row, column;  ///< within the block

  std::string input(Index index) const {
    const auto i = static_cast<std::size_t>(index);
    return i < ends.inputs.size() ? ends.inputs[i] : "x" + lowered(index + 1);
  }
  Index unit() const { return isBias(block) ? column : row; }
  // " for Adelie" where there are several outputs.
  std::string forOutput() const {
    if (model.outputCount() == 1) return {};
    const auto i = static_cast<std::size_t>(unit());
    return " for " + (i < ends.outputs.size() ? ends.outputs[i] : "output " + std::to_string(unit() + 1));
  }
};

WeightWords wordsOfLinear(const Place& place) {
  const std::string output = place.model.outputCount() == 1 ? "" : lowered(place.unit() + 1);
  if (isBias(place.block)) return {"b" + output, "bias" + place.forOutput(), {}};
  return {"w" + (place.model.outputCount() == 1 ? lowered(place.column + 1)
                                                : lowered(place.row + 1, place.column + 1)),
          "weight of " + place.input(place.column) + place.forOutput(),
          {}};
}

// "P₂(year)·P₁(x₂)"
std::string basisText(const Place& place, const Polynomial& polynomial) {
  std::string text;
  for (const auto& [input, degree] : polynomial.factors(place.column))
    text += (text.empty() ? "P" : "·P") + lowered(degree) + "(" + place.input(input) + ")";
  return text;
}

WeightWords wordsOfPolynomial(const Place& place, const Polynomial& polynomial) {
  const std::string output = place.model.outputCount() == 1 ? "" : raised(place.unit() + 1);
  if (isBias(place.block))
    return {"c" + output + lowered(0), "bias" + place.forOutput(), "The constant term, of degree 0."};
  return {"c" + output + lowered(place.column + 1),
          "coefficient of " + basisText(place, polynomial) + place.forOutput(),
          "Pₖ is the polynomial of degree k that is orthonormal over the training rows."};
}

std::string unitText(const Place& place, Index layer) {
  const bool last = place.block.offset + place.block.size() + (isBias(place.block) ? 0 : place.block.rows) >=
                    place.model.weightCount();
  if (!last) return "layer " + std::to_string(layer) + ", unit " + std::to_string(place.unit() + 1);
  if (place.model.outputCount() == 1) return "output";
  const auto i = static_cast<std::size_t>(place.unit());
  return "output " + (i < place.ends.outputs.size() ? place.ends.outputs[i] : std::to_string(i + 1));
}

WeightWords wordsOfLayer(const Place& place, Index layer) {
  const std::string unit = unitText(place, layer), above = raised(layer);
  if (isBias(place.block)) return {"b" + above + lowered(place.column + 1), unit + ": bias", {}};
  const std::string from =
      layer == 1 ? place.input(place.column)
                 : "unit " + std::to_string(place.column + 1) + " of layer " + std::to_string(layer - 1);
  return {"W" + above + lowered(place.row + 1, place.column + 1), unit + ": weight from " + from, {}};
}

WeightWords wordsOfBoxes(const Place& place, const Boxes& boxes) {
  static constexpr std::string_view corners[] = {"x1", "y1", "x2", "y2"},
                                    centred[] = {"centre x", "centre y", "width", "height"},
                                    centredSymbols[] = {"cx", "cy", "w", "h"};
  const auto column = static_cast<std::size_t>(place.column);
  const bool isCorner = boxes.coordinates() == BoxCoordinates::corners;
  const std::string object = toText(boxes.objects()[static_cast<std::size_t>(place.row)]);
  return {std::string(isCorner ? corners[column] : centredSymbols[column]) + "[" + object + "]",
          std::string(isCorner ? corners[column] : centred[column]) + " of object " + object,
          {}};
}

WeightWords wordsOfBoxLinear(const Place& place) {
  static constexpr std::string_view corrections[] = {"shift in x", "shift in y", "log of width",
                                                     "log of height"};
  const std::string correction(corrections[static_cast<std::size_t>(place.unit())]);
  const std::string hint =
      "Corrections count in sizes of the predicted box; the logarithm of a size is added to.";
  if (isBias(place.block)) return {"b" + lowered(place.unit() + 1), correction + ": bias", hint};
  return {"w" + lowered(place.row + 1, place.column + 1),
          correction + ": weight of " + place.input(DetectionColumns::raw + place.column), hint};
}

}  // namespace

WeightWords weightWords(const Model& model, Index weight, const EndNames& ends) {
  const WeightBlock& block = blockOf(model, weight);
  const Index within = weight - block.offset;
  const Place place{model, block, ends, within / block.columns, within % block.columns};
  if (block.name.starts_with("linear.")) return wordsOfLinear(place);
  if (const auto* polynomial = dynamic_cast<const Polynomial*>(&model))
    return wordsOfPolynomial(place, *polynomial);
  if (const auto* boxes = dynamic_cast<const Boxes*>(&model)) return wordsOfBoxes(place, *boxes);
  if (block.name.starts_with("box_linear.")) return wordsOfBoxLinear(place);
  if (const Index layer = layerOf(block); layer > 0) return wordsOfLayer(place, layer);
  const std::string name = weightName(model, weight);
  return {name, name, {}};
}

std::string blockWords(const WeightBlock& block) {
  const bool one = block.size() == 1;
  if (const Index layer = layerOf(block); layer > 0)
    return "layer " + std::to_string(layer) + ", " + (isBias(block) ? "bias" : "weight") +
           (one             ? ""
            : isBias(block) ? "es"
                            : "s");
  if (block.name == "polynomial.weight") return one ? "coefficient" : "coefficients";
  if (block.name == "linear.weight" || block.name == "box_linear.weight") return one ? "weight" : "weights";
  if (block.name == "boxes.weight") return "boxes";
  if (isBias(block)) return one ? "bias" : "biases";
  return block.name;
}

}  // namespace lossarium
