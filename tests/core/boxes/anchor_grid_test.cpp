#include "core/boxes/anchor_grid.h"

#include "core/boxes/regression_simulation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

constexpr double casesEach = static_cast<double>(RegressionCases::count);

TEST(AnchorGrid, HasTheMeanOfACaseInEachCell) {
  const std::vector<AnchorPoint> points{{7.1, 7.1}, {7.9, 8.9}, {10, 10}, {12.9, 7.2}};
  const std::vector<double> errors{casesEach, 3 * casesEach, 5 * casesEach, 7 * casesEach};
  const AnchorGrid grid = anchorGrid(points, errors, 3);
  EXPECT_DOUBLE_EQ(grid.side, 2);
  EXPECT_TRUE(grid.centres.isApprox(Eigen::Vector3d(8, 10, 12)));
  EXPECT_DOUBLE_EQ(grid.mean(0, 0), 2) << "of two points";
  EXPECT_EQ(grid.points(0, 0), 2);
  EXPECT_DOUBLE_EQ(grid.mean(1, 1), 5);
  EXPECT_DOUBLE_EQ(grid.mean(0, 2), 7) << "rows go with y";
  EXPECT_TRUE(std::isnan(grid.mean(2, 0))) << "no point, no mean";
  EXPECT_EQ(grid.points(2, 0), 0);
}

TEST(AnchorGrid, KeepsWhatLiesOnItsEdge) {
  const std::vector<AnchorPoint> points{{13, 10}, {10, 13}, {7, 10}};
  const AnchorGrid grid = anchorGrid(points, std::vector<double>(3, casesEach), 5);
  EXPECT_EQ(grid.points.sum(), 3);
  EXPECT_EQ(grid.points(2, 4), 1);
  EXPECT_EQ(grid.points(4, 2), 1);
  EXPECT_EQ(grid.points(2, 0), 1);
}

TEST(AnchorGrid, LosesNothingOfASimulation) {
  const auto points = anchorPoints(300, 4);
  const RegressionResult result = simulateRegression({"giou", {}}, points);
  const AnchorGrid grid = anchorGrid(points, result.finalError, anchorCellsAcross(300));
  EXPECT_EQ(grid.points.sum(), 300);
  double sum = 0;
  for (Index row = 0; row < grid.mean.rows(); ++row)
    for (Index column = 0; column < grid.mean.cols(); ++column)
      if (grid.points(row, column) > 0)
        sum += grid.mean(row, column) * static_cast<double>(grid.points(row, column)) * casesEach;
  EXPECT_NEAR(sum, result.totalError.back(), 1e-9 * sum);
}

TEST(AnchorGrid, HasACellAboutTheTargetsAndFewEmptyOnes) {
  for (const Index count : {1, 50, 2000, 5000, 100'000, 1'000'000})
    EXPECT_EQ(anchorCellsAcross(count) % 2, 1) << count;
  EXPECT_EQ(anchorCellsAcross(1), 5);
  EXPECT_EQ(anchorCellsAcross(1'000'000), 61);
  for (const Index count : {2000, 5000, 20'000}) {
    const auto points = anchorPoints(count, 1);
    const AnchorGrid grid =
        anchorGrid(points, std::vector<double>(points.size(), 1.0), anchorCellsAcross(count));
    const double inside = anchorRadius - grid.side;  // whole cells
    int cells = 0, empty = 0;
    for (Index row = 0; row < grid.mean.rows(); ++row)
      for (Index column = 0; column < grid.mean.cols(); ++column)
        if (std::hypot(grid.centres[row] - targetCentre, grid.centres[column] - targetCentre) < inside) {
          ++cells;
          empty += grid.points(row, column) == 0 ? 1 : 0;
        }
    EXPECT_LE(empty, cells / 100) << count;
  }
}

}  // namespace
}  // namespace lossarium
