#include "ui/plots/surface_painter.h"

#include "tests/ui/plots/surface_samples.h"

#include <QBuffer>
#include <QSet>
#include <QSvgGenerator>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>

namespace lossarium::ui {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const QRectF area(0, 0, 500, 380);

QImage painted(const SurfaceScene& scene, const Camera& camera = Camera::home(),
               SurfaceQuality quality = SurfaceQuality::resting) {
  QImage image(area.size().toSize(), QImage::Format_RGB32);
  image.fill(Qt::magenta);
  QPainter painter(&image);
  paintSurface(painter, area, scene, camera, PlotStyle::light(), quality);
  return image;
}

int colorsIn(const QImage& image) {
  QSet<QRgb> colors;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) colors.insert(image.pixel(x, y));
  return static_cast<int>(colors.size());
}

int countOf(const QImage& image, QRgb color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) == color ? 1 : 0;
  return count;
}

SurfaceScene bare(const Height& height, Index grid = 41) {
  SurfaceScene scene;
  scene.surface = sampledSurface(grid, height);
  return scene;
}

TEST(SurfacePainter, PaintsAShadedSurfaceInEveryQualityAndView) {
  for (const auto quality : {SurfaceQuality::moving, SurfaceQuality::resting, SurfaceQuality::vector})
    for (const Camera& camera : {Camera::home(), Camera::top(), Camera::home().orbited(140, -30)}) {
      const QImage image = painted(sampledScene(), camera, quality);
      EXPECT_GT(colorsIn(image), 300);
      EXPECT_EQ(countOf(image, qRgb(255, 0, 255)), 0);
    }
}

TEST(SurfacePainter, AnEmptySceneIsAnEmptyStage) {
  EXPECT_GT(colorsIn(painted(SurfaceScene{})), 2);
  EXPECT_FALSE(surfaceGeometry(SurfaceScene{}));
}

TEST(SurfacePainter, OddSurfacesArePaintedToo) {
  const double huge = std::numeric_limits<double>::max();
  const std::vector<Height> odd{
      [](double, double) { return 2.5; },
      [](double, double) { return 0.0; },
      [](double, double) { return 5e-324; },
      [](double, double) { return double{NAN}; },
      [](double a, double b) { return a > 0 ? infinity : a * b; },
      [](double a, double) { return a > 1.9 ? NAN : -infinity; },
      [=](double a, double b) { return huge * (a * b > 0 ? 1 : -1); },
      [=](double a, double b) { return huge / 9 * (a * a + b * b) / 2; },
      [](double a, double b) { return std::exp(80 * (a + b)); },
      [](double a, double b) { return 1e16 + a + b; },
  };
  for (const Height& height : odd)
    for (const bool logarithmic : {false, true}) {
      SurfaceScene scene = sampledScene(height, 21);
      scene.logarithmic = logarithmic;
      EXPECT_GT(colorsIn(painted(scene)), 2);
    }
  SurfaceScene point = bare(bowl, 2);
  EXPECT_GT(colorsIn(painted(point)), 5);
  point.surface = std::make_shared<Surface>();
  EXPECT_GT(colorsIn(painted(point)), 1);
}

TEST(SurfacePainter, ATrailThatDivergedIsCutAtTheWalls) {
  SurfaceScene scene = sampledScene();
  scene.trails[0].points.push_back({1e200, -1e200, infinity});
  scene.trails[0].points.push_back({NAN, 0, NAN});
  scene.trails[0].points.push_back({infinity, infinity, NAN});
  EXPECT_GT(colorsIn(painted(scene)), 300);
}

TEST(SurfacePainter, HolesDoNotSpoilTheScale) {
  const auto whole = surfaceGeometry(bare(bowl));
  const auto holed =
      surfaceGeometry(bare([](double a, double b) { return a > 1.85 && b < -0.85 ? infinity : bowl(a, b); }));
  EXPECT_NEAR(whole->scale().maximum(), holed->scale().maximum(), 0.5);
  EXPECT_TRUE(std::isnan(holed->heightAt(0.99, -0.99)));
  EXPECT_FALSE(std::isnan(holed->heightAt(0, 0)));
}

// Where a loss rises without end the grid meets its wall at chance heights.
TEST(SurfacePainter, TheEdgeOfAHoleIsNoComb) {
  auto surface = std::make_shared<Surface>();
  surface->a = surface->b = Vector::LinSpaced(21, -1, 1);
  surface->values.resize(21, 21);
  for (Index row = 0; row < 21; ++row)
    for (Index column = 0; column < 21; ++column)
      surface->values(row, column) = column > 15    ? std::numeric_limits<double>::quiet_NaN()
                                     : column == 15 ? 2.0 + static_cast<double>(row % 3)
                                                    : 0.1 * static_cast<double>(column);
  const SurfaceGeometry geometry(surface, false);
  for (Index row = 0; row < 21; ++row)
    EXPECT_LE(geometry.fraction(row, 15), geometry.fraction(row, 14) + 0.1) << row;
  EXPECT_TRUE(std::isnan(geometry.fraction(3, 16)));
  EXPECT_DOUBLE_EQ(geometry.fraction(3, 7), geometry.scale().fraction(0.7));
}

TEST(SurfacePainter, AConstantSurfaceIsAFlatSheet) {
  const auto flat = surfaceGeometry(bare([](double, double) { return 7.0; }));
  ASSERT_TRUE(flat);
  EXPECT_NEAR(flat->heightAt(-0.9, 0.3), flat->heightAt(0.4, -0.8), 1e-12);
  for (const auto& contour : flat->contours()) EXPECT_TRUE(contour.lines.empty());
}

// IoU of boxes that do not touch: 1 but for the last bit, and 1 is a level like any other.
TEST(SurfacePainter, RoundingOnAConstantSurfaceHasNoLinesAndOneColour) {
  const auto noise = [](double a, double b) { return 1 + 2e-16 * std::round(3 * std::sin(40 * a + 90 * b)); };
  const auto flat = surfaceGeometry(bare(noise));
  ASSERT_TRUE(flat);
  EXPECT_TRUE(flat->contours().empty());
  for (Index row = 0; row < 9; ++row) EXPECT_EQ(flat->fraction(row, row), flat->fraction(0, 3));
  EXPECT_NEAR(flat->fraction(0, 0), flat->scale().fraction(1), 1e-9);
  EXPECT_FALSE(surfaceGeometry(bare([](double a, double) { return 1 + 1e-9 * a; }))->contours().empty());
}

TEST(SurfacePainter, RangesThatTouchOrExcludeZero) {
  for (const double least : {0.0, 1.0, -3.0, -1.0, 1e-12, -1e-12})
    for (const bool logarithmic : {false, true}) {
      SurfaceScene scene = sampledScene([least](double a, double b) { return least + bowl(a, b) / 4; }, 21);
      scene.logarithmic = logarithmic;
      const auto geometry = surfaceGeometry(scene);
      ASSERT_TRUE(geometry && geometry->isDrawable()) << least;
      const LossScale& scale = geometry->scale();
      EXPECT_NEAR(scale.fraction(scene.surface->minimum), 0, 1e-9) << least;
      EXPECT_NEAR(scale.fraction(scene.surface->maximum), 1, 1e-9) << least;
      EXPECT_GE(scale.levels().size(), 3U) << least;
      EXPECT_GE(scale.ticks().size(), 2U) << least;
      EXPECT_GT(colorsIn(painted(scene)), 100) << least;
    }
}

// A grid is drawn whatever its size; beyond a thousand points a side a cell is smaller than a pixel.
TEST(SurfacePainter, TheSmallestAndTheLargestGrid) {
  for (const Index grid : {Index{2}, Index{1001}})
    EXPECT_GT(colorsIn(painted(bare(bowl, grid), Camera::home(), SurfaceQuality::moving)), 5) << grid;
}

TEST(SurfacePainter, TowersAreCutOffAndThatIsSaid) {
  const auto tower =
      surfaceGeometry(bare([](double a, double b) { return bowl(a, b) + std::exp(16 * a); }, 101));
  EXPECT_TRUE(tower->scale().isCut());
  EXPECT_LT(tower->scale().maximum(), tower->scale().highest());
  EXPECT_TRUE(std::isnan(tower->heightAt(0.999, 0)));
  EXPECT_FALSE(surfaceGeometry(bare(bowl))->scale().isCut());
}

TEST(LossScale, FractionsAndLossesAreInverse) {
  for (const bool logarithmic : {false, true})
    for (const double shift : {0.0, 0.5, -3.0}) {
      const LossScale scale(*sampledSurface(31, [=](double a, double b) { return bowl(a, b) + shift; }),
                            logarithmic);
      for (const double fraction : {0.0, 0.2, 0.77, 1.0})
        EXPECT_NEAR(scale.fraction(scale.loss(fraction)), fraction, 1e-6);
      for (const double tick : scale.ticks()) {
        EXPECT_GE(scale.fraction(tick), -1e-9);
        EXPECT_LE(scale.fraction(tick), 1 + 1e-9);
      }
      EXPECT_TRUE(std::isnan(scale.fraction(infinity)));
    }
}

/// A ridge along b in the middle: what lies behind it is not seen from a low eye.
double ridge(double a, double) { return std::exp(-20 * a * a); }

TEST(SurfacePainter, WhatLiesBehindARidgeIsHidden) {
  const auto geometry = surfaceGeometry(bare(ridge, 101));
  Camera camera = Camera::home();
  camera.azimuth = 90;
  camera.elevation = 15;
  const View view(camera, area);
  const auto rest = [&](double a) {
    return Eigen::Vector3d(geometry->restingPoint({a, 1.0}) + Eigen::Vector3d(0, 0, 0.005));
  };
  EXPECT_TRUE(geometry->isVisible(rest(1.2), view.eye()));
  EXPECT_TRUE(geometry->isVisible(rest(0), view.eye()));
  EXPECT_FALSE(geometry->isVisible(rest(-0.6), view.eye()));
}

TEST(SurfacePainter, AHiddenBallIsDrawnFaint) {
  SurfaceScene scene = bare(ridge, 101);
  Trail trail;
  trail.points = {{-0.6, 1, ridge(-0.6, 1)}};
  trail.color = QColor(255, 0, 0);
  scene.trails.push_back(trail);
  Camera camera = Camera::home();
  camera.azimuth = 90;
  camera.elevation = 15;
  const auto reds = [](const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        const QColor color = image.pixelColor(x, y);
        count += color.red() > 180 && color.green() < 70 && color.blue() < 70 ? 1 : 0;
      }
    return count;
  };
  const int hidden = reds(painted(scene, camera));
  camera.azimuth = -90;
  const int seen = reds(painted(scene, camera));
  EXPECT_GT(seen, 60);
  EXPECT_LT(hidden, seen / 3);
}

TEST(SurfacePainter, SightLinesMeetTheSurfaceWhereItIsDrawn) {
  const auto geometry = surfaceGeometry(bare(bowl, 61));
  for (const Camera& camera : {Camera::home(), Camera::top(), Camera::home().orbited(77, -10)}) {
    const View view(camera, area);
    for (const Eigen::Vector2d& at : {Eigen::Vector2d(0.2, 1.1), Eigen::Vector2d(-0.4, 0.7)}) {
      const Eigen::Vector3d point = geometry->restingPoint(at);
      const auto hit = geometry->firstHit(view.sightLine(view.project(point)));
      ASSERT_TRUE(hit);
      EXPECT_LT((*hit - point).norm(), 1e-6);
    }
    EXPECT_FALSE(geometry->firstHit(view.sightLine({2, 2})));
  }
}

// The surface without all cells but those around a place: what the place looks like where nothing covers it.
// Two nodes keep the scale.
SurfaceScene aloneAt(const SurfaceScene& scene, Index row, Index column) {
  auto surface = std::make_shared<Surface>(*scene.surface);
  Index lowRow = 0, lowColumn = 0, highRow = 0, highColumn = 0;
  surface->values.minCoeff(&lowRow, &lowColumn);
  surface->values.maxCoeff(&highRow, &highColumn);
  constexpr Index around = 2;
  for (Index j = 0; j < surface->values.rows(); ++j)
    for (Index i = 0; i < surface->values.cols(); ++i) {
      const bool near = std::abs(j - row) <= around && std::abs(i - column) <= around;
      const bool scale = (j == lowRow && i == lowColumn) || (j == highRow && i == highColumn);
      if (!near && !scale) surface->values(j, i) = std::numeric_limits<double>::quiet_NaN();
    }
  SurfaceScene alone = scene;
  alone.surface = surface;
  return alone;
}

bool isSimilar(QRgb one, QRgb other) {
  constexpr int same = 24;
  return std::abs(qRed(one) - qRed(other)) <= same && std::abs(qGreen(one) - qGreen(other)) <= same &&
         std::abs(qBlue(one) - qBlue(other)) <= same;
}

// What a pixel shows is what its sight line meets first, from all sides, in perspective.
TEST(SurfacePainter, EachPixelShowsTheNearestCell) {
  const std::pair<const char*, double (*)(double, double)> surfaces[] = {
      {"bowl", bowl},
      {"ravine", [](double a, double b) { return std::sqrt(std::abs(a - 0.4 * std::sin(2 * b))); }},
      {"dents", [](double a, double b) { return a * a + b * b - std::cos(7 * a) - std::cos(7 * b); }}};
  for (const auto& [name, height] : surfaces) {
    SCOPED_TRACE(name);
    SurfaceScene scene = sampledScene(height, 41);
    scene.logarithmic = true;  // that scale follows from its ends alone
    const auto geometry = surfaceGeometry(scene);
    int looked = 0, wrong = 0;
    for (int turn = 0; turn < 12; ++turn) {
      const View view(Camera::home().orbited(30 * turn, turn % 3 == 0 ? -18 : turn % 3 == 1 ? 0 : 25), area);
      const auto paint = [&](const SurfaceScene& each) {
        return surfaceBaseImage(each, surfaceGeometry(each).get(), view, PlotStyle::light(),
                                SurfaceQuality::moving, 1);
      };
      const QImage whole = paint(scene);
      for (int k = 0; k < 20; ++k) {
        const QPoint pixel(static_cast<int>(area.width() * (0.25 + 0.025 * k)),
                           static_cast<int>(area.height() * (0.3 + 0.4 * ((7 * k + 3 * turn) % 20) / 20.0)));
        const auto hit = geometry->firstHit(view.sightLine(QPointF(pixel) + QPointF(0.5, 0.5)));
        if (!hit) continue;
        const auto nearest = [](double box) { return static_cast<Index>(std::lround((box + 1) * 20)); };
        const QImage alone = paint(aloneAt(scene, nearest(hit->y()), nearest(hit->x())));
        ++looked;
        wrong += !isSimilar(whole.pixel(pixel), alone.pixel(pixel));
      }
    }
    EXPECT_GT(looked, 120);
    EXPECT_LE(wrong, looked / 50) << "of " << looked;
  }
}

TEST(SurfacePainter, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const SurfaceScene scene = sampledScene();
  EXPECT_TRUE(surfaceBaseImage(scene, surfaceGeometry(scene).get(), View(Camera::home(), area),
                               PlotStyle::light(), SurfaceQuality::resting, 1, stop.get_token())
                  .isNull());
}

TEST(SurfacePainter, SvgIsShapesWithoutClipping) {
  QBuffer buffer;
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(area.size().toSize());
  generator.setViewBox(area);
  generator.setResolution(96);
  QPainter painter(&generator);
  paintSurface(painter, area, sampledScene(bowl, 21), Camera::home(), PlotStyle::light(),
               SurfaceQuality::vector);
  painter.end();
  EXPECT_GT(buffer.data().count("<p"), 400);
  EXPECT_TRUE(buffer.data().contains("slope"));
  EXPECT_FALSE(buffer.data().toLower().contains("clip"));
  EXPECT_FALSE(buffer.data().contains("<image"));
}

}  // namespace
}  // namespace lossarium::ui
