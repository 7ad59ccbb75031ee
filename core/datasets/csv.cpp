#include "core/datasets/csv.h"

#include "core/datasets/text_encoding.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>

namespace lossarium {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Splits text into cells. A quoted cell may hold delimiters, line ends and doubled quotes.
class Scanner {
 public:
  Scanner(std::string_view text, const std::string& source) : text_(text), source_(source) {
    delimiter_ = detectDelimiter();
  }

  char delimiter() const { return delimiter_; }
  /// The comma parts cells only where nothing else does.
  char takeDecimalCommas() {
    const std::string header = headerOutsideQuotes();
    for (const char candidate : {',', ';', '\t'})
      if (header.find(candidate) != std::string::npos) delimiter_ = candidate;
    return delimiter_;
  }

  bool atEnd() const { return position_ >= text_.size(); }
  Index line() const { return line_; }
  double fraction() const { return static_cast<double>(position_) / static_cast<double>(text_.size()); }

  /// The cells of the next line that is not blank; false at the end of the text.
  bool nextRow(std::vector<std::string>& cells) {
    while (!atEnd() && (text_[position_] == '\n' || text_[position_] == '\r')) skipLineEnd();
    if (atEnd()) return false;
    rowLine_ = line_;
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
      if (cells.size() <= count) cells.emplace_back();
      more = readCell(cells[count]);
    }
    cells.resize(count);
    return true;
  }

  Index rowLine() const { return rowLine_; }

 private:
  std::string headerOutsideQuotes() const {
    std::string header;
    bool quoted = false;
    for (const char c : text_.substr(std::min(text_.find_first_not_of("\r\n"), text_.size()))) {
      if (c == '"')
        quoted = !quoted;
      else if (!quoted && (c == '\n' || c == '\r'))
        break;
      else if (!quoted)
        header += c;
    }
    return header;
  }

  char detectDelimiter() const {
    const std::string header = headerOutsideQuotes();
    char best = ',';
    std::ptrdiff_t most = std::count(header.begin(), header.end(), ',');
    for (const char candidate : {';', '\t'})
      if (const auto count = std::count(header.begin(), header.end(), candidate); count > most) {
        most = count;
        best = candidate;
      }
    return best;
  }

  void skipLineEnd() {
    if (text_[position_] == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n') ++position_;
    ++position_;
    ++line_;
  }

  // Reads one cell and what ends it; true if another cell follows on the line.
  bool readCell(std::string& cell) {
    cell.clear();
    const bool quoted = !atEnd() && text_[position_] == '"';
    if (quoted) readQuoted(cell);
    const std::size_t begin = position_;
    while (!atEnd() && text_[position_] != delimiter_ && text_[position_] != '\n' && text_[position_] != '\r')
      ++position_;
    const std::string_view rest = text_.substr(begin, position_ - begin);
    if (quoted && !trimmed(rest).empty())
      throw Error(source_ + ", line " + std::to_string(line_) + ": '" + std::string(rest) +
                  "' follows a closing quote; a quote inside a quoted cell is written twice");
    if (!quoted) cell.append(rest);
    if (atEnd()) return false;
    if (text_[position_] == delimiter_) {
      ++position_;
      return true;
    }
    skipLineEnd();
    return false;
  }

  void readQuoted(std::string& cell) {
    const Index opened = line_;
    for (++position_; !atEnd(); ++position_) {
      const char c = text_[position_];
      if (c == '"') {
        if (position_ + 1 >= text_.size() || text_[position_ + 1] != '"') {
          ++position_;
          return;
        }
        ++position_;
      }
      if (c == '\n') ++line_;
      cell += c;
    }
    throw Error(source_ + ", line " + std::to_string(opened) + ": a quoted cell begins here but never ends");
  }

  std::string_view text_;
  const std::string& source_;
  std::size_t position_ = 0;
  Index line_ = 1;
  Index rowLine_ = 1;
  char delimiter_ = ',';
};

// What pandas' read_csv takes as missing.
bool isMissing(std::string_view cell) {
  static constexpr std::string_view marks[] = {"",     "NA",   "N/A",  "n/a",  "<NA>",
                                               "#N/A", "#NA",  "NaN",  "nan",  "-NaN",
                                               "-nan", "NULL", "null", "None", "#N/A N/A"};
  return std::find(std::begin(marks), std::end(marks), cell) != std::end(marks);
}

std::optional<double> finiteNumber(std::string_view cell) {
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

// Where the comma does not part cells it may part the decimals.
std::optional<double> numberWithComma(std::string_view cell) {
  const auto comma = cell.find(',');
  if (comma == std::string_view::npos || cell.find('.') != std::string_view::npos) return std::nullopt;
  std::string pointed(cell);
  pointed[comma] = '.';
  return finiteNumber(pointed);
}

void addCell(Table& table, Column& column, std::string_view raw, char delimiter, Index line) {
  const Index row = table.rows;
  const std::string_view cell = trimmed(raw);
  auto number = isMissing(cell) ? std::nullopt : finiteNumber(cell);
  if (!number && delimiter != ',') {
    number = numberWithComma(cell);
    table.decimalCommas = table.decimalCommas || number;
  }
  column.numbers.push_back(number.value_or(std::numeric_limits<double>::quiet_NaN()));
  if (!number && !isMissing(cell)) column.texts.push_back({row, line, std::string(cell)});
}

std::vector<Column> namedColumns(const std::vector<std::string>& header, const std::string& source) {
  std::vector<Column> columns;
  bool onlyNumbers = true;
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::string name(trimmed(header[i]));
    onlyNumbers = onlyNumbers && finiteNumber(name).has_value();
    if (name.empty()) name = "column " + std::to_string(i + 1);
    for (const auto& other : columns)
      if (other.name == name) throw Error(source + ", line 1: two columns are called '" + name + "'");
    columns.push_back({std::move(name), {}, {}});
  }
  if (onlyNumbers)
    throw Error(source +
                ", line 1: holds only numbers; the first line should name the columns, e.g. \"x,y\"");
  return columns;
}

bool isBlank(const std::vector<std::string>& cells) {
  return cells.size() == 1 && trimmed(cells.front()).empty();
}

// A delimiter at the end of every line, as spreadsheets like to write, is no column.
void dropUnnamedEmpty(Table& table, const std::vector<std::string>& header) {
  for (std::size_t i = header.size(); i-- > 0;)
    if (trimmed(header[i]).empty() && table.columns[i].isEmpty())
      table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(i));
}

}  // namespace

bool Column::isEmpty() const {
  return texts.empty() &&
         std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isnan(number); });
}

bool Column::isText() const {
  const auto isNumber = [](double number) { return !std::isnan(number); };
  return std::count_if(numbers.begin(), numbers.end(), isNumber) < static_cast<std::ptrdiff_t>(texts.size());
}

const Column& Table::column(std::string_view name) const {
  std::vector<std::string_view> known;
  for (const auto& each : columns) {
    if (each.name == name) return each;
    known.push_back(each.name);
  }
  throw Error(source + ": " + unknownWord("column", name, known));
}

FirstLine firstLineOf(std::string_view text, const std::string& source) {
  Scanner scanner(text, source);
  FirstLine line{{}, scanner.takeDecimalCommas()};
  if (!scanner.nextRow(line.cells)) throw Error(source + " is empty");
  line.hasNumber = std::any_of(line.cells.begin(), line.cells.end(), [&](const std::string& raw) {
    const std::string_view cell = trimmed(raw);
    return finiteNumber(cell) || (line.delimiter != ',' && numberWithComma(cell));
  });
  return line;
}

Table parseCsv(std::string_view bytes, const std::string& source, const Progress& progress) {
  std::string converted;
  const std::string_view text = asUtf8(bytes, source, converted);
  Scanner scanner(text, source);
  std::vector<std::string> cells;
  if (!scanner.nextRow(cells))
    throw Error(source +
                " is empty; its first line should name the columns and each further line hold a row");
  const std::vector<std::string> header = cells;
  Table table{.source = source, .columns = namedColumns(header, source), .fromLatin1 = !converted.empty()};
  while (scanner.nextRow(cells)) {
    if (isBlank(cells)) continue;
    if (cells.size() != header.size()) {
      table.ragged.add(cells, scanner.rowLine(), header.size(), scanner.delimiter());
      continue;
    }
    for (std::size_t i = 0; i < cells.size(); ++i)
      addCell(table, table.columns[i], cells[i], scanner.delimiter(), scanner.rowLine());
    table.lines.push_back(scanner.rowLine());
    if (++table.rows % 8192 == 0) {
      progress.throwIfCancelled();
      progress.report(scanner.fraction());
    }
  }
  table.ragged.requireFew(table.rows, source);
  if (table.rows == 0) throw Error(source + " has a header but no rows below it");
  dropUnnamedEmpty(table, header);
  return table;
}

Table readCsv(const std::filesystem::path& file, const Progress& progress) {
  const std::string name = file.filename().string();
  if (std::filesystem::is_directory(file)) throw Error(file.string() + " is a folder, not a CSV file");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error("cannot open " + file.string() + "; is the path right?");
  std::string text;                  // also from a pipe, which knows no size beforehand
  std::vector<char> piece(1 << 22);  // small enough to cancel between two reads
  while (stream) {
    progress.throwIfCancelled();
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) throw Error("cannot read " + file.string());
  return parseCsv(text, name, progress);
}

}  // namespace lossarium
