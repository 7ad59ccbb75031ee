#include "tests/app/cli_testing.h"

#include <set>

namespace lossarium::test {
namespace {

Json keyIn(const Json& list, const std::string& wanted) {
  for (const Json& section : list)
    for (const Json& key : section["keys"])
      if (key["key"] == wanted) return key;
  return {};
}

TEST(Settings, ListsEverySectionWithItsKeys) {
  const Json list = resultOf({"settings", "--json"});
  std::set<std::string> sections;
  for (const Json& section : list) sections.insert(section["section"].get<std::string>());
  for (const char* name : {"dataset", "split", "disturbance", "model", "loss", "penalty", "optimizer",
                           "training", "training.early_stopping", "start", "landscape"})
    EXPECT_TRUE(sections.contains(name)) << name;
  const Json epochs = keyIn(list, "training.epochs");
  EXPECT_EQ(epochs["minimum"], 1.0);
  EXPECT_EQ(epochs["default"], 400);
  EXPECT_FALSE(epochs["hint"].get<std::string>().empty());
}

TEST(Settings, AChoiceHasItsOwnKeys) {
  EXPECT_TRUE(keyIn(resultOf({"settings", "--json"}), "model.width").is_null());
  for (const char* choice : {"model=mlp", "model.id=mlp"}) {
    const Json list = resultOf({"settings", choice, "optimizer=adam", "--json"});
    EXPECT_FALSE(keyIn(list, "model.width").is_null());
    EXPECT_EQ(keyIn(list, "optimizer.beta1")["default"], 0.9);
  }
}

// What the data decide is no number that the table could know.
TEST(Settings, ARateThatIsChosenForTheDataIsCalledSo) {
  const Json rate = keyIn(resultOf({"settings", "--json"}), "optimizer.learning_rate");
  EXPECT_TRUE(rate["default"].is_null());
  EXPECT_EQ(rate["chosen_for_the_data"], true);
  EXPECT_EQ(keyIn(resultOf({"settings", "--json"}), "training.epochs")["chosen_for_the_data"], false);
}

// Each default that is listed can be set, and changes nothing.
TEST(Settings, EveryKeyIsKnownToSet) {
  std::vector<std::string> words{"train", "--set", "training.epochs=1"};
  for (const Json& section : resultOf({"settings", "--json"}))
    for (const Json& key : section["keys"])
      if (!key["default"].is_null() && key["key"] != "training.epochs") {
        const Json& value = key["default"];
        words.insert(words.end(),
                     {"--set", key["key"].get<std::string>() + "=" +
                                   (value.is_string() ? value.get<std::string>() : value.dump())});
      }
  EXPECT_GT(words.size(), 30U);
  EXPECT_EQ(resultOf(words)["weights"], resultOf({"train", "--set", "training.epochs=1"})["weights"]);
}

TEST(Settings, TheTableNamesKeysRangesAndChoices) {
  const Outcome table = runProgram({"settings", "loss=huber"});
  EXPECT_EQ(table.status, 0);
  for (const char* part : {"loss = huber", "one of mse", "loss.delta", "0.001 to 1000",
                           "optimizer.learning_rate", "chosen", "training.early_stopping.patience",
                           "(0: never)", "Acts when", "Acts when task=regression and outliers>0."})
    EXPECT_NE(table.out.find(part), std::string::npos) << part << "\n" << table.out;
}

TEST(Settings, TakesNothingButChoices) {
  expectRefused({"settings", "loss.delta=2"}, {"loss.delta=2", "only choices", "--set"});
  expectRefused({"settings", "mlp"}, {"model=mlp"});
  expectRefused({"settings", "model=mpl"}, {"did you mean 'mlp'?"});
}

TEST(Settings, AreNamedWhereAKeyIsUnknown) {
  expectRefused({"train", "--set", "loss.dleta=2"}, {"'dleta'", "`lossarium settings` lists all keys"});
  expectRefused({"train", "--set", "trianing.epochs=2"}, {"'trianing'", "`lossarium settings`"});
  const Outcome help = runProgram({"train", "--help"});
  EXPECT_NE(help.out.find("lossarium settings"), std::string::npos) << help.out;
}

}  // namespace
}  // namespace lossarium::test
