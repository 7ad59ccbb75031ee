// From a table to a data set: choose columns, code texts, drop rows that miss something.
#pragma once

#include "core/datasets/csv.h"
#include "core/datasets/dataset.h"

#include <optional>

namespace lossarium {

struct ColumnChoice {
  std::vector<std::string> features;  ///< empty: all columns but the target
  std::string target;                 ///< empty: that of default_target.h
  std::optional<Task> task;           ///< absent: as the target's column says
};

/// Text features become one column of 0 and 1 for each category ("sex=female"); a text target means classes.
/// Classes are in order, numbers by size and before texts; of two, the second is the positive one. Throws
/// Error where the target does not suit the task.
Dataset tableDataset(const Table& table, const ColumnChoice& choice);

inline constexpr ParameterSpec featuresParameter{
    .id = "features",
    .label = "Inputs",
    .kind = ParameterKind::texts,
    .mayBeAbsent = true,
    .hint = "The columns the model predicts from. Texts become one column for each category."};
inline constexpr ParameterSpec targetParameter{
    .id = "target",
    .label = "Target",
    .kind = ParameterKind::text,
    .mayBeAbsent = true,
    .hint = "The column that is predicted. Left out: one whose name or values are typical of a target."};
inline constexpr ParameterSpec taskParameter{
    .id = "task",
    .label = "Task",
    .kind = ParameterKind::choice,
    .mayBeAbsent = true,
    .hint =
        "What is predicted; without it, numbers mean regression and texts mean classes. Binary wants a "
        "target with two values.",
    .choices = "regression|binary|classes|boxes"};

/// The columns and the task a choice names, or else the defaults.
ColumnChoice chosenColumns(const Choice& choice, std::vector<std::string> features, std::string target);

}  // namespace lossarium
