#include "ui/pages/boxes/simulation_page.h"

#include "tests/support/wait.h"
#include "ui/pages/boxes/findings_card.h"
#include "ui/pages/boxes/simulation_map.h"
#include "ui/pages/boxes/simulation_table.h"
#include "ui/plots/anchor_map.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/surface_view.h"
#include "ui/session/simulation_session.h"
#include "ui/widgets/combo_box.h"

#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class SimulationPageTest : public testing::Test {
 protected:
  void SetUp() override {
    session.setPoints(Value(std::int64_t{40}));
    page.setTheme(Theme::make(false));
    page.resize(1280, 720);
  }

  void showAll() {
    page.show();
    ASSERT_TRUE(waitUntil([this] { return session.results() && !session.isRunning(); }));
  }
  template <class Widget>
  Widget* named(const QString& name) const {
    for (auto* each : page.findChildren<Widget*>())
      if (each->accessibleName() == name) return each;
    return nullptr;
  }
  QString findings() const { return page.findChild<FindingsCard*>()->asText(); }
  QString state() const { return named<QLabel>("State of the simulation")->text(); }
  QToolButton* runButton() const {
    for (auto* each : page.findChildren<QToolButton*>())
      if (each->objectName() == "primary") return each;
    return nullptr;
  }

  SimulationSession session;
  SimulationPage page{session};
};

TEST_F(SimulationPageTest, RunsWhenItIsFirstShown) {
  EXPECT_FALSE(session.isRunning());
  EXPECT_TRUE(state().contains("Nothing has run yet"));
  showAll();
  auto* table = page.findChild<SimulationTable*>();
  EXPECT_EQ(table->rowCount(), 7);
  EXPECT_TRUE(state().contains("7 losses from 40 anchor points of seed 1")) << state().toStdString();
  EXPECT_FALSE(runButton()->isEnabled()) << "nothing is missing";
  EXPECT_TRUE(findings().contains("ends nearest, with a total error of"));
}

TEST_F(SimulationPageTest, SettingsThatHaveNotRunAreSaid) {
  showAll();
  session.setPoints(Value(std::int64_t{50}));
  EXPECT_TRUE(runButton()->isEnabled());
  EXPECT_EQ(runButton()->text(), "Run 50 points");
  EXPECT_TRUE(state().contains("Shown: 40 anchor points")) << state().toStdString();
  QTest::mouseClick(runButton(), Qt::LeftButton);
  ASSERT_TRUE(waitUntil([this] { return !session.isRunning(); }));
  EXPECT_TRUE(state().contains("50 anchor points"));
}

TEST_F(SimulationPageTest, CheckBoxesChooseTheLosses) {
  showAll();
  for (const char* id : {"iou", "giou", "diou", "ciou", "siou", "alpha_iou"})
    page.findChild<QCheckBox*>(QLatin1String(id))->click();
  EXPECT_EQ(page.findChild<SimulationTable*>()->rowCount(), 1);
  EXPECT_TRUE(findings().startsWith("Order: EIoU brings")) << findings().toStdString();
  page.findChild<QCheckBox*>("eiou")->click();
  EXPECT_TRUE(state().contains("No loss is chosen"));
  EXPECT_TRUE(findings().isEmpty());
  page.findChild<QCheckBox*>("giou")->click();
  EXPECT_TRUE(findings().startsWith("Order: GIoU brings"));
}

TEST_F(SimulationPageTest, PublishedSlopesAreAClickAway) {
  showAll();
  page.findChild<QCheckBox*>("published")->click();
  ASSERT_TRUE(waitUntil([this] { return !session.isRunning(); }));
  EXPECT_EQ(page.findChild<SimulationTable*>()->rowCount(), 4);
  EXPECT_FALSE(page.findChild<QCheckBox*>("eiou")->isEnabled());
  EXPECT_TRUE(findings().contains("DIoU ends below GIoU")) << findings().toStdString();
  EXPECT_TRUE(state().contains("published slopes"));
}

TEST_F(SimulationPageTest, TableAndChoiceShowTheMapOfALoss) {
  showAll();
  auto* table = page.findChild<SimulationTable*>();
  auto* map = page.findChild<AnchorMap*>();
  EXPECT_EQ(map->scene().places.size(), 40u);
  EXPECT_EQ(map->scene().cell, 0) << "of few points each is a dot";
  const auto errorOf = [&](std::size_t place) {
    return session.results()->at(place)->result.finalError[3] / 343;
  };
  EXPECT_DOUBLE_EQ(map->scene().places[3].error, errorOf(0));
  table->setCurrentCell(4, 0);
  EXPECT_DOUBLE_EQ(map->scene().places[3].error, errorOf(4));
  auto* choice = named<ComboBox>("Loss whose map is shown");
  EXPECT_EQ(choice->currentText(), "EIoU");
  choice->setCurrentIndex(2);
  emit choice->activated(2);
  EXPECT_DOUBLE_EQ(map->scene().places[3].error, errorOf(2));
  EXPECT_EQ(table->currentRow(), 2);
}

TEST_F(SimulationPageTest, TheMapIsReadByPointerAndKeys) {
  showAll();
  auto* map = page.findChild<AnchorMap*>();
  const AnchorPlace& place = map->scene().places[7];
  QTest::mouseMove(map, map->plotScale().toPixel(place.place).toPoint());
  ASSERT_EQ(map->readout().size(), 2u);
  EXPECT_EQ(map->readout()[0].label, "point");
  QTest::mouseMove(map, QPoint(2, 2));
  EXPECT_TRUE(map->readout().empty());
  map->setFocus();
  QTest::keyClick(map, Qt::Key_Right);
  ASSERT_FALSE(map->readout().empty()) << "the one in the middle";
  const QString middle = map->readout()[0].value;
  QTest::keyClick(map, Qt::Key_Right);
  EXPECT_NE(map->readout()[0].value, middle);
  EXPECT_TRUE(map->accessibleDescription().contains(map->readout()[0].value));
}

TEST_F(SimulationPageTest, ManyPointsAreCellsAndMakeASurface) {
  session.setPoints(Value(std::int64_t{2000}));
  for (std::size_t i = 1; i < 7; ++i) session.setRuns(i, false);
  page.show();
  ASSERT_TRUE(waitUntil([this] { return session.results() && session.results()->points == 2000; }));
  auto* map = page.findChild<AnchorMap*>();
  EXPECT_GT(map->scene().cell, 0);
  std::int64_t points = 0;
  for (const AnchorPlace& each : map->scene().places) points += each.points;
  EXPECT_EQ(points, 2000);
  QTest::mouseMove(map, map->plotScale().toPixel({10, 10}).toPoint());
  ASSERT_EQ(map->readout().size(), 3u);
  page.toggleContour();
  auto* surface = page.findChild<SurfaceView*>();
  EXPECT_TRUE(surface->isVisible());
  ASSERT_TRUE(surface->scene().surface);
  EXPECT_TRUE(std::isnan(surface->scene().surface->values(0, 0))) << "outside the disc";
  page.toggleContour();
  EXPECT_TRUE(map->isVisible());
}

TEST_F(SimulationPageTest, FewPointsHaveNoSurface) {
  showAll();
  EXPECT_FALSE(named<QToolButton>("Map")->isEnabled());
  page.toggleContour();
  EXPECT_TRUE(page.findChild<AnchorMap*>()->isVisible());
}

TEST_F(SimulationPageTest, OneScaleReachesOverAllLosses) {
  showAll();
  auto* map = page.findChild<AnchorMap*>();
  EXPECT_TRUE(map->scene().scaledBy.empty());
  named<QToolButton>("One scale for all losses")->click();
  EXPECT_EQ(map->scene().scaledBy.size(), 7u * 40u);
}

TEST_F(SimulationPageTest, LTakesBothViews) {
  showAll();
  auto* map = page.findChild<SimulationMap*>();
  EXPECT_TRUE(map->isLogarithmic());
  page.toggleLogarithmic();
  EXPECT_FALSE(map->isLogarithmic());
  EXPECT_FALSE(named<QToolButton>("Logarithmic curves")->isChecked());
}

TEST_F(SimulationPageTest, CancelIsSaidAndCanBeTakenUpAgain) {
  session.setPoints(Value(std::int64_t{100'000}));
  session.run();
  page.show();
  auto* cancel = named<QToolButton>("Cancel the simulation");
  ASSERT_TRUE(cancel->isVisible());
  QTest::mouseClick(cancel, Qt::LeftButton);
  EXPECT_FALSE(session.isRunning());
  EXPECT_FALSE(cancel->isVisible());
  EXPECT_TRUE(state().startsWith("Cancelled")) << state().toStdString();
  EXPECT_TRUE(runButton()->isEnabled());
}

TEST_F(SimulationPageTest, SurvivesThemesAndPictures) {
  page.setTheme(Theme::make(true));
  showAll();
  page.setTheme(Theme::make(false));
  auto* map = page.findChild<AnchorMap*>();
  QImage image(500, 400, QImage::Format_ARGB32);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  map->paintTo(painter, image.rect());
  painter.end();
  EXPECT_EQ(image.pixelColor(2, 2), PlotStyle::light().background);
  page.setPresenting(true);
  page.setPresenting(false);
}

TEST_F(SimulationPageTest, EveryControlHasANameAndATooltip) {
  showAll();
  for (auto* button : page.findChildren<QToolButton*>()) {
    if (!button->isVisible()) continue;
    EXPECT_FALSE(button->accessibleName().isEmpty() && button->text().isEmpty())
        << button->text().toStdString();
    EXPECT_FALSE(button->toolTip().isEmpty()) << button->accessibleName().toStdString();
  }
  for (auto* box : page.findChildren<QCheckBox*>())
    EXPECT_FALSE(box->toolTip().isEmpty() || box->accessibleName().isEmpty()) << box->text().toStdString();
}

}  // namespace
}  // namespace lossarium::ui
