#include "core/datasets/csv.h"

#include "core/base/random.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <stop_token>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::TemporaryFolder;

Table parse(std::string_view text) { return parseCsv(text, "data.csv"); }
std::string errorIn(std::string_view text) {
  return errorOf([&] { parse(text); });
}

void expectXY(const Table& table) {
  ASSERT_EQ(table.rows, 2);
  EXPECT_EQ(table.column("x").numbers, (std::vector<double>{1.5, -2}));
  EXPECT_EQ(table.column("y").numbers, (std::vector<double>{3e2, 0.25}));
}

TEST(ParseCsv, ReadsEveryLineEndDelimiterAndMark) {
  for (const auto* text :
       {"x,y\n1.5,3e2\n-2,.25\n", "x,y\n1.5,3e2\n-2,.25", "x,y\r\n1.5,3e2\r\n-2,.25\r\n",
        "x,y\r\n1.5,3e2\r\n-2,.25", "\xEF\xBB\xBFx,y\n1.5,3e2\n-2,.25\n", "x;y\n1.5;3e2\n-2;.25\n",
        "x\ty\n1.5\t3e2\n-2\t.25\n", "\"x\",\"y\"\n\"1.5\",\"3e2\"\n\"-2\",.25\n",
        " x , y \n 1.5 , 3e2 \n -2 , +.25 \n", "\n\nx,y\n\n1.5,3e2\n\n-2,.25\n\n"}) {
    SCOPED_TRACE(text);
    expectXY(parse(text));
  }
}

TEST(ParseCsv, QuotedCellsHoldDelimitersQuotesAndLineEnds) {
  const Table table =
      parse("name,note\n\"a,b\",\"she said \"\"so\"\"\"\n\"two\nlines\",\"\"\"\"\nplain,\"\"\n");
  const auto& names = table.column("name").texts;
  ASSERT_EQ(names.size(), 3U);
  EXPECT_EQ(names[0].text, "a,b");
  EXPECT_EQ(names[1].text, "two\nlines");
  EXPECT_EQ(names[2].text, "plain");
  const auto& notes = table.column("note").texts;
  ASSERT_EQ(notes.size(), 2U) << "the empty one is missing";
  EXPECT_EQ(notes[0].text, "she said \"so\"");
  EXPECT_EQ(notes[1].text, "\"");
}

TEST(ParseCsv, LinesAreCountedThroughQuotedLineEnds) {
  const auto message = errorIn("x,y\n\"a\nb\nc\",1\n2,3,4\n");
  expectHolds(message, "line 5");
}

TEST(ParseCsv, DelimitersInsideAQuotedHeaderDoNotCount) {
  const Table table = parse("\"income, in francs, a year\";food\n1;2\n3;4\n");
  ASSERT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(table.columns[0].name, "income, in francs, a year");
}

TEST(ParseCsv, MissingCellsAreEmptyOrNA) {
  const Table table = parse("x,y\n1,NA\n,2\nNaN,3\n\"\",nan\n");
  const auto missing = [&](const char* name) {
    std::vector<bool> each;
    for (const double number : table.column(name).numbers) each.push_back(std::isnan(number));
    return each;
  };
  EXPECT_EQ(missing("x"), (std::vector<bool>{false, true, true, true}));
  EXPECT_EQ(missing("y"), (std::vector<bool>{true, false, false, true}));
  EXPECT_TRUE(table.column("x").texts.empty());
}

TEST(ParseCsv, AColumnIsOfNumbersWhenAtLeastHalfOfItsCellsAre) {
  const Table table = parse("half,less,none\n1,1,a\nb,b,b\nNA,c,c\n");
  EXPECT_FALSE(table.column("half").isText());
  EXPECT_TRUE(table.column("less").isText());
  EXPECT_TRUE(table.column("none").isText());
}

TEST(ParseCsv, OnlyWholeFiniteNumbersAreNumbers) {
  for (const auto* cell : {"inf", "1e999", "1.5x", "0x10", "1 2", "--1", "+-5", "++5", "+", "-"}) {
    SCOPED_TRACE(cell);
    const Table table = parse(std::string("x,y\n") + cell + ",1\n");
    EXPECT_EQ(table.column("x").texts.size(), 1U);
  }
}

TEST(ParseCsv, RaggedRowsAreRefusedWithTheirLine) {
  for (const auto& [row, cells] : {std::pair{"5", "1 cell,"}, {"5,6,7", "3 cells,"}, {"5,", ""}}) {
    if (std::string(cells).empty()) {
      EXPECT_NO_THROW(parse(std::string("x,y\n1,2\n") + row + "\n"));
      continue;
    }
    const auto message = errorIn(std::string("x,y\n1,2\n") + row + "\n");
    for (const char* part : {"data.csv", "line 3", cells, "2 columns"}) expectHolds(message, part);
  }
}

std::string rowsWith(const std::string& odd, int sound) {
  std::string text = "x,y\n";
  for (int i = 0; i < sound; ++i) text += (i == 3 ? odd : std::string()) + "1,2\n";
  return text;
}

TEST(ParseCsv, AFewRaggedRowsAreDroppedAndTold) {
  const Table one = parse(rowsWith("3,1,000\n", 9));
  EXPECT_EQ(one.rows, 9);
  EXPECT_EQ(one.ragged.note(one.rows),
            "1 of 10 rows was dropped: line 5 has 3 cells, but the header names 2 columns: is there a comma "
            "inside a number, or inside a text without quotes?");
  const Table two = parse(rowsWith("3\nwhat,is,this,here\n", 18));
  EXPECT_EQ(two.rows, 18);
  EXPECT_EQ(two.ragged.note(two.rows),
            "2 of 20 rows were dropped; the first, line 5, has 1 cell, but the header names 2 columns: are "
            "cells missing, or is it a remark?");
  EXPECT_EQ(parse(rowsWith("", 9)).ragged.note(9), "");
}

TEST(ParseCsv, MoreThanOneRaggedRowInTenIsRefused) {
  expectHolds(errorIn(rowsWith("1,2,3\n", 8)),
              "data.csv, line 5: 3 cells, but the header names 2 columns; is there a comma");
  expectHolds(errorIn(rowsWith("1,2,3\n4\n", 17)), "(so it is in 2 of 19 rows)");
}

TEST(ParseCsv, WhatIsLikelyWrongWithRaggedRowsIsSaid) {
  expectHolds(errorIn("x,y\n1;2\n3;4\n"), "is it parted by a semicolon, and the header by a comma?");
  expectHolds(errorIn("x;y\n1\t2\n"), "is it parted by a tab, and the header by a semicolon?");
  expectHolds(errorIn("x;y\na;b;c\n"), "is there a semicolon inside a text without quotes?");
  expectHolds(errorIn("Our survey\nx,y\n1,2\n"), "is the first line a title above the header");
}

TEST(ParseCsv, LinesOfBlanksAreNoRows) {
  const Table table = parse("x,y\n1,2\n  \n3,4\n\t\n");
  EXPECT_EQ(table.rows, 2);
  EXPECT_EQ(table.ragged.count, 0);
}

TEST(ParseCsv, AnEmptyFileIsRefused) {
  for (const auto* text : {"", "\n\n", "\xEF\xBB\xBF"}) expectHolds(errorIn(text), "data.csv is empty");
}

TEST(ParseCsv, AHeaderWithoutRowsIsRefused) {
  for (const auto* text : {"x,y", "x,y\n", "x,y\r\n\r\n"}) expectHolds(errorIn(text), "no rows");
}

TEST(ParseCsv, DoubledNamesAreRefused) {
  const auto message = errorIn("x,y,x\n1,2,3\n");
  expectHolds(message, "line 1");
  expectHolds(message, "'x'");
}

TEST(ParseCsv, AHeaderOfNumbersIsRefused) {
  expectHolds(errorIn("1,2\n3,4\n"), "line 1");
  EXPECT_NO_THROW(parse("year,1950\n3,4\n"));
}

TEST(ParseCsv, AQuoteThatNeverEndsIsRefusedWithTheLineWhereItBegan) {
  expectHolds(errorIn("x,y\n1,2\n\"3,4\n5,6\n"), "line 3");
}

TEST(ParseCsv, AColumnWithoutANameGetsItsNumber) {
  EXPECT_EQ(parse(",y\n1,2\n").columns[0].name, "column 1");
}

TEST(ParseCsv, AnUnknownColumnNamesTheNearest) {
  const Table table = parse("income,food\n1,2\n");
  expectHolds(errorOf([&] { table.column("incme"); }), "did you mean 'income'");
}

// A table of 20 MB, written beside a sum that the table must give back.
struct BigTable {
  std::string text = "x,label,y\n";
  double sum = 0;
  Index rows = 0;

  explicit BigTable(std::size_t bytes) {
    Random random(1, "big table");
    while (text.size() < bytes) {
      const double x = std::floor(random.uniform(-1e6, 1e6)) / 8;  // few binary digits: sums are exact
      sum += x;
      ++rows;
      text += toText(x) + ",\"a \"\"quoted\"\" word\"," + toText(random.uniform()) + "\n";
    }
  }
};

TEST(ReadCsv, ReadsTwentyMegabytes) {
  const BigTable big(20'000'000);
  const TemporaryFolder folder;
  std::vector<double> reports;
  const Progress progress({}, [&](double fraction) { reports.push_back(fraction); });
  const Table table = readCsv(folder.write("big.csv", big.text), progress);
  EXPECT_EQ(table.rows, big.rows);
  const auto& x = table.column("x").numbers;
  EXPECT_EQ(std::accumulate(x.begin(), x.end(), 0.0), big.sum);
  EXPECT_EQ(table.column("label").texts.back().text, "a \"quoted\" word");
  ASSERT_FALSE(reports.empty());
  EXPECT_TRUE(std::is_sorted(reports.begin(), reports.end()));
  EXPECT_LE(reports.back(), 1);
}

TEST(ReadCsv, StopsInMidFileWhenCancelled) {
  const BigTable big(5'000'000);
  const TemporaryFolder folder;
  std::stop_source stop;
  double reached = 0;
  const Progress progress(stop.get_token(), [&](double fraction) {
    reached = fraction;
    if (fraction > 0.3) stop.request_stop();
  });
  EXPECT_THROW(readCsv(folder.write("big.csv", big.text), progress), Cancelled);
  EXPECT_GT(reached, 0.3);
  EXPECT_LT(reached, 0.9);
}

TEST(ReadCsv, NamesAFileThatIsNotThere) {
  const TemporaryFolder folder;
  expectHolds(errorOf([&] { readCsv(folder.path() / "none.csv"); }), "none.csv");
  expectHolds(errorOf([&] { readCsv(folder.path()); }), "is a folder");
}

TEST(ParseCsv, TheUsualMarksOfMissingValuesAreKnown) {
  for (const auto* mark : {"NA", "N/A", "n/a", "#N/A", "NaN", "NULL", "null", "None"}) {
    const Table table = parse(std::string("x,y\n1,2\n") + mark + ",3\n");
    EXPECT_TRUE(std::isnan(table.column("x").numbers[1])) << mark;
    EXPECT_TRUE(table.column("x").texts.empty()) << mark;
  }
}

TEST(ParseCsv, DecimalCommasAreReadWhereTheCommaPartsNoCells) {
  const Table table = parse("x;y\n1,5;-2,25e1\n2;3.5\n");
  EXPECT_EQ(table.column("x").numbers, (std::vector<double>{1.5, 2}));
  EXPECT_EQ(table.column("y").numbers, (std::vector<double>{-22.5, 3.5}));
  EXPECT_TRUE(table.decimalCommas);
  EXPECT_FALSE(parse("x;y\n1.5;2\n").decimalCommas);
  EXPECT_EQ(parse("x;y\n1,234,5;2\n").column("x").texts.size(), 1U) << "two commas are no decimal";
  EXPECT_EQ(parse("x,y\n\"1,5\",2\n").column("x").texts.size(), 1U) << "the comma parts cells here";
}

TEST(ParseCsv, ADelimiterAtTheEndOfEachLineIsNoColumn) {
  const Table table = parse("x,y,\n1,2,\n3,4,\n");
  ASSERT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(parse("x,y,\n1,2,\n3,4,5\n").columns.size(), 3U) << "it holds a value";
}

TEST(ParseCsv, TextBehindAClosingQuoteIsRefused) {
  const auto message = errorIn("x,y\n1,2\n\"1\"2,3\n");
  expectHolds(message, "line 3");
  expectHolds(message, "closing quote");
  EXPECT_EQ(parse("x,y\n\"1\" , 2\n").column("x").numbers[0], 1);
}

TEST(ParseCsv, OtherEncodingsAreReadOrNamed) {
  const Table latin = parse(
      "gr\xF6\xDF"
      "e,y\n1,2\n");
  EXPECT_EQ(latin.columns[0].name, "größe");
  EXPECT_TRUE(latin.fromLatin1);
  EXPECT_FALSE(parse("größe,y\n1,2\n").fromLatin1);
  expectHolds(errorIn(std::string_view("\xFF\xFEx\0,\0", 6)), "UTF-16");
  const auto message = errorIn(std::string_view("x,y\n1,2\n3,\0\n", 12));
  expectHolds(message, "line 3");
  expectHolds(message, "zero byte");
}

}  // namespace
}  // namespace lossarium
