// What determines a duel, as one plain value: experiments on the same data that differ in something. A file
// holds it as several experiments.
#pragma once

#include "core/experiment/experiment.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

struct DuelPlan {
  static constexpr std::size_t mostContenders = 6;

  std::vector<Experiment> contenders;  ///< one to six
  bool operator==(const DuelPlan&) const = default;
};

/// Which settings the contenders do not share, by key ("optimizer.learning_rate"); where they differ in a
/// choice ("loss.id"), that stands for all of its section. Where the surface is cut is no such setting.
std::vector<std::string> differingKeys(const DuelPlan& plan);
inline bool isShared(const std::vector<std::string>& differing, std::string_view section) {
  for (const std::string& key : differing)
    if (key.substr(0, key.rfind('.')) == section) return false;
  return true;
}

/// Edited once for all: each contender gets the value. Throws Error.
DuelPlan withShared(const DuelPlan& plan, std::string_view key, const Value& value);
/// All without a setting that may be absent.
DuelPlan withoutShared(const DuelPlan& plan, std::string_view key);
/// One contender gets the value. Throws Error, also for what contenders have to share: data and split.
DuelPlan withOwn(const DuelPlan& plan, std::size_t index, std::string_view key, const Value& value);
DuelPlan withoutOwn(const DuelPlan& plan, std::size_t index, std::string_view key);
/// A copy of that contender with one thing changed is put behind all others. Throws Error.
DuelPlan withCopy(const DuelPlan& plan, std::size_t of, std::string_view key, const Value& value);

/// Whether a setting of that section may differ between contenders: data, split and what spoils them are the
/// same for all.
bool mayDiffer(std::string_view section);

/// A duel of the experiments in a file. Throws Error, with `where` in front, if they are too many or are not
/// of the same data and split.
DuelPlan duelOf(std::vector<Experiment> experiments, const std::string& where = {});

}  // namespace lossarium
