#include "core/landscape/contours.h"

#include "core/landscape/flatness.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace lossarium {
namespace {

Surface sampled(Index grid, const std::function<double(double, double)>& function) {
  Surface surface;
  surface.a = Vector::LinSpaced(grid, -2, 2);
  surface.b = Vector::LinSpaced(grid, -2, 2);
  surface.values.resize(grid, grid);
  for (Index row = 0; row < grid; ++row)
    for (Index column = 0; column < grid; ++column)
      surface.values(row, column) = function(surface.a(column), surface.b(row));
  surface.minimum = surface.values.minCoeff();
  surface.maximum = surface.values.maxCoeff();
  return surface;
}

double paraboloid(double a, double b) { return a * a + b * b; }

TEST(ContourLevels, LinearAreMultiplesOfANiceStep) {
  EXPECT_EQ(contourLevels(0, 10, 5, false), (std::vector<double>{2, 4, 6, 8}));
  for (const double level : contourLevels(-3.7, 12.1, 8, false)) {
    EXPECT_GT(level, -3.7);
    EXPECT_LT(level, 12.1);
    EXPECT_DOUBLE_EQ(level, std::round(level / 2) * 2);
  }
}

TEST(ContourLevels, LogarithmicAreOneTwoFiveOrDecades) {
  const auto fine = contourLevels(0.5, 30, 10, true);
  ASSERT_EQ(fine.size(), 5U);
  EXPECT_DOUBLE_EQ(fine[0], 1);
  EXPECT_DOUBLE_EQ(fine[1], 2);
  EXPECT_DOUBLE_EQ(fine[4], 20);
  const auto decades = contourLevels(1e-9, 1e3, 6, true);
  ASSERT_GE(decades.size(), 4U);
  for (const double level : decades) EXPECT_NEAR(std::log10(level), std::round(std::log10(level)), 1e-9);
}

TEST(ContourLevels, AnyInputGivesFewFiniteAscendingLevels) {
  const double huge = std::numeric_limits<double>::max(), inf = std::numeric_limits<double>::infinity();
  const std::vector<double> ends{-inf, -huge,     -1,   -1e-300, 0,   1e-320, 1e-300,
                                 1,    1 + 1e-15, 1e16, huge,    inf, NAN};
  for (const double low : ends)
    for (const double high : ends)
      for (const bool logarithmic : {false, true}) {
        const auto levels = contourLevels(low, high, 12, logarithmic);
        EXPECT_LE(levels.size(), 40U) << low << " " << high;
        for (std::size_t i = 0; i < levels.size(); ++i) {
          EXPECT_TRUE(std::isfinite(levels[i])) << low << " " << high;
          if (i) {
            EXPECT_GT(levels[i], levels[i - 1]);
          }
        }
      }
  EXPECT_TRUE(contourLevels(3, 3, 12, false).empty());
  EXPECT_TRUE(contourLevels(3, 3, 12, true).empty());
}

TEST(ContourLevels, RoundingHasNone) {
  EXPECT_TRUE(isFlat(1, 1 + 4e-16));
  EXPECT_TRUE(isFlat(0, 0));
  EXPECT_FALSE(isFlat(0, 1e-300));
  EXPECT_FALSE(isFlat(-1, -1 + 1e-9));
  EXPECT_TRUE(contourLevels(1 - 3e-14, 1 + 3e-14, 12, false).empty());
  EXPECT_FALSE(contourLevels(1 - 1e-9, 1 + 1e-9, 12, false).empty());
}

TEST(ContourLines, OfAParaboloidAreClosedCirclesAtTheRightRadius) {
  const Surface surface = sampled(101, paraboloid);
  for (const double radius : {0.5, 1.0, 1.7}) {
    const auto lines = contourLines(surface, radius * radius);
    ASSERT_EQ(lines.size(), 1U) << radius;
    EXPECT_EQ(lines[0].front(), lines[0].back());
    EXPECT_GT(lines[0].size(), 50U);
    for (const auto& point : lines[0])
      EXPECT_NEAR(point.norm(), radius, 0.04 * 0.04 / 8 / radius * 1.01 + 1e-12);
  }
}

TEST(ContourLines, OfAPlaneIsOneOpenStraightLine) {
  const Surface surface = sampled(21, [](double a, double b) { return a + 0.3 * b; });
  const auto lines = contourLines(surface, 0.25);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].front(), lines[0].back());
  for (const auto& point : lines[0]) EXPECT_NEAR(point.x() + 0.3 * point.y(), 0.25, 1e-12);
  EXPECT_NEAR(std::abs(lines[0].front().y() - lines[0].back().y()), 4, 1e-12);
}

TEST(ContourLines, CellsThatTouchNonFiniteValuesHaveNoPiece) {
  Surface surface = sampled(101, paraboloid);
  surface.values(50, 75) = NAN;  // at a = 1, b = 0
  surface.values(75, 50) = std::numeric_limits<double>::infinity();
  EXPECT_EQ(cellContour(surface, 50, 75, 1.0).count, 0);
  EXPECT_EQ(cellContour(surface, 49, 74, 1.0).count, 0);
  EXPECT_EQ(contourLines(surface, 1.0).size(), 2U);
}

TEST(ContourLines, ASaddleIsDecidedByTheMeanOfTheCell) {
  Surface surface;
  surface.a = surface.b = Vector::LinSpaced(2, 0, 1);
  surface.values.resize(2, 2);
  surface.values << 1, 0, 0, 1;  // high at (0, 0) and (1, 1)
  const CellContour joined = cellContour(surface, 0, 0, 0.4);
  ASSERT_EQ(joined.count, 2);  // the centre (0.5) is high: a line around each low corner
  for (const auto& piece : joined.pieces) {
    const Eigen::Vector2d middle = (piece.from + piece.to) / 2;
    EXPECT_GT(std::abs(middle.x() - middle.y()), 0.3);
  }
  const CellContour apart = cellContour(surface, 0, 0, 0.6);
  ASSERT_EQ(apart.count, 2);
  for (const auto& piece : apart.pieces) {
    const Eigen::Vector2d middle = (piece.from + piece.to) / 2;
    EXPECT_LT(std::abs(middle.x() - middle.y()), 1e-12);
  }
}

TEST(ContourLines, OfAConstantOrTinyGridAreEmpty) {
  EXPECT_TRUE(contourLines(sampled(11, [](double, double) { return 3.0; }), 2.0).empty());
  EXPECT_TRUE(contourLines(Surface{}, 2.0).empty());
}

}  // namespace
}  // namespace lossarium
