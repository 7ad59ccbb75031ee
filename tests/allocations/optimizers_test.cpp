// No step of a first-order optimiser asks for memory: counted where all of it comes from, malloc and operator
// new.
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/optimizers/optimizer.h"
#include "core/training/trainer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {
std::atomic<long> allocations = 0;
}  // namespace

extern "C" {
// glibc's own, under the name that programs may call when they put theirs in its place.
void* __libc_malloc(std::size_t size);                           // NOLINT
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT

void* malloc(std::size_t size) {
  ++allocations;
  return __libc_malloc(size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  ++allocations;
  return __libc_memalign(alignment, size);
}
}

namespace lossarium {
namespace {

bool searchesLines(const OptimizerSpec& spec) { return spec.id == "lbfgs" || spec.id == "newton"; }

TEST(Allocations, AreCountedAtAll) {
  const long before = allocations;
  const auto vector = std::make_unique<Vector>(Vector::Zero(100));
  EXPECT_EQ(allocations - before, 2);
}

TEST(Allocations, NoneInAnyStepOfAFirstOrderOptimizer) {
  const Rosenbrock valley;
  for (const auto& entry : optimizerCatalog()) {
    if (searchesLines(*entry.spec)) continue;
    const auto optimizer =
        makeOptimizer({std::string(entry.spec->id), {{"learning_rate", 1e-4}, {"clip_norm", 10.0}}});
    Vector weights = Rosenbrock::usualStart();
    auto state = optimizer->start(2);
    const long before = allocations;
    for (int i = 0; i < 100; ++i) optimizer->step(valley, weights, state);
    EXPECT_EQ(allocations - before, 0) << entry.spec->id;
  }
}

// Nor in what a trainer does around them, once it has begun.
TEST(Allocations, NoneInATrainersSteps) {
  for (const auto& entry : optimizerCatalog()) {
    if (searchesLines(*entry.spec)) continue;
    Trainer trainer(
        build(withSettings(defaultExperiment(), {{"optimizer", std::string(entry.spec->id)},
                                                 {"optimizer.schedule", std::string("cosine")}})));
    for (int i = 0; i < 5; ++i) trainer.step();
    const long before = allocations;
    for (int i = 0; i < 50; ++i) trainer.step();
    EXPECT_EQ(allocations - before, 0) << entry.spec->id;
  }
}

TEST(Allocations, NoneInANetworksSteps) {
  for (const std::int64_t batch : {32, 0}) {  // by itself, and shared among threads
    Trainer trainer(build(withSettings(defaultExperiment(), {{"dataset", std::string("plane")},
                                                             {"dataset.samples", std::int64_t{4000}},
                                                             {"model", std::string("mlp")},
                                                             {"model.width", std::int64_t{64}},
                                                             {"optimizer.learning_rate", 0.001},
                                                             {"training.batch_size", batch},
                                                             {"training.epochs", std::int64_t{100000}}})));
    for (int i = 0; i < 200; ++i) trainer.step();
    const long before = allocations;
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(trainer.step());
    EXPECT_EQ(allocations - before, 0) << batch;
  }
}

}  // namespace
}  // namespace lossarium

#else

TEST(Allocations, CannotBeCountedHere) { GTEST_SKIP() << "needs glibc's malloc without a sanitizer"; }

#endif
