#include "core/base/catalog.h"

#include "core/optimizers/adam.h"
#include "core/optimizers/gradient_descent.h"

namespace lossarium {
namespace {

constexpr OptimizerEntry entries[] = {
    {&GradientDescent::optimizerSpec, &GradientDescent::make},
    {&Adam::optimizerSpec, &Adam::make},
};

}  // namespace

std::span<const OptimizerEntry> optimizerCatalog() { return entries; }

std::unique_ptr<const Optimizer> makeOptimizer(const Choice& choice, const std::string& where) {
  const OptimizerEntry& entry = findEntry(optimizerCatalog(), choice.id, "optimizer", where);
  return entry.make(completed(choice, entry.spec->parameters, where));
}

}  // namespace lossarium
