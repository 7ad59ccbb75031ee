// An explained step as a card's lines: what each of the five steps of training does, in symbols and numbers.
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
};

struct StepCard {
  QString rowTitle, batchTitle;  ///< over the two columns
  QString rowHint;
  std::vector<StepLine> lines;  ///< predict, loss, slope, gradient
  QString update;               ///< the optimiser's formula
  QString updateHint;
  QStringList terms;  ///< its numbers, "v −3.2"; the last is Δw
  QString result;     ///< "w 0.33 → 1.98"

  /// A line a row, cells apart by tabs.
  QString asText() const;
};

StepCard stepCard(const StepExplanation& step);

}  // namespace lossarium::ui
