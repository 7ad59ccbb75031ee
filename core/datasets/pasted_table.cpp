#include "core/datasets/pasted_table.h"

#include "core/base/number_text.h"

#include <algorithm>

namespace lossarium {
namespace {

const std::string source = "the pasted table";

std::string withoutReturns(std::string_view text) {
  std::string lines(text);
  for (std::size_t at = 0; (at = lines.find('\r', at)) != std::string::npos;)
    at + 1 < lines.size() && lines[at + 1] == '\n' ? lines.erase(at, 1) : lines.replace(at, 1, "\n");
  const auto first = lines.find_first_not_of("\n"), last = lines.find_last_not_of("\n");
  return first == std::string::npos ? std::string() : lines.substr(first, last + 1 - first);
}

void checkSize(const std::string& cells) {
  const auto rows = std::count(cells.begin(), cells.end(), '\n');
  if (cells.size() <= mostPastedBytes && rows <= mostPastedRows) return;
  throw Error(source + " has " + grouped(static_cast<Index>(rows)) + " rows and " +
              grouped(static_cast<Index>(cells.size() / 1000)) + " kB; a session carries up to " +
              grouped(mostPastedRows) + " rows and " + grouped(mostPastedBytes / 1000) +
              " kB. Save it as a CSV file and open that");
}

std::string madeUpHeader(std::size_t columns, char delimiter) {
  std::string header;
  for (std::size_t i = 1; i < columns; ++i)
    header += (columns == 2 ? std::string("x") : "x" + std::to_string(i)) + delimiter;
  return header + "y\n";
}

}  // namespace

std::string PastedTable::cellsFrom(std::string_view text) {
  std::string cells = withoutReturns(text);
  checkSize(cells);
  const FirstLine first = firstLineOf(cells, source);
  if (first.cells.size() < 2)
    throw Error(
        "what was pasted is no table: its first line has one cell. Copy at least two columns, an "
        "input and a target");
  if (first.hasNumber) cells = madeUpHeader(first.cells.size(), first.delimiter) + cells;
  parseCsv(cells, source);
  return cells;
}

Dataset PastedTable::make(const Choice& choice, const Progress& progress) {
  const std::string& cells = choice.text("cells");
  if (cells.empty())
    throw Error(
        "dataset.cells is empty: it holds a table as CSV text. In the window copy cells of a spreadsheet and "
        "press Ctrl+V");
  checkSize(cells);
  return tableDataset(parseCsv(cells, source, progress), chosenColumns(choice, {}, {}));
}

}  // namespace lossarium
