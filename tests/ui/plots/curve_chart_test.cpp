#include "ui/plots/curve_chart.h"

#include "tests/ui/plots/export_testing.h"

#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QTest>
#include <QVBoxLayout>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const PlotScale unitScale{{0, 0, 100, 100}, {0, 100}, {0, 100}};

Curve falling(int epochs) {
  Curve curve;
  curve.name = QStringLiteral("A training");
  curve.color = QColor(0, 0, 255);
  for (int epoch = 0; epoch <= epochs; ++epoch)
    curve.points.append({double(epoch), 30 * std::exp(-epoch / 40.0) + 2});
  return curve;
}

CurveScene sceneOf(Curve curve) {
  CurveScene scene;
  scene.curves = {std::move(curve)};
  scene.xTitle = QStringLiteral("Epoch");
  scene.yTitle = QStringLiteral("Loss");
  scene.xEnd = 400;
  scene.emptyHint = QStringLiteral("Press Space to run");
  return scene;
}

class Shown {
 public:
  explicit Shown(const CurveScene& scene) {
    chart.resize(420, 260);
    chart.setScene(scene);
    chart.show();
    settle();
  }
  void pointAt(double epoch) {
    const double x = chart.plotScale().toPixel({epoch, 0}).x();
    QTest::mouseMove(chart.viewport(), QPointF(x, chart.plotScale().area.center().y()).toPoint());
    settle();
  }
  static void settle() { QTest::qWait(1); }

  CurveChart chart;
};

int pixelsOf(const QImage& image, const QColor& color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
  return count;
}

TEST(CurvePieces, AreBrokenByWhatIsNotFinite) {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto pieces =
      curvePieces({{0, 1}, {10, 2}, {20, nan}, {30, 3}, {40, infinity}, {50, 4}, {60, 5}}, unitScale, false);
  ASSERT_EQ(pieces.size(), 3);
  EXPECT_EQ(pieces[0].size(), 2);
  EXPECT_EQ(pieces[1].size(), 1);
  EXPECT_EQ(pieces[2].size(), 2);
}

TEST(CurvePieces, LogarithmicDropsWhatIsNotPositive) {
  const auto pieces =
      curvePieces({{0, 1}, {1, 0}, {2, -4}, {3, 10}}, {{0, 0, 100, 100}, {0, 4}, {0, 1}}, true);
  ASSERT_EQ(pieces.size(), 2);
  EXPECT_EQ(pieces[0].front(), QPointF(0, 100));
  EXPECT_EQ(pieces[1].front(), QPointF(75, 0));
}

TEST(CurvePieces, KeepTheExtremesOfEachPixelColumn) {
  QVector<QPointF> points;
  for (int i = 0; i < 10000; ++i) points.append({i / 100.0, i == 4321 ? 99.0 : i == 4322 ? 1.0 : 50.0});
  const auto pieces = curvePieces(points, unitScale, false);
  ASSERT_EQ(pieces.size(), 1);
  EXPECT_LE(pieces[0].size(), 202);
  const QRectF bounds = pieces[0].boundingRect();
  EXPECT_DOUBLE_EQ(bounds.top(), 1);
  EXPECT_DOUBLE_EQ(bounds.bottom(), 99);
}

TEST(CurveChart, ReachesThePlannedEndFromTheStart) {
  Shown shown(sceneOf(falling(3)));
  EXPECT_EQ(shown.chart.plotScale().x, (AxisRange{0, 400}));
  shown.chart.setScene(sceneOf(falling(500)));
  EXPECT_EQ(shown.chart.plotScale().x, (AxisRange{0, 500}));
}

TEST(CurveChart, AxesHoldStillWhileACurveGrows) {
  Shown shown(sceneOf(falling(100)));
  const PlotScale before = shown.chart.plotScale();
  for (int epochs = 101; epochs < 140; ++epochs) {
    shown.chart.setScene(sceneOf(falling(epochs)));
    EXPECT_EQ(shown.chart.plotScale(), before);
  }
}

TEST(CurveChart, ReadsTheNearestEpochUnderThePointer) {
  Curve second = falling(400);
  second.name = QStringLiteral("B");
  for (QPointF& point : second.points) point.ry() *= 2;
  CurveScene scene = sceneOf(falling(400));
  scene.curves.push_back(second);
  Shown shown(scene);
  QSignalSpy spy(&shown.chart, &CurveChart::hovered);
  shown.pointAt(200);
  ASSERT_EQ(shown.chart.readout().size(), 3);
  const int epoch = shown.chart.readout().front().section(QLatin1Char(' '), 1).toInt();
  EXPECT_NEAR(epoch, 200, 2);
  EXPECT_EQ(shown.chart.readout()[1],
            QStringLiteral("A training ") + readableNumber(scene.curves[0].points[epoch].y(), 5));
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].value<std::optional<double>>(), std::optional<double>(epoch));

  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(&shown.chart, &leave);
  EXPECT_TRUE(shown.chart.readout().isEmpty());
  EXPECT_EQ(spy[1][0].value<std::optional<double>>(), std::nullopt);
}

TEST(CurveChart, ReadoutSurvivesAChangeOfStyleAndANewFrame) {
  Shown shown(sceneOf(falling(300)));
  shown.pointAt(100);
  const QStringList before = shown.chart.readout();
  shown.chart.setPlotStyle(PlotStyle::darkStyle());
  shown.chart.setScene(sceneOf(falling(301)));
  EXPECT_FALSE(before.isEmpty());
  EXPECT_EQ(shown.chart.readout(), before);
}

TEST(CurveChart, StyleChangeRepaintsThePaper) {
  Shown shown(sceneOf(falling(400)));
  for (const PlotStyle& style : {PlotStyle::darkStyle(), PlotStyle::light()}) {
    shown.chart.setPlotStyle(style);
    Shown::settle();
    EXPECT_EQ(shown.chart.grab().toImage().pixelColor(415, 3), style.background);
  }
}

TEST(CurveChart, ALogarithmicAxisSaysWhatItLeavesOut) {
  CurveScene scene = sceneOf(falling(50));
  scene.logarithmic = true;
  Shown shown(scene);
  EXPECT_TRUE(shown.chart.caption().isEmpty());
  scene.curves[0].points[20].setY(0);
  shown.chart.setScene(scene);
  EXPECT_FALSE(shown.chart.caption().isEmpty());
  EXPECT_TRUE(std::isfinite(shown.chart.plotScale().y.minimum));
  scene.logarithmic = false;
  shown.chart.setScene(scene);
  EXPECT_TRUE(shown.chart.caption().isEmpty());
}

TEST(CurveChart, TakesAnythingWithoutComplaint) {
  Shown shown(CurveScene{});
  shown.pointAt(0.5);
  EXPECT_TRUE(shown.chart.readout().isEmpty());
  for (const bool logarithmic : {false, true})
    for (const QVector<QPointF>& points : {QVector<QPointF>{},
                                           {{0, 3}},
                                           {{0, nan}},
                                           {{nan, 1}, {1, 2}},
                                           {{0, 1e308}, {1, -1e308}},
                                           {{0, 1e299}, {1, 1e-299}},
                                           {{0, 0}, {1, 0}},
                                           {{0, -5}}}) {
      Curve curve = falling(0);
      curve.points = points;
      CurveScene scene = sceneOf(curve);
      scene.logarithmic = logarithmic;
      scene.xEnd = points.isEmpty() ? nan : 0;
      scene.cursor = 0;
      shown.chart.setScene(scene);
      shown.pointAt(0);
      EXPECT_GT(shown.chart.plotScale().y.span(), 0);
      EXPECT_GT(shown.chart.plotScale().x.span(), 0);
    }
}

TEST(CurveChart, OnePointIsADot) {
  Curve curve = falling(0);
  Shown shown(sceneOf(curve));
  EXPECT_GT(pixelsOf(shown.chart.grab().toImage(), curve.color), 8);
}

TEST(CurveChart, ExportsWhatItShows) {
  CurveScene scene = sceneOf(falling(400));
  scene.seams = {{120, QStringLiteral("mse → huber")}};
  scene.logarithmic = true;
  scene.curves[0].points[30].setY(-1);
  Shown shown(scene);
  EXPECT_LT(differences(shown.chart), 200);
}

TEST(CurveChart, ExportLeavesTheViewAlone) {
  Shown shown(sceneOf(falling(400)));
  const PlotScale before = shown.chart.plotScale();
  QImage image(1600, 1000, QImage::Format_ARGB32);
  image.fill(Qt::red);
  {
    QPainter painter(&image);
    shown.chart.paintTo(painter, QRectF(100, 0, 1500, 1000));
  }
  EXPECT_EQ(shown.chart.plotScale(), before);
  EXPECT_EQ(image.pixelColor(50, 500), QColor(Qt::red));
  EXPECT_EQ(image.pixelColor(1590, 990), PlotStyle::light().background);
  EXPECT_GT(pixelsOf(image, QColor(0, 0, 255)), 300);
}

TEST(CurveChart, LeavesKeysAndDoubleClicksToThePage) {
  struct Page : QWidget {
    void keyPressEvent(QKeyEvent*) override { ++keys; }
    void mouseDoubleClickEvent(QMouseEvent*) override { ++doubleClicks; }
    int keys = 0, doubleClicks = 0;
  } page;
  auto* chart = new CurveChart(&page);
  (new QVBoxLayout(&page))->addWidget(chart);
  page.resize(420, 260);
  page.show();
  for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Left, Qt::Key_L, Qt::Key_F}) QTest::keyClick(chart, key);
  QTest::mouseDClick(chart->viewport(), Qt::LeftButton, {}, {100, 100});
  EXPECT_EQ(page.keys, 4);
  EXPECT_EQ(page.doubleClicks, 1);
  EXPECT_EQ(chart->focusPolicy(), Qt::NoFocus);
}

// 30 to 2 in one unit, then 0.3 to 0.1 in another.
CurveScene switchedScene() {
  CurveScene scene = sceneOf(falling(100));
  Curve later = scene.curves[0];
  for (QPointF& point : later.points) point = {100 + point.x(), 0.1 + 0.2 * std::exp(-point.x() / 40)};
  scene.earlier.push_back({QStringLiteral("Old loss"), std::move(scene.curves)});
  scene.curves = {std::move(later)};
  return scene;
}

TEST(CurveChart, AnotherUnitHasTheAxisToItself) {
  Shown before(sceneOf(falling(100)));
  EXPECT_GE(before.chart.plotScale().y.maximum, 30);
  before.chart.setScene(switchedScene());
  EXPECT_LT(before.chart.plotScale().y.maximum, 0.5);
}

TEST(CurveChart, AnEarlierUnitIsReadWithItsName) {
  Shown shown(switchedScene());
  shown.pointAt(50);
  ASSERT_EQ(shown.chart.readout().size(), 3);
  EXPECT_EQ(shown.chart.readout()[1].trimmed(), QStringLiteral("Old loss:"));
  EXPECT_TRUE(shown.chart.readout()[2].startsWith("A training 10.59"))
      << shown.chart.readout()[2].toStdString();
  shown.pointAt(150);
  ASSERT_EQ(shown.chart.readout().size(), 2);
  EXPECT_TRUE(shown.chart.readout()[1].startsWith("A training 0.157"))
      << shown.chart.readout()[1].toStdString();
}

TEST(CurveChart, ALaterUnitLiesApartWhileTheAxisIsThatOfTheMomentShown) {
  CurveScene scene = switchedScene();
  scene.later = {{QStringLiteral("New loss"), std::move(scene.curves)}};
  scene.curves = std::move(scene.earlier.front().curves);
  scene.earlier.clear();
  scene.cursor = 60;
  Shown shown(scene);
  EXPECT_GE(shown.chart.plotScale().y.maximum, 30);
  shown.pointAt(150);
  ASSERT_EQ(shown.chart.readout().size(), 3);
  EXPECT_EQ(shown.chart.readout()[1].trimmed(), QStringLiteral("New loss:"));
  const QImage image = shown.chart.grab().toImage();
  const PlotScale scale = shown.chart.plotScale();
  const auto ground = [&](double epoch) {
    const QPointF place = scale.toPixel({epoch, scale.y.minimum});
    return image.pixelColor(qRound(place.x()), qRound(place.y()) - 3);
  };
  EXPECT_EQ(ground(30), PlotStyle::light().background);
  EXPECT_NE(ground(170), PlotStyle::light().background);
}

TEST(CurveChart, AnEarlierUnitIsDrawnPaleOverTheWholeHeight) {
  Shown shown(switchedScene());
  const QImage image = shown.chart.grab().toImage();
  const PlotScale scale = shown.chart.plotScale();
  const int middle = static_cast<int>(scale.toPixel({100, 0}).x());
  const auto area = scale.area.toRect();
  const auto blueRows = [&](int from, int to, int most) {
    int top = image.height(), bottom = 0;
    for (int y = area.top(); y < area.bottom(); ++y)
      for (int x = from; x < to; ++x) {
        const QColor color = image.pixelColor(x, y);
        if (color.blue() < color.red() + 60 || color.red() < most - 140 || color.red() > most) continue;
        top = std::min(top, y);
        bottom = std::max(bottom, y);
      }
    return bottom - top;
  };
  EXPECT_GT(blueRows(area.left(), middle, 160), area.height() / 2);  // pale blue
  EXPECT_EQ(pixelsOf(image.copy(0, 0, middle - 4, image.height()), QColor(0, 0, 255)), 0);
  EXPECT_GT(pixelsOf(image.copy(middle + 4, 0, image.width(), image.height()), QColor(0, 0, 255)), 20);
}

CurveScene sceneWithFloor(double value) {
  CurveScene scene = sceneOf(falling(300));  // from 32 down to 2
  scene.floor = CurveFloor{value, QStringLiteral("best possible"), QStringLiteral("noise")};
  return scene;
}

// Pixels of the dashed line in the right half of its row.
int dashesAt(CurveChart& chart, double value) {
  const PlotScale scale = chart.plotScale();
  const int y = static_cast<int>(std::round(scale.toPixel({0, value}).y()));
  const QImage image = chart.grab().toImage();
  int count = 0;
  for (int x = static_cast<int>(scale.area.center().x()); x < scale.area.right(); ++x)
    count += image.pixelColor(x, y) == PlotStyle::light().mutedText ? 1 : 0;
  return count;
}

TEST(CurveChart, AFloorIsADashedLineOnTheAxis) {
  Shown shown(sceneWithFloor(1.2));
  const int whole = static_cast<int>(shown.chart.plotScale().area.width() / 2);
  const int drawn = dashesAt(shown.chart, 1.2);
  EXPECT_GT(drawn, whole / 3);
  EXPECT_LT(drawn, 3 * whole / 4);
  shown.chart.setScene(sceneOf(falling(300)));
  Shown::settle();
  EXPECT_EQ(dashesAt(shown.chart, 1.2), 0);
}

// The picture of the chart differs where it is read only in the row over the plot, along the upright line and
// at the points.
TEST(CurveChart, TheReadoutHidesNoCurve) {
  Shown shown(sceneOf(falling(300)));
  const QImage before = shown.chart.grab().toImage();
  shown.pointAt(200);
  ASSERT_EQ(shown.chart.readout().size(), 2);
  const QImage after = shown.chart.grab().toImage();
  const QRect area = shown.chart.plotScale().area.toAlignedRect();
  const int line = static_cast<int>(shown.chart.plotScale().toPixel({200, 0}).x());
  int over = 0, within = 0;
  for (int y = 0; y < after.height(); ++y)
    for (int x = 0; x < after.width(); ++x)
      if (after.pixel(x, y) != before.pixel(x, y) && std::abs(x - line) > 6)
        ++(y < area.top() ? over : within);
  EXPECT_GT(over, 100);
  EXPECT_EQ(within, 0);
}

TEST(CurveChart, NamesKeepClearOfTheEdge) {
  Shown shown(sceneWithFloor(1.2));
  CurveScene scene = sceneWithFloor(1.2);
  scene.floor->name = QStringLiteral("the best that could be expected on average");
  scene.floor->brief = QStringLiteral("the best");
  shown.chart.setScene(scene);
  Shown::settle();
  const QImage image = shown.chart.grab().toImage();
  const QColor paper = image.pixelColor(image.width() - 1, 0);
  for (int y = 0; y < image.height(); ++y)
    for (int x = image.width() - 8; x < image.width(); ++x)
      ASSERT_EQ(image.pixelColor(x, y), paper) << x << ' ' << y;
}

TEST(CurveChart, WhatAPenaltyWasBeforeTheUnitChangedDoesNotPressTheRestFlat) {
  CurveScene scene = sceneOf(falling(300));
  const double top = [&] { return Shown(scene).chart.plotScale().y.maximum; }();
  Curve before = falling(100), penalty = falling(300);
  for (qsizetype i = 0; i < 100; ++i) penalty.points[i].setY(1e6);
  for (qsizetype i = 100; i < penalty.points.size(); ++i) penalty.points[i].setY(1);
  scene.curves.front().points.remove(0, 100);
  scene.curves.push_back(penalty);
  scene.earlier.push_back({QStringLiteral("Old loss"), {before}});
  EXPECT_LE(Shown(scene).chart.plotScale().y.maximum, top);
}

TEST(CurveChart, AFloorIsReadWithTheCurves) {
  Shown shown(sceneWithFloor(1.25));
  shown.pointAt(100);
  ASSERT_EQ(shown.chart.readout().size(), 3);
  EXPECT_EQ(shown.chart.readout()[2], QStringLiteral("best possible 1.25"));
}

TEST(CurveChart, AFloorNearByIsOnTheAxis) {
  CurveScene scene = sceneWithFloor(1.1);
  scene.logarithmic = true;
  Shown shown(scene);
  EXPECT_LE(shown.chart.plotScale().y.minimum, std::log10(1.1));
}

TEST(CurveChart, AFloorFarBelowDoesNotSquashTheCurves) {
  CurveScene scene = sceneWithFloor(1e-9);
  scene.logarithmic = true;
  Shown far(scene);
  EXPECT_GT(far.chart.plotScale().y.minimum, -1);
  scene = sceneWithFloor(1);
  for (QPointF& point : scene.curves[0].points) point.ry() += 200;
  Shown flat(scene);
  EXPECT_GT(flat.chart.plotScale().y.minimum, 100);
}

TEST(CurveChart, AFloorOfNothingHasNoPlaceOnALogarithmicAxis) {
  CurveScene scene = sceneWithFloor(0);
  scene.logarithmic = true;
  Shown shown(scene);
  EXPECT_TRUE(std::isfinite(shown.chart.plotScale().y.minimum));
  shown.pointAt(100);
  EXPECT_EQ(shown.chart.readout().last(), QStringLiteral("best possible 0"));
}

TEST(CurveChart, TheFloorSaysWhatItMeansUnderThePointer) {
  Shown shown(sceneWithFloor(1.2));
  const PlotScale scale = shown.chart.plotScale();
  const auto toolTipAt = [&](double loss) {
    QTest::mouseMove(shown.chart.viewport(), scale.toPixel({200, loss}).toPoint());
    Shown::settle();
    return shown.chart.chart()->toolTip();
  };
  EXPECT_EQ(toolTipAt(1.2), QStringLiteral("noise"));
  EXPECT_EQ(toolTipAt(25), QString());
}

}  // namespace
}  // namespace lossarium::ui
