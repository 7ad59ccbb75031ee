#include "core/training/history.h"

#include "core/experiment/setting_words.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {

std::string changeLabel(const std::vector<SettingChange>& changes) {
  std::string label;
  const auto add = [&label](const std::string& part) { label += (label.empty() ? "" : ", ") + part; };
  for (const SettingChange& each : changes)
    if (each.key.ends_with(".id") && each.from && each.to)
      add(valueInWords(each.key, *each.from) + " → " + valueInWords(each.key, *each.to));
  if (!label.empty()) return label;  // what else changed came with it
  for (const SettingChange& each : changes) {
    if (each.key == "split.test_opened") {
      add(each.to == std::optional<Value>(true) ? "test opened" : "test sealed");
      continue;
    }
    if (each.key == "dataset.edits") {
      add("data edited by hand");
      continue;
    }
    add(nameInWords(each.key) + " " +
        (each.from ? valueInWords(each.key, *each.from) + " → " : std::string()) +
        (each.to ? valueInWords(each.key, *each.to) : "none"));
  }
  return label;
}

void History::cutAfter(std::int64_t step, std::int64_t epoch) {
  epochs.cut(epoch + 1);
  path.cut(step + 1);
  std::erase_if(seams, [step](const Seam& each) { return each.step > step; });
}

namespace {

// The record that begins the piece in which `wanted` lies, and the one that ends it; null beyond the last.
template <class Number>
std::pair<const EpochRecord*, const EpochRecord*> pieceAt(const std::vector<EpochRecord>& epochs,
                                                          Number EpochRecord::*member, double wanted) {
  const auto after = std::upper_bound(
      epochs.begin() + 1, epochs.end(), wanted,
      [member](double value, const EpochRecord& each) { return value < static_cast<double>(each.*member); });
  return {&*(after - 1), after == epochs.end() ? nullptr : &*after};
}

}  // namespace

double epochAt(const std::vector<EpochRecord>& epochs, std::int64_t step, std::int64_t batchesPerEpoch) {
  if (epochs.empty()) return 0;
  const auto [from, to] = pieceAt(epochs, &EpochRecord::step, static_cast<double>(step));
  const double steps = static_cast<double>(to ? to->step - from->step : batchesPerEpoch);
  const double length = static_cast<double>(to ? to->epoch - from->epoch : 1);
  return static_cast<double>(from->epoch) + static_cast<double>(step - from->step) / steps * length;
}

std::int64_t stepAt(const std::vector<EpochRecord>& epochs, double epoch, std::int64_t batchesPerEpoch) {
  if (epochs.empty()) return 0;
  const auto [from, to] = pieceAt(epochs, &EpochRecord::epoch, epoch);
  const double steps = static_cast<double>(to ? to->step - from->step : batchesPerEpoch);
  const double length = static_cast<double>(to ? to->epoch - from->epoch : 1);
  return from->step + std::llround((epoch - static_cast<double>(from->epoch)) / length * steps);
}

std::size_t pathCapacity(Index weights) {
  constexpr Index most = 2048, fewest = 64, numbers = Index{4} << 20;  // 32 MB
  return static_cast<std::size_t>(std::clamp(numbers / std::max<Index>(1, weights), fewest, most));
}

namespace {

EpochRecord measured(const Trainer& trainer, const Vector& weights, double training, double penalty) {
  const Problem& problem = *trainer.problem();
  const TrainingState& state = trainer.state();
  EpochRecord now{.epoch = state.epoch, .step = state.step, .training = training, .penalty = penalty};
  if (problem.validation) now.validation = problem.validation->loss(weights);
  if (problem.test && problem.experiment.split.testOpened) now.test = problem.test->loss(weights);
  return now;
}

}  // namespace

EpochRecord measure(const Trainer& trainer) { return measure(trainer, trainer.state().weights); }

EpochRecord measure(const Trainer& trainer, const Vector& weights) {
  const EmpiricalRisk& risk = *trainer.problem()->training;
  return measured(trainer, weights, risk.loss(weights), risk.penalty(weights));
}

EpochRecord measure(const Trainer& trainer, const RiskAt& training) {
  return measured(trainer, trainer.state().weights, training.loss, training.penalty);
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
  double value = std::numeric_limits<double>::quiet_NaN();
  const bool epochDone = state.batch == 0;
  if (epochDone && history.epochs.keepsNext()) {
    const EpochRecord now = measure(trainer, state.reached());
    value = now.training + now.penalty;
    history.epochs.add(now);
  } else if (epochDone) {
    history.epochs.skip();
  }
  if (history.path.keepsNext())
    history.path.add({state.step, state.reached(), value});
  else
    history.path.skip();
}

}  // namespace lossarium
