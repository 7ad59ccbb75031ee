#include "app/cli/finished_run.h"

namespace lossarium::cli {
namespace {

constexpr std::size_t historyCapacity = 2048;
constexpr Index mostPredictionsShown = 20000;

// The experiment may change its settings on the way.
Seam seamBetween(const Problem& before, const Problem& after, const EpochRecord& at) {
  const std::string &from = before.experiment.loss.id, &to = after.experiment.loss.id;
  return {at.epoch, at.step, from == to ? "settings changed" : from + " → " + to,
          before.experiment.loss != after.experiment.loss};
}

void addPresent(RunFrame& frame, const Trainer& trainer) {
  frame.problem = trainer.problem();
  frame.state = trainer.state();
  frame.now = measure(trainer);
  frame.plannedEpochs = trainer.plannedEpochs();
  frame.batchesPerEpoch = trainer.batchesPerEpoch();
  const EmpiricalRisk& risk = *frame.problem->training;
  Vector gradient(frame.state.weights.size());
  risk.gradient(frame.state.weights, gradient);
  if (gradient.allFinite()) frame.descent = -gradient;
  if (risk.samples().count() <= mostPredictionsShown)
    frame.trainingPrediction = risk.predictions(frame.state.weights).col(0);
}

}  // namespace

RunFrame finishedRun(const std::shared_ptr<const Problem>& problem) {
  Trainer trainer(problem);
  History history(historyCapacity);
  record(history, trainer);
  RunFrame frame;
  for (auto before = trainer.problem();; before = trainer.problem()) {
    const EpochRecord at{.epoch = trainer.state().epoch, .step = trainer.state().step};
    const bool stepped = trainer.step();
    if (trainer.problem() != before) frame.seams.push_back(seamBetween(*before, *trainer.problem(), at));
    if (!stepped) break;
    record(history, trainer);
  }
  frame.record = problem->experiment;
  frame.epochs = history.epochs.items();
  frame.path = history.path.items();
  addPresent(frame, trainer);
  return frame;
}

}  // namespace lossarium::cli
