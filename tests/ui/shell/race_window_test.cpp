// The race in the real window, with real presses.
#include "core/experiment/session_file.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/race/entrant_card.h"
#include "ui/pages/race/race_page.h"
#include "ui/pages/race/race_table.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/contour_map.h"
#include "ui/widgets/timeline.h"

#include <QLabel>
#include <QMouseEvent>
#include <QTemporaryDir>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class RaceWindowTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    press(Qt::Key_4, Qt::ControlModifier);
    ASSERT_TRUE(waitUntil([this] { return race().frame() && race().surface(); }));
    window.race().setSpeed(std::numeric_limits<double>::infinity());
  }

  RaceSession& race() { return window.race(); }
  RacePage* page() { return window.findChild<RacePage*>(); }
  template <class View>
  View* view() {
    return page()->findChild<View*>();
  }
  bool standsAt(std::int64_t step) {
    return waitUntil([&] {
      const auto frame = race().frame();
      return frame && !frame->running && frame->step == step &&
             frame->setup->start == startOf(race().plan().objective) &&
             frame->entrants.size() == race().plan().entrants.size();
    });
  }
  void choose(const QString& name, const QString& item) { WindowTest::choose(page(), name, item); }
  QString verdict() {
    for (auto* label : page()->findChildren<QLabel*>())
      if (label->accessibleName() == "Verdict") return label->text();
    return {};
  }
};

TEST_F(RaceWindowTest, SpaceRunsItAndTheArrowsStep) {
  EXPECT_TRUE(qobject_cast<SurfaceView*>(QApplication::focusWidget()));
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(1000));
  EXPECT_TRUE(verdict().contains("C Adam since")) << verdict().toStdString();
  press(Qt::Key_Left);
  ASSERT_TRUE(standsAt(999));
  press(Qt::Key_Left, Qt::ShiftModifier);
  ASSERT_TRUE(standsAt(989));
  press(Qt::Key_Right);
  ASSERT_TRUE(standsAt(990));
  press(Qt::Key_Home);
  ASSERT_TRUE(standsAt(0));
  press(Qt::Key_End);
  ASSERT_TRUE(standsAt(1000));
  press(Qt::Key_R);
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(frame().state.step, 0) << "the fit has not moved";
}

TEST_F(RaceWindowTest, TheTransportBarSpeaksToTheRace) {
  click("One step");
  ASSERT_TRUE(standsAt(1));
  click("Ten steps");
  ASSERT_TRUE(standsAt(11));
  click("One step back");
  ASSERT_TRUE(standsAt(10));
  click("Run");
  ASSERT_TRUE(standsAt(1000));
  const RacePlan before = race().plan();
  click("New start");
  EXPECT_NE(startOf(race().plan().objective), startOf(before.objective));
  EXPECT_TRUE(standsAt(1000)) << "the race from there, to the moment that was shown";
}

TEST_F(RaceWindowTest, AClickOnTheMapStartsThereAndTheRingIsDragged) {
  press(Qt::Key_C);
  auto* map = view<ContourMap>();
  ASSERT_TRUE(waitUntil([&] { return map->landscape().surface != nullptr && map->landscape().handle; }));
  QTest::mouseClick(map->viewport(), Qt::LeftButton, {}, map->toPixel({0.5, 2}).toPoint());
  EXPECT_NEAR(race().plan().objective.real("x"), 0.5, 0.05);
  EXPECT_NEAR(race().plan().objective.real("y"), 2, 0.05);
  ASSERT_TRUE(standsAt(0));
  click("Run");
  ASSERT_TRUE(standsAt(1000));
  const QPoint from = map->toPixel(*map->landscape().handle).toPoint(), to = map->toPixel({-1, 0}).toPoint();
  QTest::mousePress(map->viewport(), Qt::LeftButton, {}, from);
  for (int i = 1; i <= 8; ++i) {
    const QPoint at = from + (to - from) * i / 8;
    QMouseEvent moved(QEvent::MouseMove, at, map->viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                      {});
    QApplication::sendEvent(map->viewport(), &moved);
  }
  QTest::mouseRelease(map->viewport(), Qt::LeftButton, {}, to);
  EXPECT_NEAR(race().plan().objective.real("x"), -1, 0.05);
  EXPECT_TRUE(standsAt(1000)) << "all run anew from there";
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_NEAR(race().plan().objective.real("x"), 0.5, 0.05) << "the whole drag is one step";
}

TEST_F(RaceWindowTest, FunctionsAndOptimisersAreChosen) {
  choose("Function", "Himmelblau");
  ASSERT_TRUE(waitUntil([this] { return race().surfaceOf().id == "himmelblau"; }));
  choose("Optimiser of B", "RMSprop");
  EXPECT_EQ(race().plan().entrants[1].id, "rmsprop");
  click("+ optimiser");
  EXPECT_EQ(race().plan().entrants.size(), 4U);
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(view<RaceTable>()->rowCount(), 4);
  click("Take A out");
  EXPECT_EQ(race().plan().entrants.size(), 3U);
  EXPECT_EQ(race().plan().entrants[0].id, "rmsprop");
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(race().plan().entrants.size(), 4U);
}

TEST_F(RaceWindowTest, ARateThatIsTypedCountsAndAWrongOneIsRefused) {
  auto* card = view<EntrantCard>();
  auto* field = card->findChild<QWidget*>("learning_rate")->findChild<QLineEdit*>();
  const auto enter = [&](const QString& text) {
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
  };
  enter("0.5");
  EXPECT_EQ(race().plan().entrants[0].real("learning_rate"), 0.5);
  enter("fast");
  EXPECT_TRUE(notice().contains("fast")) << notice().toStdString();
  EXPECT_EQ(race().plan().entrants[0].real("learning_rate"), 0.5);
  click("Run");
  ASSERT_TRUE(waitUntil([this] { return race().frame()->entrants[0].stop == Stop::diverged; }));
  EXPECT_TRUE(waitUntil([this] { return verdict().contains("Diverged: A"); }));
}

// From the usual place the minimum of Rosenbrock's valley lies behind its wall.
TEST_F(RaceWindowTest, ItOpensFromWhereTheMinimumCanBeSeen) {
  auto* surface = view<SurfaceView>();
  EXPECT_TRUE(waitUntil([&] { return !(surface->camera() == Camera::home()); }, 5000));
  press(Qt::Key_T);
  EXPECT_TRUE(waitUntil([&] { return surface->camera().elevation == 90; }));
  press(Qt::Key_H);
  EXPECT_TRUE(waitUntil([&] { return surface->camera().elevation < 90; }));
}

TEST_F(RaceWindowTest, ARowIsFollowed) {
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(1000));
  auto* table = view<RaceTable>();
  QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualItemRect(table->item(2, 0)).center());
  EXPECT_EQ(view<SurfaceView>()->scene().trails.front().letter, "C");
  click("Follow B");
  EXPECT_EQ(view<SurfaceView>()->scene().trails.front().letter, "B");
  EXPECT_EQ(table->currentRow(), 1);
}

TEST_F(RaceWindowTest, TheTimelineScrubs) {
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(1000));
  auto* line = view<Timeline>();
  QTest::mouseClick(line, Qt::LeftButton, {}, line->placeOf(500).toPoint());
  ASSERT_TRUE(waitUntil([this] { return std::abs(race().frame()->step - 500) < 5; }));
  EXPECT_EQ(line->scene().unit, "step");
}

TEST_F(RaceWindowTest, EachPageHasItsOwnTimeAndUndo) {
  press(Qt::Key_Right);
  ASSERT_TRUE(standsAt(1));
  choose("Optimiser of B", "Newton");
  press(Qt::Key_2, Qt::ControlModifier);
  EXPECT_TRUE(window.findChild<TrainPage*>()->isVisible());
  press(Qt::Key_Right);
  EXPECT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(race().plan().entrants[1].id, "newton") << "another page's undo is not this one's";
  press(Qt::Key_4, Qt::ControlModifier);
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(race().plan().entrants[1].id, "momentum");
}

TEST_F(RaceWindowTest, ThePagesShareOneSize) {
  for (const int key : {Qt::Key_2, Qt::Key_1, Qt::Key_4, Qt::Key_2, Qt::Key_4}) {
    press(key, Qt::ControlModifier);
    QTest::qWait(60);
    EXPECT_EQ(window.size(), QSize(1280, 800)) << key - Qt::Key_0;
    EXPECT_LE(window.centralWidget()->width(), 1280);
  }
}

TEST_F(RaceWindowTest, KeysForDataDoNothing) {
  press(Qt::Key_E);
  EXPECT_TRUE(page()->isVisible());
}

TEST_F(RaceWindowTest, AViewFillsThePageAndAllComeBack) {
  press(Qt::Key_F);
  EXPECT_TRUE(page()->isFilled());
  EXPECT_FALSE(view<RaceTable>()->isVisible());
  press(Qt::Key_Escape);
  EXPECT_FALSE(page()->isFilled());
  EXPECT_TRUE(view<RaceTable>()->isVisible());
  press(Qt::Key_D, Qt::ControlModifier);
  EXPECT_TRUE(view<SurfaceView>()->plotStyle().dark);
  press(Qt::Key_D, Qt::ControlModifier);
}

TEST_F(RaceWindowTest, AFileWithARaceOpensOnItsPage) {
  QTemporaryDir folder;
  const QString file = folder.filePath("race.lossarium");
  RacePlan plan = defaultRace({"beale"});
  plan.steps = 50;
  writeSession(file.toStdString(), descentsOf(plan));
  press(Qt::Key_2, Qt::ControlModifier);
  window.openFile(file);
  EXPECT_TRUE(page()->isVisible());
  EXPECT_EQ(race().plan(), plan);
  EXPECT_TRUE(window.windowTitle().startsWith("race.lossarium"));
  EXPECT_FALSE(window.isWindowModified());
  choose("Optimiser of A", "Newton");
  EXPECT_TRUE(window.isWindowModified());
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_FALSE(window.isWindowModified());
  ASSERT_TRUE(standsAt(0));
  press(Qt::Key_S, Qt::ControlModifier);
  const auto saved = readDescents(file.toStdString());
  EXPECT_EQ(saved[2].optimizer, race().frame()->entrants[2].optimizer) << "with the rate that was found";
}

TEST_F(RaceWindowTest, AFileThatIsNoRaceIsRefusedAndNothingIsLost) {
  QTemporaryDir folder;
  const QString file = folder.filePath("two.lossarium");
  writeSession(file.toStdString(),
               std::vector{descentsOf(defaultRace({"beale"}))[0], descentsOf(defaultRace({"booth"}))[0]});
  const RacePlan before = race().plan();
  window.openFile(file);
  EXPECT_TRUE(notice().contains("experiments[1].objective")) << notice().toStdString();
  EXPECT_EQ(race().plan(), before);
}

}  // namespace
}  // namespace lossarium::ui
