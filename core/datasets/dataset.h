// The contract of a data set: what is predicted from what, in the data's own units.
#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/base/task.h"
#include "core/base/value.h"
#include "core/datasets/truth.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

struct DatasetSpec {
  std::string_view id;
  std::string_view title;
  std::span<const ParameterSpec> parameters;
  double learningRate = 0.05;  ///< with which the default optimiser gets somewhere in `epochs`
  int epochs = 400;
  double classificationRate = 0.5;  ///< the same for a class as target
  /// Of a regression: weights in multiples of what 400 steps of 0.05 each reach, where that is far too
  /// little.
  double weightScale = 1;
  std::string_view caption;  ///< what to see in it, one sentence
  std::string_view source = "";
  std::string_view model = "linear";  ///< that suits it, and if it is a network, its hidden
  int layers = 2, width = 8;          ///< layers and their units
  /// Rows that are known not to belong to the rest (booked in another unit, another kind of thing), and what
  /// the rest is called: "the years that were booked right". Empty where nobody knows of any.
  std::span<const int> strangeRows = {};
  std::string_view soundRows = "";
};

struct TableSummary;

struct Dataset {
  Task task = Task::regression;
  Matrix features;  ///< rows × features, as the data has them (not standardised)
  /// rows × 1; for classes the index of each, for binary 1 for the second of them, else 0. Of boxes rows × 4,
  /// the corners x1, y1, x2, y2 in order.
  Matrix target;
  std::vector<std::string> featureNames;
  std::string targetName;
  std::vector<std::string> classNames;  ///< for classes and binary
  std::vector<std::string>
      columnNames;  ///< what could be chosen as a feature or target; empty if nothing can
  std::vector<std::string> featureColumns;  ///< which of them are inputs (texts become several features)
  std::vector<std::string> notes;           ///< what was done to the data, e.g. dropped rows
  std::optional<Truth> truth;               ///< absent where nobody knows; changed rows have none
  std::shared_ptr<const TableSummary> table = nullptr;  ///< of all columns; null if the data are no table
  /// Of data disturbed or edited by hand: as they were before, and which of those rows each row is (added
  /// ones continue the count). Null and empty otherwise.
  std::shared_ptr<const Dataset> unedited = nullptr;
  std::vector<Index> rowNumbers = {};
  /// So many of the features, the first, are never standardised. Of boxes five: the object that a row shows,
  /// and the corners of the box that was predicted for it (core/boxes/detection_columns.h).
  Index rawFeatures = 0;
  Matrix trueBoxes = {};  ///< of boxes: rows × 4, where the object of each row is; empty where nobody knows

  Index count() const { return features.rows(); }
  Index rowNumber(Index row) const { return unedited ? rowNumbers[static_cast<std::size_t>(row)] : row; }
  /// Columns of the model's prediction: a score for each class, four corners of a box, else one number.
  Index outputs() const {
    if (task == Task::boxes) return 4;
    return task == Task::classes ? static_cast<Index>(classNames.size()) : 1;
  }
};

struct DatasetEntry {
  const DatasetSpec* spec;
  Dataset (*make)(const Choice& completed, const Progress& progress);
};

std::span<const DatasetEntry> datasetCatalog();
const DatasetSpec& datasetSpec(std::string_view id, const std::string& where = "dataset");
/// Throws Error; Cancelled when `progress` says so.
Dataset makeDataset(const Choice& choice, const Progress& progress = {},
                    const std::string& where = "dataset");

/// Every data set has it: features in units of the training rows' mean and deviation.
inline constexpr ParameterSpec standardizeParameter{
    .id = "standardize",
    .label = "Standardise inputs",
    .kind = ParameterKind::flag,
    .initial = 1,
    .hint =
        "Each input minus its mean, divided by its deviation (of the training rows): turns a ravine into a "
        "bowl. "
        "Weights and surface axes are in these units; targets are never scaled."};

}  // namespace lossarium
