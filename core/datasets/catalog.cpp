#include "core/base/catalog.h"

#include "core/datasets/anscombe.h"
#include "core/datasets/belgian_calls.h"
#include "core/datasets/cars.h"
#include "core/datasets/csv_dataset.h"
#include "core/datasets/edits.h"
#include "core/datasets/engel.h"
#include "core/datasets/iris.h"
#include "core/datasets/motorcycle.h"
#include "core/datasets/noisy_line.h"
#include "core/datasets/old_faithful.h"
#include "core/datasets/pasted_table.h"
#include "core/datasets/penguins.h"
#include "core/datasets/stars_cyg_ob1.h"

namespace lossarium {
namespace {

template <class Set>
constexpr DatasetEntry bundled() {
  return {&Set::spec, &makeBundled<Set>};
}

constexpr DatasetEntry entries[] = {
    bundled<BelgianCalls>(),
    bundled<StarsCygOb1>(),
    bundled<Engel>(),
    bundled<Motorcycle>(),
    bundled<Cars>(),
    bundled<OldFaithful>(),
    {&Anscombe::spec, &Anscombe::make},
    bundled<Iris>(),
    bundled<Penguins>(),
    {&NoisyLine::spec, &NoisyLine::make},
    {&CsvDataset::spec, &CsvDataset::make},
    {&PastedTable::spec, &PastedTable::make},
};

}  // namespace

std::span<const DatasetEntry> datasetCatalog() { return entries; }

const DatasetSpec& datasetSpec(std::string_view id, const std::string& where) {
  return *findEntry(datasetCatalog(), id, "data set", where).spec;
}

Dataset makeDataset(const Choice& choice, const Progress& progress, const std::string& where) {
  const DatasetEntry& entry = findEntry(datasetCatalog(), choice.id, "data set", where);
  const Choice plain = withoutEdits(choice);
  Dataset dataset = entry.make(completed(plain, entry.spec->parameters, where), progress);
  const auto edits = editsOf(choice);
  if (edits.empty()) return dataset;
  return edited(std::make_shared<const Dataset>(std::move(dataset)), edits, where + ".edits");
}

}  // namespace lossarium
