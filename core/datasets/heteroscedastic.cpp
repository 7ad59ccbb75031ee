#include "core/datasets/heteroscedastic.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    noiseParameter(5, 2, "Standard deviation of y at the right end; at the left end it is a tenth of it."),
    seedParameter, standardizeParameter};

}  // namespace

constexpr DatasetSpec Heteroscedastic::spec{
    .id = "heteroscedastic",
    .title = "Growing spread",
    .parameters = parameters,
    .caption =
        "The spread grows to the right: quantile losses of 0.1 and 0.9 fan out, where MSE gives one line."};

Dataset Heteroscedastic::make(const Choice& choice, const Progress&) {
  Dataset dataset = regressionRows(choice, {"x"});
  Random places = stream(choice, "x");
  Vector centre(dataset.count()), deviation(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x = places.uniform(0, 10);
    dataset.features(i, 0) = x;
    centre[i] = 0.5 * x + 2;
    deviation[i] = choice.real("noise") * (0.1 + 0.09 * x);
  }
  drawTargets(dataset, choice, centre, deviation);
  return dataset;
}

}  // namespace lossarium
