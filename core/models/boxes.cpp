#include "core/models/boxes.h"

#include "core/boxes/detection_columns.h"

#include <algorithm>
#include <stdexcept>

namespace lossarium {
namespace {

constexpr Index unknown = -1;

std::vector<double> objectsIn(const ModelShape& shape) {
  if (!shape.seen || shape.seen->rows() == 0 || shape.features < DetectionColumns::raw || shape.outputs != 4)
    throw std::logic_error("the model of boxes needs training rows of detections");
  const auto column = shape.seen->col(DetectionColumns::object);
  std::vector<double> objects(column.begin(), column.end());
  std::sort(objects.begin(), objects.end());
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
  return objects;
}

}  // namespace

Boxes::Boxes(const ModelShape& shape, BoxCoordinates coordinates)
    : Model(shape.features, shape.outputs, {}), coordinates_(coordinates), objects_(objectsIn(shape)) {
  const auto count = static_cast<Index>(objects_.size());
  setBlocks({{"boxes.weight", count, 4, 0, false}});
  start_.setZero(4 * count);
  Vector rows = Vector::Zero(count);
  for (Index i = 0; i < shape.seen->rows(); ++i) {
    const Index place = placeOf((*shape.seen)(i, DetectionColumns::object));
    start_.segment<4>(4 * place) += shape.seen->row(i).segment<4>(DetectionColumns::predicted).transpose();
    ++rows[place];
  }
  for (Index k = 0; k < count; ++k) {
    const Eigen::Vector4d mean = start_.segment<4>(4 * k) / rows[k];
    start_.segment<4>(4 * k) = numbersOf(mean, coordinates);
  }
}

std::unique_ptr<const Model> Boxes::make(const Choice& choice, const ModelShape& shape) {
  return std::make_unique<Boxes>(
      shape, choice.text("coordinates") == "corners" ? BoxCoordinates::corners : BoxCoordinates::centreSize);
}

// Mostly objects are counted 1, 2, 3 …, and the first guess is right.
Index Boxes::placeOf(double object) const {
  const double guess = object - objects_.front();
  const auto count = static_cast<double>(objects_.size());
  if (guess >= 0 && guess < count && objects_[static_cast<std::size_t>(guess)] == object)
    return static_cast<Index>(guess);
  const auto found = std::lower_bound(objects_.begin(), objects_.end(), object);
  return found != objects_.end() && *found == object ? found - objects_.begin() : unknown;
}

Index Boxes::knownRows(const ConstRows& features) const {
  const auto objects = features.col(DetectionColumns::object);
  return std::count_if(objects.begin(), objects.end(),
                       [this](double object) { return placeOf(object) != unknown; });
}

Vector Boxes::start(std::uint64_t) const { return start_; }

Eigen::RowVector4d Boxes::toCorners(const Vector& weights, Index place) const {
  return boxOf(weights.segment<4>(4 * place), coordinates_).transpose();
}

void Boxes::forward(const ConstRows& features, const Vector& weights, ModelMemory&, Rows prediction) const {
  for (Index i = 0; i < features.rows(); ++i) {
    const Index place = placeOf(features(i, DetectionColumns::object));
    if (place == unknown)
      prediction.row(i) = features.row(i).segment<4>(DetectionColumns::predicted);
    else
      prediction.row(i) = toCorners(weights, place);
  }
}

void Boxes::pullBack(const ConstRows& features, const Vector&, const ConstRows& slopes, ModelMemory&,
                     Vector& gradient) const {
  for (Index i = 0; i < features.rows(); ++i)
    if (const Index place = placeOf(features(i, DetectionColumns::object)); place != unknown)
      gradient.segment<4>(4 * place) += slopeBy(coordinates_, slopes.row(i).transpose());
}

void Boxes::addSquaredPulls(const ConstRows& features, const Vector&, const ConstRows& slopes, ModelMemory&,
                            Eigen::Ref<Vector> squares) const {
  for (Index i = 0; i < features.rows(); ++i)
    if (placeOf(features(i, DetectionColumns::object)) != unknown)
      squares[i] += slopeBy(coordinates_, slopes.row(i).transpose()).squaredNorm();
}

void Boxes::pushForward(const ConstRows& features, const Vector&, const Vector& direction,
                        Rows change) const {
  for (Index i = 0; i < features.rows(); ++i) {
    const Index place = placeOf(features(i, DetectionColumns::object));
    if (place == unknown)
      change.row(i).setZero();
    else
      change.row(i) = toCorners(direction, place);
  }
}

}  // namespace lossarium
