#include "tests/ui/plots/surface_samples.h"
#include "ui/plots/contour_map.h"
#include "ui/plots/slope_field_item.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

TEST(SlopeField, PointsDownTheGradient) {
  const auto surface = sampledSurface(201, bowl);
  const auto slopes = slopesOf(*surface, {-2, 2}, {-1, 3}, {0.25, 0.25});
  EXPECT_EQ(slopes.size(), 256U);
  for (const Slope& slope : slopes) {
    EXPECT_NEAR(slope.descent.x(), -2 * slope.place.x(), 1e-9) << "of a quadratic, differences are exact";
    EXPECT_NEAR(slope.descent.y(), -2 * (slope.place.y() - 1), 1e-9);
  }
}

TEST(SlopeField, LeavesOutWhatHasNoSlope) {
  const auto holed = sampledSurface(101, [](double a, double b) { return a > 0 ? double{NAN} : a * a + b; });
  for (const Slope& slope : slopesOf(*holed, {-2, 2}, {-1, 3}, {0.2, 0.2})) EXPECT_LT(slope.place.x(), 0);
  EXPECT_TRUE(slopesOf(Surface{}, {0, 1}, {0, 1}, {0.1, 0.1}).empty());
}

TEST(SlopeField, NoCellHasTwoArrowsHoweverFarOneZoomsIn) {
  const auto slopes = slopesOf(*sampledSurface(21, bowl), {-0.4, 0.4}, {0.6, 1.4}, {0.01, 0.01});
  EXPECT_LE(slopes.size(), 25U);
  for (std::size_t i = 1; i < slopes.size(); ++i) EXPECT_NE(slopes[i].place, slopes[i - 1].place);
}

TEST(SlopeField, TheMapShowsItWithTheArrows) {
  ContourMap map;
  map.setImmediate(true);
  map.resize(560, 420);
  SurfaceScene scene = sampledScene();
  map.setScene(scene);
  const QImage without = map.grab().toImage();
  scene.namesArrows = true;
  map.setScene(scene);
  const QImage with = map.grab().toImage();
  const QPoint corner = map.toPixel({1.7, -0.6}).toPoint();  // away from the way, the ball and the key
  int differs = 0;
  for (int x = -25; x <= 25; ++x)
    for (int y = -25; y <= 25; ++y)
      differs += with.pixel(corner + QPoint(x, y)) != without.pixel(corner + QPoint(x, y));
  EXPECT_GT(differs, 50);
}

}  // namespace
}  // namespace lossarium::ui
