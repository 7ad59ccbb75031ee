// How fast the core is. Run with --benchmark_repetitions=5 --benchmark_report_aggregates_only=true.
#include "core/base/random.h"
#include "core/datasets/csv.h"
#include "core/landscape/framing.h"
#include "core/landscape/surface.h"
#include "core/objectives/test_functions/quadratic.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/training/recorded_run.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr Index blockRows = 512;  // as the objectives call the kernel

struct Block {
  Vector prediction{blockRows}, target{blockRows}, value{blockRows}, slope{blockRows};

  Block() {
    Random random(1, "benchmark");
    for (Index i = 0; i < blockRows; ++i) {
      prediction[i] = random.normal();
      target[i] = random.normal();
    }
  }
};

// Each row reads prediction and target and writes `outputs` numbers.
void count(benchmark::State& state, Index outputs) {
  state.SetItemsProcessed(state.iterations() * blockRows);
  state.SetBytesProcessed(state.iterations() * blockRows * (2 + outputs) *
                          static_cast<Index>(sizeof(double)));
}

void lossBlock(benchmark::State& state, const std::string& id, bool withSlope) {
  const auto loss = makeLoss({id, {}});
  Block block;
  for (auto _ : state) {
    loss->evaluate({.rows = blockRows,
                    .stride = blockRows,
                    .targetStride = blockRows,
                    .prediction = block.prediction.data(),
                    .target = block.target.data(),
                    .value = block.value.data(),
                    .slope = withSlope ? block.slope.data() : nullptr});
    benchmark::DoNotOptimize(block.value.data());
    benchmark::ClobberMemory();
  }
  count(state, withSlope ? 2 : 1);
}

// What the memory allows: the same bytes read and written, without a formula.
void copyBlock(benchmark::State& state, bool withSlope) {
  Block block;
  for (auto _ : state) {
    block.value = block.prediction + block.target;
    if (withSlope) block.slope = block.prediction;
    benchmark::DoNotOptimize(block.value.data());
    benchmark::ClobberMemory();
  }
  count(state, withSlope ? 2 : 1);
}

std::shared_ptr<const Problem> problemWith(const std::map<std::string, Value>& set) {
  return build(withSettings(defaultExperiment(), set));
}

void surface(benchmark::State& state, const std::string& dataset, const std::string& loss) {
  const auto problem = problemWith({{"dataset", dataset}, {"loss", loss}});
  const Framing framing = frame(*problem, {}, std::nullopt);
  constexpr Index grid = 101;
  for (auto _ : state)
    benchmark::DoNotOptimize(computeSurface(*problem->training, framing.slice, grid).values.data());
  state.SetItemsProcessed(state.iterations() * grid * grid);
}

void trainingSteps(benchmark::State& state, const std::string& dataset, std::int64_t batch,
                   const std::string& optimizer) {
  Trainer trainer(problemWith({{"dataset", dataset},
                               {"optimizer", optimizer},
                               {"training.batch_size", batch},
                               {"training.epochs", std::int64_t{1000000000}}}));
  for (auto _ : state) benchmark::DoNotOptimize(trainer.step());
  state.SetItemsProcessed(state.iterations());
}

// Nothing but the optimiser: Rosenbrock's function costs a few nanoseconds.
void optimizerSteps(benchmark::State& state, const std::string& id, Index weights) {
  Choice choice{id, {}};
  if (!std::isnan(makeOptimizer(choice)->learningRate())) choice.parameters["learning_rate"] = 1e-4;
  const auto optimizer = makeOptimizer(choice);
  const Rosenbrock valley;
  const Quadratic bowl(Vector::LinSpaced(weights, 0.1, 10));
  const Objective& objective = weights == 2 ? static_cast<const Objective&>(valley) : bowl;
  Vector w = weights == 2 ? Rosenbrock::usualStart() : Vector::Ones(weights);
  OptimizerState memory = optimizer->start(weights);
  for (auto _ : state) benchmark::DoNotOptimize(optimizer->step(objective, w, memory));
  state.SetItemsProcessed(state.iterations() * weights);
}

using Settings = std::map<std::string, Value>;

// A run with its history: what keeping it costs, and how much memory it takes.
void recordedSteps(benchmark::State& state, Settings set) {
  set["training.epochs"] = std::int64_t{1000000000};
  RecordedRun run(problemWith(set));
  for (auto _ : state) benchmark::DoNotOptimize(run.step());
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes"] = static_cast<double>(run.bytes());
}

// From anywhere to anywhere in a run of `steps` steps, and the frame that is shown there.
void scrub(benchmark::State& state, Settings set, std::int64_t steps) {
  set["training.epochs"] = std::int64_t{1000000000};
  RecordedRun run(problemWith(set));
  while (run.state().step < steps) run.step();
  Random random(1, "scrub");
  for (auto _ : state) {
    const auto to = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(steps)));
    while (!run.approach(to)) {
    }
    benchmark::DoNotOptimize(run.frame());
  }
  state.counters["bytes"] = static_cast<double>(run.bytes());
}

void registerTimeTravel() {
  const std::pair<std::string, Settings> problems[] = {
      {"belgian_calls", {}},
      {"noisy_line of 1000 in batches of 32",
       {{"dataset", std::string("noisy_line")},
        {"dataset.samples", std::int64_t{1000}},
        {"training.batch_size", std::int64_t{32}}}},
      {"penguins by adam", {{"dataset", std::string("penguins")}, {"optimizer", std::string("adam")}}}};
  for (const auto& [name, set] : problems) {
    benchmark::RegisterBenchmark(("time/recorded steps, " + name).c_str(),
                                 [set = set](benchmark::State& state) { recordedSteps(state, set); });
    for (const std::int64_t steps : {100000, 10000000})
      benchmark::RegisterBenchmark(("time/scrub over " + std::to_string(steps) + ", " + name).c_str(),
                                   [set = set, steps](benchmark::State& state) { scrub(state, set, steps); })
          ->Iterations(300);
  }
}

void parseTable(benchmark::State& state, bool quoted) {
  Random random(1, "benchmark");
  std::string text = "x,y,label\n";
  while (text.size() < 4'000'000)
    text +=
        toText(random.normal()) + "," + toText(random.normal()) + (quoted ? ",\"a \"\"b\"\" c\"\n" : ",1\n");
  for (auto _ : state) benchmark::DoNotOptimize(parseCsv(text, "benchmark.csv").rows);
  state.SetBytesProcessed(state.iterations() * static_cast<Index>(text.size()));
}

void registerAll() {
  const auto add = [](const std::string& name, const auto& body) {
    benchmark::RegisterBenchmark(name.c_str(), body);
  };
  add("block/copy", [](benchmark::State& state) { copyBlock(state, false); });
  add("block/copy two", [](benchmark::State& state) { copyBlock(state, true); });
  for (const auto& entry : lossCatalog()) {
    if (entry.spec->task != Task::regression) continue;
    const std::string id(entry.spec->id);
    add("block/" + id + " value", [id](benchmark::State& state) { lossBlock(state, id, false); });
    add("block/" + id + " value and slope", [id](benchmark::State& state) { lossBlock(state, id, true); });
    for (const std::string set : {"belgian_calls", "noisy_line"})
      benchmark::RegisterBenchmark(("surface/" + set + " " + id).c_str(), [id, set](benchmark::State& state) {
        surface(state, set, id);
      })->UseRealTime();
  }
  for (const auto& entry : optimizerCatalog()) {
    const std::string id(entry.spec->id);
    add("optimizer/rosenbrock " + id, [id](benchmark::State& state) { optimizerSteps(state, id, 2); });
    if (id != "newton")
      add("optimizer/10000 weights " + id,
          [id](benchmark::State& state) { optimizerSteps(state, id, 10000); });
    add("steps/belgian_calls full batch " + id,
        [id](benchmark::State& state) { trainingSteps(state, "belgian_calls", 0, id); });
    add("steps/noisy_line batch 10 " + id,
        [id](benchmark::State& state) { trainingSteps(state, "noisy_line", 10, id); });
  }
  registerTimeTravel();
  add("csv/numbers", [](benchmark::State& state) { parseTable(state, false); });
  add("csv/quoted", [](benchmark::State& state) { parseTable(state, true); });
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
