#include "ui/plots/surface_view.h"

#include "tests/ui/plots/surface_samples.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <set>

namespace lossarium::ui {
namespace {

std::unique_ptr<SurfaceView> immediateView() {
  auto view = std::make_unique<SurfaceView>();
  view->resize(600, 440);
  view->setImmediate(true);
  view->setScene(sampledScene());
  view->show();
  view->grab();
  return view;
}

QPoint pixelOf(const SurfaceView& view, const Eigen::Vector2d& at) {
  const auto geometry = surfaceGeometry(view.scene());
  return View(view.camera(), QRectF(view.rect())).project(geometry->restingPoint(at)).toPoint();
}

void drag(QWidget& widget, Qt::MouseButton button, QPoint from, QPoint to, Qt::KeyboardModifiers keys = {}) {
  QTest::mousePress(&widget, button, keys, from);
  for (const QPoint at : {(from + to) / 2, to}) {
    QMouseEvent moved(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, button, keys);
    QApplication::sendEvent(&widget, &moved);
  }
  QTest::mouseRelease(&widget, button, keys, to);
}

TEST(SurfaceView, AClickOnTheSurfacePicksAStart) {
  const auto view = immediateView();
  for (const bool top : {false, true}) {
    if (top) view->topView();
    view->grab();
    QSignalSpy picked(view.get(), &SurfaceView::startPicked);
    QTest::mouseClick(view.get(), Qt::LeftButton, {}, pixelOf(*view, {0.5, 1.25}));
    ASSERT_EQ(picked.size(), 1);
    EXPECT_NEAR(picked[0][0].toDouble(), 0.5, 0.03);
    EXPECT_NEAR(picked[0][1].toDouble(), 1.25, 0.03);
    QTest::mouseClick(view.get(), Qt::LeftButton, {}, {3, 3});
    EXPECT_EQ(picked.size(), 1);
  }
}

TEST(SurfaceView, AClickOnAWayPicksItsMoment) {
  const auto view = immediateView();
  SurfaceScene scene = sampledScene();
  scene.moments = {{{-0.5, 0.5}, 7}, {{0.4, 1.2}, 8}};
  view->setScene(scene);
  view->grab();
  QSignalSpy moment(view.get(), &SurfaceView::momentPicked), start(view.get(), &SurfaceView::startPicked);
  QTest::mouseClick(view.get(), Qt::LeftButton, {}, pixelOf(*view, {-0.5, 0.5}));
  ASSERT_EQ(moment.size(), 1);
  EXPECT_EQ(moment[0][0].toLongLong(), 7);
  EXPECT_EQ(start.size(), 0);
}

TEST(SurfaceView, AHiddenPlaceOfAWayTakesNoClick) {
  const auto view = immediateView();
  SurfaceScene scene = sampledScene([](double, double b) { return std::exp(-20 * std::pow(b - 0.2, 2)); });
  const Eigen::Vector2d behind(0, 0.75);
  scene.moments = {{behind, 7}};
  view->setScene(scene);
  view->grab();
  const auto geometry = surfaceGeometry(view->scene());
  const Eigen::Vector3d eye = View(view->camera(), QRectF(view->rect())).eye();
  ASSERT_FALSE(geometry->isVisible(geometry->restingPoint(behind) + Eigen::Vector3d(0, 0, 0.005), eye));
  QSignalSpy moment(view.get(), &SurfaceView::momentPicked), start(view.get(), &SurfaceView::startPicked);
  QTest::mouseClick(view.get(), Qt::LeftButton, {}, pixelOf(*view, behind));
  EXPECT_EQ(moment.size(), 0);
  EXPECT_EQ(start.size(), 1) << "it is the wall in front that was clicked";
}

TEST(SurfaceView, TheHandleIsDraggedOverTheSurface) {
  const auto view = immediateView();
  SurfaceScene scene = sampledScene();
  scene.handle = Eigen::Vector2d(0.5, 1.25);
  view->setScene(scene);
  view->grab();
  const Camera before = view->camera();
  QSignalSpy dragged(view.get(), &SurfaceView::startDragged), picked(view.get(), &SurfaceView::startPicked);
  const QPoint to = pixelOf(*view, {-0.5, 1});
  drag(*view, Qt::LeftButton, pixelOf(*view, {0.5, 1.25}), to);
  ASSERT_GE(dragged.size(), 1);
  EXPECT_NEAR(dragged.back()[0].toDouble(), -0.5, 0.05);
  EXPECT_NEAR(dragged.back()[1].toDouble(), 1, 0.05);
  EXPECT_EQ(view->camera(), before) << "the picture stands still meanwhile";
  EXPECT_EQ(picked.size(), 0);
  drag(*view, Qt::LeftButton, to, to + QPoint(40, 0));
  EXPECT_NE(view->camera(), before) << "beside the handle a drag turns";
}

// A slider under the hand asks for a surface every few milliseconds: some of them must be seen on the way.
TEST(SurfaceView, SurfacesThatFollowEachOtherQuicklyAreShown) {
  SurfaceView view;
  view.resize(600, 440);
  view.show();
  std::set<std::shared_ptr<const Surface>> shown;
  std::shared_ptr<const Surface> last;
  for (int i = 0; i < 100; ++i) {
    SurfaceScene scene = sampledScene();
    last = scene.surface = std::make_shared<Surface>(*scene.surface);
    view.setScene(std::move(scene));
    QTest::qWait(5);
    shown.insert(view.shownSurface());
  }
  EXPECT_GT(shown.size(), 5U);
  EXPECT_TRUE(QTest::qWaitFor([&] { return view.shownSurface() == last; }));
}

TEST(SurfaceView, ADragTurnsAndPicksNothing) {
  const auto view = immediateView();
  QSignalSpy picked(view.get(), &SurfaceView::startPicked);
  const Camera before = view->camera();
  drag(*view, Qt::LeftButton, {300, 200}, {360, 230});
  EXPECT_NE(view->camera().azimuth, before.azimuth);
  EXPECT_GT(view->camera().elevation, before.elevation);
  EXPECT_EQ(view->camera().pan, before.pan);
  EXPECT_EQ(picked.size(), 0);
}

TEST(SurfaceView, RightMiddleAndShiftDragsMove) {
  for (const auto& [button, keys] : {std::pair(Qt::RightButton, Qt::KeyboardModifiers()),
                                     std::pair(Qt::MiddleButton, Qt::KeyboardModifiers()),
                                     std::pair(Qt::LeftButton, Qt::KeyboardModifiers(Qt::ShiftModifier))}) {
    const auto view = immediateView();
    const Camera before = view->camera();
    drag(*view, button, {300, 200}, {360, 230}, keys);
    EXPECT_GT(view->camera().pan.x(), 0);
    EXPECT_EQ(view->camera().azimuth, before.azimuth);
  }
}

TEST(SurfaceView, TheWheelZooms) {
  const auto view = immediateView();
  QWheelEvent wheel({300, 200}, view->mapToGlobal(QPoint(300, 200)), {}, {0, 120}, Qt::NoButton, {},
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(view.get(), &wheel);
  EXPECT_GT(view->camera().zoom, 1.05);
  view->home();
  EXPECT_EQ(view->camera(), Camera::home());
}

TEST(SurfaceView, HoverReadsWeightsAndLoss) {
  const auto view = immediateView();
  std::optional<Eigen::Vector3d> last;
  QObject::connect(view.get(), &SurfaceView::hovered, [&](const auto& point) { last = point; });
  QTest::mouseMove(view.get(), pixelOf(*view, {0.5, 1.25}));
  ASSERT_TRUE(last);
  EXPECT_NEAR(last->x(), 0.5, 0.03);
  EXPECT_NEAR(last->z(), bowl(last->x(), last->y()), 0.02);
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(view.get(), &leave);
  EXPECT_FALSE(last);
}

TEST(SurfaceView, ArrowKeysAreLeftToThePage) {
  const auto view = immediateView();
  QKeyEvent key(QEvent::KeyPress, Qt::Key_Left, {});
  QApplication::sendEvent(view.get(), &key);
  EXPECT_FALSE(key.isAccepted());
  EXPECT_FALSE(view->accessibleName().isEmpty());
}

TEST(SurfaceView, TheWorkerPaintsAndTheLatestSceneIsShown) {
  SurfaceView view;
  view.resize(400, 300);
  view.setPlotStyle(PlotStyle::light());
  view.show();
  for (int i = 0; i < 20; ++i)
    view.setScene(sampledScene([i](double a, double b) { return bowl(a, b) + i; }));
  std::optional<Eigen::Vector3d> last;
  QObject::connect(&view, &SurfaceView::hovered, [&](const auto& point) { last = point; });
  QTest::mouseMove(&view, pixelOf(view, {0, 1}));
  EXPECT_TRUE(QTest::qWaitFor([&] { return last && last->z() > 18.9 && last->z() < 19.3; }, 5000));
  EXPECT_NE(view.grab().toImage().pixelColor(pixelOf(view, {0.8, 1.5})), PlotStyle::light().background);
}

TEST(SurfaceView, HomeAndTopAreReachedByAnAnimation) {
  SurfaceView view;
  view.resize(300, 240);
  view.setScene(sampledScene());
  view.show();
  view.topView();
  EXPECT_TRUE(QTest::qWaitFor([&] { return view.camera() == Camera::top(); }, 3000));
}

SurfaceScene tiltedScene(double slope) {
  SurfaceScene scene = sampledScene([slope](double a, double b) { return bowl(a, b) + slope * a; });
  scene.ground = {Choice{"line"}};
  return scene;
}

bool hasArrived(SurfaceView& view) {
  return QTest::qWaitFor([&] { return !view.isGliding() && view.shownSurface() == view.scene().surface; },
                         5000);
}

TEST(SurfaceView, GlidesToAnotherHeightAndEndsAtTheSamePicture) {
  SurfaceView view, still;
  for (SurfaceView* each : {&view, &still}) {
    each->resize(400, 300);
    each->setPlotStyle(PlotStyle::light());
    each->show();
  }
  view.setAnimated(true);
  still.setImmediate(true);
  still.setScene(tiltedScene(4));
  view.setScene(tiltedScene(0));
  EXPECT_FALSE(view.isGliding()) << "from nothing";
  ASSERT_TRUE(hasArrived(view));
  QTest::qWait(SurfaceMorph::wholeTime);
  view.setScene(tiltedScene(4));
  EXPECT_TRUE(view.isGliding());
  ASSERT_TRUE(hasArrived(view));
  EXPECT_TRUE(QTest::qWaitFor([&] { return view.grab().toImage() == still.grab().toImage(); }, 5000));
}

TEST(SurfaceView, JumpsWhenItIsToldToAndWhereNobodySeesIt) {
  SurfaceView view;
  view.resize(400, 300);
  view.setAnimated(true);
  view.show();
  view.setScene(tiltedScene(0));
  ASSERT_TRUE(hasArrived(view));
  view.jump();
  view.setScene(tiltedScene(4));
  EXPECT_FALSE(view.isGliding());
  ASSERT_TRUE(hasArrived(view));
  view.hide();
  view.setScene(tiltedScene(2));
  EXPECT_FALSE(view.isGliding());
  view.show();
  QTest::qWait(SurfaceMorph::wholeTime);
  view.setScene(tiltedScene(1));
  EXPECT_TRUE(view.isGliding());
  view.setAnimated(false);
  EXPECT_FALSE(view.isGliding());
  EXPECT_TRUE(hasArrived(view));
}

TEST(SurfaceView, MayGoWhileTheWorkerPaints) {
  for (int i = 0; i < 20; ++i) {
    SurfaceView view;
    view.resize(500, 400);
    view.show();
    view.setScene(sampledScene(bowl, 101));
    if (i % 2) QTest::qWait(i);
  }
  QApplication::processEvents();
}

}  // namespace
}  // namespace lossarium::ui
