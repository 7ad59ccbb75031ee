#include "core/datasets/xor.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr double halfWidth = 5, padding = 0.3;

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    playgroundNoiseParameter(0,
                             "How far the place that decides on the class may lie from the point, in "
                             "half-widths of the square."),
    labelNoiseParameter, seedParameter, standardizeParameter};

double padded(double x) { return x > 0 ? x + padding : x - padding; }

bool isPositive(double x1, double x2) { return x1 * x2 >= 0; }

// That x and a uniform number in ±reach are not below 0 together.
double chanceAbove(double x, double reach) {
  return reach == 0 ? x >= 0 : std::clamp((x + reach) / (2 * reach), 0.0, 1.0);
}

double chanceOfPositive(double x1, double x2, double reach) {
  const double p1 = chanceAbove(x1, reach), p2 = chanceAbove(x2, reach);
  return p1 * p2 + (1 - p1) * (1 - p2);
}

void placePoints(Dataset& dataset, Random places) {
  bool anyPositive = false, anyNegative = false;
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x1 = padded(places.uniform(-halfWidth, halfWidth));
    const double x2 = padded(places.uniform(-halfWidth, halfWidth));
    dataset.features.row(i) << x1, x2;
    (isPositive(x1, x2) ? anyPositive : anyNegative) = true;
  }
  if (!anyPositive || !anyNegative) dataset.features(dataset.count() - 1, 0) *= -1;
}

}  // namespace

constexpr DatasetSpec Xor::spec{
    .id = "xor",
    .title = "Exclusive or (Playground)",
    .parameters = parameters,
    .classificationRate = 0.5,
    .caption = "Opposite quadrants belong together: a line gets half of them right, x1·x2 would get all.",
    .model = "mlp"};

Dataset Xor::make(const Choice& choice, const Progress&) {
  Dataset dataset = classRows(choice, {"negative", "positive"});
  placePoints(dataset, stream(choice, "x"));
  Random noise = stream(choice, "noise");
  const double reach = halfWidth * choice.real("noise");
  std::vector<Index> clean(static_cast<std::size_t>(dataset.count()));
  Vector positive(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x1 = dataset.features(i, 0), x2 = dataset.features(i, 1);
    const double n1 = reach * noise.uniform(-1, 1), n2 = reach * noise.uniform(-1, 1);
    dataset.target(i, 0) = isPositive(x1 + n1, x2 + n2);
    clean[static_cast<std::size_t>(i)] = isPositive(x1, x2);
    positive[i] = chanceOfPositive(x1, x2, reach);
  }
  dataset.truth = binaryTruth(positive);
  keepEveryClass(dataset, clean);
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
