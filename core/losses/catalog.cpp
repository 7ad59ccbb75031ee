#include "core/base/catalog.h"

#include "core/losses/huber.h"
#include "core/losses/mae.h"
#include "core/losses/mse.h"

namespace lossarium {
namespace {

template <class Formula>
constexpr LossEntry residual() {
  return {&Formula::spec, &ResidualLoss<Formula>::make};
}

constexpr LossEntry entries[] = {
    residual<Mse>(),
    residual<Mae>(),
    residual<Huber>(),
};

}  // namespace

std::span<const LossEntry> lossCatalog() { return entries; }

std::unique_ptr<const Loss> makeLoss(const Choice& choice, const std::string& where) {
  const LossEntry& entry = findEntry(lossCatalog(), choice.id, "loss", where);
  return entry.make(completed(choice, entry.spec->parameters, where));
}

}  // namespace lossarium
