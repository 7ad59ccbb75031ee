#include "tests/app/cli_testing.h"

namespace lossarium::test {
namespace {

TEST(CommandLine, HelpAndVersionSucceed) {
  const Outcome help = runProgram({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* command : {"losses", "evaluate", "train", "surface"})
    EXPECT_NE(help.out.find(command), std::string::npos) << command;
  const Outcome version = runProgram({"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.out.find("lossarium "), 0u) << version.out;
  EXPECT_EQ(runProgram({"train", "--help"}).status, 0);
}

TEST(CommandLine, MistypedSubCommandNamesTheNearest) {
  expectRefused({"trian"}, {"trian", "did you mean 'train'?"});
  expectRefused({"trian", "--set", "loss=mse"}, {"did you mean 'train'?"});
  expectRefused({"nothing_like_it"}, {"neither a file nor a sub-command", "nothing_like_it"});
}

TEST(CommandLine, UnknownOptionNamesTheNearest) {
  expectRefused({"surface", "--gird=5"}, {"surface", "--gird", "did you mean '--grid'?"});
  expectRefused({"--verison"}, {"did you mean '--version'?"});
}

TEST(CommandLine, TooManyTooFewAndWrongArguments) {
  expectRefused({"train", "one.lossarium", "two.lossarium"}, {"two.lossarium"});
  expectRefused({"surface", "--grid", "5"}, {"--out"});
  expectRefused({"surface", "--out"}, {"--out"});
  expectRefused({"train", "--experiment", "first"}, {"--experiment", "first"});
}

TEST(CommandLine, SetDoesNotSwallowTheFileAfterIt) {
  const TemporaryFolder folder;
  folder.with("a.lossarium", R"({"lossarium": 1, "experiments": [{"loss": {"id": "huber"}}]})");
  const Json result = resultOf({"train", "--set", "training.epochs=3", "a.lossarium"}, folder / "");
  EXPECT_EQ(result["epochs"], 3);
  EXPECT_EQ(result["metrics"]["train"].begin().key(), "huber");
}

TEST(CommandLine, SetNeedsKeyAndValue) {
  expectRefused({"train", "--set", "loss"}, {"--set loss", "key=value"});
  expectRefused({"train", "--set", "=huber"}, {"key=value"});
}

TEST(Losses, JsonListsIdTaskAndParameters) {
  const Json list = resultOf({"losses", "--json"});
  ASSERT_TRUE(list.is_array());
  bool found = false;
  for (const Json& loss : list) {
    for (const char* key : {"id", "title", "task", "parameters"}) EXPECT_TRUE(loss.contains(key)) << loss;
    if (loss["id"] != "huber") continue;
    found = true;
    const Json& delta = loss["parameters"].at(0);
    EXPECT_EQ(loss["task"], "regression");
    EXPECT_EQ(delta["id"], "delta");
    EXPECT_EQ(delta["default"], 1.0);
    EXPECT_EQ(delta["minimum"], 1e-3);
    EXPECT_EQ(delta["maximum"], 1e3);
  }
  EXPECT_TRUE(found);
}

TEST(Losses, TableHasALineForEachLoss) {
  const std::size_t count = resultOf({"losses", "--json"}).size();
  const Outcome table = runProgram({"losses"});
  EXPECT_EQ(table.status, 0);
  EXPECT_EQ(static_cast<std::size_t>(std::count(table.out.begin(), table.out.end(), '\n')), count + 1);
}

}  // namespace
}  // namespace lossarium::test
