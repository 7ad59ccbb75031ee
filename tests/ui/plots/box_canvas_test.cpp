#include "ui/plots/box_canvas.h"

#include "tests/ui/plots/export_testing.h"
#include "tests/ui/plots/gesture_page.h"
#include "ui/plots/box_snap.h"
#include "ui/plots/box_stage.h"

#include <QApplication>
#include <QBuffer>
#include <QSignalSpy>
#include <QSvgGenerator>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

using Eigen::Vector4d;

BoxCanvasScene smallScene() {
  BoxCanvasScene scene;
  scene.target = {0, 0, 2, 1.4};
  scene.prediction = {0.7, 0.5, 2.6, 1.7};
  return scene;
}

BoxCanvasScene fullScene() {
  BoxCanvasScene scene = smallScene();
  scene.marks = {.overlap = true, .unionArea = true, .enclosing = true, .distance = true, .aspect = true};
  scene.pulls = {{QStringLiteral("A"), QStringLiteral("IoU"), Qt::blue, Vector4d(0.3, 0.2, 0.1, -0.2), {}},
                 {QStringLiteral("B"), QStringLiteral("GIoU"), Qt::red, Vector4d::Zero(),
                  QStringLiteral("no common area")}};
  scene.contenders = {{QStringLiteral("A"),
                       Qt::blue,
                       {Vector4d(0.7, 0.5, 2.6, 1.7), Vector4d(0.5, 0.4, 2.4, 1.6)},
                       Vector4d(0.2, 0.1, 2.2, 1.5)}};
  return scene;
}

class Shown {
 public:
  explicit Shown(const BoxCanvasScene& scene, QSize size = {640, 480}) {
    canvas.setScene(scene);
    canvas.resize(size);
    canvas.show();
    QTest::qWait(1);
  }
  QPointF at(double x, double y) const { return canvas.plotScale().toPixel({x, y}); }
  /// From one place to another, both in values, with keys held down.
  void pull(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {}) {
    const QPoint start = at(from.x(), from.y()).toPoint(), end = at(to.x(), to.y()).toPoint();
    const QPoint middle = (start + end) / 2;
    QTest::mouseMove(&canvas, start);
    QTest::mousePress(&canvas, Qt::LeftButton, modifiers, start);
    for (const QPoint place : {middle, end}) {
      QMouseEvent move(QEvent::MouseMove, place, canvas.mapToGlobal(place), Qt::NoButton, Qt::LeftButton,
                       modifiers);
      QCoreApplication::sendEvent(&canvas, &move);
    }
    QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, end);
  }
  const Vector4d& prediction() const { return canvas.scene().prediction; }
  const Vector4d& target() const { return canvas.scene().target; }

  BoxCanvas canvas;
};

void expectNear(const Vector4d& box, const Vector4d& wanted, double tolerance = 0.02) {
  EXPECT_LT((box - wanted).cwiseAbs().maxCoeff(), tolerance)
      << box.transpose() << " / " << wanted.transpose();
}

TEST(BoxCanvas, BothBoxesAreDragged) {
  Shown shown(smallScene());
  QSignalSpy prediction(&shown.canvas, &BoxCanvas::predictionMoved),
      target(&shown.canvas, &BoxCanvas::targetMoved), started(&shown.canvas, &BoxCanvas::dragStarted),
      ended(&shown.canvas, &BoxCanvas::dragEnded);
  shown.pull({2.3, 1.2}, {2.1, 1.0});
  expectNear(shown.prediction(), {0.5, 0.3, 2.4, 1.5});
  EXPECT_EQ(prediction.count(), 2);
  EXPECT_EQ(prediction.last()[0].value<Vector4d>(), shown.prediction());
  EXPECT_EQ(started.count(), 1);
  EXPECT_EQ(ended.count(), 1);
  EXPECT_EQ(target.count(), 0);
  shown.pull({0.2, 0.2}, {0.3, 0.1});
  expectNear(shown.target(), {0.1, -0.1, 2.1, 1.3});
  EXPECT_EQ(shown.canvas.held(), PairBox::target) << "the keys go with the hand";
}

TEST(BoxCanvas, EdgesAndCornersResizeAndNeverTurnABoxInsideOut) {
  Shown shown(smallScene());
  shown.pull({2.6, 1.3}, {2.4, 1.9});
  expectNear(shown.prediction(), {0.7, 0.5, 2.4, 1.7});
  shown.pull({0.7, 1.7}, {0.9, 1.5});
  expectNear(shown.prediction(), {0.9, 0.5, 2.4, 1.5});
  shown.pull({2.4, 1.0}, {0.1, 1.0});
  EXPECT_EQ(shown.prediction()[2], shown.prediction()[0]) << "a line, and no further";
  // Out of nothing again, by the side that is nearer.
  shown.pull({0.92, 1.0}, {1.62, 1.0});
  expectNear(shown.prediction(), {0.9, 0.5, 1.6, 1.5}, 0.03);
}

TEST(BoxCanvas, APointIsSeenAndPulledOutAgain) {
  BoxCanvasScene scene = smallScene();
  scene.prediction = {1, 2, 1, 2};
  Shown shown(scene);
  shown.canvas.clearFocus();
  const QImage picture = shown.canvas.grab().toImage();
  const QPoint at = shown.at(1, 2).toPoint();
  EXPECT_NE(picture.pixelColor(at), PlotStyle::light().background);
  shown.pull({1.01, 2.01}, {1.61, 2.41});
  expectNear(shown.prediction(), {1, 2, 1.6, 2.4}, 0.03);
}

TEST(BoxCanvas, AnInsideOutBoxIsTheOneItsCornersSpan) {
  BoxCanvasScene scene = smallScene();
  scene.prediction = {2.6, 1.7, 0.7, 0.5};
  Shown shown(scene), upright(smallScene());
  shown.canvas.clearFocus();
  upright.canvas.clearFocus();
  EXPECT_EQ(shown.canvas.grab().toImage(), upright.canvas.grab().toImage());
  QTest::keyClick(&shown.canvas, Qt::Key_Right);
  EXPECT_LT(shown.prediction()[0], shown.prediction()[2]);
}

TEST(BoxCanvas, ShiftKeepsTheProportions) {
  Shown shown(smallScene());
  const double ratio = 1.9 / 1.2;
  shown.pull({2.6, 1.7}, {2.9, 1.72}, Qt::ShiftModifier);
  const Vector4d box = shown.prediction();
  EXPECT_NEAR((box[2] - box[0]) / (box[3] - box[1]), ratio, 1e-9);
  EXPECT_NEAR(box[2], 2.9, 0.02);
  EXPECT_EQ(box[0], 0.7);
  EXPECT_EQ(box[1], 0.5);
}

TEST(BoxCanvas, ShiftMovesAlongOneAxis) {
  Shown shown(smallScene());
  shown.pull({2.3, 1.2}, {1.9, 1.3}, Qt::ShiftModifier);
  EXPECT_NEAR(shown.prediction()[0], 0.3, 0.02);
  EXPECT_EQ(shown.prediction()[1], 0.5);
}

TEST(BoxCanvas, CtrlSnapsToTheGridAndSnappingLetsGoWithIt) {
  BoxCanvasScene scene = smallScene();
  scene.target = {10, 10, 12, 12};
  scene.snapStep = 0.5;
  Shown shown(scene);
  shown.pull({1.6, 1.1}, {3.13, 2.27}, Qt::ControlModifier);
  expectNear(shown.prediction(), {2, 1.5, 3.9, 2.7}, 1e-9);
  scene.snap = true;
  shown.canvas.setScene(scene);
  shown.pull({2.6, 1.1}, {4.1, 1.1});
  EXPECT_EQ(shown.prediction(), Vector4d(0.7, 0.5, 4, 1.7)) << "only the edge that is held";
  shown.pull({4, 1.1}, {4.7, 1.1}, Qt::ControlModifier);
  EXPECT_NEAR(shown.prediction()[2], 4.7, 0.05);
  EXPECT_NE(shown.prediction()[2], 4.5);
}

TEST(BoxCanvas, SnapsToTheOtherBoxAndShowsTheLine) {
  BoxCanvasScene scene = smallScene();
  scene.snap = true;
  scene.snapStep = 0.25;
  Shown shown(scene);
  const QPoint start = shown.at(0.7, 0.8).toPoint(), end = shown.at(0.02, 0.8).toPoint();
  QTest::mouseMove(&shown.canvas, start);
  QTest::mousePress(&shown.canvas, Qt::LeftButton, {}, start);
  QTest::mouseMove(&shown.canvas, end);
  EXPECT_EQ(shown.prediction()[0], 0);
  EXPECT_EQ(shown.canvas.hand().guidesX, std::vector<double>{0});
  EXPECT_TRUE(shown.canvas.hand().guidesY.empty());
  QTest::mouseRelease(&shown.canvas, Qt::LeftButton, {}, end);
  EXPECT_TRUE(shown.canvas.hand().guidesX.empty());
}

TEST(BoxSnap, WholeBoxesSnapByTheirNearestLine) {
  const Vector4d other(0, 0, 4, 4);
  // The centre is 0.1 from the other's, no side is within reach of a line.
  const SnappedBox centred = snapped({1.4, 10.3, 2.8, 11.3}, {}, other, 0.5, 0.15);
  EXPECT_NEAR(centred.box[0], 1.3, 1e-12);
  EXPECT_EQ(centred.guidesX, std::vector<double>{2});
  EXPECT_NEAR(centred.box[1], 10.5, 1e-12);
  EXPECT_TRUE(centred.guidesY.empty());
  // A held side does not cross the one across.
  EXPECT_EQ(snapped({1.9, 0, 1.95, 1}, {.right = true}, other, 100, 0.01).box[2], 1.9);
}

TEST(BoxSnap, ALineKeepsNoProportions) {
  EXPECT_EQ(keptInShape({1, 0, 1, 2}, {1, 0, 3, 2}, {.right = true}), Vector4d(1, 0, 3, 2));
  EXPECT_EQ(keptInShape({0, 0, 2, 1}, {0, 0, 4, 1}, {.right = true}), Vector4d(0, -0.5, 4, 1.5));
}

TEST(BoxCanvas, ArrowKeysMoveTheHeldBoxAndAltResizesIt) {
  Shown shown(smallScene());
  const Vector4d start = shown.prediction();
  QTest::keyClick(&shown.canvas, Qt::Key_Right);
  const double step = shown.prediction()[0] - start[0];
  EXPECT_GT(step, 0.01);
  EXPECT_EQ(shown.prediction()[1], start[1]);
  QTest::keyClick(&shown.canvas, Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_NEAR(shown.prediction()[3] - start[3], 5 * step, 1e-12);
  const Vector4d moved = shown.prediction();
  QTest::keyClick(&shown.canvas, Qt::Key_Right, Qt::AltModifier);
  EXPECT_NEAR(shown.prediction()[2], moved[2] + step, 1e-12);
  EXPECT_EQ(shown.prediction()[0], moved[0]);
  QTest::keyClick(&shown.canvas, Qt::Key_Down, Qt::ControlModifier);
  EXPECT_NEAR(shown.prediction()[3], moved[3] - step, 1e-12);
  for (int i = 0; i < 60; ++i) QTest::keyClick(&shown.canvas, Qt::Key_Left, Qt::AltModifier);
  EXPECT_EQ(shown.prediction()[2], shown.prediction()[0]);
  EXPECT_EQ(shown.target(), smallScene().target);
}

TEST(BoxCanvas, KeysKeepToTheStepWhileItSnaps) {
  BoxCanvasScene scene = smallScene();
  scene.snap = true;
  scene.snapStep = 0.25;
  Shown shown(scene);
  QTest::keyClick(&shown.canvas, Qt::Key_Left);
  expectNear(shown.prediction(), {0.45, 0.5, 2.35, 1.7}, 1e-12);
}

TEST(BoxCanvas, TAndTabPassTheKeysToTheOtherBox) {
  QWidget page;
  auto* before = new QWidget(&page);
  auto* canvas = new BoxCanvas(&page);
  auto* after = new QWidget(&page);
  for (QWidget* widget : {before, static_cast<QWidget*>(canvas), after}) {
    widget->setFocusPolicy(Qt::StrongFocus);
    widget->resize(300, 240);
  }
  page.show();
  QApplication::setActiveWindow(&page);
  before->setFocus();
  QSignalSpy spy(canvas, &BoxCanvas::heldChanged);
  QTest::keyClick(before, Qt::Key_Tab);
  EXPECT_TRUE(canvas->hasFocus());
  EXPECT_EQ(canvas->held(), PairBox::prediction);
  QTest::keyClick(canvas, Qt::Key_Tab);
  EXPECT_TRUE(canvas->hasFocus());
  EXPECT_EQ(canvas->held(), PairBox::target);
  QTest::keyClick(canvas, Qt::Key_Up);
  EXPECT_GT(canvas->scene().target[1], 0);
  QTest::keyClick(canvas, Qt::Key_Tab);
  EXPECT_TRUE(after->hasFocus()) << "the keys are not caught";
  canvas->setFocus();
  QTest::keyClick(canvas, Qt::Key_T);
  EXPECT_EQ(canvas->held(), PairBox::prediction);
  EXPECT_EQ(spy.count(), 2);
}

TEST(BoxCanvas, LeavesOtherKeysToThePage) {
  GesturePage page;
  auto* canvas = new BoxCanvas(&page);
  (new QVBoxLayout(&page))->addWidget(canvas);
  page.resize(640, 480);
  page.show();
  for (const Qt::Key key : {Qt::Key_Space, Qt::Key_C, Qt::Key_Home}) QTest::keyClick(canvas, key);
  EXPECT_EQ(page.keys, 3);
  EXPECT_FALSE(takesBeforeShortcuts(*canvas, Qt::Key_Space));
  EXPECT_FALSE(takesBeforeShortcuts(*canvas, Qt::Key_T, Qt::ControlModifier));
  EXPECT_TRUE(takesBeforeShortcuts(*canvas, Qt::Key_Down));
  EXPECT_TRUE(takesBeforeShortcuts(*canvas, Qt::Key_Down, Qt::AltModifier));
  EXPECT_TRUE(takesBeforeShortcuts(*canvas, Qt::Key_T));
}

void turnWheel(BoxCanvas& canvas, QPointF at, int delta) {
  QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&canvas, &event);
}

TEST(BoxCanvas, TheWheelZoomsAboutThePointerAndHShowsAll) {
  Shown shown(smallScene());
  const PlotScale before = shown.canvas.plotScale();
  const QPointF at = shown.at(1, 1);
  turnWheel(shown.canvas, at, 240);
  const PlotScale near = shown.canvas.plotScale();
  EXPECT_NEAR(near.x.span(), before.x.span() / 1.5625, 0.1 * before.x.span());
  EXPECT_LT(QLineF(shown.at(1, 1), at).length(), 2);
  for (int i = 0; i < 400; ++i) turnWheel(shown.canvas, at, 120);
  EXPECT_GT(shown.canvas.plotScale().x.span(), 1e-5);
  for (int i = 0; i < 400; ++i) turnWheel(shown.canvas, at, -120);
  EXPECT_LT(shown.canvas.plotScale().x.span(), 1e5);
  QTest::keyClick(&shown.canvas, Qt::Key_H);
  EXPECT_EQ(shown.canvas.plotScale(), before);
}

TEST(BoxCanvas, DraggingTheGroundMovesTheViewAndADoubleClickBringsItBack) {
  Shown shown(smallScene());
  const PlotScale before = shown.canvas.plotScale();
  QSignalSpy started(&shown.canvas, &BoxCanvas::dragStarted);
  const QPoint from = shown.at(2.8, 0.1).toPoint();
  drag(shown.canvas, from, from + QPoint(40, 25));
  EXPECT_EQ(shown.prediction(), smallScene().prediction);
  EXPECT_EQ(started.count(), 0);
  const QPointF moved = shown.canvas.plotScale().toPixel({2.8, 0.1});
  EXPECT_LT(QLineF(moved, from + QPoint(40, 25)).length(), 3);
  shown.canvas.setScene(shown.canvas.scene());
  EXPECT_NE(shown.canvas.plotScale(), before) << "it stays where the hand left it";
  QTest::mouseDClick(&shown.canvas, Qt::LeftButton, {}, from);
  EXPECT_EQ(shown.canvas.plotScale(), before);
}

TEST(BoxCanvas, ThePlaneStaysWhileABoxIsDraggedAndGrowsAfterwards) {
  Shown shown(smallScene());
  const PlotScale before = shown.canvas.plotScale();
  const QPoint from = shown.at(2.3, 1.2).toPoint();
  QTest::mousePress(&shown.canvas, Qt::LeftButton, {}, from);
  QTest::mouseMove(&shown.canvas, from + QPoint(390, -90));
  EXPECT_EQ(shown.canvas.plotScale(), before);
  shown.canvas.setScene(shown.canvas.scene());  // as a page answers
  EXPECT_EQ(shown.canvas.plotScale(), before);
  QTest::mouseRelease(&shown.canvas, Qt::LeftButton, {}, from + QPoint(390, -90));
  EXPECT_TRUE(shown.canvas.plotScale().x.contains(shown.prediction()[2]));
}

TEST(BoxCanvas, SaysWhereThePointerIs) {
  Shown shown(smallScene());
  QSignalSpy spy(&shown.canvas, &BoxCanvas::hovered);
  QTest::mouseMove(&shown.canvas, shown.at(1, 0.5).toPoint());
  ASSERT_GE(spy.count(), 1);
  const auto place = spy.last()[0].value<std::optional<QPointF>>();
  ASSERT_TRUE(place);
  EXPECT_NEAR(place->x(), 1, 0.02);
  EXPECT_NEAR(place->y(), 0.5, 0.02);
  QTest::mouseMove(&shown.canvas, QPoint(1, 1));
  EXPECT_FALSE(spy.last()[0].value<std::optional<QPointF>>());
}

QByteArray svgOf(const BoxCanvas& canvas) {
  QBuffer file;
  QSvgGenerator generator;
  generator.setOutputDevice(&file);
  generator.setSize({640, 480});
  QPainter painter(&generator);
  canvas.paintTo(painter, QRectF(0, 0, 640, 480));
  painter.end();
  return file.data();
}

TEST(BoxCanvas, WritesItsTermsWithNumbers) {
  Shown shown(fullScene());
  const QByteArray text = svgOf(shown.canvas);
  // Overlap 1.3 × 0.9; union 2.8 + 2.28 − 1.17; enclosing 2.6 × 1.7.
  for (const char* part : {"overlap 1.17", "union 3.91", "empty 0.51", "w/h 1.43", "w/h 1.58", "c 3.11"})
    EXPECT_TRUE(text.contains(part)) << part;
  EXPECT_TRUE(text.contains("B GIoU: no gradient here, no common area"));
  EXPECT_FALSE(text.contains("A IoU"));
  BoxCanvasScene scene = fullScene();
  scene.numbers = false;
  shown.canvas.setScene(scene);
  EXPECT_FALSE(svgOf(shown.canvas).contains("overlap 1.17"));
}

TEST(BoxCanvas, CountsFromAbovePicturesIfItIsTold) {
  BoxCanvasScene scene = smallScene();
  scene.prediction = {10, 10, 40, 30};
  scene.target = {20, 15, 60, 40};
  scene.picture = QImage(100, 80, QImage::Format_RGB32);
  scene.picture.fill(Qt::darkGreen);
  scene.top = 80;
  Shown shown(scene);
  shown.canvas.clearFocus();
  const QImage image = shown.canvas.grab().toImage();
  const QColor inside = image.pixelColor(shown.at(80, 70).toPoint() + QPoint(3, 3));
  EXPECT_GT(inside.green(), inside.red() + 30);
  EXPECT_EQ(image.pixelColor(shown.at(101.5, 70).toPoint() + QPoint(1, 3)), PlotStyle::light().background);
  EXPECT_TRUE(shown.canvas.plotScale().y.contains(80));
  // The number beside the upper edge is 0.
  const QByteArray svg = svgOf(shown.canvas);
  EXPECT_TRUE(svg.contains(">0</text>"));
  EXPECT_TRUE(svg.contains(">80</text>"));
}

int painted(const QImage& one, const QImage& other, const QRectF& part) {
  int count = 0;
  for (int y = 0; y < one.height(); ++y)
    for (int x = 0; x < one.width(); ++x)
      count += one.pixel(x, y) != other.pixel(x, y) && part.contains(x, y) ? 1 : 0;
  return count;
}

QImage pictureWith(const Vector4d& gradient, bool byCentre) {
  BoxCanvasScene scene = smallScene();
  scene.numbers = false;
  scene.pullsByCentre = byCentre;
  scene.pulls = {{QStringLiteral("A"), QStringLiteral("IoU"), Qt::blue, gradient, {}}};
  Shown shown(scene);
  shown.canvas.clearFocus();
  return shown.canvas.grab().toImage();
}

TEST(BoxCanvas, AnEdgeThatIsPulledHasAnArrow) {
  Shown shown(smallScene());
  const QImage without = pictureWith(Vector4d::Zero(), false);
  const QRectF area = shown.canvas.plotScale().area;
  const QPointF edge = shown.at(2.6, 1.1);
  const QRectF beside(edge.x() + 2, edge.y() - 7, area.right() - edge.x() - 4, 14);
  EXPECT_GT(painted(pictureWith({0, 0, -1, 0}, false), without, beside), 100);
  EXPECT_EQ(painted(pictureWith({0, 0, -1, 0}, false), without, area),
            painted(pictureWith({0, 0, -1, 0}, false), without, beside));
  EXPECT_EQ(painted(pictureWith({0, 0, 0, -1}, false), without, beside), 0);
}

// The x1 and x2 edges are pulled alike to the right: the centre is, and the width is not.
TEST(BoxCanvas, ByCentreAndSizeTheCentreIsPulled) {
  Shown shown(smallScene());
  const QImage without = pictureWith(Vector4d::Zero(), true);
  const QPointF centre = shown.at(1.65, 1.1), edge = shown.at(2.6, 1.1);
  const QImage with = pictureWith({-1, 0, -1, 0}, true);
  EXPECT_GT(painted(with, without, QRectF(centre.x() + 4, centre.y() - 6, 40, 12)), 60);
  EXPECT_EQ(painted(with, without, QRectF(edge.x() + 2, edge.y() - 7, 60, 14)), 0);
  const QImage wider = pictureWith({1, 0, -1, 0}, true);
  EXPECT_EQ(painted(wider, without, QRectF(centre.x() + 4, centre.y() - 6, 40, 12)), 0);
  EXPECT_GT(painted(wider, without, QRectF(edge.x() + 2, edge.y() - 7, 60, 14)), 60);
}

TEST(BoxCanvas, PullsAreForgottenWhereABoxMoves) {
  Shown shown(fullScene());
  QTest::keyClick(&shown.canvas, Qt::Key_Right);
  EXPECT_TRUE(shown.canvas.scene().pulls.empty());
  EXPECT_TRUE(shown.canvas.absences().isEmpty());
}

TEST(BoxCanvas, NamesTheLossesWithoutAGradientByReason) {
  BoxCanvasScene scene = fullScene();
  scene.pulls[0].gradient.setZero();
  scene.pulls[0].absence = QStringLiteral("no common area");
  Shown shown(scene);
  EXPECT_EQ(shown.canvas.absences(),
            QStringList{QStringLiteral("A IoU, B GIoU: no gradient here, no common area")});
}

TEST(BoxCanvas, ExportsWhatItShows) {
  Shown shown(fullScene());
  shown.canvas.clearFocus();
  EXPECT_EQ(differences(shown.canvas), 0);
}

TEST(BoxCanvas, FollowsTheTheme) {
  Shown shown(fullScene());
  for (const PlotStyle& style : {PlotStyle::darkStyle(), PlotStyle::light()}) {
    shown.canvas.setPlotStyle(style);
    EXPECT_EQ(shown.canvas.grab().toImage().pixelColor(1, 1), style.background);
  }
}

TEST(BoxCanvas, TakesAnythingAtEverySize) {
  const double nan = std::nan("");
  Shown shown(fullScene());
  const std::vector<Vector4d> boxes{{0, 0, 0, 0},
                                    {1, 1, 1, 3},
                                    {1e12, 1e12, 1e12 + 1, 1e12 + 2},
                                    {nan, 0, 1, 1},
                                    {2, 2, 0, 0},
                                    {-1e300, -1e300, 1e300, 1e300},
                                    {1e-70, 0, 2e-70, 1e-70}};
  for (const Vector4d& target : boxes)
    for (const Vector4d& prediction : boxes) {
      BoxCanvasScene scene = fullScene();
      scene.target = target;
      scene.prediction = prediction;
      scene.pulls[0].gradient = Vector4d(1e300, nan, -1e300, 1e-300);
      scene.pulls[1].gradient = Vector4d(1e-300, 0, 1, 0);
      scene.contenders[0].now = prediction;
      scene.contenders[0].path = {target, prediction};
      shown.canvas.setScene(scene);
      EXPECT_GT(shown.canvas.plotScale().x.span(), 0);
      for (const QSize size : {QSize(1, 1), QSize(240, 200), QSize(1500, 60), QSize(1000, 700)}) {
        QImage image(size, QImage::Format_RGB32);
        QPainter painter(&image);
        shown.canvas.paintTo(painter, QRectF(QPointF(), size));
      }
      const QPoint middle = shown.canvas.rect().center();
      drag(shown.canvas, middle, middle + QPoint(30, 20));
      for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Plus, Qt::Key_T, Qt::Key_H})
        QTest::keyClick(&shown.canvas, key);
      QTest::keyClick(&shown.canvas, Qt::Key_Up, Qt::AltModifier);
      EXPECT_TRUE(shown.canvas.plotScale().x.span() > 0);
    }
}

}  // namespace
}  // namespace lossarium::ui
