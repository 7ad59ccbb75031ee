#include "core/objectives/classification.h"
#include "tests/ui/plots/export_testing.h"
#include "ui/plots/class_marks.h"
#include "ui/plots/data_view.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QTest>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

// Three classes in thirds from left to right, each certain.
std::shared_ptr<const DecisionField> thirds() {
  auto field = std::make_shared<DecisionField>();
  field->x = Vector::LinSpaced(31, 0, 30);
  field->y = Vector::LinSpaced(11, 0, 10);
  for (Index place = 0; place < 31 * 11; ++place) field->best.push_back(place % 31 / 11);
  field->share = Vector::Ones(31 * 11);
  for (const double border : {10.5, 21.5}) field->borders.push_back({{border, 0}, {border, 10}});
  return field;
}

ClassScene smallScene() {
  ClassScene scene;
  scene.classNames = {QStringLiteral("ash"), QStringLiteral("birch"), QStringLiteral("cedar")};
  scene.points = {{{4, 8}, 0, true}, {{15, 2}, 1, true}, {{26, 8}, 2, true}};
  scene.guesses = {0, 1, 2};
  scene.prediction = (Matrix(3, 3) << 2, 1, 0, 0, 2, 1, 0, 1, 2).finished();
  scene.loss = Vector::LinSpaced(3, 0.1, 0.3);
  scene.pull = Vector::LinSpaced(3, 1, 3);
  scene.field = thirds();
  scene.range = QRectF(0, 0, 30, 10);
  scene.xTitle = QStringLiteral("Height");
  scene.yTitle = QStringLiteral("Girth");
  scene.targetName = QStringLiteral("tree");
  return scene;
}

int distance(const QColor& one, const QColor& other) {
  return std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
         std::abs(one.blue() - other.blue());
}

class Shown {
 public:
  explicit Shown(const ClassScene& scene) {
    view.resize(460, 300);
    view.setScene(scene);
    view.show();
    QTest::qWait(1);
  }
  QColor at(QPointF value) {
    return view.grab().toImage().pixelColor(view.plotScale().toPixel(value).toPoint());
  }
  /// The least over a few pixels above and below: a line lies between pixels.
  int distanceNear(QPointF value, const QColor& color) {
    const QImage image = view.grab().toImage();
    const QPoint place = view.plotScale().toPixel(value).toPoint();
    int least = 1000;
    for (int y = place.y() - 2; y <= place.y() + 2; ++y)
      least = std::min(least, distance(image.pixelColor(place.x(), y), color));
    return least;
  }
  void pointAt(QPointF value) {
    QTest::mouseMove(view.viewport(), QPoint(1, 1));  // where the pointer already is, nothing happens
    QTest::mouseMove(view.viewport(), view.plotScale().toPixel(value).toPoint());
    QTest::qWait(1);
  }

  DataView view;
};

TEST(ClassPlot, RegionsHaveTheColourOfTheirClassAndPointsAFullerOne) {
  Shown shown(smallScene());
  const PlotStyle style = PlotStyle::light();
  for (const auto& [x, label] : {std::pair(5.0, 0), std::pair(16.0, 1), std::pair(27.0, 2)})
    EXPECT_LT(distance(shown.at({x, 5}), regionColor(label, 1, 3, style)), 6) << x;
  EXPECT_LT(distance(shown.at({4, 8}), classColor(0, style)), 12);
  EXPECT_GT(distance(shown.at({10.5, 5}), regionColor(0, 1, 3, style)), 90) << "a line where classes meet";
}

TEST(ClassPlot, RegionsArePaleWhereTheClassIsUncertain) {
  const PlotStyle style = PlotStyle::light();
  EXPECT_LT(distance(regionColor(1, 1.0 / 3, 3, style), style.background),
            distance(regionColor(1, 0.9, 3, style), style.background));
}

TEST(ClassPlot, WhatIsPredictedWronglyIsOutlined) {
  ClassScene scene = smallScene();
  Shown shown(scene);
  const QImage before = shown.view.grab().toImage();
  scene.guesses[1] = 0;
  shown.view.setScene(scene);
  const QImage after = shown.view.grab().toImage();
  int changed = 0;
  const QPointF centre = shown.view.plotScale().toPixel({15, 2});
  for (int y = 0; y < after.height(); ++y)
    for (int x = 0; x < after.width(); ++x)
      if (after.pixel(x, y) != before.pixel(x, y)) {
        ++changed;
        EXPECT_LT(std::hypot(x - centre.x(), y - centre.y()), 14);
      }
  EXPECT_GT(changed, 20);
}

TEST(ClassPlot, ReadsInputsClassProbabilitiesLossAndPull) {
  ClassScene scene = smallScene();
  Shown shown(scene);
  shown.pointAt({15, 2});
  const double sum = 1 + std::exp(1.0) + std::exp(2.0);
  const auto percent = [](double share) { return readableNumber(100 * share, 3) + QStringLiteral(" %"); };
  EXPECT_EQ(shown.view.readout(),
            (QStringList{QStringLiteral("Height 15"), QStringLiteral("Girth 2"), QStringLiteral("tree birch"),
                         QStringLiteral("birch ") + percent(std::exp(2.0) / sum),
                         QStringLiteral("cedar ") + percent(std::exp(1.0) / sum),
                         QStringLiteral("ash ") + percent(1 / sum), QStringLiteral("its loss 0.2"),
                         QStringLiteral("its pull 2")}));
  shown.pointAt({8, 4});
  EXPECT_TRUE(shown.view.readout().isEmpty());
  scene.points.push_back({{20, 9}, 0, false});
  scene.guesses.push_back(1);
  shown.view.setScene(scene);
  shown.pointAt({20, 9});
  EXPECT_EQ(shown.view.readout().first(), QStringLiteral("validation"));
}

TEST(ClassPlot, OneInputShowsACurveForEachClassAndNoRegions) {
  ClassScene scene = smallScene();
  auto field = std::make_shared<DecisionField>();
  field->x = Vector::LinSpaced(61, 0, 30);
  field->y = Vector::Zero(1);
  field->shares.resize(61, 3);
  for (Index i = 0; i < 61; ++i) field->shares.row(i) << 0.2, 0.5, 0.3;
  field->best.assign(61, 1);
  field->share = Vector::Constant(61, 0.5);
  scene.field = field;
  scene.oneInput = true;
  scene.range = QRectF(QPointF(0, -0.4), QPointF(30, 1.05));
  scene.points.clear();
  scene.guesses.clear();
  scene.prediction.resize(0, 3);
  Shown shown(scene);
  const PlotStyle style = PlotStyle::light();
  for (const auto& [share, label] : {std::pair(0.2, 0), std::pair(0.5, 1), std::pair(0.3, 2)})
    EXPECT_LT(shown.distanceNear({13.3, share}, classColor(label, style)), 20) << label;
  EXPECT_EQ(shown.at({13.3, 0.8}), style.background);
}

TEST(ClassPlot, TakesAnythingWithoutComplaint) {
  Shown shown(ClassScene{});
  ClassScene scene = smallScene();
  scene.field.reset();
  scene.prediction.resize(0, 3);
  scene.loss.resize(0);
  shown.view.setScene(scene);
  QTest::qWait(1);
  shown.pointAt({15, 2});
  EXPECT_EQ(shown.view.readout().size(), 3);
  scene.points.assign(30000, {{15, 2}, 1, true});
  scene.guesses.assign(30000, 0);
  shown.view.setScene(scene);
  EXPECT_FALSE(shown.view.grab().isNull());
  shown.view.setPlotStyle(PlotStyle::darkStyle());
  EXPECT_EQ(shown.view.grab().toImage().pixelColor(455, 296), PlotStyle::darkStyle().background);
}

TEST(ClassPlot, ChangesPlacesWithTheFitOfARegression) {
  Shown shown(smallScene());
  shown.pointAt({15, 2});
  QSignalSpy spy(&shown.view, &DataView::pointHovered);
  DataScene regression;
  regression.training = {{0, 0}, {5, 10}};
  regression.xTitle = QStringLiteral("Year");
  regression.yTitle = QStringLiteral("Calls");
  shown.view.setScene(regression);
  QTest::qWait(1);
  ASSERT_FALSE(spy.isEmpty());
  EXPECT_EQ(spy.last()[0].toInt(), -1);
  shown.pointAt({5, 10});
  EXPECT_EQ(shown.view.readout().first(), QStringLiteral("Year 5"));
  shown.view.setScene(smallScene());
  QTest::qWait(1);
  shown.pointAt({15, 2});
  EXPECT_EQ(shown.view.readout().first(), QStringLiteral("Height 15"));
}

TEST(ClassPlot, ExportsWhatItShows) {
  Shown shown(smallScene());
  EXPECT_LT(differences(shown.view), 300);
  QBuffer file;
  QSvgGenerator generator;
  generator.setOutputDevice(&file);
  generator.setSize({460, 300});
  generator.setResolution(96);
  {
    QPainter painter(&generator);
    shown.view.paintTo(painter, QRectF(0, 0, 460, 300));
  }
  EXPECT_TRUE(file.data().contains("<image"));
  EXPECT_TRUE(file.data().contains("birch"));
}

TEST(Legend, NamesTheRowsThatThereAre) {
  const auto words = [](HeldOut held) {
    const Legend legend = stackedLegend({"ash", "birch"}, held, PlotStyle::light());
    return legend.rows == 3 ? legend.entries.front().text : QString();
  };
  EXPECT_TRUE(words(HeldOut::none).isEmpty());
  EXPECT_TRUE(words(HeldOut::validation).contains("validation"));
  EXPECT_FALSE(words(HeldOut::validation).contains("test"));
  EXPECT_TRUE(words(HeldOut::test).contains("test"));
  EXPECT_FALSE(words(HeldOut::test).contains("validation"));
  EXPECT_TRUE(words(HeldOut::both).contains("validation") && words(HeldOut::both).contains("test"));
}

TEST(Legend, TakesAsManyRowsAsItNeedsAndSaysWhatHasNoRoom) {
  const PlotStyle style = PlotStyle::light();
  EXPECT_EQ(layOutLegend({"ash", "birch"}, HeldOut::none, 300, 400, style).rows, 1);
  EXPECT_EQ(layOutLegend({"ash", "birch"}, HeldOut::none, 20, 400, style).rows, 2);
  QStringList names;
  for (int i = 0; i < 64; ++i) names << QStringLiteral("class %1").arg(i);
  const Legend legend = layOutLegend(names, HeldOut::none, 200, 300, style);
  EXPECT_EQ(legend.rows, 3);
  const auto shown = static_cast<int>(legend.entries.size()) - 1;
  const auto more = std::find_if(legend.entries.begin(), legend.entries.end(),
                                 [](const LegendEntry& entry) { return entry.label < 0; });
  ASSERT_NE(more, legend.entries.end());
  EXPECT_TRUE(more->text.contains(QString::number(64 - shown))) << more->text.toStdString() << shown;
  for (const LegendEntry& entry : legend.entries) EXPECT_GT(entry.baseline.x(), -300);
}

}  // namespace
}  // namespace lossarium::ui
