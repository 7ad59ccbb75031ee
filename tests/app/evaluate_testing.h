// Lines for `evaluate` and what it answers.
#pragma once

#include "tests/app/cli_testing.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace lossarium::test {

inline std::vector<Json> answersTo(const std::string& lines, int status) {
  const Outcome outcome = runProgram({"evaluate"}, lines);
  EXPECT_EQ(outcome.status, status) << outcome.err;
  std::vector<Json> answers;
  std::istringstream stream(outcome.out);
  for (std::string line; std::getline(stream, line);) answers.push_back(Json::parse(line));
  return answers;
}

inline Json answerTo(const std::string& line) { return answersTo(line + "\n", 0).at(0); }

inline std::string errorOf(const std::string& line) {
  const Json answer = answersTo(line + "\n", 1).at(0);
  EXPECT_EQ(answer["line"], 1);
  EXPECT_EQ(answer.size(), 2u);
  return answer["error"];
}

inline void expectError(const std::string& line, const std::vector<std::string>& parts) {
  const std::string error = errorOf(line);
  for (const std::string& part : parts)
    EXPECT_NE(error.find(part), std::string::npos) << "no \"" << part << "\" in: " << error;
}

inline void expectNear(const Json& got, const Json& expected, double tolerance, const std::string& what) {
  if (expected.is_array()) {
    ASSERT_EQ(got.size(), expected.size()) << what;
    for (std::size_t i = 0; i < expected.size(); ++i) expectNear(got[i], expected[i], tolerance, what);
    return;
  }
  const double number = expected.get<double>();
  EXPECT_NEAR(got.get<double>(), number, tolerance * std::max(1.0, std::abs(number))) << what;
}

}  // namespace lossarium::test
