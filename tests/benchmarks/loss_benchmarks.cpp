// How fast every loss is, next to what the machine allows: copying the same bytes, an exponential and a
// logarithm for each element. Run with --benchmark_repetitions=5 --benchmark_report_aggregates_only=true;
// names are task/loss/what/elements/threads.
#include "core/base/parallel_for.h"
#include "core/base/random.h"
#include "core/base/vector_math.h"
#include "core/losses/loss.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <map>

namespace lossarium {
namespace {

constexpr Index numbers = 10'000'000, rowsOfClasses = 1'000'000, classes = 10, boxes = 1'000'000;

struct Data {
  Matrix prediction, target, value, slope;

  Data(Index rows, Index outputs, Index targets) {
    // Writing them puts the pages in place.
    prediction.setZero(rows, outputs);
    target.setZero(rows, targets);
    value.setZero(rows, 1);
    slope.setZero(rows, outputs);
  }
};

Data numberData(Task task) {
  Data data(numbers, 1, 1);
  Random random(1, "benchmark");
  for (Index i = 0; i < numbers; ++i) {
    data.prediction(i) = random.normal();
    data.target(i) = task == Task::binary ? (random.uniform() < 0.5 ? 1.0 : 0.0) : std::abs(random.normal());
    if (task == Task::regression) data.prediction(i) = std::abs(data.prediction(i));  // some need it positive
  }
  return data;
}

Data classData() {
  Data data(rowsOfClasses, classes, 1);
  Random random(1, "benchmark");
  for (double& z : data.prediction.reshaped()) z = 2 * random.normal();
  for (double& t : data.target.reshaped()) t = std::floor(random.uniform() * classes);
  return data;
}

Data boxData() {
  Data data(boxes, 4, 4);
  Random random(1, "benchmark");
  for (Matrix* all : {&data.prediction, &data.target})
    for (Index i = 0; i < boxes; ++i) {
      const double x = random.normal(), y = random.normal();
      all->row(i) =
          Eigen::RowVector4d(x, y, x + std::exp(0.5 * random.normal()), y + std::exp(0.5 * random.normal()));
    }
  return data;
}

// Made when it is first needed; one task's data is kept at a time.
Data& dataOf(Task task) {
  static std::map<Task, Data> kept;
  if (const auto found = kept.find(task); found != kept.end()) return found->second;
  kept.clear();
  return kept
      .emplace(task, task == Task::classes ? classData()
                     : task == Task::boxes ? boxData()
                                           : numberData(task))
      .first->second;
}

// Calls body(first, rows) for each thread's share.
template <class Body>
void shared(Index rows, int threads, const Body& body) {
  const Index share = (rows / threads + 7) / 8 * 8;
  parallelFor(threads, [&](Index thread) {
    const Index first = thread * share;
    body(first, thread + 1 == threads ? rows - first : share);
  });
}

void count(benchmark::State& state, Index rows, Index doubles) {
  state.SetItemsProcessed(state.iterations() * rows);
  state.SetBytesProcessed(state.iterations() * rows * doubles * static_cast<Index>(sizeof(double)));
}

void evaluateAll(benchmark::State& state, const LossSpec& spec, bool withSlope, int threads) {
  const auto loss = makeLoss({std::string(spec.id), {}});
  Data& data = dataOf(spec.task);
  const Index rows = data.prediction.rows();
  setThreadCount(threads);
  for (auto _ : state) {
    shared(rows, threads, [&](Index first, Index share) {
      loss->evaluate({.rows = share,
                      .outputs = data.prediction.cols(),
                      .stride = rows,
                      .targetStride = rows,
                      .prediction = data.prediction.data() + first,
                      .target = data.target.data() + first,
                      .value = data.value.data() + first,
                      .slope = withSlope ? data.slope.data() + first : nullptr});
    });
    benchmark::ClobberMemory();
  }
  count(state, rows, data.prediction.cols() * (withSlope ? 2 : 1) + data.target.cols() + 1);
}

// As many bytes read and written as by value and slope of a loss of one output, without a formula.
void copyAll(benchmark::State& state, int threads) {
  Data& data = dataOf(Task::regression);
  setThreadCount(threads);
  for (auto _ : state) {
    shared(numbers, threads, [&](Index first, Index share) {
      const auto bytes = static_cast<std::size_t>(share) * sizeof(double);
      std::memcpy(data.value.data() + first, data.prediction.data() + first, bytes);
      std::memcpy(data.slope.data() + first, data.target.data() + first, bytes);
    });
    benchmark::ClobberMemory();
  }
  count(state, numbers, 4);
}

template <double (*function)(double)>
void applyAll(benchmark::State& state, int threads) {
  Data& data = dataOf(Task::regression);
  setThreadCount(threads);
  for (auto _ : state) {
    shared(numbers, threads, [&](Index first, Index share) {
      const double* __restrict in = data.prediction.data() + first;
      double* __restrict out = data.value.data() + first;
      for (Index i = 0; i < share; ++i) out[i] = function(in[i]);
    });
    benchmark::ClobberMemory();
  }
  count(state, numbers, 2);
}

double libraryExp(double x) { return std::exp(x); }
double libraryLog(double x) { return std::log(x); }

void registerAll() {
  const auto add = [](const std::string& name, const auto& body) {
    for (const int threads : {1, 2})
      benchmark::RegisterBenchmark((name + "/" + std::to_string(threads)).c_str(),
                                   [=](benchmark::State& state) { body(state, threads); })
          ->UseRealTime()
          ->Unit(benchmark::kMillisecond);
  };
  add("limit/copy/numbers", &copyAll);
  add("limit/exp/numbers", &applyAll<fastExp>);
  add("limit/log/numbers", &applyAll<fastLog>);
  add("limit/library exp/numbers", &applyAll<libraryExp>);
  add("limit/library log/numbers", &applyAll<libraryLog>);
  for (const LossEntry& entry : lossCatalog())
    for (const bool withSlope : {false, true}) {
      const LossSpec* spec = entry.spec;
      add(std::string(toText(spec->task)) + "/" + std::string(spec->id) +
              (withSlope ? "/value and slope" : "/value"),
          [=](benchmark::State& state, int threads) { evaluateAll(state, *spec, withSlope, threads); });
    }
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
