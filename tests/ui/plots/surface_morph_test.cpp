#include "ui/plots/surface_morph.h"

#include "tests/ui/plots/surface_samples.h"
#include "ui/plots/surface_painter.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

double saddle(double a, double b) { return 40 + a * a - (b - 1) * (b - 1); }

SurfaceScene groundedScene(const Height& height, Index grid = 61) {
  SurfaceScene scene = sampledScene(height, grid);
  scene.ground = {Choice{"line"}};
  return scene;
}

ShownSurface shown(SurfaceScene scene) {
  auto kept = std::make_shared<const SurfaceScene>(std::move(scene));
  return {kept, surfaceGeometry(*kept)};
}

double heightIn(const ShownSurface& surface, double a, double b) {
  return surface.geometry->restingPoint({a, b}).z();
}

TEST(SurfaceMorph, BeginsAsTheOneAndEndsAsTheOther) {
  const ShownSurface from = shown(groundedScene(bowl)), to = shown(groundedScene(saddle));
  for (const auto& [share, end] : {std::pair(0.0, from), std::pair(1.0, to)}) {
    const ShownSurface there = morphed(MorphStep{from, share}, to);
    EXPECT_EQ(there.geometry->fractions().values, end.geometry->fractions().values);
    EXPECT_EQ(there.geometry->scale().maximum(), end.geometry->scale().maximum());
    ASSERT_EQ(there.geometry->contours().size(), end.geometry->contours().size());
    EXPECT_EQ(there.geometry->contours()[3].lines, end.geometry->contours()[3].lines);
    EXPECT_EQ(there.geometry->contours()[3].strength, 1);
  }
}

TEST(SurfaceMorph, HalfWayIsTheMeanOfTheHeightsInTheBox) {
  const ShownSurface from = shown(groundedScene(bowl)), to = shown(groundedScene(saddle));
  const ShownSurface half = morphed(MorphStep{from, 0.5}, to);
  for (const auto& [a, b] : {std::pair(-1.5, -0.5), std::pair(0.0, 1.0), std::pair(1.9, 2.4)})
    EXPECT_NEAR(heightIn(half, a, b), (heightIn(from, a, b) + heightIn(to, a, b)) / 2, 1e-12);
  EXPECT_EQ(half.geometry->contours().size(),
            from.geometry->contours().size() + to.geometry->contours().size());
  for (const auto& contour : half.geometry->contours()) EXPECT_EQ(contour.strength, 0.5);
}

TEST(SurfaceMorph, TheNumbersOfTheHeightAreThoseOfTheNearer) {
  SurfaceScene other = groundedScene(saddle);
  other.lossTitle = QStringLiteral("Huber");
  const ShownSurface from = shown(groundedScene(bowl)), to = shown(other);
  const auto at = [&](double share) { return *morphed(MorphStep{from, share}, to).scene; };
  EXPECT_EQ(at(0.2).lossTitle, QStringLiteral("Loss"));
  EXPECT_EQ(at(0.8).lossTitle, QStringLiteral("Huber"));
  EXPECT_EQ(at(0.5).heightPresence, 0) << "half way neither scale holds";
  EXPECT_NEAR(at(0.8).heightPresence, 0.6, 1e-12);
  EXPECT_EQ(morphed(MorphStep{from, 0.5}, shown(groundedScene(saddle))).scene->heightPresence, 1)
      << "in one unit the numbers stay";
}

TEST(SurfaceMorph, TheBallRidesAndTheMinimumMovesOver) {
  SurfaceScene next = groundedScene([](double a, double b) { return 9 * bowl(a + 1, b); });
  next.minimum = Eigen::Vector3d(-1, 1, 0);
  const ShownSurface from = shown(groundedScene(bowl)), to = shown(next);
  const ShownSurface there = morphed(MorphStep{from, 0.25}, to);
  const Eigen::Vector3d& ball = there.scene->trails[0].points.back();
  EXPECT_EQ(ball.head<2>(), to.scene->trails[0].points.back().head<2>());
  EXPECT_FALSE(there.geometry->heightOff(there.geometry->restingPoint(ball.head<2>()), ball.z()));
  EXPECT_NEAR(there.scene->minimum->x(), -0.25, 1e-12);
  EXPECT_NEAR(there.scene->minimum->y(), 1, 1e-12);
}

TEST(SurfaceMorph, ABallBesideThePlaneKeepsItsDistance) {
  SurfaceScene above = groundedScene(bowl), next = groundedScene(saddle);
  above.trails[0].points.back().z() += 3;
  const ShownSurface from = shown(above), to = shown(next);
  const auto over = [](const ShownSurface& surface) {
    const Eigen::Vector3d& ball = surface.scene->trails[0].points.back();
    const Eigen::Vector3d rest = surface.geometry->restingPoint(ball.head<2>());
    return surface.geometry->heightOff(rest, ball.z()).value_or(rest.z()) - rest.z();
  };
  ASSERT_GT(over(from), 0.1);
  EXPECT_NEAR(over(morphed(MorphStep{from, 0.25}, to)), 0.75 * over(from), 1e-9);
  EXPECT_NEAR(over(morphed(MorphStep{from, 0.75}, to)), 0.25 * over(from), 1e-9);
}

TEST(SurfaceMorph, AFirstLookIsDrawnOnTheFinerGridOfTheTwo) {
  const ShownSurface from = shown(groundedScene(bowl, 101)), to = shown(groundedScene(saddle, 26));
  const ShownSurface there = morphed(MorphStep{from, 0.5}, to);
  EXPECT_EQ(there.geometry->columns(), 101);
  EXPECT_NEAR(heightIn(there, 0.3, 0.4), (heightIn(from, 0.3, 0.4) + heightIn(to, 0.3, 0.4)) / 2, 2e-3);
}

TEST(SurfaceMorph, RangesGlideAndPlacesStayWhereTheyAre) {
  SurfaceScene wider = groundedScene(bowl);
  wider.surface = sampledSurface(61, bowl, {-3, 2}, {-1, 3});
  const ShownSurface from = shown(groundedScene(bowl)), to = shown(wider);
  ASSERT_TRUE(mayGlide(from, *to.scene));
  const ShownSurface there = morphed(MorphStep{from, 0.5}, to);
  EXPECT_NEAR(there.geometry->surface().a[0], -2.5, 1e-12);
  EXPECT_NEAR(there.geometry->toBox({0, 1}).x(), 2 * 2.5 / 4.5 - 1, 1e-12);
  EXPECT_NEAR(heightIn(there, 0.5, 1.5), (heightIn(from, 0.5, 1.5) + heightIn(to, 0.5, 1.5)) / 2, 2e-3);
}

TEST(SurfaceMorph, WhatIsMissingComesDownFromBeyondTheLid) {
  const auto torn = [](double a, double b) { return a > 1 ? double{NAN} : bowl(a, b); };
  const ShownSurface from = shown(groundedScene(torn)), to = shown(groundedScene(bowl));
  const auto fraction = [&](double share) {
    return morphed(MorphStep{from, share}, to).geometry->fraction(30, 60);
  };
  EXPECT_GT(fraction(0.1), 1);
  EXPECT_LT(fraction(0.9), fraction(0.5));
  const ShownSurface both = morphed(MorphStep{from, 0.5}, shown(groundedScene(torn)));
  EXPECT_TRUE(std::isnan(both.geometry->fraction(30, 60)));
}

TEST(SurfaceMorph, OnlyTheSamePlaneOverTheSameGroundIsGlidedOver) {
  const ShownSurface from = shown(groundedScene(bowl));
  EXPECT_TRUE(mayGlide(from, groundedScene(saddle)));
  EXPECT_FALSE(mayGlide(from, sampledScene(saddle)));
  SurfaceScene other = groundedScene(saddle);
  other.ground = {Choice{"circle"}};
  EXPECT_FALSE(mayGlide(from, other));
  SurfaceScene turned = groundedScene(saddle);
  auto surface = sampledSurface(61, saddle);
  surface->slice.u = Vector::Unit(3, 1);
  turned.surface = surface;
  EXPECT_FALSE(mayGlide(from, turned));
  SurfaceScene far = groundedScene(saddle);
  far.surface = sampledSurface(61, saddle, {0, 9}, {-1, 3});
  EXPECT_FALSE(mayGlide(from, far)) << "most of it was never seen";
  EXPECT_FALSE(mayGlide({}, groundedScene(saddle)));
}

class MorphInTime : public testing::Test {
 protected:
  void aim(const SurfaceScene& next, std::int64_t now) {
    morph.aim(seen(now), *there.scene, next, now);
    there = shown(next);
  }
  ShownSurface seen(std::int64_t now) const { return morphed(morph.at(now), there); }
  double height(std::int64_t now) const { return heightIn(seen(now), 0.3, 0.4); }
  void SetUp() override { morph.setEnabled(true); }

  SurfaceMorph morph;
  ShownSurface there = shown(groundedScene(bowl));
};

TEST_F(MorphInTime, TakesHalfASecondSlowAtBothEnds) {
  aim(groundedScene(saddle), 1000);
  EXPECT_EQ(morph.at(1000)->share, 0);
  EXPECT_EQ(morph.at(1250)->share, 0.5);
  EXPECT_LT(morph.at(1050)->share, 0.02);
  EXPECT_GT(morph.at(1450)->share, 0.98);
  EXPECT_FALSE(morph.at(1500));
}

TEST_F(MorphInTime, AFurtherChangeStartsFromWhatIsShown) {
  aim(groundedScene(saddle), 1000);
  const double before = height(1300);
  aim(groundedScene([](double a, double b) { return std::abs(a) + b; }), 1300);
  EXPECT_NEAR(height(1300), before, 1e-12);
  EXPECT_TRUE(morph.at(1499));
  EXPECT_FALSE(morph.at(1500)) << "it is in a hurry";
}

TEST_F(MorphInTime, UnderASliderItIsWhereTheHandWasAMomentAgo) {
  constexpr std::int64_t beat = 30;
  const auto dragged = [](int i) {
    return groundedScene([i](double a, double b) { return bowl(a, b) + i * std::abs(a); });
  };
  for (int i = 0; i < 20; ++i) aim(dragged(i), 1000 + beat * i);
  const std::int64_t last = 1000 + beat * 19;
  EXPECT_NEAR(height(last), heightIn(shown(dragged(18)), 0.3, 0.4), 1e-9);
  EXPECT_FALSE(morph.at(last + beat));
}

TEST_F(MorphInTime, TheWholeTakesThePlaceOfItsFirstLook) {
  aim(groundedScene(saddle, 26), 1000);
  const double before = height(1250);
  aim(groundedScene(saddle, 101), 1250);
  EXPECT_NEAR(height(1250), before, 2e-3);
  EXPECT_EQ(morph.at(1250)->share, 0.5);
  EXPECT_FALSE(morph.at(1500));
  aim(groundedScene(bowl, 26), 3000);
  EXPECT_FALSE(morph.at(3500));
  aim(groundedScene(bowl, 101), 3600);
  EXPECT_FALSE(morph.at(3600)) << "a late one comes at once";
}

TEST_F(MorphInTime, JumpsWhenItIsTurnedOffOrTold) {
  morph.setEnabled(false);
  aim(groundedScene(saddle), 1000);
  EXPECT_FALSE(morph.at(1000));
  morph.setEnabled(true);
  morph.jump();
  aim(groundedScene(bowl), 3000);
  EXPECT_FALSE(morph.at(3000));
  aim(groundedScene(saddle), 5000);
  EXPECT_TRUE(morph.at(5100));
  morph.jump();
  EXPECT_FALSE(morph.at(5100));
}

TEST_F(MorphInTime, TheLogarithmIsAnotherHeight) {
  SurfaceScene logarithmic = *there.scene;
  logarithmic.logarithmic = true;
  aim(logarithmic, 1000);
  EXPECT_TRUE(morph.at(1100));
}

}  // namespace
}  // namespace lossarium::ui
