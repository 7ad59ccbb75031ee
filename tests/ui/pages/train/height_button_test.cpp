#include "ui/pages/train/height_button.h"

#include "core/experiment/height_choice.h"
#include "tests/support/wait.h"
#include "ui/session/session.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;
using Texts = std::vector<std::string>;

class HeightButtonTest : public testing::Test {
 protected:
  void open(const std::map<std::string, Value>& settings) {
    std::map<std::string, Value> all{{"dataset", std::string("two_moons")},
                                     {"landscape.grid", std::int64_t{11}}};
    all.insert(settings.begin(), settings.end());
    session.open(withSettings(defaultExperiment(), all));
    waitUntil([this] { return session.surface() && session.surface()->finished; });
    window.show();
  }
  // Opens the menu with a key, as a hand would, and does `act` while it is there.
  template <class Act>
  void inMenu(const Act& act) {
    QTimer::singleShot(0, &button, [&] {
      act();
      button.menu()->close();
    });
    button.setFocus();
    QTest::keyClick(&button, Qt::Key_Space);
  }
  QAction* entry(const QString& text, int occurrence = 0) {
    for (QAction* each : button.menu()->actions())
      if (each->text() == text && occurrence-- == 0) return each;
    return nullptr;
  }
  // A press of the mouse on that entry.
  void press(QAction* action) {
    ASSERT_NE(action, nullptr);
    QMenu* menu = button.menu();
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
  }
  bool shows(DataPart part) {
    return waitUntil([this, part] {
      const auto surface = session.surface();
      return surface->finished && surface->heights.front().height.choice.part == part &&
             surface->landscape == session.landscape();
    });
  }

  Session session;
  QWidget window;
  HeightButton button{session, &window};
};

TEST_F(HeightButtonTest, ChoosesTheRowsWithAPressAndNamesThem) {
  open({{"split.validation", 0.3}});
  EXPECT_EQ(button.text(), "training");
  inMenu([this] { press(entry("Validation rows")); });
  EXPECT_EQ(session.landscape().of, "validation");
  ASSERT_TRUE(shows(DataPart::validation));
  EXPECT_EQ(button.text(), "validation");
}

TEST_F(HeightButtonTest, LaysOthersOver) {
  open({{"split.validation", 0.3}});
  inMenu([this] { press(entry("Validation rows", 1)); });
  EXPECT_EQ(session.landscape().overlay, Texts{"validation"});
  inMenu([this] {
    EXPECT_TRUE(entry("Validation rows", 1)->isChecked());
    press(entry("Validation rows", 1));
  });
  EXPECT_TRUE(session.landscape().overlay.empty());
}

// With keys alone: down to the rows, Enter.
TEST_F(HeightButtonTest, IsWorkedByKeys) {
  open({{"split.validation", 0.3}});
  inMenu([this] {
    QTest::keyClick(button.menu(), Qt::Key_Down);
    QTest::keyClick(button.menu(), Qt::Key_Down);
    QTest::keyClick(button.menu(), Qt::Key_Return);
  });
  EXPECT_EQ(session.landscape().of, "validation");
}

TEST_F(HeightButtonTest, SaysWhyRowsAreNotToBeHad) {
  open({{"split.test", 0.3}});
  inMenu([this] {
    EXPECT_FALSE(entry("Validation rows")->isEnabled());
    EXPECT_TRUE(entry("Validation rows")->toolTip().contains("no validation rows"));
    EXPECT_FALSE(entry("Test rows")->isEnabled());
    EXPECT_TRUE(entry("Test rows")->toolTip().contains("sealed"));
    EXPECT_FALSE(entry("With penalty")->isEnabled()) << "there is none";
  });
  session.openTest();
  waitUntil([this] { return session.problem()->experiment.split.testOpened; });
  inMenu([this] { EXPECT_TRUE(entry("Test rows")->isEnabled()); });
}

TEST_F(HeightButtonTest, LeavesThePenaltyOut) {
  open({{"penalty.l2", 0.1}});
  inMenu([this] {
    EXPECT_TRUE(entry("With penalty")->isChecked());
    press(entry("With penalty"));
  });
  EXPECT_FALSE(session.landscape().penalty);
}

TEST(WithHeight, ChangesPlacesWithWhatIsLaidOver) {
  LandscapeChoice landscape;
  landscape.overlay = {"validation", "test"};
  const LandscapeChoice next = withHeight(landscape, {.part = DataPart::validation});
  EXPECT_EQ(next.of, "validation");
  EXPECT_EQ(next.overlay, (Texts{"training", "test"}));
  EXPECT_NO_THROW(checkHeights(next));
  const LandscapeChoice measured = withHeight(next, {.part = DataPart::validation, .metric = "accuracy"});
  EXPECT_EQ(measured.of, "validation accuracy");
  EXPECT_EQ(measured.overlay, (Texts{"training", "test"})) << "the same rows, by the new measure";
}

}  // namespace
}  // namespace lossarium::ui
