#include "core/base/catalog.h"

#include "core/optimizers/adadelta.h"
#include "core/optimizers/adagrad.h"
#include "core/optimizers/adam.h"
#include "core/optimizers/adamax.h"
#include "core/optimizers/adamw.h"
#include "core/optimizers/amsgrad.h"
#include "core/optimizers/gradient_descent.h"
#include "core/optimizers/lbfgs.h"
#include "core/optimizers/lion.h"
#include "core/optimizers/momentum.h"
#include "core/optimizers/nadam.h"
#include "core/optimizers/nesterov.h"
#include "core/optimizers/newton.h"
#include "core/optimizers/radam.h"
#include "core/optimizers/rmsprop.h"
#include "core/optimizers/rprop.h"

namespace lossarium {
namespace {

constexpr OptimizerEntry entries[] = {
    firstOrder<GradientDescent>(),
    firstOrder<Momentum>(),
    firstOrder<Nesterov>(),
    firstOrder<Adagrad>(),
    firstOrder<RmsProp>(),
    firstOrder<Adadelta>(),
    firstOrder<Adam>(),
    firstOrder<AmsGrad>(),
    firstOrder<AdamW>(),
    firstOrder<Adamax>(),
    firstOrder<NAdam>(),
    firstOrder<RAdam>(),
    firstOrder<Lion>(),
    firstOrder<Rprop>(),
    {&Lbfgs::optimizerSpec, &Lbfgs::make},
    {&Newton::optimizerSpec, &Newton::make},
};

}  // namespace

std::span<const OptimizerEntry> optimizerCatalog() { return entries; }

std::unique_ptr<const Optimizer> makeOptimizer(const Choice& choice, const std::string& where) {
  const OptimizerEntry& entry = findEntry(optimizerCatalog(), choice.id, "optimizer", where);
  return entry.make(completed(choice, entry.spec->parameters, where));
}

}  // namespace lossarium
