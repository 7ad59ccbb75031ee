#include "core/datasets/identifiers.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <span>

namespace lossarium {
namespace {

constexpr std::string_view keys[] = {"id", "index", "idx", "row", "rownames", "no", "nr", "number", "key"};
constexpr std::string_view courses[] = {"time", "t",    "x",      "year",   "date", "month", "week",
                                        "day",  "hour", "minute", "second", "step", "epoch", "position"};
constexpr std::size_t fewestRows = 3;
constexpr std::size_t plainCount = 10;  // rows from which on nobody counts by chance

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isWordPart(char c) {
  return isUpper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

bool endsWithOneOf(const std::string& name, std::span<const std::string_view> known) {
  const auto words = wordsOf(name);
  return !words.empty() && std::find(known.begin(), known.end(), words.back()) != known.end();
}

// Missing cells aside.
bool hasOwnNumbers(const Column& column) {
  std::set<double> numbers;
  for (const double number : column.numbers) {
    if (std::isnan(number)) continue;
    if (number != std::floor(number) || !numbers.insert(number).second) return false;
  }
  return numbers.size() >= fewestRows;
}

bool hasOwnTexts(const Column& column) {
  std::set<std::string_view> texts;
  for (const Column::Cell& cell : column.texts)
    if (!texts.insert(cell.text).second) return false;
  return texts.size() >= fewestRows;
}

}  // namespace

std::vector<std::string> wordsOf(std::string_view name) {
  std::vector<std::string> words;
  bool inWord = false, afterSmall = false;
  for (const char c : name) {
    const bool part = isWordPart(c);
    if (part && (!inWord || (isUpper(c) && afterSmall))) words.emplace_back();
    if (part) words.back() += isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    inWord = part;
    afterSmall = part && !isUpper(c);
  }
  return words;
}

bool isNamedLikeAKey(const std::string& name) {
  const auto words = wordsOf(name);
  if (words.empty() || words.front() == "unnamed" || endsWithOneOf(name, keys)) return true;
  return words.size() == 2 && words.front() == "column" &&
         words.back().find_first_not_of("0123456789") == std::string::npos;
}

bool countsRows(const Column& column) {
  const auto& numbers = column.numbers;
  if (numbers.size() < fewestRows || (numbers.front() != 0 && numbers.front() != 1)) return false;
  for (std::size_t i = 1; i < numbers.size(); ++i)
    if (numbers[i] != numbers.front() + static_cast<double>(i)) return false;
  return true;
}

std::string whyIdentifier(const Column& column) {
  if (column.isText()) return hasOwnTexts(column) ? "holds another text in each row" : "";
  const bool key = isNamedLikeAKey(column.name);
  if (countsRows(column) &&
      (key || (column.numbers.size() >= plainCount && !endsWithOneOf(column.name, courses))))
    return "counts the rows";
  return key && hasOwnNumbers(column) ? "holds another number in each row, as a key does" : "";
}

}  // namespace lossarium
