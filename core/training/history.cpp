#include "core/training/history.h"

namespace lossarium {

EpochRecord measure(const Trainer& trainer) { return measure(trainer, trainer.state().weights); }

EpochRecord measure(const Trainer& trainer, const Vector& weights) {
  const Problem& problem = *trainer.problem();
  const TrainingState& state = trainer.state();
  EpochRecord now{.epoch = state.epoch, .step = state.step};
  now.training = problem.training->loss(weights);
  now.penalty = problem.training->penalty(weights);
  if (problem.validation) now.validation = problem.validation->loss(weights);
  return now;
}

void record(History& history, const Trainer& trainer) {
  const TrainingState& state = trainer.state();
  const bool epochDone = state.batch == 0;
  const bool keepsPath = history.path.keepsNext();
  const bool keepsEpoch = epochDone && history.epochs.keepsNext();
  EpochRecord now;
  if (keepsPath || keepsEpoch) now = measure(trainer, state.reached());
  if (keepsPath)
    history.path.add({state.step, state.reached(), now.training + now.penalty});
  else
    history.path.skip();
  if (keepsEpoch)
    history.epochs.add(now);
  else if (epochDone)
    history.epochs.skip();
}

}  // namespace lossarium
