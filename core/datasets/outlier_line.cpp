#include "core/datasets/outlier_line.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    noiseParameter(5, 0.3, "Standard deviation of y about the line."),
    outliersParameter(0.15),
    outlierSizeParameter(20, 8),
    {.id = "one_sided",
     .label = "All to one side",
     .kind = ParameterKind::flag,
     .initial = 1,
     .hint = "Outliers to one side shift the mean, and MSE's line with it. To both sides they only make it "
             "shake: the median wins all the same."},
    seedParameter,
    standardizeParameter};

}  // namespace

constexpr DatasetSpec OutlierLine::spec{
    .id = "outlier_line",
    .title = "Line with outliers",
    .parameters = parameters,
    .caption = "Lift the outliers: MSE's line follows them by their share, MAE's not before they are half."};

Dataset OutlierLine::make(const Choice& choice, const Progress&) {
  Dataset dataset = regressionRows(choice, {"x"});
  Random places = stream(choice, "x");
  Vector centre(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x = places.uniform(-3, 3);
    dataset.features(i, 0) = x;
    centre[i] = 0.8 * x + 1;
  }
  drawTargets(dataset, choice, centre, Vector::Constant(dataset.count(), choice.real("noise")));
  shiftOutliers(dataset, choice, !choice.flag("one_sided"));
  return dataset;
}

}  // namespace lossarium
