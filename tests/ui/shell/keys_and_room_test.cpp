// Whose a key is, and that nothing covers or pushes anything else.
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/diagnosis_tab.h"
#include "ui/pages/train/finding_card.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/pages/train/section_panel.h"
#include "ui/plots/data_view.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/help_dialog.h"
#include "ui/widgets/combo_box.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QTabBar>

#include <gtest/gtest.h>

#include <map>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class KeysAndRoomTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    window.findChild<SurfaceView*>()->setFocus();
    tabs = window.findChild<RunTabs*>();
  }
  void expectSpaceRuns() {
    press(Qt::Key_Space);
    EXPECT_TRUE(waitUntil([this] { return frame().running; }));
    press(Qt::Key_Space);
    EXPECT_TRUE(waitUntil([this] { return !frame().running; }));
  }
  void diverge() {
    type("optimizer.learning_rate", "50");
    ASSERT_TRUE(settled());
    session().setSpeed(asFastAsItGoes);
    session().play();
    ASSERT_TRUE(waitUntil([this] { return frame().state.stop == Stop::diverged && !notice().isEmpty(); }));
  }
  QRect placeOf(const QWidget* part) const { return {part->mapTo(&window, QPoint()), part->size()}; }

  RunTabs* tabs = nullptr;
};

TEST_F(KeysAndRoomTest, EachKeyIsGivenOnce) {
  std::map<QString, QString> owners;
  for (const QAction* action : window.findChildren<QAction*>())
    for (const QKeySequence& key : action->shortcuts()) {
      const auto [place, isFirst] = owners.emplace(key.toString(), action->text());
      EXPECT_TRUE(isFirst) << key.toString().toStdString() << ": " << place->second.toStdString() << " and "
                           << action->text().toStdString();
    }
  EXPECT_GT(owners.size(), 20U);
}

TEST_F(KeysAndRoomTest, BBranchesAndSSprays) {
  for (const int epoch : {1, 2}) {
    press(Qt::Key_Right, Qt::ShiftModifier);
    ASSERT_TRUE(waitUntil([&] { return frame().state.epoch == epoch; }));
  }
  press(Qt::Key_Left, Qt::ShiftModifier);
  ASSERT_TRUE(waitUntil([this] { return !frame().atHead(); }));
  press(Qt::Key_B);
  ASSERT_TRUE(waitUntil([this] { return frame().atHead() && frame().state.epoch == 1; }));
  press(Qt::Key_S);
  EXPECT_TRUE(button("Spray points")->isChecked());
}

TEST_F(KeysAndRoomTest, SpaceRunsAfterAViewWasFilledByAClick) {
  click("Fill the window: Data and fit");
  ASSERT_FALSE(tabs->isVisible());
  expectSpaceRuns();
  press(Qt::Key_Escape);
  ASSERT_TRUE(tabs->isVisible());
  expectSpaceRuns();
  EXPECT_TRUE(tabs->isVisible());
}

TEST_F(KeysAndRoomTest, SpaceRunsAfterARemedyInTheFilledDiagnosis) {
  diverge();
  tabs->select("Diagnosis");
  emit tabs->fillRequested();
  FindingCard* card = nullptr;
  ASSERT_TRUE(waitUntil([&] { return (card = tabs->findChild<FindingCard*>()) && card->isVisible(); }));
  QToolButton* remedy = card->findChild<QToolButton*>();
  ASSERT_NE(remedy, nullptr);
  QTest::mouseClick(remedy, Qt::LeftButton);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 0; }));
  session().setSpeed(1);
  expectSpaceRuns();
}

TEST_F(KeysAndRoomTest, WhereTheTabKeyLedSpacePresses) {
  auto* box = window.findChild<QWidget*>("dataset.standardize")->findChild<QCheckBox*>();
  ASSERT_TRUE(box->isVisible());
  const bool before = box->isChecked();
  for (int i = 0; i < 400 && QApplication::focusWidget() != box; ++i)
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  ASSERT_EQ(QApplication::focusWidget(), box);
  QTest::keyClick(box, Qt::Key_Space);
  EXPECT_NE(box->isChecked(), before);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(frame().running);
  QTest::mouseClick(window.findChild<DataView*>()->viewport(), Qt::LeftButton, {}, QPoint(30, 30));
  expectSpaceRuns();
}

TEST_F(KeysAndRoomTest, EscapeClosesTheInnermostAlone) {
  tabs->select("Step");
  emit tabs->fillRequested();
  ASSERT_FALSE(window.findChild<DataView*>()->isVisible());
  auto* box = tabs->findChild<ComboBox*>();
  for (auto* each : tabs->findChildren<ComboBox*>())
    if (each->isVisible()) box = each;
  box->showPopup();
  ASSERT_TRUE(waitUntil([] { return QApplication::activePopupWidget() != nullptr; }));
  QWidget* popup = QApplication::activePopupWidget();
  QTest::keyClick(popup->focusWidget() ? popup->focusWidget() : popup, Qt::Key_Escape);
  ASSERT_TRUE(waitUntil([] { return QApplication::activePopupWidget() == nullptr; }));
  EXPECT_FALSE(window.findChild<DataView*>()->isVisible());
  press(Qt::Key_Escape);
  EXPECT_TRUE(window.findChild<DataView*>()->isVisible());
}

TEST_F(KeysAndRoomTest, AMessageCoversNothing) {
  diverge();
  QTest::qWait(50);
  const QRect bar = placeOf(window.findChild<NoticeBar*>());
  for (const QWidget* part : window.findChildren<QWidget*>())
    if (part->isVisible() && part->window() == &window && part->findChildren<QWidget*>().isEmpty() &&
        !window.findChild<NoticeBar*>()->isAncestorOf(part) && part != window.findChild<NoticeBar*>() &&
        !part->visibleRegion().isEmpty()) {
      const QRect seen = part->visibleRegion().boundingRect().translated(part->mapTo(&window, QPoint()));
      EXPECT_FALSE(seen.intersects(bar)) << part->metaObject()->className();
    }
}

TEST_F(KeysAndRoomTest, ADivergenceOffersItsRemedy) {
  diverge();
  QToolButton* remedy = nullptr;
  ASSERT_TRUE(waitUntil([&] {
    for (auto* each : window.findChild<NoticeBar*>()->findChildren<QToolButton*>())
      if (each->isVisible() && each->text().startsWith("Learning rate")) remedy = each;
    return remedy != nullptr;
  }));
  QTest::mouseClick(remedy, Qt::LeftButton);
  EXPECT_LT(session().experiment().optimizer.real("learning_rate"), 50);
  EXPECT_TRUE(waitUntil([this] { return frame().state.step == 0 && notice().isEmpty(); }));
}

TEST_F(KeysAndRoomTest, AComplaintGoesOnceAGoodValueIsTypedBeItTheSame) {
  const auto rate = session().experiment().optimizer.real("learning_rate");
  type("optimizer.learning_rate", "quick");
  ASSERT_FALSE(notice().isEmpty());
  type("optimizer.learning_rate", QString::number(rate));
  EXPECT_TRUE(notice().isEmpty());
  EXPECT_EQ(session().experiment().optimizer.real("learning_rate"), rate);
  EXPECT_FALSE(session().canUndo());
}

TEST_F(KeysAndRoomTest, AWordAboutAPasteGoesWithThePaste) {
  QGuiApplication::clipboard()->setText("x\ty\n1\t2\n2\t3.9\n3\t6.2\n4\t8\n");
  press(Qt::Key_V, Qt::ControlModifier);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(notice().startsWith("4 ")) << notice().toStdString();
  EXPECT_EQ(window.findChild<NoticeBar*>()->property("look").toString(), "remark");
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_TRUE(waitUntil([this] { return notice().isEmpty(); }));
}

TEST_F(KeysAndRoomTest, AllTabsAreWholeAndTheColumnKeepsItsWidth) {
  auto* bar = tabs->findChild<QTabBar*>();
  const int width = tabs->width();
  std::vector<QRect> places;
  for (int i = 0; i < bar->count(); ++i) places.push_back(bar->tabRect(i));
  EXPECT_LE(places.back().right(), bar->width());
  for (int i = 0; i < bar->count(); ++i) {
    bar->setCurrentIndex(i);
    QTest::qWait(20);
    EXPECT_EQ(tabs->width(), width) << bar->tabText(i).toStdString();
    for (int j = 0; j < bar->count(); ++j)
      EXPECT_EQ(bar->tabRect(j), places[static_cast<std::size_t>(j)]) << bar->tabText(i).toStdString();
  }
  click("Fill the window: Data and fit");
  press(Qt::Key_Escape);
  QTest::qWait(20);
  EXPECT_EQ(tabs->width(), width);
  session().set("penalty.l2", 0.1);
  ASSERT_TRUE(settled());
  for (std::size_t i = 0; i < 4; ++i) {
    window.openExample(i);
    QTest::qWait(50);
    ASSERT_TRUE(settled());
    EXPECT_EQ(tabs->width(), width) << i;
  }
}

TEST_F(KeysAndRoomTest, AnExampleMovesNoControl) {
  const QRect before = placeOf(window.findChild<ComboBox*>("dataset"));
  window.openExample(7);  // whose sentence is long
  ASSERT_TRUE(settled());
  EXPECT_EQ(placeOf(window.findChild<ComboBox*>("dataset")), before);
}

// A list, a height and, for two weights, one button more stand in the surface's title row.
TEST_F(KeysAndRoomTest, EveryPlaneOfANetworkHasRoom) {
  session().apply({{"dataset.id", std::string("spiral")},
                   {"model.id", std::string("mlp")},
                   {"split.train", 0.7},
                   {"split.validation", 0.3}});
  ASSERT_TRUE(settled());
  for (const char* plane : {"parameters", "random", "path", "hessian", "gradient", "solutions"})
    for (const char* height : {"training", "validation", "validation accuracy"}) {
      session().set("landscape.plane", std::string(plane));
      session().set("landscape.of", std::string(height));
      ASSERT_TRUE(settled());
      QTest::qWait(20);
      EXPECT_LE(window.minimumSizeHint().width(), 1280) << plane << " " << height;
      EXPECT_EQ(window.size(), QSize(1280, 800)) << plane << " " << height;
    }
  session().set("landscape.plane", std::string("parameters"));
  session().set("landscape.of", std::string("validation"));
  session().stepBatch();
  ASSERT_TRUE(settled());
  auto* bar = tabs->findChild<QTabBar*>();
  for (int i = 0; i < bar->count(); ++i) {
    bar->setCurrentIndex(i);
    QTest::qWait(150);
    EXPECT_EQ(window.size(), QSize(1280, 800)) << bar->tabText(i).toStdString();
  }
}

TEST_F(KeysAndRoomTest, PresentingLeavesOutWhatExplainsAndGivesItBack) {
  const auto captions = [this] {
    int seen = 0;
    for (auto* panel : window.findChildren<SectionPanel*>())
      for (auto* label : panel->findChildren<QLabel*>("caption")) seen += label->isVisible();
    return seen;
  };
  const int before = captions();
  ASSERT_GT(before, 0);
  auto* bar = window.findChild<NoticeBar*>();
  EXPECT_TRUE(bar->isVisible());
  press(Qt::Key_F11);
  EXPECT_EQ(captions(), 0);
  EXPECT_FALSE(bar->isVisible());
  session().set("loss.id", std::string("huber"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(captions(), 0);
  press(Qt::Key_Escape);
  EXPECT_EQ(captions(), before);
  EXPECT_TRUE(bar->isVisible());
}

TEST_F(KeysAndRoomTest, AFoldedTabFillsTheWindowByAPress) {
  tabs->setFolded(true);
  auto* bar = tabs->findChild<QTabBar*>();
  ASSERT_TRUE(waitUntil([&] { return bar->isVisible() && tabs->height() < 4 * bar->height(); }));
  auto* data = window.findChild<DataView*>();
  EXPECT_TRUE(data->isVisible());
  int metrics = 0;
  while (bar->tabText(metrics) != "Metrics") ++metrics;
  QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(metrics).center());
  ASSERT_TRUE(waitUntil([&] { return !data->isVisible() && tabs->height() > 8 * bar->height(); }));
  EXPECT_TRUE(waitUntil([&] { return tabs->asText().startsWith("metric"); }));
  press(Qt::Key_Escape);
  ASSERT_TRUE(waitUntil([&] { return data->isVisible(); }));
  EXPECT_TRUE(bar->isVisible());
  tabs->select("Numbers");
}

TEST_F(KeysAndRoomTest, HelpFitsItsScreen) {
  HelpDialog help(&window);
  help.show();
  EXPECT_LE(help.height(), window.screen()->availableSize().height());
}

}  // namespace
}  // namespace lossarium::ui
