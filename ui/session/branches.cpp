#include "ui/session/branches.h"

#include "core/base/number_text.h"
#include "core/experiment/setting_words.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace lossarium::ui {

Experiment Branch::settings() const {
  std::map<std::string, Value> before;
  for (auto seam = seams.rbegin(); seam != seams.rend() && seam->step >= reachedStep; ++seam)
    for (const SettingChange& change : seam->changes)
      if (change.from) before[change.key] = *change.from;
  return before.empty() ? problem->experiment : withSettings(problem->experiment, before);
}

void Branches::begin(bool sameStart) {
  const std::size_t number = origins_.size();
  const bool joins = sameStart && number > 0;
  origins_.push_back({joins ? present_ : number, 0, joins ? origins_[present_].tree : number});
  present_ = number;
}

void Branches::cut(const CutOff& cutOff) {
  if (origins_.empty()) return;
  add({present_, cutOff.record, cutOff.problem, cutOff.reachedStep, cutOff.reachedEpoch, cutOff.epochs,
       cutOff.seams});
  origins_.push_back({present_, cutOff.cutStep, origins_[present_].tree});
  present_ = origins_.size() - 1;
}

void Branches::keep(const RunFrame& frame) {
  if (origins_.empty() || frame.headStep <= origins_[present_].step) return;
  add({present_, frame.record, frame.headProblem, std::max(frame.headStep, frame.destination),
       frame.headEpoch, frame.epochs, frame.seams});
}

void Branches::add(Branch branch) {
  std::erase_if(kept_, [&](const Branch& each) { return each.run == branch.run; });
  kept_.push_back(std::move(branch));
  if (kept_.size() > most) kept_.erase(kept_.begin());
}

// What is kept of it stays for the case that it is left before it is there.
void Branches::enter(std::size_t run) { present_ = run; }

std::vector<const Branch*> Branches::ofTree() const {
  std::vector<const Branch*> result;
  for (const Branch& each : kept_)
    if (each.run != present_ && isOfTree(each.run)) result.push_back(&each);
  return result;
}

const Branch* Branches::find(std::size_t run) const {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [run](const Branch& each) { return each.run == run; });
  return found == kept_.end() ? nullptr : &*found;
}

// Both ways lead back to the run from which they came; the one that left it first says how far they are one.
std::int64_t Branches::sharedSteps(std::size_t run) const {
  constexpr auto whole = std::numeric_limits<std::int64_t>::max();
  std::map<std::size_t, std::int64_t> left;  // by run: up to where the present one is the same
  std::int64_t shared = whole;
  for (std::size_t each = present_;; each = origins_[each].parent) {
    left[each] = shared;
    if (origins_[each].parent == each) break;
    shared = std::min(shared, origins_[each].step);
  }
  shared = whole;
  for (std::size_t each = run;; each = origins_[each].parent) {
    if (const auto met = left.find(each); met != left.end()) return std::min(shared, met->second);
    if (origins_[each].parent == each) return 0;
    shared = std::min(shared, origins_[each].step);
  }
}

namespace {

const std::string openedKey = "split.test_opened";  // tells what was seen, not how the run goes

// Since the runs went apart, of those that a step was taken with.
std::string lastChangeInWords(const Branch& branch, std::int64_t since) {
  for (auto seam = branch.seams.rbegin(); seam != branch.seams.rend() && seam->step >= since; ++seam)
    if (seam->step < branch.reachedStep && (seam->changes.empty() || seam->changes.front().key != openedKey))
      return seam->label + " at epoch " + lossarium::grouped(seam->epoch);
  return {};
}

}  // namespace

std::string Branches::nameOf(const Branch& branch, const Experiment& present) const {
  const std::size_t parent = origins_[branch.run].parent;
  const Branch* left = parent == branch.run || parent == present_ ? nullptr : find(parent);
  std::string words = left ? differenceInWords(branch, left->settings()) : std::string();
  if (words.empty()) words = differenceInWords(branch, present);
  if (words.empty()) words = lastChangeInWords(branch, sharedSteps(branch.run));
  return words;
}

std::string differenceInWords(const Branch& branch, const Experiment& present) {
  const auto set = difference(present, branch.settings());
  // What belongs to another loss or optimiser comes with it; its learning rate is worth a word.
  const auto comesAlong = [&set](const std::string& key) {
    const std::string section = key.substr(0, key.rfind('.'));
    return !key.ends_with(".id") && !key.ends_with(".learning_rate") && set.contains(section + ".id");
  };
  std::vector<std::string> parts;
  for (const auto& [key, value] : set) {
    if (key == "training.epochs" || key == openedKey || key.starts_with("landscape.") || comesAlong(key))
      continue;
    const bool isName = key.ends_with(".id");
    const std::string words = (isName ? "" : nameInWords(key) + " ") + valueInWords(key, value);
    parts.insert(isName ? parts.begin() : parts.end(), words);
  }
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
  return all;
}

}  // namespace lossarium::ui
