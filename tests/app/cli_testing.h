// What the tests of the sub-commands share.
#pragma once

#include "tests/support/run_program.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace lossarium::test {

using Json = nlohmann::ordered_json;

/// The JSON that a run with these arguments prints; the run must succeed.
inline Json resultOf(const std::vector<std::string>& arguments, const std::string& folder = {}) {
  const Outcome outcome = runProgram(arguments, {}, folder);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const Json json = Json::parse(outcome.out, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << outcome.out;
  return json.is_discarded() ? Json::object() : json;
}

/// The run must do nothing, exit with 2 and say each of `parts` on its error stream.
inline void expectRefused(const std::vector<std::string>& arguments, const std::vector<std::string>& parts,
                          const std::string& folder = {}) {
  const Outcome outcome = runProgram(arguments, {}, folder);
  EXPECT_EQ(outcome.status, 2) << testing::PrintToString(arguments);
  EXPECT_EQ(outcome.out, "");
  for (const std::string& part : parts)
    EXPECT_NE(outcome.err.find(part), std::string::npos) << "no \"" << part << "\" in: " << outcome.err;
}

}  // namespace lossarium::test
