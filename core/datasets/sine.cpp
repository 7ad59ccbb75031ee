#include "core/datasets/sine.h"

#include "core/base/portable_math.h"
#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    {.id = "waves",
     .label = "Waves",
     .minimum = 0.25,
     .maximum = 6,
     .initial = 1,
     .hint = "How many waves lie over the inputs: the more, the more a model must bend."},
    noiseParameter(2, 0.2, "Standard deviation of y about the wave."),
    outliersParameter(0),
    outlierSizeParameter(10, 4),
    seedParameter,
    standardizeParameter};

}  // namespace

constexpr DatasetSpec Sine::spec{
    .id = "sine",
    .title = "Sine wave",
    .parameters = parameters,
    .epochs = 2000,
    .caption = "A line can only tilt through a wave: what is missing to the best possible loss is its bias.",
    .model = "mlp"};

Dataset Sine::make(const Choice& choice, const Progress&) {
  Dataset dataset = regressionRows(choice, {"x"});
  Random places = stream(choice, "x");
  Vector centre(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x = places.uniform(-3, 3);
    dataset.features(i, 0) = x;
    centre[i] = sineOfTurns(choice.real("waves") * x / 6);
  }
  drawTargets(dataset, choice, centre, Vector::Constant(dataset.count(), choice.real("noise")));
  shiftOutliers(dataset, choice, false);
  return dataset;
}

}  // namespace lossarium
