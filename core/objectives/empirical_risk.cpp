#include "core/objectives/empirical_risk.h"

#include "core/base/parallel_for.h"
#include "core/losses/rate.h"
#include "core/objectives/risk_along.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace lossarium {
namespace {

constexpr Index mostBlockRows = 512;  // predictions, slopes and values then stay in the first-level cache

// Each thread keeps its own, so that a step allocates nothing and objectives can be shared.
struct Scratch {
  Matrix prediction{mostBlockRows, 1};
  Matrix slope{mostBlockRows, 1};
  Matrix direction{mostBlockRows, 1};
  Vector value{mostBlockRows};
  ModelMemory memory;

  void provide(Index outputs) {
    if (prediction.cols() >= outputs) return;
    prediction.resize(mostBlockRows, outputs);
    slope.resize(mostBlockRows, outputs);
    direction.resize(mostBlockRows, outputs);
  }
};

Scratch& scratch(Index outputs) {
  thread_local Scratch mine;
  mine.provide(outputs);
  return mine;
}

struct RowRange {
  Index first, end;
};

// Calls body(first row, rows, block) for each block, with the predictions already in the scratch.
template <class Body>
void forEachBlock(const Samples& samples, RowRange range, const Model& model, const Vector& weights,
                  Scratch& s, const Body& body, std::uint64_t draw = 0) {
  const Index blockRows = std::min(mostBlockRows, model.blockRows());
  for (Index first = range.first; first < range.end; first += blockRows) {
    const Index rows = std::min(blockRows, range.end - first);
    s.memory.draw = draw;
    s.memory.firstRow = first;
    model.forward(samples.features.middleRows(first, rows), weights, s.memory,
                  s.prediction.topLeftCorner(rows, model.outputCount()));
    LossBlock block{.rows = rows,
                    .outputs = model.outputCount(),
                    .stride = mostBlockRows,
                    .targetStride = samples.count(),
                    .prediction = s.prediction.data(),
                    .target = samples.target.data() + first};
    body(first, rows, block);
  }
}

template <class Body>
void forEachBlock(const Samples& samples, const Model& model, const Vector& weights, Scratch& s,
                  const Body& body) {
  forEachBlock(samples, {0, samples.count()}, model, weights, s, body);
}

// Much work is shared among threads in parts that depend on its size alone: so sums are the same for any
// number of threads. Below this many products of a row and a weight, calling a helper costs more than it
// does.
constexpr Index worthSharing = Index{1} << 21, mostParts = 8, fewestPartRows = 1024;

Index partsOf(Index rows, const Model& model) {
  const Index work = rows * model.weightCount();
  return work < worthSharing ? 1 : std::clamp<Index>(rows / fewestPartRows, 1, mostParts);
}

RowRange partOf(Index rows, Index parts, Index part) {
  const Index size = (rows / parts + mostBlockRows - 1) / mostBlockRows * mostBlockRows;
  return {std::min(rows, part * size), part + 1 == parts ? rows : std::min(rows, (part + 1) * size)};
}

// One part's share of a sum, kept from call to call: a step allocates nothing.
struct Part {
  double sum = 0;
  Vector gradient;
};

std::vector<Part>& partsToAdd(Index count) {
  thread_local std::vector<Part> mine;
  if (std::ssize(mine) < count) mine.resize(static_cast<std::size_t>(count));
  return mine;
}

}  // namespace

EmpiricalRisk::EmpiricalRisk(std::shared_ptr<const Samples> samples, std::shared_ptr<const Model> model,
                             std::shared_ptr<const Loss> loss, const Penalty& penalty)
    : samples_(std::move(samples)), model_(std::move(model)), loss_(std::move(loss)), penalty_(penalty) {
  if (samples_->count() == 0) throw std::logic_error("a risk needs at least one sample");
}

EmpiricalRisk EmpiricalRisk::judgedBy(std::shared_ptr<const Loss> loss, const Penalty& penalty) const {
  return {samples_, model_, std::move(loss), penalty};
}

double EmpiricalRisk::loss(const Vector& weights, const Loss& by) const {
  const Index rows = samples_->count(), parts = partsOf(rows, *model_);
  double sum = 0;
  if (parts == 1) {
    sum = sumOver(0, rows, weights, by);
  } else {
    std::vector<Part>& shares = partsToAdd(parts);
    parallelFor(parts, [&](Index part) {
      const RowRange range = partOf(rows, parts, part);
      shares[static_cast<std::size_t>(part)].sum = sumOver(range.first, range.end, weights, by);
    });
    for (Index part = 0; part < parts; ++part) sum += shares[static_cast<std::size_t>(part)].sum;
  }
  return reduced(by.spec(), sum / static_cast<double>(rows)).value;
}

double EmpiricalRisk::sumOver(Index first, Index end, const Vector& weights, const Loss& by) const {
  Scratch& s = scratch(model_->outputCount());
  double sum = 0;
  forEachBlock(*samples_, {first, end}, *model_, weights, s, [&](Index, Index rows, LossBlock& block) {
    block.value = s.value.data();
    translate(loss_->spec(), by.spec(), s.prediction.topLeftCorner(rows, model_->outputCount()));
    by.evaluate(block);
    sum += s.value.head(rows).sum();
  });
  return sum;
}

double EmpiricalRisk::gradient(const Vector& weights, Vector& gradient) const {
  gradient.setZero(dimension());
  const Reduced whole = reduced(loss_->spec(), addMeanGradient(weights, gradient));
  gradient *= whole.slope;
  penalty_.addGradient(*model_, weights, gradient);
  return whole.value + penalty(weights);
}

RiskAt EmpiricalRisk::at(const Vector& weights) const {
  const Index rows = samples_->count(), outputs = model_->outputCount();
  RiskAt found{.gradient = Vector::Zero(dimension()),
               .prediction = Matrix(rows, outputs),
               .lossOfSample = Vector(rows),
               .slopeOfSample = Matrix(rows, outputs)};
  const Reduced whole =
      reduced(loss_->spec(),
              addMeanGradient(weights, found.gradient, [&](Index first, Index count, const Scratch& s) {
                found.prediction.middleRows(first, count) = s.prediction.topLeftCorner(count, outputs);
                found.lossOfSample.segment(first, count) = s.value.head(count);
                found.slopeOfSample.middleRows(first, count) = s.slope.topLeftCorner(count, outputs);
              }));
  found.loss = whole.value;
  found.penalty = penalty(weights);
  found.gradient *= whole.slope;
  penalty_.addGradient(*model_, weights, found.gradient);
  return found;
}

double EmpiricalRisk::addMeanGradient(const Vector& weights, Vector& gradient) const {
  return addMeanGradient(weights, gradient, [](Index, Index, const Scratch&) {});
}

// Returns the mean. `keep` sees each block: its first row, its rows, and what was found of them.
template <class Keep>
double EmpiricalRisk::addMeanGradient(const Vector& weights, Vector& gradient, const Keep& keep) const {
  const Index rows = samples_->count(), parts = partsOf(rows, *model_);
  double sum = 0;
  if (parts == 1) {
    sum = addGradientOver(0, rows, weights, gradient, keep);
  } else {
    std::vector<Part>& shares = partsToAdd(parts);
    parallelFor(parts, [&](Index part) {
      const RowRange range = partOf(rows, parts, part);
      Part& share = shares[static_cast<std::size_t>(part)];
      share.gradient.setZero(dimension());
      share.sum = addGradientOver(range.first, range.end, weights, share.gradient, keep);
    });
    for (Index part = 0; part < parts; ++part) {
      sum += shares[static_cast<std::size_t>(part)].sum;
      gradient += shares[static_cast<std::size_t>(part)].gradient;
    }
  }
  gradient /= static_cast<double>(rows);
  return sum / static_cast<double>(rows);
}

template <class Keep>
double EmpiricalRisk::addGradientOver(Index from, Index end, const Vector& weights, Vector& gradient,
                                      const Keep& keep) const {
  Scratch& s = scratch(model_->outputCount());
  double sum = 0;
  forEachBlock(
      *samples_, {from, end}, *model_, weights, s,
      [&](Index first, Index rows, LossBlock& block) {
        block.value = s.value.data();
        block.slope = s.slope.data();
        loss_->evaluate(block);
        sum += s.value.head(rows).sum();
        keep(first, rows, s);
        model_->pullBack(samples_->features.middleRows(first, rows), weights,
                         s.slope.topLeftCorner(rows, model_->outputCount()), s.memory, gradient);
      },
      draw_);
  return sum;
}

void EmpiricalRisk::hessianProduct(const Vector& weights, const Vector& direction, Vector& product) const {
  product.setZero(dimension());
  addMeanCurvature(weights, direction, product);
  if (loss_->spec().rootOfMean) takeRoot(weights, direction, product);
  penalty_.addHessianProduct(*model_, direction, product);
}

// With s the mean: √s has the Hessian H_s/(2√s) − ∇s∇sᵀ/(4s√s).
void EmpiricalRisk::takeRoot(const Vector& weights, const Vector& direction, Vector& product) const {
  Vector slope = Vector::Zero(dimension());
  const double mean = addMeanGradient(weights, slope);
  const Reduced root = reduced(loss_->spec(), mean);
  product = root.slope * product + root.curvature * slope.dot(direction) * slope;
}

// Curvature comes from the loss, and where the model bends, from that.
void EmpiricalRisk::addMeanCurvature(const Vector& weights, const Vector& direction, Vector& product) const {
  const Index outputs = model_->outputCount();
  const bool bends = !model_->linearInWeights();
  Scratch& s = scratch(outputs);
  Matrix slopes(bends ? mostBlockRows : 0, outputs);
  forEachBlock(*samples_, *model_, weights, s, [&](Index first, Index rows, LossBlock& block) {
    const auto features = samples_->features.middleRows(first, rows);
    model_->pushForward(features, weights, direction, s.direction.topLeftCorner(rows, outputs));
    block.direction = s.direction.data();
    block.curvature = s.slope.data();
    if (bends) block.slope = slopes.data();
    loss_->evaluate(block);
    const auto change = s.slope.topLeftCorner(rows, outputs);
    if (bends)
      model_->pullBackChange(features, weights, direction, slopes.topLeftCorner(rows, outputs), change,
                             product);
    else
      model_->pullBack(features, weights, change, s.memory, product);
  });
  product /= static_cast<double>(samples_->count());
}

Vector EmpiricalRisk::lossPerSample(const Vector& weights) const {
  Vector values(samples_->count());
  Scratch& s = scratch(model_->outputCount());
  forEachBlock(*samples_, *model_, weights, s, [&](Index first, Index, LossBlock& block) {
    block.value = values.data() + first;
    loss_->evaluate(block);
  });
  return values;
}

void EmpiricalRisk::perSample(const Vector& weights, Vector& loss, Matrix& slope) const {
  const Index outputs = model_->outputCount();
  loss.resize(samples_->count());
  slope.resize(samples_->count(), outputs);
  Scratch& s = scratch(outputs);
  forEachBlock(*samples_, *model_, weights, s, [&](Index first, Index rows, LossBlock& block) {
    block.value = loss.data() + first;
    block.slope = s.slope.data();
    loss_->evaluate(block);
    slope.middleRows(first, rows) = s.slope.topLeftCorner(rows, outputs);
  });
}

Matrix EmpiricalRisk::predictions(const Vector& weights) const {
  Matrix prediction(samples_->count(), model_->outputCount());
  model_->predict(samples_->features, weights, prediction);
  return prediction;
}

std::unique_ptr<const SliceEvaluator> EmpiricalRisk::along(const Slice& slice, Precision precision) const {
  if (auto evaluator = riskAlong({*samples_, *model_, *loss_, penalty_}, slice, precision)) return evaluator;
  return pointwiseAlong(*this, slice);
}

}  // namespace lossarium
