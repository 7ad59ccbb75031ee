#include "core/datasets/blobs.h"

#include "core/base/portable_math.h"
#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <string>

namespace lossarium {
namespace {

constexpr double mostClasses = 8, circleRadius = 4;

constexpr ParameterSpec parameters[] = {
    samplesParameter(mostClasses),
    classesParameter(mostClasses, 3),
    noiseParameter(4, 1.8, "Standard deviation of the clouds; their centres lie 4 from the middle."),
    labelNoiseParameter,
    seedParameter,
    standardizeParameter};

std::vector<std::string> letters(Index classes) {
  std::vector<std::string> names;
  for (Index k = 0; k < classes; ++k) names.emplace_back(1, static_cast<char>('A' + k));
  return names;
}

/// A row a class.
Matrix centresOf(Index classes) {
  Matrix centres(classes, 2);
  for (Index k = 0; k < classes; ++k) {
    const double turns = static_cast<double>(k) / static_cast<double>(classes);
    centres.row(k) << circleRadius * sineOfTurns(turns), circleRadius * cosineOfTurns(turns);
  }
  return centres;
}

void addTruth(Dataset& dataset, const Matrix& centres, double deviation) {
  Truth& truth = dataset.truth.emplace();
  truth.probabilities.setZero(dataset.count(), centres.rows());
  for (Index i = 0; i < dataset.count(); ++i) {
    if (deviation == 0) {
      truth.probabilities(i, static_cast<Index>(dataset.target(i, 0))) = 1;
      continue;
    }
    const Eigen::ArrayXd distance = (centres.rowwise() - dataset.features.row(i)).rowwise().squaredNorm();
    const Eigen::ArrayXd weight = ((distance.minCoeff() - distance) / (2 * deviation * deviation)).exp();
    truth.probabilities.row(i) = weight / weight.sum();
  }
}

}  // namespace

constexpr DatasetSpec Blobs::spec{
    .id = "blobs",
    .title = "Clouds of several classes",
    .parameters = parameters,
    .classificationRate = 0.5,
    .caption =
        "Straight borders part equal clouds best: here a linear model reaches the best possible loss."};

Dataset Blobs::make(const Choice& choice, const Progress&) {
  const Index classes = choice.integer("classes");
  Dataset dataset = classRows(choice, letters(classes));
  const Matrix centres = centresOf(classes);
  Random noise = stream(choice, "noise");
  const double deviation = choice.real("noise");
  for (Index i = 0; i < dataset.count(); ++i) {
    const Index k = i % classes;
    const double n1 = deviation * noise.normal(), n2 = deviation * noise.normal();
    dataset.features.row(i) << centres(k, 0) + n1, centres(k, 1) + n2;
    dataset.target(i, 0) = static_cast<double>(k);
  }
  addTruth(dataset, centres, deviation);
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
