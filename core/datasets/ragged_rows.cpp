#include "core/datasets/ragged_rows.h"

#include "core/base/error.h"

namespace lossarium {
namespace {

std::string nameOf(char delimiter) {
  return delimiter == ',' ? "comma" : delimiter == ';' ? "semicolon" : "tab";
}

std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// A line in one piece that holds what parts the cells of other files.
char otherDelimiter(const std::vector<std::string>& row, char delimiter) {
  if (row.size() > 1) return '\0';
  for (const char other : {'\t', ';', ','})
    if (other != delimiter && row.front().find(other) != std::string::npos) return other;
  return '\0';
}

std::string likelyCause(const std::vector<std::string>& row, std::size_t columns, char delimiter) {
  const std::string own = nameOf(delimiter);
  if (columns == 1) return "is the first line a title above the header, or parted in another way?";
  if (const char other = otherDelimiter(row, delimiter); other != '\0')
    return "is it parted by a " + nameOf(other) + ", and the header by a " + own + "?";
  if (row.size() < columns) return "are cells missing, or is it a remark?";
  return delimiter == ',' ? "is there a comma inside a number, or inside a text without quotes?"
                          : "is there a " + own + " inside a text without quotes?";
}

}  // namespace

void RaggedRows::add(const std::vector<std::string>& row, Index atLine, std::size_t named, char delimiter) {
  if (count++ > 0) return;
  line = atLine;
  cells = row.size();
  columns = named;
  cause = likelyCause(row, columns, delimiter);
}

void RaggedRows::requireFew(Index sound, const std::string& source) const {
  constexpr Index oneOf = 10;
  const Index rows = sound + count;
  if (oneOf * count <= rows) return;
  throw Error(
      source + ", line " + std::to_string(line) + ": " + counted(cells, "cell") + ", but the header names " +
      counted(columns, "column") +
      (count > 1 ? " (so it is in " + std::to_string(count) + " of " + std::to_string(rows) + " rows)" : "") +
      "; " + cause);
}

std::string RaggedRows::note(Index sound) const {
  if (count == 0) return {};
  return std::to_string(count) + " of " + std::to_string(sound + count) + " rows " +
         (count == 1 ? "was dropped: line " : "were dropped; the first, line ") + std::to_string(line) +
         (count == 1 ? " has " : ", has ") + counted(cells, "cell") + ", but the header names " +
         counted(columns, "column") + ": " + cause;
}

}  // namespace lossarium
