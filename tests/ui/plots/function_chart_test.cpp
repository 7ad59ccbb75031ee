#include "ui/plots/function_chart.h"

#include "tests/ui/plots/export_testing.h"
#include "tests/ui/plots/gesture_page.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QSvgRenderer>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const QColor blue(0, 0, 255), red(255, 0, 0);

template <class Function>
FunctionCurve curveOf(const Function& function, const QColor& color = blue) {
  FunctionCurve curve{QStringLiteral("A loss"), color, {}, true};
  for (int i = 0; i <= 200; ++i) {
    const double x = -4 + 0.04 * i;
    curve.points.append({x, function(x)});
  }
  return curve;
}

FunctionCurve between(double low, double high) {
  return curveOf([=](double x) { return low + (high - low) * (x + 4) / 8; });
}

FunctionScene sceneOf(std::vector<FunctionCurve> curves) {
  FunctionScene scene;
  scene.curves = std::move(curves);
  scene.from = -4;
  scene.to = 4;
  scene.xTitle = QStringLiteral("residual");
  scene.yTitle = QStringLiteral("value");
  scene.nameWidth = 60;
  return scene;
}

FunctionScene bowl() {
  return sceneOf({curveOf([](double x) { return x * x; })});
}

class Shown {
 public:
  explicit Shown(const FunctionScene& scene, QSize size = {420, 260}) {
    chart.resize(size);
    chart.setScene(scene);
    chart.show();
    QTest::qWait(1);
  }
  QPoint at(double x) {
    const PlotScale scale = chart.plotScale();
    return {qRound(scale.toPixel({x, 0}).x()), qRound(scale.area.center().y())};
  }
  QImage picture() { return chart.grab().toImage(); }
  double pixel() { return chart.plotScale().x.span() / chart.plotScale().area.width(); }

  FunctionChart chart;
};

double lastOf(const QSignalSpy& spy) { return spy.isEmpty() ? nan : spy.last()[0].toDouble(); }

bool isLike(const QColor& seen, const QColor& wanted) {
  return std::abs(seen.red() - wanted.red()) < 90 && std::abs(seen.green() - wanted.green()) < 90 &&
         std::abs(seen.blue() - wanted.blue()) < 90;
}

int inkIn(const QImage& image, const QRect& part, const QColor& color) {
  int count = 0;
  for (int y = part.top(); y <= part.bottom(); ++y)
    for (int x = part.left(); x <= part.right(); ++x)
      count += image.rect().contains(x, y) && isLike(image.pixelColor(x, y), color) ? 1 : 0;
  return count;
}

int inkIn(const QImage& image, const QColor& color) { return inkIn(image, image.rect(), color); }

int differing(const QImage& one, const QImage& other, const QRect& part) {
  int count = 0;
  for (int y = part.top(); y <= part.bottom(); ++y)
    for (int x = part.left(); x <= part.right(); ++x) count += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
  return count;
}

TEST(FunctionRange, ACurveThatTowersIsCut) {
  const AxisRange range = functionRange({between(0, 1), between(0, 2), between(0, 100)}, false);
  EXPECT_GT(range.maximum, 2);
  EXPECT_LT(range.maximum, 2.5);
  EXPECT_GT(functionRange({between(0, 1), between(0, 2.4)}, false).maximum, 2.4);
  EXPECT_GT(functionRange({between(0, 100)}, false).maximum, 100);
}

TEST(FunctionRange, NegativeValuesAreHeldAlike) {
  const AxisRange range = functionRange({between(-1, 1), between(-2, 0.5), between(-90, 0)}, false);
  EXPECT_LT(range.minimum, -2);
  EXPECT_GT(range.minimum, -2.5);
  const AxisRange below = functionRange({between(-3, -2)}, false);
  EXPECT_LT(below.minimum, -3);
  EXPECT_GE(below.maximum, 0);
}

// One that is 0 everywhere says nothing of how high the others are.
TEST(FunctionRange, ACurveOnTheAxisCutsNoOther) {
  EXPECT_GT(functionRange({between(0, 0), between(0, 2)}, false).maximum, 2);
  EXPECT_LT(functionRange({between(0, 0), between(-2, 0)}, false).minimum, -2);
  EXPECT_LT(functionRange({between(2, 2), between(0, 1), between(-0.5, 1)}, false).minimum, -0.5);
  EXPECT_GT(functionRange({between(-3, -1), between(-2, 0.5)}, false).maximum, 0.5);
}

TEST(FunctionRange, LogarithmicSpansPowersOfTen) {
  const AxisRange range = functionRange({between(0, 100), between(0.01, 1)}, true);
  EXPECT_NEAR(range.maximum, 2, 1e-9);
  EXPECT_NEAR(range.minimum, -2, 1e-9);
  EXPECT_NEAR(functionRange({between(1e-30, 1), between(1e-30, 1e-30)}, true).minimum, -8, 1e-9);
}

TEST(FunctionRange, NothingAndAllEqualHaveARange) {
  for (const bool logarithmic : {false, true})
    for (const std::vector<FunctionCurve>& curves : std::vector<std::vector<FunctionCurve>>{
             {}, {FunctionCurve{}}, {between(nan, nan)}, {between(0, 0)}, {between(-5, -5)}}) {
      const AxisRange range = functionRange(curves, logarithmic);
      EXPECT_GT(range.span(), 0);
      EXPECT_TRUE(std::isfinite(range.span()));
    }
  EXPECT_TRUE(functionRange({between(3, 3)}, false).contains(3));
  EXPECT_TRUE(functionRange({between(3, 3)}, true).contains(std::log10(3)));
}

TEST(FunctionChart, AClickAndADragMoveTheMarker) {
  Shown shown(bowl());
  const QSignalSpy moved(&shown.chart, &FunctionChart::markerMoved);
  QTest::mouseClick(shown.chart.viewport(), Qt::LeftButton, {}, shown.at(1));
  ASSERT_EQ(moved.count(), 1);
  EXPECT_NEAR(lastOf(moved), 1, shown.pixel());
  drag(*shown.chart.viewport(), shown.at(-3), shown.at(2));
  EXPECT_EQ(moved.count(), 5);
  EXPECT_NEAR(lastOf(moved), 2, shown.pixel());
  QTest::mouseMove(shown.chart.viewport(), shown.at(0));
  QTest::mouseClick(shown.chart.viewport(), Qt::RightButton, {}, shown.at(0));
  EXPECT_EQ(moved.count(), 5);
}

TEST(FunctionChart, TheMarkerStaysOnTheAxis) {
  Shown shown(bowl());
  const QSignalSpy moved(&shown.chart, &FunctionChart::markerMoved);
  const QPoint left(2, shown.at(0).y()), right(shown.chart.width() - 2, shown.at(0).y());
  QTest::mouseClick(shown.chart.viewport(), Qt::LeftButton, {}, left);
  EXPECT_EQ(lastOf(moved), -4);
  QTest::mouseClick(shown.chart.viewport(), Qt::LeftButton, {}, right);
  EXPECT_EQ(lastOf(moved), 4);
}

TEST(FunctionChart, TheArrowKeysMoveTheMarker) {
  FunctionScene scene = bowl();
  scene.marker = 1;
  Shown shown(scene);
  const QSignalSpy moved(&shown.chart, &FunctionChart::markerMoved);
  const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(&shown.chart, key, modifiers);
    return lastOf(moved);
  };
  EXPECT_NEAR(press(Qt::Key_Right), 1.08, 1e-12);
  EXPECT_NEAR(press(Qt::Key_Left), 0.92, 1e-12);
  EXPECT_NEAR(press(Qt::Key_Right, Qt::ShiftModifier), 1.8, 1e-12);
  EXPECT_NEAR(press(Qt::Key_Left, Qt::ShiftModifier), 0.2, 1e-12);
  scene.marker = 3.99;
  shown.chart.setScene(scene);
  EXPECT_EQ(press(Qt::Key_Right), 4);
  scene.marker = std::nullopt;
  shown.chart.setScene(scene);
  EXPECT_NEAR(press(Qt::Key_Left), -0.08, 1e-12);
}

TEST(FunctionChart, LeavesOtherKeysToThePage) {
  GesturePage page;
  auto* chart = new FunctionChart(&page);
  (new QVBoxLayout(&page))->addWidget(chart);
  page.resize(420, 260);
  page.show();
  for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Up, Qt::Key_L, Qt::Key_Home}) QTest::keyClick(chart, key);
  QTest::keyClick(chart, Qt::Key_Left);
  QTest::mouseDClick(chart->viewport(), Qt::LeftButton, {}, {100, 100});
  EXPECT_EQ(page.keys, 4);
  EXPECT_EQ(page.doubleClicks, 1);
  EXPECT_TRUE(takesBeforeShortcuts(*chart, Qt::Key_Right));
  EXPECT_TRUE(takesBeforeShortcuts(*chart, Qt::Key_Right, Qt::ShiftModifier));
  EXPECT_FALSE(takesBeforeShortcuts(*chart, Qt::Key_Right, Qt::ControlModifier));
  EXPECT_FALSE(takesBeforeShortcuts(*chart, Qt::Key_Space));
}

TEST(FunctionChart, TheWheelAsksForAZoomWhereItIs) {
  Shown shown(bowl());
  const QSignalSpy zoomed(&shown.chart, &FunctionChart::zoomed);
  const auto turn = [&](QPoint angle) {
    const QPoint at = shown.at(2);
    QWheelEvent event(at, shown.chart.viewport()->mapToGlobal(at), {}, angle, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(shown.chart.viewport(), &event);
  };
  turn({0, 120});
  ASSERT_EQ(zoomed.count(), 1);
  EXPECT_NEAR(zoomed[0][0].toDouble(), 2, shown.pixel());
  EXPECT_NEAR(zoomed[0][1].toDouble(), 1 / 1.2, 1e-12);
  turn({0, -240});
  EXPECT_NEAR(zoomed[1][1].toDouble(), 1.44, 1e-12);
  turn({120, 0});
  EXPECT_EQ(zoomed.count(), 2);
}

TEST(FunctionChart, ChartsBelowEachOtherShareOneAxis) {
  FunctionScene slope = sceneOf({between(-0.00001, 0.00002)}), curvature = sceneOf({between(-1e9, 3e12)});
  slope.named = curvature.named = false;
  slope.xTitle.clear();
  const Shown a(bowl()), b(slope), c(curvature);
  for (const Shown* each : {&b, &c}) {
    EXPECT_EQ(each->chart.plotScale().area.left(), a.chart.plotScale().area.left());
    EXPECT_EQ(each->chart.plotScale().area.right(), a.chart.plotScale().area.right());
  }
  EXPECT_GT(a.chart.plotScale().area.width(), 250);
}

TEST(FunctionChart, ACurvePassesWhereItsValuesAre) {
  FunctionScene scene = bowl();
  scene.named = false;
  Shown shown(scene);
  const QImage image = shown.picture();
  for (const double x : {-3.0, -1.0, 0.5, 2.0}) {
    const QPoint pixel = shown.chart.plotScale().toPixel({x, x * x}).toPoint();
    EXPECT_GT(inkIn(image, QRect(pixel - QPoint(2, 2), QSize(5, 5)), blue), 2) << x;
    EXPECT_EQ(inkIn(image, QRect(pixel - QPoint(2, 32), QSize(5, 10)), blue), 0) << x;
  }
}

TEST(FunctionChart, ANameStandsBesideItsCurve) {
  Shown shown(sceneOf({between(0, 1)}));
  const QRect beside(QPoint(qCeil(shown.chart.plotScale().area.right()) + 3, 0),
                     QPoint(shown.chart.width() - 1, shown.chart.height() - 1));
  EXPECT_GT(inkIn(shown.picture(), beside, blue), 20);
  FunctionScene scene = shown.chart.scene();
  scene.named = false;
  shown.chart.setScene(scene);
  EXPECT_EQ(inkIn(shown.picture(), beside, blue), 0);
}

TEST(FunctionChart, AGapStaysEmpty) {
  FunctionScene scene = sceneOf({curveOf([](double x) { return std::abs(x) < 0.5 ? nan : 1 + 0.1 * x; })});
  scene.named = false;
  Shown shown(scene);
  const QRect area = shown.chart.plotScale().area.toRect();
  const auto columns = [&](double from, double to) {
    return QRect(QPoint(shown.at(from).x(), area.top()), QPoint(shown.at(to).x(), area.bottom()));
  };
  EXPECT_EQ(inkIn(shown.picture(), columns(-0.4, 0.4), blue), 0);
  EXPECT_GT(inkIn(shown.picture(), columns(-1.4, -0.6), blue), 20);
  EXPECT_GT(inkIn(shown.picture(), columns(0.6, 1.4), blue), 20);
}

TEST(FunctionChart, ZonesAreHatchedOverTheirStretchOnly) {
  Shown shown(bowl());
  const QImage before = shown.picture();
  FunctionScene scene = bowl();
  const auto changedBy = [&](bool flat) {
    scene.zones = {{1, 3, QStringLiteral("zone"), flat}};
    shown.chart.setScene(scene);
    const QRect area = shown.chart.plotScale().area.toRect();
    const QImage after = shown.picture();
    EXPECT_EQ(differing(before, after, QRect(area.topLeft(), QPoint(shown.at(1).x() - 4, area.bottom()))), 0);
    EXPECT_EQ(differing(before, after, QRect(QPoint(shown.at(3).x() + 4, area.top()), area.bottomRight())),
              0);
    int ink = 0;
    for (int x = shown.at(1).x() + 2; x < shown.at(3).x() - 2; ++x)
      for (int y = area.top() + 2; y < area.bottom() - 2; ++y)
        ink += before.pixelColor(x, y).red() - after.pixelColor(x, y).red() > 20 ? 1 : 0;
    return ink;
  };
  const int linear = changedBy(false), flat = changedBy(true);
  EXPECT_GT(linear, 0);
  EXPECT_GT(2 * flat, 3 * linear);
}

TEST(FunctionChart, SamplesStandAtTheFootOfTheChart) {
  FunctionScene scene = sceneOf({between(1, 1)});
  scene.named = false;
  Shown shown(scene);
  const QImage before = shown.picture();
  scene.samples.places = {-2.05, -2, 2};
  scene.samples.from = -4;
  scene.samples.width = 1;
  scene.samples.shares = {0, 0.5, 0, 0, 0, 0, 0.25, 0};
  scene.samples.pulls = {0, 0.1, 0, 0, 0, 0, 0.9, 0};
  scene.pullColor = red;
  shown.chart.setScene(scene);
  const QImage after = shown.picture();
  const QRect area = shown.chart.plotScale().area.toRect();
  const auto bar = [&](double from, double to, double height) {
    const QPoint foot(shown.at(from).x() + 3, area.bottom() - qRound(height * area.height()));
    return differing(before, after, QRect(foot, QPoint(shown.at(to).x() - 3, area.bottom() - 8)));
  };
  EXPECT_GT(bar(-3, -2, 0.2), 100);
  EXPECT_GT(bar(2, 3, 0.2), 100);
  EXPECT_EQ(bar(-1, 1.8, 0.2), 0);
  EXPECT_EQ(differing(before, after, area.adjusted(0, 0, 0, -area.height() / 3)), 0);
  EXPECT_NE(before.pixel(shown.at(-2).x(), area.bottom() - 3),
            after.pixel(shown.at(-2).x(), area.bottom() - 3));
}

TEST(FunctionChart, TheMarkerIsALineWithADotOnEachCurve) {
  FunctionScene scene = sceneOf({between(0, 8)});
  scene.named = false;
  Shown shown(scene);
  const QImage before = shown.picture();
  scene.marker = 1;
  shown.chart.setScene(scene);
  const PlotScale scale = shown.chart.plotScale();
  const QImage after = shown.picture();
  const QPoint dot = scale.toPixel({1, 5}).toPoint();
  EXPECT_GT(inkIn(after, QRect(dot - QPoint(3, 3), QSize(7, 7)), blue),
            inkIn(before, QRect(dot - QPoint(3, 3), QSize(7, 7)), blue));
  EXPECT_GT(differing(before, after, QRect(dot.x() - 1, qRound(scale.area.top()) + 2, 3, 20)), 15);
  EXPECT_EQ(differing(before, after, QRect(dot.x() + 20, 0, 40, after.height())), 0);
}

QImage rendered(const QByteArray& svg, QSize size) {
  QSvgRenderer renderer(svg);
  EXPECT_TRUE(renderer.isValid());
  QImage image(size, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  renderer.render(&painter, QRectF(QPointF(), size));
  return image;
}

// A vector file knows no clipping: what lies beyond the chart must not be drawn at all.
TEST(FunctionChart, AVectorFileHoldsNothingBeyondTheChart) {
  FunctionScene scene = sceneOf({curveOf([](double x) { return 50 * x * x; }),
                                 curveOf([](double x) { return 1 + 0.1 * x; }, QColor(0, 130, 0))});
  scene.named = false;
  scene.zones = {{-100, 100, QStringLiteral("zone"), true}};
  Shown shown(scene);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  {
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(shown.chart.size());
    generator.setViewBox(QRect(QPoint(), shown.chart.size()));
    QPainter painter(&generator);
    paintFunctions(painter, QRectF(QPointF(), shown.chart.size()), scene, PlotStyle::light());
  }
  const QImage image = rendered(bytes, shown.chart.size());
  const QRect inside = shown.chart.plotScale().area.toAlignedRect().adjusted(-3, -3, 3, 3);
  EXPECT_GT(inkIn(image, inside, blue), 50);
  EXPECT_EQ(inkIn(image, blue), inkIn(image, inside, blue));
  const int beyond = inside.right() + 1;
  const QImage margin = image.copy(beyond, 0, image.width() - beyond, image.height());
  EXPECT_EQ(inkIn(margin, PlotStyle::light().background), margin.width() * margin.height());
}

TEST(FunctionChart, ExportsWhatItShows) {
  FunctionScene scene = bowl();
  scene.marker = 1.5;
  scene.zones = {{1, 3, QStringLiteral("linear"), false}};
  scene.logarithmic = true;
  Shown shown(scene);
  EXPECT_LT(differences(shown.chart), 200);
}

TEST(FunctionChart, AnotherThemeRepaintsThePaper) {
  Shown shown(bowl());
  for (const PlotStyle& style : {PlotStyle::darkStyle(), PlotStyle::light()}) {
    shown.chart.setPlotStyle(style);
    QTest::qWait(1);
    const QImage image = shown.picture();
    EXPECT_EQ(image.pixelColor(image.width() - 3, image.height() - 3), style.background);
    EXPECT_EQ(image.pixelColor(shown.at(0).x(), shown.at(0).y()), style.background);
  }
}

TEST(FunctionChart, FitsAnySize) {
  for (const QSize& size :
       {QSize(1, 1), QSize(160, 90), QSize(30, 700), QSize(4000, 60), QSize(3000, 2000)}) {
    FunctionScene scene = bowl();
    scene.marker = 0;
    Shown shown(scene, size);
    EXPECT_FALSE(shown.picture().isNull());
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    shown.chart.paintTo(painter, QRectF(QPointF(), size));
  }
  Shown large(bowl(), {3000, 2000});
  EXPECT_GT(inkIn(large.picture(), blue), 3000);
  large.chart.resize(420, 260);
  QTest::qWait(1);
  EXPECT_EQ(large.chart.plotScale(), Shown(bowl()).chart.plotScale());
}

TEST(FunctionChart, TakesAnythingWithoutComplaint) {
  Shown shown(FunctionScene{});
  QTest::mouseClick(shown.chart.viewport(), Qt::LeftButton, {}, {200, 100});
  for (const bool logarithmic : {false, true})
    for (const FunctionCurve& curve :
         {FunctionCurve{}, between(nan, nan), between(-1e300, 1e300), between(-1e308, 1e308),
          between(1e-300, 1e-299), between(0, 0), between(-5, -5),
          curveOf([](double x) { return x == 0 ? std::numeric_limits<double>::infinity() : 1 / x; })}) {
      FunctionScene scene = sceneOf({curve});
      scene.logarithmic = logarithmic;
      scene.marker = 1;
      scene.samples.shares = {0, 0};
      scene.samples.places = {1e300, -1e300, nan};
      scene.samples.width = 4;
      scene.zones = {{-1e300, 1e300, QStringLiteral("all"), true}, {3, 1, QStringLiteral("turned"), false}};
      shown.chart.setScene(scene);
      EXPECT_FALSE(shown.picture().isNull());
      const AxisRange range = shown.chart.plotScale().y;
      EXPECT_GT(range.span(), 0);
      EXPECT_TRUE(std::isfinite(range.span()));
    }
}

}  // namespace
}  // namespace lossarium::ui
