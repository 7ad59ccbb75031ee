// The specs of every section of an experiment.
#include "core/datasets/edits.h"
#include "core/experiment/experiment.h"
#include "core/losses/loss.h"
#include "core/models/model.h"
#include "core/objectives/test_functions/test_function.h"
#include "core/optimizers/optimizer.h"

#include <stdexcept>

namespace lossarium {
namespace {

constexpr ParameterSpec seedParameter(std::string_view label, std::string_view hint) {
  return {.id = "seed",
          .label = label,
          .kind = ParameterKind::integer,
          .minimum = smallestSeed,
          .maximum = largestSeed,
          .initial = 1,
          .hint = hint};
}

constexpr ParameterSpec splitSeed = [] {
  ParameterSpec spec = seedParameter("Split seed", "Which rows go where.");
  spec.actsWhen = "train<1";
  return spec;
}();

constexpr ParameterSpec batchSeed = [] {
  ParameterSpec spec = seedParameter(
      "Batch seed",
      "The order in which the rows are drawn into batches, and what dropout and input noise draw. Without "
      "these, and with all rows in each step, it changes nothing.");
  spec.seldomNeeded = true;
  return spec;
}();

constexpr ParameterSpec splitSpecs[] = {
    {.id = "train", .label = "Training", .initial = 1, .hint = "Share of the rows the model learns from."},
    {.id = "validation",
     .label = "Validation",
     .initial = 0,
     .hint = "Share of the rows that judge while training goes on, without being learnt from."},
    {.id = "test", .label = "Test", .initial = 0, .hint = "Share of the rows kept sealed for the end."},
    splitSeed,
    {.id = "test_opened",
     .label = "Test rows opened",
     .kind = ParameterKind::flag,
     .hint = "Whether somebody has looked at the test rows: what is chosen after that is no longer judged by "
             "them."}};

constexpr ParameterSpec disturbanceSpecs[] = {
    {.id = "outliers",
     .label = "Outliers",
     .maximum = 0.5,
     .hint =
         "Share of the training rows whose target is moved away. Turned up, it keeps those that were moved "
         "before. Validation and test rows stay clean, so that they judge what the model has learnt.",
     .actsWhen = "task=regression"},
    {.id = "outlier_size",
     .label = "Outlier size",
     .minimum = -20,
     .maximum = 20,
     .initial = 5,
     .hint =
         "How far outliers are moved, in deviations of the training targets as they were; below 0 down. All "
         "go to one side, which is what pulls a line: squared errors follow without end, absolute ones "
         "count sides only.",
     .actsWhen = "task=regression&outliers>0"},
    {.id = "noise",
     .label = "Noise",
     .maximum = 3,
     .hint =
         "Normal noise on each training target, in deviations of the training targets as they were. Nobody "
         "can foresee it: what learns it anyway over-fits, and the clean validation rows show that.",
     .actsWhen = "task=regression"},
    {.id = "label_noise",
     .label = "Label noise",
     .maximum = 0.5,
     .hint =
         "Share of the training rows whose class is replaced by another one. A loss that grows without end "
         "where a sure prediction is wrong runs after them. Validation and test rows keep their class.",
     .actsWhen = "task=binary|classes"},
    {.id = "class_share",
     .label = "Class share",
     .maximum = 0.99,
     .initial = 0.1,
     .mayBeAbsent = true,
     .hint =
         "Share of the positive (second) class among the training rows, of several classes that of the last "
         "one; 0: as it is. Rows of what is too frequent are left out, before classes are replaced; each "
         "class keeps one. Validation and test rows all stay: what is rare in training is not rare there.",
     .actsWhen = "task=binary|classes",
     .zeroMeans = "as it is"},
    seedParameter(
        "Seed",
        "Which rows are moved, replaced or left out, and how the noise falls. Another seed is another "
        "throw of the same dirt: what holds for one throw alone is chance.")};

constexpr ParameterSpec penaltySpecs[] = {
    {.id = "l1",
     .label = "L1",
     .maximum = 1e3,
     .scale = ParameterScale::logarithmic,
     .hint = "l1·Σ|w| over weights, not biases: pulls small weights towards zero, where they then hop "
             "to and fro by the learning rate: a rate that falls brings them there."},
    {.id = "l2",
     .label = "L2",
     .maximum = 1e3,
     .scale = ParameterScale::logarithmic,
     .hint = "(l2/2)·Σw² over weights, not biases: keeps weights small."}};

constexpr ParameterSpec trainingSpecs[] = {
    {.id = "batch_size",
     .label = "Batch size",
     .kind = ParameterKind::integer,
     .maximum = 1e6,
     .scale = ParameterScale::logarithmic,
     .hint = "Rows in one step; 0: all of them. Small batches: fast, noisy steps.",
     .zeroMeans = "all rows"},
    {.id = "epochs",
     .label = "Epochs",
     .kind = ParameterKind::integer,
     .minimum = 1,
     .maximum = 1e9,
     .initial = 400,
     .scale = ParameterScale::logarithmic,
     .hint = "How often each row is seen before the run stops."},
    batchSeed,
    {.id = "tolerance",
     .label = "Tolerance",
     .maximum = 1,
     .scale = ParameterScale::logarithmic,
     .hint = "Above 0: stop as converged when the full gradient's largest entry falls below it.",
     .seldomNeeded = true,
     .zeroMeans = "none"}};

constexpr ParameterSpec earlyStoppingSpecs[] = {
    {.id = "patience",
     .label = "Patience",
     .kind = ParameterKind::integer,
     .maximum = 1e9,
     .scale = ParameterScale::logarithmic,
     .hint = "Stop after so many epochs without a better validation loss; 0: never.",
     .zeroMeans = "never"},
    {.id = "min_delta",
     .label = "Least gain",
     .maximum = 1e6,
     .scale = ParameterScale::logarithmic,
     .hint = "By how much the validation loss must fall to count as better.",
     .actsWhen = "patience>0"},
    {.id = "restore_best",
     .label = "Restore best",
     .kind = ParameterKind::flag,
     .initial = 1,
     .hint = "End with the weights of the best validation loss.",
     .actsWhen = "patience>0"}};

constexpr ParameterSpec startSpecs[] = {seedParameter("Start seed", "The weights at which the run begins."),
                                        {.id = "weights",
                                         .label = "Weights",
                                         .kind = ParameterKind::reals,
                                         .minimum = -1e12,
                                         .maximum = 1e12,
                                         .hint = "Explicit weights at the start, in place of drawn ones."}};

constexpr ParameterSpec landscapeSpecs[] = {
    {.id = "plane",
     .label = "Plane",
     .kind = ParameterKind::choice,
     .hint = "Through which two directions of the space of weights the surface is cut.",
     .choices = "parameters|random|path|hessian|gradient|solutions"},
    {.id = "weights",
     .label = "Weights",
     .kind = ParameterKind::texts,
     .mayBeAbsent = true,
     .hint = "The names of the two weights along the axes, as train prints them: layer1.weight[0,1].",
     .actsWhen = "plane=parameters"},
    {.id = "seed",
     .label = "Direction seed",
     .kind = ParameterKind::integer,
     .minimum = smallestSeed,
     .maximum = largestSeed,
     .initial = 1,
     .hint = "Which two random directions.",
     .actsWhen = "plane=random"},
    {.id = "biases",
     .label = "Move biases",
     .kind = ParameterKind::flag,
     .initial = 1,
     .hint = "Whether the random directions move biases, too, each layer's as one.",
     .actsWhen = "plane=random"},
    {.id = "grid",
     .label = "Grid",
     .kind = ParameterKind::integer,
     .minimum = 2,
     .maximum = 1001,
     .initial = 101},
    {.id = "range",
     .label = "Half-width",
     .minimum = 1e-9,
     .maximum = 1e9,
     .initial = 1,
     .mayBeAbsent = true},
    {.id = "of",
     .label = "Height",
     .kind = ParameterKind::text,
     .mayBeAbsent = true,
     .hint =
         "What the height is: training, validation or test (once opened) for the loss of those rows, or a "
         "metric, as in accuracy or \"validation accuracy\"; training where it is absent."},
    {.id = "overlay",
     .label = "Overlay",
     .kind = ParameterKind::texts,
     .mayBeAbsent = true,
     .hint = "What is laid over it as contour lines, as in validation,test: the same measure of other rows."},
    {.id = "penalty",
     .label = "With penalty",
     .kind = ParameterKind::flag,
     .initial = 1,
     .hint = "Whether the penalty belongs to the height, where that is the loss which is trained with."}};

template <class Entry>
std::span<const ParameterSpec> specsOf(std::span<const Entry> catalog, const std::string& id) {
  for (const Entry& entry : catalog)
    if (entry.spec->id == id) return entry.spec->parameters;
  return {};
}

template <class Entry>
std::vector<std::string_view> idsOf(std::span<const Entry> catalog) {
  std::vector<std::string_view> ids;
  for (const Entry& entry : catalog) ids.push_back(entry.spec->id);
  return ids;
}

std::vector<ParameterSpec> objectiveSpecs(const std::string& id) {
  for (const TestFunctionEntry& entry : testFunctionCatalog())
    if (entry.spec->id == id) return objectiveParameters(*entry.spec);
  return {};
}

std::span<const ParameterSpec> specs(std::string_view section, const std::string& id) {
  if (section == "dataset") return specsOf(datasetCatalog(), id);
  if (section == "model") return specsOf(modelCatalog(), id);
  if (section == "loss") return specsOf(lossCatalog(), id);
  if (section == "optimizer") return specsOf(optimizerCatalog(), id);
  if (section == "split") return splitSpecs;
  if (section == "disturbance") return disturbanceSpecs;
  if (section == "penalty") return penaltySpecs;
  if (section == "training") return trainingSpecs;
  if (section == "training.early_stopping") return earlyStoppingSpecs;
  if (section == "start") return startSpecs;
  if (section == "landscape") return landscapeSpecs;
  throw std::logic_error("no section " + std::string(section));
}

}  // namespace

std::vector<std::string_view> sectionNames() {
  return {"dataset",   "split",    "disturbance",
          "model",     "loss",     "penalty",
          "optimizer", "training", "training.early_stopping",
          "start",     "landscape"};
}

// An objective stands in the place of data set, model and loss; an experiment with these has none.
bool sectionIsChoice(std::string_view section) {
  return section == "dataset" || section == "model" || section == "loss" || section == "optimizer" ||
         section == "objective";
}

std::vector<ParameterSpec> sectionSpecs(std::string_view section, const std::string& id) {
  if (section == "objective") return objectiveSpecs(id);
  const auto view = specs(section, id);
  std::vector<ParameterSpec> all(view.begin(), view.end());
  if (section == "dataset") all.push_back(editsParameter);
  return all;
}

std::vector<std::string_view> sectionIds(std::string_view section) {
  if (section == "dataset") return idsOf(datasetCatalog());
  if (section == "model") return idsOf(modelCatalog());
  if (section == "loss") return idsOf(lossCatalog());
  if (section == "optimizer") return idsOf(optimizerCatalog());
  if (section == "objective") return idsOf(testFunctionCatalog());
  return {};
}

}  // namespace lossarium
