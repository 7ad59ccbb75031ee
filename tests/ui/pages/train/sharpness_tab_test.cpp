// The tab of the loss' shape around the run, pressed in the real window.
#include "ui/pages/train/sharpness_tab.h"

#include "core/experiment/examples.h"
#include "core/landscape/rescaling.h"
#include "core/objectives/curvature.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/curvature_panel.h"
#include "ui/pages/train/line_panel.h"
#include "ui/pages/train/rescaling_panel.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/plots/function_chart.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/slider.h"

#include <QLabel>
#include <QPushButton>
#include <QTabBar>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class SharpnessTabTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    tabs = window.findChild<RunTabs*>();
    tab = window.findChild<SharpnessTab*>();
    press("Shape");
    choice = tab->findChild<ComboBox*>();
    ASSERT_TRUE(current());
  }
  void TearDown() override { tabs->select("Numbers"); }
  void press(const QString& title) {
    auto* bar = tabs->findChild<QTabBar*>();
    for (int i = 0; i < bar->count(); ++i)
      if (bar->tabText(i) == title) QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
  }
  bool current() {
    return waitUntil([this] { return tab->isCurrent(); });
  }
  /// By the keyboard.
  void look(const QString& view) {
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Home);
    for (int i = 0; i < choice->count() && !choice->currentText().startsWith(view); ++i)
      QTest::keyClick(choice, Qt::Key_Down);
    ASSERT_TRUE(choice->currentText().startsWith(view)) << choice->currentText().toStdString();
    ASSERT_TRUE(current());
  }
  void openNetwork() {
    window.openExample(exampleNamed(rescalingExample));
    ASSERT_TRUE(settled());
    session().setSpeed(asFastAsItGoes);
    session().play();
    ASSERT_TRUE(waitUntil([this] { return frame().state.stop == Stop::epochs && !frame().running; }));
    ASSERT_TRUE(current());
  }
  const FunctionScene& line() { return tab->findChild<LinePanel*>()->findChild<FunctionChart*>()->scene(); }
  /// The loss that a mark is labelled with, to three digits at least.
  double lossAt(const QString& name) {
    for (const FunctionMark& mark : line().marks)
      if (mark.label.startsWith(name + ": ")) return mark.label.section(": ", 1).toDouble();
    ADD_FAILURE() << "no mark " << name.toStdString();
    return std::nan("");
  }
  static void expectReads(double shown, double loss) { EXPECT_NEAR(shown, loss, 5e-3 * loss); }
  /// A cell of the copied table, by the begin of its row.
  QString cell(const QString& row, int column) {
    for (const QString& each : tab->asText().split('\n'))
      if (each.startsWith(row)) return each.section('\t', column, column);
    return {};
  }

  RunTabs* tabs = nullptr;
  SharpnessTab* tab = nullptr;
  ComboBox* choice = nullptr;
};

TEST_F(SharpnessTabTest, DownTheGradientTheNextStepEndsWhereTheRunThenIs) {
  expectReads(lossAt("here"), frame().now.training);
  const double next = lossAt("as far as the next step");
  session().stepEpoch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.epoch == 1 && !frame().running; }));
  ASSERT_TRUE(current());
  expectReads(lossAt("here"), frame().now.training);
  EXPECT_LT(frame().now.training, 0.9 * session().frame()->epochs.front().training);
  expectReads(next, frame().now.training);
}

TEST_F(SharpnessTabTest, FromTheStartAndToAnotherSolutionTheEndsAreTheirLosses) {
  const double start = frame().now.training;
  session().setSpeed(asFastAsItGoes);
  session().play();
  ASSERT_TRUE(waitUntil([this] { return frame().state.epoch == 400 && !frame().running; }));
  look("Line: from the start");
  expectReads(lossAt("start"), start);
  expectReads(lossAt("here"), frame().now.training);
  look("Line: to another solution");
  EXPECT_TRUE(tab->asText().contains("same place")) << "a bowl has one minimum";
}

TEST_F(SharpnessTabTest, AnotherSolutionOfANetworkIsReached) {
  openNetwork();
  look("Line: to another solution");
  expectReads(lossAt("here"), frame().now.training);
  EXPECT_LT(lossAt("from start 2"), 0.1);
  EXPECT_TRUE(tab->asText().startsWith("share of the way\ttraining"));
}

TEST_F(SharpnessTabTest, ABranchIsOneMoreEnd) {
  const int before = choice->count();
  session().setSpeed(asFastAsItGoes);
  session().play();
  ASSERT_TRUE(waitUntil([this] { return frame().state.epoch == 400 && !frame().running; }));
  const double left = frame().now.training;
  session().goToEpoch(3);
  ASSERT_TRUE(waitUntil([this] { return frame().state.epoch == 3; }));
  session().set("loss.id", std::string("mse"));
  session().branchHere();
  ASSERT_TRUE(waitUntil([&] { return choice->count() == before + 1; }));
  look("Line: to from");
  expectReads(line().marks.back().label.section(": ", 1).toDouble(), left);
}

TEST_F(SharpnessTabTest, ADragReadsTheCurves) {
  auto* chart = tab->findChild<LinePanel*>()->findChild<FunctionChart*>();
  QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, chart->viewport()->rect().center());
  ASSERT_TRUE(chart->scene().marker.has_value());
  bool read = false;
  for (const auto* label : tab->findChildren<QLabel*>()) read = read || label->text().startsWith("At ");
  EXPECT_TRUE(read);
}

TEST_F(SharpnessTabTest, CurvatureIsThatOfTheMomentAndTheDialSetsTheRadius) {
  look("Curvature");
  const double largest = largestCurvature(*frame().problem->training, frame().state.weights);
  EXPECT_EQ(cell("Largest curvature", 1), numberText(largest, 3));
  EXPECT_EQ(cell("Bearable", 1), numberText(2 / 0.1, 3));
  EXPECT_EQ(cell(QStringLiteral("ρ"), 1), "0.050");
  const QString before = cell("Rise within", 1);
  auto* dial = tab->findChild<CurvaturePanel*>()->findChild<Slider*>();
  dial->setFocus();
  QTest::keyClick(dial, Qt::Key_PageUp);
  ASSERT_TRUE(current());
  EXPECT_NE(cell("Rise within", 1), before);
}

TEST_F(SharpnessTabTest, RescalingSaysWhereItDoesNotApplyAndOpensWhereItDoes) {
  look("Rescaling");
  EXPECT_TRUE(tab->asText().contains("no hidden layer"));
  QPushButton* open = tab->findChild<QPushButton*>();
  ASSERT_TRUE(open->isVisible());
  QTest::mouseClick(open, Qt::LeftButton);
  ASSERT_TRUE(settled());
  EXPECT_EQ(session().experiment().model.text("activation"), "relu");
  ASSERT_TRUE(waitUntil([this] { return tab->asText().contains("before\tafter"); }));
  const QString sentence = QString::fromUtf8(examples()[exampleNamed(rescalingExample)].sentence.data());
  const auto labels = window.findChildren<QLabel*>();
  EXPECT_TRUE(std::any_of(labels.begin(), labels.end(),
                          [&](const QLabel* each) { return each->text() == sentence; }));
}

TEST_F(SharpnessTabTest, ARescaledLayerIsAsSharpAsOneLikesAndTheSameFilterByFilter) {
  openNetwork();
  look("Rescaling");
  auto* panel = tab->findChild<RescalingPanel*>();
  auto* dial = panel->dial()->findChild<Slider*>();
  dial->setFocus();
  QTest::keyClick(dial, Qt::Key_End);
  EXPECT_EQ(panel->factor(), 100);
  ASSERT_TRUE(current());
  const RunFrame& run = frame();
  const Vector other = rescaled(*run.problem->model, run.state.weights, 1, 100);
  EXPECT_EQ(cell("Largest curvature", 1),
            numberText(largestCurvature(*run.problem->training, run.state.weights), 3));
  EXPECT_EQ(cell("Largest curvature", 2),
            groupedEpoch(std::round(largestCurvature(*run.problem->training, other))));
  EXPECT_EQ(cell("Loss", 1), cell("Loss", 2));
  EXPECT_NE(cell("Rise within", 1), cell("Rise within", 2));
  EXPECT_EQ(cell(QStringLiteral("– filter by filter"), 1), cell(QStringLiteral("– filter by filter"), 2));
}

TEST_F(SharpnessTabTest, EveryViewTakesARunThatDiverged) {
  openNetwork();
  session().apply({{"optimizer", std::string("gradient_descent")}, {"optimizer.learning_rate", 50.0}});
  ASSERT_TRUE(settled());
  session().play();
  ASSERT_TRUE(waitUntil([this] { return frame().state.stop == Stop::diverged && !frame().running; }));
  for (int i = 0; i < choice->count(); ++i) {
    look(choice->itemText(i));
    EXPECT_FALSE(tab->asText().isEmpty()) << i;
  }
}

TEST_F(SharpnessTabTest, TheWindowStaysNarrowEnoughForASmallScreen) {
  openNetwork();
  for (int i = 0; i < choice->count(); ++i) {
    look(choice->itemText(i));
    EXPECT_LE(window.minimumSizeHint().width(), 1280) << i;
  }
}

TEST_F(SharpnessTabTest, NothingIsComputedWhileAnotherTabIsSeen) {
  press("Numbers");
  session().stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  QTest::qWait(100);
  EXPECT_FALSE(tab->isCurrent());
  press("Shape");
  EXPECT_TRUE(current());
}

}  // namespace
}  // namespace lossarium::ui
