#include "core/base/catalog.h"

#include "core/datasets/anscombe.h"
#include "core/datasets/belgian_calls.h"
#include "core/datasets/blobs.h"
#include "core/datasets/box_pair.h"
#include "core/datasets/bumps.h"
#include "core/datasets/cars.h"
#include "core/datasets/circle.h"
#include "core/datasets/csv_dataset.h"
#include "core/datasets/detections.h"
#include "core/datasets/edits.h"
#include "core/datasets/engel.h"
#include "core/datasets/gaussians.h"
#include "core/datasets/heteroscedastic.h"
#include "core/datasets/imbalanced.h"
#include "core/datasets/iris.h"
#include "core/datasets/motorcycle.h"
#include "core/datasets/noisy_line.h"
#include "core/datasets/old_faithful.h"
#include "core/datasets/outlier_line.h"
#include "core/datasets/pasted_table.h"
#include "core/datasets/penguins.h"
#include "core/datasets/plane.h"
#include "core/datasets/rings.h"
#include "core/datasets/sine.h"
#include "core/datasets/spiral.h"
#include "core/datasets/stars_cyg_ob1.h"
#include "core/datasets/step.h"
#include "core/datasets/two_moons.h"
#include "core/datasets/xor.h"

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
    {&OutlierLine::spec, &OutlierLine::make},
    {&Heteroscedastic::spec, &Heteroscedastic::make},
    {&Sine::spec, &Sine::make},
    {&Step::spec, &Step::make},
    {&Plane::spec, &Plane::make},
    {&Bumps::spec, &Bumps::make},
    {&Gaussians::spec, &Gaussians::make},
    {&Circle::spec, &Circle::make},
    {&Xor::spec, &Xor::make},
    {&Spiral::spec, &Spiral::make},
    {&TwoMoons::spec, &TwoMoons::make},
    {&Imbalanced::spec, &Imbalanced::make},
    {&Blobs::spec, &Blobs::make},
    {&Rings::spec, &Rings::make},
    {&Detections::spec, &Detections::make},
    {&BoxPair::spec, &BoxPair::make},
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
