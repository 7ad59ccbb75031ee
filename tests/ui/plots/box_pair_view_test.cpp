#include "ui/plots/box_pair_view.h"

#include "tests/ui/plots/export_testing.h"
#include "tests/ui/plots/gesture_page.h"

#include <QApplication>
#include <QBuffer>
#include <QSignalSpy>
#include <QSvgGenerator>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

BoxPairScene smallScene() {
  BoxPairScene scene;
  scene.slope = Eigen::Vector4d(0.3, 0.25, -0.1, -0.15);
  scene.rows = {{{}, QStringLiteral("IoU"), QStringLiteral("0.3124")}, {{}, QStringLiteral("inside"), {}}};
  return scene;
}

class Shown {
 public:
  explicit Shown(const BoxPairScene& scene, QSize size = {420, 360}) {
    view.setScene(scene);
    view.resize(size);
    view.show();
    QTest::qWait(1);
  }
  QPointF at(double x, double y) const { return view.plotScale().toPixel({x, y}); }
  /// From one place to another, both in values.
  void pull(QPointF from, QPointF to) { drag(view, at(from.x(), from.y()), at(to.x(), to.y())); }
  const Eigen::Vector4d& prediction() const { return view.scene().prediction; }
  const Eigen::Vector4d& target() const { return view.scene().target; }

  BoxPairView view;
};

void expectNear(const Eigen::Vector4d& box, const Eigen::Vector4d& wanted, double tolerance = 0.03) {
  EXPECT_LT((box - wanted).cwiseAbs().maxCoeff(), tolerance)
      << box.transpose() << " / " << wanted.transpose();
}

TEST(BoxGrip, HoldsSidesCornersAndInsides) {
  const QRectF box(100, 100, 80, 60);
  EXPECT_EQ(sidesAt(box, {100, 130}), (BoxGrip{.left = true}));
  EXPECT_EQ(sidesAt(box, {184, 130}), (BoxGrip{.right = true}));
  EXPECT_EQ(sidesAt(box, {140, 97}), (BoxGrip{.top = true}));
  EXPECT_EQ(sidesAt(box, {182, 162}), (BoxGrip{.bottom = true, .right = true}));
  EXPECT_EQ(sidesAt(box, {140, 130}), std::nullopt);
  EXPECT_EQ(sidesAt(box, {90, 130}), std::nullopt);
  // A speck is held by the side that is nearer; a small box has an inside.
  EXPECT_EQ(sidesAt({100, 100, 0, 0}, {98, 103}), (BoxGrip{.left = true, .bottom = true}));
  EXPECT_EQ(sidesAt({100, 100, 10, 10}, {105, 105}), std::nullopt);
  EXPECT_EQ(cursorOf({.left = true}), Qt::SizeHorCursor);
  EXPECT_EQ(cursorOf({.right = true, .top = true}), Qt::SizeBDiagCursor);
  EXPECT_EQ(cursorOf({.left = true, .top = true}), Qt::SizeFDiagCursor);
  EXPECT_EQ(cursorOf({}), Qt::OpenHandCursor);
}

TEST(BoxGrip, ASideStopsAtTheOneAcross) {
  const Eigen::Vector4d box(0, 0, 2, 1);
  EXPECT_EQ(pulled(box, {.left = true}, {5, 5}), Eigen::Vector4d(2, 0, 2, 1));
  EXPECT_EQ(pulled(box, {.right = true, .top = true}, {-9, -9}), Eigen::Vector4d(0, 0, 0, 0));
  EXPECT_EQ(pulled(box, {.bottom = true}, {1, -3}), Eigen::Vector4d(0, -3, 2, 1));
  EXPECT_EQ(pulled(box, {}, {1, -3}), Eigen::Vector4d(1, -3, 3, -2));
}

TEST(BoxPairView, BothBoxesAreDragged) {
  Shown shown(smallScene());
  QSignalSpy prediction(&shown.view, &BoxPairView::predictionMoved),
      target(&shown.view, &BoxPairView::targetMoved);
  shown.pull({2.3, 1.2}, {2.1, 1.0});
  expectNear(shown.prediction(), {0.5, 0.3, 2.4, 1.5});
  ASSERT_EQ(prediction.count(), 3);
  EXPECT_EQ(prediction.last()[0].value<Eigen::Vector4d>(), shown.prediction());
  EXPECT_EQ(target.count(), 0);
  shown.pull({0.2, 0.2}, {0.3, 0.1});
  expectNear(shown.target(), {0.1, -0.1, 2.1, 1.3});
  EXPECT_EQ(target.last()[0].value<Eigen::Vector4d>(), shown.target());
  EXPECT_EQ(prediction.count(), 3);
}

TEST(BoxPairView, EdgesAndCornersResizeAndNeverTurnABoxInsideOut) {
  Shown shown(smallScene());
  shown.pull({2.6, 1.3}, {2.4, 1.9});
  expectNear(shown.prediction(), {0.7, 0.5, 2.4, 1.7});
  shown.pull({0.7, 1.7}, {0.9, 1.5});
  expectNear(shown.prediction(), {0.9, 0.5, 2.4, 1.5});
  shown.pull({2.4, 1.0}, {0.1, 1.0});
  EXPECT_EQ(shown.prediction()[2], shown.prediction()[0]);
  expectNear(shown.prediction(), {0.9, 0.5, 0.9, 1.5});
  // Out of nothing again, by the side that is nearer.
  shown.pull({0.93, 1.0}, {1.63, 1.0});
  expectNear(shown.prediction(), {0.9, 0.5, 1.6, 1.5}, 0.05);
}

TEST(BoxPairView, ThePlaneStaysWhileABoxIsDraggedAndGrowsAfterwards) {
  Shown shown(smallScene());
  const PlotScale before = shown.view.plotScale();
  const QPoint from = shown.at(2.3, 1.2).toPoint();
  QTest::mousePress(&shown.view, Qt::LeftButton, {}, from);
  QTest::mouseMove(&shown.view, from + QPoint(150, -90));
  EXPECT_EQ(shown.view.plotScale(), before);
  shown.view.setScene(shown.view.scene());  // as a page answers
  EXPECT_EQ(shown.view.plotScale(), before);
  QTest::mouseMove(&shown.view, from + QPoint(390, -90));
  QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, from + QPoint(390, -90));
  const PlotScale after = shown.view.plotScale();
  EXPECT_GT(shown.prediction()[2], before.x.maximum);
  EXPECT_TRUE(after.x.contains(shown.prediction()[2]));
  EXPECT_TRUE(after.x.contains(shown.target()[0]));
  EXPECT_EQ(shown.view.plotScale(), after);
}

TEST(BoxPairView, SmallMovesLeaveThePlaneAloneAndSmallBoxesBringItBack) {
  BoxPairScene scene = smallScene();
  Shown shown(scene);
  const PlotScale before = shown.view.plotScale();
  scene.prediction = {0.2, 0.1, 1.5, 1.1};
  shown.view.setScene(scene);
  EXPECT_EQ(shown.view.plotScale(), before);
  scene.prediction *= 1000;
  shown.view.setScene(scene);
  EXPECT_TRUE(shown.view.plotScale().x.contains(1500));
  scene.prediction /= 1000;
  shown.view.setScene(scene);
  EXPECT_LT(shown.view.plotScale().x.span(), 20);
}

TEST(BoxPairView, ALengthIsAsLongInBothDirections) {
  Shown shown(smallScene());
  for (const QSize size : {QSize(220, 180), QSize(280, 260), QSize(900, 700), QSize(300, 800)}) {
    shown.view.resize(size);
    const QPointF origin = shown.at(0, 0);
    EXPECT_NEAR(shown.at(1, 0).x() - origin.x(), origin.y() - shown.at(0, 1).y(), 1e-9);
  }
}

TEST(BoxPairView, ArrowKeysMoveThePrediction) {
  Shown shown(smallScene());
  const Eigen::Vector4d start = shown.prediction();
  QSignalSpy spy(&shown.view, &BoxPairView::predictionMoved);
  QTest::keyClick(&shown.view, Qt::Key_Right);
  const double step = shown.prediction()[0] - start[0];
  EXPECT_GT(step, 0.01);
  EXPECT_LT(step, 0.2);
  EXPECT_EQ(shown.prediction()[1], start[1]);
  EXPECT_NEAR(shown.prediction()[2] - start[2], step, 1e-12);
  QTest::keyClick(&shown.view, Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_NEAR(shown.prediction()[3] - start[3], 5 * step, 1e-12);
  EXPECT_EQ(spy.count(), 2);
  for (int i = 0; i < 40; ++i) QTest::keyClick(&shown.view, Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_TRUE(shown.view.plotScale().x.contains(shown.prediction()[0]));
}

TEST(BoxPairView, LeavesSpaceDoubleClicksAndTheWheelToThePage) {
  GesturePage page;
  auto* view = new BoxPairView(&page);
  (new QVBoxLayout(&page))->addWidget(view);
  page.resize(420, 360);
  page.show();
  for (const Qt::Key key : {Qt::Key_Space, Qt::Key_H, Qt::Key_Home}) QTest::keyClick(view, key);
  EXPECT_EQ(page.keys, 3);
  QTest::mouseDClick(view, Qt::LeftButton, {}, {200, 200});
  EXPECT_EQ(page.doubleClicks, 1);
  EXPECT_TRUE(leavesTheWheel(*view));
  EXPECT_FALSE(takesBeforeShortcuts(*view, Qt::Key_Space));
  EXPECT_TRUE(takesBeforeShortcuts(*view, Qt::Key_Down));
}

TEST(BoxPairView, ThePointerSaysWhatItHolds) {
  Shown shown(smallScene());
  const auto cursorAt = [&](double x, double y) {
    QTest::mouseMove(&shown.view, shown.at(x, y).toPoint());
    return shown.view.cursor().shape();
  };
  EXPECT_EQ(cursorAt(2.6, 1.2), Qt::SizeHorCursor);
  EXPECT_EQ(cursorAt(2.3, 1.2), Qt::OpenHandCursor);
  EXPECT_EQ(cursorAt(2.6, 0.5), Qt::SizeFDiagCursor);
  EXPECT_EQ(cursorAt(0.3, 0), Qt::SizeVerCursor);
  EXPECT_EQ(cursorAt(2.8, 0), Qt::ArrowCursor);
}

TEST(BoxPairView, ReadsItsRowsAndForgetsThemWhenABoxMoves) {
  Shown shown(smallScene());
  EXPECT_EQ(shown.view.readout(), (QStringList{QStringLiteral("IoU 0.3124"), QStringLiteral("inside")}));
  QTest::keyClick(&shown.view, Qt::Key_Right);
  EXPECT_EQ(shown.view.readout(), (QStringList{QStringLiteral("IoU –"), QStringLiteral("inside")}));
  EXPECT_FALSE(shown.view.scene().slope);
}

QImage pictureWith(const std::optional<Eigen::Vector4d>& slope) {
  BoxPairScene scene = smallScene();
  scene.slope = slope;
  Shown shown(scene);
  shown.view.clearFocus();
  return shown.view.grab().toImage();
}

TEST(BoxPairView, AnEdgeHasAnArrowIfItHasASlope) {
  const QImage without = pictureWith(std::nullopt);
  const QImage one = pictureWith(Eigen::Vector4d(0, 0, -1, 0));
  BoxPairScene scene = smallScene();
  Shown shown(scene);
  const QPointF edge = shown.at(2.6, 1.1);
  int right = 0, elsewhere = 0;
  for (int y = 0; y < one.height(); ++y)
    for (int x = 0; x < one.width(); ++x)
      if (one.pixel(x, y) != without.pixel(x, y))
        ++(x > edge.x() && std::abs(y - edge.y()) < 9 ? right : elsewhere);
  EXPECT_GT(right, 60);
  EXPECT_EQ(elsewhere, 0);
}

TEST(BoxPairView, SaysWhereThereIsNoGradient) {
  const auto textOf = [](const std::optional<Eigen::Vector4d>& slope) {
    BoxPairScene scene = smallScene();
    scene.slope = slope;
    Shown shown(scene);
    QBuffer file;
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize({420, 360});
    QPainter painter(&generator);
    shown.view.paintTo(painter, QRectF(0, 0, 420, 360));
    painter.end();
    return file.data();
  };
  EXPECT_TRUE(textOf(Eigen::Vector4d(0, 0, 0, 0)).contains("no gradient here"));
  EXPECT_FALSE(textOf(Eigen::Vector4d(0, 0, 1e-9, 0)).contains("no gradient here"));
  EXPECT_FALSE(textOf(std::nullopt).contains("no gradient here"));
  EXPECT_TRUE(textOf(std::nullopt).contains("0.3124"));
}

TEST(BoxPairView, ExportsWhatItShows) {
  Shown shown(smallScene());
  shown.view.clearFocus();
  EXPECT_EQ(differences(shown.view), 0);
}

TEST(BoxPairView, FollowsTheTheme) {
  Shown shown(smallScene());
  for (const PlotStyle& style : {PlotStyle::darkStyle(), PlotStyle::light()}) {
    shown.view.setPlotStyle(style);
    EXPECT_EQ(shown.view.grab().toImage().pixelColor(1, 1), style.background);
  }
}

TEST(BoxPairView, TakesAnythingAtEverySize) {
  const double nan = std::nan("");
  Shown shown(smallScene());
  const std::vector<Eigen::Vector4d> boxes{{0, 0, 0, 0},
                                           {1, 1, 1, 3},
                                           {1e12, 1e12, 1e12 + 1, 1e12 + 2},
                                           {nan, 0, 1, 1},
                                           {2, 2, 0, 0},
                                           {-1e300, -1e300, 1e300, 1e300},
                                           {1e-300, 0, 2e-300, 1e-300}};
  for (const Eigen::Vector4d& target : boxes)
    for (const Eigen::Vector4d& prediction : boxes) {
      BoxPairScene scene = smallScene();
      scene.target = target;
      scene.prediction = prediction;
      scene.slope = Eigen::Vector4d(1e300, 0, -1e300, 1e-300);
      shown.view.setScene(scene);
      const PlotScale scale = shown.view.plotScale();
      EXPECT_GT(scale.x.span(), 0);
      EXPECT_GT(scale.y.span(), 0);
      for (const QSize size : {QSize(1, 1), QSize(220, 180), QSize(1500, 60), QSize(900, 700)}) {
        QImage image(size, QImage::Format_RGB32);
        QPainter painter(&image);
        shown.view.paintTo(painter, QRectF(QPointF(), size));
      }
      QTest::mouseMove(&shown.view, shown.view.rect().center());
      QTest::keyClick(&shown.view, Qt::Key_Right);
    }
}

}  // namespace
}  // namespace lossarium::ui
