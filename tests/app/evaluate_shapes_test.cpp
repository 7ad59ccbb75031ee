// Rows of logits, boxes, labels and domains: what a line may hold, by the task of its loss.
#include "tests/app/evaluate_testing.h"

namespace lossarium::test {
namespace {

std::string lineOf(const std::string& loss, const Json& prediction, const Json& target,
                   const Json& more = Json::object()) {
  Json line{{"loss", loss}, {"prediction", prediction}, {"target", target}};
  line.update(more);
  return line.dump();
}

TEST(EvaluateClasses, RowsOfLogits) {
  const Json answer = answerTo(lineOf("cross_entropy", Json::parse("[[1, 2, 3], [0, 0, 0]]"), {2, 0}));
  const double first = std::log(1 + std::exp(-1) + std::exp(-2)), second = std::log(3);
  expectNear(answer["per_sample"], {first, second}, 1e-14, "per_sample");
  EXPECT_NEAR(answer["value"].get<double>(), 0.5 * (first + second), 1e-14);
  ASSERT_EQ(answer["gradient"].size(), 2U);
  expectNear(answer["gradient"][1], {-1.0 / 3, 1.0 / 6, 1.0 / 6}, 1e-14, "gradient");
}

TEST(EvaluateClasses, OneRowIsWrittenPlainOrListed) {
  const Json plain = answerTo(lineOf("cross_entropy", {1, 2, 3}, 2));
  const Json listed = answerTo(lineOf("cross_entropy", Json::parse("[[1, 2, 3]]"), Json::parse("[2]")));
  EXPECT_EQ(plain["value"], listed["value"]);
  EXPECT_EQ(plain["gradient"], listed["gradient"][0]);
  EXPECT_EQ(plain["gradient"].size(), 3U);
  EXPECT_EQ(listed["gradient"].size(), 1U);
  expectError(lineOf("cross_entropy", {1, 2, 3}, Json::parse("[2]")), {"prediction is", "target is"});
}

TEST(EvaluateClasses, AnImpossibleClassHasNoGradient) {
  const Json answer = answerTo(lineOf("cross_entropy", {0, "-inf", 0}, 0));
  EXPECT_NEAR(answer["value"].get<double>(), std::log(2), 1e-15);
  expectNear(answer["gradient"], {-0.5, 0, 0.5}, 1e-15, "gradient");
  EXPECT_EQ(answerTo(lineOf("cross_entropy", {0, "-inf", 0}, 1))["value"], "inf");
  expectError(lineOf("cross_entropy", {0, "inf", 0}, 0), {"prediction[1] is inf", "-inf"});
  expectError(lineOf("cross_entropy", {0, "nan", 0}, 0), {"prediction[1] is nan"});
}

TEST(EvaluateClasses, RowsMustBeAlikeAndNumbers) {
  expectError(lineOf("cross_entropy", Json::parse("[[1, 2, 3], [1, 2]]"), {0, 0}),
              {"prediction[1] has 2 numbers", "3"});
  expectError(lineOf("cross_entropy", Json::parse("[[1, 2], 3]"), {0, 0}), {"prediction[1]", "list"});
  expectError(lineOf("cross_entropy", Json::parse("[1, [2]]"), 0), {"prediction[1] must be a number"});
  expectError(lineOf("cross_entropy", Json::parse("[[1, 2], []]"), {0, 0}), {"prediction[1]"});
  expectError(lineOf("cross_entropy", Json::parse("[[1], [2]]"), {0, 0}), {"at least two classes"});
  expectError(lineOf("cross_entropy", Json::array(), Json::array()), {"prediction is empty"});
  expectError(lineOf("cross_entropy", 1, 0), {"prediction must be a list"});
  expectError(lineOf("cross_entropy", Json::parse("[[1, 2]]"), {0, 1}), {"1 row", "2 numbers"});
}

TEST(EvaluateClasses, ATargetIsAClass) {
  const Json two = Json::parse("[[1, 2, 3], [1, 2, 3]]");
  for (const Json& wrong : {Json(3), Json(-1), Json(1.5), Json(1e300)})
    expectError(lineOf("cross_entropy", two, Json::array({0, wrong})),
                {"target[1] is", "3 logits", "from 0 to 2"});
  expectError(lineOf("multiclass_hinge", {1, 2}, 2), {"target is 2", "from 0 to 1"});
  expectError(lineOf("cross_entropy", {1, 2}, "inf"), {"target is inf"});
  EXPECT_EQ(answerTo(lineOf("cross_entropy", {1, 2, 3}, 2.0))["per_sample"].size(), 1U);
}

// The mean over rows, with each row's gradient shared alike.
TEST(EvaluateClasses, ReductionsShareOneSample) {
  const Json rows = Json::parse("[[1, 2, 0], [3, -1, 0.5], [0, 0, 1]]"), targets{2, 0, 1};
  const auto by = [&](const char* reduction) {
    return answerTo(lineOf("softmax_focal", rows, targets, {{"reduction", reduction}}));
  };
  const Json mean = by("mean"), sum = by("sum"), none = by("none");
  EXPECT_TRUE(none["value"].is_null());
  EXPECT_EQ(none["gradient"], sum["gradient"]);
  EXPECT_NEAR(3 * mean["value"].get<double>(), sum["value"].get<double>(), 1e-14);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      EXPECT_NEAR(3 * mean["gradient"][i][j].get<double>(), sum["gradient"][i][j].get<double>(), 1e-15);
}

const Json shifted = Json::parse("[0.5, 0.25, 2.5, 1.75]"), unmoved = Json::parse("[0, 0, 2, 1.5]");

TEST(EvaluateBoxes, OfCorners) {
  const Json answer = answerTo(lineOf("iou", shifted, unmoved));
  const double overlap = 1.5 * 1.25, all = 2 * 3 - overlap;
  EXPECT_NEAR(answer["value"].get<double>(), 1 - overlap / all, 1e-15);
  EXPECT_EQ(answer["gradient"].size(), 4U);
  EXPECT_EQ(answer, answerTo(lineOf("iou", shifted, unmoved, {{"boxes", "xyxy"}})));
  const Json listed = answerTo(lineOf("iou", {shifted, unmoved}, {unmoved, unmoved}));
  EXPECT_EQ(listed["per_sample"][0], answer["per_sample"][0]);
  EXPECT_EQ(listed["per_sample"][1], 0.0);
  EXPECT_EQ(listed["gradient"].size(), 2U);
}

TEST(EvaluateBoxes, OfCentreAndSize) {
  const Json centred = answerTo(lineOf("giou", Json::parse("[1.5, 1, 2, 1.5]"),
                                       Json::parse("[1, 0.75, 2, 1.5]"), {{"boxes", "cxcywh"}}));
  const Json corners = answerTo(lineOf("giou", shifted, unmoved));
  EXPECT_EQ(centred["value"], corners["value"]);
  const Json& g = corners["gradient"];
  const double left = g[0], top = g[1], right = g[2], bottom = g[3];
  expectNear(centred["gradient"], {left + right, top + bottom, (right - left) / 2, (bottom - top) / 2}, 1e-14,
             "gradient");
}

// Against the program's own values on both sides; a loss that keeps a part of its value as constant in its
// slope is none to compare so.
TEST(EvaluateBoxes, GradientsAreSlopesOfTheValues) {
  const double step = 1e-6;
  for (const char* loss : {"iou", "giou", "diou", "eiou", "siou", "alpha_iou"})
    for (const char* boxes : {"xyxy", "cxcywh"}) {
      const Json at = boxes == std::string("xyxy") ? Json{0.5, 0.3, 2.6, 1.9} : Json{1.55, 1.1, 2.1, 1.6};
      const Json target = boxes == std::string("xyxy") ? Json{0, 0, 2, 1.4} : Json{1, 0.7, 2, 1.4};
      std::string lines = lineOf(loss, at, target, {{"boxes", boxes}}) + "\n";
      for (std::size_t i = 0; i < 4; ++i)
        for (const double side : {-step, step}) {
          Json moved = at;
          moved[i] = moved[i].get<double>() + side;
          lines += lineOf(loss, moved, target, {{"boxes", boxes}}) + "\n";
        }
      const auto answers = answersTo(lines, 0);
      ASSERT_EQ(answers.size(), 9U);
      for (std::size_t i = 0; i < 4; ++i) {
        const double low = answers[1 + 2 * i]["value"], high = answers[2 + 2 * i]["value"];
        EXPECT_NEAR(answers[0]["gradient"][i].get<double>(), (high - low) / (2 * step), 1e-7)
            << loss << " " << boxes << " " << i;
      }
    }
}

TEST(EvaluateBoxes, MustBeBoxes) {
  expectError(lineOf("iou", {2, 0, 1, 1}, unmoved), {"prediction is an inverted box", "x1 = 2"});
  expectError(lineOf("iou", Json::array({unmoved, unmoved}), Json::array({unmoved, {0, 3, 1, 1}})),
              {"target[1] is an inverted box", "y1 = 3"});
  expectError(lineOf("iou", {1, 1, 2, 1}, {1, 1, 2, 1}, {{"boxes", "xywh"}}),
              {"unknown boxes 'xywh', a corner and a size", "x + w/2"});
  expectError(lineOf("iou", {1, 1, -2, 1}, {1, 1, 2, 1}, {{"boxes", "cxcywh"}}),
              {"prediction", "width is -2", "at least 0"});
  expectError(lineOf("iou", {1, 1, 2, 1}, {1, 1, 2, -1}, {{"boxes", "cxcywh"}}), {"target", "height is -1"});
  expectError(lineOf("iou", {0, 0, 1}, unmoved), {"prediction has 3 numbers", "4 make a box"});
  expectError(lineOf("iou", Json::array({unmoved, {0, 0, 1, 1, 1}}), Json::array({unmoved, unmoved})),
              {"prediction[1] has 5 numbers"});
  expectError(lineOf("iou", {0, 0, "-inf", 1}, unmoved), {"prediction[2] is -inf"});
  expectError(lineOf("iou", Json::array({unmoved}), unmoved), {"a list of 1 box", "a single box"});
  expectError(lineOf("iou", Json::array({unmoved, unmoved}), Json::array({unmoved})), {"2 boxes", "1 box"});
  EXPECT_EQ(answersTo(lineOf("iou", {1, 1, 1, 1}, unmoved) + "\n", 0).size(), 1U) << "a point is a box";
}

TEST(EvaluateLabels, SoftOnesAreForLossesThatTakeThem) {
  const Json losses = resultOf({"losses", "--json"});
  int binary = 0;
  for (const Json& loss : losses) {
    if (loss["task"] != "binary") continue;
    ++binary;
    const std::string id = loss["id"], line = lineOf(id, 0.5, 0.3);
    if (loss["soft_targets"].get<bool>())
      EXPECT_TRUE(answerTo(line)["value"].is_number()) << id;
    else
      expectError(line, {"0.3", "soft label", id});
    for (const Json& outside : {Json(1.5), Json(-0.5), Json(2)})
      expectError(lineOf(id, {0.5, 0.5}, Json::array({1, outside})), {"target[1] is", "1 or 0"});
  }
  EXPECT_GE(binary, 5);
}

TEST(EvaluateLabels, MinusOneIsTheNegativeClass) {
  for (const char* id : {"log_loss", "hinge", "focal", "exponential"})
    EXPECT_EQ(answerTo(lineOf(id, {0.4, -2}, {0, 0})), answerTo(lineOf(id, {0.4, -2}, {-1, -1}))) << id;
  const double soft = answerTo(lineOf("log_loss", 0.7, 0.25))["value"];
  const double up = answerTo(lineOf("log_loss", 0.7, 1))["value"],
               down = answerTo(lineOf("log_loss", 0.7, 0))["value"];
  EXPECT_NEAR(soft, 0.25 * up + 0.75 * down, 1e-15);
}

TEST(EvaluateDomain, IsSaid) {
  expectError(lineOf("msle", -1, 0), {"prediction is -1", "'msle'", "above -1"});
  expectError(lineOf("msle", {0, 1}, {0, -2}), {"target[1] is -2", "'msle'"});
  const double value = answerTo(lineOf("msle", 1, 0))["value"];
  EXPECT_NEAR(value, std::pow(std::log(2), 2), 1e-15);
  expectError(lineOf("poisson_nll", 1, -1), {"target is -1", "0 or more"});
}

TEST(EvaluateRmse, IsTheRootOfTheMean) {
  const auto by = [](const char* reduction) {
    return answerTo(lineOf("rmse", {3, 4}, {0, 0}, {{"reduction", reduction}}));
  };
  EXPECT_NEAR(by("mean")["value"].get<double>(), std::sqrt(12.5), 1e-14);
  expectNear(by("mean")["gradient"], {1.5 / std::sqrt(12.5), 2 / std::sqrt(12.5)}, 1e-14, "mean");
  EXPECT_EQ(by("sum")["value"], 5.0);
  expectNear(by("sum")["gradient"], {0.6, 0.8}, 1e-14, "sum");
  EXPECT_TRUE(by("none")["value"].is_null());
  expectNear(by("none")["gradient"], {6, 8}, 1e-14, "none");
  for (const char* reduction : {"mean", "sum", "none"})
    EXPECT_EQ(by(reduction)["per_sample"], Json::parse("[9.0, 16.0]")) << reduction;
  const Json perfect = answerTo(lineOf("rmse", {1, 2}, {1, 2}));
  EXPECT_EQ(perfect["value"], 0.0);
  EXPECT_EQ(perfect["gradient"], Json::parse("[0.0, 0.0]"));
}

Json withParameters(const Json& parameters) { return {{"parameters", parameters}}; }

TEST(EvaluateParameters, NullIsAbsentWhereThatMayBe) {
  const Json plain = answerTo(lineOf("focal", {0.5, -1}, {1, 0}));
  EXPECT_EQ(answerTo(lineOf("focal", {0.5, -1}, {1, 0}, withParameters({{"alpha", nullptr}}))), plain);
  EXPECT_NE(answerTo(lineOf("focal", {0.5, -1}, {1, 0}, withParameters({{"alpha", 0.25}}))), plain);
  expectError(lineOf("focal", 0.5, 1, withParameters({{"gamma", nullptr}})), {"parameters.gamma"});
  expectError(lineOf("huber", 0.5, 1, withParameters({{"delta", nullptr}})), {"parameters.delta"});
}

TEST(EvaluateParameters, GeneralRobustReachesDownToInfinity) {
  const auto value = [](const Json& alpha) {
    return answerTo(lineOf("general_robust", 2, 0, withParameters({{"alpha", alpha}})))["value"]
        .get<double>();
  };
  EXPECT_NEAR(value("-inf"), 1 - std::exp(-2), 1e-15);
  EXPECT_NEAR(value(2), 2, 1e-14);
  EXPECT_NEAR(value(0), std::log(3), 1e-15);
  EXPECT_NEAR(value(-2), 1, 1e-14);  // 2z²/(z² + 4)
  expectError(lineOf("general_robust", 2, 0, withParameters({{"alpha", 5}})), {"parameters.alpha = 5", "4"});
  expectError(lineOf("general_robust", 2, 0, withParameters({{"alpha", "inf"}})), {"parameters.alpha"});
  expectError(lineOf("general_robust", 2, 0, withParameters({{"alpha", "nan"}})), {"nan"});
}

Json suitable(const std::string& task) {
  if (task == "regression") return {{1.5, 2}, {1, 3}};
  if (task == "binary") return {{0.5, -0.5}, {1, 0}};
  if (task == "classes") return {Json::parse("[[1, 2, 3], [0, 1, 0]]"), {0, 1}};
  return {{shifted, unmoved}, {unmoved, shifted}};
}

// With the parameters that the catalogue prints, absent ones as null.
TEST(Evaluate, TakesEveryLossOfTheCatalogue) {
  const Json losses = resultOf({"losses", "--json"});
  std::string lines;
  for (const Json& loss : losses) {
    const Json rows = suitable(loss["task"]);
    Json parameters = Json::object();
    for (const Json& each : loss["parameters"]) parameters[each["id"].get<std::string>()] = each["default"];
    lines += lineOf(loss["id"], rows[0], rows[1], withParameters(parameters)) + "\n";
  }
  const auto answers = answersTo(lines, 0);
  ASSERT_EQ(answers.size(), losses.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_TRUE(answers[i]["value"].is_number()) << losses[i]["id"] << answers[i];
    EXPECT_EQ(answers[i]["per_sample"].size(), 2U) << losses[i]["id"];
    EXPECT_EQ(answers[i]["gradient"].size(), 2U) << losses[i]["id"];
  }
}

TEST(Evaluate, ABadLineInTheMiddleOfAllTasksLeavesTheOthers) {
  const std::vector<std::string> lines{lineOf("mse", 1, 0), lineOf("cross_entropy", {1, 2}, 5),
                                       lineOf("iou", shifted, unmoved), lineOf("iou", {3, 0, 1, 1}, unmoved),
                                       lineOf("log_loss", 0, 1)};
  std::string all;
  for (const auto& line : lines) all += line + "\n";
  const auto answers = answersTo(all, 1);
  ASSERT_EQ(answers.size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool wrong = i == 1 || i == 3;
    EXPECT_EQ(answers[i].contains("error"), wrong) << i;
    if (wrong)
      EXPECT_EQ(answers[i]["line"], i + 1);
    else
      EXPECT_EQ(answers[i], answerTo(lines[i]));
  }
}

}  // namespace
}  // namespace lossarium::test
