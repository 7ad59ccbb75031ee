#include "ui/plots/simplex_view.h"

#include "tests/ui/plots/export_testing.h"
#include "tests/ui/plots/gesture_page.h"
#include "ui/plots/plot_marks.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QSvgGenerator>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

SimplexScene sceneOf(const std::string& id, int target = 0,
                     const Eigen::Vector3d& marker = {0.25, 0.45, 0.3}) {
  const auto loss = makeLoss({id, {}});
  const SimplexSample sample = simplexSample(*loss, target, marker);
  SimplexScene scene;
  scene.field = std::make_shared<SimplexField>(simplexField(*loss, target, 40));
  scene.target = target;
  scene.lossTitle = QString::fromUtf8(loss->spec().title.data());
  scene.marker = marker;
  scene.value = sample.value;
  scene.slope = sample.slope;
  return scene;
}

SimplexScene sceneOf(const std::function<double(const Eigen::Vector3d&)>& value) {
  auto field = std::make_shared<SimplexField>(SimplexField{.steps = 30, .values = std::vector<double>(496)});
  for (int i = 0; i <= 30; ++i)
    for (int j = 0; i + j <= 30; ++j) field->values[field->index(i, j)] = value(field->probabilities(i, j));
  SimplexScene scene;
  scene.field = field;
  return scene;
}

class Shown {
 public:
  explicit Shown(const SimplexScene& scene, QSize size = {420, 360}) {
    view.setScene(scene);
    view.resize(size);
    view.show();
    QTest::qWait(1);
  }
  SimplexView view;
};

double distance(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

TEST(SimplexView, PixelsAndProbabilitiesAreInverse) {
  Shown shown(sceneOf("cross_entropy"));
  for (double a = 0; a <= 1; a += 0.1)
    for (double b = 0; a + b <= 1; b += 0.1) {
      const Eigen::Vector3d p(a, b, 1 - a - b);
      EXPECT_LT((shown.view.toProbabilities(shown.view.toPixel(p)) - p).norm(), 1e-12);
    }
  const QPointF top = shown.view.toPixel({1, 0, 0}), left = shown.view.toPixel({0, 1, 0}),
                right = shown.view.toPixel({0, 0, 1});
  EXPECT_NEAR(distance(top, left), distance(left, right), 1e-9);
  EXPECT_NEAR(distance(top, right), distance(left, right), 1e-9);
  EXPECT_EQ(shown.view.toProbabilities({-1000, 10000}), Eigen::Vector3d(0, 1, 0));
}

TEST(SimplexView, TheMarkerIsDragged) {
  Shown shown(sceneOf("cross_entropy"));
  QSignalSpy spy(&shown.view, &SimplexView::markerMoved);
  const QPointF to = shown.view.toPixel({0.6, 0.1, 0.3});
  // Held beside its centre, it does not jump.
  drag(shown.view, shown.view.toPixel(shown.view.marker()) + QPointF(4, 2), to + QPointF(4, 2));
  ASSERT_EQ(spy.count(), 3);
  EXPECT_LT((spy.last()[0].value<Eigen::Vector3d>() - Eigen::Vector3d(0.6, 0.1, 0.3)).norm(), 0.01);
  EXPECT_EQ(spy.last()[0].value<Eigen::Vector3d>(), shown.view.marker());
  EXPECT_NEAR(shown.view.marker().sum(), 1, 1e-12);
  // Beyond an edge it slides along.
  drag(shown.view, shown.view.toPixel(shown.view.marker()), shown.view.toPixel({0.5, -0.5, 1}));
  EXPECT_EQ(shown.view.marker()[1], 0);
}

TEST(SimplexView, AClickPutsTheMarkerDown) {
  Shown shown(sceneOf("cross_entropy"));
  QSignalSpy spy(&shown.view, &SimplexView::markerMoved);
  QTest::mouseClick(&shown.view, Qt::LeftButton, {}, shown.view.toPixel({0.1, 0.1, 0.8}).toPoint());
  ASSERT_EQ(spy.count(), 1);
  EXPECT_LT((shown.view.marker() - Eigen::Vector3d(0.1, 0.1, 0.8)).norm(), 0.01);
  QTest::mouseClick(&shown.view, Qt::LeftButton, {}, {3, 3});
  QTest::mouseClick(&shown.view, Qt::RightButton, {}, shown.view.toPixel({0.8, 0.1, 0.1}).toPoint());
  EXPECT_EQ(spy.count(), 1);
}

TEST(SimplexView, ArrowKeysMoveTheMarkerAndStayInside) {
  Shown shown(sceneOf("cross_entropy"));
  const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(&shown.view, key, modifiers);
    return shown.view.marker();
  };
  EXPECT_LT((press(Qt::Key_Right) - Eigen::Vector3d(0.25, 0.44, 0.31)).norm(), 1e-12);
  EXPECT_LT((press(Qt::Key_Left) - Eigen::Vector3d(0.25, 0.45, 0.3)).norm(), 1e-12);
  EXPECT_LT((press(Qt::Key_Up, Qt::ShiftModifier) - Eigen::Vector3d(0.35, 0.4, 0.25)).norm(), 1e-12);
  EXPECT_LT((press(Qt::Key_Down) - Eigen::Vector3d(0.34, 0.405, 0.255)).norm(), 1e-12);
  for (int i = 0; i < 40; ++i) press(Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_EQ(shown.view.marker(), Eigen::Vector3d(1, 0, 0));
  QSignalSpy spy(&shown.view, &SimplexView::markerMoved);
  press(Qt::Key_Up);
  EXPECT_EQ(spy.count(), 0);
}

TEST(SimplexView, LeavesSpaceDoubleClicksAndTheWheelToThePage) {
  GesturePage page;
  auto* view = new SimplexView(&page);
  (new QVBoxLayout(&page))->addWidget(view);
  view->setScene(sceneOf("cross_entropy"));
  page.resize(420, 360);
  page.show();
  for (const Qt::Key key : {Qt::Key_Space, Qt::Key_H, Qt::Key_Home}) QTest::keyClick(view, key);
  EXPECT_EQ(page.keys, 3);
  QTest::mouseDClick(view, Qt::LeftButton, {}, {200, 200});
  EXPECT_EQ(page.doubleClicks, 1);
  EXPECT_TRUE(leavesTheWheel(*view));
  EXPECT_FALSE(takesBeforeShortcuts(*view, Qt::Key_Space));
  EXPECT_FALSE(takesBeforeShortcuts(*view, Qt::Key_Right, Qt::ControlModifier));
  EXPECT_TRUE(takesBeforeShortcuts(*view, Qt::Key_Right));
  EXPECT_TRUE(takesBeforeShortcuts(*view, Qt::Key_Left, Qt::ShiftModifier));
}

TEST(SimplexView, ReadsTheMarker) {
  SimplexScene scene = sceneOf("cross_entropy");
  scene.names[1] = QStringLiteral("cat");
  Shown shown(scene);
  EXPECT_EQ(shown.view.readout(), (QStringList{QStringLiteral("Cross-entropy 1.386"),
                                               QStringLiteral("class 1: p 0.250, slope −0.750"),
                                               QStringLiteral("cat: p 0.450, slope 0.450"),
                                               QStringLiteral("class 3: p 0.300, slope 0.300")}));
  // At a new place nothing is known until it is brought.
  QTest::keyClick(&shown.view, Qt::Key_Right);
  EXPECT_EQ(shown.view.readout()[0], QStringLiteral("Cross-entropy –"));
  EXPECT_EQ(shown.view.readout()[1], QStringLiteral("class 1: p 0.250, slope –"));
}

TEST(SimplexView, ColoursEndWhereTheEdgesTower) {
  const SimplexScale scale = simplexScale(*sceneOf("cross_entropy").field);
  EXPECT_TRUE(scale.isCut());
  EXPECT_NEAR(scale.highest, 9.21, 0.01);
  EXPECT_GT(scale.maximum, 2.5);
  EXPECT_LT(scale.maximum, 4.5);
  EXPECT_FALSE(simplexScale(*sceneOf("multiclass_brier").field).isCut());
  Shown shown(sceneOf("cross_entropy"));
  EXPECT_TRUE(shown.view.caption().startsWith(QStringLiteral("Colours end at 3")));
  EXPECT_TRUE(shown.view.caption().contains(QStringLiteral("0.0001")));
}

TEST(SimplexGround, ContourLinesLieOnTheirLevel) {
  SimplexGround ground;
  ground.setField(sceneOf("cross_entropy").field);
  const std::vector<double> levels = ground.levels();
  EXPECT_GE(levels.size(), 4U);
  EXPECT_LE(levels.size(), 14U);
  EXPECT_LT(levels.back(), ground.scale().maximum);
  ground.setField(sceneOf([](const Eigen::Vector3d&) { return 2.0; }).field);
  EXPECT_TRUE(ground.levels().empty());
  EXPECT_EQ(ground.scale().fraction(2), 0.5);
}

TEST(SimplexView, PaintsTheFieldInTheColoursOfTheMap) {
  SimplexScene scene = sceneOf("multiclass_brier");
  scene.marker = {1, 0, 0};
  scene.slope.setConstant(std::nan(""));
  Shown shown(scene);
  const QImage image = shown.view.grab().toImage();
  const SimplexScale scale = simplexScale(*scene.field);
  const auto loss = makeLoss({"multiclass_brier", {}});
  int alike = 0;
  const std::vector<Eigen::Vector3d> places{
      {0.7, 0.2, 0.1}, {0.3, 0.15, 0.55}, {0.12, 0.75, 0.13}, {0.1, 0.1, 0.8}};
  for (const Eigen::Vector3d& p : places) {
    const QColor seen = image.pixelColor(shown.view.toPixel(p).toPoint());
    const QColor wanted = lossColor(ColorMap::viridis, scale.fraction(simplexSample(*loss, 0, p).value));
    alike += std::abs(seen.red() - wanted.red()) + std::abs(seen.green() - wanted.green()) < 24 ? 1 : 0;
  }
  EXPECT_GE(alike, 3);  // one may lie on a line
}

TEST(SimplexView, TheArrowLeadsToTheTrueClass) {
  SimplexScene scene = sceneOf("cross_entropy", 1, {0.4, 0.3, 0.3});
  scene.field.reset();
  Shown with(scene);
  scene.slope.setZero();
  Shown without(scene);
  const QImage a = with.view.grab().toImage(), b = without.view.grab().toImage();
  const QPointF ball = with.view.toPixel(scene.marker), corner = with.view.toPixel({0, 1, 0});
  int ahead = 0, behind = 0;
  const QRect inside = with.view.rect();
  for (int y = 0; y < inside.height(); ++y)
    for (int x = 0; x < inside.width(); ++x) {
      if (a.pixel(x, y) == b.pixel(x, y) || distance({1.0 * x, 1.0 * y}, ball) > 120) continue;
      const bool isAhead = QPointF::dotProduct(QPointF(x, y) - ball, corner - ball) > 0;
      ++(isAhead ? ahead : behind);
    }
  EXPECT_GT(ahead, 60);
  EXPECT_LT(behind, 20);
}

TEST(SimplexView, ExportsWhatItShows) {
  Shown shown(sceneOf("softmax_focal", 2));
  shown.view.clearFocus();
  EXPECT_EQ(differences(shown.view), 0);
}

TEST(SimplexView, AVectorFileHasItsTexts) {
  Shown shown(sceneOf("cross_entropy"));
  QBuffer file;
  QSvgGenerator generator;
  generator.setOutputDevice(&file);
  generator.setSize({420, 360});
  generator.setResolution(96);
  {
    QPainter painter(&generator);
    shown.view.paintTo(painter, QRectF(0, 0, 420, 360));
  }
  EXPECT_TRUE(file.data().contains("the true one"));
  EXPECT_TRUE(file.data().contains("Cross-entropy"));
  EXPECT_TRUE(file.data().contains("<image"));
}

TEST(SimplexView, FollowsTheTheme) {
  Shown shown(sceneOf("cross_entropy"));
  for (const PlotStyle& style : {PlotStyle::darkStyle(), PlotStyle::light()}) {
    shown.view.setPlotStyle(style);
    EXPECT_EQ(shown.view.grab().toImage().pixelColor(2, 2), style.background);
  }
  PlotStyle magma = PlotStyle::light();
  const QImage before = shown.view.grab().toImage();
  magma.colorMap = ColorMap::magma;
  shown.view.setPlotStyle(magma);
  EXPECT_NE(shown.view.grab().toImage(), before);
}

TEST(SimplexView, IsPaintedAtEverySize) {
  Shown shown(sceneOf("cross_entropy"));
  for (const QSize size :
       {QSize(1, 1), QSize(3, 200), QSize(200, 180), QSize(260, 240), QSize(2000, 90), QSize(1900, 1400)}) {
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    shown.view.paintTo(painter, QRectF(QPointF(), size));
  }
  for (const QSize size : {QSize(260, 240), QSize(900, 700)}) {
    shown.view.resize(size);
    for (const Eigen::Vector3d& corner : {Eigen::Vector3d(1, 0, 0), {0, 1, 0}, {0, 0, 1}})
      EXPECT_TRUE(shown.view.rect().contains(shown.view.toPixel(corner).toPoint()));
  }
}

TEST(SimplexView, TakesAnythingWithoutComplaint) {
  Shown shown(SimplexScene{});
  EXPECT_TRUE(shown.view.caption().isEmpty());
  const double nan = std::nan("");
  for (const auto& value : std::vector<std::function<double(const Eigen::Vector3d&)>>{
           [](const Eigen::Vector3d&) { return 3.0; }, [](const Eigen::Vector3d&) { return 0.0; },
           [nan](const Eigen::Vector3d&) { return nan; },
           [](const Eigen::Vector3d& p) { return p[0] > 0.5 ? infinity : p[1]; },
           [](const Eigen::Vector3d& p) { return 1.7e308 * (p[0] - p[1]); },
           [](const Eigen::Vector3d& p) { return 1e-300 * p[2]; }}) {
    SimplexScene scene = sceneOf(value);
    for (const Eigen::Vector3d& marker : {Eigen::Vector3d(1, 0, 0), {nan, 0, 0}, {1e300, -1e300, 0}}) {
      scene.marker = marker;
      scene.value = 1e300;
      scene.slope = {1e300, -1e300, 0};
      scene.target = 7;
      scene.names = {QString(200, QLatin1Char('W')), QStringLiteral("b"), QStringLiteral("c")};
      shown.view.setScene(scene);
      EXPECT_FALSE(shown.view.grab().isNull());
      EXPECT_NEAR(shown.view.marker().sum(), 1, 1e-12);
    }
  }
  SimplexScene broken;
  broken.field = std::make_shared<SimplexField>(SimplexField{.steps = 5, .values = {1, 2}});
  shown.view.setScene(broken);
  EXPECT_FALSE(shown.view.grab().isNull());
}

}  // namespace
}  // namespace lossarium::ui
