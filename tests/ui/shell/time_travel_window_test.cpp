// Stepping back, scrubbing and branching with the keys and the mouse of the real window.
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/scenes.h"
#include "ui/pages/train/time_strip.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/surface_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStatusBar>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class TimeTravelWindowTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    window.findChild<SurfaceView*>()->setFocus();
  }
  Timeline* timeline() { return window.findChild<Timeline*>(); }
  bool at(std::int64_t step) {
    return waitUntil(
        [&] { return frame().state.step == step && timeline()->scene().shown == static_cast<double>(step); });
  }
  void forward(int steps) {
    const auto to = frame().state.step + steps;
    for (int i = 0; i < steps; ++i) press(Qt::Key_Right);
    ASSERT_TRUE(at(to));
  }
  QPoint placeOf(double epoch) { return timeline()->placeOf(epoch).toPoint(); }
  double epochAt(QPoint place) {  // what a pixel means
    const double left = timeline()->placeOf(0).x(), right = timeline()->placeOf(timeline()->scene().end).x();
    return (place.x() - left) / (right - left) * timeline()->scene().end;
  }
  QString status() {
    for (auto* label : window.statusBar()->findChildren<QLabel*>())
      if (!label->text().isEmpty()) return label->text();
    return {};
  }
};

TEST_F(TimeTravelWindowTest, FiftyBatchesForwardAndFiftyBackLeadToTheStart) {
  const TrainingState start = frame().state;
  std::vector<Vector> weights{start.weights};
  for (int i = 1; i <= 50; ++i) {
    press(Qt::Key_Right);
    ASSERT_TRUE(at(i));
    weights.push_back(frame().state.weights);
  }
  for (int i = 49; i >= 0; --i) {
    press(Qt::Key_Left);
    ASSERT_TRUE(at(i));
    ASSERT_EQ(frame().state.weights, weights[static_cast<std::size_t>(i)]);
  }
  EXPECT_EQ(frame().state.weights, start.weights);
  EXPECT_EQ(frame().state.optimizer, start.optimizer);
  EXPECT_EQ(frame().headStep, 50);
  press(Qt::Key_Left);
  press(Qt::Key_Right, Qt::ShiftModifier);
  ASSERT_TRUE(at(1));
  press(Qt::Key_Left, Qt::ShiftModifier);
  ASSERT_TRUE(at(0));
  press(Qt::Key_End);
  ASSERT_TRUE(at(50));
  click("One batch back");
  ASSERT_TRUE(at(49));
  click("One epoch back");
  ASSERT_TRUE(at(48));
}

TEST_F(TimeTravelWindowTest, DraggingTheTimelineMovesAllViews) {
  session().setSpeed(asFastAsItGoes);
  press(Qt::Key_Space);
  ASSERT_TRUE(at(400));
  EXPECT_FALSE(timeline()->scene().past);
  const Vector end = frame().state.weights;
  auto* curves = window.findChild<CurveChart*>();
  const QImage before = curves->grab().toImage();
  QTest::mousePress(timeline(), Qt::LeftButton, {}, placeOf(350));
  for (int x = placeOf(350).x(); x >= placeOf(20).x(); x -= 3)
    QTest::mouseMove(timeline(), QPoint(x, placeOf(0).y()));
  QTest::mouseMove(timeline(), placeOf(20));
  const double wanted = std::round(epochAt(placeOf(20)));
  ASSERT_TRUE(at(static_cast<std::int64_t>(wanted)));
  QTest::mouseRelease(timeline(), Qt::LeftButton, {}, placeOf(20));
  EXPECT_TRUE(timeline()->scene().past);
  EXPECT_TRUE(status().contains("of 400 reached")) << status().toStdString();
  EXPECT_NE(curves->grab().toImage(), before);
  EXPECT_EQ(frame().epochs.size(), 401U);
  Trainer fresh(build(session().record()));
  while (fresh.state().step < static_cast<std::int64_t>(wanted)) ASSERT_TRUE(fresh.step());
  EXPECT_EQ(frame().state.weights, fresh.state().weights);
  const SurfaceScene scene = surfaceScene(*session().surface(), &frame(), PlotStyle::light(), false);
  EXPECT_EQ(scene.trails[0].points.size(), static_cast<std::size_t>(wanted) + 2);
  EXPECT_EQ(scene.trails[0].later.size(), 400 - static_cast<std::size_t>(wanted) + 1);
  QTest::mouseDClick(timeline(), Qt::LeftButton, {}, placeOf(100));
  ASSERT_TRUE(at(400));
  EXPECT_EQ(frame().state.weights, end);
}

TEST_F(TimeTravelWindowTest, TheTimelineHasKeysAWheelAndTips) {
  forward(20);
  timeline()->setFocus();
  press(Qt::Key_Left);
  ASSERT_TRUE(at(19));
  press(Qt::Key_Home);
  ASSERT_TRUE(at(0));
  EXPECT_EQ(frame().headStep, 20) << "the start of the run, not a new one";
  press(Qt::Key_Right, Qt::ShiftModifier);
  ASSERT_TRUE(at(1));
  press(Qt::Key_End);
  ASSERT_TRUE(at(20));
  QWheelEvent wheel(placeOf(10), timeline()->mapToGlobal(placeOf(10)), {}, {0, -120}, {}, {},
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(timeline(), &wheel);
  ASSERT_TRUE(at(19));
  EXPECT_FALSE(timeline()->accessibleName().isEmpty());
  EXPECT_TRUE(timeline()->accessibleDescription().contains("19"));
}

TEST_F(TimeTravelWindowTest, AClickOnTheCurvesGoesToThatEpoch) {
  window.resize(1920, 1000);  // so that an epoch is wider than a pixel
  forward(30);
  auto* curves = window.findChild<CurveChart*>();
  const QPointF place = curves->plotScale().toPixel({12, 0});
  QTest::mouseClick(curves->viewport(), Qt::LeftButton, {},
                    QPoint(qRound(place.x()), qRound(curves->plotScale().area.center().y())));
  ASSERT_TRUE(at(12));
  EXPECT_EQ(curveScene(frame(), PlotStyle::light(), false).cursor, 12.0);
}

TEST_F(TimeTravelWindowTest, AnEditInThePastBranchesAndTheBranchIsHadBack) {
  forward(40);
  const Vector end = frame().state.weights;
  QToolButton* branchHere = nullptr;
  for (auto* each : window.findChildren<QToolButton*>())
    if (each->text() == "branch here") branchHere = each;
  ASSERT_NE(branchHere, nullptr);
  EXPECT_FALSE(branchHere->isVisible());
  press(Qt::Key_Left, Qt::ShiftModifier);
  QTest::mouseClick(timeline(), Qt::LeftButton, {}, placeOf(10));
  ASSERT_TRUE(at(static_cast<std::int64_t>(std::round(epochAt(placeOf(10))))));
  EXPECT_TRUE(branchHere->isVisible());
  type("optimizer.learning_rate", "0.4");
  ASSERT_TRUE(waitUntil([this] { return timeline()->scene().branches.size() == 1; }));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] { return frame().atHead(); }));
  EXPECT_FALSE(branchHere->isVisible());
  const TimelineBranch branch = timeline()->scene().branches[0];
  EXPECT_EQ(branch.to, 40);
  EXPECT_TRUE(branch.label.contains("learning rate 0.1")) << branch.label.toStdString();
  EXPECT_TRUE(button("1 branch")->isVisible());
  forward(5);
  CurveScene scene = curveScene(frame(), PlotStyle::light(), false);
  addBranches(scene, frame(), session().branches(), PlotStyle::light());
  ASSERT_EQ(scene.branches.size(), 1U);
  EXPECT_EQ(scene.branches[0].points.front().x(), branch.from);
  EXPECT_EQ(scene.branches[0].points.back().x(), 40);
  // By its line below the timeline.
  QTest::mouseClick(timeline(), Qt::LeftButton, {}, placeOf(30) + QPoint(0, 10));
  ASSERT_TRUE(at(40));
  EXPECT_EQ(frame().state.weights, end);
  // And by the list, back to the second one.
  QMenu* menu = button("1 branch")->menu();
  emit menu->aboutToShow();
  ASSERT_EQ(menu->actions().size(), 1);
  EXPECT_TRUE(menu->actions()[0]->text().contains("learning rate 0.4"));
  menu->actions()[0]->trigger();
  ASSERT_TRUE(
      waitUntil([this] { return frame().problem->experiment.optimizer.real("learning_rate") == 0.4; }));
  press(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(at(40));
}

TEST_F(TimeTravelWindowTest, BranchHereByItsButton) {
  forward(20);
  press(Qt::Key_Left);
  ASSERT_TRUE(at(19));
  click("branch here");
  ASSERT_TRUE(
      waitUntil([this] { return frame().headStep == 19 && timeline()->scene().branches.size() == 1; }));
  EXPECT_FALSE(timeline()->scene().past);
}

}  // namespace
}  // namespace lossarium::ui
