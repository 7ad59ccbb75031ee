// train: runs an experiment to its end and prints what it found.
#include "app/cli/commands.h"
#include "app/cli/descents.h"
#include "app/cli/experiment_options.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "core/base/error.h"
#include "core/experiment/strict_json.h"
#include "core/models/box_linear.h"
#include "core/training/history.h"
#include "core/training/metrics.h"
#include "core/training/settings_advice.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <iostream>
#include <memory>

namespace lossarium::cli {
namespace {

struct Options {
  ExperimentOptions experiment;
  std::string curve;
  bool openTest = false;
};

Json confusionJson(const Confusion& confusion) {
  Json rows = Json::array();
  for (Index i = 0; i < confusion.classes(); ++i) {
    Json row = Json::array();
    for (const double count : confusion.counts.row(i)) row.push_back(static_cast<std::int64_t>(count));
    rows.push_back(std::move(row));
  }
  return rows;
}

Json classScoresJson(const Confusion& confusion, const std::vector<std::string>& names) {
  Json classes = Json::object();
  const std::vector<ClassScores> scores = scoresByClass(confusion);
  for (std::size_t k = 0; k < scores.size(); ++k)
    classes[names[k]] = {{"precision", jsonFromNumber(scores[k].precision)},
                         {"recall", jsonFromNumber(scores[k].recall)},
                         {"f1", jsonFromNumber(scores[k].f1)},
                         {"rows", static_cast<std::int64_t>(scores[k].rows)}};
  return classes;
}

Json metricsOn(const Problem& problem, const EmpiricalRisk& risk, const Vector& weights) {
  const Dataset& dataset = *problem.dataset;
  const JudgedRows rows(risk, weights, dataset.task);
  Json metrics = Json::object();
  for (const Metric& metric : metricsFor(problem))
    metrics[metric.spec.id] = jsonFromNumber(metric.measure(rows));
  if (!isClassification(dataset.task)) return metrics;
  metrics["by_class"] = classScoresJson(rows.confusion, dataset.classNames);
  metrics["confusion"] = confusionJson(rows.confusion);
  return metrics;
}

Json metricsBySplit(const Problem& problem, const Vector& weights, bool openTest) {
  Json metrics{{"train", metricsOn(problem, *problem.training, weights)}};
  if (problem.validation) metrics["validation"] = metricsOn(problem, *problem.validation, weights);
  if (openTest && problem.test) metrics["test"] = metricsOn(problem, *problem.test, weights);
  return metrics;
}

Json coefficientsJson(const Problem& problem, const Vector& weights, Index output) {
  const Coefficients found = coefficients(problem, weights, output);
  Json json{{"intercept", jsonFromNumber(found.intercept)}};
  for (std::size_t i = 0; i < found.names.size(); ++i) {
    std::string name = found.names[i];
    if (name == "intercept") name = "intercept (column)";
    json[name] = jsonFromNumber(found.slopes[static_cast<Index>(i)]);
  }
  return json;
}

// Of several classes each has its own, under its name.
Json coefficientsJson(const Problem& problem, const Vector& weights) {
  const Dataset& dataset = *problem.dataset;
  if (dataset.task != Task::classes) return coefficientsJson(problem, weights, 0);
  Json json = Json::object();
  for (std::size_t k = 0; k < dataset.classNames.size(); ++k)
    json[dataset.classNames[k]] = coefficientsJson(problem, weights, static_cast<Index>(k));
  return json;
}

Json notesOn(const Problem& problem, const Options& options) {
  Json notes = problem.notes;
  for (const std::string& advice : adviceOn(problem)) notes.push_back(advice);
  if (problem.experiment.dataset.flag("standardize") && problem.dataset->task != Task::boxes)
    notes.push_back("weights are for standardised inputs; coefficients are in the data's own units");
  if (problem.experiment.dataset.flag("standardize") && problem.model->spec().id == BoxLinear::modelSpec.id)
    notes.push_back("weights are for standardised features; the boxes are in the data's own units");
  if (problem.test && !options.openTest) notes.push_back("the test rows stay sealed; --open-test opens them");
  if (!problem.test && options.openTest) notes.push_back("--open-test: the split leaves no test rows");
  return notes;
}

Json resultOf(const Trainer& trainer, const Options& options) {
  const Problem& problem = *trainer.problem();
  const TrainingState& state = trainer.state();
  const SplitRows& rows = problem.rows;
  Json result{{"weights", blocksJson(*problem.model, state.weights)}};
  if (coefficients(problem, state.weights).slopes.size() > 0)
    result["coefficients"] = coefficientsJson(problem, state.weights);
  result["loss"] = jsonFromNumber(problem.training->loss(state.weights));
  result["penalty"] = jsonFromNumber(problem.training->penalty(state.weights));
  result["metrics"] = metricsBySplit(problem, state.weights, options.openTest);
  result["target"] = problem.dataset->targetName;
  result["task"] = toText(problem.dataset->task);
  if (!problem.dataset->classNames.empty()) result["classes"] = problem.dataset->classNames;
  result["rows"] =
      Json{{"train", rows.train.size()}, {"validation", rows.validation.size()}, {"test", rows.test.size()}};
  result["epochs"] = state.epoch;
  result["stopped"] = toText(state.stop);
  result["reason"] = state.reason;
  result["notes"] = notesOn(problem, options);
  return result;
}

std::string cellOf(double number, bool present) { return present ? toText(number) : std::string(); }

std::string curveLine(const Trainer& trainer) {
  const EpochRecord now = measure(trainer, trainer.state().reached());
  return std::to_string(now.epoch) + "," + std::to_string(now.step) + "," + toText(now.training) + "," +
         cellOf(now.validation, trainer.problem()->validation != nullptr) + "," + toText(now.penalty) + "\n";
}

// Every epoch, from the start (epoch 0) on: a file has room where the window thins out.
std::string runWithCurve(Trainer& trainer) {
  std::string curve = "epoch,step,train,validation,penalty\n" + curveLine(trainer);
  while (trainer.step())
    if (trainer.state().batch == 0) curve += curveLine(trainer);
  return curve;
}

int trainObjective(const DescentSetup& setup, const Options& options) {
  if (options.openTest) throw Error("--open-test: an objective has no rows");
  if (!options.curve.empty()) {
    requireEnding(options.curve, "--curve", {".csv"});
    requirePlace(options.curve, "--curve", {options.experiment.file});
  }
  return trainDescent(setup, options.curve);
}

int train(const Options& options) {
  if (const auto descent = descentOf(options.experiment)) return trainObjective(*descent, options);
  const Experiment experiment = experimentOf(options.experiment);
  if (!options.curve.empty()) {
    requireEnding(options.curve, "--curve", {".csv"});
    requirePlace(options.curve, "--curve", inputsOf(options.experiment, experiment));
  }
  Trainer trainer(build(experiment));
  if (options.curve.empty()) {
    while (trainer.step()) {
    }
  } else {
    writeAtomically(options.curve, runWithCurve(trainer));
  }
  std::cout << textOf(resultOf(trainer, options), 2) << "\n";
  return allWell;
}

}  // namespace

void addTrain(CLI::App& app, Run& chosen) {
  CLI::App* command =
      app.add_subcommand("train", "Trains and prints weights, losses and metrics as one JSON object");
  const auto options = std::make_shared<Options>();
  addExperimentOptions(*command, options->experiment);
  command->add_option("--curve", options->curve, "Write the loss of each epoch to this CSV file");
  command->add_flag("--open-test", options->openTest, "Also measure on the test rows");
  command->callback([&chosen, options] { chosen = [options] { return train(*options); }; });
}

}  // namespace lossarium::cli
