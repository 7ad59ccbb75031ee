#include "core/training/history.h"

#include <algorithm>

namespace lossarium {

std::string changeLabel(const std::vector<SettingChange>& changes) {
  std::string label;
  const auto add = [&label](const std::string& part) { label += (label.empty() ? "" : ", ") + part; };
  for (const SettingChange& each : changes)
    if (each.key.ends_with(".id") && each.from && each.to) add(toText(*each.from) + " → " + toText(*each.to));
  if (!label.empty()) return label;  // what else changed came with it
  for (const SettingChange& each : changes) {
    if (each.key == "dataset.edits") {
      add("data edited by hand");
      continue;
    }
    std::string name = each.key.substr(each.key.rfind('.') + 1);
    std::replace(name.begin(), name.end(), '_', ' ');
    add(name + " " + (each.from ? toText(*each.from) + " → " : std::string()) +
        (each.to ? toText(*each.to) : "none"));
  }
  return label;
}

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
