// How fast networks train: samples a second of whole training steps (draw a batch, forward, loss, backward,
// update, checks), as a run makes them. against_pytorch.py does the same work there.
#include "core/base/parallel_for.h"
#include "core/base/random.h"
#include "core/training/trainer.h"

#include <benchmark/benchmark.h>

namespace lossarium {
namespace {

struct Work {
  const char* name;
  Index inputs, layers, width, outputs;
  const char* activation;
  Index rows, batch;
};

constexpr Work works[] = {{"2-8-8-1 tanh", 2, 2, 8, 1, "tanh", 500, 10},
                          {"2-64-64-1 tanh", 2, 2, 64, 1, "tanh", 2000, 32},
                          {"784-256-10 relu", 784, 1, 256, 10, "relu", 10000, 128},
                          {"2-64-64-1 tanh, all rows", 2, 2, 64, 1, "tanh", 20000, 20000}};

Dataset randomData(const Work& work) {
  Random random(1, "benchmark");
  Dataset dataset;
  dataset.task = work.outputs > 1 ? Task::classes : Task::regression;
  dataset.features = Matrix::NullaryExpr(work.rows, work.inputs, [&] { return random.normal(); });
  dataset.target = Matrix::NullaryExpr(work.rows, 1, [&] {
    return work.outputs > 1 ? static_cast<double>(random.below(static_cast<std::uint64_t>(work.outputs)))
                            : random.normal();
  });
  for (Index k = 0; k < work.outputs && work.outputs > 1; ++k)
    dataset.classNames.push_back(std::to_string(k));
  return dataset;
}

std::shared_ptr<const Problem> problemOf(const Work& work) {
  auto problem = std::make_shared<Problem>();
  problem->experiment =
      withSettings(defaultExperiment(), {{"model", std::string("mlp")},
                                         {"model.layers", std::int64_t{work.layers}},
                                         {"model.width", std::int64_t{work.width}},
                                         {"model.activation", std::string(work.activation)},
                                         {"loss", std::string(work.outputs > 1 ? "cross_entropy" : "mse")},
                                         {"optimizer.learning_rate", 0.01},
                                         {"training.batch_size", std::int64_t{work.batch}},
                                         {"training.epochs", std::int64_t{1000000000}}});
  problem->dataset = std::make_shared<const Dataset>(randomData(work));
  problem->standardization = Standardization::none(work.inputs);
  problem->model = makeModel(problem->experiment.model, {work.inputs, work.outputs});
  problem->loss = makeLoss(problem->experiment.loss);
  problem->optimizer = makeOptimizer(problem->experiment.optimizer);
  auto samples = std::make_shared<Samples>(Samples{problem->dataset->features, problem->dataset->target});
  problem->training = std::make_shared<EmpiricalRisk>(samples, problem->model, problem->loss, Penalty{});
  return problem;
}

void training(benchmark::State& state, const Work& work, int threads) {
  setThreadCount(threads);
  Trainer trainer(problemOf(work));
  for (auto _ : state) benchmark::DoNotOptimize(trainer.step());
  state.SetItemsProcessed(state.iterations() * work.batch);
  setThreadCount(0);
}

void registerAll() {
  for (const Work& work : works)
    for (const int threads : {1, 2})
      benchmark::RegisterBenchmark(
          (std::string("train/") + work.name + "/" + std::to_string(threads)).c_str(),
          [&work, threads](benchmark::State& state) { training(state, work, threads); })
          ->UseRealTime();
}

}  // namespace
}  // namespace lossarium

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  lossarium::registerAll();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
