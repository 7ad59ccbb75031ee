// The field of a regression over two inputs, in the data view.
#include "tests/ui/plots/export_testing.h"
#include "ui/plots/data_view.h"
#include "ui/plots/plot_marks.h"

#include <QTest>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

// The prediction is x, on the scale 0 … 10.
std::shared_ptr<const FitField> slope() {
  auto field = std::make_shared<FitField>();
  field->x = Vector::LinSpaced(41, 0, 10);
  field->y = Vector::LinSpaced(21, 0, 5);
  field->values = field->x.transpose().replicate(21, 1);
  field->low = 0;
  field->high = 10;
  field->lines.push_back({5, {{{5, 0}, {5, 5}}}});
  return field;
}

FieldScene smallScene() {
  FieldScene scene;
  scene.points = {{{2, 4}, 9, true, false}, {{8, 1}, 8, true, false}};
  scene.prediction = {2, 8};
  scene.loss = (Vector(2) << 49, 0).finished();
  scene.pull = (Vector(2) << 14, 0).finished();
  scene.field = slope();
  scene.xTitle = QStringLiteral("Height");
  scene.yTitle = QStringLiteral("Girth");
  scene.targetName = QStringLiteral("age");
  return scene;
}

int distance(const QColor& one, const QColor& other) {
  return std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
         std::abs(one.blue() - other.blue());
}

class Shown {
 public:
  explicit Shown(const FieldScene& scene) {
    view.resize(520, 320);
    view.setScene(scene);
    view.show();
    QTest::qWait(1);
  }
  QColor at(QPointF value) {
    return view.grab().toImage().pixelColor(view.plotScale().toPixel(value).toPoint());
  }
  void pointAt(QPointF value) {
    QTest::mouseMove(view.viewport(), QPoint(1, 1));
    QTest::mouseMove(view.viewport(), view.plotScale().toPixel(value).toPoint());
    QTest::qWait(1);
  }

  DataView view;
};

QColor colorOf(double value) { return lossColor(PlotStyle::light().colorMap, value / 10); }

TEST(FieldPlot, GroundAndPointsShareOneScaleOfColours) {
  Shown shown(smallScene());
  for (const double x : {1.0, 4.0, 7.0, 9.5}) EXPECT_LT(distance(shown.at({x, 2.5}), colorOf(x)), 16) << x;
  EXPECT_LT(distance(shown.at({2, 4}), colorOf(9)), 16);
  EXPECT_LT(distance(shown.at({8, 1}), colorOf(8)), 16) << "predicted well, it has the ground's colour";
  EXPECT_GT(distance(shown.at({5, 2.5}), colorOf(5)), 40) << "a line of equal prediction";
}

TEST(FieldPlot, ReadsInputsTargetPredictionLossAndPull) {
  FieldScene scene = smallScene();
  Shown shown(scene);
  shown.pointAt({2, 4});
  EXPECT_EQ(shown.view.readout(),
            (QStringList{QStringLiteral("Height 2"), QStringLiteral("Girth 4"), QStringLiteral("age 9"),
                         QStringLiteral("prediction 2"), QStringLiteral("its loss 49"),
                         QStringLiteral("its pull 14")}));
  shown.pointAt({5, 2});
  EXPECT_TRUE(shown.view.readout().isEmpty());
  scene.points.push_back({{5, 4}, 3, false, false});
  scene.prediction.push_back(5);
  shown.view.setScene(scene);
  shown.pointAt({5, 4});
  EXPECT_EQ(shown.view.readout(),
            (QStringList{QStringLiteral("validation"), QStringLiteral("Height 5"), QStringLiteral("Girth 4"),
                         QStringLiteral("age 3"), QStringLiteral("prediction 5")}));
}

// Beyond the targets' scale the colour stays at its end; where nothing is finite only the points are left.
TEST(FieldPlot, AFitThatRunsAwayKeepsAxesAndColours) {
  FieldScene scene = smallScene();
  Shown shown(scene);
  const PlotScale before = shown.view.plotScale();
  auto far = std::make_shared<FitField>(*slope());
  far->values *= 1000;
  scene.field = far;
  shown.view.setScene(scene);
  EXPECT_EQ(shown.view.plotScale(), before);
  EXPECT_LT(distance(shown.at({4, 1}), colorOf(10)), 16);
  scene.field = nullptr;
  shown.view.setScene(scene);
  EXPECT_EQ(shown.view.plotScale(), before);
  EXPECT_LT(distance(shown.at({2, 4}), colorOf(9)), 16);
  EXPECT_LT(distance(shown.at({4, 1}), PlotStyle::light().background), 16);
}

}  // namespace
}  // namespace lossarium::ui
