#include "core/datasets/table_dataset.h"

#include "core/datasets/table_summary.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using Names = std::vector<std::string>;

Dataset datasetOf(std::string_view text, const ColumnChoice& choice = {}) {
  return tableDataset(parseCsv(text, "data.csv"), choice);
}

TEST(TableDataset, TakesTheLastNumberColumnAsTargetAndTheRestAsFeatures) {
  const Dataset dataset = datasetOf("a,b,word\n1,2,x\n3,4,y\n");
  EXPECT_EQ(dataset.targetName, "b");
  EXPECT_EQ(dataset.featureNames, (Names{"a", "word=x", "word=y"}));
  EXPECT_EQ(dataset.columnNames, (Names{"a", "b", "word"}));
  EXPECT_EQ(dataset.task, Task::regression);
  EXPECT_EQ(dataset.features, (Matrix(2, 3) << 1, 1, 0, 3, 0, 1).finished());
  EXPECT_EQ(dataset.target, (Matrix(2, 1) << 2, 4).finished());
}

// A newcomer's table has names and remarks, too: they shall not keep the rest from being used.
TEST(TableDataset, ByDefaultColumnsOfNamesAndGapsAreNoInputs) {
  std::string text = "name,x,remark,empty,y\n";
  for (int i = 0; i < 70; ++i) text += "n" + std::to_string(i) + ",1," + (i % 3 ? "" : "late") + ",,2\n";
  const Dataset dataset = datasetOf(text);
  EXPECT_EQ(dataset.featureNames, Names{"x"});
  EXPECT_EQ(dataset.count(), 70);
  EXPECT_EQ(dataset.notes, (Names{"'name' is no input: it holds 70 different texts",
                                  "'remark' is no input: it misses 46 of 70 values",
                                  "'empty' is no input: it holds no value"}));
  expectHolds(errorOf([&] { datasetOf(text, {{"name"}, "y", std::nullopt}); }), "at most 64 categories");
  EXPECT_EQ(datasetOf(text, {{"remark"}, "y", std::nullopt}).count(), 24);
}

TEST(TableDataset, AFewSlipsInAColumnOfNumbersCountAsMissingAndAreTold) {
  std::string text = "x,y\n";
  for (int i = 0; i < 30; ++i)
    text += (i == 4 ? "broken" : std::to_string(i)) + "," + (i == 7 || i == 9 ? "?" : "1") + "\n";
  const Dataset dataset = datasetOf(text, {{"x"}, "y", std::nullopt});
  EXPECT_EQ(dataset.count(), 27);
  EXPECT_EQ(dataset.notes,
            (Names{"3 of 30 rows left out: a value is missing",
                   "'x': 1 cell is not a number ('broken' in line 6) and counts as missing",
                   "'y': 2 cells are not numbers ('?' in line 9, '?' in line 11) and count as missing"}));
}

TEST(TableDataset, ManySlipsAreRefusedAndShown) {
  expectHolds(errorOf([] { datasetOf("x,y\n1,2\noops,3\n4,5\nno,6\n7,8\n"); }),
              "data.csv, column 'x': 2 cells are not numbers ('oops' in line 3, 'no' in line 5), but most of "
              "the column is");
}

TEST(TableDataset, SumsUpItsColumns) {
  const Dataset dataset = datasetOf("x,word,y\n1.50,a,1\nNA,b,2\n3,b,3\n");
  ASSERT_NE(dataset.table, nullptr);
  const auto& columns = dataset.table->columns;
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(columns[0].missing, 1);
  EXPECT_EQ(columns[0].first, (Names{"1.5", "", "3"}));
  EXPECT_TRUE(columns[1].isText);
  EXPECT_EQ(columns[1].different, 2);
  EXPECT_EQ(dataset.table->rows, 3);
  EXPECT_EQ(dataset.table->leftOut, 1);
}

TEST(TableDataset, SlipsAreCountedAmongWhatIsMissing) {
  std::string text = "x,y\n";
  for (int i = 0; i < 30; ++i)
    text += (i == 4 ? "broken" : i == 5 ? "" : std::to_string(i)) + "," + (i == 7 ? "?" : "1") + "\n";
  const auto columns = datasetOf(text, {{"x"}, "y", std::nullopt}).table->columns;
  EXPECT_EQ(columns[0].missing, 2);
  EXPECT_EQ(columns[0].slips, 1);
  EXPECT_EQ(columns[0].different, 28);
  EXPECT_EQ(columns[1].missing, 1);
  EXPECT_EQ(columns[1].different, 1);
  EXPECT_EQ(datasetOf(text, {{"x"}, "y", Task::binary}).table->columns[1].missing, 0) << "'?' is a class";
}

TEST(TableDataset, TellsOfRaggedRows) {
  std::string text = "x,y\n";
  for (int i = 0; i < 30; ++i) text += std::to_string(i) + (i == 4 ? ",1,5\n" : ",1\n");
  const Dataset dataset = datasetOf(text);
  ASSERT_EQ(dataset.notes.size(), 1U);
  expectHolds(dataset.notes.front(), "1 of 30 rows was dropped: line 6 has 3 cells");
  EXPECT_EQ(dataset.table->ragged, 1);
  EXPECT_EQ(dataset.table->rows, 29);
}

TEST(TableDataset, TakesTheColumnsThatAreChosenInTheirOrder) {
  const Dataset dataset = datasetOf("a,b,c\n1,2,3\n4,5,6\n", {{"c", "a"}, "b", std::nullopt});
  EXPECT_EQ(dataset.featureNames, (Names{"c", "a"}));
  EXPECT_EQ(dataset.features, (Matrix(2, 2) << 3, 1, 6, 4).finished());
  EXPECT_EQ(dataset.target, (Matrix(2, 1) << 2, 5).finished());
}

TEST(TableDataset, LeavesOutIncompleteRowsAndSaysSo) {
  const Dataset dataset = datasetOf("x,word,y\n1,a,1\nNA,a,2\n3,,3\n4,b,NA\n5,b,5\n");
  EXPECT_EQ(dataset.target, (Matrix(2, 1) << 1, 5).finished());
  EXPECT_EQ(dataset.notes, (Names{"3 of 5 rows left out: a value is missing",
                                  "'word' holds texts: 2 inputs, one a category"}));
}

TEST(TableDataset, AMissingValueInAColumnThatIsNotUsedKeepsTheRow) {
  EXPECT_EQ(datasetOf("x,other,y\n1,NA,1\n2,3,4\n", {{"x"}, "y", std::nullopt}).count(), 2);
}

TEST(TableDataset, ATextTargetMeansClassesInAlphabeticalOrder) {
  const Dataset dataset = datasetOf("x,kind\n1,pear\n2,apple\n3,pear\n", {{}, "kind", std::nullopt});
  EXPECT_EQ(dataset.task, Task::classes);
  EXPECT_EQ(dataset.classNames, (Names{"apple", "pear"}));
  EXPECT_EQ(dataset.target, (Matrix(3, 1) << 1, 0, 1).finished());
}

TEST(TableDataset, NumbersAreClassesIfTheTaskSaysSo) {
  const Dataset dataset = datasetOf("x,kind\n1,7\n2,3\n3,7\n", {{}, "kind", Task::classes});
  EXPECT_EQ(dataset.classNames, (Names{"3", "7"}));
  EXPECT_EQ(dataset.target, (Matrix(3, 1) << 1, 0, 1).finished());
}

TEST(TableDataset, ClassesAreInOrderNumbersBySizeAndBeforeTexts) {
  const Dataset dataset =
      datasetOf("x,kind\n1,10\n2,9\n3,-1\n4,b\n5,9.0\n6,a\n7,10\n", {{}, "kind", Task::classes});
  EXPECT_EQ(dataset.classNames, (Names{"-1", "9", "10", "a", "b"}));
  EXPECT_EQ(dataset.target.transpose(), (Matrix(1, 7) << 2, 1, 0, 4, 1, 3, 2).finished());
}

TEST(TableDataset, OfTwoValuesTheLaterInOrderIsThePositiveClass) {
  const std::pair<const char*, Names> cases[] = {{"x,y\n1,yes\n2,no\n3,yes\n", {"no", "yes"}},
                                                 {"x,y\n1,1\n2,-1\n3,1\n", {"-1", "1"}},
                                                 {"x,y\n1,10\n2,9\n3,10\n", {"9", "10"}}};
  for (const auto& [text, names] : cases) {
    const Dataset dataset = datasetOf(text, {{}, "y", Task::binary});
    EXPECT_EQ(dataset.classNames, names);
    EXPECT_EQ(dataset.target, (Matrix(3, 1) << 1, 0, 1).finished());
    EXPECT_EQ(dataset.outputs(), 1);
    ASSERT_EQ(dataset.notes.size(), 1U);
    expectHolds(dataset.notes[0], "'" + names[1] + "' is the positive class");
  }
}

TEST(TableDataset, BinaryWantsExactlyTwoValues) {
  const auto refusal = [](const char* text) {
    return errorOf([&] { datasetOf(text, {{}, "kind", Task::binary}); });
  };
  for (const auto* part : {"data.csv", "'kind'", "3 different values", "'a', 'b', 'c'", "exactly two",
                           "Set the task to classes"})
    expectHolds(refusal("x,kind\n1,a\n2,b\n3,c\n"), part);
  expectHolds(refusal("x,kind\n1,a\n2,a\n"), "1 value ('a')");
  // Only rows that are used count.
  EXPECT_EQ(datasetOf("x,kind\n1,a\n2,b\n,c\n", {{}, "kind", Task::binary}).classNames, (Names{"a", "b"}));
}

TEST(TableDataset, OneClassIsTooFewAndMoreThanSixtyFourAreTooMany) {
  expectHolds(errorOf([] {
                datasetOf("x,k\n1,a\n2,a\n", {{}, "k", std::nullopt});
              }),
              "nothing to tell apart");
  std::string numbers = "x,k\n", words = "x,k\n";
  for (int i = 0; i < 65; ++i) {
    numbers += "1," + std::to_string(i) + "\n";
    words += "1,w" + std::to_string(i) + "\n";
  }
  const auto refusal = [](const std::string& text) {
    return errorOf([&] { datasetOf(text, {{}, "k", Task::classes}); });
  };
  for (const auto* part : {"65 different values", "at most 64", "Set the task to regression"})
    expectHolds(refusal(numbers), part);
  expectHolds(refusal(words), "Choose another target");
}

TEST(TableDataset, ATextInANumberColumnIsRefusedWithLineAndColumn) {
  for (const auto* text : {"x,y\n1,2\n3,4\nfive,6\n", "y,x\n1,2\n3,4\n6,five\n"}) {
    const auto message = errorOf([&] { datasetOf(text, {{"x"}, "y", std::nullopt}); });
    for (const auto* part : {"data.csv", "line 4", "'x'", "'five'"}) expectHolds(message, part);
  }
  expectHolds(errorOf([] { datasetOf("x,y\n1,2\n3,4\n5,six\n", {{"x"}, "y", std::nullopt}); }), "line 4");
}

TEST(TableDataset, OneRowIsTooFew) {
  expectHolds(errorOf([] { datasetOf("x,y\n1,2\n"); }), "at least 2");
}

TEST(TableDataset, OneColumnIsTooFew) {
  expectHolds(errorOf([] { datasetOf("x\n1\n2\n"); }), "one column only");
}

TEST(TableDataset, OneCompleteRowIsTooFewAndTheMissingOnesAreCounted) {
  expectHolds(errorOf([] { datasetOf("x,y\n1,2\n,3\n4,\n"); }), "2 miss a value");
}

TEST(TableDataset, AnUnknownColumnNamesTheNearest) {
  expectHolds(errorOf([] { datasetOf("income,food\n1,2\n3,4\n", {{"incom"}, "food", {}}); }), "'income'");
  expectHolds(errorOf([] { datasetOf("income,food\n1,2\n3,4\n", {{}, "foood", {}}); }), "'food'");
}

TEST(TableDataset, TheTargetIsNoInput) {
  expectHolds(errorOf([] {
                datasetOf("x,y\n1,2\n3,4\n", {{"x", "y"}, "y", {}});
              }),
              "both an input and the target");
}

TEST(TableDataset, ARegressionRefusesATextTarget) {
  expectHolds(errorOf([] { datasetOf("x,y\n1,a\n3,b\n", {{"x"}, "y", Task::regression}); }), "'y'");
}

TEST(TableDataset, TooManyCategoriesAreRefused) {
  std::string text = "word,y\n";
  for (int i = 0; i < 65; ++i) text += "w" + std::to_string(i) + "," + std::to_string(i) + "\n";
  expectHolds(errorOf([&] { datasetOf(text); }), "'word'");
}

TEST(CsvDataset, ReadsAFileWithItsColumns) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("data.csv", "x,z,y\n1,9,2\n3,9,4\n");
  const Dataset dataset =
      makeDataset({"csv", {{"file", file.string()}, {"features", Names{"x"}}, {"target", std::string("y")}}});
  EXPECT_EQ(dataset.features, (Matrix(2, 1) << 1, 3).finished());
  EXPECT_EQ(dataset.target, (Matrix(2, 1) << 2, 4).finished());
}

TEST(CsvDataset, TheTaskOverridesWhatTheColumnSays) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("data.csv", "x,y\n1,0\n3,1\n").string();
  EXPECT_EQ(makeDataset({"csv", {{"file", file}}}).task, Task::regression);
  EXPECT_EQ(makeDataset({"csv", {{"file", file}, {"task", std::string("binary")}}}).task, Task::binary);
}

TEST(CsvDataset, WithoutAFileItSaysWhichKeyIsMissing) {
  expectHolds(errorOf([] { makeDataset({"csv", {}}); }), "dataset.file");
}

TEST(TableDataset, AnInputNamedTwiceIsRefused) {
  const Table table = parseCsv("x,y\n1,2\n3,4\n", "t.csv");
  testing::expectHolds(testing::errorOf([&] { tableDataset(table, {{"x", "x"}, "y", {}}); }), "twice");
}

TEST(TableDataset, EveryInputHasANameOfItsOwn) {
  const Table table = parseCsv("g,g=a,y\na,1,2\nb,2,3\na,4,5\n", "t.csv");
  EXPECT_EQ(tableDataset(table, {}).featureNames, (std::vector<std::string>{"g=a", "g=b", "g=a (2)"}));
}

TEST(TableDataset, AColumnWithoutAnyValueIsNamed) {
  const Table table = parseCsv("x,z,y\n1,,2\n3,,4\n", "t.csv");
  testing::expectHolds(testing::errorOf([&] {
                         tableDataset(table, {{"x", "z"}, "y", std::nullopt});
                       }),
                       "'z' holds no value");
}

}  // namespace
}  // namespace lossarium
