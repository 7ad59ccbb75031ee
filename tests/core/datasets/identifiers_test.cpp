#include "core/datasets/identifiers.h"

#include "core/datasets/table_dataset.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lossarium {
namespace {

std::string whyOf(const std::string& name, const std::vector<std::string>& cells) {
  std::string text = name + ",y\n";
  for (const std::string& cell : cells) text += cell + ",1\n";
  return whyIdentifier(parseCsv(text, "data.csv").columns.front());
}

std::vector<std::string> counted(int rows, int first = 1) {
  std::vector<std::string> cells;
  for (int i = 0; i < rows; ++i) cells.push_back(std::to_string(first + i));
  return cells;
}

TEST(Identifiers, CountTheRows) {
  for (const auto* name : {"id", "PassengerId", "Unnamed: 0", "\"\"", "Nr", "#"})
    EXPECT_EQ(whyOf(name, counted(4)), "counts the rows") << name;
  EXPECT_EQ(whyOf("patient", counted(12)), "counts the rows");
  EXPECT_EQ(whyOf("patient", counted(12, 0)), "counts the rows");
}

TEST(Identifiers, AreNotTheTimeNorAnInputThatWasVariedInOrder) {
  EXPECT_EQ(whyOf("speed", counted(4)), "");
  for (const auto* name : {"day", "t", "x", "time step"}) EXPECT_EQ(whyOf(name, counted(30)), "") << name;
  EXPECT_EQ(whyOf("patient", counted(12, 7)), "");
  EXPECT_EQ(whyOf("patient", {"1", "2", "3", "4", "5", "6", "7", "8", "9", "11"}), "");
}

TEST(Identifiers, AreKeysThatNeverComeTwice) {
  EXPECT_NE(whyOf("id", {"8841", "12", "907"}), "");
  EXPECT_EQ(whyOf("id", {"8841", "12", "12"}), "") << "whose rows belong together";
  EXPECT_EQ(whyOf("size", {"8841", "12", "907"}), "");
  EXPECT_EQ(whyOf("no", {"0.5", "1.5", "2.5"}), "");
}

TEST(Identifiers, AreTextsThatNeverComeTwice) {
  EXPECT_EQ(whyOf("name", {"ann", "bob", "cid"}), "holds another text in each row");
  EXPECT_EQ(whyOf("name", {"ann", "bob", "ann"}), "");
  EXPECT_EQ(whyOf("name", {"ann", "bob"}), "") << "of two rows that says nothing";
}

// They are left out and that is said; who asks for one has it, and where nothing else is there it stays.
TEST(Identifiers, AreNoInputsUnlessAskedFor) {
  const Table table = parseCsv("id,name,size,y\n1,ann,4,3\n2,bob,4,5\n3,cid,7,8\n", "data.csv");
  const Dataset dataset = tableDataset(table, {});
  EXPECT_EQ(dataset.featureColumns, std::vector<std::string>{"size"});
  EXPECT_EQ(dataset.notes,
            (std::vector<std::string>{"'id' is no input: it counts the rows",
                                      "'name' is no input: it holds another text in each row"}));
  EXPECT_EQ(tableDataset(table, {.features = {"id"}, .target = "y", .task = {}}).featureNames,
            std::vector<std::string>{"id"});
  const Table alone = parseCsv("id,y\n1,3\n2,5\n3,8\n", "data.csv");
  EXPECT_EQ(tableDataset(alone, {}).featureNames, std::vector<std::string>{"id"});
}

}  // namespace
}  // namespace lossarium
