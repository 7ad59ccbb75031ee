// The weights are the boxes: one for each object that the training rows show, and all rows of an object have
// its box as their prediction. Block `boxes.weight` (objects × 4) in the order of the objects' numbers,
// either the corners x1, y1, x2, y2 or the centre and size cx, cy, w, h; a size below 0 turns a box over,
// which for the losses is the box that its corners span. The start is the mean of the boxes that were
// predicted for the object, whatever the seed. The prediction for an object that no training row shows is the
// row's own predicted box. Penalties leave boxes alone.
//
// Features are those of core/boxes/detection_columns.h; the model must be given the training rows
// (ModelShape::seen).
#pragma once

#include "core/boxes/box_coordinates.h"
#include "core/models/model.h"

namespace lossarium {

class Boxes final : public Model {
 public:
  static constexpr ParameterSpec parameters[] = {
      {.id = "coordinates",
       .label = "Coordinates",
       .kind = ParameterKind::choice,
       .initial = 0,
       .hint = "What the weights of a box are. Descent takes another way in other coordinates: with corners "
               "an edge "
               "moves alone, with centre and size the whole box moves or grows.",
       .choices = "corners|centre_size"}};
  static constexpr ModelSpec modelSpec{
      .id = "boxes",
      .title = "Boxes",
      .parameters = parameters,
      .caption =
          "The weights are the boxes themselves, one for each object: what a loss does to them is seen "
          "bare.",
      .ofBoxes = true};

  Boxes(const ModelShape& shape, BoxCoordinates coordinates);
  static std::unique_ptr<const Model> make(const Choice& choice, const ModelShape& shape);

  BoxCoordinates coordinates() const { return coordinates_; }
  /// The objects' numbers, ascending: object k has the weights 4k … 4k + 3.
  const std::vector<double>& objects() const { return objects_; }
  /// How many of those rows show an object that has a box.
  Index knownRows(const ConstRows& features) const;

  const ModelSpec& spec() const override { return modelSpec; }
  bool linearInWeights() const override { return true; }
  Vector start(std::uint64_t seed) const override;
  void forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
               Rows prediction) const override;
  void pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                ModelMemory& memory, Vector& gradient) const override;
  void addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                       ModelMemory& memory, Eigen::Ref<Vector> squares) const override;
  void pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                   Rows change) const override;

 private:
  Index placeOf(double object) const;
  Eigen::RowVector4d toCorners(const Vector& weights, Index place) const;

  BoxCoordinates coordinates_;
  std::vector<double> objects_;
  Vector start_;
};

}  // namespace lossarium
