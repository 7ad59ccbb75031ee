// Small problems on random data for the tests of objectives, optimisers and landscapes.
#pragma once

#include "core/base/random.h"
#include "core/objectives/empirical_risk.h"

#include <memory>

namespace lossarium::testing {

inline Matrix randomMatrix(Random& random, Index rows, Index columns) {
  return Matrix::NullaryExpr(rows, columns, [&random] { return random.normal(); });
}

/// Linear targets with noise; features are of order 1.
inline std::shared_ptr<const Samples> randomSamples(Index rows, Index features, std::uint64_t seed = 1) {
  Random random(seed, "samples");
  auto samples = std::make_shared<Samples>();
  samples->features = randomMatrix(random, rows, features);
  samples->target = samples->features.rowwise().sum() + 0.5 * randomMatrix(random, rows, 1);
  samples->target.array() += 2;
  return samples;
}

inline constexpr Index testClasses = 3;

/// Targets that the loss takes.
inline std::shared_ptr<const Samples> samplesFor(const LossSpec& loss, Index rows, Index features) {
  auto samples = std::make_shared<Samples>(*randomSamples(rows, features));
  auto target = samples->target.array();
  if (loss.task == Task::binary) target = (target > 2).cast<double>();
  if (loss.task == Task::classes) target = (target > 1).cast<double>() + (target > 3).cast<double>();
  if (loss.targets.minimum > -infinity && loss.task == Task::regression) target = target.abs();
  return samples;
}

inline EmpiricalRisk risk(std::shared_ptr<const Samples> samples, const Choice& loss,
                          const Penalty& penalty = {}) {
  std::shared_ptr<const Loss> made = makeLoss(loss);
  const Index outputs = made->spec().task == Task::classes ? testClasses : 1;
  std::shared_ptr<const Model> model = makeModel({"linear", {}}, {samples->features.cols(), outputs});
  return EmpiricalRisk(std::move(samples), std::move(model), std::move(made), penalty);
}

inline Vector randomWeights(Index count, std::uint64_t seed = 1) {
  Random random(seed, "weights");
  return randomMatrix(random, count, 1);
}

/// Losses whose samples a linear model predicts: all but those of boxes.
inline std::vector<std::string> linearLosses() {
  std::vector<std::string> ids;
  for (const auto& entry : lossCatalog())
    if (entry.spec->task != Task::boxes) ids.emplace_back(entry.spec->id);
  return ids;
}

}  // namespace lossarium::testing
