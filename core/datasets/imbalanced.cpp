#include "core/datasets/imbalanced.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    {.id = "positive_share",
     .label = "Positive share",
     .minimum = 0.01,
     .maximum = 0.5,
     .initial = 0.08,
     .hint = "Share of the positive class. The rarer it is, the less its rows weigh in the mean loss: always "
             "saying no becomes hard to beat."},
    {.id = "distance",
     .label = "Distance",
     .minimum = 0,
     .maximum = 6,
     .initial = 2.5,
     .hint = "How far apart the centres of the classes lie, in deviations."},
    labelNoiseParameter,
    seedParameter,
    standardizeParameter};

// By Bayes' rule from each place and the classes' shares.
Vector positiveProbability(const Matrix& features, double centre, double share) {
  const Vector along = features.rowwise().sum();
  return 1 / (1 + (1 - share) / share * (-2 * centre * along.array()).exp());
}

}  // namespace

constexpr DatasetSpec Imbalanced::spec{
    .id = "imbalanced",
    .title = "A rare class",
    .parameters = parameters,
    .classificationRate = 0.5,
    .caption = "Few positive rows among many: nine in ten are right without finding one of them."};

Dataset Imbalanced::make(const Choice& choice, const Progress&) {
  Dataset dataset = classRows(choice, {"common", "rare"});
  const Index count = dataset.count();
  const double share = choice.real("positive_share");
  const Index rare = std::clamp<Index>(std::lround(share * static_cast<double>(count)), 1, count - 1);
  const auto order = stream(choice, "classes").permutation(count);
  for (Index k = 0; k < rare; ++k) dataset.target(order[static_cast<std::size_t>(k)], 0) = 1;
  Random noise = stream(choice, "noise");
  const double centre = choice.real("distance") / std::sqrt(8.0);  // along either axis, either way
  for (Index i = 0; i < count; ++i) {
    const double from = dataset.target(i, 0) > 0 ? centre : -centre;
    const double x1 = from + noise.normal(), x2 = from + noise.normal();
    dataset.features.row(i) << x1, x2;
  }
  const double drawn = static_cast<double>(rare) / static_cast<double>(count);
  dataset.truth = binaryTruth(positiveProbability(dataset.features, centre, drawn));
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
