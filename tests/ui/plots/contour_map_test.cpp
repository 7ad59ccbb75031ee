#include "ui/plots/contour_map.h"

#include "tests/ui/plots/surface_samples.h"
#include "ui/plots/clipped_line.h"

#include <QApplication>
#include <QBuffer>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

std::unique_ptr<ContourMap> shownMap(const SurfaceScene& scene = sampledScene()) {
  auto map = std::make_unique<ContourMap>();
  map->setImmediate(true);
  map->resize(560, 420);
  map->setPlotStyle(PlotStyle::light());
  map->setScene(scene);
  map->show();
  map->grab();
  return map;
}

void wheel(ContourMap& map, QPoint at, int angle) {
  QWheelEvent event(at, map.viewport()->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, {}, Qt::NoScrollPhase,
                    false);
  QApplication::sendEvent(map.viewport(), &event);
}

TEST(ContourMap, AClickGivesCoordinates) {
  const auto map = shownMap();
  QSignalSpy picked(map.get(), &ContourMap::startPicked);
  QTest::mouseClick(map->viewport(), Qt::LeftButton, {}, map->toPixel({0.5, 1.25}).toPoint());
  ASSERT_EQ(picked.size(), 1);
  EXPECT_NEAR(picked[0][0].toDouble(), 0.5, 0.02);
  EXPECT_NEAR(picked[0][1].toDouble(), 1.25, 0.02);
  QTest::mouseClick(map->viewport(), Qt::LeftButton, {}, {2, 2});
  EXPECT_EQ(picked.size(), 1);
}

TEST(ContourMap, TheHandleIsDragged) {
  SurfaceScene scene = sampledScene();
  scene.handle = Eigen::Vector2d(0.5, 1.25);
  const auto map = shownMap(scene);
  QSignalSpy dragged(map.get(), &ContourMap::startDragged), picked(map.get(), &ContourMap::startPicked);
  const QPoint from = map->toPixel({0.5, 1.25}).toPoint(), to = map->toPixel({-0.5, 1}).toPoint();
  QTest::mousePress(map->viewport(), Qt::LeftButton, {}, from);
  for (const QPoint at : {(from + to) / 2, to}) {
    QMouseEvent moved(QEvent::MouseMove, at, map->viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                      {});
    QApplication::sendEvent(map->viewport(), &moved);
  }
  QTest::mouseRelease(map->viewport(), Qt::LeftButton, {}, to);
  ASSERT_EQ(dragged.size(), 2);
  EXPECT_NEAR(dragged[1][0].toDouble(), -0.5, 0.02);
  EXPECT_NEAR(dragged[1][1].toDouble(), 1, 0.02);
  EXPECT_EQ(picked.size(), 0);
  EXPECT_EQ(map->toPixel({0.5, 1.25}).toPoint(), from) << "the map stands still meanwhile";
}

TEST(ContourMap, AClickOnAWayPicksItsMoment) {
  SurfaceScene scene = sampledScene();
  scene.moments = {{{-0.5, 0.5}, 7}, {{0.4, 1.2}, 8}};
  const auto map = shownMap(scene);
  QSignalSpy moment(map.get(), &ContourMap::momentPicked), start(map.get(), &ContourMap::startPicked);
  QTest::mouseClick(map->viewport(), Qt::LeftButton, {}, map->toPixel({0.4, 1.2}).toPoint() + QPoint(3, 2));
  ASSERT_EQ(moment.size(), 1);
  EXPECT_EQ(moment[0][0].toLongLong(), 8);
  EXPECT_EQ(start.size(), 0);
  QTest::mouseClick(map->viewport(), Qt::LeftButton, {}, map->toPixel({0.4, 1.2}).toPoint() + QPoint(12, 9));
  EXPECT_EQ(moment.size(), 1);
  EXPECT_EQ(start.size(), 1);
}

TEST(ContourMap, HoverReadsTheLoss) {
  const auto map = shownMap();
  std::optional<Eigen::Vector3d> last;
  QObject::connect(map.get(), &ContourMap::hovered, [&](const auto& point) { last = point; });
  QTest::mouseMove(map->viewport(), map->toPixel({0.5, 1.25}).toPoint());
  ASSERT_TRUE(last);
  EXPECT_NEAR(last->z(), bowl(last->x(), last->y()), 0.01);
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(map->viewport(), &leave);
  EXPECT_FALSE(last);
}

TEST(ContourMap, TheWheelZoomsAroundTheCursorAndHomeShowsAll) {
  const auto map = shownMap();
  const Eigen::Vector2d at(0.5, 1.25);
  const QPoint pixel = map->toPixel(at).toPoint();
  const Eigen::Vector2d before = map->toCoordinates(pixel), corner = map->toCoordinates({100, 100});
  wheel(*map, pixel, 480);
  EXPECT_NEAR((map->toCoordinates(pixel) - before).norm(), 0, 0.02);
  EXPECT_GT((map->toCoordinates({100, 100}) - corner).norm(), 0.1);
  map->home();
  EXPECT_NEAR((map->toCoordinates({100, 100}) - corner).norm(), 0, 0.02);
}

TEST(ContourMap, ADragMovesAZoomedMapAndPicksNothing) {
  const auto map = shownMap();
  QSignalSpy picked(map.get(), &ContourMap::startPicked);
  wheel(*map, map->toPixel({0, 1}).toPoint(), 600);
  const QPoint from(250, 200), to(290, 180);
  const Eigen::Vector2d held = map->toCoordinates(from);
  QTest::mousePress(map->viewport(), Qt::LeftButton, {}, from);
  QMouseEvent moved(QEvent::MouseMove, to, map->viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                    {});
  QApplication::sendEvent(map->viewport(), &moved);
  QTest::mouseRelease(map->viewport(), Qt::LeftButton, {}, to);
  EXPECT_LT((map->toCoordinates(to) - held).norm(), 0.05);
  EXPECT_EQ(picked.size(), 0);
}

TEST(ContourMap, PaintsTheFieldInTheColoursOfTheScale) {
  SurfaceScene scene = sampledScene();
  scene.trails.clear();
  scene.minimum.reset();
  const auto map = shownMap(scene);
  const QImage image = map->grab().toImage();
  const QColor ground = image.pixelColor(map->toPixel({0.1, 1.05}).toPoint());
  const QColor corner = image.pixelColor(map->toPixel({-1.97, 2.97}).toPoint());
  EXPECT_GT(ground.blue(), ground.green());
  EXPECT_GT(corner.green(), corner.blue());
}

TEST(ContourMap, ALengthIsAsLongInBothDirections) {
  const auto map = shownMap();
  for (const QSize size : {QSize(560, 420), QSize(400, 700), QSize(1200, 300)}) {
    map->resize(size);
    map->grab();
    const QPointF origin = map->toPixel({0, 1});
    EXPECT_NEAR(map->toPixel({1, 1}).x() - origin.x(), origin.y() - map->toPixel({0, 2}).y(), 1e-6);
  }
}

TEST(ContourMap, ANewSurfaceTakesThePlaceOfTheOldOneWhenItIsReady) {
  ContourMap map;
  map.resize(560, 420);
  map.setScene(sampledScene());
  map.show();
  std::shared_ptr<const Surface> last;
  for (int i = 0; i < 20; ++i) {
    SurfaceScene scene = sampledScene();
    last = scene.surface = std::make_shared<Surface>(*scene.surface);
    map.setScene(std::move(scene));
    QTest::qWait(i % 3);
  }
  EXPECT_TRUE(QTest::qWaitFor([&] { return map.landscape().surface == last; }));
  map.setScene(sampledScene());  // closed while it works
}

TEST(ContourMap, GlidesToAnotherHeightWithItsMinimum) {
  ContourMap map;
  map.resize(560, 420);
  map.setPlotStyle(PlotStyle::light());
  map.setAnimated(true);
  map.show();
  const auto show = [&map](double slope) {
    SurfaceScene scene = sampledScene([slope](double a, double b) { return bowl(a, b) + slope * a; });
    scene.ground = {Choice{"line"}};
    map.setScene(scene);
    return scene.surface;
  };
  const auto arrives = [&map](const std::shared_ptr<const Surface>& surface) {
    return QTest::qWaitFor([&] { return map.landscape().surface == surface && !map.isGliding(); }, 5000);
  };
  ASSERT_TRUE(arrives(show(0)));
  const QImage before = map.grab().toImage();
  const auto next = show(4);
  EXPECT_TRUE(map.isGliding());
  ASSERT_TRUE(arrives(next));
  EXPECT_NE(map.grab().toImage(), before);
  show(2);
  ASSERT_TRUE(arrives(show(0))) << "also back before it is there";
  EXPECT_EQ(map.grab().toImage(), before);
}

TEST(ContourMap, TakesOddScenes) {
  const auto map = shownMap(SurfaceScene{});
  for (const Height& height :
       std::vector<Height>{[](double, double) { return 3.0; }, [](double, double) { return double{NAN}; },
                           [](double a, double b) { return std::exp(300 * (a + b)); }})
    for (const bool logarithmic : {false, true}) {
      SurfaceScene scene = sampledScene(height, 21);
      scene.logarithmic = logarithmic;
      scene.trails[0].points.push_back({1e300, NAN, NAN});
      map->setScene(scene);
      EXPECT_FALSE(map->grab().isNull());
    }
}

TEST(ContourMap, CutsLinesAtTheArea) {
  const auto runs = clippedLine(QPolygonF{{{-5, 5}, {5, 5}, {15, 5}, {15, 8}, {5, 8}}}, QRectF(0, 0, 10, 10));
  ASSERT_EQ(runs.size(), 2);
  EXPECT_EQ(runs[0].front(), QPointF(0, 5));
  EXPECT_EQ(runs[0].back(), QPointF(10, 5));
  EXPECT_EQ(runs[1].front(), QPointF(10, 8));
}

}  // namespace
}  // namespace lossarium::ui
