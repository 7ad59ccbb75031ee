// What a newcomer wants to know of a table's columns before choosing among them.
#pragma once

#include "core/datasets/csv.h"

#include <string>
#include <vector>

namespace lossarium {

struct TableSummary {
  static constexpr Index mostCounted = 100;

  struct ColumnSummary {
    std::string name;
    bool isText = false;
    Index missing = 0;               ///< cells, slips with them
    Index slips = 0;                 ///< cells of a number column that are no numbers and count as missing
    Index different = 0;             ///< values; counted up to mostCounted
    std::vector<std::string> first;  ///< the first cells as they are read; empty where missing
  };

  std::vector<ColumnSummary> columns;
  Index rows = 0;
  Index ragged = 0;   ///< further lines, dropped for their number of cells
  Index leftOut = 0;  ///< rows that miss a value in a column that is chosen
};

/// `leftOut` is the caller's to say. In the column `labels`, if there is one, texts are classes and no slips.
TableSummary summaryOf(const Table& table, std::string_view labels = {});

/// The cells of a column by row; a number in its shortest spelling, a missing cell is empty.
std::vector<std::string> textsByRow(const Column& column);

}  // namespace lossarium
