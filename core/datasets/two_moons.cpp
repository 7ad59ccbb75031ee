#include "core/datasets/two_moons.h"

#include "core/base/portable_math.h"
#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <cmath>

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    noiseParameter(1, 0.15, "Standard deviation of a point's place; the half circles have radius 1."),
    labelNoiseParameter, seedParameter, standardizeParameter};

struct Place {
  double x1, x2;
};

/// `along` from 0 to 1.
Place onMoon(bool positive, double along) {
  const double x1 = cosineOfTurns(0.5 * along), x2 = sineOfTurns(0.5 * along);
  return positive ? Place{1 - x1, 0.5 - x2} : Place{x1, x2};
}

constexpr Index stations = 128;
using Stations = Eigen::Array<double, stations, 2>;

Stations stationsOn(bool positive) {
  Stations places;
  for (Index k = 0; k < stations; ++k) {
    const Place place = onMoon(positive, (static_cast<double>(k) + 0.5) / stations);
    places.row(k) << place.x1, place.x2;
  }
  return places;
}

// ln of the mean density over a half circle, but for what both have in common.
double logDensity(const Stations& moon, double x1, double x2, double deviation) {
  const Eigen::Array<double, stations, 1> exponent =
      -((moon.col(0) - x1).square() + (moon.col(1) - x2).square()) / (2 * deviation * deviation);
  const double largest = exponent.maxCoeff();
  return largest + std::log((exponent - largest).exp().sum());
}

Vector positiveProbability(const Dataset& dataset, double deviation) {
  if (deviation == 0) return dataset.target.col(0);
  const Stations upper = stationsOn(false), lower = stationsOn(true);
  Vector positive(dataset.count());
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x1 = dataset.features(i, 0), x2 = dataset.features(i, 1);
    const double lead = logDensity(lower, x1, x2, deviation) - logDensity(upper, x1, x2, deviation);
    positive[i] = 1 / (1 + std::exp(-lead));
  }
  return positive;
}

}  // namespace

constexpr DatasetSpec TwoMoons::spec{
    .id = "two_moons",
    .title = "Two moons",
    .parameters = parameters,
    .classificationRate = 0.5,
    .caption = "Two half circles interlock: a line gets nearly nine in ten right, a bent border all.",
    .model = "mlp"};

Dataset TwoMoons::make(const Choice& choice, const Progress&) {
  Dataset dataset = classRows(choice, {"upper", "lower"});
  Random places = stream(choice, "along"), noise = stream(choice, "noise");
  const double deviation = choice.real("noise");
  for (Index i = 0; i < dataset.count(); ++i) {
    const bool positive = i % 2 == 1;
    const Place place = onMoon(positive, places.uniform());
    const double n1 = deviation * noise.normal(), n2 = deviation * noise.normal();
    dataset.features.row(i) << place.x1 + n1, place.x2 + n2;
    dataset.target(i, 0) = positive;
  }
  dataset.truth = binaryTruth(positiveProbability(dataset, deviation));
  flipLabels(dataset, choice);
  return dataset;
}

}  // namespace lossarium
