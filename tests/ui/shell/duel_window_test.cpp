// The duel in the real window, with real presses.
#include "core/experiment/session_file.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/duel/contender_card.h"
#include "ui/pages/duel/duel_page.h"
#include "ui/pages/duel/matrix_table.h"
#include "ui/pages/duel/surface_cell.h"
#include "ui/pages/ledger/ledger_table.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/data_view.h"

#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QTabBar>
#include <QTemporaryDir>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class DuelWindowTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    press(Qt::Key_3, Qt::ControlModifier);
    ASSERT_TRUE(stands(0));
    window.duel().setSpeed(std::numeric_limits<double>::infinity());
  }

  DuelSession& duel() { return window.duel(); }
  DuelPage* page() { return window.findChild<DuelPage*>(); }
  template <class View>
  View* view() {
    return page()->findChild<View*>();
  }
  bool stands(std::int64_t epoch, std::size_t runs = 4) {
    return waitUntil([&] {
      const auto frame = duel().frame();
      return frame && !frame->running && frame->epoch == epoch && !duel().isBuildingData() &&
             frame->runs.size() == runs && duel().surfaces() != nullptr;
    });
  }
  void choose(const QString& name, const QString& item) { WindowTest::choose(page(), name, item); }
  /// The tab of the details with that title, by a press on it.
  void open(const QString& title) {
    for (auto* bar : page()->findChildren<QTabBar*>())
      for (int i = 0; i < bar->count(); ++i)
        if (bar->tabText(i) == title)
          QTest::mouseClick(bar, Qt::LeftButton, Qt::NoModifier, bar->tabRect(i).center());
  }
  /// As “+ compare” offers it: its list is filled and the entry taken.
  void compare(QWidget* in, const QString& list, const QString& entry) {
    for (auto* button : in->findChildren<QToolButton*>()) {
      if (button->accessibleName() != "Compare" || !button->isVisible()) continue;
      emit button->menu()->aboutToShow();
      for (QAction* each : button->menu()->actions())
        if (each->text() == list)
          for (QAction* item : each->menu()->actions())
            if (item->text().startsWith(entry)) return item->trigger();
    }
    ADD_FAILURE() << "nothing to compare: " << entry.toStdString();
  }
  QString verdict() {
    for (auto* label : page()->findChildren<QLabel*>())
      if (label->accessibleName() == "Verdict") return label->text();
    return {};
  }
};

TEST_F(DuelWindowTest, BelgianCallsArePlayedAndTheVerdictIsRead) {
  EXPECT_TRUE(notice().isEmpty());
  EXPECT_TRUE(verdict().startsWith("All begin at the same weights")) << verdict().toStdString();
  EXPECT_TRUE(qobject_cast<SurfaceView*>(QApplication::focusWidget()));
  press(Qt::Key_Space);
  ASSERT_TRUE(stands(400));
  EXPECT_TRUE(verdict().contains("is closest to the years that were booked right"))
      << verdict().toStdString();
  EXPECT_TRUE(verdict().startsWith("B MAE")) << verdict().toStdString();
  EXPECT_TRUE(verdict().contains("96 % less than A MSE")) << verdict().toStdString();
  press(Qt::Key_Left);
  ASSERT_TRUE(stands(399));
  press(Qt::Key_Home);
  ASSERT_TRUE(stands(0));
  press(Qt::Key_End);
  ASSERT_TRUE(stands(400));
}

TEST_F(DuelWindowTest, KeysAndBallsChooseWhoIsLookedAt) {
  press(Qt::Key_3);
  EXPECT_EQ(duel().chosen(), 2U);
  QTest::mouseClick(button("Choose B"), Qt::LeftButton);
  EXPECT_EQ(duel().chosen(), 1U);
  press(Qt::Key_6);
  EXPECT_EQ(duel().chosen(), 1U) << "there is no F";
}

TEST_F(DuelWindowTest, CompareCopiesTheChosenRunWithOneThingChanged) {
  press(Qt::Key_3);
  compare(page(), "Optimiser", "Adam");
  ASSERT_TRUE(stands(0, 5));
  const DuelPlan& plan = duel().plan();
  EXPECT_EQ(plan.contenders[4].loss.id, "huber");
  EXPECT_EQ(plan.contenders[4].optimizer.id, "adam");
  EXPECT_EQ(view<MatrixTable>() != nullptr, true);
  QTest::mouseClick(button("Take E out"), Qt::LeftButton);
  ASSERT_TRUE(stands(0, 4));
  press(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(stands(0, 5));
}

TEST_F(DuelWindowTest, ACardChangesItsRunAndTheSharedRowsChangeAll) {
  choose("What sets B apart", "Cauchy");
  ASSERT_TRUE(stands(0));
  EXPECT_EQ(duel().plan().contenders[1].loss.id, "cauchy");
  EXPECT_EQ(differingKeys(duel().plan()), std::vector<std::string>{"loss.id"});
  choose("Data", "Stopping distances");
  ASSERT_TRUE(stands(0));
  for (const Experiment& each : duel().plan().contenders) EXPECT_EQ(each.dataset.id, "cars");
}

TEST_F(DuelWindowTest, TheMatrixMarksTheBestAndIsCopied) {
  press(Qt::Key_Space);
  ASSERT_TRUE(stands(400));
  open("Matrix");
  auto* table = view<MatrixTable>();
  ASSERT_TRUE(waitUntil([&] { return table->isVisible() && table->columnCount() > 4; }));
  for (int own = 0; own < 4; ++own)
    EXPECT_TRUE(table->item(own, own)->text().startsWith("★"))
        << own << ": each loss wins its own game, " << table->item(own, own)->text().toStdString();
  EXPECT_FALSE(table->item(1, 0)->text().startsWith("★"));
  const QString markdown = table->asMarkdown();
  EXPECT_TRUE(markdown.startsWith("| run | name | MSE | MAE | Huber"));
  EXPECT_TRUE(markdown.contains("**28.98**"));
  EXPECT_TRUE(QString::fromStdString(table->asCsv()).startsWith("run,name,\"MSE\",\"MAE\",\"Huber"));
}

TEST_F(DuelWindowTest, TheLedgersStandBesideEachOtherAndLightTheirPoints) {
  press(Qt::Key_Space);
  ASSERT_TRUE(stands(400));
  open("Ledger");
  auto* table = view<LedgerTable>();
  ASSERT_TRUE(waitUntil([&] { return table->isVisible() && table->model()->rowCount() == 24; }));
  emit table->rowHovered(19);
  EXPECT_FALSE(view<DataView>()->readout().isEmpty());
  emit table->rowHovered(-1);
  EXPECT_TRUE(view<DataView>()->readout().isEmpty());
}

TEST_F(DuelWindowTest, FromTrainARunComesWithACopyAndGoesBackAlone) {
  press(Qt::Key_2, Qt::ControlModifier);
  ASSERT_TRUE(settled());
  compare(window.findChild<TrainPage*>(), "Loss", "Welsch");
  ASSERT_TRUE(stands(0, 2));
  EXPECT_TRUE(page()->isVisible());
  EXPECT_EQ(duel().plan().contenders[0], session().problem()->experiment);
  EXPECT_EQ(duel().plan().contenders[1].loss.id, "welsch");
  EXPECT_EQ(differingKeys(duel().plan()), std::vector<std::string>{"loss.id"});
  QTest::mouseClick(button("Close-up of B"), Qt::LeftButton);
  ASSERT_TRUE(settled());
  EXPECT_EQ(session().experiment().loss.id, "welsch");
  EXPECT_TRUE(window.findChild<TrainPage*>()->isVisible());
}

// The surfaces of the classes' many weights are still shown when the runs have few.
TEST_F(DuelWindowTest, AnotherTargetBringsOtherWeightsAndLossesThatSuitIt) {
  DuelPlan plan{{withSettings(defaultExperiment(), {{"dataset.id", std::string("penguins")},
                                                    {"dataset.target", std::string("species")},
                                                    {"loss.id", std::string("cross_entropy")}})}};
  plan = withCopy(plan, 0, "loss.id", std::string("multiclass_hinge"));
  duel().open(plan);
  ASSERT_TRUE(stands(0, 2));
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([&] { return duel().frame() && duel().frame()->epoch > 0; }));
  for (const char* target : {"body_mass_g", "sex", "species"}) {
    duel().setShared("dataset.target", std::string(target));
    ASSERT_TRUE(waitUntil([&] {
      return !duel().isBuildingData() && duel().problems().front()->dataset->targetName == target;
    })) << target;
    EXPECT_NE(duel().plan().contenders[0].loss.id, duel().plan().contenders[1].loss.id) << target;
    QTest::qWait(200);
  }
}

TEST_F(DuelWindowTest, IsSavedAsSeveralExperimentsAndOpenedAgain) {
  QTemporaryDir folder;
  const QString file = folder.filePath("duel.lossarium");
  writeSession(file.toStdString(), duel().plan().contenders);
  const DuelPlan plan = duel().plan();
  choose("What sets B apart", "Cauchy");
  ASSERT_TRUE(stands(0));
  window.openFile(file);
  ASSERT_TRUE(waitUntil([&] { return duel().plan() == plan && stands(0); }));
  EXPECT_TRUE(window.windowTitle().startsWith("duel.lossarium"));
}

// What is undone is another document: saving must not write it into the file of the one that was left.
TEST_F(DuelWindowTest, AFileBelongsToItsDuelThroughUndo) {
  QTemporaryDir folder;
  const QString file = folder.filePath("mine.lossarium");
  writeSession(file.toStdString(),
               withCopy({{duel().plan().contenders[0]}}, 0, "loss.id", std::string("cauchy")).contenders);
  window.openFile(file);
  ASSERT_TRUE(stands(0, 2));
  EXPECT_TRUE(window.windowTitle().startsWith("mine.lossarium"));
  press(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(stands(0, 4));
  EXPECT_FALSE(window.windowTitle().startsWith("mine.lossarium"));
  press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  ASSERT_TRUE(stands(0, 2));
  EXPECT_TRUE(window.windowTitle().startsWith("mine.lossarium"));
}

TEST_F(DuelWindowTest, AFileThatCannotRunLeavesWhatWasThere) {
  QTemporaryDir folder;
  const QString file = folder.filePath("faulty.lossarium");
  const DuelPlan before = duel().plan();
  std::vector<Experiment> experiments(before.contenders.begin(), before.contenders.begin() + 2);
  experiments[1].loss = {"hinge", {}};  // for two classes: only building finds out
  writeSession(file.toStdString(), experiments);
  window.openFile(file);
  ASSERT_TRUE(waitUntil([&] { return !notice().isEmpty(); }));
  EXPECT_EQ(duel().plan(), before);
  EXPECT_FALSE(window.windowTitle().startsWith("faulty.lossarium"));
}

TEST_F(DuelWindowTest, LMakesSurfacesAndCurvesLogarithmic) {
  press(Qt::Key_Space);
  ASSERT_TRUE(stands(400));
  const AxisRange before = view<CurveChart>()->plotScale().y;
  press(Qt::Key_L);
  ASSERT_TRUE(waitUntil([&] { return view<CurveChart>()->plotScale().y != before; }));
  EXPECT_LE(view<CurveChart>()->plotScale().y.maximum, 0.5) << "powers of ten of what was 1 at the start";
}

TEST_F(DuelWindowTest, OfExperimentsThatCannotBeComparedTheFirstIsShown) {
  QTemporaryDir folder;
  const QString file = folder.filePath("odd.lossarium");
  std::vector<Experiment> experiments = duel().plan().contenders;
  experiments[1] = withSetting(experiments[1], "dataset.id", std::string("cars"));
  writeSession(file.toStdString(), experiments);
  window.openFile(file);
  EXPECT_TRUE(notice().contains("odd.lossarium")) << notice().toStdString();
  EXPECT_TRUE(notice().contains("dataset.id")) << notice().toStdString();
  ASSERT_TRUE(settled());
  EXPECT_EQ(session().experiment(), experiments[0]);
  EXPECT_TRUE(window.findChild<TrainPage*>()->isVisible());
}

TEST_F(DuelWindowTest, SurfacesAreSeenFromTheSameSide) {
  auto cells = page()->findChildren<SurfaceCell*>();
  ASSERT_TRUE(waitUntil([&] {
    cells = page()->findChildren<SurfaceCell*>();
    return cells.size() == 4;
  }));
  SurfaceView& first = cells[0]->view();
  const QPoint middle = first.rect().center();
  QTest::mousePress(&first, Qt::LeftButton, Qt::NoModifier, middle);
  QTest::mouseMove(&first, middle + QPoint(30, 8));
  QTest::mouseMove(&first, middle + QPoint(60, 16));
  QTest::mouseRelease(&first, Qt::LeftButton, Qt::NoModifier, middle + QPoint(60, 16));
  EXPECT_NE(first.camera(), Camera::home());
  for (auto* cell : cells) EXPECT_EQ(cell->view().camera(), first.camera());
}

}  // namespace
}  // namespace lossarium::ui
