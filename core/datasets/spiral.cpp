#include "core/datasets/spiral.h"

#include "core/base/portable_math.h"
#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    playgroundNoiseParameter(0, "How far a point may lie from its arm, along either axis."),
    labelNoiseParameter, seedParameter, standardizeParameter};

// Without noise an arm tells the class, but for the first point of each: both lie at the origin.
Truth truthOfArms(const Matrix& target) {
  Vector positive = target.col(0);
  positive.head(2).setConstant(0.5);
  return binaryTruth(positive);
}

}  // namespace

constexpr DatasetSpec Spiral::spec{
    .id = "spiral",
    .title = "Spiral (Playground)",
    .parameters = parameters,
    .epochs = 2000,
    .classificationRate = 0.5,
    .caption =
        "Two arms wound about each other: the hardest of them all, for which a network needs its layers.",
    .model = "mlp"};

Dataset Spiral::make(const Choice& choice, const Progress&) {
  Dataset dataset = classRows(choice, {"negative", "positive"});
  Random noise = stream(choice, "noise");
  const double reach = choice.real("noise");
  for (Index i = 0; i < dataset.count(); ++i) {
    const bool positive = i % 2 == 1;
    const auto j = static_cast<double>(i / 2);
    const double along = j / (static_cast<double>(dataset.count()) / 2);
    const double angle = 1.75 * along + (positive ? 0 : 0.5);
    const double n1 = reach * noise.uniform(-1, 1), n2 = reach * noise.uniform(-1, 1);
    dataset.features.row(i) << 5 * along * sineOfTurns(angle) + n1, 5 * along * cosineOfTurns(angle) + n2;
    dataset.target(i, 0) = positive;
  }
  if (reach == 0) dataset.truth = truthOfArms(dataset.target);
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
