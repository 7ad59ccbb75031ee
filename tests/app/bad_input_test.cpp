// What somebody new gets wrong: each message says what, where, and what would be right.
#include "tests/app/cli_testing.h"

namespace lossarium::test {
namespace {

class BadInput : public testing::Test {
 protected:
  void refuseTable(const std::string& text, const std::vector<std::string>& parts,
                   const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"train", "--data", folder.with("own.csv", text)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    expectRefused(arguments, parts);
  }
  void refuseSession(const std::string& text, const std::vector<std::string>& parts) {
    expectRefused({"train", folder.with("own.lossarium", text)}, parts);
  }
  static std::string session(const std::string& experiment) {
    return R"({"lossarium": 1, "experiments": [)" + experiment + "]}";
  }

  TemporaryFolder folder;
};

TEST_F(BadInput, Tables) {
  refuseTable("x,y\n1,2\n3\n4,5\n", {"own.csv", "line 3", "1 cell", "2 columns"});
  refuseTable("x,y\n1,2\n3,4\nfive,6\n", {"own.csv", "line 4", "'x'", "'five'", "not a number"});
  refuseTable("", {"own.csv", "empty"});
  refuseTable("x,y\n", {"own.csv", "no rows"});
  refuseTable("x,y\n1,2\n", {"own.csv", "at least 2"});
  refuseTable("x\n1\n2\n", {"own.csv", "one column"});
  refuseTable("1,2\n3,4\n", {"own.csv", "line 1", "name the columns"});
}

TEST_F(BadInput, Columns) {
  const std::string text = "height,weight\n1,2\n3,4\n5,6\n";
  refuseTable(text, {"'wieght'", "did you mean 'weight'?"}, {"--target", "wieght"});
  refuseTable(text, {"'hieght'", "did you mean 'height'?"}, {"--features", "hieght"});
  refuseTable(text, {"both an input and the target"}, {"--target", "height", "--features", "height"});
  expectRefused({"train", "--data", folder / "none.csv"}, {"none.csv", "path"});
  expectRefused({"train", "--data", folder / ""}, {"folder"});
}

TEST_F(BadInput, ATableInThePlaceOfASession) {
  const std::string file = folder.with("own.csv", "x,y\n1,2\n3,4\n");
  expectRefused({"train", file}, {"own.csv", "--data"});
}

TEST_F(BadInput, Sessions) {
  refuseSession("", {"own.lossarium", "line 1"});
  refuseSession("{\"lossarium\": 1,\n  oops}", {"own.lossarium", "line 2"});
  refuseSession(R"({"lossarium": 2, "experiments": []})", {"own.lossarium", "must be 1"});
  refuseSession(R"({"lossarium": 1, "experiments": []})", {"at least one"});
  refuseSession(session(R"({"loss": {"id": "huber", "dleta": 1}})"),
                {"experiments[0].loss", "'dleta'", "'delta'"});
  refuseSession(session(R"({"los": {"id": "huber"}})"), {"experiments[0]", "'los'", "did you mean 'loss'?"});
  refuseSession(session(R"({"loss": {"id": "mse"}, "loss": {"id": "mae"}})"), {"'loss'", "twice"});
  refuseSession(session(R"({"training": {"epochs": "many"}})"), {"training.epochs", "whole number", "many"});
  refuseSession(session(R"({"training": {"epochs": 0}})"), {"training.epochs = 0", "range"});
  refuseSession(session(R"({"training": {"epochs": 1e999}})"), {"own.lossarium", "1e999"});
  refuseSession(session(R"({"split": {"train": 0.5}})"), {"split", "sum to 1"});
  expectRefused({"train", folder / "none.lossarium"}, {"none.lossarium", "path"});
}

TEST_F(BadInput, Settings) {
  expectRefused({"train", "--set", "loss=hubber"}, {"'hubber'", "did you mean 'huber'?"});
  expectRefused({"train", "--set", "los.delta=1"}, {"'los'", "did you mean 'loss'?"});
  expectRefused({"train", "--set", "optimizer.learning_rate=fast"}, {"optimizer.learning_rate", "'fast'"});
  expectRefused({"train", "--set", "optimizer.learning_rate=-1"}, {"optimizer.learning_rate = -1", "range"});
  expectRefused({"train", "--set", "start.weights=[1,2,3]"}, {"start.weights", "3 numbers", "2 weights"});
}

TEST_F(BadInput, OutputsThatCannotBeWritten) {
  const std::string missing = folder / "missing/out";
  expectRefused({"train", "--curve", missing + ".csv"}, {"--curve", "there is no folder"});
  expectRefused({"surface", "--grid", "3", "--out", missing + ".csv"}, {"--out", "there is no folder"});
  const std::string inTheWay = folder.with("file", "kept");
  expectRefused({"surface", "--grid", "3", "--out", inTheWay + "/out.csv"}, {"--out", "there is no folder"});
  std::filesystem::create_directory(folder / "taken.csv");
  expectRefused({"surface", "--grid", "3", "--out", folder / "taken.csv"}, {"is a folder"});
}

TEST_F(BadInput, ARefusedRunOverwritesNothing) {
  const std::string out = folder.with("kept.csv", "kept");
  expectRefused({"surface", "--set", "loss=hubber", "--out", out}, {"hubber"});
  expectRefused({"train", "--set", "loss=hubber", "--curve", out}, {"hubber"});
  expectRefused({"surface", "--grid", "3", "--out", folder.with("kept.txt", "kept")},
                {".json, .csv or .npy"});
  EXPECT_EQ(readFile(out), "kept");
  EXPECT_EQ(readFile(folder / "kept.txt"), "kept");
  EXPECT_EQ(folder.names().size(), 2u);
}

TEST_F(BadInput, AnOutputMustNotBeAnInput) {
  const std::string data = folder.with("t.csv", "x,y\n1,2\n2,4\n3,7\n");
  const std::string session = folder.with(
      "s.csv", R"({"lossarium": 1, "experiments": [{"dataset": {"id": "csv", "file": "t.csv"}}]})");
  std::filesystem::rename(session, folder / "s.lossarium");
  const std::string link = folder / "link.csv";
  std::filesystem::create_symlink("t.csv", link);
  for (const std::string& out : {data, link}) {
    expectRefused({"train", "--data", data, "--curve", out}, {"--curve", "overwrite"});
    expectRefused({"surface", "--data", data, "--out", out}, {"--out", "overwrite"});
    expectRefused({"surface", folder / "s.lossarium", "--out", out}, {"overwrite"});
  }
  expectRefused({"train", folder / "s.lossarium", "--curve", folder / "s.lossarium"}, {"--curve", ".csv"});
  EXPECT_EQ(readFile(data), "x,y\n1,2\n2,4\n3,7\n");
}

TEST_F(BadInput, EmptyValuesAreNoLeftOutOptions) {
  for (const std::string option : {"--data", "--target", "--features", "--curve", "--set", "--experiment"})
    expectRefused({"train", option, ""}, {option, "empty"});
  expectRefused({"train", ""}, {"FILE", "empty"});
  expectRefused({"surface", "--out", folder / "o.csv", "--grid", ""}, {"--grid", "empty"});
}

TEST_F(BadInput, FaultsOfTheFileAndOfTheCommandLineAreToldApart) {
  const std::string good = folder.with("good.lossarium", session("{}"));
  expectRefused({"train", good, "--set", "loss=mae", "--set", "loss.delta=3"},
                {"command line", "'delta'", "'mae' has no parameters"});
  const std::string bad = folder.with("bad.lossarium", session(R"({}, {"foo": 1})"));
  expectRefused({"train", bad}, {"bad.lossarium", "experiments[1]", "'foo'"});
  expectRefused({"train", folder / ""}, {"is a folder"});
}

TEST_F(BadInput, ControlCharactersStayOutOfTheTerminal) {
  const std::string data = folder.with("t.csv", "x,y\n1,2\n2,\x1b[31mred\n3,4\n4,5\n");
  const Outcome outcome = runProgram({"train", "--data", data});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos);
  EXPECT_NE(outcome.err.find("red"), std::string::npos);
}

}  // namespace
}  // namespace lossarium::test
