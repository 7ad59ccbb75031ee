#include "tests/app/evaluate_testing.h"

namespace lossarium::test {
namespace {

TEST(Evaluate, AgreesWithTheReferenceCases) {
  const Json cases = Json::parse(readFile(LOSSARIUM_TEST_DATA "/loss_cases.json"));
  std::string lines;
  for (const Json& one : cases) {
    Json line;
    for (const char* key : {"loss", "parameters", "prediction", "target", "reduction"}) line[key] = one[key];
    lines += line.dump() + "\n";
  }
  const auto answers = answersTo(lines, 0);
  ASSERT_EQ(answers.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json& one = cases[i];
    const bool each = one["reduction"] == "none";
    EXPECT_EQ(answers[i]["value"].is_null(), each);
    expectNear(answers[i][each ? "per_sample" : "value"], one["expected"], one["tolerance"], one["source"]);
    if (one.contains("gradient"))
      expectNear(answers[i]["gradient"], one["gradient"], one["tolerance"], one["source"]);
  }
}

TEST(Evaluate, ReductionsShareOneSample) {
  const Json mean = answerTo(R"({"loss": "mse", "prediction": [1, 4], "target": [0, 1]})");
  EXPECT_EQ(mean, Json::parse(R"({"value": 5.0, "per_sample": [1.0, 9.0], "gradient": [1.0, 3.0]})"));
  const Json sum = answerTo(R"({"loss": "mse", "prediction": [1, 4], "target": [0, 1], "reduction": "sum"})");
  EXPECT_EQ(sum, Json::parse(R"({"value": 10.0, "per_sample": [1.0, 9.0], "gradient": [2.0, 6.0]})"));
  const Json none =
      answerTo(R"({"loss": "mse", "prediction": [1, 4], "target": [0, 1], "reduction": "none"})");
  EXPECT_EQ(none, Json::parse(R"({"value": null, "per_sample": [1.0, 9.0], "gradient": [2.0, 6.0]})"));
}

TEST(Evaluate, ASingleNumberHasASingleGradient) {
  EXPECT_EQ(answerTo(R"({"loss": "mae", "prediction": 2, "target": 0.5})"),
            Json::parse(R"({"value": 1.5, "per_sample": [1.5], "gradient": 1.0})"));
}

TEST(Evaluate, NumbersReadBackTheSame) {
  const Json answer = answerTo(R"({"loss": "mae", "prediction": [0.1, 1e-308], "target": [-0.2, 0]})");
  EXPECT_EQ(answer["per_sample"][0].get<double>(), 0.1 - -0.2);
  EXPECT_EQ(answer["per_sample"][1].get<double>(), 1e-308);
}

TEST(Evaluate, OverflowIsATextNotNull) {
  const Json answer = answerTo(R"({"loss": "mse", "prediction": [1e200], "target": [-1e200]})");
  EXPECT_EQ(answer["value"], "inf");
}

TEST(Evaluate, ABadLineLeavesTheOthersAlone) {
  const auto answers = answersTo(
      "{\"loss\": \"mse\", \"prediction\": 1, \"target\": 0}\n"
      "\n"
      "oops\n"
      "{\"loss\": \"mse\", \"prediction\": 2, \"target\": 0}",
      1);
  ASSERT_EQ(answers.size(), 3u);
  EXPECT_EQ(answers[0]["value"], 1.0);
  EXPECT_EQ(answers[1]["line"], 3);
  EXPECT_EQ(answers[2]["value"], 4.0);
}

TEST(Evaluate, AColumnComesBackAsAColumn) {
  const auto answers =
      answersTo(R"({"loss": "mse", "prediction": [[1], [3]], "target": [0, 0], "reduction": "sum"})", 0);
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0]["value"], 10.0);
  EXPECT_EQ(answers[0]["gradient"], Json::parse("[[2.0], [6.0]]"));
}

TEST(Evaluate, BlankLinesHaveNoAnswerButCount) {
  const std::string good = R"({"loss": "mse", "prediction": 1, "target": 0})";
  EXPECT_EQ(answersTo(good + "\n\n \n", 0).size(), 1u);
  EXPECT_EQ(answersTo("\n" + good + "\n\n\t\r\n" + good, 0).size(), 2u);
  const auto answers = answersTo("\n" + good + "\n\nno JSON\n", 1);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0]["value"], 1.0);
  EXPECT_EQ(answers[1]["line"], 4);
}

TEST(Evaluate, NothingToDoIsSaid) {
  EXPECT_EQ(runProgram({"evaluate"}).status, 2);
  const Outcome blank = runProgram({"evaluate"}, "\n  \n");
  EXPECT_EQ(blank.status, 2);
  EXPECT_NE(blank.err.find("one JSON object a line"), std::string::npos) << blank.err;
}

TEST(Evaluate, UnknownWordsNameTheNearest) {
  expectError(R"({"loss": "hubber", "prediction": 1, "target": 0})", {"'hubber'", "did you mean 'huber'?"});
  expectError(R"({"loss": "mse", "prediciton": 1, "target": 0})",
              {"'prediciton'", "did you mean 'prediction'?"});
  expectError(R"({"loss": "mse", "prediction": 1, "target": 0, "reduction": "men"})",
              {"did you mean 'mean'?"});
  expectError(R"({"loss": "huber", "parameters": {"dleta": 2}, "prediction": 1, "target": 0})",
              {"parameters", "did you mean 'delta'?"});
}

TEST(Evaluate, ParametersAreChecked) {
  expectError(R"({"loss": "huber", "parameters": {"delta": -1}, "prediction": 1, "target": 0})",
              {"parameters.delta = -1", "0.001 to 1000"});
  expectError(R"({"loss": "huber", "parameters": {"delta": "nan"}, "prediction": 1, "target": 0})", {"nan"});
  expectError(R"({"loss": "huber", "parameters": {"delta": "wide"}, "prediction": 1, "target": 0})",
              {"a number"});
  expectError(R"({"loss": "huber", "parameters": {"id": "mse"}, "prediction": 1, "target": 0})", {"'id'"});
  expectError(R"({"loss": "huber", "parameters": [1], "prediction": 1, "target": 0})", {"object"});
}

TEST(Evaluate, KeysAreNeededOnceEach) {
  expectError(R"({"prediction": 1, "target": 0})", {"'loss' is missing"});
  expectError(R"({"loss": "mse", "target": 0})", {"'prediction' is missing"});
  expectError(R"({"loss": "mse", "loss": "mae", "prediction": 1, "target": 0})", {"'loss'", "twice"});
  expectError(R"([1, 2])", {"object"});
}

TEST(Evaluate, ArraysAreChecked) {
  expectError(R"({"loss": "mse", "prediction": [1, 2, 3], "target": [0]})", {"3 numbers", "1 number"});
  expectError(R"({"loss": "mse", "prediction": 1, "target": [0]})", {"a single number"});
  expectError(R"({"loss": "mse", "prediction": [], "target": []})", {"prediction is empty"});
  expectError(R"({"loss": "mse", "prediction": ["nan"], "target": [0]})", {"prediction[0] is nan"});
  expectError(R"({"loss": "mse", "prediction": [0], "target": ["-inf"]})", {"target[0] is -inf"});
  expectError(R"({"loss": "mse", "prediction": [1e999], "target": [0]})", {"1e999"});
  expectError(R"({"loss": "mse", "prediction": [true], "target": [0]})", {"prediction[0] must be a number"});
  expectError(R"({"loss": "mse", "prediction": [[1, 2]], "target": [0]})", {"prediction[0]", "[1,2]"});
  expectError(R"({"loss": "mse", "prediction": null, "target": 0})", {"prediction must be a number"});
}

TEST(Evaluate, BoxesAreForBoxLosses) {
  expectError(R"({"loss": "mse", "prediction": 1, "target": 0, "boxes": "xyxy"})", {"boxes", "regression"});
  expectError(R"({"loss": "mse", "prediction": 1, "target": 0, "boxes": "xywh"})", {"unknown boxes 'xywh'"});
}

TEST(Evaluate, DeepNestingIsAnErrorOfTheLine) {
  expectError(std::string(1000000, '[') + std::string(1000000, ']'), {"nested too deeply"});
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  expectError(objects, {"nested too deeply"});
}

TEST(Evaluate, BytesThatAreNotUtf8AreAnErrorOfTheLine) { expectError("{\"loss\": \"\xff\"}", {"JSON"}); }

}  // namespace
}  // namespace lossarium::test
