// Tables as text: RFC 4180 with a header line; besides the comma, semicolon and tab are recognised from the
// header, and where the comma parts no cells it may part decimals. A cell that is empty or one of the usual
// marks (NA, N/A, NaN, NULL, None) is missing. UTF-8, with or without a byte order mark, else taken for
// Latin-1; lines end in LF or CRLF. Blank lines are skipped, a few with too many or too few cells, too.
#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/datasets/ragged_rows.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

/// One column. It is a number column when at least half of its cells that are there read as finite numbers.
struct Column {
  struct Cell {
    Index row;
    Index line;  ///< in the file, the header being line 1
    std::string text;
  };

  std::string name;
  std::vector<double> numbers;  ///< a row each; NaN where missing or not a number
  std::vector<Cell> texts;      ///< the cells that do not read as a finite number

  bool isText() const;
  bool isEmpty() const;
};

struct Table {
  std::string source;  ///< what messages call the file
  std::vector<Column> columns;
  Index rows = 0;
  RaggedRows ragged = {};         ///< lines that are not among the rows
  bool decimalCommas = false;     ///< some numbers were written like 1,5
  bool fromLatin1 = false;        ///< the file was not UTF-8
  std::vector<Index> lines = {};  ///< of the file, where each row begins; 1 is the header's

  /// Throws Error naming the nearest column.
  const Column& column(std::string_view name) const;
};

struct FirstLine {
  std::vector<std::string> cells;
  char delimiter = ',';
  bool hasNumber = false;  ///< then it is hardly a header
};
/// Of text in UTF-8: its first line that is not blank. As it may be one of numbers, a tab or else a semicolon
/// parts its cells where there is one. Throws Error if there is no line.
FirstLine firstLineOf(std::string_view text, const std::string& source);

/// Lines with more or fewer cells than the header are left out (`ragged`) while they are at most one in ten.
/// Throws Error with line and column for more of them, open quotes, a missing header and duplicate names.
Table parseCsv(std::string_view text, const std::string& source, const Progress& progress = {});
/// Reads a file; reports progress and throws Cancelled when asked to stop.
Table readCsv(const std::filesystem::path& file, const Progress& progress = {});

}  // namespace lossarium
