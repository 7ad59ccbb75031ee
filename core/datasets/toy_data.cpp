#include "core/datasets/toy_data.h"

#include <cmath>
#include <string>
#include <utility>

namespace lossarium {
namespace {

// Exactly that share of the rows, rounded.
std::size_t shareOf(Index count, double share) {
  return static_cast<std::size_t>(std::lround(share * static_cast<double>(count)));
}

std::vector<Index> classSizes(const Dataset& dataset) {
  std::vector<Index> sizes(dataset.classNames.size());
  for (const double label : dataset.target.col(0)) ++sizes[static_cast<std::size_t>(label)];
  return sizes;
}

}  // namespace

Random stream(const Choice& choice, std::string_view quantity) {
  return {static_cast<std::uint64_t>(choice.integer("seed")), choice.id + "." + std::string(quantity)};
}

Dataset regressionRows(const Choice& choice, std::vector<std::string> featureNames) {
  Dataset dataset;
  const Index count = choice.integer("samples");
  dataset.features.setZero(count, static_cast<Index>(featureNames.size()));
  dataset.target.setZero(count, 1);
  dataset.featureNames = std::move(featureNames);
  dataset.targetName = "y";
  return dataset;
}

void drawTargets(Dataset& dataset, const Choice& choice, const Vector& centre, const Vector& deviation) {
  Random noise = stream(choice, "noise");
  for (Index i = 0; i < dataset.count(); ++i)
    dataset.target(i, 0) = centre[i] + deviation[i] * noise.normal();
  dataset.truth = Truth{.centre = centre, .scale = deviation, .probabilities = {}};
}

void shiftOutliers(Dataset& dataset, const Choice& choice, bool bothSides) {
  const double size = choice.real("outlier_size");
  const std::size_t shifted = shareOf(dataset.count(), choice.real("outliers"));
  const auto order = stream(choice, "outliers").permutation(dataset.count());
  const auto isDown = [bothSides](std::size_t k) { return bothSides && k % 2 == 1; };
  for (std::size_t k = 0; k < shifted; ++k) dataset.target(order[k], 0) += isDown(k) ? -size : size;
  if (shifted == 0) return;
  const auto shareOfRows = [&](std::size_t rows) {
    return static_cast<double>(rows) / static_cast<double>(dataset.count());
  };
  const std::size_t down = bothSides ? shifted / 2 : 0;
  dataset.truth->shifts = {{1 - shareOfRows(shifted), 0}, {shareOfRows(shifted - down), size}};
  if (down > 0) dataset.truth->shifts.push_back({shareOfRows(down), -size});
}

Dataset classRows(const Choice& choice, std::vector<std::string> classNames) {
  Dataset dataset = regressionRows(choice, {"x1", "x2"});
  dataset.task = classNames.size() == 2 ? Task::binary : Task::classes;
  dataset.targetName = "class";
  dataset.classNames = std::move(classNames);
  return dataset;
}

void keepEveryClass(Dataset& dataset, const std::vector<Index>& clean) {
  auto sizes = classSizes(dataset);
  // A row goes back once at most, so this ends: at the latest with all rows as they were.
  for (std::size_t k = 0; k < sizes.size();) {
    if (sizes[k] > 0) {
      ++k;
      continue;
    }
    std::size_t row = 0;
    while (static_cast<std::size_t>(clean[row]) != k) ++row;
    dataset.target(static_cast<Index>(row), 0) = static_cast<double>(k);
    dataset.truth.reset();
    sizes = classSizes(dataset);
    k = 0;
  }
}

void flipLabels(Dataset& dataset, const Choice& choice) {
  auto sizes = classSizes(dataset);
  const std::size_t flipped = shareOf(dataset.count(), choice.real("label_noise"));
  Random random = stream(choice, "labels");
  const auto order = random.permutation(dataset.count());
  for (std::size_t i = 0; i < flipped; ++i) {
    double& label = dataset.target(order[i], 0);
    const auto own = static_cast<std::size_t>(label);
    const std::size_t other = (own + 1 + random.below(sizes.size() - 1)) % sizes.size();
    if (sizes[own] == 1) {
      dataset.truth.reset();
      continue;
    }
    --sizes[own];
    ++sizes[other];
    label = static_cast<double>(other);
  }
  if (!dataset.truth) return;
  const double share = static_cast<double>(flipped) / static_cast<double>(dataset.count());
  auto p = dataset.truth->probabilities.array();
  p = (1 - share) * p + share / static_cast<double>(sizes.size() - 1) * (1 - p);
}

Truth binaryTruth(const Vector& positive) {
  Truth truth;
  truth.probabilities.resize(positive.size(), 2);
  truth.probabilities.col(0) = 1 - positive.array();
  truth.probabilities.col(1) = positive;
  return truth;
}

}  // namespace lossarium
