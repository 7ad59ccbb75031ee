#include "core/training/metrics.h"

#include "core/base/catalog.h"
#include "core/boxes/box_scores.h"
#include "core/losses/mape.h"
#include "core/losses/rate.h"
#include "core/objectives/classification.h"
#include "core/training/roc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace lossarium {
namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
constexpr Index blockRows = 512;  // values of a block stay in the first-level cache
constexpr Index positive = 1;

// As the formulas write it.
std::string symbolOf(std::string_view parameter) {
  constexpr std::pair<std::string_view, std::string_view> greek[] = {
      {"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"tau", "τ"}};
  for (const auto& [name, letter] : greek)
    if (parameter == name) return std::string(letter);
  std::string words(parameter);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

using Score = double (Confusion::*)(Index) const;

// The logarithm of a rate is to be judged, but where the model predicts the rate itself it may be 0 or less.
bool lacksRate(const LossSpec& from, const LossSpec& to, const Matrix& prediction) {
  return to.logarithmOfRate && !from.logarithmOfRate && (prediction.array() <= 0).any();
}

bool accepts(const LossSpec& loss, const Matrix& target) {
  const auto all = target.reshaped();
  return std::all_of(all.begin(), all.end(), [&loss](double each) { return loss.targets.contains(each); });
}

// Beside measures of the overlap "IoU" alone would be taken for one.
std::string titleAsMetric(const Choice& loss, const LossSpec& spec) {
  return titleOf(loss) + (spec.task == Task::boxes ? " loss" : "");
}

// Its own loss is measured as the curves do, to the last digit.
Metric ownLoss(const Problem& problem) {
  const LossSpec& spec = problem.loss->spec();
  return {{.id = std::string(spec.id),
           .title = titleAsMetric(problem.experiment.loss, spec),
           .hint = std::string(spec.caption),
           .unit = unitOf(spec)},
          [](const JudgedRows& rows) { return rows.risk.loss(rows.weights); }};
}

Metric counted(std::string id, std::string title, std::string hint,
               std::function<double(const JudgedRows&)> measure) {
  return {{std::move(id), std::move(title), std::move(hint), true, false}, std::move(measure)};
}

// Of the positive class, or the mean over the classes.
std::function<double(const JudgedRows&)> byClass(Score score, bool binary) {
  if (binary) return [score](const JudgedRows& rows) { return (rows.confusion.*score)(positive); };
  return [score](const JudgedRows& rows) { return rows.confusion.macro(score); };
}

template <class Score>
std::function<double(const JudgedRows&)> meanOf(const Score& score) {
  return [score](const JudgedRows& rows) { return score(rows.prediction, rows.target()).mean(); };
}

std::function<double(const JudgedRows&)> shareAbove(double iou) {
  return [iou](const JudgedRows& rows) {
    const Vector found = iouOfRows(rows.prediction, rows.target());
    return found.hasNaN() ? notKnown : (found.array() >= iou).cast<double>().mean();
  };
}

void addBoxScores(std::vector<Metric>& metrics) {
  metrics.push_back(counted("mean_iou", "Mean IoU",
                            "The mean share of prediction and target together that both cover: 1 is exact, 0 "
                            "misses.",
                            meanOf(&iouOfRows)));
  metrics.push_back(counted("iou_50", "IoU ≥ 0.5",
                            "The share of the rows whose box counts as found in most benchmarks.",
                            shareAbove(0.5)));
  metrics.push_back(counted("iou_75", "IoU ≥ 0.75",
                            "The share of the rows whose box fits closely: the strict count of benchmarks.",
                            shareAbove(0.75)));
  metrics.push_back(counted("corner_error", "Corner error",
                            "The mean distance of an edge from where it should be, in the data's unit: it "
                            "tells also how far a box misses.",
                            meanOf(&cornerErrorOfRows)));
  metrics.back().spec.higherIsBetter = false;
}

double area(const JudgedRows& rows) {
  if (rows.prediction.cols() > 1) return rocAucOneVsRest(rows.prediction, rows.target());
  std::vector<bool> isPositive(static_cast<std::size_t>(rows.target().rows()));
  for (std::size_t i = 0; i < isPositive.size(); ++i)
    isPositive[i] = rows.target()(static_cast<Index>(i), 0) == 1;
  return rocAuc(rows.prediction.col(0), isPositive);
}

void addCounted(std::vector<Metric>& metrics, const Dataset& dataset) {
  const bool binary = dataset.task == Task::binary;
  const std::string what = binary ? "'" + dataset.classNames[positive] + "'" : "a class";
  const std::string mean = binary ? "" : " Mean over the classes for which it is known.";
  metrics.push_back(
      counted("accuracy", "Accuracy",
              binary ? "The share of the rows whose class is predicted; a class counts as predicted above a "
                       "probability of 0.5."
                     : "The share of the rows whose class is predicted.",
              [](const JudgedRows& rows) { return rows.confusion.accuracy(); }));
  if (binary)
    metrics.push_back(
        counted("balanced_accuracy", "Balanced accuracy",
                "The mean recall of both classes: guessing the larger one gives no more than 0.5.",
                [](const JudgedRows& rows) { return rows.confusion.balancedAccuracy(); }));
  metrics.push_back(counted("precision", "Precision",
                            "Of the rows predicted as " + what +
                                ", the share that are; not defined if none was predicted so." + mean,
                            byClass(&Confusion::precision, binary)));
  metrics.push_back(counted(
      "recall", "Recall",
      "Of the rows that are " + what + ", the share that was found; not defined if there are none." + mean,
      byClass(&Confusion::recall, binary)));
  metrics.push_back(counted("f1", "F1",
                            "The harmonic mean of precision and recall: high only if both are." + mean,
                            byClass(&Confusion::f1, binary)));
  metrics.push_back(
      counted("roc_auc", "ROC AUC",
              "How often a row of the class scores higher than one that is not; 0.5 is chance. Not "
              "defined if there is one class only." +
                  std::string(binary ? "" : " Each class against the rest, then the mean."),
              area));
}

}  // namespace

JudgedRows::JudgedRows(const EmpiricalRisk& judged, const Vector& at, Task task)
    : risk(judged), weights(at), prediction(judged.predictions(at)) {
  if (!isClassification(task)) return;
  const Index classes = std::max<Index>(2, prediction.cols());
  if (!prediction.hasNaN())
    confusion = Confusion::of(predictedClasses(prediction), target(), classes);
  else
    confusion.counts = Matrix::Zero(classes, classes);
}

double meanLoss(const Loss& loss, const JudgedRows& rows) {
  const LossSpec& spec = loss.spec();
  if (!rows.prediction.allFinite() || !accepts(spec, rows.target())) return notKnown;
  if (lacksRate(rows.risk.lossFunction().spec(), spec, rows.prediction)) return notKnown;
  const Index count = rows.prediction.rows(), outputs = rows.prediction.cols();
  Matrix prediction(blockRows, outputs);
  Vector value(blockRows);
  double sum = 0;
  for (Index first = 0; first < count; first += blockRows) {
    const Index size = std::min(blockRows, count - first);
    prediction.topRows(size) = rows.prediction.middleRows(first, size);
    translate(rows.risk.lossFunction().spec(), spec, prediction.topRows(size));
    loss.evaluate({.rows = size,
                   .outputs = outputs,
                   .stride = blockRows,
                   .targetStride = count,
                   .prediction = prediction.data(),
                   .target = rows.target().data() + first,
                   .value = value.data()});
    sum += value.head(size).sum();
  }
  return reduced(spec, sum / static_cast<double>(count)).value;
}

double explainedShare(const JudgedRows& rows) {
  static const auto squared = makeLoss({"mse", {}});
  const auto target = rows.target().col(0).array();
  const double variance = (target - target.mean()).square().mean();
  return variance > 0 ? 1 - meanLoss(*squared, rows) / variance : notKnown;
}

std::string unitOf(const LossSpec& loss) {
  return std::string(loss.id == Mape::spec.id ? Mape::unit : std::string_view());
}

std::string titleOf(const Choice& loss) {
  const LossSpec& spec = *findEntry(lossCatalog(), loss.id, "loss").spec;
  std::string parameters;
  for (const ParameterSpec& parameter : spec.parameters) {
    const auto given = loss.parameters.find(std::string(parameter.id));
    const Value value = given == loss.parameters.end() ? initialValue(parameter) : given->second;
    parameters += (parameters.empty() ? "" : ", ") + symbolOf(parameter.id) + " " + toText(value);
  }
  return std::string(nameOf(spec)) + (parameters.empty() ? "" : " (" + parameters + ")");
}

std::vector<std::string_view> metricIds() {
  std::vector<std::string_view> ids{
      "accuracy", "balanced_accuracy", "precision", "recall", "f1",          "roc_auc",
      "r2",       "mean_iou",          "iou_50",    "iou_75", "corner_error"};
  for (const LossEntry& entry : lossCatalog()) ids.push_back(entry.spec->id);
  return ids;
}

Metric lossMetric(const Choice& choice, const Dataset& dataset) {
  const std::shared_ptr<const Loss> loss = makeLoss(choice);
  const LossSpec& spec = loss->spec();
  const std::string reason = spec.metricOnly ? std::string() : whyNot(spec, dataset);
  std::string hint(spec.caption);
  if (spec.logarithmOfRate)
    hint += " Not defined (–) where the prediction of a row is 0 or less: a rate is above 0.";
  return {{choice.id, titleOf(choice), hint, false, true, reason, unitOf(spec)},
          [loss](const JudgedRows& rows) { return meanLoss(*loss, rows); }};
}

std::vector<Metric> metricsFor(const Problem& problem) {
  const Task task = problem.dataset->task;
  std::vector<Metric> metrics{ownLoss(problem)};
  if (isClassification(task)) addCounted(metrics, *problem.dataset);
  if (task == Task::boxes) addBoxScores(metrics);
  if (task == Task::regression)
    metrics.push_back(
        counted("r2", "R²",
                "The share of the target's variance that the fit explains: 1 is exact, 0 as good as "
                "the mean, below 0 worse. Not defined if the target does not vary.",
                explainedShare));
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->task == task && entry.spec->id != problem.loss->spec().id)
      metrics.push_back(lossMetric({std::string(entry.spec->id), {}}, *problem.dataset));
  return metrics;
}

std::vector<ClassScores> scoresByClass(const Confusion& confusion) {
  std::vector<ClassScores> scores;
  for (Index k = 0; k < confusion.classes(); ++k)
    scores.push_back({confusion.precision(k), confusion.recall(k), confusion.f1(k), confusion.rows(k)});
  return scores;
}

}  // namespace lossarium
