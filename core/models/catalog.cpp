#include "core/base/catalog.h"

#include "core/models/box_linear.h"
#include "core/models/boxes.h"
#include "core/models/linear.h"
#include "core/models/mlp.h"
#include "core/models/polynomial.h"

namespace lossarium {
namespace {

constexpr ModelEntry entries[] = {
    {&Linear::modelSpec, &Linear::make},
    {&Polynomial::modelSpec, &Polynomial::make},
    {&Mlp::modelSpec, &Mlp::make},
    {&Boxes::modelSpec, &Boxes::make},
    {&BoxLinear::modelSpec, &BoxLinear::make},
};

}  // namespace

std::span<const ModelEntry> modelCatalog() { return entries; }

std::unique_ptr<const Model> makeModel(const Choice& choice, const ModelShape& shape,
                                       const std::string& where) {
  const ModelEntry& entry = findEntry(modelCatalog(), choice.id, "model", where);
  return entry.make(completed(choice, entry.spec->parameters, where), shape);
}

}  // namespace lossarium
