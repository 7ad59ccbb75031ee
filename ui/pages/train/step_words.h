// An explained step as a card's lines: what each of the five steps of training does, in symbols and numbers.
// A calculation that is written out agrees with a calculator.
#pragma once

#include "core/training/step_explanation.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace lossarium::ui {

/// A line with a number for one row of the batch and one for the whole batch; either may be empty.
struct StepLine {
  QString title;    ///< "1  Predict"; empty where it belongs to the line above
  QString formula;  ///< in symbols
  QString ofRow, ofBatch;
  QString hint;
  QString numbers = {};  ///< the formula with the row's numbers: "0.35076·1.083 + 1.357"; may be empty
};

struct StepCard {
  QString rowTitle, batchTitle;  ///< over the two columns
  QString weight;                ///< its symbol: "W¹₂₁"
  QString stepWords;             ///< "The step from 41 to 42."
  QString rowWords;              ///< which row it is, and why this one
  QString rowHint;
  std::vector<StepLine> lines;  ///< predict, loss, slope, gradient
  QString update;               ///< the optimiser's formula
  QString updateHint;
  QStringList terms;  ///< its numbers, "v = −3.2", each of its symbols
  QString result;     ///< "Δw₁ = 1.65    w₁: 0.33 + 1.65 = 1.98"

  /// A line a row, cells apart by tabs.
  QString asText() const;
};

/// `wishesRow`: a certain row was asked for, whether or not it is in the batch.
StepCard stepCard(const StepExplanation& step, bool wishesRow = false);

}  // namespace lossarium::ui
