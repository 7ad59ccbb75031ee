// What a fit is worth, by every yardstick of its task: the loss it was trained with, all other losses of the
// task, R², what can be counted of classes, or how far boxes overlap.
#pragma once

#include "core/experiment/problem.h"
#include "core/training/confusion.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

/// Predictions to be judged. `confusion` is empty unless the target is a class; a class is predicted as
/// `predictedClasses` says: for binary, where the probability is above 0.5 (the logit above 0).
struct JudgedRows {
  JudgedRows(const EmpiricalRisk& risk, const Vector& weights, Task task);

  const EmpiricalRisk& risk;
  const Vector& weights;
  Matrix prediction;
  Confusion confusion;

  const Matrix& target() const { return risk.samples().target; }
};

struct MetricSpec {
  std::string id;  ///< "mse", "r2", "roc_auc"
  std::string title;
  std::string hint;  ///< one sentence: what it tells, and when it is not defined
  bool higherIsBetter = false;
  bool isLoss = true;
  std::string whyNot = {};  ///< why a loss cannot judge this data's targets; empty if it can
  std::string unit = {};    ///< of its values, where they have one of their own: "%"
};

/// NaN where it is not defined on these rows; the hint says when that is.
struct Metric {
  MetricSpec spec;
  std::function<double(const JudgedRows&)> measure;
};

/// All that apply to the problem's task, its own loss (with its parameters) first; other losses have their
/// defaults, and those that only measure are among them.
std::vector<Metric> metricsFor(const Problem& problem);

/// A loss of the task as a yardstick for fits that were made with whatever loss.
Metric lossMetric(const Choice& loss, const Dataset& dataset);

/// The ids of all metrics of all tasks.
std::vector<std::string_view> metricIds();

/// Of its values, where they have one of their own: "%"; else empty.
std::string unitOf(const LossSpec& loss);

/// A loss with its parameters: "Huber (δ 2)".
std::string titleOf(const Choice& loss);

/// The mean loss of predictions that were made for another loss of the task: block by block, as
/// EmpiricalRisk::loss. NaN if a target is outside the loss' domain.
double meanLoss(const Loss& loss, const JudgedRows& rows);
/// 1 − (mean squared error) / (variance of the target); 1 is exact, 0 is as good as the mean, below 0 worse.
/// NaN if the targets do not vary.
double explainedShare(const JudgedRows& rows);

struct ClassScores {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  double rows = 0;  ///< of that class
};
/// A row a class.
std::vector<ClassScores> scoresByClass(const Confusion& confusion);

}  // namespace lossarium
