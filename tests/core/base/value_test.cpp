#include "core/base/value.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <limits>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;

constexpr ParameterSpec specs[] = {
    {.id = "delta", .label = "Delta", .minimum = 0.5, .maximum = 10, .initial = 1},
    {.id = "degree",
     .label = "Degree",
     .kind = ParameterKind::integer,
     .minimum = 1,
     .maximum = 9,
     .initial = 2},
    {.id = "fresh", .label = "Fresh", .kind = ParameterKind::flag, .initial = 1},
    {.id = "shape", .label = "Shape", .kind = ParameterKind::choice, .initial = 1, .choices = "round|square"},
    {.id = "name", .label = "Name", .kind = ParameterKind::text},
    {.id = "columns", .label = "Columns", .kind = ParameterKind::texts, .mayBeAbsent = true},
    {.id = "weights", .label = "Weights", .kind = ParameterKind::reals, .minimum = -1, .maximum = 1}};

Choice with(const std::string& key, const Value& value) {
  return completed({"thing", {{key, value}}}, specs, "here");
}

TEST(Completed, FillsDefaultsButNotWhatMayBeAbsent) {
  const Choice choice = completed({"thing", {}}, specs, "here");
  EXPECT_EQ(choice.real("delta"), 1);
  EXPECT_EQ(choice.integer("degree"), 2);
  EXPECT_TRUE(choice.flag("fresh"));
  EXPECT_EQ(choice.text("shape"), "square");
  EXPECT_EQ(choice.text("name"), "");
  EXPECT_FALSE(choice.has("columns"));
  EXPECT_TRUE(choice.reals("weights").empty());
}

TEST(Completed, KeepsWhatIsGiven) {
  EXPECT_EQ(with("delta", 2.5).real("delta"), 2.5);
  EXPECT_EQ(with("delta", std::int64_t{3}).real("delta"), 3.0);
  EXPECT_EQ(with("shape", std::string("round")).text("shape"), "round");
  EXPECT_EQ(with("columns", std::vector<std::string>{"a"}).texts("columns"), std::vector<std::string>{"a"});
  EXPECT_EQ(with("weights", std::vector<double>{-1, 1}).reals("weights"), (std::vector<double>{-1, 1}));
}

TEST(Completed, AnUnknownKeyNamesTheNearest) {
  const auto message = errorOf([] { with("detla", 1.0); });
  expectHolds(message, "here");
  expectHolds(message, "'detla'");
  expectHolds(message, "did you mean 'delta'");
}

TEST(Completed, AnUnknownKeyFarFromAllListsThem) {
  const auto message = errorOf([] { with("temperature", 1.0); });
  for (const auto& spec : specs) expectHolds(message, std::string(spec.id));
}

TEST(Completed, RefusesTheWrongKindAndNamesTheKey) {
  const std::pair<std::string, Value> wrong[] = {{"delta", std::string("wide")},
                                                 {"delta", true},
                                                 {"degree", 1.5},
                                                 {"fresh", std::int64_t{1}},
                                                 {"shape", 1.0},
                                                 {"name", std::int64_t{4}},
                                                 {"columns", std::string("a")},
                                                 {"weights", std::vector<std::string>{"a"}}};
  for (const auto& [key, value] : wrong)
    expectHolds(errorOf([&key = key, &value = value] { with(key, value); }), "here." + key + " must be");
}

TEST(Completed, RangesAreInclusiveAndRefuseWhatLiesBeyond) {
  EXPECT_EQ(with("delta", 0.5).real("delta"), 0.5);
  EXPECT_EQ(with("delta", 10.0).real("delta"), 10.0);
  const double inf = std::numeric_limits<double>::infinity();
  for (const double outside : {0.4999999, 10.0000001, inf, -inf, std::nan("")})
    expectHolds(errorOf([&] { with("delta", outside); }), "here.delta");
  expectHolds(errorOf([] { with("degree", std::int64_t{10}); }), "1 to 9");
  expectHolds(errorOf([] { with("weights", std::vector<double>{0, 2}); }), "here.weights[1]");
}

TEST(Completed, AnUnknownWordNamesTheNearest) {
  expectHolds(errorOf([] { with("shape", std::string("rond")); }), "did you mean 'round'");
}

TEST(ToText, NumbersReadBackTheSame) {
  for (const double number : {0.1, 1.0 / 3, 1e300, 3e-308, -0.0, 123456789.0})
    EXPECT_EQ(std::stod(toText(number)), number);
  EXPECT_EQ(toText(0.1), "0.1");
  EXPECT_EQ(toText(std::nan("")), "nan");
  EXPECT_EQ(toText(-std::numeric_limits<double>::infinity()), "-inf");
}

TEST(ToText, ValuesStandAsAUserWouldTypeThem) {
  EXPECT_EQ(toText(Value(true)), "true");
  EXPECT_EQ(toText(Value(std::int64_t{-7})), "-7");
  EXPECT_EQ(toText(Value(std::vector<std::string>{"a", "b"})), "a,b");
  EXPECT_EQ(toText(Value(std::vector<double>{0.5, 2})), "0.5,2");
}

TEST(Nearest, TakesTheFewestEditsAndNothingThatIsFar) {
  EXPECT_EQ(nearest("hubber", {"mae", "huber", "mse"}), "huber");
  EXPECT_EQ(nearest("msee", {"mae", "mse"}), "mse");
  EXPECT_EQ(nearest("quantile", {"mae", "huber"}), "");
}

TEST(Completed, AWholeNumberMayBeWrittenAsAnyNumber) {
  EXPECT_EQ(with("degree", 3.0).integer("degree"), 3);
  expectHolds(errorOf([] { with("degree", 2.5); }), "whole number");
  expectHolds(errorOf([] { with("degree", 1e300); }), "whole number");
}

TEST(Completed, TheRangeOfAWholeNumberIsWrittenInFull) {
  static constexpr ParameterSpec many[] = {
      {.id = "n", .label = "N", .kind = ParameterKind::integer, .minimum = 1, .maximum = 1e9},
      {.id = "seed", .label = "Seed", .kind = ParameterKind::integer, .minimum = 0, .maximum = largestSeed}};
  expectHolds(errorOf([] { completed({"x", {{"n", std::int64_t{0}}}}, many, "here"); }), "1 to 1000000000");
  expectHolds(errorOf([] {
                completed({"x", {{"seed", std::int64_t{-1}}}}, many, "here");
              }),
              "0 to 9223372036854775807");
}

TEST(Acts, WhereEveryConditionHolds) {
  const ParameterSpec spec{.id = "size", .label = "", .actsWhen = "task=regression|boxes&share>0"};
  EXPECT_TRUE(acts(spec, {{"task", std::string("boxes")}, {"share", 0.1}}));
  EXPECT_FALSE(acts(spec, {{"task", std::string("boxes")}, {"share", 0.0}}));
  EXPECT_FALSE(acts(spec, {{"task", std::string("binary")}, {"share", 0.1}}));
  EXPECT_FALSE(acts(spec, {{"share", 0.1}}));
  EXPECT_TRUE(acts({.id = "free", .label = ""}, {}));
}

TEST(Completed, AChoiceWithoutParametersSaysSo) {
  expectHolds(errorOf([] { completed({"mae", {{"delta", 1.0}}}, {}, "here"); }), "'mae' has no parameters");
}

TEST(Nearest, IsNotFooledByShortWordsAndCapitals) {
  EXPECT_EQ(nearest("Y", {"g", "x", "y"}), "y");
  EXPECT_EQ(nearest("q", {"g", "x", "y"}), "");
  EXPECT_EQ(nearest("HUBBER", {"mse", "huber"}), "huber");
}

TEST(Nearest, WantsTwoLettersOfThreeToBeRight) {
  const std::vector<std::string_view> losses{"mse", "mae", "mape", "huber", "cross_entropy"};
  EXPECT_EQ(nearest("nope", losses), "");
  EXPECT_EQ(nearest("sine", losses), "");
  EXPECT_EQ(nearest("hinge", losses), "");
  EXPECT_EQ(nearest("ampe", losses), "mape");
  EXPECT_EQ(nearest("hubre", losses), "huber");
  EXPECT_EQ(nearest("ma", losses), "mae");
  EXPECT_EQ(nearest("crossentrpoy", losses), "cross_entropy");
  EXPECT_EQ(nearest("corssentrpi", losses), "cross_entropy");
  EXPECT_EQ(nearest("entropy", losses), "");
}

TEST(UnknownWord, ListsAllWhereNoneIsNear) {
  EXPECT_EQ(unknownWord("loss", "nope", {"mae", "mape"}), "unknown loss 'nope'; known: mae, mape");
  EXPECT_EQ(unknownWord("loss", "ampe", {"mae", "mape"}), "unknown loss 'ampe'; did you mean 'mape'?");
}

TEST(UnknownWord, IsCutWhereItIsVeryLong) {
  EXPECT_LT(unknownWord("loss", std::string(100000, 'x'), {"mse"}).size(), 200U);
}

}  // namespace
}  // namespace lossarium
