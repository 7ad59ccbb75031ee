#include "core/experiment/problem.h"

#include "core/base/catalog.h"
#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/datasets/edits.h"
#include "core/experiment/rate_search.h"
#include "core/landscape/heights.h"
#include "core/losses/rate.h"
#include "core/models/boxes.h"
#include "core/objectives/bayes_risk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace lossarium {
namespace {

constexpr double noTarget = 1e-6;  // of the targets' mean size: to divide by such a one is to divide by 0

std::vector<Index> sortedPart(const std::vector<Index>& order, Index first, Index count) {
  std::vector<Index> part(order.begin() + first, order.begin() + first + count);
  std::sort(part.begin(), part.end());
  return part;
}

std::vector<Index> drawnOrder(Index count, const Split& split) {
  return Random(static_cast<std::uint64_t>(split.seed), "split").permutation(count);
}

SplitRows cut(const std::vector<Index>& order, const Split& split) {
  const auto count = static_cast<Index>(order.size());
  const auto share = [count](double fraction) {
    return static_cast<Index>(std::floor(fraction * static_cast<double>(count) + 0.5));
  };
  const Index train = std::clamp<Index>(share(split.train), 1, count);
  const Index beforeTest = std::clamp<Index>(share(split.train + split.validation), train, count);
  return {sortedPart(order, 0, train), sortedPart(order, train, beforeTest - train),
          sortedPart(order, beforeTest, count - beforeTest)};
}

SplitRows rowsOf(const Dataset& dataset, const Split& split) {
  if (!isClassification(dataset.task)) return splitRows(dataset.count(), split);
  const auto classes = dataset.target.reshaped().cast<Index>();
  return stratifiedRows({classes.begin(), classes.end()}, split);
}

// Before they were disturbed and edited by hand.
const Dataset& cleanRows(const Dataset& dataset) { return dataset.unedited ? *dataset.unedited : dataset; }

// Rows that are removed or left out drop out of their part; added ones are training rows.
SplitRows afterEdits(const SplitRows& drawn, const Dataset& dataset) {
  if (!dataset.unedited) return drawn;
  SplitRows rows;
  std::vector<std::vector<Index>*> part(static_cast<std::size_t>(dataset.unedited->count()), &rows.train);
  for (const Index row : drawn.validation) part[static_cast<std::size_t>(row)] = &rows.validation;
  for (const Index row : drawn.test) part[static_cast<std::size_t>(row)] = &rows.test;
  for (Index row = 0; row < dataset.count(); ++row) {
    const auto number = static_cast<std::size_t>(dataset.rowNumber(row));
    (number < part.size() ? part[number] : &rows.train)->push_back(row);
  }
  if (rows.train.empty()) throw Error("dataset.edits: no training row is left; remove fewer rows");
  return rows;
}

// While points are dragged or a dial is turned nothing is read or drawn again.
std::shared_ptr<const Dataset> cleanData(const Choice& wanted, const Progress& progress,
                                         const std::shared_ptr<const Problem>& previous) {
  if (!previous || withoutEdits(previous->experiment.dataset) != withoutEdits(wanted))
    return std::make_shared<const Dataset>(makeDataset(withoutEdits(wanted), progress));
  const auto& known = previous->dataset;
  return known->unedited ? known->unedited : known;
}

Disturbance inForce(const Experiment& experiment, Task task) {
  return actsOn(experiment.disturbance, task) ? experiment.disturbance : Disturbance();
}

// Whether `previous` holds the rows that the experiment makes of clean ones of which these are drawn.
bool holdsRows(const Problem& previous, const Experiment& experiment, Task task, const SplitRows& drawn) {
  const Disturbance disturbance = inForce(experiment, task);
  return previous.experiment.dataset == experiment.dataset &&
         inForce(previous.experiment, task) == disturbance &&
         (disturbance == Disturbance() || previous.drawnRows.train == drawn.train);
}

std::shared_ptr<const Dataset> dataFor(const Experiment& experiment,
                                       const std::shared_ptr<const Dataset>& clean, const SplitRows& drawn,
                                       const std::shared_ptr<const Problem>& previous) {
  if (previous && holdsRows(*previous, experiment, clean->task, drawn)) return previous->dataset;
  const auto edits = editsOf(experiment.dataset);
  if (actsOn(experiment.disturbance, clean->task))
    return std::make_shared<const Dataset>(
        edited(clean, disturbedRows(*clean, drawn.train, experiment.disturbance, rowsEdited(edits)), edits));
  return edits.empty() ? clean : std::make_shared<const Dataset>(edited(clean, edits));
}

Standardization standardizationOf(const Problem& problem) {
  const Matrix& features = cleanRows(*problem.dataset).features;
  if (!problem.experiment.dataset.flag("standardize")) return Standardization::none(features.cols());
  return Standardization::of(features(problem.drawnRows.train, Eigen::all), problem.dataset->rawFeatures);
}

std::shared_ptr<const Samples> samplesOf(const Dataset& dataset, const Standardization& standardization,
                                         const std::vector<Index>& rows) {
  auto samples = std::make_shared<Samples>();
  samples->features = standardization.apply(dataset.features(rows, Eigen::all));
  samples->target = dataset.target(rows, Eigen::all);
  return samples;
}

std::shared_ptr<const EmpiricalRisk> riskOn(const Problem& problem, const std::vector<Index>& rows) {
  if (rows.empty()) return nullptr;
  return std::make_shared<EmpiricalRisk>(samplesOf(*problem.dataset, problem.standardization, rows),
                                         problem.model, problem.loss, problem.experiment.penalty);
}

std::optional<double> bayesRiskOn(const Problem& problem, const Dataset& dataset,
                                  const std::vector<Index>& rows) {
  if (!dataset.truth || rows.empty()) return std::nullopt;
  return bayesRisk(*dataset.truth, rows, *problem.loss);
}

// A disturbance leaves those rows as they were drawn.
std::optional<double> validationBayesRiskOf(const Problem& problem) {
  const Dataset& dataset = *problem.dataset;
  if (dataset.unedited && editsOf(problem.experiment.dataset).empty())
    return bayesRiskOn(problem, *dataset.unedited, problem.drawnRows.validation);
  return bayesRiskOn(problem, dataset, problem.rows.validation);
}

Index smallestOf(const Matrix& target) {
  Index place = 0;
  target.reshaped().cwiseAbs().minCoeff(&place);
  return place;
}

std::optional<double> firstOutside(const Domain& domain, const Matrix& target) {
  const auto outside = [&domain](double value) { return !domain.contains(value); };
  const auto found = std::find_if(target.reshaped().begin(), target.reshaped().end(), outside);
  return found == target.reshaped().end() ? std::nullopt : std::optional(*found);
}

// "boxes, box_linear": those that would do.
std::string modelsFor(const Dataset& dataset) {
  std::string names;
  for (const ModelEntry& entry : modelCatalog())
    if (whyNot(*entry.spec, dataset).empty())
      names += (names.empty() ? "" : ", ") + std::string(entry.spec->id);
  return names;
}

const ModelSpec& modelSpec(const std::string& id) {
  return *findEntry(modelCatalog(), id, "model", "model").spec;
}

// Returns a note on what was chosen.
std::string chooseModel(Experiment& experiment, const Dataset& dataset) {
  const bool open = std::exchange(experiment.leftOpen.model, false);
  const ModelSpec& before = modelSpec(experiment.model.id);
  const std::string reason = whyNot(before, dataset);
  if (reason.empty()) return {};
  if (!open)
    throw Error("model '" + experiment.model.id + "' " + reason + "; choose another model (" +
                modelsFor(dataset) + ")");
  const auto suits = [&](const ModelEntry& entry) { return whyNot(*entry.spec, dataset).empty(); };
  const auto chosen = std::find_if(modelCatalog().begin(), modelCatalog().end(), suits);
  experiment.model = completed({std::string(chosen->spec->id), {}}, chosen->spec->parameters, "model");
  return (dataset.task == Task::boxes ? "for boxes the model is " : "the model is ") +
         std::string(chosen->spec->title);
}

const LossSpec& lossSpec(const std::string& id) { return *findEntry(lossCatalog(), id, "loss", "loss").spec; }

std::string meaningOf(const Dataset& dataset) {
  const std::string task = "makes this a task of " + std::string(toText(dataset.task));
  if (!isClassification(dataset.task)) return task;
  return "holds the classes '" + dataset.classNames[0] + "', '" + dataset.classNames[1] + "'" +
         (dataset.classNames.size() > 2 ? ", …" : "") + ", which " + task;
}

std::string inWords(const Domain& domain) {
  if (std::isfinite(domain.minimum) && std::isfinite(domain.maximum))
    return "from " + toText(domain.minimum) + " to " + toText(domain.maximum);
  if (std::isfinite(domain.maximum)) return "of at most " + toText(domain.maximum);
  return (domain.openBelow ? "above " : "of at least ") + toText(domain.minimum);
}

// "mse, rmse, mae, …": some that would do.
std::string lossesFor(const Dataset& dataset) {
  std::string names;
  int count = 0;
  for (const LossEntry& entry : lossCatalog()) {
    if (!whyNot(*entry.spec, dataset).empty()) continue;
    if (++count > 3) return names + ", …";
    names += (count > 1 ? ", " : "") + std::string(entry.spec->id);
  }
  return names;
}

std::string orAnotherLoss(const Dataset& dataset) {
  const std::string names = lossesFor(dataset);
  return names.empty() ? "choose another target" : "choose another target or loss (" + names + ")";
}

void checkLoss(const Problem& problem) {
  const std::string reason = whyNot(problem.loss->spec(), *problem.dataset);
  if (reason.empty()) return;
  const bool wasFine = whyNot(problem.loss->spec(), cleanRows(*problem.dataset)).empty() &&
                       actsOn(problem.experiment.disturbance, problem.dataset->task);
  throw Error("loss '" + problem.experiment.loss.id + "' " + reason + "; " +
              (wasFine ? "disturb the training rows less, or " : "") + orAnotherLoss(*problem.dataset));
}

// Returns a note on what was chosen.
std::string chooseLoss(Experiment& experiment, const Dataset& dataset) {
  const LossSpec& before = lossSpec(experiment.loss.id);
  const std::string chosen(defaultLoss(dataset.task));
  if (!std::exchange(experiment.leftOpen.loss, false) || whyNot(before, dataset).empty() || chosen.empty())
    return {};
  experiment.loss = completed({chosen, {}}, lossSpec(chosen).parameters, "loss");
  const std::string kind = dataset.task == Task::classes  ? "classes"
                           : dataset.task == Task::binary ? "two classes"
                           : dataset.task == Task::boxes  ? "boxes"
                                                          : "such numbers";
  return "with " + kind + " as the target the loss is " + std::string(lossSpec(chosen).title);
}

std::string nameOf(const ProductTerm& term, const std::vector<std::string>& features) {
  std::string name;
  for (const auto& [input, power] : term.powers)
    name += (name.empty() ? "" : "*") + features[static_cast<std::size_t>(input)] +
            (power > 1 ? "^" + std::to_string(power) : "");
  return name;
}

void checkOptimizer(const Problem& problem) {
  const std::string reason = problem.optimizer->whyNot(problem.model->weightCount());
  if (!reason.empty()) throw Error("optimizer '" + problem.experiment.optimizer.id + "' " + reason);
}

void checkStart(const Problem& problem) {
  const auto given = static_cast<Index>(problem.experiment.start.weights.size());
  if (given == 0 || given == problem.model->weightCount()) return;
  throw Error("start.weights holds " + std::to_string(given) + " numbers, but the model has " +
              std::to_string(problem.model->weightCount()) + " weights");
}

// Rows of which the model has no box.
void noteUnseenObjects(const Problem& problem, std::vector<std::string>& notes) {
  const auto* boxes = dynamic_cast<const Boxes*>(problem.model.get());
  if (!boxes) return;
  Index unseen = 0;
  for (const auto& part : {problem.validation, problem.test})
    if (part) unseen += part->samples().count() - boxes->knownRows(part->samples().features);
  if (unseen > 0)
    notes.push_back(grouped(unseen) + (unseen == 1 ? " held-out row shows" : " held-out rows show") +
                    " an object that no training row shows: there the prediction is the row's own predicted "
                    "box");
}

std::vector<std::string> notesOn(const Problem& problem) {
  std::vector<std::string> notes = problem.dataset->notes;
  noteUnseenObjects(problem, notes);
  for (std::string& note : notesOnIdle(problem.experiment.disturbance, problem.dataset->task))
    notes.push_back(std::move(note));
  for (Index j = 0; j < problem.standardization.deviation.size(); ++j)
    if (std::isinf(problem.standardization.deviation[j]))
      notes.push_back("input '" + problem.dataset->featureNames[static_cast<std::size_t>(j)] +
                      "' is constant in the training rows and has no effect");
  const auto seen = problem.training->samples().target.reshaped();
  for (std::size_t k = 0; k < problem.dataset->classNames.size(); ++k)
    if (std::find(seen.begin(), seen.end(), static_cast<double>(k)) == seen.end())
      notes.push_back("class '" + problem.dataset->classNames[k] + "' has no training row");
  if (problem.loss->spec().logarithmOfRate)
    notes.push_back("the model predicts the logarithm of a rate; fit and metrics show the rate itself");
  if (problem.experiment.training.earlyStopping.patience > 0 && !problem.validation)
    notes.push_back("early stopping needs validation rows; there are none, so the patience has no effect");
  for (const std::string& name : problem.experiment.landscape.weights)
    if (!weightNamed(*problem.model, name))
      notes.push_back("landscape.weights: this model has no weight '" + name +
                      "'; the surface is that of its first weight and first bias");
  if (const std::string reason = whyNoHeight(problem, heightOf(problem.experiment.landscape));
      !reason.empty())
    notes.push_back("landscape.of: " + reason + "; the surface is that of the training rows");
  return notes;
}

}  // namespace

SplitRows splitRows(Index count, const Split& split) { return cut(drawnOrder(count, split), split); }

// Each class is spread evenly over the order that is cut: its i-th of n rows lies at (i + ½) / n.
SplitRows stratifiedRows(const std::vector<Index>& classOf, const Split& split) {
  std::vector<Index> size(1 + static_cast<std::size_t>(*std::max_element(classOf.begin(), classOf.end())));
  std::vector<Index> odd(classOf.size());  // 2i + 1
  auto order = drawnOrder(static_cast<Index>(classOf.size()), split);
  const auto sizeOf = [&](Index row) -> Index& {
    return size[static_cast<std::size_t>(classOf[static_cast<std::size_t>(row)])];
  };
  for (const Index row : order) odd[static_cast<std::size_t>(row)] = 2 * sizeOf(row)++ + 1;
  const auto before = [&](Index one, Index other) {
    return odd[static_cast<std::size_t>(one)] * sizeOf(other) <
           odd[static_cast<std::size_t>(other)] * sizeOf(one);
  };
  std::stable_sort(order.begin(), order.end(), before);
  return cut(order, split);
}

std::string whyNot(const ModelSpec& model, const Dataset& dataset) {
  if (model.ofBoxes == (dataset.task == Task::boxes)) return {};
  const std::string which = "but '" + dataset.targetName + "' " + meaningOf(dataset);
  return model.ofBoxes ? "moves predicted boxes, " + which : "predicts numbers from inputs, " + which;
}

std::string whyNot(const LossSpec& loss, const Dataset& dataset) {
  if (dataset.task != loss.task)
    return "is for " + std::string(toText(loss.task)) + ", but the target '" + dataset.targetName + "' " +
           meaningOf(dataset);
  if (loss.metricOnly) return "measures but cannot train: its slope is 0 wherever it has one";
  if (const auto outside = firstOutside(loss.targets, dataset.target))
    return "needs targets " + inWords(loss.targets) + ", but '" + dataset.targetName + "' holds " +
           toText(*outside);
  if (loss.dividesByTarget) {
    const auto sizes = dataset.target.array().abs();
    if (sizes.minCoeff() <= noTarget * sizes.mean())
      return "divides by the target, but '" + dataset.targetName + "' holds " +
             toText(dataset.target.reshaped()[smallestOf(dataset.target)]) +
             ": such rows would drown all others";
  }
  return {};
}

Standardization Standardization::none(Index features) {
  return {Vector::Zero(features), Vector::Ones(features)};
}

Standardization Standardization::of(const Matrix& features, Index raw) {
  Standardization result = none(features.cols());
  for (Index j = raw; j < features.cols(); ++j) {
    result.mean[j] = features.col(j).mean();
    const double variance = (features.col(j).array() - result.mean[j]).square().mean();
    // A constant column's deviation is rounding noise at most; dividing by it would blow that up.
    const bool varies = variance > 1e-24 * result.mean[j] * result.mean[j];
    result.deviation[j] = varies ? std::sqrt(variance) : std::numeric_limits<double>::infinity();
  }
  return result;
}

Matrix Standardization::apply(const Matrix& features) const {
  return ((features.rowwise() - mean.transpose()).array().rowwise() / deviation.transpose().array()).matrix();
}

// A loss that takes predictions from a bound on only would meet some below it, or just above, where it is
// steepest: the bias of the outputs is then such that the least prediction is the least target.
Vector Problem::startWeights() const {
  const auto& given = experiment.start.weights;
  if (!given.empty()) return Eigen::Map<const Vector>(given.data(), static_cast<Index>(given.size()));
  Vector weights = model->start(static_cast<std::uint64_t>(experiment.start.seed));
  if (!std::isfinite(loss->spec().predictions.minimum)) return weights;
  const WeightBlock& bias = model->blocks().back();
  const double low = training->predictions(weights).minCoeff();
  weights.segment(bias.offset, bias.size()).array() += training->samples().target.minCoeff() - low;
  return weights;
}

Matrix Problem::predict(const Matrix& features, const Vector& weights) const {
  Matrix prediction(features.rows(), model->outputCount());
  model->predict(standardization.apply(features), weights, prediction);
  return inTargetUnits(loss->spec(), std::move(prediction));
}

std::shared_ptr<const Problem> build(const Experiment& experiment, const Progress& progress,
                                     const std::shared_ptr<const Problem>& previous) {
  auto problem = std::make_shared<Problem>();
  problem->experiment = experiment;
  const auto clean = cleanData(experiment.dataset, progress, previous);
  problem->drawnRows = rowsOf(*clean, experiment.split);
  problem->dataset = dataFor(experiment, clean, problem->drawnRows, previous);
  const Dataset& dataset = *problem->dataset;
  const std::string modelNote = chooseModel(problem->experiment, dataset);
  const std::string note = chooseLoss(problem->experiment, dataset);
  problem->rows = afterEdits(problem->drawnRows, dataset);
  problem->standardization = standardizationOf(*problem);
  const Matrix seen = problem->standardization.apply(clean->features(problem->drawnRows.train, Eigen::all));
  problem->model = makeModel(problem->experiment.model, {dataset.features.cols(), dataset.outputs(), &seen});
  problem->loss = makeLoss(problem->experiment.loss);
  problem->optimizer = makeOptimizer(problem->experiment.optimizer);
  checkLoss(*problem);
  checkOptimizer(*problem);
  checkStart(*problem);
  progress.throwIfCancelled();
  problem->training = riskOn(*problem, problem->rows.train);
  problem->validation = riskOn(*problem, problem->rows.validation);
  problem->test = riskOn(*problem, problem->rows.test);
  if (std::exchange(problem->experiment.leftOpen.learningRate, false)) {
    chooseOptimizer(*problem, progress);
    problem->optimizer = makeOptimizer(problem->experiment.optimizer);
  }
  problem->trainingBayesRisk = bayesRiskOn(*problem, dataset, problem->rows.train);
  problem->validationBayesRisk = validationBayesRiskOf(*problem);
  problem->notes = notesOn(*problem);
  for (const std::string& each : {modelNote, note})
    if (!each.empty()) problem->notes.push_back(each);
  return problem;
}

std::int64_t batchesPerEpoch(const Problem& problem) {
  const Index rows = problem.training->samples().count();
  const Index size = problem.experiment.training.batchSize;
  return size <= 0 || size >= rows ? 1 : (rows + size - 1) / size;
}

bool canContinue(const Problem& before, const Problem& after) {
  return keepsWeights(before.experiment, after.experiment) &&
         before.dataset->featureNames == after.dataset->featureNames &&
         before.dataset->targetName == after.dataset->targetName &&
         before.dataset->task == after.dataset->task &&
         before.dataset->classNames == after.dataset->classNames && before.drawnRows == after.drawnRows &&
         cleanRows(*before.dataset).features == cleanRows(*after.dataset).features;
}

Coefficients coefficients(const Problem& problem, const Vector& weights, Index output) {
  const Standardization& scale = problem.standardization;
  const std::vector<ProductTerm> terms = problem.model->terms(weights, output, scale.mean, scale.deviation);
  Coefficients result;
  result.slopes.resize(std::max<Index>(0, static_cast<Index>(terms.size()) - 1));
  for (const ProductTerm& term : terms) {
    if (term.powers.empty()) {
      result.intercept = term.coefficient;
      continue;
    }
    result.slopes[static_cast<Index>(result.names.size())] = term.coefficient;
    result.names.push_back(nameOf(term, problem.dataset->featureNames));
  }
  return result;
}

}  // namespace lossarium
