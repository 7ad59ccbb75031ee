// The real sets that come with the program (resources/datasets, with their sources).
#pragma once

#include "core/datasets/embedded.h"
#include "core/datasets/table_dataset.h"

namespace lossarium {

// Their columns are chosen well already.
constexpr ParameterSpec onDemand(ParameterSpec spec) {
  spec.seldomNeeded = true;
  return spec;
}

inline constexpr ParameterSpec bundledParameters[] = {onDemand(featuresParameter), onDemand(targetParameter),
                                                      onDemand(taskParameter), standardizeParameter};

/// `Set` has a spec, the file's name, and the columns that are taken unless the user chooses others.
template <class Set>
Dataset makeBundled(const Choice& choice, const Progress& progress) {
  const Table table = parseCsv(embeddedTable(Set::file), std::string(Set::file), progress);
  return tableDataset(table, chosenColumns(choice, {std::string(Set::feature)}, std::string(Set::target)));
}

}  // namespace lossarium
