#include "core/training/settings_advice.h"

#include "core/base/number_text.h"
#include "core/optimizers/line_search_method.h"

namespace lossarium {
namespace {

// A line search is as good as the loss that it sees is the loss that is meant.
std::string batchAdvice(const Problem& problem) {
  const auto* searches = dynamic_cast<const LineSearchMethod*>(problem.optimizer.get());
  const Index rows = problem.training->samples().count(), batch = problem.experiment.training.batchSize;
  if (!searches || batch == 0 || batch >= rows) return {};
  return std::string(searches->spec().title) +
         " looks for the least loss along a line, but of one batch alone (" + grouped(batch) + " of " +
         grouped(rows) + " rows), and the next batch has another loss: it is meant for all rows in each step";
}

}  // namespace

std::string decayAdvice(const Choice& optimizer, const Vector& weights) {
  const double decay = optimizer.has("weight_decay") ? optimizer.real("weight_decay") : 0;
  const double largest = weights.size() > 0 ? weights.cwiseAbs().maxCoeff() : 0;
  if (!(decay * largest > 1)) return {};
  return "the weight decay of " + readableSetting(decay) + " draws weights beyond ±" +
         readableNumber(1 / decay, 3) +
         " back to 0 by more than a step can move them, and the largest is of size " +
         readableNumber(largest, 3);
}

std::vector<std::string> adviceOn(const Problem& problem) {
  std::vector<std::string> advice{batchAdvice(problem),
                                  decayAdvice(problem.experiment.optimizer, problem.startWeights())};
  std::erase(advice, std::string());
  return advice;
}

}  // namespace lossarium
