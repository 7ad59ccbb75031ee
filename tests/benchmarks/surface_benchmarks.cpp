// Loss surfaces: grid points a second, on one thread and on two, and the limits of the machine beside them.
// surfaces_against_pytorch.py does the same in PyTorch.
#include "core/base/parallel_for.h"
#include "core/base/random.h"
#include "core/landscape/surface.h"
#include "core/losses/loss.h"
#include "core/models/kernels.h"
#include "core/objectives/empirical_risk.h"

#include <benchmark/benchmark.h>

#include <string>

namespace lossarium {
namespace {

struct Work {
  std::string name;
  Choice model;
  Index features, outputs, rows;
  std::string loss;
  std::vector<Index> grids;
};

Choice network(std::int64_t layers, std::int64_t width, const std::string& activation) {
  return {"mlp", {{"layers", layers}, {"width", width}, {"activation", activation}}};
}

std::vector<Work> works() {
  const std::vector<Index> grids{51, 101, 256};
  return {{"linear mse", {"linear", {}}, 1, 1, 200, "mse", grids},
          {"linear huber", {"linear", {}}, 1, 1, 200, "huber", grids},
          {"2-8-8-1 tanh", network(2, 8, "tanh"), 2, 1, 500, "mse", grids},
          {"2-64-64-1 tanh", network(2, 64, "tanh"), 2, 1, 2000, "mse", grids},
          {"784-256-10 relu", network(1, 256, "relu"), 784, 10, 1000, "cross_entropy", {25}}};
}

Vector drawn(Random& random, Index count, double size) {
  Vector values(count);
  for (double& each : values) each = size * random.normal();
  return values;
}

EmpiricalRisk riskOf(const Work& work) {
  Random random(1, "surface benchmark");
  auto samples = std::make_shared<Samples>();
  samples->features = drawn(random, work.rows * work.features, 1).reshaped(work.rows, work.features);
  samples->target = drawn(random, work.rows, 1);
  if (work.outputs > 1)
    for (double& each : samples->target.reshaped())
      each = static_cast<double>(random.below(static_cast<std::uint64_t>(work.outputs)));
  const Matrix* seen = &samples->features;
  std::shared_ptr<const Model> model = makeModel(work.model, {work.features, work.outputs, seen});
  std::shared_ptr<const Loss> loss = makeLoss({work.loss, {}});
  return {samples, model, loss, {}};
}

Slice planeOf(const EmpiricalRisk& risk) {
  Random random(2, "surface benchmark");
  Slice slice;
  slice.origin = risk.model().start(1);
  slice.u = drawn(random, slice.origin.size(), 0.1);
  slice.v = drawn(random, slice.origin.size(), 0.1);
  return slice;
}

void surface(benchmark::State& state, const Work& work, Index grid, int threads) {
  const EmpiricalRisk risk = riskOf(work);
  const Slice slice = planeOf(risk);
  setThreadCount(threads);
  for (auto _ : state)
    benchmark::DoNotOptimize(computeSurface(risk, slice, grid, {}, Precision::picture).values.data());
  setThreadCount(0);
  state.SetItemsProcessed(state.iterations() * grid * grid);
}

// The machine's limits, in single precision and with its widest vectors: multiplications and additions in
// registers alone, and tanh on numbers that stay in the first-level cache.
template <class Vector>
[[gnu::always_inline]] inline float multiplyInRegisters(Index times, float factor) {
  constexpr int chains = 12;  // more than the latency times the units
  Vector sum[chains] = {};
  const Vector a = Vector{} + factor, b = Vector{} + 0.5F;
  for (Index i = 0; i < times; ++i)
#pragma GCC unroll 12
    for (int c = 0; c < chains; ++c) sum[c] = sum[c] * a + b;
  float all = 0;
  for (int c = 0; c < chains; ++c) all += sum[c][0];
  return all;
}

typedef float Single8 __attribute__((vector_size(32)));
typedef float Single16 __attribute__((vector_size(64)));

#ifdef __x86_64__
[[gnu::target("avx512f,fma")]] float multiplyWide(Index times, float factor) {
  return multiplyInRegisters<Single16>(times, factor);
}
#endif
float multiplyCommon(Index times, float factor) { return multiplyInRegisters<Single8>(times, factor); }

void multiplicationLimit(benchmark::State& state) {
  float factor = 0.5F;
  constexpr Index times = 10000, chains = 12;
  bool wide = false;
#ifdef __x86_64__
  wide = panels::wideSingleKernels() != nullptr;
  if (wide)
    for (auto _ : state) {
      benchmark::DoNotOptimize(factor);
      benchmark::DoNotOptimize(multiplyWide(times, factor));
    }
#endif
  if (!wide)
    for (auto _ : state) {
      benchmark::DoNotOptimize(factor);
      benchmark::DoNotOptimize(multiplyCommon(times, factor));
    }
  state.SetItemsProcessed(state.iterations() * times * chains * (wide ? 16 : 8));
}

void tangentLimit(benchmark::State& state) {
  std::vector<float> sums(4096), values(4096);
  Random random(1, "tanh");
  for (float& each : sums) each = static_cast<float>(random.normal());
  for (auto _ : state) {
    panels::singleKernels().hyperbolicTangent(std::ssize(sums), sums.data(), values.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * std::ssize(sums));
}

void registerAll() {
  benchmark::RegisterBenchmark("limit/multiplications and additions", multiplicationLimit);
  benchmark::RegisterBenchmark("limit/tanh", tangentLimit);
  for (const Work& work : works())
    for (const Index grid : work.grids)
      for (const int threads : {1, 2})
        benchmark::RegisterBenchmark(
            ("surface/" + work.name + "/" + std::to_string(grid) + "/" + std::to_string(threads)).c_str(),
            [work, grid, threads](benchmark::State& state) { surface(state, work, grid, threads); })
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace lossarium

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  lossarium::registerAll();
  benchmark::RunSpecifiedBenchmarks();
}
