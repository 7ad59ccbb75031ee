#include "ui/plots/loss_glyphs.h"

#include "ui/plots/data_view.h"

#include <QImage>
#include <QTest>

#include <gtest/gtest.h>

#include <limits>

namespace lossarium::ui {
namespace {

// Ten pixels for each unit of y, twenty for each of x.
PlotScale scale() { return {QRectF(0, 0, 200, 100), {0, 10}, {0, 10}}; }

TEST(LossGlyphs, AsWideAsHighIsASquareOnTheScreen) {
  const QRectF box = glyphBox({{5, 8}, 4, 4}, true, scale());
  EXPECT_EQ(box, QRectF(80, 20, 40, 40));
}

TEST(LossGlyphs, AStripIsSoManyPixels) {
  const QRectF box = glyphBox({{5, 2}, 8, 0.5}, false, scale());
  EXPECT_EQ(box, QRectF(96.5, 20, 7, 60));
}

TEST(LossGlyphs, OneAtTheEdgeMovesInwards) {
  const QRectF left = glyphBox({{0, 8}, 4, 4}, true, scale()),
               right = glyphBox({{10, 8}, 4, 4}, true, scale());
  EXPECT_EQ(left, QRectF(0, 20, 40, 40));
  EXPECT_EQ(right, QRectF(160, 20, 40, 40));
}

TEST(LossGlyphs, WhatHasNoRoomIsCutOff) {
  EXPECT_EQ(glyphBox({{5, 5}, 1e9, 1e9}, true, scale()), QRectF(0, 0, 200, 50));
  EXPECT_TRUE(glyphBox({{5, 5}, std::numeric_limits<double>::quiet_NaN(), 1}, true, scale()).isEmpty());
  EXPECT_TRUE(glyphBox({{5, 5}, 7, 0}, true, scale()).isEmpty());
}

QImage painted(const DataScene& scene) {
  DataView view;
  view.setScene(scene);
  QImage image(400, 300, QImage::Format_RGB32);
  QPainter painter(&image);
  view.paintTo(painter, image.rect());
  return image;
}

int different(const QImage& one, const QImage& other) {
  int count = 0;
  for (int y = 0; y < one.height(); ++y)
    for (int x = 0; x < one.width(); ++x) count += one.pixel(x, y) != other.pixel(x, y);
  return count;
}

TEST(LossGlyphs, ADataViewPaintsThemAndLeavesOutWhatIsNotWanted) {
  DataScene scene;
  scene.training = {{0, 0}, {5, 10}, {10, 4}};
  scene.trainingFit = {1, 6, 4};
  const QImage lines = painted(scene);
  scene.residuals = ResidualLines::none;
  const QImage none = painted(scene);
  EXPECT_GT(different(lines, none), 20);
  scene.lossGlyphs = {.glyphs = {{{5, 10}, 6, 4}}, .squares = true};
  EXPECT_GT(different(painted(scene), none), 1000);
}

QImage withBars(const std::vector<ShareBar>& bars) {
  QImage image(200, 100, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  paintShareBars(painter, bars, 4, scale(), PlotStyle::light());
  return image;
}

TEST(ShareBars, InACrowdOnlyTheCostliestHaveOne) {
  std::vector<ShareBar> bars(100, {{5, 5}, 0.5, 0.1});
  EXPECT_NE(withBars(bars).pixelColor(107, 53), QColor(Qt::white));
  bars.insert(bars.end(), 100, {{8, 5}, 0.5, 1});
  EXPECT_EQ(withBars(bars).pixelColor(107, 53), QColor(Qt::white)) << "the cheaper have none";
  EXPECT_NE(withBars(bars).pixelColor(167, 53), QColor(Qt::white));
}

TEST(ShareBars, FillFromBelow) {
  const PlotStyle style = PlotStyle::light();
  const QImage image = withBars({{{2, 5}, 1, 0}, {{5, 5}, 0.5, 1}, {{8, 5}, 0, 1}});
  const auto inked = [&](int from, QColor color) {
    int count = 0;
    for (int y = 0; y < 100; ++y)
      for (int x = from; x < from + 30; ++x) count += image.pixelColor(x, y) == color;
    return count;
  };
  EXPECT_GT(inked(40, style.text), 15);
  EXPECT_NEAR(inked(100, style.text), inked(40, style.text) / 2, 4);
  EXPECT_EQ(inked(160, style.text), 0);
  EXPECT_GT(inked(160, style.accent), 15) << "all that is missing, at the highest cost";
}

}  // namespace
}  // namespace lossarium::ui
