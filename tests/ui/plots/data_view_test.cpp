#include "ui/plots/data_view.h"

#include "tests/ui/plots/export_testing.h"
#include "ui/plots/clipped_line.h"
#include "ui/plots/point_cloud_item.h"

#include <QBuffer>
#include <QCategoryAxis>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QTest>
#include <QVBoxLayout>

#include <gtest/gtest.h>

#include <limits>

namespace lossarium::ui {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

DataScene smallScene() {
  DataScene scene;
  scene.training = {{0, 0}, {5, 10}, {10, 4}};
  scene.trainingFit = {1, 6, 4};
  scene.fit = {{-100, -100}, {100, 100}};
  scene.xTitle = QStringLiteral("Year");
  scene.yTitle = QStringLiteral("Calls");
  return scene;
}

class Shown {
 public:
  explicit Shown(const DataScene& scene) {
    view.resize(420, 260);
    view.setScene(scene);
    view.show();
    QTest::qWait(1);
  }
  void pointAt(QPointF value) {
    QTest::mouseMove(view.viewport(), view.plotScale().toPixel(value).toPoint());
    QTest::qWait(1);
  }

  DataView view;
};

TEST(ClippedLine, CutsAtTheEdgeAndKeepsPartsApart) {
  const QRectF bounds(0, 0, 10, 10);
  const auto pieces = clippedLine({{-5, 5}, {5, 5}, {5, 20}, {8, 20}, {8, 5}}, bounds);
  ASSERT_EQ(pieces.size(), 2);
  EXPECT_EQ(pieces[0], (QPolygonF{{0, 5}, {5, 5}, {5, 10}}));
  EXPECT_EQ(pieces[1], (QPolygonF{{8, 10}, {8, 5}}));
  EXPECT_TRUE(clippedLine({{-5, -5}, {-1, 20}}, bounds).isEmpty());
  EXPECT_TRUE(clippedLine({{1, 1}}, bounds).isEmpty());
  EXPECT_EQ(clippedLine({{1, 1}, {2, nan}, {3, 3}, {4, 4}}, bounds).size(), 1);
  EXPECT_TRUE(clippedLine({{-1e308, 5}, {1e308, 5}}, bounds).isEmpty());
}

TEST(DataView, RangeIsThatOfThePointsWhateverTheFitDoes) {
  DataScene scene = smallScene();
  Shown shown(scene);
  const PlotScale before = shown.view.plotScale();
  EXPECT_NEAR(before.x.minimum, -0.6, 1e-12);
  EXPECT_NEAR(before.y.maximum, 10.6, 1e-12);
  scene.fit = {{0, 1e9}, {10, -1e9}};
  scene.trainingFit = {1e9, nan, -1e9};
  shown.view.setScene(scene);
  EXPECT_EQ(shown.view.plotScale(), before);
  scene.range = QRectF(0, 0, 20, 40);
  shown.view.setScene(scene);
  EXPECT_EQ(shown.view.plotScale().x, (AxisRange{0, 20}));
  EXPECT_EQ(shown.view.plotScale().y, (AxisRange{0, 40}));
}

TEST(DataView, ReadsAPointAndItsResidual) {
  Shown shown(smallScene());
  QSignalSpy spy(&shown.view, &DataView::pointHovered);
  shown.pointAt({5, 10});
  EXPECT_EQ(shown.view.readout(), (QStringList{QStringLiteral("Year 5"), QStringLiteral("Calls 10"),
                                               QStringLiteral("fit 6"), QStringLiteral("fit − data −4")}));
  shown.pointAt({2, 6});
  EXPECT_TRUE(shown.view.readout().isEmpty());
  ASSERT_EQ(spy.count(), 2);
  EXPECT_EQ(spy[0][0].toInt(), 1);
  EXPECT_EQ(spy[1][0].toInt(), -1);
}

TEST(DataView, ReadsWhatAPointCostsAndHowHardItPulls) {
  DataScene scene = smallScene();
  for (qsizetype i = 0; i < scene.training.size(); ++i) {
    scene.trainingLoss.append(16.0 + static_cast<double>(i));
    scene.trainingPull.append(-8.0 - static_cast<double>(i));
  }
  Shown shown(scene);
  shown.pointAt({5, 10});
  EXPECT_EQ(shown.view.readout().mid(4),
            (QStringList{QStringLiteral("its loss 17"), QStringLiteral("its pull 9")}));
}

// What pulls harder is drawn thicker: MSE and MAE are told apart at a glance.
TEST(DataView, AResidualIsAsThickAsItPulls) {
  const auto inkWith = [](const QVector<double>& pulls) {
    DataScene scene = smallScene();
    scene.trainingPull = pulls;
    Shown shown(scene);
    const QImage image = shown.view.grab().toImage();
    const QColor residual = PlotStyle::light().residual;
    int ink = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        const QColor color = image.pixelColor(x, y);
        ink += std::abs(color.red() - residual.red()) + std::abs(color.green() - residual.green()) +
                           std::abs(color.blue() - residual.blue()) <
                       60
                   ? 1
                   : 0;
      }
    return ink;
  };
  QVector<double> equal(smallScene().training.size(), 1), one(smallScene().training.size(), 0.01);
  one[0] = 1;
  EXPECT_GT(inkWith(equal), inkWith(one) + 20);
}

TEST(DataView, CountsThroughTheSplits) {
  DataScene scene = smallScene();
  scene.validation = {{2, 8}};
  scene.test = {{8, 9}};
  Shown shown(scene);
  QSignalSpy spy(&shown.view, &DataView::pointHovered);
  shown.pointAt({8, 9});
  EXPECT_EQ(spy[0][0].toInt(), 4);
  EXPECT_EQ(shown.view.readout().size(), 3);
  shown.view.setScene(smallScene());
  EXPECT_EQ(spy.last()[0].toInt(), -1);
}

TEST(DataView, AMovingFitLeavesAxesAndReadoutInPlace) {
  DataScene scene = smallScene();
  Shown shown(scene);
  shown.pointAt({5, 10});
  QSignalSpy ticks(static_cast<QCategoryAxis*>(shown.view.chart()->axes().first()),
                   &QCategoryAxis::categoriesChanged);
  scene.trainingFit[1] = 7;
  shown.view.setScene(scene);
  EXPECT_EQ(ticks.count(), 0);
  EXPECT_EQ(shown.view.readout().last(), QStringLiteral("fit − data −3"));
}

TEST(DataView, TakesAnythingWithoutComplaint) {
  Shown shown(DataScene{});
  QVector<QPointF> many(6000, QPointF(1, 1));
  many[17] = {2, 3};
  for (const QVector<QPointF>& points : {QVector<QPointF>{},
                                         {{1, 1}},
                                         {{nan, 1}, {2, nan}},
                                         {{-1e308, 1e308}, {1e308, 0}},
                                         {{1e-300, 0}, {2e-300, 1}},
                                         many}) {
    DataScene scene = smallScene();
    scene.training = points;
    scene.references = {{QStringLiteral("line"), {0, 0}, {nan, 1}, Qt::blue},
                        {QStringLiteral("up"), {1, 0}, {1, 5}, Qt::blue}};
    shown.view.setScene(scene);
    shown.pointAt({1, 1});
    EXPECT_GT(shown.view.plotScale().x.span(), 0);
    EXPECT_GT(shown.view.plotScale().y.span(), 0);
    shown.view.setPlotStyle(PlotStyle::darkStyle());
    EXPECT_EQ(shown.view.grab().toImage().pixelColor(415, 3), PlotStyle::darkStyle().background);
  }
}

TEST(DataView, ExportsWhatItShows) {
  DataScene scene = smallScene();
  scene.caption = QStringLiteral("Inputs standardised for training; shown here in the units of the data.");
  scene.references = {{QStringLiteral("Huber"), {0, 0}, {10, 9}, Qt::blue}};
  Shown shown(scene);
  EXPECT_LT(differences(shown.view), 200);
}

TEST(DataView, VectorExportStaysInsideThePlotArea) {
  Shown shown(smallScene());
  const PlotScale before = shown.view.plotScale();
  QBuffer file;
  QSvgGenerator generator;
  generator.setOutputDevice(&file);
  generator.setSize({420, 260});
  generator.setResolution(96);
  {
    QPainter painter(&generator);
    shown.view.paintTo(painter, QRectF(0, 0, 420, 260));
  }
  EXPECT_EQ(shown.view.plotScale(), before);
  EXPECT_FALSE(file.data().contains("<image"));
  EXPECT_TRUE(file.data().contains("Calls"));
  const int fit = static_cast<int>(file.data().indexOf(PlotStyle::light().accent.name().toLatin1()));
  ASSERT_GT(fit, 0);
  const QByteArray line = file.data().mid(file.data().indexOf("<polyline", fit));
  const QList<QByteArray> numbers =
      line.mid(line.indexOf("points=\"") + 8).split('"').first().simplified().replace(',', ' ').split(' ');
  for (const QByteArray& number : numbers) {
    EXPECT_GE(number.toDouble(), 0);
    EXPECT_LE(number.toDouble(), 420);
  }
}

TEST(DataView, LeavesKeysAndDoubleClicksToThePage) {
  struct Page : QWidget {
    void keyPressEvent(QKeyEvent*) override { ++keys; }
    void mouseDoubleClickEvent(QMouseEvent*) override { ++doubleClicks; }
    int keys = 0, doubleClicks = 0;
  } page;
  auto* view = new DataView(&page);
  (new QVBoxLayout(&page))->addWidget(view);
  page.resize(420, 260);
  page.show();
  for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Right, Qt::Key_H}) QTest::keyClick(view, key);
  QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, {100, 100});
  EXPECT_EQ(page.keys, 3);
  EXPECT_EQ(page.doubleClicks, 1);
}

TEST(PointCloudItem, FindsTheNearestOfAllSets) {
  PointCloudItem cloud(nullptr, false);
  cloud.setPoints({QVector<QPointF>{{1, 1}, {200, 200}}, {{5, 5}}, {{9, 9}}});
  cloud.setScale({{0, 0, 100, 100}, {0, 10}, {0, 10}});
  EXPECT_EQ(cloud.count(), 4);
  EXPECT_EQ(cloud.pointNear({52, 51}, 10), std::optional<qsizetype>(2));
  EXPECT_EQ(cloud.marker(2), Marker::ring);
  EXPECT_EQ(cloud.pointNear({30, 30}, 10), std::nullopt);
  EXPECT_EQ(cloud.pointNear({2000, -1900}, 10), std::nullopt);
  EXPECT_GT(markRadius(10), markRadius(10000));
}

}  // namespace
}  // namespace lossarium::ui
