#include "core/datasets/default_target.h"

#include "core/datasets/identifiers.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace lossarium {
namespace {

constexpr std::string_view sayTarget[] = {"target", "label", "class", "outcome", "response"};
constexpr std::string_view oftenTarget[] = {"species", "variety", "diagnosis", "survived", "churn", "spam",
                                            "quality", "price",   "value",     "mpg",      "medv",  "y"};
constexpr std::string_view seldomTarget[] = {"year", "date", "month", "day"};

template <std::size_t count>
bool isAmong(const std::string_view (&words)[count], const std::string& word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// How many different values there are, counted up to one more than `most`.
std::size_t valuesIn(const Column& column, std::size_t most) {
  if (column.isText()) {
    std::set<std::string_view> texts;
    for (auto cell = column.texts.begin(); cell != column.texts.end() && texts.size() <= most; ++cell)
      texts.insert(cell->text);
    return texts.size();
  }
  std::set<double> numbers;
  for (auto cell = column.numbers.begin(); cell != column.numbers.end() && numbers.size() <= most; ++cell)
    if (!std::isnan(*cell)) numbers.insert(*cell);
  return numbers.size();
}

bool canBePredicted(const Column& column) {
  if (!column.isText()) return valuesIn(column, 2) >= 2;
  const std::size_t classes = valuesIn(column, mostClasses);
  return classes >= 2 && classes <= mostClasses;
}

bool isNamed(const Table& table, std::string_view name) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& each) {
    const auto words = wordsOf(each.name);
    return words.size() == 1 && words.front() == name;
  });
}

// How much a name sounds like a target; 0: not at all.
int likeness(const std::string& name, bool hasZ) {
  const auto words = wordsOf(name);
  if (words.empty() || (words.back() == "y" && (hasZ || words.size() > 1))) return 0;
  const bool says = isAmong(sayTarget, words.back()), often = isAmong(oftenTarget, words.back());
  if (words.size() > 1) return says || often ? 1 : 0;
  return says ? 3 : often ? 2 : 0;
}

const Column* namedLikeATarget(const Table& table) {
  const bool hasZ = isNamed(table, "z");
  const Column* best = nullptr;
  int most = 1;
  for (const Column& column : table.columns) {
    const int found = likeness(column.name, hasZ);
    if (found < most || !canBePredicted(column)) continue;
    most = found;
    best = &column;
  }
  return best;
}

bool holdsFewClasses(const Column& column) {
  constexpr std::size_t most = 20, rowsOfAClass = 3;
  if (!column.isText()) return false;
  const std::size_t classes = valuesIn(column, most);
  return classes >= 2 && classes <= most && column.texts.size() >= rowsOfAClass * classes;
}

// A year, a date, a key.
bool namesARow(const std::string& name) {
  const auto words = wordsOf(name);
  return isNamedLikeAKey(name) || isAmong(seldomTarget, words.back());
}

template <class Condition>
const Column* lastOf(const Table& table, const Condition& holds) {
  const auto found = std::find_if(table.columns.rbegin(), table.columns.rend(), holds);
  return found == table.columns.rend() ? nullptr : &*found;
}

}  // namespace

std::string defaultTarget(const Table& table) {
  const Column* column = namedLikeATarget(table);
  if (!column && holdsFewClasses(table.columns.back())) column = &table.columns.back();
  if (!column)
    column = lastOf(table, [](const Column& each) {
      return !each.isText() && canBePredicted(each) && !namesARow(each.name) && !countsRows(each);
    });
  if (!column) column = lastOf(table, [](const Column& each) { return !each.isText() && !each.isEmpty(); });
  return column ? column->name : table.columns.back().name;
}

}  // namespace lossarium
