#include "core/duel/duel_plan.h"

#include "core/base/error.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace lossarium {
namespace {

// What no run depends on.
bool isView(std::string_view section) { return section == "landscape"; }

std::string sectionOf(const std::string& key) { return key.substr(0, key.rfind('.')); }

void addDifferences(std::set<std::string>& keys, const Settings& one, const Settings& other) {
  for (const auto& [section, values] : one) {
    if (isView(section)) continue;
    const Section& others = other.at(section);
    if (sectionIsChoice(section) && others.at("id") != values.at("id")) {
      keys.insert(section + ".id");
      continue;
    }
    for (const auto& [key, value] : values) {
      const auto same = others.find(key);
      if (same == others.end() || same->second != value) keys.insert(section + "." + key);
    }
    for (const auto& [key, value] : others)
      if (!values.contains(key)) keys.insert(section + "." + key);
  }
}

template <class Change>
DuelPlan withAll(DuelPlan plan, const Change& change) {
  for (Experiment& each : plan.contenders) each = change(each);
  return plan;
}

void checkMayDiffer(std::string_view key) {
  const std::string section = sectionOf(std::string(key));
  if (!mayDiffer(section))
    throw Error(std::string(key) + ": contenders share data and split; a change is made for all of them");
}

}  // namespace

std::vector<std::string> differingKeys(const DuelPlan& plan) {
  std::set<std::string> keys;
  if (plan.contenders.empty()) return {};
  const Settings first = toSettings(plan.contenders.front());
  for (const Experiment& each : plan.contenders) addDifferences(keys, first, toSettings(each));
  // A choice that differs stands for what comes with it.
  std::vector<std::string> differing;
  for (const std::string& key : keys)
    if (key.ends_with(".id") || !keys.contains(sectionOf(key) + ".id")) differing.push_back(key);
  return differing;
}

bool mayDiffer(std::string_view section) {
  return section != "dataset" && section != "split" && section != "disturbance";
}

DuelPlan withShared(const DuelPlan& plan, std::string_view key, const Value& value) {
  return withAll(plan, [&](const Experiment& each) { return withSetting(each, key, value); });
}

DuelPlan withoutShared(const DuelPlan& plan, std::string_view key) {
  return withAll(plan, [&](const Experiment& each) { return withoutSetting(each, key); });
}

DuelPlan withOwn(const DuelPlan& plan, std::size_t index, std::string_view key, const Value& value) {
  checkMayDiffer(key);
  DuelPlan changed = plan;
  Experiment& contender = changed.contenders.at(index);
  contender = withSetting(contender, key, value);
  return changed;
}

DuelPlan withoutOwn(const DuelPlan& plan, std::size_t index, std::string_view key) {
  checkMayDiffer(key);
  DuelPlan changed = plan;
  Experiment& contender = changed.contenders.at(index);
  contender = withoutSetting(contender, key);
  return changed;
}

DuelPlan withCopy(const DuelPlan& plan, std::size_t of, std::string_view key, const Value& value) {
  if (plan.contenders.size() >= DuelPlan::mostContenders)
    throw Error("there are " + std::to_string(plan.contenders.size()) +
                " contenders already; more could not be told apart");
  DuelPlan changed = plan;
  changed.contenders.push_back(plan.contenders.at(of));
  return withOwn(changed, changed.contenders.size() - 1, key, value);
}

DuelPlan duelOf(std::vector<Experiment> experiments, const std::string& where) {
  if (experiments.empty()) throw Error(where + "there is no experiment");
  if (experiments.size() > DuelPlan::mostContenders)
    throw Error(where + "holds " + std::to_string(experiments.size()) + " experiments; at most " +
                std::to_string(DuelPlan::mostContenders) + " can be compared");
  for (std::size_t i = 1; i < experiments.size(); ++i)
    for (const std::string& key : differingKeys({{experiments.front(), experiments[i]}}))
      if (!mayDiffer(sectionOf(key)))
        throw Error(where + "experiment " + std::to_string(i + 1) +
                    " cannot be compared with the first: they differ in " + key +
                    ", and contenders share data and split");
  return {std::move(experiments)};
}

}  // namespace lossarium
