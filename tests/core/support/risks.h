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

inline EmpiricalRisk risk(std::shared_ptr<const Samples> samples, const Choice& loss,
                          const Penalty& penalty = {}) {
  std::shared_ptr<const Model> model = makeModel({"linear", {}}, {samples->features.cols(), 1});
  return EmpiricalRisk(std::move(samples), std::move(model), makeLoss(loss), penalty);
}

inline Vector randomWeights(Index count, std::uint64_t seed = 1) {
  Random random(seed, "weights");
  return randomMatrix(random, count, 1);
}

}  // namespace lossarium::testing
