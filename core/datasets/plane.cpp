#include "core/datasets/plane.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    playgroundNoiseParameter(0.1,
                             "How far the place whose height y is may lie from the point, in half-widths "
                             "of the square."),
    seedParameter, standardizeParameter};

}  // namespace

constexpr DatasetSpec Plane::spec{
    .id = "plane",
    .title = "Plane (Playground)",
    .parameters = parameters,
    .learningRate = 0.1,
    .caption = "Two inputs, one slope each: a linear model can do it, and reaches the best possible loss."};

Dataset Plane::make(const Choice& choice, const Progress&) {
  constexpr double halfWidth = 6;
  Dataset dataset = regressionRows(choice, {"x1", "x2"});
  Random places = stream(choice, "x"), noise = stream(choice, "noise");
  const double reach = halfWidth * choice.real("noise");
  Vector centre(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x1 = places.uniform(-halfWidth, halfWidth), x2 = places.uniform(-halfWidth, halfWidth);
    const double n1 = reach * noise.uniform(-1, 1), n2 = reach * noise.uniform(-1, 1);
    dataset.features.row(i) << x1, x2;
    dataset.target(i, 0) = (x1 + n1 + x2 + n2) / 10;
    centre[i] = (x1 + x2) / 10;
  }
  dataset.truth = Truth{.shape = NoiseShape::triangular,
                        .centre = centre,
                        .scale = Vector::Constant(dataset.count(), reach / 5),
                        .probabilities = {}};
  return dataset;
}

}  // namespace lossarium
