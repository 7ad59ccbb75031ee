#include "tests/app/cli_testing.h"

#include <algorithm>
#include <cmath>

namespace lossarium::test {
namespace {

std::string table(const std::string& name) { return LOSSARIUM_SOURCE "/resources/datasets/" + name; }

// Least squares and the robust optima of the bundled data: computed by others, not by this program.
TEST(Train, OpeningExperimentFindsLeastSquares) {
  const Json result = resultOf({"train"});
  EXPECT_NEAR(result["coefficients"]["year"].get<double>(), 0.50415, 1e-4);
  EXPECT_NEAR(result["coefficients"]["intercept"].get<double>(), -26.0059, 1e-4);
  EXPECT_EQ(result["stopped"], "epochs");
  EXPECT_EQ(result["epochs"], 400);
  EXPECT_EQ(result["penalty"], 0.0);
}

TEST(Train, HuberOnBelgianCalls) {
  const Json result = resultOf({"train", "--set", "loss=huber", "--set", "training.epochs=2000"});
  EXPECT_NEAR(result["coefficients"]["year"].get<double>(), 0.19821, 1e-4);
  EXPECT_NEAR(result["coefficients"]["intercept"].get<double>(), -9.9652, 1e-4);
}

TEST(Train, MaeOnBelgianCalls) {
  const Json result = resultOf({"train", "--set", "loss=mae"});
  EXPECT_NEAR(result["loss"].get<double>(), 3.516667, 3.516667e-3);
}

TEST(Train, LeastSquaresOnStars) {
  const Json result = resultOf({"train", "--set", "dataset=stars_cyg_ob1"});
  EXPECT_NEAR(result["coefficients"]["log_temperature"].get<double>(), -0.41330, 1e-4);
  EXPECT_NEAR(result["coefficients"]["intercept"].get<double>(), 6.79347, 1e-4);
}

// The seven wrong years taken out by hand: what the others alone say.
TEST(Train, RowsRemovedByHandPullNoMore) {
  std::string edits;
  for (int row = 15; row <= 21; ++row)
    edits += (edits.empty() ? "[\"remove " : ", \"remove ") + std::to_string(row) + "\"";
  const Json result =
      resultOf({"train", "--set", "dataset.edits=" + edits + "]", "--set", "training.epochs=2000"});
  EXPECT_NEAR(result["coefficients"]["year"].get<double>(), 0.111, 5e-4);
}

TEST(Train, ADisturbanceIsSetAndSaid) {
  const Json result = resultOf({"train", "--set", "disturbance.outliers=0.1", "--set", "training.epochs=1"});
  EXPECT_NE(result["notes"][0].get<std::string>().find("2 of 24 training rows were moved up by 5 deviations"),
            std::string::npos)
      << result["notes"].dump();
  const Json idle = resultOf({"train", "--set", "disturbance.label_noise=0.1", "--set", "training.epochs=1"});
  EXPECT_EQ(idle["weights"], resultOf({"train", "--set", "training.epochs=1"})["weights"]);
  EXPECT_EQ(idle["notes"][0], "disturbance.label_noise has no effect: it is for classes as targets");
  expectRefused({"train", "--set", "disturbance.outlier=0.1"}, {"'outlier'", "did you mean 'outliers'?"});
}

TEST(Train, OwnTableGivesTheSameAsTheBundledOne) {
  const Json own = resultOf({"train", "--data", table("belgian_calls.csv"), "--target", "calls_ten_millions",
                             "--features", "year", "--set", "optimizer.learning_rate=0.1"});
  const Json bundled = resultOf({"train", "--set", "optimizer.learning_rate=0.1"});
  EXPECT_EQ(own["weights"], bundled["weights"]);
  EXPECT_EQ(own["coefficients"], bundled["coefficients"]);
}

TEST(Train, WeightsAreRowsAndBiasesAreFlat) {
  const Json result = resultOf({"train", "--set", "training.epochs=1"});
  ASSERT_TRUE(result["weights"]["linear.weight"].is_array());
  EXPECT_TRUE(result["weights"]["linear.weight"][0][0].is_number());
  EXPECT_TRUE(result["weights"]["linear.bias"][0].is_number());
}

TEST(Train, MetricsHoldTheOtherLossesOfTheTask) {
  const Json train = resultOf({"train"})["metrics"]["train"];
  for (const Json& loss : resultOf({"losses", "--json"}))
    EXPECT_EQ(train.contains(loss["id"].get<std::string>()), loss["task"] == "regression") << loss["id"];
  EXPECT_NEAR(train["rmse"].get<double>(), std::sqrt(train["mse"].get<double>()), 1e-12);
  EXPECT_NEAR(train["r2"].get<double>(), 0.2959, 1e-4);
}

TEST(Train, ClassesAreCounted) {
  const Json result = resultOf({"train", "--set", "dataset=iris", "--set", "dataset.target=species", "--set",
                                "split.train=0.6", "--set", "split.validation=0.4"});
  for (const char* split : {"train", "validation"}) {
    const Json metrics = result["metrics"][split];
    double right = 0, all = 0, recalls = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      double row = 0;
      for (std::size_t j = 0; j < 3; ++j) row += metrics["confusion"][i][j].get<double>();
      right += metrics["confusion"][i][i].get<double>();
      recalls += metrics["confusion"][i][i].get<double>() / row;
      all += row;
      const Json scores = metrics["by_class"][result["classes"][i].get<std::string>()];
      EXPECT_EQ(scores["rows"].get<double>(), row);
      EXPECT_NEAR(scores["recall"].get<double>(), metrics["confusion"][i][i].get<double>() / row, 1e-12);
    }
    EXPECT_EQ(all, result["rows"][split].get<double>());
    EXPECT_NEAR(metrics["accuracy"].get<double>(), right / all, 1e-12);
    EXPECT_NEAR(metrics["recall"].get<double>(), recalls / 3, 1e-12);
    EXPECT_GT(metrics["roc_auc"].get<double>(), 0.9);
    EXPECT_TRUE(metrics["f1"].is_number() && metrics["precision"].is_number());
  }
}

TEST(Train, TestRowsStaySealedUntilOpened) {
  const std::vector<std::string> split{"train", "--set",
                                       R"(split={"train":0.6,"validation":0.2,"test":0.2})"};
  const Json closed = resultOf(split);
  EXPECT_TRUE(closed["metrics"].contains("validation"));
  EXPECT_FALSE(closed["metrics"].contains("test"));
  auto arguments = split;
  arguments.push_back("--open-test");
  const Json opened = resultOf(arguments);
  EXPECT_TRUE(opened["metrics"].contains("test"));
  EXPECT_EQ(opened["weights"], closed["weights"]);
}

TEST(Train, PenaltyIsApart) {
  const Json result = resultOf({"train", "--set", "penalty.l2=0.5"});
  const double weight = result["weights"]["linear.weight"][0][0];
  EXPECT_NEAR(result["penalty"].get<double>(), 0.25 * weight * weight, 1e-12);
  EXPECT_EQ(result["loss"], result["metrics"]["train"]["mse"]);
}

TEST(Train, CurveHoldsEveryEpoch) {
  const TemporaryFolder folder;
  const Json result = resultOf({"train", "--set", "training.epochs=3000", "--curve", folder / "curve.csv"});
  const std::string curve = readFile(folder / "curve.csv");
  EXPECT_EQ(curve.substr(0, curve.find('\n')), "epoch,step,train,validation,penalty");
  EXPECT_EQ(std::count(curve.begin(), curve.end(), '\n'), 1 + 1 + 3000);
  EXPECT_NE(curve.find("\n3000,3000," + result["loss"].dump() + ",,0\n"), std::string::npos)
      << curve.substr(curve.size() - 80);
}

TEST(Train, CurveHasAValidationColumnIfThereAreSuchRows) {
  const TemporaryFolder folder;
  resultOf({"train", "--set", R"(split={"train":0.7,"validation":0.3,"test":0})", "--curve",
            folder / "curve.csv"});
  EXPECT_EQ(readFile(folder / "curve.csv").find(",,"), std::string::npos);
}

TEST(Train, DivergenceIsAResult) {
  const TemporaryFolder folder;
  const Json result =
      resultOf({"train", "--set", "optimizer.learning_rate=50", "--curve", folder / "curve.csv"});
  EXPECT_EQ(result["stopped"], "diverged");
  EXPECT_NE(result["reason"].get<std::string>().find("step"), std::string::npos) << result["reason"];
  EXPECT_TRUE(result["loss"].is_number());
  EXPECT_GT(readFile(folder / "curve.csv").size(), 40u);
}

TEST(Train, StopsWhenConverged) {
  const Json result = resultOf({"train", "--set", "training.tolerance=1e-6"});
  EXPECT_EQ(result["stopped"], "converged");
  EXPECT_LT(result["epochs"].get<int>(), 400);
}

constexpr const char* twoExperiments = R"({"lossarium": 1, "experiments": [
  {"loss": {"id": "mse"}, "training": {"epochs": 5}},
  {"loss": {"id": "huber", "delta": 2}, "training": {"epochs": 7}}]})";

TEST(Train, PicksOneOfSeveralExperiments) {
  const TemporaryFolder folder;
  const std::string session = folder.with("two.lossarium", twoExperiments);
  EXPECT_EQ(resultOf({"train", session})["epochs"], 5);
  EXPECT_EQ(resultOf({"train", session, "--experiment", "2"})["epochs"], 7);
  EXPECT_EQ(resultOf({"train", session, "--experiment", "2", "--set", "loss.delta=3"})["epochs"], 7);
  expectRefused({"train", session, "--experiment", "3"}, {"--experiment 3", "2 experiments"});
  expectRefused({"train", session, "--experiment", "0"}, {"--experiment 0"});
  expectRefused({"train", session, "--experiment", "2", "--set", "loss.dleta=3"},
                {"command line", "loss", "'delta'"});
}

TEST(Train, PathsStartAtTheSessionOrAtTheWorkingDirectory) {
  const TemporaryFolder sessions, work;
  const std::string session = sessions.with(
      "s.lossarium", R"({"lossarium": 1, "experiments": [{"dataset": {"id": "csv", "file": "t.csv"}}]})");
  sessions.with("t.csv", "near,y\n1,2\n2,4\n3,6\n");
  work.with("t.csv", "far,y\n1,3\n2,5\n3,7\n");
  EXPECT_TRUE(resultOf({"train", session}, work / "")["coefficients"].contains("near"));
  EXPECT_TRUE(resultOf({"train", "--data", "t.csv"}, work / "")["coefficients"].contains("far"));
  EXPECT_TRUE(resultOf({"train", session, "--data", "t.csv"}, work / "")["coefficients"].contains("far"));
  EXPECT_TRUE(
      resultOf({"train", session, "--set", "dataset.file=t.csv"}, work / "")["coefficients"].contains("far"));
}

TEST(Train, ColumnsMayHaveOddNames) {
  const TemporaryFolder folder;
  const std::string data = folder.with("t.csv",
                                       "1970,true,intercept,gr\xf6\xdf"
                                       "e\n1,2,3,4\n2,1,5,3\n4,0,1,9\n5,5,5,5\n");
  const Json result = resultOf({"train", "--data", data, "--target", "true", "--features", "1970,intercept"});
  EXPECT_TRUE(result["coefficients"].contains("1970"));
  EXPECT_EQ(result["coefficients"].size(), 3u);
  resultOf({"train", "--data", data, "--target", "1970"});
}

TEST(Train, LeftOutRowsAreSaid) {
  const TemporaryFolder folder;
  const std::string data = folder.with("t.csv", "x,y\n1,2\nNA,3\n3,6\n");
  const Json result = resultOf({"train", "--data", data});
  EXPECT_NE(result["notes"].dump().find("1 of 3 rows left out"), std::string::npos) << result["notes"];
}

TEST(Train, ATextTargetMeansClassesWithTheirLoss) {
  const Json result = resultOf({"train", "--data", table("iris.csv"), "--target", "species", "--features",
                                "petal_length,petal_width"});
  EXPECT_EQ(result["task"], "classes");
  EXPECT_EQ(result["classes"], (Json{"setosa", "versicolor", "virginica"}));
  EXPECT_EQ(result["weights"]["linear.weight"].size(), 3u);
  const Json metrics = result["metrics"]["train"];
  EXPECT_EQ(metrics["cross_entropy"], result["loss"]);
  EXPECT_GT(metrics["accuracy"].get<double>(), 0.94);
  EXPECT_TRUE(metrics.contains("multiclass_brier"));
  EXPECT_FALSE(metrics.contains("r2"));
  EXPECT_NE(result["notes"].dump().find("the loss is Cross-entropy"), std::string::npos) << result["notes"];
  for (const char* species : {"setosa", "versicolor", "virginica"})
    for (const char* each : {"intercept", "petal_length", "petal_width"})
      EXPECT_TRUE(result["coefficients"][species][each].is_number()) << species << each;
  // A softmax knows differences of scores alone, and gradient descent keeps the mean score where it began.
  EXPECT_LT(result["coefficients"]["setosa"]["petal_length"].get<double>(), 0);
  EXPECT_GT(result["coefficients"]["virginica"]["petal_length"].get<double>(), 0);
}

TEST(Train, TheTaskBinaryHasOneLogit) {
  const std::vector<std::string> arguments{"train",
                                           "--data",
                                           table("penguins.csv"),
                                           "--target",
                                           "sex",
                                           "--features",
                                           "body_mass_g,bill_depth_mm",
                                           "--set",
                                           "dataset.task=binary",
                                           "--set",
                                           "training.epochs=5000"};
  const Json result = resultOf(arguments);
  // The maximum of the likelihood, by Newton's method in a script of its own.
  EXPECT_NEAR(result["metrics"]["train"]["accuracy"].get<double>(), 297.0 / 333, 1e-12);
  EXPECT_NEAR(result["metrics"]["train"]["zero_one"].get<double>(), 36.0 / 333, 1e-12);
  EXPECT_EQ(result["metrics"]["train"]["log_loss"], result["loss"]);
  EXPECT_EQ(result["coefficients"].size(), 3u);
  EXPECT_NE(result["notes"].dump().find("'male' is the positive class (1)"), std::string::npos);
}

TEST(Train, ALossThatIsNamedMustFitTheTask) {
  const std::vector<std::string> iris{"train", "--data", table("iris.csv"), "--target", "species"};
  const auto with = [&iris](const std::string& set) {
    auto arguments = iris;
    arguments.insert(arguments.end(), {"--set", set});
    return arguments;
  };
  expectRefused(with("loss=mse"), {"'mse' is for regression", "'species'", "cross_entropy"});
  expectRefused(with("dataset.task=binary"), {"'species'", "3 different values", "exactly two", "classes"});
  expectRefused(with("dataset.task=regression"), {"line 2", "'species'", "numbers"});
  expectRefused({"train", "--data", table("penguins.csv"), "--target", "sex", "--set", "dataset.task=binary",
                 "--set", "loss=zero_one"},
                {"'zero_one'", "cannot train", "log_loss"});
  expectRefused({"train", "--set", "dataset.target=year", "--set",
                 "dataset.features=[\"calls_ten_millions\"]", "--set", "dataset.task=binary"},
                {"'year'", "24 different values"});
  const TemporaryFolder folder;
  const std::string data = folder.with("t.csv", "x,y\n1,2\n2,-3.5\n3,1\n");
  expectRefused({"train", "--data", data, "--set", "loss=msle"}, {"'msle'", "above -1", "-3.5", "mse"});
}

TEST(Train, MetricsThatTheTargetsRuleOutAreNoNumbers) {
  const TemporaryFolder folder;
  const std::string data = folder.with("t.csv", "x,y\n1,2\n2,-3.5\n3,1\n");
  const Json train = resultOf({"train", "--data", data})["metrics"]["train"];
  EXPECT_EQ(train["msle"], "nan");
  EXPECT_TRUE(train["mae"].is_number());
}

TEST(Train, SettingsThatHinderAreNoted) {
  const Json lbfgs = resultOf({"train", "--set", "optimizer=lbfgs", "--set", "training.batch_size=4"});
  EXPECT_NE(lbfgs["notes"].dump().find("4 of 24 rows"), std::string::npos) << lbfgs["notes"];
  const Json eggholder = resultOf({"train", "--set", "objective=eggholder", "--set", "objective.x=400",
                                   "--set", "optimizer=adamw", "--set", "training.epochs=5"});
  EXPECT_NE(eggholder["notes"].dump().find("weight decay of 0.01"), std::string::npos) << eggholder["notes"];
}

TEST(Train, AFullDeviceIsAFailure) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP();
  for (const char* command : {"train", "losses"}) {
    const std::string line = std::string(LOSSARIUM_PROGRAM) + " " + command + " >/dev/full 2>/dev/null";
    const int status = std::system(line.c_str());
    EXPECT_EQ(WEXITSTATUS(status), 2) << command;
  }
}

TEST(Train, ATableMayComeThroughAPipe) {
  const TemporaryFolder folder;
  const std::string data = folder.with("t.csv", "x,y\n1,2\n2,4\n3,6\n");
  const std::string line =
      "cat " + data + " | " + LOSSARIUM_PROGRAM + " train --data /dev/stdin > " + (folder / "out");
  EXPECT_EQ(std::system(line.c_str()), 0);
  EXPECT_NEAR(Json::parse(readFile(folder / "out"))["coefficients"]["x"].get<double>(), 2, 1e-3);
}

TEST(Train, TheCurveOfARunThatRestoresItsBestWeightsIsTheWayThatItWent) {
  const TemporaryFolder folder;
  const std::vector<std::string> stopping{"train",
                                          "--set",
                                          "split.train=0.5",
                                          "--set",
                                          "split.validation=0.5",
                                          "--set",
                                          "training.early_stopping.patience=5"};
  for (int seed = 1; seed <= 6; ++seed) {
    std::vector<std::string> arguments = stopping;
    for (const std::string& word :
         std::vector<std::string>{"--set", "split.seed=" + std::to_string(seed), "--curve", folder / "c.csv"})
      arguments.push_back(word);
    if (resultOf(arguments)["stopped"] != "patience") continue;
    const std::string stopped = readFile(folder / "c.csv");
    arguments[6] = "training.early_stopping.patience=0";
    resultOf(arguments);
    const std::string whole = readFile(folder / "c.csv");
    EXPECT_EQ(whole.substr(0, stopped.size()), stopped);
    return;
  }
  FAIL() << "none of the splits over-fits";
}

// A drawn data set, and a table that is known by its header.
TEST(Train, BoxesReachTheirTargets) {
  const Json drawn = resultOf({"train", "--set", "dataset=detections", "--set", "loss=ciou"});
  EXPECT_EQ(drawn["task"], "boxes");
  EXPECT_EQ(drawn["weights"]["boxes.weight"].size(), 12u);
  EXPECT_GT(drawn["metrics"]["train"]["mean_iou"].get<double>(), 0.85);
  EXPECT_EQ(drawn["metrics"]["train"]["iou_75"], 1.0);
  const std::string file = LOSSARIUM_SOURCE "/tests/data/detections.csv";
  const Json table = resultOf({"train", "--data", file, "--set", "model=box_linear"});
  EXPECT_EQ(table["task"], "boxes");
  EXPECT_TRUE(table["weights"].contains("box_linear.weight"));
  expectRefused({"train", "--data", file, "--set", "model=mlp"}, {"boxes, box_linear"});
}

TEST(Train, BoxesHaveASurface) {
  TemporaryFolder folder;
  const Outcome outcome = runProgram({"surface", "--set", "dataset=detections", "--set",
                                      "landscape.weights=[\"boxes.weight[3,0]\",\"boxes.weight[3,2]\"]",
                                      "--grid", "15", "--out", folder / "surface.csv"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(readFile(folder / "surface.csv").find("nan"), std::string::npos);
}

}  // namespace
}  // namespace lossarium::test
