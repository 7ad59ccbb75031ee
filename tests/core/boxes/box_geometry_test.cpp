#include "core/boxes/box_geometry.h"

#include <gtest/gtest.h>

#include <numbers>

namespace lossarium {
namespace {

using Eigen::Vector4d;

TEST(BoxGeometry, CornersAndCentreWithSizeSayTheSame) {
  EXPECT_EQ(centreSizeOf({1, 2, 5, 3}), Vector4d(3, 2.5, 4, 1));
  EXPECT_EQ(centreSizeOf({5, 3, 1, 2}), Vector4d(3, 2.5, 4, 1));
  EXPECT_EQ(cornersOf({3, 2.5, 4, 1}), Vector4d(1, 2, 5, 3));
  EXPECT_EQ(cornersOf({3, 2.5, -4, -1}), Vector4d(1, 2, 5, 3)) << "a negative size is turned over";
  EXPECT_EQ(cornersOf({3, 2.5, 0, 0}), Vector4d(3, 2.5, 3, 2.5));
  EXPECT_EQ(upright({5, 2, 1, 3}), Vector4d(1, 2, 5, 3));
}

TEST(BoxGeometry, AGradientByCentreAndSizeIsThatOfTheBoxThereIs) {
  EXPECT_EQ(byCentreSize({1, 10, 4, 20}, {0, 0, 2, 2}), Vector4d(5, 30, 1.5, 5));
  // The first corner is the right one: as it moves right the box grows.
  EXPECT_EQ(byCentreSize({4, 10, 1, 20}, {2, 0, 0, 2}), Vector4d(5, 30, 1.5, 5));
}

TEST(BoxGeometry, MeasuresWhatIsDrawn) {
  const BoxGeometry two = boxGeometry({2, 2, 0, 0}, {1, 1, 4, 3});
  EXPECT_EQ(two.prediction, Vector4d(0, 0, 2, 2));
  EXPECT_EQ(two.overlap, Vector4d(1, 1, 2, 2));
  EXPECT_EQ(two.enclosing, Vector4d(0, 0, 4, 3));
  EXPECT_FALSE(two.apart);
  EXPECT_EQ(two.overlapArea, 1);
  EXPECT_EQ(two.unionArea, 9);
  EXPECT_EQ(two.enclosingArea, 12);
  EXPECT_EQ(two.emptyArea, 3);
  EXPECT_DOUBLE_EQ(two.iou, 1.0 / 9);
  EXPECT_DOUBLE_EQ(two.centreDistance, std::hypot(1.5, 1.0));
  EXPECT_EQ(two.diagonal, 5);
  EXPECT_DOUBLE_EQ(two.predictionAngle, std::numbers::pi / 4);
  EXPECT_DOUBLE_EQ(two.targetAngle, std::atan(1.5));
}

TEST(BoxGeometry, ApartBoxesShareNothing) {
  const BoxGeometry two = boxGeometry({0, 0, 1, 1}, {2, 0, 3, 1});
  EXPECT_TRUE(two.apart);
  EXPECT_EQ(two.overlapArea, 0);
  EXPECT_EQ(two.emptyArea, 1);
  EXPECT_FALSE(boxGeometry({0, 0, 1, 1}, {1, 0, 2, 1}).apart) << "they touch";
}

TEST(BoxGeometry, PointsAndLinesHaveNumbers) {
  const BoxGeometry same = boxGeometry({1, 1, 1, 1}, {1, 1, 1, 1});
  EXPECT_EQ(same.iou, 1);
  EXPECT_EQ(same.centreDistance, 0);
  EXPECT_EQ(same.predictionAngle, 0);
  const BoxGeometry lines = boxGeometry({0, 1, 4, 1}, {2, 0, 2, 4});
  EXPECT_EQ(lines.iou, 0);
  EXPECT_EQ(lines.overlapArea, 0);
  EXPECT_DOUBLE_EQ(lines.predictionAngle, std::numbers::pi / 2);
  EXPECT_EQ(lines.targetAngle, 0);
  EXPECT_EQ(lines.enclosingArea, 16);
  EXPECT_EQ(lines.emptyArea, 16);
}

}  // namespace
}  // namespace lossarium
