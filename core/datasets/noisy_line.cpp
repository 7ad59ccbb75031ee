#include "core/datasets/noisy_line.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <cmath>

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    noiseParameter(5, 0.3, "Standard deviation of y about the line."),
    {.id = "outliers",
     .label = "Outliers",
     .minimum = 0,
     .maximum = 0.5,
     .initial = 0.1,
     .hint = "Share of the points whose y is far too high, the further right the more."},
    seedParameter,
    standardizeParameter};

}  // namespace

constexpr DatasetSpec NoisyLine::spec{.id = "noisy_line",
                                      .title = "Noisy line",
                                      .parameters = parameters,
                                      .caption = "Turn up the outliers and watch which losses follow them."};

Dataset NoisyLine::make(const Choice& choice, const Progress&) {
  Dataset dataset = regressionRows(choice, {"x"});
  Random places = stream(choice, "x"), drift = stream(choice, "outliers");
  const Index count = dataset.count();
  Vector centre(count);
  for (Index i = 0; i < count; ++i) {
    const double x = places.uniform(-3, 3);
    dataset.features(i, 0) = x;
    centre[i] = 0.8 * x + 1;
  }
  drawTargets(dataset, choice, centre, Vector::Constant(count, choice.real("noise")));
  const auto raised =
      static_cast<std::size_t>(std::lround(choice.real("outliers") * static_cast<double>(count)));
  const auto order = drift.permutation(count);
  for (std::size_t k = 0; k < raised; ++k) {
    const double scatter = drift.normal();
    dataset.target(order[k], 0) += 8 * (dataset.features(order[k], 0) + 3) / 6 + scatter * scatter;
  }
  if (raised > 0) dataset.truth.reset();
  return dataset;
}

}  // namespace lossarium
