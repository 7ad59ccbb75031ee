#include "core/datasets/bumps.h"

#include "core/datasets/toy_data.h"
#include "core/datasets/toy_parameters.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    samplesParameter(),
    playgroundNoiseParameter(0,
                             "How far the place whose height y is may lie from the point, in half-widths "
                             "of the square."),
    seedParameter, standardizeParameter};

struct Cone {
  double x1, x2, sign;
};
constexpr Cone cones[] = {{-4, 2.5, 1},   {0, 2.5, -1}, {4, 2.5, 1},
                          {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};

double height(double x1, double x2) {
  double highest = 0;
  for (const Cone& cone : cones) {
    const double d1 = x1 - cone.x1, d2 = x2 - cone.x2;
    const double up = std::max(0.0, 1 - 0.5 * std::sqrt(d1 * d1 + d2 * d2));
    if (up > std::abs(highest)) highest = cone.sign * up;
  }
  return highest;
}

}  // namespace

constexpr DatasetSpec Bumps::spec{
    .id = "bumps",
    .title = "Six bumps (Playground)",
    .parameters = parameters,
    .learningRate = 0.1,
    .epochs = 4000,
    .caption = "Three bumps up, three down: a linear model stays flat, a network must find each.",
    .model = "mlp",
    .width = 12};

Dataset Bumps::make(const Choice& choice, const Progress&) {
  constexpr double halfWidth = 6;
  Dataset dataset = regressionRows(choice, {"x1", "x2"});
  Random places = stream(choice, "x"), noise = stream(choice, "noise");
  const double reach = halfWidth * choice.real("noise");
  for (Index i = 0; i < dataset.count(); ++i) {
    const double x1 = places.uniform(-halfWidth, halfWidth), x2 = places.uniform(-halfWidth, halfWidth);
    const double n1 = reach * noise.uniform(-1, 1), n2 = reach * noise.uniform(-1, 1);
    dataset.features.row(i) << x1, x2;
    dataset.target(i, 0) = height(x1 + n1, x2 + n2);
  }
  if (reach == 0)
    dataset.truth =
        Truth{.centre = dataset.target.col(0), .scale = Vector::Zero(dataset.count()), .probabilities = {}};
  return dataset;
}

}  // namespace lossarium
