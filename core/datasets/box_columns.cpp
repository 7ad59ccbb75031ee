#include "core/datasets/box_columns.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace lossarium {
namespace {

using Kind = BoxColumns::Kind;

struct Spelling {
  std::array<std::string_view, 4> words;
  Kind kind;
};

constexpr Spelling spellings[] = {{{"x1", "y1", "x2", "y2"}, Kind::corners},
                                  {{"xmin", "ymin", "xmax", "ymax"}, Kind::corners},
                                  {{"x_min", "y_min", "x_max", "y_max"}, Kind::corners},
                                  {{"left", "top", "right", "bottom"}, Kind::corners},
                                  {{"left", "bottom", "right", "top"}, Kind::corners},
                                  {{"cx", "cy", "w", "h"}, Kind::centreAndSize},
                                  {{"cx", "cy", "width", "height"}, Kind::centreAndSize},
                                  {{"x_center", "y_center", "width", "height"}, Kind::centreAndSize},
                                  {{"x", "y", "w", "h"}, Kind::cornerAndSize},
                                  {{"x", "y", "width", "height"}, Kind::cornerAndSize},
                                  {{"left", "top", "width", "height"}, Kind::cornerAndSize}};
constexpr std::string_view targetStarts[] = {"target_", "true_", "gt_"},
                           predictedStarts[] = {"predicted_", "pred_", "detected_"},
                           objectNames[] = {"object", "object_id", "instance"};

std::string plain(std::string name) {
  for (char& c : name) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (c == '-' || c == '.' || c == ' ') c = '_';
  }
  return name;
}

const std::string* columnCalled(const Table& table, const std::string& wanted) {
  for (const Column& column : table.columns)
    if (plain(column.name) == wanted) return &column.name;
  return nullptr;
}

std::optional<BoxColumns> boxAfter(const Table& table, std::string_view start) {
  for (const Spelling& spelling : spellings) {
    BoxColumns box{{}, spelling.kind};
    bool whole = true;
    for (std::size_t k = 0; k < 4 && whole; ++k) {
      const std::string* name = columnCalled(table, std::string(start) + std::string(spelling.words[k]));
      whole = name != nullptr;
      if (whole) box.names[k] = *name;
    }
    if (whole) return box;
  }
  return std::nullopt;
}

template <std::size_t size>
std::optional<BoxColumns> boxAfterAny(const Table& table, const std::string_view (&starts)[size]) {
  for (const std::string_view start : starts)
    if (auto box = boxAfter(table, start)) return box;
  return std::nullopt;
}

/// A box of which some columns are there.
struct Begun {
  std::size_t found = 1;  // fewer than two may be anything
  std::string missing;    // the first that is not there
  std::vector<std::string> there = {};
};

void begin(Begun& most, const Table& table, std::string_view start) {
  for (const Spelling& spelling : spellings) {
    Begun begun;
    for (const std::string_view word : spelling.words) {
      const std::string name = std::string(start) + std::string(word);
      if (const std::string* column = columnCalled(table, name))
        begun.there.push_back(*column);
      else if (begun.missing.empty())
        begun.missing = name;
    }
    begun.found = begun.there.size();
    if (begun.found > most.found) most = begun;
  }
}

template <std::size_t size>
Begun begunAfter(const Table& table, const std::string_view (&starts)[size]) {
  Begun most;
  for (const std::string_view start : starts) begin(most, table, start);
  return most;
}

// Of those that are not part of the box themselves.
std::string nearestColumn(const Table& table, const Begun& begun) {
  std::vector<std::string_view> names;
  for (const Column& column : table.columns)
    if (std::find(begun.there.begin(), begun.there.end(), column.name) == begun.there.end())
      names.push_back(column.name);
  return std::string(nearest(begun.missing, names));
}

}  // namespace

Matrix BoxColumns::corners(const Matrix& numbers) const {
  if (kind == Kind::corners) return numbers;
  Matrix corners(numbers.rows(), 4);
  const double before = kind == Kind::centreAndSize ? 0.5 : 0.0;
  corners.leftCols(2) = numbers.leftCols(2) - before * numbers.rightCols(2);
  corners.rightCols(2) = numbers.leftCols(2) + (1 - before) * numbers.rightCols(2);
  return corners;
}

bool DetectionTable::uses(const std::string& column) const {
  const auto holds = [&column](const std::optional<BoxColumns>& box) {
    return box && std::find(box->names.begin(), box->names.end(), column) != box->names.end();
  };
  return column == object || holds(target) || holds(predicted);
}

DetectionTable detectionColumns(const Table& table) {
  DetectionTable found;
  found.target = boxAfterAny(table, targetStarts);
  found.predicted = boxAfterAny(table, predictedStarts);
  const auto bare = boxAfter(table, "");
  if (!found.target && found.predicted) found.target = bare;
  if (!found.predicted && found.target) found.predicted = bare;
  if (!found.isWhole()) return found;
  for (const std::string_view name : objectNames)
    if (const std::string* column = columnCalled(table, std::string(name))) {
      found.object = *column;
      break;
    }
  return found;
}

std::string missingBoxColumn(const Table& table) {
  const DetectionTable whole = detectionColumns(table);
  Begun begun;
  if (!whole.target) begun = begunAfter(table, targetStarts);
  if (!whole.predicted && begun.missing.empty()) begun = begunAfter(table, predictedStarts);
  if ((whole.target || whole.predicted) && !whole.isWhole() && begun.missing.empty()) begin(begun, table, "");
  if (begun.missing.empty()) return {};
  const std::string near = nearestColumn(table, begun);
  return "column '" + begun.missing + "' is missing" + (near.empty() ? "" : "; did you mean '" + near + "'?");
}

}  // namespace lossarium
