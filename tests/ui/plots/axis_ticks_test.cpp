#include "ui/plots/axis_ticks.h"

#include <QCategoryAxis>
#include <QChart>
#include <QSet>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

QString labels(double minimum, double maximum, int about) {
  return tickLabels(niceTicks(minimum, maximum, about)).join(QLatin1Char(' '));
}

QString logLabels(double minimum, double maximum, int about) {
  return logTickLabels(niceLogTicks(minimum, maximum, about)).join(QLatin1Char(' '));
}

TEST(AxisTicks, StepsAreOneTwoTwoAndAHalfOrFive) {
  EXPECT_EQ(labels(0, 10, 5), QStringLiteral("0 2 4 6 8 10"));
  EXPECT_EQ(labels(0, 1, 4), QStringLiteral("0.00 0.25 0.50 0.75 1.00"));
  EXPECT_EQ(labels(49, 74, 5), QStringLiteral("50 55 60 65 70"));
}

TEST(AxisTicks, MinusIsAMinusAndZeroHasNone) {
  EXPECT_EQ(labels(-1, 1, 4), QStringLiteral("−1.0 −0.5 0.0 0.5 1.0"));
}

TEST(AxisTicks, VeryLargeAndVerySmallShareOnePower) {
  EXPECT_EQ(labels(0, 2e7, 4), QStringLiteral("0 0.5×10⁷ 1.0×10⁷ 1.5×10⁷ 2.0×10⁷"));
  EXPECT_EQ(labels(-2e-6, 2e-6, 2), QStringLiteral("−2×10⁻⁶ 0 2×10⁻⁶"));
}

TEST(AxisTicks, HardRangesGiveFewFiniteDistinctTicks) {
  const std::pair<double, double> ranges[] = {
      {3, 3},          {0, 0},           {nan, 1},    {1, nan},         {-infinity, 5}, {5, -infinity},
      {-1e308, 1e308}, {1e17, 1e17 + 1}, {0, 5e-324}, {1e-300, 2e-300}, {7, 2}};
  for (const auto& [minimum, maximum] : ranges) {
    const std::vector<double> ticks = niceTicks(minimum, maximum, 5);
    const QStringList texts = tickLabels(ticks);
    SCOPED_TRACE(texts.join(QLatin1Char(' ')).toStdString());
    EXPECT_GE(ticks.size(), 2U);
    EXPECT_LE(ticks.size(), 12U);
    EXPECT_TRUE(std::all_of(ticks.begin(), ticks.end(), [](double tick) { return std::isfinite(tick); }));
    EXPECT_EQ(QSet<QString>(texts.begin(), texts.end()).size(), texts.size());
  }
}

TEST(AxisTicks, NiceRangeHoldsItsData) {
  const AxisRange range = niceRange(0.3, 37.2, 5);
  EXPECT_EQ(range, (AxisRange{0, 40}));
}

TEST(AxisTicks, LogTicksFollowTheNumberOfDecades) {
  EXPECT_EQ(logLabels(0.01, 100, 5), QStringLiteral("0.01 0.1 1 10 100"));
  EXPECT_EQ(logLabels(1, 50, 6), QStringLiteral("1 2 5 10 20 50"));
  EXPECT_EQ(logLabels(1e-12, 1, 4), QStringLiteral("10⁻¹² 10⁻⁸ 10⁻⁴ 10⁰"));
  EXPECT_EQ(logLabels(0.62, 0.71, 4), QStringLiteral("0.625 0.650 0.675 0.700"));
  EXPECT_GE(niceLogTicks(-1, 0, 4).size(), 2U);
  EXPECT_GE(niceLogTicks(nan, nan, 4).size(), 2U);
  EXPECT_GE(niceLogTicks(0, infinity, 4).size(), 2U);
}

TEST(AxisTicks, ReadableNumbers) {
  EXPECT_EQ(readableNumber(7.77205, 4), QStringLiteral("7.772"));
  EXPECT_EQ(readableNumber(-0.5, 4), QStringLiteral("−0.5"));
  EXPECT_EQ(readableNumber(120, 4), QStringLiteral("120"));
  EXPECT_EQ(readableNumber(99999.6, 5), QStringLiteral("100000"));
  EXPECT_EQ(readableNumber(-1.25e-9, 4), QStringLiteral("−1.25×10⁻⁹"));
  EXPECT_EQ(readableNumber(3e120, 4), QStringLiteral("3×10¹²⁰"));
  EXPECT_EQ(readableNumber(nan, 4), QStringLiteral("NaN"));
  EXPECT_EQ(readableNumber(-infinity, 4), QStringLiteral("−∞"));
  EXPECT_EQ(readableNumber(0, 4), QStringLiteral("0"));
}

TEST(AxisTicks, LabelledAxisShowsWhatItIsGiven) {
  QChart chart;
  QCategoryAxis* axis = addLabelledAxis(chart, Qt::AlignLeft);
  applyTicks(*axis, {0, 4}, {1, 2, 3}, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
  applyTicks(*axis, {0, 6}, {2, 5}, {QStringLiteral("b"), QStringLiteral("d")});
  EXPECT_EQ(axis->categoriesLabels(), (QStringList{QStringLiteral("b"), QStringLiteral("d")}));
  EXPECT_EQ(axis->endValue(QStringLiteral("b")), 2);
  EXPECT_EQ(axis->max(), 6);
}

TEST(SteadyRange, HoldsStillWhileTheDataFitAndFillIt) {
  const AxisRange first = steadyRange({0, 0}, {3, 37}, false);
  EXPECT_EQ(first, (AxisRange{0, 40}));
  EXPECT_EQ(steadyRange(first, {2.9, 36}, false), first);
  EXPECT_EQ(steadyRange(first, {2.9, 20}, false), first);
  EXPECT_NE(steadyRange(first, {2.9, 41}, false), first);
  EXPECT_NE(steadyRange(first, {0.1, 0.2}, false), first);
  EXPECT_EQ(steadyRange(first, {infinity, -infinity}, false), first);
}

TEST(SteadyRange, CurvesThatAreAllZeroHaveRoomToGrow) {
  const AxisRange range = steadyRange({0, 0}, {0, 0}, false);
  EXPECT_EQ(range.minimum, 0);
  EXPECT_EQ(range.maximum, 1);
}

TEST(SteadyRange, LogarithmicEndsAreOneTwoOrFive) {
  const AxisRange range = steadyRange({0, 0}, {std::log10(1.7), std::log10(38)}, true);
  EXPECT_NEAR(range.minimum, 0, 1e-12);
  EXPECT_NEAR(range.maximum, std::log10(50), 1e-12);
  EXPECT_GT(steadyRange({0, 0}, {2, 2}, true).span(), 0.2);
}

TEST(SpreadLabels, KeepsOrderDistanceAndBounds) {
  const std::vector<double> places = spreadLabels({50, 51, 10, 99}, 12, 0, 100);
  EXPECT_DOUBLE_EQ(places[0], 44.5);
  EXPECT_DOUBLE_EQ(places[1], 56.5);
  EXPECT_DOUBLE_EQ(places[2], 10);
  EXPECT_DOUBLE_EQ(places[3], 94);
  EXPECT_TRUE(spreadLabels({}, 12, 0, 100).empty());
}

TEST(PlotScale, ThereAndBackAgain) {
  const PlotScale scale{{10, 20, 100, 50}, {0, 10}, {-1, 1}};
  EXPECT_EQ(scale.toPixel({5, 1}), QPointF(60, 20));
  EXPECT_EQ(scale.toValue(scale.toPixel({3, 0.5})), QPointF(3, 0.5));
}

}  // namespace
}  // namespace lossarium::ui
