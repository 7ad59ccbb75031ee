#include "core/datasets/step.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),   noiseParameter(2, 0.2, "Standard deviation of y about the step."),
    outliersParameter(0), outlierSizeParameter(10, 4),
    seedParameter,        standardizeParameter};

}  // namespace

constexpr DatasetSpec Step::spec{
    .id = "step",
    .title = "Step",
    .parameters = parameters,
    .epochs = 2000,
    .caption = "A jump is what smooth models find hardest: they ramp, or they overshoot beside it.",
    .model = "mlp"};

Dataset Step::make(const Choice& choice, const Progress&) {
  Dataset dataset = regressionRows(choice, {"x"});
  Random places = stream(choice, "x");
  Vector centre(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x = places.uniform(-3, 3);
    dataset.features(i, 0) = x;
    centre[i] = x < 0 ? -1 : 1;
  }
  drawTargets(dataset, choice, centre, Vector::Constant(dataset.count(), choice.real("noise")));
  shiftOutliers(dataset, choice, false);
  return dataset;
}

}  // namespace lossarium
