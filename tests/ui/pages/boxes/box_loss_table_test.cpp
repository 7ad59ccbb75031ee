#include "ui/pages/boxes/box_loss_table.h"

#include "core/losses/loss.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/number_field.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <set>

namespace lossarium::ui {
namespace {

using Eigen::Vector4d;

std::vector<BoxLossLine> linesOf(const Vector4d& prediction, const Vector4d& target) {
  std::vector<BoxLossLine> lines;
  for (const std::string_view id : boxLossIds()) {
    const Choice loss{std::string(id), {}};
    lines.push_back({loss, id != "siou", BoxTerms(loss).at(prediction, target)});
  }
  return lines;
}

class Shown {
 public:
  explicit Shown(QSize size = {560, 320}) {
    table.show(linesOf({0, 0, 2, 2}, {1, 1, 3, 3}));
    table.resize(size);
    table.show();
    QTest::qWait(1);
  }
  QTableWidget* grid() { return table.findChild<QTableWidget*>(); }
  QPoint middleOf(int line, int column) {
    return grid()->visualItemRect(grid()->item(line, column)).center();
  }
  BoxLossTable table;
};

// IoU 1/7; the empty part of the enclosing box 2/9.
TEST(BoxLossTable, HasALineForEachLossWithItsTermsAndGradient) {
  Shown shown({640, 320});
  ASSERT_EQ(shown.grid()->rowCount(), 7);
  const QStringList giou = shown.table.textOf(1);
  EXPECT_EQ(giou[0], QStringLiteral("GIoU"));
  EXPECT_EQ(giou[1], QStringLiteral("1.079"));
  EXPECT_EQ(giou[2], QStringLiteral("0.857 + 0.222"));
  EXPECT_EQ(giou.size(), 7);
  EXPECT_EQ(shown.table.textOf(0)[2], QString()) << "a single term is the value";
  EXPECT_EQ(shown.table.textOf(4)[2].count(QLatin1Char('+')), 3);
  // dIoU/dx1: the union shrinks by 2; 1·2/49 of IoU.
  EXPECT_EQ(shown.table.textOf(0).mid(3), (QStringList{QStringLiteral("−0.041"), QStringLiteral("−0.041"),
                                                       QStringLiteral("−0.122"), QStringLiteral("−0.122")}));
}

TEST(BoxLossTable, TellsGradientsByCentreAndSize) {
  Shown shown;
  shown.table.setByCentre(true);
  EXPECT_EQ(shown.table.textOf(0).mid(3), (QStringList{QStringLiteral("−0.163"), QStringLiteral("−0.163"),
                                                       QStringLiteral("−0.041"), QStringLiteral("−0.041")}));
  EXPECT_EQ(shown.grid()->horizontalHeaderItem(4)->text(), QStringLiteral("∂cx"));
}

TEST(BoxLossTable, SaysWhereThereIsNoGradient) {
  Shown shown;
  shown.table.show(linesOf({0, 0, 1, 1}, {3, 3, 4, 5}));
  EXPECT_EQ(shown.table.textOf(0).back(), QStringLiteral("no gradient: no common area"));
  EXPECT_EQ(shown.table.textOf(6).back(), QStringLiteral("no gradient: no common area"));
  EXPECT_EQ(shown.table.textOf(1).size(), 7);
  shown.table.show(linesOf({0, 0, 1, 1}, {0, 0, 1, 1}));
  EXPECT_EQ(shown.table.textOf(3).back(), QStringLiteral("no gradient: at its minimum"));
  shown.table.show(linesOf({0, 0, 2, 2}, {1, 1, 3, 3}));
  EXPECT_EQ(shown.table.textOf(0).size(), 7) << "the four numbers are back";
}

TEST(BoxLossTable, ChecksSayWhatIsShown) {
  Shown shown;
  const auto checks = shown.table.findChildren<QCheckBox*>();
  ASSERT_EQ(checks.size(), 7);
  EXPECT_TRUE(checks[0]->isChecked());
  EXPECT_FALSE(checks[5]->isChecked());
  QSignalSpy spy(&shown.table, &BoxLossTable::shownChanged);
  QTest::mouseClick(checks[5], Qt::LeftButton, {}, checks[5]->rect().center());
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toString(), QStringLiteral("siou"));
  EXPECT_TRUE(spy[0][1].toBool());
  for (const QCheckBox* each : checks) EXPECT_FALSE(each->accessibleName().isEmpty());
}

TEST(BoxLossTable, AClickOrKeyChoosesALineAndItsTermsAreNamed) {
  Shown shown;
  QSignalSpy spy(&shown.table, &BoxLossTable::selected);
  QTest::mouseClick(shown.grid()->viewport(), Qt::LeftButton, {}, shown.middleOf(1, 1));
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toString(), QStringLiteral("giou"));
  EXPECT_TRUE(shown.table.details().contains(QStringLiteral("empty part of the enclosing box 0.222")));
  QTest::keyClick(shown.grid(), Qt::Key_Down);
  EXPECT_EQ(spy.last()[0].toString(), QStringLiteral("diou"));
  shown.table.select(QStringLiteral("ciou"));
  EXPECT_EQ(spy.count(), 2) << "told from outside it says nothing";
  EXPECT_EQ(shown.table.selectedLoss(), QStringLiteral("ciou"));
  EXPECT_TRUE(shown.table.details().contains(QStringLiteral("α = 0")));
}

TEST(BoxLossTable, TheChosenLossBringsItsParameters) {
  Shown shown;
  EXPECT_TRUE(shown.table.findChildren<NumberField*>().isEmpty());
  shown.table.select(QStringLiteral("alpha_iou"));
  const auto fields = shown.table.findChildren<NumberField*>();
  ASSERT_EQ(fields.size(), 1);
  EXPECT_EQ(fields[0]->text().toDouble(), 3);
  QSignalSpy spy(&shown.table, &BoxLossTable::parameterChanged);
  fields[0]->setFocus();
  fields[0]->selectAll();
  QTest::keyClicks(fields[0], QStringLiteral("2"));
  QTest::keyClick(fields[0], Qt::Key_Return);
  ASSERT_GE(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toString(), QStringLiteral("alpha_iou"));
  EXPECT_EQ(spy[0][1].toString(), QStringLiteral("power"));
  EXPECT_EQ(spy[0][2].value<Value>(), Value(2.0));
}

TEST(BoxLossTable, FitsItsWidth) {
  for (const int width : {560, 900}) {
    Shown shown({width, 320});
    int all = 0;
    for (int column = 0; column < shown.grid()->columnCount(); ++column) {
      all += shown.grid()->columnWidth(column);
      if (column < 2) continue;
      const QFontMetrics metrics(shown.grid()->font());
      for (int line = 0; line < 7; ++line)
        EXPECT_LE(metrics.horizontalAdvance(shown.grid()->item(line, column)->text()) + 4,
                  shown.grid()->columnWidth(column))
            << width << " " << line << " " << column;
    }
    EXPECT_LE(all, width);
    EXPECT_EQ(shown.table.textOf(1)[2].contains(QStringLiteral("IoU")), width > 800) << "terms are named";
  }
}

TEST(BoxLossTable, SmallGradientsShareAPowerOfTen) {
  Shown shown;
  shown.table.show(linesOf({0, 0, 2000, 2000}, {1000, 1000, 3000, 3000}));
  EXPECT_EQ(shown.table.textOf(0)[3], QStringLiteral("−0.041"));
  EXPECT_EQ(shown.grid()->horizontalHeaderItem(4)->text(), QStringLiteral("10³∂x1"));
  EXPECT_EQ(shown.table.textOf(0)[1], QStringLiteral("0.857"));
}

TEST(BoxNumberScale, HoldsUntilNumbersLeaveIt) {
  BoxNumberScale scale;
  scale.follow(0.006);
  EXPECT_EQ(scale.power(), 0);
  scale.follow(0.004);
  EXPECT_EQ(scale.power(), -3);
  scale.follow(0.4);
  EXPECT_EQ(scale.power(), -3) << "400 of it can still be read";
  scale.follow(1);
  EXPECT_EQ(scale.power(), 0);
  scale.follow(std::numeric_limits<double>::infinity());
  scale.follow(0);
  EXPECT_EQ(scale.power(), 0);
  scale.follow(1e-290);
  EXPECT_EQ(scale.text(-1e-290, 3).left(1), QStringLiteral("−"));
  EXPECT_EQ(fixedText(-0.0001, 3), QStringLiteral("0.000"));
}

TEST(BoxMarks, SevenLossesAreToldApart) {
  for (const PlotStyle& style : {PlotStyle::light(), PlotStyle::darkStyle()}) {
    std::set<QRgb> colors;
    for (std::size_t i = 0; i < boxLossIds().size(); ++i) colors.insert(colorOfRun(i, style).rgb());
    EXPECT_EQ(colors.size(), boxLossIds().size());
  }
  EXPECT_EQ(runLetter(6), QStringLiteral("G"));
}

}  // namespace
}  // namespace lossarium::ui
