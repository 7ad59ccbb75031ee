#include "core/training/step_explanation.h"

#include "core/base/rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lossarium {
namespace {

constexpr std::size_t mostRows = 3;
constexpr int restForEachWork = 10;  // of the time since it was worked out

/// The batch's rows at the weights before the step.
struct BatchPass {
  Matrix prediction;  ///< rows × outputs, as the next two
  Vector loss;
  Matrix slope;
  Matrix derivative;  ///< by the weight

  Vector pulls() const { return slope.cwiseProduct(derivative).rowwise().sum(); }
};

ModelMemory memoryFor(const TakenStep& step, Index firstRow) {
  ModelMemory memory;
  memory.draw = step.draw;
  memory.firstRow = firstRow;
  return memory;
}

void judge(const EmpiricalRisk& risk, BatchPass& pass) {
  pass.loss.resize(pass.prediction.rows());
  pass.slope.resizeLike(pass.prediction);
  risk.lossFunction().evaluate({.rows = pass.prediction.rows(),
                                .outputs = pass.prediction.cols(),
                                .stride = pass.prediction.rows(),
                                .targetStride = risk.samples().count(),
                                .prediction = pass.prediction.data(),
                                .target = risk.samples().target.data(),
                                .value = pass.loss.data(),
                                .slope = pass.slope.data()});
}

// Back through the model, an output at a time: with a draw there is no way forward.
void pullBackRow(const TakenStep& step, Index row, Index weight, Matrix& derivative) {
  const Model& model = step.objective->model();
  const auto features = step.objective->samples().features.middleRows(row, 1);
  const Index outputs = derivative.cols();
  Matrix prediction(1, outputs);
  Vector gradient(step.weights.size());
  for (Index k = 0; k < outputs; ++k) {
    ModelMemory memory = memoryFor(step, row);
    model.forward(features, step.weights, memory, prediction);
    const Matrix one = Matrix::Identity(outputs, outputs).row(k);
    gradient.setZero();
    model.pullBack(features, step.weights, one, memory, gradient);
    derivative(row, k) = gradient[weight];
  }
}

Matrix derivativesBy(const TakenStep& step, Index weight) {
  const EmpiricalRisk& risk = *step.objective;
  Matrix derivative(risk.samples().count(), risk.model().outputCount());
  if (step.draw == 0) {
    const Vector direction = Vector::Unit(step.weights.size(), weight);
    risk.model().pushForward(risk.samples().features, step.weights, direction, derivative);
  } else {
    for (Index row = 0; row < derivative.rows(); ++row) pullBackRow(step, row, weight, derivative);
  }
  return derivative;
}

BatchPass passThrough(const TakenStep& step, Index weight) {
  const EmpiricalRisk& risk = *step.objective;
  BatchPass pass;
  pass.prediction.resize(risk.samples().count(), risk.model().outputCount());
  ModelMemory memory = memoryFor(step, 0);
  risk.model().forward(risk.samples().features, step.weights, memory, pass.prediction);
  judge(risk, pass);
  pass.derivative = derivativesBy(step, weight);
  return pass;
}

Index datasetRow(const TakenStep& step, Index row) {
  const auto at = static_cast<std::size_t>(row);
  const auto training = step.rows.empty() ? at : static_cast<std::size_t>(step.rows[at]);
  return step.problem->dataset->rowNumber(step.problem->rows.train[training]);
}

std::optional<Index> rowInBatch(const TakenStep& step, std::optional<Index> trainingRow) {
  if (!trainingRow || *trainingRow < 0) return std::nullopt;
  if (step.rows.empty()) return *trainingRow < step.objective->samples().count() ? trainingRow : std::nullopt;
  const auto found = std::find(step.rows.begin(), step.rows.end(), *trainingRow);
  if (found == step.rows.end()) return std::nullopt;
  return static_cast<Index>(found - step.rows.begin());
}

ExplainedRow explainedRow(const TakenStep& step, const BatchPass& pass, Index row) {
  return {datasetRow(step, row),
          pass.prediction.row(row),
          step.objective->samples().target.row(row),
          pass.loss[row],
          pass.slope.row(row),
          pass.derivative.row(row),
          pass.slope.row(row).dot(pass.derivative.row(row))};
}

// Of equals the first in the batch.
std::vector<Index> strongestRows(const BatchPass& pass) {
  const Vector pulls = pass.pulls();
  std::vector<Index> order(static_cast<std::size_t>(pulls.size()));
  std::iota(order.begin(), order.end(), Index{0});
  const std::size_t count = std::min(mostRows, order.size());
  const auto strength = [&](Index i) { return std::isnan(pulls[i]) ? 0 : std::abs(pulls[i]); };
  const auto pullsMore = [&](Index i, Index j) {
    return strength(i) > strength(j) || (strength(i) == strength(j) && i < j);
  };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    pullsMore);
  order.resize(count);
  return order;
}

Index mainOutput(const ExplainedRow& row) {
  Index output = 0;
  row.slope.cwiseProduct(row.derivative).cwiseAbs().maxCoeff(&output);
  return output;
}

// Largest first.
std::vector<Addend> addendsOf(const TakenStep& step, Index row, Index output) {
  const Model& model = step.objective->model();
  if (!model.linearInWeights() || step.draw != 0) return {};
  const auto features = step.objective->samples().features.middleRows(row, 1);
  Matrix prediction(1, model.outputCount());
  Vector factors = Vector::Zero(step.weights.size());
  ModelMemory memory = memoryFor(step, row);
  model.forward(features, step.weights, memory, prediction);
  const Matrix one = Matrix::Identity(prediction.cols(), prediction.cols()).row(output);
  model.pullBack(features, step.weights, one, memory, factors);
  std::vector<Addend> addends;
  for (Index i = 0; i < factors.size(); ++i)
    if (factors[i] != 0) addends.push_back({i, step.weights[i], factors[i]});
  const auto size = [](const Addend& each) { return std::abs(each.value * each.factor); };
  std::stable_sort(addends.begin(), addends.end(),
                   [&](const Addend& a, const Addend& b) { return size(a) > size(b); });
  return addends;
}

void followRows(const TakenStep& step, const BatchPass& pass, const ExplanationWish& wish,
                StepExplanation& so) {
  const std::vector<Index> strongest = strongestRows(pass);
  for (const Index row : strongest) so.strongest.push_back(explainedRow(step, pass, row));
  const auto chosen = rowInBatch(step, wish.trainingRow);
  if (chosen) so.chosen = explainedRow(step, pass, *chosen);
  so.output = mainOutput(so.example());
  so.addends = addendsOf(step, chosen.value_or(strongest.front()), so.output);
}

// The fewest with which a reader comes to the same change.
int digitsFor(const Trainer& trainer, Index weight, double change) {
  constexpr int fewest = 6, most = 12, told = StepExplanation::changeDigits;
  for (int digits = fewest; digits < most; ++digits)
    if (roundedTo(told, trainer.explain(weight, digits).back().value) == roundedTo(told, change))
      return digits;
  return most;
}

bool isPenalized(const Model& model, Index weight) {
  return std::any_of(model.blocks().begin(), model.blocks().end(), [weight](const WeightBlock& block) {
    return block.penalized && weight >= block.offset && weight < block.offset + block.size();
  });
}

GradientParts partsOf(const TakenStep& step, const StepExplanation& so, const BatchPass& pass, double used) {
  GradientParts parts;
  parts.mean = pass.pulls().mean();
  parts.rootSlope = reduced(step.objective->lossFunction().spec(), pass.loss.mean()).slope;
  if (isPenalized(step.objective->model(), so.weight)) {
    const Penalty& penalty = step.problem->experiment.penalty;
    parts.l1 = penalty.l1 * static_cast<double>((so.before > 0) - (so.before < 0));
    parts.l2 = penalty.l2 * so.before;
  }
  parts.gradient = parts.afterClipping = used;
  for (const Term& term : so.terms)
    if (term.symbol == "clipped g") parts.afterClipping = term.value;
  return parts;
}

}  // namespace

std::shared_ptr<const StepExplanation> explainStep(const Trainer& trainer, const ExplanationWish& wish) {
  const TakenStep* step = trainer.lastStep();
  if (!step) return nullptr;
  const EmpiricalRisk& risk = *step->objective;
  const Index weight = wish.weight;
  auto so = std::make_shared<StepExplanation>();
  so->problem = step->problem;
  so->step = trainer.state().step;
  so->weight = weight;
  so->rows = risk.samples().count();
  so->terms = trainer.explain(weight);
  so->before = step->weights[weight];
  so->after = so->before + so->change();
  const BatchPass pass = passThrough(*step, weight);
  so->meanPrediction = pass.prediction.colwise().mean();
  so->meanSlope = pass.slope.colwise().mean();
  so->meanDerivative = pass.derivative.colwise().mean();
  so->loss = reduced(risk.lossFunction().spec(), pass.loss.mean()).value;
  so->penalty = risk.penalty(step->weights);
  followRows(*step, pass, wish, *so);
  so->digits = digitsFor(trainer, weight, so->change());
  so->parts = partsOf(*step, *so, pass, trainer.state().optimizer.gradient[weight]);
  return so;
}

std::shared_ptr<const StepExplanation> StepWatch::at(const Trainer& trainer, ExplanationWish wish,
                                                     bool running) {
  const auto begin = Clock::now();
  wish.weight = std::clamp<Index>(wish.weight, 0, trainer.state().weights.size() - 1);
  const bool same =
      last_ && trainer.lastStep() && last_->problem == trainer.lastStep()->problem && lastWish_ == wish;
  if (same && running && begin < due_) return last_;
  last_ = explainStep(trainer, wish);
  lastWish_ = wish;
  const auto end = Clock::now();
  due_ = end + restForEachWork * (end - begin);
  return last_;
}

}  // namespace lossarium
