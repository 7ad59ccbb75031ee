// The tabs at the bottom right, pressed in the real window.
#include "ui/pages/train/run_tabs.h"

#include "core/experiment/examples.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/curve_choice.h"
#include "ui/pages/train/diagnosis_tab.h"
#include "ui/pages/train/metrics_tab.h"
#include "ui/pages/train/numbers_panel.h"
#include "ui/plots/confusion_view.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/data_view.h"
#include "ui/widgets/number_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QTabBar>

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class RunTabsTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    tabs = window.findChild<RunTabs*>();
    bar = tabs->findChild<QTabBar*>();
    tabs->select("Numbers");
  }
  void press(const QString& title) {
    for (int i = 0; i < bar->count(); ++i)
      if (bar->tabText(i) == title) QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
  }
  void give(const std::map<std::string, Value>& settings) {
    session().apply(settings);
    ASSERT_TRUE(settled());
  }
  void run(std::int64_t epochs) {
    session().setSpeed(asFastAsItGoes);
    session().play();
    ASSERT_TRUE(waitUntil([&] { return frame().state.epoch >= epochs && !frame().running; }));
  }
  bool shows(const QString& text) {
    return waitUntil([&] { return tabs->asText().contains(text); });
  }
  QWidget* tab(const char* title) {
    for (auto* each : tabs->findChildren<RunTab*>())
      if (each->title() == QLatin1String(title)) return each;
    return nullptr;
  }

  RunTabs* tabs = nullptr;
  QTabBar* bar = nullptr;
};

TEST_F(RunTabsTest, OneIsSeenAndAClickShowsAnother) {
  EXPECT_TRUE(tab("Numbers")->isVisible());
  EXPECT_FALSE(tab("Metrics")->isVisible());
  press("Metrics");
  EXPECT_FALSE(tab("Numbers")->isVisible());
  EXPECT_TRUE(tab("Metrics")->isVisible());
}

TEST_F(RunTabsTest, TheKeyboardChoosesAndTheRunDoesNotMove) {
  bar->setFocus();
  QTest::keyClick(bar, Qt::Key_Right);
  EXPECT_TRUE(tab("Metrics")->isVisible());
  QTest::keyClick(bar, Qt::Key_Left);
  EXPECT_TRUE(tab("Numbers")->isVisible());
  QTest::qWait(30);
  EXPECT_EQ(frame().state.step, 0);
}

TEST_F(RunTabsTest, WhichWasShownIsRemembered) {
  press("Diagnosis");
  MainWindow again;
  const auto* other = again.findChild<RunTabs*>()->findChild<QTabBar*>();
  EXPECT_EQ(other->tabText(other->currentIndex()), "Diagnosis");
}

TEST_F(RunTabsTest, ADoubleClickFillsTheWindowAndCopyGivesText) {
  auto* data = window.findChild<DataView*>();
  QTest::mouseDClick(bar, Qt::LeftButton, {}, bar->tabRect(0).center());
  EXPECT_FALSE(data->isVisible());
  EXPECT_TRUE(tabs->isVisible());
  QTest::mouseDClick(bar, Qt::LeftButton, {}, bar->tabRect(0).center());
  EXPECT_TRUE(data->isVisible());
  tabs->menu()->actions().front()->trigger();
  EXPECT_TRUE(QGuiApplication::clipboard()->text().contains("training loss"));
}

TEST_F(RunTabsTest, AllTabsHaveRoomInASmallWindow) {
  const int width = window.width(), height = tabs->height();
  for (int i = 0; i < bar->count(); ++i) {
    bar->setCurrentIndex(i);
    QTest::qWait(20);
    EXPECT_EQ(window.width(), width) << i;
    EXPECT_EQ(tabs->height(), height) << i;
  }
}

TEST_F(RunTabsTest, APercentageSaysSo) {
  press("Metrics");
  ASSERT_TRUE(shows("MAPE"));
  const QString line = tabs->asText().section("MAPE", 1).section('\n', 0, 0);
  EXPECT_TRUE(line.endsWith(QString(QChar::Nbsp) + "%")) << line.toStdString();
  EXPECT_FALSE(tabs->asText().section("MAE", 1).section('\n', 0, 0).contains("%"));
}

TEST_F(RunTabsTest, MetricsAreComputedOnlyWhileTheyAreSeen) {
  session().stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  EXPECT_EQ(frame().metrics, nullptr);
  press("Metrics");
  ASSERT_TRUE(waitUntil([this] { return frame().metrics != nullptr; }));
  ASSERT_TRUE(shows("MSE\t") || shows("Mean squared error\t"));
  EXPECT_TRUE(shows(QStringLiteral("R²\t")));
  press("Numbers");
  session().stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 2; }));
  EXPECT_EQ(frame().metrics, nullptr);
}

TEST_F(RunTabsTest, TestRowsOpenAfterASecondPress) {
  give({{"split.train", 0.6}, {"split.validation", 0.2}, {"split.test", 0.2}});
  run(400);
  const Vector weights = frame().state.weights;
  press("Metrics");
  ASSERT_TRUE(waitUntil([this] { return frame().metrics != nullptr; }));
  ASSERT_TRUE(shows("sealed"));
  click("Open the test rows…");
  EXPECT_FALSE(session().experiment().split.testOpened);
  click("Keep sealed");
  EXPECT_FALSE(session().experiment().split.testOpened);
  click("Open the test rows…");
  click("Open");
  ASSERT_TRUE(waitUntil([this] { return frame().metrics && frame().metrics->test; }));
  EXPECT_TRUE(waitUntil([this] { return !tabs->asText().contains("sealed"); }));
  EXPECT_EQ(frame().state.weights, weights);
  EXPECT_EQ(frame().state.epoch, 400);
  ASSERT_FALSE(frame().seams.empty());
  EXPECT_EQ(frame().seams.back().label, "test opened");
  ASSERT_TRUE(shows("\ttest, opened"));
  const QString when = QStringLiteral("opened at epoch %1:").arg(grouped(frame().seams.back().epoch));
  const auto labels = tab("Metrics")->findChildren<QLabel*>("caption");
  EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [&](const QLabel* each) {
    return each->isVisible() && each->text().contains(when);
  })) << when.toStdString();
}

TEST_F(RunTabsTest, ClassesHaveAConfusionMatrix) {
  for (std::size_t i = 0; i < examples().size(); ++i)
    if (examples()[i].title == "Penguins: three species") window.openExample(i);
  ASSERT_TRUE(settled());
  press("Metrics");
  ASSERT_TRUE(waitUntil([this] { return frame().metrics != nullptr; }));
  ASSERT_TRUE(shows("Accuracy\t"));
  click("Confusion matrix");
  auto* matrix = window.findChild<ConfusionView*>();
  EXPECT_TRUE(matrix->isVisible());
  EXPECT_TRUE(tabs->asText().contains("Gentoo"));
  EXPECT_FALSE(tabs->asText().contains("Accuracy"));
}

TEST_F(RunTabsTest, ARemedyIsMadeByAPressAndUndone) {
  give({{"optimizer.learning_rate", 50.0}});
  session().setSpeed(asFastAsItGoes);
  session().play();
  ASSERT_TRUE(waitUntil([this] { return frame().state.stop == Stop::diverged; }));
  press("Diagnosis");
  ASSERT_TRUE(shows("diverged at step"));
  QToolButton* remedy = nullptr;
  ASSERT_TRUE(waitUntil([&] {
    for (auto* each : tab("Diagnosis")->findChildren<QToolButton*>())
      if (each->isVisible() && each->text().startsWith("Learning rate")) remedy = each;
    return remedy != nullptr;
  }));
  QTest::mouseClick(remedy, Qt::LeftButton);
  ASSERT_TRUE(settled());
  EXPECT_LT(session().experiment().optimizer.real("learning_rate"), 1.01);
  session().undo();
  ASSERT_TRUE(settled());
  EXPECT_EQ(session().experiment().optimizer.real("learning_rate"), 50);
}

// A run that over-fits is stopped early, and goes on by a press from where it was.
TEST_F(RunTabsTest, ARunThatStoppedEarlyOffersWaysOn) {
  give({{"split.validation", 0.5},
        {"split.seed", std::int64_t{2}},
        {"training.batch_size", std::int64_t{4}},
        {"training.early_stopping.patience", std::int64_t{20}}});
  session().setSpeed(asFastAsItGoes);
  session().play();
  ASSERT_TRUE(waitUntil([this] { return frame().state.stop == Stop::patience; }));
  const Vector reached = frame().state.reached();
  const auto stoppedAt = frame().state.epoch;
  ASSERT_NE(reached, frame().state.weights);
  ASSERT_TRUE(waitUntil([this] { return notice().contains("Stopped early"); }));
  session().setSpeed(1);
  click("Continue");
  ASSERT_TRUE(waitUntil([this] { return frame().running && frame().state.stop == Stop::none; }));
  session().pause();
  ASSERT_TRUE(waitUntil([this] { return !frame().running; }));
  EXPECT_GE(frame().state.epoch, stoppedAt);
  EXPECT_TRUE(notice().isEmpty());
}

TEST_F(RunTabsTest, TheBestWeightsAreRestoredByAPress) {
  give({{"split.validation", 0.5},
        {"split.seed", std::int64_t{2}},
        {"training.batch_size", std::int64_t{4}},
        {"training.early_stopping.restore_best", false},
        {"training.early_stopping.patience", std::int64_t{20}}});
  session().setSpeed(asFastAsItGoes);
  session().play();
  ASSERT_TRUE(waitUntil([this] { return frame().state.stop == Stop::patience; }));
  const BestEpoch best = frame().best;
  ASSERT_NE(frame().state.weights, best.weights);
  ASSERT_TRUE(waitUntil([this] { return notice().contains("Stopped early"); }));
  click("Restore epoch " + QString::number(best.epoch));
  ASSERT_TRUE(waitUntil([&] { return frame().state.weights == best.weights; }));
  EXPECT_EQ(frame().state.stop, Stop::patience);
  session().undo();
  ASSERT_TRUE(waitUntil([&] { return frame().state.weights != best.weights; }));
}

TEST_F(RunTabsTest, CurvesShowAnotherMetricAndGrow) {
  auto* choice = window.findChild<CurveChoice*>();
  auto* curves = window.findChild<CurveChart*>();
  run(400);
  const QImage before = curves->grab().toImage();
  choice->setFocus();
  QTest::keyClick(choice, Qt::Key_Down);
  ASSERT_EQ(choice->metricId(), "r2");
  ASSERT_TRUE(waitUntil([&] { return choice->curve() != nullptr; }));
  EXPECT_NE(curves->grab().toImage(), before);
  session().play();
  ASSERT_TRUE(waitUntil([&] { return choice->curve() && choice->curve()->points.back().epoch > 400; }));
}

TEST_F(RunTabsTest, TheCurvesAreSmoothedByAPress) {
  run(400);
  auto* curves = window.findChild<CurveChart*>();
  const QImage before = curves->grab().toImage();
  click("Smooth the curves");
  EXPECT_NE(curves->grab().toImage(), before);
  click("Smooth the curves");
  click("Smooth the curves");
  EXPECT_EQ(curves->grab().toImage(), before);
}

}  // namespace
}  // namespace lossarium::ui
