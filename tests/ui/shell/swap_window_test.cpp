// Another loss in the middle of a run, chosen by hand in the real window.
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/surface_pane.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/animation.h"
#include "ui/widgets/combo_box.h"

#include <QAction>
#include <QMenuBar>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class SwapWindowTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    view()->setFocus();
    // After the page, which hears it first, has shown it.
    QObject::connect(&session(), &Session::surfaceChanged, &window,
                     [this] { glided |= view()->isGliding(); });
  }
  SurfaceView* view() { return window.findChild<SurfaceView*>(); }
  SurfacePane* pane() { return window.findChild<SurfacePane*>(); }
  ComboBox* losses() { return window.findChild<ComboBox*>("loss"); }
  /// By its first letter, as one does in a list that has the keys.
  void pickLoss(const QString& letter) {
    QTest::qWait(QApplication::keyboardInputInterval() + 1);  // else it is the second of a word
    losses()->setFocus();
    QTest::keyClicks(losses(), letter);
    view()->setFocus();
  }
  bool isOf(const char* loss) {
    return waitUntil([&] {
      const auto surface = session().surface();
      return session().experiment().loss.id == loss && frame().problem->experiment.loss.id == loss &&
             surface->problem->experiment.loss.id == loss && surface->finished;
    });
  }
  bool passes(std::int64_t step) {
    return waitUntil([&] { return frame().state.step > step; });
  }
  /// What stands over the curves while the pointer rests on an epoch.
  QString readAt(double epoch) {
    auto* curves = window.findChild<CurveChart*>();
    const QPointF place = curves->plotScale().toPixel({epoch, 0});
    QTest::mouseMove(curves->viewport(), {qRound(place.x()), curves->viewport()->height() / 2});
    return curves->readout().join('\n');
  }
  QAction* animate() {
    for (auto* action : window.findChildren<QAction*>())
      if (action->text() == "Animate changes") return action;
    return nullptr;
  }
  void swapInMidRun() {
    session().setSpeed(100);
    press(Qt::Key_Space);
    ASSERT_TRUE(passes(20));
    pickLoss("h");
    ASSERT_TRUE(isOf("huber"));
    ASSERT_EQ(frame().seams.size(), 1U);
    ASSERT_TRUE(passes(frame().seams[0].step + 10));
    press(Qt::Key_Space);
    ASSERT_TRUE(waitUntil([this] { return !frame().running; }));
  }

  bool glided = false;
};

TEST_F(SwapWindowTest, TheRunGoesOnAndTheSeamIsLabelled) {
  swapInMidRun();
  EXPECT_TRUE(glided);
  EXPECT_TRUE(pane()->title().contains("Huber")) << pane()->title().toStdString();
  EXPECT_EQ(frame().seams[0].label, "MSE → Huber");
  const QString there = readAt(static_cast<double>(frame().seams[0].epoch));
  EXPECT_TRUE(there.contains("MSE → Huber")) << there.toStdString();
  EXPECT_TRUE(there.contains("Mean squared error")) << there.toStdString();
}

TEST_F(SwapWindowTest, TimeTravelShowsTheFirstLossAgain) {
  swapInMidRun();
  const std::int64_t end = frame().state.step, seam = frame().seams[0].step;
  glided = false;
  for (std::int64_t step = end; step >= seam; --step) {
    press(Qt::Key_Left);
    ASSERT_TRUE(waitUntil([&] { return frame().state.step == step - 1; }));
  }
  ASSERT_TRUE(isOf("mse"));
  EXPECT_TRUE(glided) << "over the seam, too";
  EXPECT_EQ(losses()->currentData().toString(), QString("mse"));
  EXPECT_TRUE(pane()->title().contains("Mean squared error") || pane()->title().contains("MSE"));
  EXPECT_EQ(view()->scene().lossTitle, QString("Mean squared error"));
  press(Qt::Key_End);
  ASSERT_TRUE(isOf("huber"));
  EXPECT_EQ(frame().state.step, end);
}

TEST_F(SwapWindowTest, TheGlideEndsWhereAJumpLeads) {
  pickLoss("h");
  ASSERT_TRUE(isOf("huber"));
  EXPECT_TRUE(glided);
  ASSERT_TRUE(waitUntil([this] { return !view()->isGliding(); }));
  ASSERT_TRUE(waitUntil([this] { return view()->shownSurface() == session().surface()->surface; }));
}

TEST_F(SwapWindowTest, AnotherDataSetAndTheStartOfTheProgramJump) {
  EXPECT_FALSE(glided);
  session().set("dataset.id", std::string("stars_cyg_ob1"));
  ASSERT_TRUE(settled());
  EXPECT_FALSE(glided);
}

TEST_F(SwapWindowTest, ItCanBeTurnedOff) {
  ASSERT_NE(animate(), nullptr);
  EXPECT_TRUE(animate()->isChecked());
  animate()->trigger();
  EXPECT_FALSE(animatesChanges().get());
  pickLoss("h");
  ASSERT_TRUE(isOf("huber"));
  EXPECT_FALSE(glided);
  animate()->trigger();
  pickLoss("c");
  ASSERT_TRUE(isOf("cauchy"));
  EXPECT_TRUE(glided);
}

}  // namespace
}  // namespace lossarium::ui
