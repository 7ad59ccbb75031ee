#include "core/datasets/default_target.h"

#include "core/datasets/embedded.h"
#include "core/datasets/table_dataset.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

std::string targetOf(std::string_view text) { return defaultTarget(parseCsv(text, "data.csv")); }

// A header above rows of numbers without a pattern, so that names alone decide.
std::string targetNamed(const std::string& header) {
  std::string text = header + "\n";
  for (const int row : {7, 3, 9, 4}) {
    const auto cells = std::count(header.begin(), header.end(), ',');
    for (std::ptrdiff_t i = 0; i <= cells; ++i) text += (i ? "," : "") + std::to_string(row + i);
    text += "\n";
  }
  return targetOf(text);
}

TEST(DefaultTarget, OfPenguinsIsTheSpeciesNotTheYear) {
  const Table table = parseCsv(embeddedTable("penguins.csv"), "penguins.csv");
  EXPECT_EQ(table.columns.back().name, "year");
  EXPECT_EQ(defaultTarget(table), "species");
  EXPECT_EQ(tableDataset(table, {}).task, Task::classes);
}

TEST(DefaultTarget, ATypicalNameComesFirst) {
  EXPECT_EQ(targetNamed("a,quality,b"), "quality");
  EXPECT_EQ(targetNamed("Target,a,b"), "Target");
  EXPECT_EQ(targetNamed("price,label,quality"), "label");
  EXPECT_EQ(targetNamed("price,b,quality"), "quality");
  EXPECT_EQ(targetNamed("a,SalePrice,b"), "SalePrice");
  EXPECT_EQ(targetNamed("a,median_house_value,b"), "median_house_value");
  EXPECT_EQ(targetNamed("y,a,b"), "y");
}

TEST(DefaultTarget, YBesideZIsACoordinate) {
  EXPECT_EQ(targetNamed("x,y,z"), "z");
  EXPECT_EQ(targetNamed("x,y,species"), "species");
}

TEST(DefaultTarget, ATypicalNameOverValuesThatTellNothingIsPassedBy) {
  EXPECT_EQ(targetOf("label,a\n5,3\n5,4\n5,1\n"), "a");
  std::string names = "class,a\n";
  for (int i = 0; i < 70; ++i) names += "n" + std::to_string(i) + "," + std::to_string(i * i) + "\n";
  EXPECT_EQ(targetOf(names), "a");
}

TEST(DefaultTarget, TextsOfFewClassesAtTheEndComeNext) {
  EXPECT_EQ(targetOf("a,kind\n4,u\n2,v\n9,u\n1,v\n8,v\n3,u\n"), "kind");
  EXPECT_EQ(targetOf("a,kind\n4,u\n2,v\n9,w\n1,x\n8,y\n3,z\n"), "a") << "as many classes as rows";
  EXPECT_EQ(targetOf("kind,a\nu,4\nv,2\nu,9\nv,1\nv,8\nu,3\n"), "a") << "not at the end";
}

TEST(DefaultTarget, NumbersThatNameARowAreNone) {
  for (const auto* last : {"year", "model_year", "id", "CustomerID", "index", "Unnamed: 0", "date", "\"\""})
    EXPECT_EQ(targetNamed(std::string("a,b,") + last), "b") << last;
  EXPECT_EQ(targetOf("a,count\n4,1\n2,2\n9,3\n"), "a");
  EXPECT_EQ(targetOf("a,count\n4,0\n2,1\n9,2\n"), "a");
  EXPECT_EQ(targetOf("a,count\n4,1\n2,2\n9,4\n"), "count");
}

TEST(DefaultTarget, WhereNothingElseIsLeftAnyNumberWill) {
  EXPECT_EQ(targetOf("name,year\nu,1990\nv,1991\nw,1990\n"), "year");
  EXPECT_EQ(targetOf("name,other\nu,a\nv,b\nw,c\n"), "other");
}

}  // namespace
}  // namespace lossarium
