#include "core/datasets/noisy_line.h"

#include "core/base/random.h"

#include <cmath>

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    {.id = "samples",
     .label = "Samples",
     .kind = ParameterKind::integer,
     .minimum = 2,
     .maximum = 100000,
     .initial = 200,
     .scale = ParameterScale::logarithmic,
     .hint = "How many points are drawn."},
    {.id = "noise",
     .label = "Noise",
     .minimum = 0,
     .maximum = 5,
     .initial = 0.3,
     .hint = "Standard deviation of y about the line."},
    {.id = "outliers",
     .label = "Outliers",
     .minimum = 0,
     .maximum = 0.5,
     .initial = 0.1,
     .hint = "Share of the points whose y is far too high, the further right the more."},
    {.id = "seed",
     .label = "Seed",
     .kind = ParameterKind::integer,
     .minimum = smallestSeed,
     .maximum = largestSeed,
     .initial = 7,
     .hint = "The same seed gives the same points, everywhere."},
    standardizeParameter};

}  // namespace

constexpr DatasetSpec NoisyLine::spec{.id = "noisy_line",
                                      .title = "Noisy line",
                                      .parameters = parameters,
                                      .caption = "Turn up the outliers and watch which losses follow them."};

Dataset NoisyLine::make(const Choice& choice, const Progress&) {
  const auto seed = static_cast<std::uint64_t>(choice.integer("seed"));
  const Index count = choice.integer("samples");
  Random places(seed, "noisy_line.x"), noise(seed, "noisy_line.noise"), drift(seed, "noisy_line.outliers");
  Dataset dataset;
  dataset.featureNames = {"x"};
  dataset.targetName = "y";
  dataset.features.resize(count, 1);
  dataset.target.resize(count, 1);
  for (Index i = 0; i < count; ++i) {
    const double x = places.uniform(-3, 3);
    const double deviation = choice.real("noise") * noise.normal();
    dataset.features(i, 0) = x;
    dataset.target(i, 0) = 0.8 * x + 1 + deviation;
  }
  const auto raised =
      static_cast<std::size_t>(std::lround(choice.real("outliers") * static_cast<double>(count)));
  const auto order = drift.permutation(count);
  for (std::size_t k = 0; k < raised; ++k) {
    const double scatter = drift.normal();
    dataset.target(order[k], 0) += 8 * (dataset.features(order[k], 0) + 3) / 6 + scatter * scatter;
  }
  return dataset;
}

}  // namespace lossarium
