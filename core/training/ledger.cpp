#include "core/training/ledger.h"

#include "core/base/parallel_for.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lossarium {
namespace {

constexpr int restForEachWork = 30;  // of the time since it was computed
constexpr Index pieceRows = 4096;    // that one thread does at a time
constexpr double none = std::numeric_limits<double>::quiet_NaN();

// By what a row's own loss is multiplied wherever the training loss is varied: 1/n, and where that is a root
// of the mean the root's slope besides.
double slopeFactor(const EmpiricalRisk& risk, const RiskAt& found) {
  return reduced(risk.lossFunction().spec(), found.lossOfSample.mean()).slope /
         static_cast<double>(risk.samples().count());
}

// The negative gradient with the length 1; 0 where it is 0.
Vector directionOf(const Vector& gradient) {
  if (!gradient.allFinite()) return Vector::Constant(gradient.size(), none);
  const double length = gradient.stableNorm();
  return length > 0 ? Vector(-gradient / length) : Vector::Zero(gradient.size());
}

// What is no number comes first: it is what spoils the sum.
std::vector<Index> byPart(const Vector& part) {
  std::vector<Index> order(static_cast<std::size_t>(part.size()));
  std::iota(order.begin(), order.end(), Index{0});
  const auto key = [&](Index row) {
    return std::isnan(part[row]) ? std::numeric_limits<double>::infinity() : part[row];
  };
  std::stable_sort(order.begin(), order.end(), [&](Index one, Index other) { return key(one) > key(other); });
  return order;
}

// A root √m is 2·m times its own slope, 1/(2√m): so its parts are twice what that slope says.
void splitLoss(const EmpiricalRisk& risk, const RiskAt& found, Ledger& ledger) {
  const LossSpec& spec = risk.lossFunction().spec();
  ledger.total = found.loss;
  const double factor = slopeFactor(risk, found) * (spec.rootOfMean ? 2 : 1);
  ledger.part = factor * found.lossOfSample;
  ledger.loss = found.lossOfSample.unaryExpr([&](double loss) { return reduced(spec, loss).value; });
  const bool tells = std::isfinite(found.loss) && (ledger.part.array() >= 0).all();
  if (!tells)
    ledger.share.setConstant(ledger.count(), none);
  else if (found.loss > 0)
    ledger.share = ledger.part / found.loss;
  else
    ledger.share.setZero(ledger.count());
  ledger.costliest = byPart(ledger.part);
}

void measurePulls(const EmpiricalRisk& risk, const Vector& weights, const RiskAt& found,
                  const Vector& descent, Index first, Index end, Ledger& ledger) {
  const Model& model = risk.model();
  ModelMemory memory;
  Matrix outputs(model.blockRows(), model.outputCount());
  for (; first < end; first += model.blockRows()) {
    const Index rows = std::min(model.blockRows(), end - first);
    const auto features = risk.samples().features.middleRows(first, rows);
    const auto slopes = found.slopeOfSample.middleRows(first, rows);
    model.forward(features, weights, memory, outputs.topRows(rows));
    model.addSquaredPulls(features, weights, slopes, memory, ledger.pull.segment(first, rows));
    model.pushForward(features, weights, descent, outputs.topRows(rows));
    ledger.along.segment(first, rows) = -outputs.topRows(rows).cwiseProduct(slopes).rowwise().sum();
  }
}

// `descent` is where the run goes, of length 1.
void splitGradient(const EmpiricalRisk& risk, const Vector& weights, const RiskAt& found,
                   const Vector& descent, Ledger& ledger) {
  const Index rows = ledger.count();
  const double factor = slopeFactor(risk, found);
  ledger.pull.setZero(rows);
  ledger.along.setZero(rows);
  parallelFor((rows + pieceRows - 1) / pieceRows, [&](Index piece) {
    const Index first = piece * pieceRows;
    measurePulls(risk, weights, found, descent, first, std::min(rows, first + pieceRows), ledger);
  });
  ledger.pull = factor * ledger.pull.cwiseSqrt();
  ledger.along *= factor;
}

}  // namespace

std::shared_ptr<const Ledger> ledgerOf(const std::shared_ptr<const Problem>& problem, const Vector& weights,
                                       std::int64_t step) {
  const EmpiricalRisk risk = problem->training->judgedBy(problem->loss, {});
  RiskAt found = risk.at(weights);
  Vector gradient = found.gradient;
  problem->experiment.penalty.addGradient(risk.model(), weights, gradient);
  auto ledger = std::make_shared<Ledger>();
  ledger->problem = problem;
  ledger->step = step;
  ledger->gradientLength = found.gradient.stableNorm();
  splitLoss(risk, found, *ledger);
  splitGradient(risk, weights, found, directionOf(gradient), *ledger);
  ledger->prediction = std::move(found.prediction);
  return ledger;
}

Vector gradientPart(const EmpiricalRisk& risk, const Vector& weights, Index row) {
  Vector loss;
  Matrix slope;
  risk.perSample(weights, loss, slope);
  const double factor = reduced(risk.lossFunction().spec(), loss.mean()).slope;
  const auto features = risk.samples().features.middleRows(row, 1);
  Matrix prediction(1, risk.model().outputCount());
  Vector part = Vector::Zero(risk.dimension());
  ModelMemory memory;
  risk.model().forward(features, weights, memory, prediction);
  risk.model().pullBack(features, weights, slope.middleRows(row, 1), memory, part);
  return factor / static_cast<double>(loss.size()) * part;
}

Index rowsThatMake(const Ledger& ledger, double share) {
  double sum = 0;
  const auto end = std::find_if(ledger.costliest.begin(), ledger.costliest.end(), [&](Index row) {
    const bool enough = sum >= share || !(ledger.share[row] > 0);
    sum += ledger.share[row];
    return enough;
  });
  return end - ledger.costliest.begin();
}

std::shared_ptr<const Ledger> LedgerWatch::at(const std::shared_ptr<const Problem>& problem,
                                              const Vector& weights, std::int64_t step, bool running) {
  const auto begin = Clock::now();
  if (last_ && last_->problem == problem && running && begin < due_) return last_;
  last_ = ledgerOf(problem, weights, step);
  const auto end = Clock::now();
  due_ = end + restForEachWork * (end - begin);
  return last_;
}

}  // namespace lossarium
