#include "core/training/test_seal.h"

#include "core/base/error.h"

#include <algorithm>

namespace lossarium {
namespace {

const std::string key = "split.test_opened";

bool opensAnything(const Experiment& record) {
  const auto opens = [](const Change& each) {
    const auto set = each.set.find(key);
    return set != each.set.end() && set->second == Value(true);
  };
  return record.split.testOpened || std::any_of(record.changes.begin(), record.changes.end(), opens);
}

bool opens(const Experiment& settings, const Experiment& moment) {
  Split split = moment.split;
  split.testOpened = true;
  return settings.split == split && settings.dataset == moment.dataset;
}

}  // namespace

bool opensTestRows(const Experiment& record, const Experiment& moment) {
  if (!opensAnything(record)) return false;
  Experiment inForce = record;
  try {
    for (const Change& each : record.changes) {
      if (opens(inForce, moment)) return true;
      inForce = withSettings(inForce, each.set);
    }
  } catch (const Error&) {  // a change that does not fit will not be made
  }
  return opens(inForce, moment);
}

}  // namespace lossarium
