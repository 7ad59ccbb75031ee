#include "core/datasets/gaussians.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <cmath>

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    playgroundNoiseParameter(0.25, "How wide the clouds are: their variance is 0.5 + 7·noise."),
    labelNoiseParameter, seedParameter, standardizeParameter};

// The log-odds of two equal normal clouds are linear in the place.
Vector positiveProbability(const Matrix& features, double variance) {
  const Vector along = features.rowwise().sum();
  return 1 / (1 + (-4 / variance * along.array()).exp());
}

}  // namespace

constexpr DatasetSpec Gaussians::spec{
    .id = "gaussians",
    .title = "Two clouds (Playground)",
    .parameters = parameters,
    .classificationRate = 0.5,
    .caption = "Two clouds that a line parts: the more noise, the higher the best possible loss."};

Dataset Gaussians::make(const Choice& choice, const Progress&) {
  Dataset dataset = classRows(choice, {"negative", "positive"});
  Random places = stream(choice, "x");
  const double variance = 0.5 + 7 * choice.real("noise");
  for (Index i = 0; i < dataset.count(); ++i) {
    const bool positive = i % 2 == 1;
    const double centre = positive ? 2 : -2;
    const double x1 = centre + std::sqrt(variance) * places.normal();
    const double x2 = centre + std::sqrt(variance) * places.normal();
    dataset.features.row(i) << x1, x2;
    dataset.target(i, 0) = positive;
  }
  dataset.truth = binaryTruth(positiveProbability(dataset.features, variance));
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
