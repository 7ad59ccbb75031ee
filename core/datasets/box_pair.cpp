#include "core/datasets/box_pair.h"

#include "core/datasets/box_rows.h"

namespace lossarium {
namespace {

constexpr double furthest = 100000;  // pixels of a very large picture

constexpr ParameterSpec corner(std::string_view id, std::string_view label, double initial,
                               std::string_view hint) {
  return {
      .id = id, .label = label, .minimum = -furthest, .maximum = furthest, .initial = initial, .hint = hint};
}

constexpr std::string_view targetHint = "A corner of the box that is to be reached; y grows upwards.",
                           predictedHint = "A corner of the box at which the descent starts.";

constexpr ParameterSpec parameters[] = {corner("target_x1", "Target x1", 5, targetHint),
                                        corner("target_y1", "Target y1", 3, targetHint),
                                        corner("target_x2", "Target x2", 8, targetHint),
                                        corner("target_y2", "Target y2", 5, targetHint),
                                        corner("predicted_x1", "Predicted x1", 1, predictedHint),
                                        corner("predicted_y1", "Predicted y1", 1, predictedHint),
                                        corner("predicted_x2", "Predicted x2", 3, predictedHint),
                                        corner("predicted_y2", "Predicted y2", 4, predictedHint),
                                        standardizeParameter};

Matrix boxOf(const Choice& choice, const std::string& which) {
  Matrix box(1, 4);
  box << choice.real(which + "_x1"), choice.real(which + "_y1"), choice.real(which + "_x2"),
      choice.real(which + "_y2");
  return box;
}

}  // namespace

constexpr DatasetSpec BoxPair::spec{
    .id = "box_pair",
    .title = "A pair of boxes",
    .parameters = parameters,
    .learningRate = 0.5,
    .epochs = 200,
    .caption = "One box descends to its target: the terms of its loss say in which order it moves and grows.",
    .model = "boxes"};

Dataset BoxPair::make(const Choice& choice, const Progress&) {
  Dataset dataset = boxRows(1, {});
  const Matrix target = boxOf(choice, "target"), predicted = boxOf(choice, "predicted");
  noteOddBoxes(target, "target", dataset.notes);
  noteOddBoxes(predicted, "predicted", dataset.notes);
  dataset.features(0, DetectionColumns::object) = 1;
  dataset.features.row(0).segment<4>(DetectionColumns::predicted) = inOrder(predicted.row(0));
  dataset.target.row(0) = inOrder(target.row(0));
  return dataset;
}

}  // namespace lossarium
