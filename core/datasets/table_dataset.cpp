#include "core/datasets/table_dataset.h"

#include "core/base/number_text.h"
#include "core/datasets/box_columns.h"
#include "core/datasets/box_rows.h"
#include "core/datasets/default_target.h"
#include "core/datasets/identifiers.h"
#include "core/datasets/table_summary.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace lossarium {
namespace {

constexpr std::size_t mostCategories = 64;  // of an input

std::vector<std::string> categories(const std::vector<std::string>& texts) {
  std::vector<std::string> sorted(texts);
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::erase(sorted, std::string());
  return sorted;
}

// The first few, with their lines.
std::string someCells(const Column& column) {
  constexpr std::size_t most = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(column.texts.size(), most); ++i)
    list += (i ? ", '" : "'") + column.texts[i].text + "' in line " + std::to_string(column.texts[i].line);
  return list + (column.texts.size() > most ? ", …" : "");
}

// A few slips in a column of numbers count as missing, and that is told; of many it is not sure what was
// meant.
void requireNumbers(const Table& table, const Column& column, std::vector<std::string>& notes) {
  if (column.texts.empty()) return;
  constexpr std::size_t oneOf = 10;
  const std::size_t count = column.texts.size();
  const bool one = count == 1;
  const std::string what = grouped(static_cast<Index>(count)) +
                           (one ? " cell is not a number (" : " cells are not numbers (") +
                           someCells(column) + ")";
  if (oneOf * count > static_cast<std::size_t>(table.rows))
    throw Error(table.source + ", column '" + column.name + "': " + what +
                ", but most of the column is. Missing values are written NA or left empty");
  notes.push_back("'" + column.name + "': " + what +
                  (one ? " and counts as missing" : " and count as missing"));
}

// Columns under construction, a vector of one number a row.
struct Coded {
  std::vector<std::string> names;
  std::vector<Vector> columns;
  std::vector<std::string> notes;
};

// A category's name can be that of another column.
void addName(Coded& coded, const std::string& wanted) {
  std::string name = wanted;
  for (int i = 2; std::find(coded.names.begin(), coded.names.end(), name) != coded.names.end(); ++i)
    name = wanted + " (" + std::to_string(i) + ")";
  coded.names.push_back(name);
}

void addNumbers(Coded& coded, const Table& table, const Column& column) {
  requireNumbers(table, column, coded.notes);
  addName(coded, column.name);
  coded.columns.push_back(Eigen::Map<const Vector>(column.numbers.data(), table.rows));
}

void addCategories(Coded& coded, const Table& table, const Column& column) {
  const auto texts = textsByRow(column);
  const auto known = categories(texts);
  if (known.size() > mostCategories)
    throw Error(table.source + ": column '" + column.name + "' holds " + std::to_string(known.size()) +
                " different texts; an input may have at most " + std::to_string(mostCategories) +
                " categories. Leave it out of the inputs");
  for (const auto& category : known) {
    Vector indicator(table.rows);
    for (Index i = 0; i < table.rows; ++i) {
      const auto& text = texts[static_cast<std::size_t>(i)];
      indicator[i] = text.empty() ? std::nan("") : (text == category ? 1.0 : 0.0);
    }
    addName(coded, column.name + "=" + category);
    coded.columns.push_back(std::move(indicator));
  }
  coded.notes.push_back("'" + column.name + "' holds texts: " + grouped(static_cast<Index>(known.size())) +
                        (known.size() == 1 ? " input, its category" : " inputs, one a category"));
}

Coded codedFeatures(const Table& table, const std::vector<std::string>& names) {
  Coded coded;
  for (auto name = names.begin(); name != names.end(); ++name) {
    const Column& column = table.column(*name);
    if (std::find(names.begin(), name, *name) != name)
      throw Error(table.source + ": column '" + *name + "' is named twice among the inputs");
    if (column.isText())
      addCategories(coded, table, column);
    else
      addNumbers(coded, table, column);
  }
  return coded;
}

// The target's cells as texts; a number is its own shortest spelling, also where a file writes 1.0 or −0.
std::vector<std::string> labelsOf(const Column& column) {
  Column plain = column;
  for (double& number : plain.numbers) number += 0.0;
  return textsByRow(plain);
}

// Numbers by size, then texts by the alphabet.
std::vector<std::string> classesIn(const Column& column, const std::vector<Index>& rows) {
  const auto labels = labelsOf(column);
  std::set<std::tuple<bool, double, std::string>> found;
  for (const Index row : rows) {
    const auto i = static_cast<std::size_t>(row);
    const bool text = std::isnan(column.numbers[i]);
    found.emplace(text, text ? 0 : column.numbers[i], labels[i]);
  }
  std::vector<std::string> names;
  for (const auto& each : found) names.push_back(std::get<std::string>(each));
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string someOf(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i)
    list += (i ? ", '" : "'") + names[i] + "'";
  return list + (names.size() > 3 ? ", …" : "");
}

std::string otherChoice(const Table& table, const Dataset& dataset) {
  const bool numbers = !table.column(dataset.targetName).isText();
  const std::size_t count = dataset.classNames.size();
  if (count > 2 && count <= mostClasses) return "Set the task to classes, or choose another target";
  return numbers && count > 2 ? "Set the task to regression, or choose another target"
                              : "Choose another target";
}

void checkClasses(const Table& table, const Dataset& dataset) {
  const std::size_t count = dataset.classNames.size();
  const bool binary = dataset.task == Task::binary;
  if (binary ? count == 2 : count >= 2 && count <= mostClasses) return;
  const std::string need = binary      ? "the task binary needs a target with exactly two"
                           : count < 2 ? "there is nothing to tell apart"
                                       : "there may be at most " + std::to_string(mostClasses) + " classes";
  throw Error(table.source + ": column '" + dataset.targetName + "' holds " + std::to_string(count) +
              (count == 1 ? " value (" : " different values (") + someOf(dataset.classNames) + "); " + need +
              ". " + otherChoice(table, dataset));
}

Vector classIndices(const Column& column, const std::vector<Index>& rows,
                    const std::vector<std::string>& names) {
  const auto labels = labelsOf(column);
  Vector indices(static_cast<Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto found = std::find(names.begin(), names.end(), labels[static_cast<std::size_t>(rows[i])]);
    indices[static_cast<Index>(i)] = static_cast<double>(found - names.begin());
  }
  return indices;
}

// Where the target's column can be of any use for the task.
void checkTarget(const Table& table, const Column& column, Task task, std::vector<std::string>& notes) {
  if (isClassification(task)) return;
  if (column.isText())
    throw Error(table.source + ", line " + std::to_string(column.texts.front().line) + ": column '" +
                column.name + "' holds texts ('" + column.texts.front().text + "'); a " +
                std::string(toText(task)) + " needs numbers as its target");
  requireNumbers(table, column, notes);
}

Vector codedTarget(const Table& table, const Column& column, const std::vector<Index>& rows,
                   Dataset& dataset) {
  if (!isClassification(dataset.task))
    return Eigen::Map<const Vector>(column.numbers.data(), table.rows)(rows);
  dataset.classNames = classesIn(column, rows);
  checkClasses(table, dataset);
  if (dataset.task == Task::binary)
    dataset.notes.push_back("'" + dataset.targetName + "': '" + dataset.classNames[1] +
                            "' is the positive class (1), '" + dataset.classNames[0] + "' the negative (0)");
  return classIndices(column, rows, dataset.classNames);
}

// Why a column is no input unless it is asked for; empty if it is one.
std::string whyLeftOut(const Column& column) {
  if (column.isEmpty()) return "holds no value";
  const auto texts = textsByRow(column);
  const auto missing = std::count(texts.begin(), texts.end(), std::string());
  if (2 * missing > std::ssize(texts))
    return "misses " + grouped(static_cast<Index>(missing)) + " of " +
           grouped(static_cast<Index>(texts.size())) + " values";
  if (const auto different = categories(texts).size(); column.isText() && different > mostCategories)
    return "holds " + grouped(static_cast<Index>(different)) + " different texts";
  return whyIdentifier(column);
}

// A column of names or remarks shall not keep a newcomer from the rest.
std::vector<std::string> usableInputs(const Table& table, const std::string& target,
                                      std::vector<std::string>& notes) {
  std::vector<std::string> all, usable;
  for (const auto& column : table.columns) {
    if (column.name == target) continue;
    all.push_back(column.name);
    const std::string reason = whyLeftOut(column);
    if (reason.empty())
      usable.push_back(column.name);
    else
      notes.push_back("'" + column.name + "' is no input: it " + reason);
  }
  return usable.empty() ? all : usable;
}

std::vector<Index> completeRows(const Coded& features, const Column& target, Task task) {
  auto labels = textsByRow(target);
  if (!isClassification(task))
    for (const auto& cell : target.texts) labels[static_cast<std::size_t>(cell.row)].clear();
  std::vector<Index> rows;
  for (Index i = 0; i < static_cast<Index>(labels.size()); ++i) {
    const auto present = [i](const Vector& column) { return !std::isnan(column[i]); };
    if (!labels[static_cast<std::size_t>(i)].empty() &&
        std::all_of(features.columns.begin(), features.columns.end(), present))
      rows.push_back(i);
  }
  return rows;
}

// Names a column that is to blame for every dropped row.
std::string emptyColumn(const Table& table, std::vector<std::string> names, const std::string& target) {
  if (!target.empty()) names.push_back(target);
  for (const auto& name : names)
    if (table.column(name).isEmpty()) return "; column '" + name + "' holds no value at all";
  return {};
}

void noteTable(Dataset& dataset, const Table& table) {
  if (table.fromLatin1) dataset.notes.push_back("the file is not UTF-8 and was read as Latin-1");
  if (const auto ragged = table.ragged.note(table.rows); !ragged.empty()) dataset.notes.push_back(ragged);
  if (table.decimalCommas) dataset.notes.push_back("decimal commas were read: 1,5 is one and a half");
}

void noteDropped(Dataset& dataset, const Table& table, Index kept, Index needed = 2) {
  const Index dropped = table.rows - kept;
  if (kept < needed)
    throw Error(table.source + " has " + std::to_string(kept) +
                (kept == 1 ? " complete row" : " complete rows") +
                (dropped ? " (" + std::to_string(dropped) + " miss a value" +
                               emptyColumn(table, dataset.featureColumns,
                                           dataset.task == Task::boxes ? std::string() : dataset.targetName) +
                               ")"
                         : std::string()) +
                "; at least " + std::to_string(needed) + (needed == 1 ? " is needed" : " are needed"));
  if (dropped)  // first, for where there is little room
    dataset.notes.insert(dataset.notes.begin(), grouped(dropped) + " of " + grouped(table.rows) +
                                                    " rows left out: a value is missing");
}

// Nobody asked for anything else, and the header speaks of two boxes.
bool holdsDetections(const Table& table, const ColumnChoice& choice, const DetectionTable& columns) {
  if (choice.task) return choice.task == Task::boxes;
  return columns.isWhole() &&
         (choice.target.empty() || (columns.uses(choice.target) && table.columns.size() > 1));
}

// A slip in one name must not make another task of a table of boxes without a word.
void noteMissingBoxColumn(Dataset& dataset, const Table& table, const ColumnChoice& choice) {
  if (choice.task || !choice.target.empty()) return;
  if (const std::string missing = missingBoxColumn(table); !missing.empty())
    dataset.notes.insert(dataset.notes.begin(), "no table of boxes: " + missing);
}

void requireBoxes(const Table& table, const DetectionTable& columns) {
  if (columns.isWhole()) return;
  if (const std::string missing = missingBoxColumn(table); !missing.empty())
    throw Error(table.source + ": the task boxes needs a target and a predicted box, four columns each; " +
                missing);
  const std::string what = columns.predicted ? "no target" : columns.target ? "no predicted" : "no";
  throw Error(table.source + ": the task boxes needs a target and a predicted box, four columns each, as " +
              "target_x1, target_y1, target_x2, target_y2 and predicted_x1, predicted_y1, predicted_x2, " +
              "predicted_y2 (or cx, cy, w, h); there is " + what + " box among the columns");
}

// Numbers stay what they are; texts are counted from 1 as they come.
Vector objectNumbers(const Table& table, const std::string& name, std::vector<std::string>& notes) {
  if (name.empty()) {
    notes.push_back("no column 'object' tells which object a row shows: each row counts as one of its own");
    return Vector::LinSpaced(table.rows, 1, static_cast<double>(table.rows));
  }
  const Column& column = table.column(name);
  if (!column.isText()) {
    requireNumbers(table, column, notes);
    return Eigen::Map<const Vector>(column.numbers.data(), table.rows);
  }
  const auto texts = textsByRow(column);
  std::map<std::string, double> numbers;
  Vector result(table.rows);
  for (Index i = 0; i < table.rows; ++i) {
    const std::string& text = texts[static_cast<std::size_t>(i)];
    const double next = static_cast<double>(numbers.size() + 1);
    result[i] = text.empty() ? std::nan("") : numbers.try_emplace(text, next).first->second;
  }
  notes.push_back("'" + name + "' holds texts: " + grouped(static_cast<Index>(numbers.size())) +
                  " objects, counted as they come");
  return result;
}

// A row each; NaN where something is missing.
Matrix boxNumbers(const Table& table, const BoxColumns& box, std::vector<std::string>& notes) {
  Matrix numbers(table.rows, 4);
  for (Index k = 0; k < 4; ++k) {
    const Column& column = table.column(box.names[static_cast<std::size_t>(k)]);
    if (column.isText())
      throw Error(table.source + ", line " + std::to_string(column.texts.front().line) + ": column '" +
                  column.name + "' holds texts ('" + column.texts.front().text + "'); a box is four numbers");
    requireNumbers(table, column, notes);
    numbers.col(k) = Eigen::Map<const Vector>(column.numbers.data(), table.rows);
  }
  return box.corners(numbers);
}

std::vector<std::string> furtherInputs(const Table& table, const DetectionTable& columns,
                                       const ColumnChoice& choice, std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const std::string& name : choice.features)
    if (!columns.uses(name)) names.push_back(name);
  if (!choice.features.empty()) return names;
  for (const Column& column : table.columns) {
    if (columns.uses(column.name)) continue;
    const std::string reason = whyLeftOut(column);
    if (reason.empty())
      names.push_back(column.name);
    else
      notes.push_back("'" + column.name + "' is no input: it " + reason);
  }
  return names;
}

std::vector<Index> finiteRows(const Matrix& numbers) {
  std::vector<Index> rows;
  for (Index i = 0; i < numbers.rows(); ++i)
    if (numbers.row(i).allFinite()) rows.push_back(i);
  return rows;
}

void putInOrder(const Matrix& boxes, const std::string& which, const std::vector<Index>& lines,
                Eigen::Ref<Matrix> into, std::vector<std::string>& notes) {
  noteOddBoxes(boxes, which, notes, lines);
  for (Index i = 0; i < boxes.rows(); ++i) into.row(i) = inOrder(boxes.row(i));
}

Dataset detectionDataset(const Table& table, const ColumnChoice& choice, const DetectionTable& columns) {
  requireBoxes(table, columns);
  std::vector<std::string> notes;
  const Vector objects = objectNumbers(table, columns.object, notes);
  const Matrix predicted = boxNumbers(table, *columns.predicted, notes),
               target = boxNumbers(table, *columns.target, notes);
  const auto names = furtherInputs(table, columns, choice, notes);
  Coded further = codedFeatures(table, names);
  Matrix all(table.rows, 9 + static_cast<Index>(further.columns.size()));
  all << objects, predicted, target, Matrix(table.rows, all.cols() - 9);
  for (std::size_t j = 0; j < further.columns.size(); ++j)
    all.col(9 + static_cast<Index>(j)) = further.columns[j];
  const std::vector<Index> rows = finiteRows(all);
  Dataset dataset = boxRows(static_cast<Index>(rows.size()), further.names);
  for (const Column& column : table.columns) dataset.columnNames.push_back(column.name);
  dataset.featureColumns.assign(columns.predicted->names.begin(), columns.predicted->names.end());
  dataset.featureColumns.insert(dataset.featureColumns.end(), names.begin(), names.end());
  std::vector<Index> lines;
  for (const Index row : rows) lines.push_back(table.lines[static_cast<std::size_t>(row)]);
  dataset.features.col(DetectionColumns::object) = objects(rows);
  for (std::size_t j = 0; j < further.columns.size(); ++j)
    dataset.features.col(DetectionColumns::raw + static_cast<Index>(j)) = further.columns[j](rows);
  putInOrder(target(rows, Eigen::all), "target", lines, dataset.target, dataset.notes);
  putInOrder(predicted(rows, Eigen::all), "predicted", lines,
             dataset.features.middleCols(DetectionColumns::predicted, 4), dataset.notes);
  noteTable(dataset, table);
  noteDropped(dataset, table, dataset.count(), 1);
  for (const auto* some : {&notes, &further.notes})
    dataset.notes.insert(dataset.notes.end(), some->begin(), some->end());
  auto summary = std::make_shared<TableSummary>(summaryOf(table));
  summary->leftOut = table.rows - dataset.count();
  dataset.table = summary;
  return dataset;
}

}  // namespace

Dataset tableDataset(const Table& table, const ColumnChoice& choice) {
  const DetectionTable detections = detectionColumns(table);
  if (holdsDetections(table, choice, detections)) return detectionDataset(table, choice, detections);
  if (table.columns.size() < 2)
    throw Error(table.source + " has one column only ('" + table.columns.front().name +
                "'); an input and a target are needed");
  Dataset dataset;
  dataset.targetName = choice.target.empty() ? defaultTarget(table) : choice.target;
  for (const auto& column : table.columns) dataset.columnNames.push_back(column.name);
  const Column& targetColumn = table.column(dataset.targetName);
  dataset.task = choice.task.value_or(targetColumn.isText() ? Task::classes : Task::regression);
  const auto names =
      choice.features.empty() ? usableInputs(table, dataset.targetName, dataset.notes) : choice.features;
  if (std::find(names.begin(), names.end(), dataset.targetName) != names.end())
    throw Error(table.source + ": column '" + dataset.targetName + "' is both an input and the target");
  Coded features = codedFeatures(table, names);
  checkTarget(table, targetColumn, dataset.task, features.notes);
  const auto rows = completeRows(features, targetColumn, dataset.task);
  dataset.featureColumns = names;
  noteTable(dataset, table);
  dataset.notes.insert(dataset.notes.end(), features.notes.begin(), features.notes.end());
  noteDropped(dataset, table, static_cast<Index>(rows.size()));
  auto summary = std::make_shared<TableSummary>(
      summaryOf(table, isClassification(dataset.task) ? dataset.targetName : std::string()));
  summary->leftOut = table.rows - static_cast<Index>(rows.size());
  dataset.table = summary;
  dataset.features.resize(static_cast<Index>(rows.size()), static_cast<Index>(features.columns.size()));
  for (std::size_t j = 0; j < features.columns.size(); ++j)
    dataset.features.col(static_cast<Index>(j)) = features.columns[j](rows);
  dataset.target = codedTarget(table, targetColumn, rows, dataset);
  noteMissingBoxColumn(dataset, table, choice);
  dataset.featureNames = std::move(features.names);
  return dataset;
}

ColumnChoice chosenColumns(const Choice& choice, std::vector<std::string> features, std::string target) {
  ColumnChoice columns{std::move(features), std::move(target), std::nullopt};
  if (choice.has("features")) columns.features = choice.texts("features");
  if (choice.has("target")) columns.target = choice.text("target");
  if (choice.has("task"))
    for (const Task task : {Task::regression, Task::binary, Task::classes, Task::boxes})
      if (choice.text("task") == toText(task)) columns.task = task;
  return columns;
}

}  // namespace lossarium
