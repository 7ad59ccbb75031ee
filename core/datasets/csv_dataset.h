#pragma once

#include "core/datasets/table_dataset.h"

namespace lossarium {

struct CsvDataset {
  static constexpr ParameterSpec parameters[] = {
      {.id = "file", .label = "File", .kind = ParameterKind::text, .hint = "A CSV file with a header line."},
      featuresParameter,
      targetParameter,
      {.id = "task",
       .label = "Task",
       .kind = ParameterKind::choice,
       .mayBeAbsent = true,
       .hint = "What is predicted; without it, numbers mean regression and texts mean classes.",
       .choices = "regression|binary|classes|boxes"},
      standardizeParameter};
  static constexpr DatasetSpec spec{
      .id = "csv", .title = "CSV file", .parameters = parameters, .caption = "Your own data."};

  static Dataset make(const Choice& choice, const Progress& progress) {
    if (choice.text("file").empty()) throw Error("dataset.file is missing: it names the CSV file");
    ColumnChoice columns = chosenColumns(choice, {}, {});
    if (choice.has("task"))
      for (const Task task : {Task::regression, Task::binary, Task::classes, Task::boxes})
        if (choice.text("task") == toText(task)) columns.task = task;
    return tableDataset(readCsv(choice.text("file"), progress), columns);
  }
};

}  // namespace lossarium
