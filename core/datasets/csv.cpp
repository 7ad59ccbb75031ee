#include "core/datasets/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>

namespace lossarium {
namespace {

// Splits text into cells. A quoted cell may hold delimiters, line ends and doubled quotes.
class Scanner {
 public:
  Scanner(std::string_view text, const std::string& source) : text_(text), source_(source) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    delimiter_ = detectDelimiter();
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
    if (!atEnd() && text_[position_] == '"') readQuoted(cell);
    const std::size_t begin = position_;
    while (!atEnd() && text_[position_] != delimiter_ && text_[position_] != '\n' && text_[position_] != '\r')
      ++position_;
    cell.append(text_.substr(begin, position_ - begin));
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

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isMissing(std::string_view cell) {
  return cell.empty() || cell == "NA" || cell == "NaN" || cell == "nan";
}

std::optional<double> finiteNumber(std::string_view cell) {
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

void addCell(Column& column, std::string_view raw, Index row, Index line) {
  const std::string_view cell = trimmed(raw);
  const auto number = isMissing(cell) ? std::nullopt : finiteNumber(cell);
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

}  // namespace

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

Table parseCsv(std::string_view text, const std::string& source, const Progress& progress) {
  Scanner scanner(text, source);
  std::vector<std::string> cells;
  if (!scanner.nextRow(cells))
    throw Error(source +
                " is empty; its first line should name the columns and each further line hold a row");
  Table table{source, namedColumns(cells, source), 0};
  while (scanner.nextRow(cells)) {
    if (cells.size() != table.columns.size())
      throw Error(source + ", line " + std::to_string(scanner.rowLine()) + ": " +
                  std::to_string(cells.size()) + (cells.size() == 1 ? " cell" : " cells") +
                  ", but the header names " + std::to_string(table.columns.size()) + " columns");
    for (std::size_t i = 0; i < cells.size(); ++i)
      addCell(table.columns[i], cells[i], table.rows, scanner.rowLine());
    if (++table.rows % 8192 == 0) {
      progress.throwIfCancelled();
      progress.report(scanner.fraction());
    }
  }
  if (table.rows == 0) throw Error(source + " has a header but no rows below it");
  return table;
}

Table readCsv(const std::filesystem::path& file, const Progress& progress) {
  const std::string name = file.filename().string();
  if (std::filesystem::is_directory(file)) throw Error(file.string() + " is a folder, not a CSV file");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error("cannot open " + file.string() + "; is the path right?");
  std::string text;
  text.resize(std::filesystem::file_size(file));
  constexpr std::size_t piece = 1 << 22;  // small enough to cancel between two reads
  for (std::size_t at = 0; at < text.size() && stream; at += piece) {
    progress.throwIfCancelled();
    stream.read(text.data() + at, static_cast<std::streamsize>(std::min(piece, text.size() - at)));
  }
  if (!stream && !text.empty()) throw Error("cannot read " + file.string());
  return parseCsv(text, name, progress);
}

}  // namespace lossarium
