#include "ui/plots/network_view.h"

#include "ui/plots/unit_tile.h"

#include <QTest>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

std::shared_ptr<const Problem> problemOf(const std::map<std::string, Value>& more = {}) {
  std::map<std::string, Value> set = more;
  set.insert({{"dataset.id", std::string("xor")},
              {"model.id", std::string("mlp")},
              {"model.layers", std::int64_t{1}},
              {"model.width", std::int64_t{3}}});
  return build(withSettings(defaultExperiment(), set));
}

NetworkScene sceneOf(const std::shared_ptr<const Problem>& problem, const Vector& weights) {
  NetworkScene scene;
  scene.fields = UnitMap(problem).at(weights, 0);
  scene.inputNames = {QStringLiteral("x1"), QStringLiteral("x2")};
  scene.outputNames = {QStringLiteral("yes")};
  scene.activation = QStringLiteral("tanh");
  scene.classes = true;
  return scene;
}

// Only two lines: x1 to the first unit, the third unit to the output.
Vector fewWeights(const Problem& problem) {
  Vector weights = Vector::Zero(problem.model->weightCount());
  weights[0] = 2;    // layer1.weight[0,0]
  weights[7] = 0.5;  // layer1.bias[1]
  weights[11] = -1;  // layer2.weight[0,2]
  return weights;
}

class NetworkViewTest : public testing::Test {
 protected:
  void SetUp() override {
    view.resize(600, 320);
    view.setScene(sceneOf(problem, fewWeights(*problem)));
    view.show();
    QTest::qWait(1);
  }
  void pointAt(QPointF place) {
    QTest::mouseMove(&view, QPoint(1, 1));
    QTest::mouseMove(&view, place.toPoint());
    QTest::qWait(1);
  }

  /// Every unit inside, off all others.
  void expectApart() {
    std::vector<QRectF> tiles;
    for (std::size_t l = 0; l < view.layOut().layers(); ++l)
      for (Index unit = 0; unit < view.layOut().units(l); ++unit) {
        const QRectF tile = view.layOut().tile(l, unit);
        EXPECT_TRUE(QRectF(view.rect()).contains(tile)) << l << ' ' << unit;
        for (const QRectF& other : tiles) EXPECT_FALSE(tile.intersects(other)) << l << ' ' << unit;
        tiles.push_back(tile);
      }
  }

  std::shared_ptr<const Problem> problem = problemOf();
  NetworkView view;
};

TEST_F(NetworkViewTest, AColumnALayerAndUnitsApart) {
  const NetworkLayout& layout = view.layOut();
  ASSERT_EQ(layout.layers(), 3U);
  for (const auto& [layer, units] : {std::pair<std::size_t, Index>{0, 2}, {1, 3}, {2, 1}})
    EXPECT_EQ(layout.units(layer), units);
  for (std::size_t l = 0; l < 3; ++l)
    for (Index unit = 0; unit < layout.units(l); ++unit) {
      EXPECT_TRUE(QRectF(view.rect()).contains(layout.tile(l, unit)));
      if (unit > 0) {
        EXPECT_GT(layout.tile(l, unit).top(), layout.tile(l, unit - 1).bottom());
      }
      if (l > 0) {
        EXPECT_GT(layout.tile(l, unit).left(), layout.tile(l - 1, 0).right());
      }
    }
}

TEST_F(NetworkViewTest, ReadsTheWeightOfALine) {
  pointAt(view.layOut().line({1, 0, 0}).pointAtPercent(0.5));
  EXPECT_EQ(view.readout(), QStringList{QStringLiteral("layer 1, unit 1: weight from x1 2")});
  pointAt(view.layOut().line({2, 0, 2}).pointAtPercent(0.4));
  EXPECT_EQ(view.readout(), QStringList{QStringLiteral("output: weight from unit 3 of layer 1 −1")});
  pointAt({300, 2});
  EXPECT_TRUE(view.readout().isEmpty());
}

TEST_F(NetworkViewTest, ReadsTheBiasOfAUnitAndWhatItGives) {
  pointAt(view.layOut().tile(1, 1).center());
  EXPECT_EQ(view.readout().first(), QStringLiteral("layer 1, unit 2: bias 0.5"));
  EXPECT_EQ(view.readout().last(), QStringLiteral("gives 0.462 … 0.462"));
  pointAt(view.layOut().tile(1, 2).center());
  EXPECT_TRUE(view.readout().last().startsWith(QStringLiteral("silent")));
  pointAt(view.layOut().tile(0, 1).center());
  EXPECT_EQ(view.readout().first(), QStringLiteral("x2"));
}

TEST_F(NetworkViewTest, LinesAreAsThickAsTheirWeightsAndColouredByTheirSign) {
  const QImage image = view.grab().toImage();
  const PlotStyle style = PlotStyle::light();
  const auto thickness = [&](const NetworkPlace& place) {
    const QPointF middle = view.layOut().line(place).pointAtPercent(0.5);
    int count = 0;
    for (int dy = -8; dy <= 8; ++dy)
      count += image.pixelColor(middle.toPoint() + QPoint(0, dy)) != image.pixelColor(2, 2) ? 1 : 0;
    return count;
  };
  EXPECT_GT(thickness({1, 0, 0}), thickness({2, 0, 2}));
  EXPECT_EQ(signColor(0, style), style.background);
  EXPECT_GT(signColor(1, style).red(), signColor(1, style).blue());
  EXPECT_LT(signColor(-1, style).red(), signColor(-1, style).blue());
}

TEST_F(NetworkViewTest, AUnitsPictureIsWhatItGives) {
  const QImage image = view.grab().toImage();
  const QRectF tile = view.layOut().tile(1, 0);  // tanh of twice the first input
  const QColor left = image.pixelColor(QPointF(tile.left() + 5, tile.center().y()).toPoint());
  const QColor right = image.pixelColor(QPointF(tile.right() - 5, tile.center().y()).toPoint());
  EXPECT_GT(left.blue(), left.red());
  EXPECT_GT(right.red(), right.blue());
}

TEST_F(NetworkViewTest, ArrowsChooseAUnit) {
  view.setFocus();
  QTest::keyClick(&view, Qt::Key_Right);
  EXPECT_EQ(view.readout().first(), QStringLiteral("x1"));
  QTest::keyClick(&view, Qt::Key_Right);
  QTest::keyClick(&view, Qt::Key_Down);
  EXPECT_EQ(view.readout().first(), QStringLiteral("layer 1, unit 2: bias 0.5"));
}

TEST_F(NetworkViewTest, TextHasEveryWeight) {
  const QStringList lines = view.asText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  EXPECT_EQ(lines.size(), problem->model->weightCount());
  EXPECT_EQ(lines.first(), QStringLiteral("layer1.weight[0,0]\t2"));
}

TEST_F(NetworkViewTest, ALargeNetworkIsThinnedAndHasRoom) {
  const auto large = problemOf({{"model.width", std::int64_t{64}}, {"model.layers", std::int64_t{6}}});
  view.setScene(sceneOf(large, large->startWeights()));
  EXPECT_EQ(view.layOut().units(3), 16);
  view.resize(500, view.minimumSizeHint().height());
  QTest::qWait(1);
  expectApart();
}

TEST_F(NetworkViewTest, InALowPanelUnitsAreLegibleBesideEachOther) {
  const auto two = problemOf({{"model.width", std::int64_t{8}}, {"model.layers", std::int64_t{2}}});
  view.setScene(sceneOf(two, two->startWeights()));
  view.resize(440, 104);
  QTest::qWait(1);
  expectApart();
  for (std::size_t l = 0; l < view.layOut().layers(); ++l) EXPECT_GE(view.layOut().side(l), 20) << l;
  view.resize(900, 600);
  QTest::qWait(1);
  EXPECT_GT(view.layOut().tile(1, 1).top(), view.layOut().tile(1, 0).bottom()) << "with room one column";
}

}  // namespace
}  // namespace lossarium::ui
