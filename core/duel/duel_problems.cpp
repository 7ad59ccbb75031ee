#include "core/duel/duel_problems.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace lossarium {
namespace {

using ProblemPointer = std::shared_ptr<const Problem>;

// The first loss of the task, in the catalogue's order, that suits the data and that no contender has.
std::optional<std::string> unusedLoss(const Problem& problem, const Duel::Setup& others) {
  for (const LossEntry& entry : lossCatalog()) {
    const auto has = [&](const ProblemPointer& each) { return each->experiment.loss.id == entry.spec->id; };
    if (whyNot(*entry.spec, *problem.dataset).empty() && std::none_of(others.begin(), others.end(), has))
      return std::string(entry.spec->id);
  }
  return std::nullopt;
}

// Other data may have left several contenders with the one loss that is usual for them.
bool lostItsDifference(const DuelPlan& plan, const Duel::Setup& built, std::size_t index,
                       const Problem& problem) {
  for (std::size_t other = 0; other < index; ++other)
    if (plan.contenders[other].loss != plan.contenders[index].loss &&
        built[other]->experiment.loss == problem.experiment.loss)
      return true;
  return false;
}

double calmestRate(const DuelPlan& plan, const Duel::Setup& built, const std::string& optimizer) {
  double rate = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < built.size(); ++i)
    if (plan.contenders[i].leftOpen.learningRate && built[i]->experiment.optimizer.id == optimizer)
      rate = std::min(rate, built[i]->optimizer->learningRate());
  return rate;
}

void shareRates(const DuelPlan& plan, Duel::Setup& built, const Progress& progress) {
  const Duel::Setup found = built;
  for (std::size_t i = 0; i < built.size(); ++i) {
    if (!plan.contenders[i].leftOpen.learningRate) continue;
    const double rate = calmestRate(plan, found, built[i]->experiment.optimizer.id);
    if (!(rate < built[i]->optimizer->learningRate())) continue;
    built[i] = build(withSetting(built[i]->experiment, "optimizer.learning_rate", rate), progress, found[i]);
  }
}

}  // namespace

Duel::Setup buildDuel(const DuelPlan& plan, const Progress& progress, const ProblemPointer& previous) {
  Duel::Setup built;
  for (std::size_t i = 0; i < plan.contenders.size(); ++i) {
    const ProblemPointer& known = built.empty() ? previous : built.front();
    ProblemPointer problem = build(plan.contenders[i], progress, known);
    if (plan.contenders[i].leftOpen.loss && lostItsDifference(plan, built, i, *problem))
      if (const auto loss = unusedLoss(*problem, built)) {
        Experiment other = plan.contenders[i];
        other.loss = withSetting(problem->experiment, "loss.id", *loss).loss;
        other.leftOpen.loss = false;
        problem = build(other, progress, known);
      }
    built.push_back(std::move(problem));
  }
  shareRates(plan, built, progress);
  return built;
}

DuelPlan planOf(const Duel::Setup& problems) {
  DuelPlan plan;
  for (const ProblemPointer& each : problems) plan.contenders.push_back(each->experiment);
  return plan;
}

}  // namespace lossarium
