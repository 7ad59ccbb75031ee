#include "core/datasets/circle.h"

#include "core/base/portable_math.h"
#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr double radius = 5, border = 2.5;

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    playgroundNoiseParameter(0,
                             "How far the place that decides on the class may lie from the point, in radii."),
    labelNoiseParameter, seedParameter, standardizeParameter};

bool isInside(double x1, double x2) { return std::sqrt(x1 * x1 + x2 * x2) < border; }

// Which share of the square of half-width `reach` about the point lies inside, by strips.
double shareInside(double x1, double x2, double reach) {
  if (reach == 0) return isInside(x1, x2);
  constexpr int strips = 64;
  double share = 0;
  for (int k = 0; k < strips; ++k) {
    const double along = x1 + reach * ((2 * k + 1.0) / strips - 1);
    const double chord = std::sqrt(std::max(0.0, border * border - along * along));
    share += std::max(0.0, std::min(chord, x2 + reach) - std::max(-chord, x2 - reach));
  }
  return share / (2 * reach * strips);
}

}  // namespace

constexpr DatasetSpec Circle::spec{
    .id = "circle",
    .title = "Circle (Playground)",
    .parameters = parameters,
    .classificationRate = 0.5,
    .caption = "One class lies within the other: no line parts them, x1² + x2² would.",
    .model = "mlp"};

Dataset Circle::make(const Choice& choice, const Progress&) {
  Dataset dataset = classRows(choice, {"outside", "inside"});
  Random radii = stream(choice, "radius"), angles = stream(choice, "angle"), noise = stream(choice, "noise");
  const double reach = radius * choice.real("noise");
  std::vector<Index> clean(static_cast<std::size_t>(dataset.count()));
  Vector positive(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const bool within = i % 2 == 1;
    const double r = within ? radii.uniform(0, border) : radii.uniform(0.7 * radius, radius);
    const double angle = angles.uniform();
    const double x1 = r * sineOfTurns(angle), x2 = r * cosineOfTurns(angle);
    const double n1 = reach * noise.uniform(-1, 1), n2 = reach * noise.uniform(-1, 1);
    dataset.features.row(i) << x1, x2;
    dataset.target(i, 0) = isInside(x1 + n1, x2 + n2);
    clean[static_cast<std::size_t>(i)] = within;
    positive[i] = shareInside(x1, x2, reach);
  }
  dataset.truth = binaryTruth(positive);
  keepEveryClass(dataset, clean);
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
