#include "tests/ui/plots/export_testing.h"
#include "ui/plots/data_view.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

// Two rows: one box that fits, one that was moved from the left to the right.
BoxCloudScene smallScene() {
  BoxCloudScene scene;
  scene.rows = {{QStringLiteral("1"), QRectF(2, 2, 2, 2), QRectF(2, 2, 2, 2)},
                {QStringLiteral("2"), QRectF(14, 4, 4, 2), QRectF(8, 4, 2, 2)}};
  scene.fits.push_back({{QRectF(2, 2, 2, 2), QRectF(12, 4, 4, 2)}, {}, {}, true});
  scene.iou = {1, 1.0 / 3};
  scene.loss = {0, 0.7};
  scene.pull = {0, 0.2};
  scene.xTitle = QStringLiteral("x");
  scene.yTitle = QStringLiteral("y");
  scene.range = QRectF(0, 0, 20, 8);
  return scene;
}

int distance(const QColor& one, const QColor& other) {
  return std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
         std::abs(one.blue() - other.blue());
}

class Shown {
 public:
  explicit Shown(const BoxCloudScene& scene) {
    view.resize(560, 300);
    view.setScene(scene);
    view.show();
    QTest::qWait(1);
  }
  /// How near a colour comes within two pixels of a place.
  int distanceNear(QPointF value, const QColor& color) {
    const QImage image = view.grab().toImage();
    const QPoint place = view.plotScale().toPixel(value).toPoint();
    int least = 1000;
    for (int y = place.y() - 2; y <= place.y() + 2; ++y)
      for (int x = place.x() - 2; x <= place.x() + 2; ++x)
        least = std::min(least, distance(image.pixelColor(x, y), color));
    return least;
  }
  void pointAt(QPointF value) {
    QTest::mouseMove(view.viewport(), QPoint(1, 1));
    QTest::mouseMove(view.viewport(), view.plotScale().toPixel(value).toPoint());
    QTest::qWait(1);
  }

  DataView view;
};

TEST(BoxCloudPlot, DrawsThePredictionInTheAccentAndTheTargetDark) {
  Shown shown(smallScene());
  const PlotStyle style = PlotStyle::light();
  EXPECT_LT(shown.distanceNear({12, 5}, style.accent), 60) << "the left edge of what is predicted";
  EXPECT_LT(shown.distanceNear({18, 5}, style.text), 300) << "the right edge of the target";
  EXPECT_LT(shown.distanceNear({6, 1}, style.background), 10) << "nothing";
}

TEST(BoxCloudPlot, ASquareIsSquare) {
  Shown shown(smallScene());
  const PlotScale scale = shown.view.plotScale();
  const QPointF unit = scale.toPixel({1, 1}) - scale.toPixel({0, 0});
  EXPECT_NEAR(unit.x(), -unit.y(), 0.02 * unit.x());
}

// However high or wide what is shown: the plot is as large as the card lets it be.
TEST(BoxCloudPlot, FillsItsCardAtEqualScales) {
  BoxCloudScene scene = smallScene();
  for (const QRectF& range : {QRectF(0, 0, 20, 8), QRectF(0, -20, 1, 60), QRectF(0, 0, 400, 1)}) {
    scene.range = range;
    Shown shown(scene);
    const PlotScale scale = shown.view.plotScale();
    EXPECT_GT(scale.area.width(), 420);
    EXPECT_GT(scale.area.height(), 180);
    EXPECT_TRUE(
        scale.area.adjusted(-1, -1, 1, 1)
            .contains(
                QRectF(scale.toPixel(range.topLeft()), scale.toPixel(range.bottomRight())).normalized()));
    const QPointF unit = scale.toPixel({1, 1}) - scale.toPixel({0, 0});
    EXPECT_NEAR(unit.x(), -unit.y(), 0.02 * unit.x());
  }
}

TEST(BoxCloudPlot, ThePointerReadsARow) {
  Shown shown(smallScene());
  QSignalSpy hovered(&shown.view, &DataView::pointHovered);
  shown.pointAt({16, 6});
  ASSERT_FALSE(hovered.isEmpty());
  EXPECT_EQ(hovered.back().front().toInt(), 1);
  const QStringList lines = shown.view.readout();
  EXPECT_TRUE(lines.contains(QStringLiteral("object 2"))) << lines.join('|').toStdString();
  EXPECT_TRUE(lines.contains(QStringLiteral("IoU 0.333"))) << lines.join('|').toStdString();
  EXPECT_TRUE(lines.contains(QStringLiteral("target 14, 4, 18, 6"))) << lines.join('|').toStdString();
}

TEST(BoxCloudPlot, DrawsWhatIsOddOrManyWithoutHarm) {
  BoxCloudScene scene = smallScene();
  scene.fits.front().boxes = {noBox, QRectF(1e300, 1, 0, 0)};
  Shown shown(scene);
  shown.pointAt({16, 6});
  scene.fits.clear();
  scene.iou.clear();
  shown.view.setScene(scene);
  shown.pointAt({16, 6});
  EXPECT_FALSE(shown.view.readout().isEmpty());
  shown.view.setScene(BoxCloudScene{});
  EXPECT_FALSE(shown.view.grab().isNull());
  scene = smallScene();
  for (int i = 0; i < 3000; ++i) {
    scene.rows.push_back(scene.rows[static_cast<std::size_t>(i % 2)]);
    scene.fits.front().boxes.append(QRectF(i % 20, i % 7, 1, 1));
  }
  shown.view.setScene(scene);
  EXPECT_FALSE(shown.view.grab().isNull());
}

}  // namespace
}  // namespace lossarium::ui
