#include "core/datasets/pasted_table.h"

#include "core/experiment/problem.h"
#include "core/experiment/session_file.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;

Dataset pasted(std::string_view text) {
  return makeDataset({"pasted_table", {{"cells", PastedTable::cellsFrom(text)}}});
}

TEST(PastedTable, TakesCellsOfASpreadsheetWithAHeader) {
  const Dataset data = pasted("year\tcalls\r\n50\t0,44\r\n51\t0,47\r\n");
  EXPECT_EQ(data.featureNames, std::vector<std::string>{"year"});
  EXPECT_EQ(data.targetName, "calls");
  EXPECT_EQ(data.features, (Matrix(2, 1) << 50, 51).finished());
  EXPECT_EQ(data.target, (Matrix(2, 1) << 0.44, 0.47).finished());
}

TEST(PastedTable, NamesColumnsThatHaveNoHeader) {
  EXPECT_EQ(PastedTable::cellsFrom("\n1,2\n3,4\n"), "x,y\n1,2\n3,4");
  EXPECT_EQ(PastedTable::cellsFrom("1\t2\t3"), "x1\tx2\ty\n1\t2\t3");
  EXPECT_EQ(PastedTable::cellsFrom("5.1,3.5,setosa\n6,3,virginica"),
            "x1,x2,y\n5.1,3.5,setosa\n6,3,virginica");
  EXPECT_EQ(PastedTable::cellsFrom("1,5;2\n2,5;3"), "x;y\n1,5;2\n2,5;3");
  EXPECT_EQ(PastedTable::cellsFrom("1,5\t2,5"), "x\ty\n1,5\t2,5");
  EXPECT_EQ(PastedTable::cellsFrom("a,b\n1,2"), "a,b\n1,2");
  EXPECT_EQ(pasted("1 ,2\n-3, +4").target, (Matrix(2, 1) << 2, 4).finished());
}

TEST(PastedTable, SaysWhyItIsNoTable) {
  const auto refusal = [](std::string_view text) { return errorOf([&] { PastedTable::cellsFrom(text); }); };
  expectHolds(refusal("a sentence"), "Copy at least two columns");
  expectHolds(refusal(""), "is empty");
  expectHolds(refusal("\r\n\r\n"), "is empty");
  expectHolds(refusal("a\tb\n1\t2\n3"), "the pasted table, line 3: 1 cell, but the header names 2 columns");
  std::string many = "x,y\n";
  for (Index i = 0; i <= mostPastedRows; ++i) many += "1,2\n";
  expectHolds(refusal(many), "Save it as a CSV file and open that");
  expectHolds(refusal("x,y\n" + std::string(mostPastedBytes, '1') + ",2"), "1,000 kB");
  expectHolds(errorOf([] { makeDataset({"pasted_table", {}}); }), "dataset.cells is empty");
  expectHolds(errorOf([&] { makeDataset({"pasted_table", {{"cells", many}}}); }), "20,000 rows");
}

TEST(PastedTable, LivesInTheSessionFile) {
  const std::string cells = PastedTable::cellsFrom("a\t\"b \"\"quoted\"\"\"\n1\t2\n3\t5\n4\t\n");
  const Experiment experiment = withSettings(
      defaultExperiment(), {{"dataset.id", std::string("pasted_table")}, {"dataset.cells", cells}});
  const Experiment read = parseSession(toJson({experiment}), "a.lossarium", {}).front();
  EXPECT_EQ(read, experiment);
  const auto problem = build(read);
  EXPECT_EQ(problem->dataset->targetName, "b \"quoted\"");
  EXPECT_EQ(problem->dataset->count(), 2);
  EXPECT_EQ(problem->notes.front(), "1 of 3 rows left out: a value is missing");
}

}  // namespace
}  // namespace lossarium
