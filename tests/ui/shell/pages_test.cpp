// Both pages in one window: what is the window's works on each.
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/losses/losses_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/function_chart.h"
#include "ui/plots/surface_view.h"

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class PagesTest : public WindowTest {
 protected:
  bool onLosses() { return window.findChild<LossesPage*>()->isVisible(); }
  bool onTrain() { return window.findChild<TrainPage*>()->isVisible(); }
  template <class Check>
  void onBothPages(const Check& check) {
    for (const int key : {Qt::Key_1, Qt::Key_2}) {
      press(key, Qt::ControlModifier);
      SCOPED_TRACE(onLosses() ? "losses" : "train");
      check();
    }
  }
};

TEST_F(PagesTest, KeysAndButtonsSwitchThem) {
  EXPECT_TRUE(onTrain());
  EXPECT_TRUE(button("Train")->isChecked());
  press(Qt::Key_1, Qt::ControlModifier);
  EXPECT_TRUE(onLosses() && !onTrain());
  EXPECT_TRUE(button("Losses")->isChecked());
  EXPECT_FALSE(button("Train")->isChecked());
  EXPECT_TRUE(qobject_cast<FunctionChart*>(QApplication::focusWidget()));
  press(Qt::Key_2, Qt::ControlModifier);
  EXPECT_TRUE(onTrain() && !onLosses());
  EXPECT_TRUE(qobject_cast<SurfaceView*>(QApplication::focusWidget()));
  click("Losses");
  EXPECT_TRUE(onLosses());
  click("Train");
  EXPECT_TRUE(onTrain());
  EXPECT_TRUE(button("Train")->isChecked());
}

TEST_F(PagesTest, TheTransportWorksOnBoth) {
  onBothPages([this] {
    const auto before = frame().state.step;
    click("One batch");
    EXPECT_TRUE(waitUntil([&] { return frame().state.step == before + 1; }));
    click("Run");
    EXPECT_TRUE(waitUntil([this] { return frame().running; }));
    press(Qt::Key_Space);
    EXPECT_TRUE(waitUntil([this] { return !frame().running; }));
    click("Reset");
    EXPECT_TRUE(waitUntil([this] { return frame().state.step == 0; }));
  });
}

TEST_F(PagesTest, NoticesShowOnBoth) {
  onBothPages([this] {
    window.openFile(QStringLiteral("/no/such/file.csv"));
    ASSERT_TRUE(waitUntil([this] { return notice().contains("/no/such/file.csv"); }));
    auto* bar = window.findChild<NoticeBar*>();
    EXPECT_TRUE(bar->isVisible());
    const QRect place(bar->mapTo(&window, QPoint()), bar->size());
    EXPECT_TRUE(window.rect().contains(place));
    EXPECT_TRUE(bar->isAncestorOf(window.childAt(place.center())) || window.childAt(place.center()) == bar)
        << "something lies over it";
    session().set("optimizer.learning_rate", 0.2);
    EXPECT_TRUE(waitUntil([this] { return notice().isEmpty(); }));
    session().undo();
    ASSERT_TRUE(settled());
  });
}

TEST_F(PagesTest, UndoIsOneForBoth) {
  session().set("loss.id", std::string("huber"));
  ASSERT_TRUE(settled());
  press(Qt::Key_1, Qt::ControlModifier);
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(session().experiment().loss.id, "mse");
  press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(session().experiment().loss.id, "huber");
}

TEST_F(PagesTest, TheTextGrowsAsFarAsTheWindowHoldsEither) {
  onBothPages([this] {
    for (int i = 0; i < 12; ++i) press(Qt::Key_Plus, Qt::ControlModifier);
    EXPECT_GT(QApplication::font().pixelSize(), 13);
    QTest::qWait(50);
    EXPECT_LE(window.minimumSizeHint().width(), 1280);
    EXPECT_LE(window.minimumSizeHint().height(), 800);
    EXPECT_EQ(window.size(), QSize(1280, 800));
    press(Qt::Key_0, Qt::ControlModifier);
    EXPECT_EQ(QApplication::font().pixelSize(), 13);
  });
}

// The row above the curves has more buttons for some tasks; beside the view of one sample there is less room.
TEST_F(PagesTest, TheLargestTextLeavesRoomForEachKindOfLoss) {
  press(Qt::Key_1, Qt::ControlModifier);
  for (const QSize& size : {QSize(1280, 800), QSize(1366, 768), QSize(1920, 1080)}) {
    window.resize(size);
    for (int i = 0; i < 12; ++i) press(Qt::Key_Plus, Qt::ControlModifier);
    for (const char* id : {"huber", "focal", "softmax_focal", "siou"}) {
      window.findChild<LossesPage*>()->choose(QLatin1String(id));
      EXPECT_TRUE(waitUntil([&] {  // the layout follows the words a moment later
        const QSize least = window.minimumSizeHint();
        return least.width() <= size.width() && least.height() <= size.height();
      })) << id;
      EXPECT_EQ(window.size(), size) << id;
    }
    press(Qt::Key_0, Qt::ControlModifier);
  }
}

TEST_F(PagesTest, APageKeepsItsFilledViewWhileTheOtherIsShown) {
  press(Qt::Key_1, Qt::ControlModifier);
  press(Qt::Key_F);
  EXPECT_TRUE(window.findChild<LossesPage*>()->isFilled());
  press(Qt::Key_2, Qt::ControlModifier);
  EXPECT_FALSE(window.findChild<TrainPage*>()->isFilled());
  press(Qt::Key_Escape);
  press(Qt::Key_1, Qt::ControlModifier);
  EXPECT_TRUE(window.findChild<LossesPage*>()->isFilled());
  press(Qt::Key_Escape);
  EXPECT_FALSE(window.findChild<LossesPage*>()->isFilled());
}

}  // namespace
}  // namespace lossarium::ui
