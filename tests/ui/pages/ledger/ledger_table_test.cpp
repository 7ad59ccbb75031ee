// The ledger's table, looked through with pointer and keys.
#include "ui/pages/ledger/ledger_table.h"

#include "core/experiment/problem.h"
#include "ui/pages/ledger/ledger_model.h"
#include "ui/pages/ledger/ledger_words.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using Settings = std::map<std::string, Value>;

std::shared_ptr<const Problem> problemOf(const Settings& settings) {
  return build(withSettings(defaultExperiment(), settings));
}

std::shared_ptr<const Ledger> ledgerOf(const Settings& settings, const Vector& weights) {
  return lossarium::ledgerOf(problemOf(settings), weights, 0);
}

// The phone calls with a line that the outliers have pulled up.
std::shared_ptr<const Ledger> ledgerOf(const Settings& settings) {
  return ledgerOf(settings, Eigen::Vector2d(3.5, 5));
}

class Table : public ::testing::Test {
 protected:
  void SetUp() override {
    table.resize(470, 200);
    table.show({{.ledger = ledgerOf({})}});
    table.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&table));
    leave();  // wherever the pointer was before
  }
  void leave() {
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(table.viewport(), &leave);
  }
  QString cell(int line, int column) { return table.model()->index(line, column).data().toString(); }
  int column(const QString& title) {
    for (int i = 0; i < table.model()->columnCount(); ++i)
      if (table.model()->headerData(i, Qt::Horizontal).toString().section(' ', 0, 0) == title) return i;
    ADD_FAILURE() << "no column " << title.toStdString();
    return 0;
  }
  void clickHead(const QString& title) {
    const int x = table.columnViewportPosition(column(title)) + 10;
    QTest::mouseClick(table.horizontalHeader()->viewport(), Qt::LeftButton, {},
                      {x, table.horizontalHeader()->height() / 2});
  }
  QPoint middleOf(int line) { return table.visualRect(table.model()->index(line, 2)).center(); }
  void pointAt(int line) {
    QTest::mouseMove(table.viewport(), middleOf(line) + QPoint(1, 0));
    QTest::mouseMove(table.viewport(), middleOf(line));
  }
  bool tableHolds(const char* text) { return table.asText().contains(QString::fromUtf8(text)); }
  bool isLit(int line) { return table.model()->index(line, 0).data(LedgerModel::litRole).toBool(); }

  LedgerTable table;
};

TEST_F(Table, TheCostliestRowComesFirst) {
  ASSERT_EQ(table.model()->rowCount(), 24);
  EXPECT_EQ(cell(0, 0), QStringLiteral("20"));  // 1969: 21.2 tens of millions of minutes
  const auto ledger = ledgerOf({});
  for (int line = 0; line + 1 < 24; ++line)
    EXPECT_GE(ledger->loss[table.rowOfLine(line)], ledger->loss[table.rowOfLine(line + 1)]);
  EXPECT_EQ(table.lineOf(table.rowOfLine(7)), 7);
  EXPECT_LE(table.columnViewportPosition(6) + table.columnWidth(6), table.viewport()->width());
}

TEST_F(Table, AClickOnAHeadingSortsAndASecondTurnsItRound) {
  clickHead("row");
  EXPECT_EQ(cell(0, 0), QStringLiteral("1"));
  EXPECT_EQ(cell(23, 0), QStringLiteral("24"));
  clickHead("row");
  EXPECT_EQ(cell(0, 0), QStringLiteral("24"));
  clickHead("pull");
  const auto ledger = ledgerOf({});
  Index hardest = 0;
  ledger->pull.maxCoeff(&hardest);
  EXPECT_EQ(table.rowOfLine(0), hardest);
}

TEST_F(Table, TheRowUnderThePointerIsToldAndMarked) {
  QSignalSpy hovered(&table, &LedgerTable::rowHovered);
  pointAt(2);
  ASSERT_EQ(hovered.count(), 1);
  EXPECT_EQ(hovered.back()[0].toInt(), table.rowOfLine(2));
  EXPECT_TRUE(isLit(2));
  pointAt(3);
  EXPECT_FALSE(isLit(2));
  EXPECT_TRUE(isLit(3));
  leave();
  EXPECT_EQ(hovered.back()[0].toInt(), -1);
  EXPECT_FALSE(isLit(3));
}

TEST_F(Table, UnderThePointerTheOrderHolds) {
  pointAt(1);
  const int row = table.rowOfLine(1);
  const auto other = ledgerOf({}, Eigen::Vector2d(-9, 30));
  table.show({{.ledger = other}});
  EXPECT_EQ(table.rowOfLine(1), row);
  leave();
  EXPECT_EQ(table.rowOfLine(0), static_cast<int>(other->costliest.front()));
}

TEST_F(Table, ARowThatIsLitFromOutsideComesIntoSight) {
  const int row = table.rowOfLine(23);
  ASSERT_FALSE(table.viewport()->rect().contains(middleOf(23)));
  table.light(row);
  EXPECT_TRUE(isLit(23));
  EXPECT_TRUE(table.viewport()->rect().contains(middleOf(23)));
  table.light(-1);
  EXPECT_FALSE(isLit(23));
}

TEST_F(Table, ThePointersRowIsNotTakenAway) {
  pointAt(1);
  const int before = table.verticalScrollBar()->value();
  table.light(table.rowOfLine(23));
  EXPECT_TRUE(isLit(1));
  EXPECT_EQ(table.verticalScrollBar()->value(), before);
}

TEST_F(Table, TheKeysChooseSortAndPick) {
  QSignalSpy hovered(&table, &LedgerTable::rowHovered), picked(&table, &LedgerTable::rowPicked);
  table.activateWindow();
  table.setFocus(Qt::TabFocusReason);
  ASSERT_TRUE(QTest::qWaitForWindowActive(&table));
  QTest::keyClick(&table, Qt::Key_Down);
  QTest::keyClick(&table, Qt::Key_Down);
  ASSERT_FALSE(hovered.isEmpty());
  const int row = hovered.back()[0].toInt();
  EXPECT_EQ(row, table.rowOfLine(table.currentIndex().row()));
  QTest::keyClick(&table, Qt::Key_Return);
  ASSERT_EQ(picked.count(), 1);
  EXPECT_EQ(picked[0][0].toInt(), row);
  QTest::keyClick(&table, Qt::Key_Right);  // from the shares to the pulls
  EXPECT_TRUE(table.model()->headerData(column("pull"), Qt::Horizontal).toString().endsWith("▾"));
  EXPECT_EQ(table.rowOfLine(table.currentIndex().row()), row) << "the chosen line goes with its row";
}

TEST_F(Table, AClickPicks) {
  QSignalSpy picked(&table, &LedgerTable::rowPicked);
  QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, middleOf(1));
  ASSERT_EQ(picked.count(), 1);
  EXPECT_EQ(picked[0][0].toInt(), table.rowOfLine(1));
}

TEST_F(Table, OfSeveralRunsEachHasItsShares) {
  const auto mse = ledgerOf({}), huber = ledgerOf({{"loss.id", std::string("huber")}});
  table.show({{"A", Qt::blue, mse}, {"B", Qt::red, huber}});
  ASSERT_EQ(table.model()->columnCount(), 5);
  EXPECT_EQ(table.rowOfLine(0), static_cast<int>(mse->costliest.front()));
  clickHead("B");
  EXPECT_EQ(table.rowOfLine(0), static_cast<int>(huber->costliest.front()));
  const QModelIndex of = table.model()->index(0, column("B"));
  EXPECT_EQ(of.data(LedgerModel::colorRole).value<QColor>(), QColor(Qt::red));
  const double a = table.model()->index(0, column("A")).data(LedgerModel::barRole).toDouble(),
               b = of.data(LedgerModel::barRole).toDouble();
  const Index row = huber->costliest.front();
  EXPECT_NEAR(a / b, mse->share[row] / huber->share[row], 1e-12) << "bars of all runs have one scale";
  table.show({{.ledger = mse}});
  EXPECT_EQ(table.model()->columnCount(), 7);
}

TEST_F(Table, OfClassesIsReadByName) {
  const auto problem =
      problemOf({{"dataset.id", std::string("iris")}, {"dataset.target", std::string("species")}});
  table.show({{.ledger = lossarium::ledgerOf(problem, problem->startWeights(), 0)}});
  EXPECT_TRUE(cell(0, 2) == "setosa" || cell(0, 2) == "versicolor" || cell(0, 2) == "virginica")
      << cell(0, 2).toStdString();
  EXPECT_TRUE(cell(0, 3).endsWith("%")) << cell(0, 3).toStdString();
}

TEST_F(Table, SixtyThousandRowsScroll) {
  const auto problem = problemOf({{"dataset.id", std::string("noisy_line")},
                                  {"dataset.samples", std::int64_t{20000}},
                                  {"split.validation", 0.0},
                                  {"split.test", 0.0}});
  const auto ledger = lossarium::ledgerOf(problem, problem->startWeights(), 0);
  table.show({{.ledger = ledger}});
  ASSERT_EQ(table.model()->rowCount(), static_cast<int>(problem->rows.train.size()));
  table.scrollToBottom();
  QTest::qWait(1);
  const QModelIndex last = table.model()->index(table.model()->rowCount() - 1, 0);
  EXPECT_TRUE(table.viewport()->rect().intersects(table.visualRect(last)));
}

TEST_F(Table, AFileHasEveryDigitInTheDatasOrder) {
  const auto ledger = ledgerOf({});
  const QString csv = QString::fromStdString(ledgerCsv({{.ledger = ledger}}));
  const QStringList lines = csv.split('\n', Qt::SkipEmptyParts);
  ASSERT_EQ(lines.size(), 25);
  EXPECT_TRUE(lines[0].startsWith("row,")) << lines[0].toStdString();
  EXPECT_TRUE(lines[0].endsWith(",prediction,loss,part,share,pull,along"));
  const QStringList third = lines[3].split(',');
  EXPECT_EQ(third[0], "3");
  EXPECT_EQ(third[third.size() - 3].toDouble(), ledger->share[2]);
  EXPECT_EQ(third.back().toDouble(), ledger->along[2]);
}

TEST(LedgerSentence, SaysHowFewRowsMakeMostOfTheLoss) {
  const auto ledger = ledgerOf({}, Eigen::Vector2d(0, 2));  // below all outliers
  const QString sentence = ledgerSentence(*ledger);
  const Index rows = rowsThatMake(*ledger, 0.8);
  ASSERT_GT(rows, 1);
  EXPECT_TRUE(sentence.startsWith(QStringLiteral("%1 of 24 rows make ").arg(rows))) << sentence.toStdString();
  EXPECT_TRUE(sentence.contains("pulls hardest")) << sentence.toStdString();
}

TEST_F(Table, AnArrowSaysWhetherARowPullsTheWayTheRunGoes) {
  const auto ledger = ledgerOf({});
  for (int line = 0; line < 24; ++line) {
    const Index row = table.rowOfLine(line);
    ASSERT_NE(ledger->along[row], 0);
    const QString pull = cell(line, column("pull"));
    if (senseOf(*ledger, row) != 0) {
      EXPECT_EQ(pull.endsWith("→"), ledger->along[row] > 0) << pull.toStdString();
      EXPECT_EQ(pull.endsWith("←"), ledger->along[row] < 0) << pull.toStdString();
    }
  }
  EXPECT_TRUE(tableHolds("→"));
  EXPECT_TRUE(tableHolds("←"));
}

TEST(LedgerSentence, OneRowCanBeAllOfIt) {
  const Settings far{{"dataset.edits", std::vector<std::string>{"move 24 73 1000"}}};
  EXPECT_TRUE(ledgerSentence(*ledgerOf(far)).startsWith("Row 24 alone makes"));
}

TEST(LedgerSentence, WhatCostsMostNeedNotPull) {
  const Settings far{{"loss.id", std::string("tukey_biweight")},
                     {"dataset.edits", std::vector<std::string>{"move 24 73 1000"}}};
  const auto ledger = ledgerOf(far, Eigen::Vector2d(0, 4));
  EXPECT_TRUE(ledgerSentence(*ledger).contains("costs most and does not pull"))
      << ledgerSentence(*ledger).toStdString();
}

}  // namespace
}  // namespace lossarium::ui
