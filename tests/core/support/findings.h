// What a diagnosis says, for tests that look for a part of it.
#pragma once

#include "core/training/diagnosis.h"

#include <algorithm>
#include <string>
#include <vector>

namespace lossarium::testing {

inline const Finding* find(const std::vector<Finding>& findings, Verdict verdict) {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [verdict](const Finding& each) { return each.verdict == verdict; });
  return found == findings.end() ? nullptr : &*found;
}

inline std::string textOf(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += std::string(toText(finding.verdict)) + ": " + finding.sentence;
    for (const auto& each : finding.evidence) text += " | " + each;
    for (const Remedy& each : finding.remedies) text += " [" + each.label + "]";
    text += "\n";
  }
  return text;
}

inline bool offers(const Finding& finding, const std::string& key) {
  return std::any_of(finding.remedies.begin(), finding.remedies.end(),
                     [&key](const Remedy& remedy) { return remedy.set.contains(key); });
}

}  // namespace lossarium::testing
