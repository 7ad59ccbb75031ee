#pragma once

#include "core/datasets/table_dataset.h"

namespace lossarium {

struct CsvDataset {
  static constexpr ParameterSpec parameters[] = {
      {.id = "file", .label = "File", .kind = ParameterKind::text, .hint = "A CSV file with a header line."},
      featuresParameter,
      targetParameter,
      taskParameter,
      standardizeParameter};
  static constexpr DatasetSpec spec{
      .id = "csv", .title = "CSV file", .parameters = parameters, .caption = "Your own data."};

  static Dataset make(const Choice& choice, const Progress& progress) {
    if (choice.text("file").empty()) throw Error("dataset.file is missing: it names the CSV file");
    return tableDataset(readCsv(choice.text("file"), progress), chosenColumns(choice, {}, {}));
  }
};

}  // namespace lossarium
