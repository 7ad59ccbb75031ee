#include "app/cli/evaluate_rows.h"

#include "core/base/error.h"
#include "core/experiment/strict_json.h"

#include <algorithm>
#include <cmath>

namespace lossarium::cli {
namespace {

std::string inQuotes(std::string_view id) { return "'" + std::string(id) + "'"; }

std::string place(const std::string& name, std::size_t index) {
  return name + "[" + std::to_string(index) + "]";
}

// What one sample's prediction is, for messages.
std::string wantedOf(Task task) {
  switch (task) {
    case Task::classes:
      return "this loss takes a list of logits, one a class, for each sample";
    case Task::boxes:
      return "this loss takes a box of four numbers for each sample";
    default:
      return "this loss takes one number a sample";
  }
}

double finiteNumber(const Json& json, const std::string& where, Task task, bool impossibleClass = false) {
  if (json.is_structured())
    throw Error(where + " must be a number, not " + excerpt(json) + "; " + wantedOf(task));
  const double number = numberFromJson(json, where);
  if (impossibleClass && number == -infinity) return number;
  if (!std::isfinite(number))
    throw Error(where + " is " + toText(number) + ", but a loss needs finite numbers" +
                (impossibleClass ? " (a logit may be \"-inf\")" : ""));
  return number;
}

// One number a sample: a list, a column [[1], [2]], or for a single sample the number itself.
struct Numbers {
  Vector values;
  RowShape shape;
};

Numbers numbersOf(const Json& json, const std::string& name, Task task) {
  if (!json.is_array()) return {Vector::Constant(1, finiteNumber(json, name, task)), {.single = true}};
  if (json.empty()) throw Error(name + " is empty; at least one number is needed");
  const auto isCell = [](const Json& row) { return row.is_array() && row.size() == 1; };
  const bool column = std::all_of(json.begin(), json.end(), isCell);
  Numbers numbers{Vector(static_cast<Index>(json.size())), {.listed = column}};
  for (std::size_t i = 0; i < json.size(); ++i)
    numbers.values[static_cast<Index>(i)] = finiteNumber(column ? json[i][0] : json[i], place(name, i), task);
  return numbers;
}

std::string sizeOf(Index count, bool single, const std::string& what) {
  if (single) return "a single " + what;
  return "a list of " + std::to_string(count) + " " + what + (count == 1 ? "" : what == "box" ? "es" : "s");
}

void requireSameCount(Index predictions, bool single, const std::string& what, Index targets,
                      bool targetSingle, const std::string& targetWhat) {
  if (predictions == targets && single == targetSingle) return;
  throw Error("prediction is " + sizeOf(predictions, single, what) + " but target is " +
              sizeOf(targets, targetSingle, targetWhat) + "; both must have the same length");
}

std::string described(const Domain& domain) {
  if (domain.openBelow) return "above " + toText(domain.minimum);
  if (domain.maximum == infinity) return toText(domain.minimum) + " or more";
  return "from " + toText(domain.minimum) + " to " + toText(domain.maximum);
}

void requireDomain(const Vector& values, const Domain& domain, const std::string& name, std::string_view loss,
                   bool single) {
  for (Index i = 0; i < values.size(); ++i)
    if (!domain.contains(values[i]))
      throw Error((single ? name : place(name, static_cast<std::size_t>(i))) + " is " + toText(values[i]) +
                  ", but loss " + inQuotes(loss) + " needs " + described(domain));
}

void requireLabels(const Numbers& target, const LossSpec& loss) {
  for (Index i = 0; i < target.values.size(); ++i) {
    const double label = target.values[i];
    if (label == 1 || label == 0 || label == -1) continue;
    const std::string where =
        (target.shape.single ? "target" : place("target", static_cast<std::size_t>(i))) + " is " +
        toText(label);
    if (label < 0 || label > 1)
      throw Error(where + "; a binary target is 1 or 0 (or -1)" +
                  (loss.softTargets ? ", or a soft label between 0 and 1" : ""));
    if (!loss.softTargets)
      throw Error(where + ", a soft label; loss " + inQuotes(loss.id) +
                  " takes 1 or 0 (or -1) only (log_loss, focal and brier take soft labels)");
  }
}

Rows rowsOfOneNumber(const LossSpec& loss, const Json& prediction, const Json& target) {
  const Numbers predictions = numbersOf(prediction, "prediction", loss.task);
  const Numbers targets = numbersOf(target, "target", loss.task);
  requireSameCount(predictions.values.size(), predictions.shape.single, "number", targets.values.size(),
                   targets.shape.single, "number");
  if (loss.task == Task::binary) {
    requireLabels(targets, loss);
  } else {
    requireDomain(predictions.values, loss.predictions, "prediction", loss.id, predictions.shape.single);
    requireDomain(targets.values, loss.targets, "target", loss.id, targets.shape.single);
  }
  return {predictions.values, targets.values, predictions.shape};
}

// Rows of equal length; a flat list is a single row.
struct Table {
  Matrix values;
  RowShape shape;
};

void fillRow(Matrix& matrix, Index row, const Json& json, const std::string& name, Task task,
             bool impossibleClass) {
  if (!json.is_array() || json.empty())
    throw Error(name + " must be a list of numbers, not " + excerpt(json) + "; " + wantedOf(task));
  if (static_cast<Index>(json.size()) != matrix.cols())
    throw Error(name + " has " + std::to_string(json.size()) + " numbers, but " +
                std::to_string(matrix.cols()) +
                (task == Task::boxes ? " make a box" : " stand in the row before it"));
  for (std::size_t j = 0; j < json.size(); ++j)
    matrix(row, static_cast<Index>(j)) = finiteNumber(json[j], place(name, j), task, impossibleClass);
}

Table tableOf(const Json& json, const std::string& name, Task task, Index columns, bool impossibleClass) {
  if (!json.is_array()) throw Error(name + " must be a list, not " + excerpt(json) + "; " + wantedOf(task));
  if (json.empty()) throw Error(name + " is empty; at least one row is needed");
  const bool flat = !json[0].is_array();
  const Json& first = flat ? json : json[0];
  Table table{Matrix(flat ? 1 : static_cast<Index>(json.size()),
                     columns ? columns : static_cast<Index>(first.size())),
              {.single = flat, .listed = !flat}};
  if (flat) fillRow(table.values, 0, json, name, task, impossibleClass);
  for (std::size_t i = 0; !flat && i < json.size(); ++i)
    fillRow(table.values, static_cast<Index>(i), json[i], place(name, i), task, impossibleClass);
  return table;
}

void requireClasses(const Numbers& target, Index classes) {
  for (Index i = 0; i < target.values.size(); ++i) {
    const double index = target.values[i];
    if (index == std::floor(index) && index >= 0 && index < static_cast<double>(classes)) continue;
    throw Error((target.shape.single ? "target" : place("target", static_cast<std::size_t>(i))) + " is " +
                toText(index) + "; with " + std::to_string(classes) +
                " logits a class is a whole number from 0 to " + std::to_string(classes - 1));
  }
}

Rows rowsOfClasses(const LossSpec& loss, const Json& prediction, const Json& target) {
  const Table table = tableOf(prediction, "prediction", loss.task, 0, true);
  if (table.values.cols() < 2) throw Error("prediction has one logit a row; at least two classes are needed");
  const Numbers classes = numbersOf(target, "target", Task::regression);
  requireSameCount(table.values.rows(), table.shape.single, "row", classes.values.size(),
                   classes.shape.single, "number");
  requireClasses(classes, table.values.cols());
  return {table.values, classes.values, table.shape};
}

void requireUpright(const Table& boxes, const std::string& name, bool centred) {
  const Matrix& b = boxes.values;
  for (Index i = 0; i < b.rows(); ++i)
    for (const Index axis : {0, 1}) {
      const std::string where = boxes.shape.single ? name : place(name, static_cast<std::size_t>(i));
      const std::string letter = axis == 0 ? "x" : "y";
      if (centred && b(i, axis + 2) < 0)
        throw Error(where + ": the " + (axis == 0 ? "width" : "height") + " is " + toText(b(i, axis + 2)) +
                    "; a box is written [cx, cy, width, height] with both at least 0");
      if (!centred && b(i, axis) > b(i, axis + 2))
        throw Error(where + " is an inverted box: " + letter + "1 = " + toText(b(i, axis)) + " is above " +
                    letter + "2 = " + toText(b(i, axis + 2)) + "; boxes are written [x1, y1, x2, y2]");
    }
}

Matrix corners(const Matrix& centred) {
  Matrix b(centred.rows(), 4);
  b.leftCols(2) = centred.leftCols(2) - 0.5 * centred.rightCols(2);
  b.rightCols(2) = centred.leftCols(2) + 0.5 * centred.rightCols(2);
  return b;
}

Rows rowsOfBoxes(const LossSpec& loss, const Json& prediction, const Json& target, bool centred) {
  const Table boxes = tableOf(prediction, "prediction", loss.task, 4, false);
  const Table targets = tableOf(target, "target", loss.task, 4, false);
  requireSameCount(boxes.values.rows(), boxes.shape.single, "box", targets.values.rows(),
                   targets.shape.single, "box");
  requireUpright(boxes, "prediction", centred);
  requireUpright(targets, "target", centred);
  if (!centred) return {boxes.values, targets.values, boxes.shape};
  return {corners(boxes.values), corners(targets.values), boxes.shape};
}

}  // namespace

std::string excerpt(const Json& json) {
  constexpr std::size_t longest = 40;
  const std::string text = textOf(json);
  return text.size() <= longest ? text : text.substr(0, longest) + " …";
}

Rows rowsOf(const LossSpec& loss, const Json& prediction, const Json& target, bool centred) {
  switch (loss.task) {
    case Task::classes:
      return rowsOfClasses(loss, prediction, target);
    case Task::boxes:
      return rowsOfBoxes(loss, prediction, target, centred);
    default:
      return rowsOfOneNumber(loss, prediction, target);
  }
}

Json shapedLike(const RowShape& shape, const Matrix& numbers) {
  if (numbers.cols() == 1 && !shape.listed)
    return shape.single ? jsonFromNumber(numbers(0, 0)) : jsonList(numbers.col(0));
  if (shape.single) return jsonList(numbers.row(0));
  Json rows = Json::array();
  for (Index i = 0; i < numbers.rows(); ++i) rows.push_back(jsonList(numbers.row(i)));
  return rows;
}

Matrix byCentreAndSize(const Matrix& byCorners) {
  Matrix centred(byCorners.rows(), 4);
  centred.leftCols(2) = byCorners.leftCols(2) + byCorners.rightCols(2);
  centred.rightCols(2) = 0.5 * (byCorners.rightCols(2) - byCorners.leftCols(2));
  return centred;
}

}  // namespace lossarium::cli
