// The regression simulation of box losses: steps of a case a second, on one thread and on two, whole (5,000
// anchor points) and a hundredth of it, and the machine's limits beside it. boxes_against_numpy.py does the
// same in NumPy and in PyTorch.
#include "core/base/parallel_for.h"
#include "core/boxes/box_descent.h"
#include "core/boxes/regression_error.h"
#include "core/boxes/regression_simulation.h"
#include "core/losses/loss.h"

#include <benchmark/benchmark.h>

#include <string>

namespace lossarium {
namespace {

void simulation(benchmark::State& state, const std::string& loss, Index anchors, int threads) {
  const auto points = anchorPoints(anchors, 1);
  setThreadCount(threads);
  Index cases = 0;
  for (auto _ : state) cases = simulateRegression({loss, {}}, points).cases;
  setThreadCount(0);
  state.SetItemsProcessed(state.iterations() * cases * regressionIterations);
}

// One anchor point, which stays in the first-level cache: the kernel alone.
void kernel(benchmark::State& state, const std::string& loss, BoxVectors vectors) {
  const auto descent = makeBoxDescent({loss, {}}, "loss", vectors);
  const RegressionCases start = regressionCasesAt(anchorPoints(1, 1)[0]);
  const std::vector<double> rates(static_cast<std::size_t>(regressionIterations), 0.1);
  std::vector<double> errors(rates.size());
  for (auto _ : state) {
    RegressionCases cases = start;
    descent->descend(cases, rates, errors.data());
    benchmark::DoNotOptimize(errors.data());
  }
  state.SetItemsProcessed(state.iterations() * RegressionCases::count * regressionIterations);
}

// The same columns read, moved and summed, without a loss: what a step costs at the least.
[[gnu::always_inline]] inline double moved(RegressionCases& cases, double rate) {
  alignas(64) RegressionCases::Column error;
  for (Index i = 0; i < RegressionCases::padded; ++i) {
    cases.x[i] -= rate * (cases.x[i] - targetCentre);
    cases.y[i] -= rate * (cases.y[i] - targetCentre);
    cases.width[i] -= rate * (cases.width[i] - cases.targetWidth[i]);
    cases.height[i] -= rate * (cases.height[i] - cases.targetHeight[i]);
    error[i] = errorOfCase(cases, i);
  }
  return sumOfErrors(error);
}

// Divisions alone, one a case; a loss of boxes takes one (IoU) to six (SIoU).
[[gnu::always_inline]] inline double divided(RegressionCases& cases, double rate) {
  for (Index i = 0; i < RegressionCases::padded; ++i) cases.x[i] = rate / cases.x[i];
  return cases.x[0];
}

double movedCommon(RegressionCases& cases, double rate) { return moved(cases, rate); }
double dividedCommon(RegressionCases& cases, double rate) { return divided(cases, rate); }
#if defined(__AVX2__) && defined(__GNUC__) && !defined(__clang__)
[[gnu::target("avx512f,avx512dq,avx512vl,prefer-vector-width=512")]] double movedWide(RegressionCases& cases,
                                                                                      double rate) {
  return moved(cases, rate);
}
[[gnu::target("avx512f,avx512dq,avx512vl,prefer-vector-width=512")]] double dividedWide(
    RegressionCases& cases, double rate) {
  return divided(cases, rate);
}
bool isWide() { return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"); }
#else
constexpr auto movedWide = movedCommon, dividedWide = dividedCommon;
bool isWide() { return false; }
#endif

void limit(benchmark::State& state, double (*pass)(RegressionCases&, double)) {
  RegressionCases cases = regressionCasesAt(anchorPoints(1, 1)[0]);
  for (auto _ : state) benchmark::DoNotOptimize(pass(cases, 1e-9));
  state.SetItemsProcessed(state.iterations() * RegressionCases::count);
}

void registerKernels(const std::string& loss) {
  benchmark::RegisterBenchmark(("kernel/" + loss + "/widest").c_str(), kernel, loss, BoxVectors::widest);
  benchmark::RegisterBenchmark(("kernel/" + loss + "/common").c_str(), kernel, loss, BoxVectors::common);
}

void registerSimulations(const std::string& loss) {
  for (const Index anchors : {50, 5000})
    for (const int threads : {1, 2})
      benchmark::RegisterBenchmark(
          ("simulation/" + loss + "/" + std::to_string(anchors) + "/" + std::to_string(threads)).c_str(),
          simulation, loss, anchors, threads)
          ->UseRealTime()
          ->MeasureProcessCPUTime()
          ->Unit(benchmark::kMillisecond);
}

void registerAll() {
  benchmark::RegisterBenchmark("limit/moved without a loss", limit, isWide() ? movedWide : movedCommon);
  benchmark::RegisterBenchmark("limit/a division each", limit, isWide() ? dividedWide : dividedCommon);
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->task == Task::boxes) {
      registerKernels(std::string(entry.spec->id));
      registerSimulations(std::string(entry.spec->id));
    }
}

}  // namespace
}  // namespace lossarium

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  lossarium::registerAll();
  benchmark::RunSpecifiedBenchmarks();
}
