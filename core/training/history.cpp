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
    if (each.key == "split.test_opened") {
      add(each.to == std::optional<Value>(true) ? "test opened" : "test sealed");
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
  if (problem.test && problem.experiment.split.testOpened) now.test = problem.test->loss(weights);
  return now;
}

void fillTestLosses(History& history, const Problem& problem) {
  if (!problem.test) return;
  std::int64_t from = 0;
  for (const Seam& seam : history.seams)
    if (seam.otherUnit) from = seam.step + 1;
  auto point = history.path.items().begin();
  const auto end = history.path.items().end();
  for (EpochRecord& record : history.epochs.items()) {
    point = std::find_if(point, end, [&](const PathPoint& each) { return each.step >= record.step; });
    if (point == end) return;
    if (record.step >= from && point->step == record.step) record.test = problem.test->loss(point->weights);
  }
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
