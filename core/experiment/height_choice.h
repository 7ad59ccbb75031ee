// What the height of a loss surface says: of which rows, by which measure.
#pragma once

#include "core/experiment/experiment.h"

#include <string>
#include <vector>

namespace lossarium {

enum class DataPart { training, validation, test };

struct HeightChoice {
  DataPart part = DataPart::training;
  std::string metric = {};  ///< its id; empty: the loss that is trained with
  bool penalty = true;      ///< whether it is added to that loss; a metric never holds it

  bool operator==(const HeightChoice&) const = default;
  /// What a run descends.
  bool isObjective() const { return part == DataPart::training && metric.empty() && penalty; }
};

/// "training", "validation", "test".
std::string_view toText(DataPart part);
/// As settings write it: rows, a metric, or both ("validation accuracy"); rows alone mean the loss, a metric
/// alone the training rows.
std::string toText(const HeightChoice& height);
/// The way back. Throws Error that names the nearest known word; `where` is the key. Whether the metric suits
/// the task is not known here.
HeightChoice heightFrom(const std::string& words, const std::string& where = "landscape.of");

/// What is shown; and what is laid over it: the same measure of other rows, or what else is named.
HeightChoice heightOf(const LandscapeChoice& landscape);
std::vector<HeightChoice> overlayOf(const LandscapeChoice& landscape);

/// Throws Error where a word is unknown, or a thing is laid over itself; `where` stands before the keys.
void checkHeights(const LandscapeChoice& landscape, const std::string& where = {});

/// Whether both cut through the same plane: heights, grid and range aside.
bool cutAlike(LandscapeChoice one, const LandscapeChoice& other);
/// Whether they differ in heights alone.
bool frameAlike(LandscapeChoice one, const LandscapeChoice& other);

}  // namespace lossarium
