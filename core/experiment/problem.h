// An experiment made real: data loaded, split and standardised, model, loss and optimiser built. Immutable.
#pragma once

#include "core/base/progress.h"
#include "core/datasets/dataset.h"
#include "core/experiment/experiment.h"
#include "core/objectives/empirical_risk.h"
#include "core/optimizers/optimizer.h"

#include <memory>
#include <optional>

namespace lossarium {

struct SplitRows {
  std::vector<Index> train, validation, test;  ///< rows of the data set, ascending

  bool operator==(const SplitRows&) const = default;
};

/// Training gets at least one row; shares are rounded so that every row is in exactly one part.
SplitRows splitRows(Index count, const Split& split);
/// As many rows in each part as above, and of each class as nearly the same share as whole rows allow.
/// `classOf` holds a class for each row. The same rows on each platform.
SplitRows stratifiedRows(const std::vector<Index>& classOf, const Split& split);

/// feature ↦ (feature − mean) / deviation, by the training rows as they were before they were disturbed or
/// edited by hand (so that weights keep their meaning while a dial is turned or a point is dragged); the
/// deviation is that of the population (n). Of a feature that is constant there nothing can be learnt: its
/// deviation is infinite, so that it is 0 everywhere and its coefficient, too.
struct Standardization {
  Vector mean;
  Vector deviation;

  static Standardization none(Index features);
  /// The first `raw` features stay as they are.
  static Standardization of(const Matrix& trainingFeatures, Index raw = 0);
  Matrix apply(const Matrix& features) const;
};

struct Problem {
  /// The settings in force, with what was left open; its `changes` are applied by the trainer.
  Experiment experiment;
  std::shared_ptr<const Dataset> dataset;
  SplitRows drawnRows;  ///< as they were drawn, over the rows that the data had before the disturbance
  SplitRows rows;
  Standardization standardization;
  std::shared_ptr<const Model> model;
  std::shared_ptr<const Loss> loss;
  std::shared_ptr<const Optimizer> optimizer;
  std::shared_ptr<const EmpiricalRisk> training;
  std::shared_ptr<const EmpiricalRisk> validation;  ///< null if the split has none
  std::shared_ptr<const EmpiricalRisk> test;        ///< null if the split has none
  std::vector<std::string> notes;                   ///< what was done to the data, and what is missing
  /// The least mean loss that any predictor could expect on these rows; absent where nobody knows.
  std::optional<double> trainingBayesRisk, validationBayesRisk;

  Vector startWeights() const;
  /// The model's prediction for features in the data's own units; of a rate the rate itself.
  Matrix predict(const Matrix& features, const Vector& weights) const;
};

/// Why a loss cannot train on this data ("is for binary, but …"); empty if it can.
std::string whyNot(const LossSpec& loss, const Dataset& dataset);

/// Why a model cannot be fitted to this data; empty if it can.
std::string whyNot(const ModelSpec& model, const Dataset& dataset);

/// Throws Error where the experiment does not fit its data, Cancelled when asked to stop. What the experiment
/// leaves open is chosen by the data's task, and a note says so. Takes the data of `previous` where its data
/// set is the same.
std::shared_ptr<const Problem> build(const Experiment& experiment, const Progress& progress = {},
                                     const std::shared_ptr<const Problem>& previous = nullptr);

/// Steps in which each training row is seen once.
std::int64_t batchesPerEpoch(const Problem& problem);

/// Whether a run of `before` can go on as `after`: the same model, task, rows and inputs – disturbance and
/// edits by hand aside –, so that the weights keep their meaning.
bool canContinue(const Problem& before, const Problem& after);

/// One output of a linear or polynomial model in the data's own units: intercept + Σ slope·product, where a
/// product is an input ("year") or one of powers ("year^2", "x1*x2"). For binary it is the positive class'
/// logit, for classes that of the class with that index. Of other models nothing: no names, no slopes.
struct Coefficients {
  double intercept = 0;
  Vector slopes;
  std::vector<std::string> names;  ///< of the products
};
Coefficients coefficients(const Problem& problem, const Vector& weights, Index output = 0);

}  // namespace lossarium
