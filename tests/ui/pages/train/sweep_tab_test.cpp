// A click on a cell of the sweep is a run of its own that ends with the cell's loss, in the real window.
#include "ui/pages/train/sweep_tab.h"

#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/plots/sweep_map.h"

#include <QComboBox>

#include <gtest/gtest.h>

#include <set>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class SweepTabTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    window.findChild<RunTabs*>()->select("Sweep");
    tab = window.findChild<SweepTab*>();
    map = window.findChild<SweepMap*>();
  }
  void choose(const std::string& x, const std::string& y) {
    const auto boxes = tab->findChildren<QComboBox*>();
    boxes[0]->setCurrentIndex(boxes[0]->findData(QString::fromStdString(x)));
    boxes[1]->setCurrentIndex(boxes[1]->findData(QString::fromStdString(y)));
  }
  void sweep() {
    click("Try them all");
    ASSERT_TRUE(waitUntil(
        [this] { return tab->sweep() && tab->sweep()->doneCount() == tab->sweep()->cells.size(); }));
    ASSERT_TRUE(waitUntil([this] { return map->isVisible() && map->height() > 0; }));
  }

  SweepTab* tab = nullptr;
  SweepMap* map = nullptr;
};

TEST_F(SweepTabTest, AClickedCellIsRunAnewToItsOwnEndAlsoAfterAnEarlyStop) {
  session().apply({{"split.validation", 0.5},
                   {"split.seed", std::int64_t{2}},
                   {"training.batch_size", std::int64_t{4}},
                   {"training.early_stopping.patience", std::int64_t{20}}});
  ASSERT_TRUE(settled());
  session().setSpeed(asFastAsItGoes);
  session().play();
  ASSERT_TRUE(waitUntil([this] { return frame().state.stop == Stop::patience; }));
  choose("optimizer.learning_rate", "penalty.l2");
  sweep();
  const Sweep& all = *tab->sweep();
  const std::size_t i = all.x.values.size() / 2 - 1, j = 1;  // a rate other than the present one
  const SweepCell& cell = all.cells[all.index(i, j)];
  ASSERT_EQ(cell.refusal, "");
  emit map->picked(static_cast<int>(i), static_cast<int>(j));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] { return frame().state.stop != Stop::none && !frame().running; }));
  EXPECT_EQ(frame().problem->experiment.optimizer, all.at(i, j).optimizer);
  EXPECT_NEAR(frame().now.validation, cell.judged, 1e-12 * cell.judged);
  EXPECT_NEAR(frame().now.training, cell.training, 1e-12 * cell.training);
  EXPECT_TRUE(frame().seams.empty()) << "it is no change of the run before";
}

TEST_F(SweepTabTest, AllLabelsDifferAndAllRowsComeLast) {
  choose("optimizer.learning_rate", "training.batch_size");
  sweep();
  const QStringList lines = tab->asText().trimmed().split(QLatin1Char('\n'));
  const QStringList rates = lines.front().split(QLatin1Char('\t')).mid(1);
  EXPECT_EQ(std::set<QString>(rates.begin(), rates.end()).size(), static_cast<std::size_t>(rates.size()));
  EXPECT_TRUE(lines.back().startsWith(
      QStringLiteral("all (%1)").arg(session().problem()->training->samples().count())));
}

}  // namespace
}  // namespace lossarium::ui
