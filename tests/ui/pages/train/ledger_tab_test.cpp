// The ledger in the real window: a line lights a point, a point its line, and an outlier's share grows under
// the hand.
#include "ui/pages/train/ledger_tab.h"

#include "tests/ui/shell/window_testing.h"
#include "ui/pages/ledger/ledger_model.h"
#include "ui/pages/ledger/ledger_table.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/plots/data_view.h"
#include "ui/widgets/view_frame.h"

#include <QAction>
#include <QLabel>
#include <QMenu>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class LedgerTabTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    tabs = window.findChild<RunTabs*>();
    view = window.findChild<DataView*>();
    table = window.findChild<LedgerTable*>();
    ASSERT_TRUE(tabs->select("Ledger"));
    ASSERT_TRUE(waitUntil([this] { return table->model()->rowCount() == 24; }));
    QTest::qWait(50);  // until all that is around the views has found its place
  }
  void TearDown() override { tabs->select("Numbers"); }

  QPoint pixel(QPointF place) {
    return view->mapFromScene(view->chart()->mapToScene(view->plotScale().toPixel(place)));
  }
  QPointF place(Index row) {
    const Dataset& data = *session().problem()->dataset;
    return {data.features(row, 0), data.target(row, 0)};
  }
  void pointAtLine(int line) {
    const QPoint middle = table->visualRect(table->model()->index(line, 2)).center();
    QTest::mouseMove(table->viewport(), middle + QPoint(1, 0));
    QTest::mouseMove(table->viewport(), middle);
  }
  bool isLit(int row) {
    return table->model()->index(table->lineOf(row), 0).data(LedgerModel::litRole).toBool();
  }
  bool follows() {
    return settled() &&
           waitUntil([this] { return frame().ledger && frame().ledger->problem == session().problem(); });
  }
  // Pulled up by steps, as a hand does; the ledger after each.
  std::vector<std::shared_ptr<const Ledger>> pullUp(int row, const std::vector<double>& heights) {
    std::vector<std::shared_ptr<const Ledger>> seen;
    const QPoint from = pixel(place(row));
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, from);
    for (const double height : heights) {
      QTest::mouseMove(view->viewport(), pixel({place(row).x(), height}));
      EXPECT_TRUE(follows());
      seen.push_back(frame().ledger);
    }
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, pixel({place(row).x(), heights.back()}));
    EXPECT_TRUE(follows());
    return seen;
  }

  RunTabs* tabs = nullptr;
  DataView* view = nullptr;
  LedgerTable* table = nullptr;
};

TEST_F(LedgerTabTest, ASentenceStandsAboveTheTable) {
  const QString words = window.findChild<QLabel*>("ledgerSentence")->text();
  EXPECT_TRUE(words.contains("24 rows")) << words.toStdString();
  EXPECT_TRUE(tabs->asText().contains(words));
  EXPECT_TRUE(tabs->asText().contains("share\tpull"));
}

TEST_F(LedgerTabTest, ALineUnderThePointerLightsItsPoint) {
  pointAtLine(1);
  const QPointF wanted = place(table->rowOfLine(1));
  ASSERT_FALSE(view->readout().isEmpty());
  EXPECT_TRUE(view->readout()[0].endsWith(QString::number(wanted.x()))) << view->readout()[0].toStdString();
  session().stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  EXPECT_FALSE(view->readout().isEmpty()) << "a new frame does not put the light out";
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(table->viewport(), &leave);
  EXPECT_TRUE(view->readout().isEmpty());
}

TEST_F(LedgerTabTest, APointUnderThePointerLightsItsLine) {
  QTest::mouseMove(view->viewport(), pixel(place(19)) + QPoint(1, 0));
  QTest::mouseMove(view->viewport(), pixel(place(19)));
  EXPECT_TRUE(isLit(19));
  EXPECT_TRUE(
      table->viewport()->rect().intersects(table->visualRect(table->model()->index(table->lineOf(19), 0))));
  QTest::mouseMove(view->viewport(), pixel({52, 19}));
  EXPECT_FALSE(isLit(19));
}

TEST_F(LedgerTabTest, UnderMseTheShareOfAPointThatIsDraggedGrows) {
  click("Edit data by hand");
  const auto seen = pullUp(2, {6, 12, 18, 20});
  for (std::size_t i = 0; i + 1 < seen.size(); ++i) {
    EXPECT_GT(seen[i + 1]->share[2], seen[i]->share[2]);
    EXPECT_GT(seen[i + 1]->pull[2], seen[i]->pull[2]);
  }
  EXPECT_TRUE(isLit(2)) << "the point in the hand";
}

TEST_F(LedgerTabTest, UnderHuberItsPullStops) {
  session().apply({{"loss.id", std::string("huber")}});
  ASSERT_TRUE(follows());
  click("Edit data by hand");
  const auto seen = pullUp(2, {6, 12, 18, 20});
  for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_EQ(seen[i]->pull[2], seen[0]->pull[2]);
}

TEST_F(LedgerTabTest, IsMadeOnlyWhileItIsSeen) {
  tabs->select("Numbers");
  session().stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  EXPECT_EQ(frame().ledger, nullptr);
}

TEST_F(LedgerTabTest, ItsFileIsOfferedOnlyThere) {
  QAction* save = tabs->menu()->actions()[1];
  EXPECT_TRUE(save->isVisible());
  tabs->select("Metrics");
  EXPECT_FALSE(save->isVisible());
}

TEST_F(LedgerTabTest, ResidualsCanBeWhatTheLossMakesOfThem) {
  auto* residuals = button("Residuals");
  ASSERT_NE(residuals, nullptr);
  while (residuals->text() != "residuals: pull") QTest::mouseClick(residuals, Qt::LeftButton);
  QTest::mouseClick(residuals, Qt::LeftButton);
  EXPECT_EQ(residuals->text(), "residuals: loss");
  auto* frameOfData = qobject_cast<ViewFrame*>(view->parentWidget());
  ASSERT_NE(frameOfData, nullptr);
  EXPECT_TRUE(frameOfData->caption().contains("square of side 1 is a loss of 1"))
      << frameOfData->caption().toStdString();
  QTest::mouseClick(residuals, Qt::LeftButton);
  EXPECT_FALSE(frameOfData->caption().contains("square of side"));
  QTest::mouseClick(residuals, Qt::LeftButton);
  EXPECT_TRUE(frameOfData->caption().contains("harder it pulls"));
}

}  // namespace
}  // namespace lossarium::ui
