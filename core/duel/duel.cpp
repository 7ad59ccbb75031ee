#include "core/duel/duel.h"

#include "core/base/error.h"
#include "core/duel/duel_plan.h"
#include "core/training/ledger.h"

#include <algorithm>
#include <utility>

namespace lossarium {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 8ms;  // of a frame with what a later one can do

}  // namespace

Duel::Duel(const Setup& problems) {
  if (problems.empty()) throw Error("a duel needs a contender");
  if (problems.size() > DuelPlan::mostContenders)
    throw Error("a duel has at most " + std::to_string(DuelPlan::mostContenders) + " contenders");
  for (const auto& problem : problems) contenders_.push_back(std::make_unique<Contender>(problem));
}

bool Duel::Contender::doEpoch() {
  if (!run.canStep()) return false;
  const std::int64_t before = run.state().epoch;
  while (run.canStep() && run.state().epoch == before) run.step();
  if (run.state().epoch > before) ends.push_back(run.state().step);
  return true;
}

std::int64_t Duel::Contender::doEpochs(std::int64_t most) {
  std::int64_t done = 0;
  while (done < most && doEpoch()) ++done;
  return done;
}

std::int64_t Duel::Contender::stepAfter(std::int64_t epoch) const {
  return epoch < static_cast<std::int64_t>(ends.size()) ? ends[static_cast<std::size_t>(epoch)]
                                                        : run.headStep();
}

bool Duel::canStep() const {
  if (epoch_ < head_) return true;
  return std::any_of(contenders_.begin(), contenders_.end(),
                     [](const auto& each) { return each->run.canStep(); });
}

std::int64_t Duel::steps(std::int64_t most) {
  if (!canStep()) return 0;
  if (epoch_ < head_) {
    const std::int64_t from = epoch_, goal = std::min(head_, epoch_ + most);
    while (!approach(goal)) {
    }
    return goal - from;
  }
  std::int64_t done = 0;
  for (const auto& each : contenders_) done = std::max(done, each->doEpochs(most));
  head_ = epoch_ += done;
  return done;
}

bool Duel::approach(std::int64_t epoch) {
  if (epoch > head_ && epoch_ == head_) {
    if (!canStep()) continuePastEnd();
    return !step() || epoch_ == epoch;
  }
  const std::int64_t goal = std::min(epoch, head_);
  bool there = true;
  for (const auto& each : contenders_) there = each->run.approach(each->stepAfter(goal)) && there;
  if (there) epoch_ = goal;
  return there && goal == epoch;
}

void Duel::continuePastEnd() {
  if (epoch_ < head_ || canStep()) return;
  for (const auto& each : contenders_) each->run.continuePastEnd();
}

DuelFrame Duel::frame() {
  DuelFrame frame;
  frame.epoch = epoch_;
  frame.headEpoch = head_;
  for (const auto& each : contenders_) {
    auto run = std::make_shared<RunFrame>(each->run.frame(patience / contenders_.size()));
    if (wishes_.ledgers) run->ledger = ledgerOf(run->problem, run->state.weights, run->state.step);
    frame.plannedEpochs = std::max(frame.plannedEpochs, run->plannedEpochs);
    frame.runs.push_back(std::move(run));
  }
  frame.verdict = verdictOn(frame.runs);
  if (wishes_.matrix) frame.matrix = std::make_shared<const DuelMatrix>(matrixOf(frame.runs));
  return frame;
}

bool Duel::frameIsWhole() const {
  return std::all_of(contenders_.begin(), contenders_.end(),
                     [](const auto& each) { return each->run.pathIsValued(); });
}

}  // namespace lossarium
