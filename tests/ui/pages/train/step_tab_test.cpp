// A step taken apart and the optimiser's state, in the real window, by its keys.
#include "ui/pages/train/step_tab.h"

#include "core/experiment/examples.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/pages/train/state_tab.h"
#include "ui/plots/contour_map.h"
#include "ui/plots/data_view.h"
#include "ui/plots/state_strips.h"
#include "ui/plots/surface_view.h"
#include "ui/widgets/calculation.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_text.h"

#include <QComboBox>
#include <QLabel>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class StepTabTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    tabs = window.findChild<RunTabs*>();
    tabs->select("Step");
    window.findChild<SurfaceView*>()->setFocus();
  }
  void give(const std::map<std::string, Value>& settings) {
    session().apply(settings);
    ASSERT_TRUE(settled());
  }
  // The card has come as far as the run.
  bool explained(std::int64_t step) {
    return waitUntil([&] {
      return frame().state.step == step && frame().explanation && frame().explanation->step == step &&
             tabs->asText().contains(QStringLiteral("The step from %1 to %2.").arg(step - 1).arg(step));
    });
  }
  void step() {
    const auto next = frame().state.step + 1;
    press(Qt::Key_Right);
    ASSERT_TRUE(explained(next));
  }
  // Of a formula: a line does not break within them.
  static QString partsOf(const char* formula) {
    return QString::fromUtf8(formula).replace(QLatin1Char(' '), QChar::Nbsp);
  }
  void expectUnclipped() {
    QTest::qWait(20);
    for (const auto* label : window.findChild<StepTab*>()->findChildren<QLabel*>()) {
      if (!label->isVisible() || label->wordWrap() || dynamic_cast<const ElidedLabel*>(label)) continue;
      EXPECT_GE(label->width(), label->fontMetrics().horizontalAdvance(label->text()))
          << label->text().toStdString();
    }
  }

  RunTabs* tabs = nullptr;
};

TEST_F(StepTabTest, BeforeTheFirstStepItSaysWhatToPress) {
  EXPECT_TRUE(tabs->asText().contains("Press →"));
  step();
  EXPECT_FALSE(tabs->asText().contains("Press →"));
  press(Qt::Key_Left);
  EXPECT_TRUE(waitUntil([this] { return tabs->asText().contains("Press →"); }));
}

TEST_F(StepTabTest, TheNumbersAreTheRunsAndMoveWithEachStep) {
  step();
  const QString first = tabs->asText();
  const StepExplanation so = *frame().explanation;
  for (const double number : {so.loss, so.meanSlope[0], so.parts.mean})
    EXPECT_TRUE(first.contains(significant(number, 6))) << number;
  EXPECT_TRUE(first.contains(partsOf("Δw₁ = ") + significant(so.change(), 5)));
  expectUnclipped();
  step();
  EXPECT_NE(tabs->asText(), first);
  press(Qt::Key_Left);
  ASSERT_TRUE(explained(1));
  EXPECT_EQ(tabs->asText(), first);
}

TEST_F(StepTabTest, TheWeightIsChosenByTheKeyboard) {
  step();
  auto* weights = window.findChild<StepTab*>()->findChild<QComboBox*>();
  ASSERT_EQ(weights->count(), 2);
  weights->setFocus();
  QTest::keyClick(weights, Qt::Key_Down);
  ASSERT_TRUE(waitUntil([this] { return frame().explanation && frame().explanation->weight == 1; }));
  EXPECT_EQ(frame().state.step, 1);
  EXPECT_TRUE(tabs->asText().startsWith("bias"));
  EXPECT_TRUE(waitUntil([this] {
    return tabs->asText().contains(partsOf("Δb = ") + significant(frame().lastChange[1], 4).left(5));
  }));
}

TEST_F(StepTabTest, AClickOnAPointFollowsItAndOneBesideItLetsGo) {
  step();
  EXPECT_TRUE(tabs->asText().contains("pulls hardest"));
  auto* data = window.findChild<DataView*>();
  emit data->pointPicked(3);
  ASSERT_TRUE(waitUntil([this] { return frame().explanation && frame().explanation->chosen; }));
  const Problem& problem = *frame().problem;
  EXPECT_EQ(frame().explanation->example().row, problem.dataset->rowNumber(problem.rows.train[3]));
  EXPECT_TRUE(waitUntil([this] { return tabs->asText().contains("the point that was clicked"); }));
  emit data->pointPicked(-1);
  EXPECT_TRUE(waitUntil([this] { return tabs->asText().contains("pulls hardest"); }));
}

TEST_F(StepTabTest, ThePointThatWasClickedIsForgottenOnceRowsAreOthers) {
  step();
  emit window.findChild<DataView*>()->pointPicked(3);
  ASSERT_TRUE(waitUntil([this] { return tabs->asText().contains("the point that was clicked"); }));
  give({{"dataset.edits", std::vector<std::string>{"remove 1"}}});
  press(Qt::Key_Right);
  ASSERT_TRUE(waitUntil([this] { return tabs->asText().contains("pulls hardest"); }));
  EXPECT_FALSE(frame().explanation->chosen);
}

TEST_F(StepTabTest, TheGradientIsMarkedWhereItIsOfAnotherLoss) {
  tabs->select("State");
  press(Qt::Key_Right);
  auto* strips = window.findChild<StateStrips*>();
  ASSERT_TRUE(waitUntil([&] { return strips->picture().quantities.size() > 2; }));
  EXPECT_FALSE(strips->picture().quantities[2].outdated);
  give({{"loss.id", std::string("mae")}});
  EXPECT_TRUE(waitUntil([&] { return strips->picture().quantities[2].outdated; }));
  press(Qt::Key_Right);
  EXPECT_TRUE(waitUntil([&] { return !strips->picture().quantities[2].outdated; }));
}

TEST_F(StepTabTest, ItIsWorkedOutOnlyWhileItIsSeen) {
  step();
  tabs->select("Numbers");
  ASSERT_TRUE(waitUntil([this] { return !frame().explanation; }));
  tabs->select("Step");
  EXPECT_TRUE(explained(1));
}

TEST_F(StepTabTest, PenaltyAndClippingStandApart) {
  give({{"penalty.l2", 0.5}, {"optimizer.id", std::string("momentum")}, {"optimizer.clip_norm", 0.1}});
  step();
  step();
  EXPECT_TRUE(tabs->asText().contains("+ l2·w₁"));
  EXPECT_TRUE(tabs->asText().contains("clipped"));
  EXPECT_TRUE(tabs->asText().contains(partsOf("v ← μ·v")));
  expectUnclipped();
}

// A logit is z, as in the formulas of the losses; the weight that is shown has its own symbol throughout.
TEST_F(StepTabTest, SymbolsMeanOneThing) {
  give({{"dataset.id", std::string("two_moons")},
        {"model.id", std::string("mlp")},
        {"optimizer.id", std::string("adam")}});
  step();
  const QString text = tabs->asText();
  for (const char* part : {"logit z", "σ(z)", "∂L/∂z · ∂z/∂W¹₁₁", "y = "})
    EXPECT_TRUE(text.contains(QString::fromUtf8(part))) << part;
  for (const char* part : {"W¹₁₁ ← W¹₁₁ − η·m̂", "ΔW¹₁₁ = "})
    EXPECT_TRUE(text.contains(partsOf(part))) << text.toStdString();
  EXPECT_FALSE(text.contains(QStringLiteral("ŷ"))) << text.toStdString();
  EXPECT_FALSE(text.contains(QStringLiteral("∂w"))) << text.toStdString();
}

TEST_F(StepTabTest, NetworksAndSearchingMethodsAreExplained) {
  give({{"model.id", std::string("mlp")}, {"optimizer.id", std::string("lbfgs")}});
  step();
  EXPECT_TRUE(tabs->asText().contains(QStringLiteral("t") + QChar::Nbsp + QLatin1Char('=')));
  EXPECT_TRUE(tabs->asText().contains(partsOf("W¹₁₁ ← W¹₁₁ + t·d")));
  EXPECT_GT(window.findChild<StepTab*>()->findChild<QComboBox*>()->count(), 2);
  expectUnclipped();
}

TEST_F(StepTabTest, ClassesHaveTheirNames) {
  for (std::size_t i = 0; i < examples().size(); ++i)
    if (examples()[i].title == "Penguins: three species") window.openExample(i);
  ASSERT_TRUE(settled());
  step();
  const auto& names = frame().problem->dataset->classNames;
  EXPECT_TRUE(std::any_of(names.begin(), names.end(), [this](const std::string& name) {
    return tabs->asText().contains("logit z for " + QString::fromStdString(name));
  }));
  expectUnclipped();
}

TEST_F(StepTabTest, AnotherOptimizerHasNotStepped) {
  step();
  give({{"optimizer.id", std::string("adam")}});
  EXPECT_TRUE(waitUntil([this] { return tabs->asText().contains("has not taken a step"); }));
  step();
  EXPECT_TRUE(tabs->asText().contains(QStringLiteral("m̂") + QChar::Nbsp));
}

TEST_F(StepTabTest, TheStateIsATableOfTwoWeights) {
  tabs->select("State");
  auto* strips = window.findChild<StateStrips*>();
  EXPECT_EQ(strips->picture().quantities.size(), 1U);
  give({{"optimizer.id", std::string("adam")}});
  press(Qt::Key_Right);
  ASSERT_TRUE(waitUntil([&] { return strips->picture().quantities.size() == 8; }));
  const auto& state = frame().state.optimizer;
  EXPECT_EQ(strips->picture().quantities[2].values, state.gradient);
  EXPECT_EQ(strips->picture().quantities[4].values, state.memory[1]);
  EXPECT_TRUE(tabs->asText().contains("second moment"));
  EXPECT_TRUE(tabs->asText().contains(numberText(state.memory[1][1], 6)));
}

TEST_F(StepTabTest, ManyWeightsAreStripsWithANameUnderThePointer) {
  tabs->select("State");
  give({{"model.id", std::string("mlp")}, {"optimizer.id", std::string("adam")}});
  press(Qt::Key_Right);
  auto* strips = window.findChild<StateStrips*>();
  ASSERT_TRUE(waitUntil([&] { return strips->picture().quantities.size() == 8; }));
  ASSERT_GT(strips->picture().weights.size(), 3U);
  const QImage before = strips->grab().toImage();
  const Eigen::Index last = 1;  // of the block that is seen without scrolling
  // The widget grows with what it shows at the next turn of the events.
  ASSERT_TRUE(waitUntil([&] { return QRectF(strips->rect()).contains(strips->cellRect(1, last)); }));
  const QRectF cell = strips->cellRect(1, last);
  QTest::mouseMove(strips, cell.center().toPoint());
  EXPECT_EQ(strips->accessibleDescription(), strips->words(last));
  EXPECT_NE(strips->grab().toImage(), before);
  strips->setFocus();
  QTest::keyClick(strips, Qt::Key_Left);
  EXPECT_EQ(strips->accessibleDescription(), strips->words(last - 1));
  EXPECT_EQ(frame().state.step, 1);
}

// Files call them layer1.weight[0,0]; people do not.
TEST_F(StepTabTest, WeightsAreCalledWhatTheyAre) {
  give({{"model.id", std::string("polynomial")}, {"model.degree", std::int64_t{3}}});
  press(Qt::Key_Right);
  auto* weights = window.findChild<StepTab*>()->findChild<QComboBox*>();
  ASSERT_TRUE(waitUntil([&] { return weights->count() == 4; }));
  EXPECT_EQ(weights->itemText(2), QStringLiteral("coefficient of P₃(year)"));
  auto* surface = window.findChild<SurfaceView*>();
  ASSERT_TRUE(
      waitUntil([&] { return surface->scene().aTitle == QStringLiteral("coefficient of P₁(year)"); }));
  EXPECT_EQ(surface->scene().bTitle, QStringLiteral("bias"));
  tabs->select("State");
  give({{"model.id", std::string("mlp")}});
  press(Qt::Key_Right);
  auto* strips = window.findChild<StateStrips*>();
  ASSERT_TRUE(waitUntil([&] { return strips->picture().weights.size() > 4; }));
  EXPECT_EQ(strips->picture().weights[1], QStringLiteral("layer 1, unit 2: weight from year"));
  EXPECT_TRUE(strips->picture().blocks[0].name.startsWith(QStringLiteral("layer 1, weights")));
  tabs->select("Step");
  ASSERT_TRUE(waitUntil([&] { return weights->itemText(1) == strips->picture().weights[1]; }));
  weights->setCurrentIndex(1);
  ASSERT_TRUE(waitUntil([&] { return weights->toolTip().contains(QStringLiteral("layer1.weight[1,0]")); }));
  EXPECT_TRUE(weights->toolTip().contains(QStringLiteral("W¹₂₁")));
}

TEST_F(StepTabTest, ArrowsAreDrawnWhenTheyAreAskedFor) {
  give({{"optimizer.id", std::string("momentum")}});
  step();
  step();
  auto* surface = window.findChild<SurfaceView*>();
  EXPECT_FALSE(surface->scene().namesArrows);
  ASSERT_EQ(surface->scene().arrows.size(), 2U);
  click("Arrows");
  EXPECT_TRUE(surface->scene().namesArrows);
  // In the plane of the two weights the arrows are what the run did.
  const Eigen::Vector2d went = surface->scene().arrows[1].direction;
  EXPECT_NEAR(went.x() * frame().lastChange[1], went.y() * frame().lastChange[0], 1e-12);
  EXPECT_LT(surface->scene().arrows[0].direction.x() * frame().state.optimizer.memory[0][0], 0);
  press(Qt::Key_C);
  auto* map = window.findChild<ContourMap*>();
  ASSERT_TRUE(waitUntil([&] { return map->isVisible() && map->landscape().namesArrows; }));
  const QImage with = map->grab().toImage();
  click("Arrows");
  EXPECT_NE(map->grab().toImage(), with);
}

}  // namespace
}  // namespace lossarium::ui
