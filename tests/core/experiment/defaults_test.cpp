// Whatever data set and loss one picks first, it works: from the default start, with what is suggested, a run
// ends near the least loss.
#include "core/objectives/classification.h"
#include "core/training/trainer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

using testing::problemWith;

constexpr double near = 0.05;

struct Case {
  std::string dataset, loss;
};
[[maybe_unused]] void PrintTo(const Case& each, std::ostream* out) {
  *out << each.loss << " on " << each.dataset;
}

// The least of what L-BFGS finds, and of a run ten times as long with a rate that falls.
double least(const Problem& problem) {
  const auto lbfgs = makeOptimizer({"lbfgs", {}});
  Vector weights = problem.startWeights();
  OptimizerState state = lbfgs->start(weights.size());
  for (int step = 0; step < 2000; ++step) lbfgs->step(*problem.training, weights, state);
  const double byLineSearch = problem.training->loss(weights);
  Experiment longer = problem.experiment;
  longer.training.epochs *= 10;
  if (longer.optimizer.has("schedule")) longer.optimizer.parameters["schedule"] = std::string("cosine");
  Trainer trainer(build(longer));
  while (trainer.step()) {
  }
  const double byPatience = trainer.problem()->training->loss(trainer.state().weights);
  return std::isfinite(byLineSearch) ? std::min(byLineSearch, byPatience) : byPatience;
}

// Of the best constant prediction: what classes that can be told apart are measured against, for their least
// loss is near 0 and five per cent of that would be nothing. Of boxes, which one and the same box for all
// says little of, the boxes as they were predicted.
double ofAConstant(const Problem& problem) {
  if (problem.dataset->task == Task::boxes) return problem.training->loss(problem.startWeights());
  auto samples = std::make_shared<Samples>(problem.training->samples());
  samples->features.setZero();
  const std::shared_ptr<const Model> constant =
      makeModel({"linear", {}}, {samples->features.cols(), problem.dataset->outputs()});
  const EmpiricalRisk risk(samples, constant, problem.loss, {});
  const auto lbfgs = makeOptimizer({"lbfgs", {}});
  Vector weights = Vector::Zero(constant->weightCount());
  if (problem.dataset->task == Task::regression && !problem.loss->spec().logarithmOfRate)
    weights.tail(1).setConstant(samples->target.mean());
  OptimizerState state = lbfgs->start(weights.size());
  for (int step = 0; step < 200; ++step) lbfgs->step(risk, weights, state);
  return risk.loss(weights);
}

class Defaults : public ::testing::TestWithParam<Case> {};

TEST_P(Defaults, EndNearTheLeastLoss) {
  const auto problem = problemWith({{"dataset", GetParam().dataset}, {"loss", GetParam().loss}});
  Trainer trainer(problem);
  while (trainer.step()) {
  }
  EXPECT_NE(trainer.state().stop, Stop::diverged) << trainer.state().reason;
  const double end = problem->training->loss(trainer.state().weights), best = least(*problem);
  const double constant = ofAConstant(*problem);
  const double scale = std::abs(best) < near * std::abs(constant) ? constant : std::abs(best);
  EXPECT_LE(end - best, near * scale)
      << "ends at " << end << ", least " << best << ", rate "
      << toText(setting(problem->experiment, "optimizer.learning_rate")) << " of "
      << problem->experiment.optimizer.id << ", " << problem->experiment.optimizer.text("schedule");
}

// Every loss that can train on the data.
std::vector<Case> product() {
  std::vector<Case> cases;
  for (const DatasetEntry& data : datasetCatalog()) {
    const std::string id(data.spec->id);
    if (id == "csv" || id == "pasted_table") continue;
    const Dataset dataset = makeDataset({id, {}});
    for (const LossEntry& loss : lossCatalog())
      if (whyNot(*loss.spec, dataset).empty()) cases.push_back({id, std::string(loss.spec->id)});
  }
  return cases;
}
INSTANTIATE_TEST_SUITE_P(Product, Defaults, ::testing::ValuesIn(product()),
                         [](const auto& each) { return each.param.dataset + "_" + each.param.loss; });

}  // namespace
}  // namespace lossarium
