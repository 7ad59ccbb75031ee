// What drawn data sets share. Each quantity of a set has a random stream of its own, so that points keep
// their places while a dial turns; the same seed gives the same bytes on every platform, because drawing is
// additions, multiplications, divisions and square roots only, without fused multiply–add.
#pragma once

#include "core/base/random.h"
#include "core/datasets/dataset.h"

#include <string_view>
#include <vector>

namespace lossarium {

/// The stream of one quantity: "sine.x" of the choice's seed.
Random stream(const Choice& choice, std::string_view quantity);

/// Rows of zeros with inputs of these names and target "y".
Dataset regressionRows(const Choice& choice, std::vector<std::string> featureNames);
/// Targets become centres with normal noise of those deviations (from the stream "noise"), and the truth says
/// so.
void drawTargets(Dataset& dataset, const Choice& choice, const Vector& centre, const Vector& deviation);
/// Shifts the share "outliers" of the rows by "outlier_size": up, or with `bothSides` every other one down.
void shiftOutliers(Dataset& dataset, const Choice& choice, bool bothSides);

/// Rows of zeros with inputs x1, x2 and target "class"; two classes make a binary task.
Dataset classRows(const Choice& choice, std::vector<std::string> classNames);
/// Where noise took all rows from a class, the rows whose class it was, `clean`, get theirs back, until each
/// class has one; the truth is then no longer known.
void keepEveryClass(Dataset& dataset, const std::vector<Index>& clean);
/// Gives the share "label_noise" of the rows another class, each of the others alike; the only row of a class
/// keeps it. The truth says so.
void flipLabels(Dataset& dataset, const Choice& choice);
/// A truth of two classes from the positive one's probability for each row.
Truth binaryTruth(const Vector& positive);

}  // namespace lossarium
