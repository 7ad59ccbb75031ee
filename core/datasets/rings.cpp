#include "core/datasets/rings.h"

#include "core/base/portable_math.h"
#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <string>

namespace lossarium {
namespace {

constexpr double mostClasses = 5;

constexpr ParameterSpec parameters[] = {
    samplesParameter(mostClasses),
    classesParameter(mostClasses, 3),
    noiseParameter(1, 0.15, "Standard deviation of the radius; the rings are 1 apart."),
    labelNoiseParameter,
    seedParameter,
    standardizeParameter};

std::vector<std::string> ringNames(Index classes) {
  std::vector<std::string> names;
  for (Index k = 1; k <= classes; ++k) names.push_back("ring " + std::to_string(k));
  return names;
}

// A radius below 0 lies on the other side: both count.
Eigen::ArrayXd logDensities(double radius, Index classes, double deviation) {
  const Eigen::ArrayXd near = (radius - Eigen::ArrayXd::LinSpaced(classes, 1, static_cast<double>(classes)));
  const Eigen::ArrayXd far = (radius + Eigen::ArrayXd::LinSpaced(classes, 1, static_cast<double>(classes)));
  const double scale = 1 / (2 * deviation * deviation);
  return -scale * near.square() + (1 + (scale * (near.square() - far.square())).exp()).log();
}

void addTruth(Dataset& dataset, double deviation) {
  const auto classes = static_cast<Index>(dataset.classNames.size());
  Truth& truth = dataset.truth.emplace();
  truth.probabilities.setZero(dataset.count(), classes);
  for (Index i = 0; i < dataset.count(); ++i) {
    if (deviation == 0) {
      truth.probabilities(i, static_cast<Index>(dataset.target(i, 0))) = 1;
      continue;
    }
    const Eigen::ArrayXd density = logDensities(dataset.features.row(i).norm(), classes, deviation);
    const Eigen::ArrayXd weight = (density - density.maxCoeff()).exp();
    truth.probabilities.row(i) = weight / weight.sum();
  }
}

}  // namespace

constexpr DatasetSpec Rings::spec{
    .id = "rings",
    .title = "Rings",
    .parameters = parameters,
    .classificationRate = 0.5,
    .caption = "Class by distance from the centre: lines cannot tell, one hidden layer can.",
    .model = "mlp"};

Dataset Rings::make(const Choice& choice, const Progress&) {
  const Index classes = choice.integer("classes");
  Dataset dataset = classRows(choice, ringNames(classes));
  Random angles = stream(choice, "angle"), noise = stream(choice, "noise");
  const double deviation = choice.real("noise");
  for (Index i = 0; i < dataset.count(); ++i) {
    const auto ring = static_cast<double>(i % classes);
    const double angle = angles.uniform(), r = ring + 1 + deviation * noise.normal();
    dataset.features.row(i) << r * cosineOfTurns(angle), r * sineOfTurns(angle);
    dataset.target(i, 0) = ring;
  }
  addTruth(dataset, deviation);
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
