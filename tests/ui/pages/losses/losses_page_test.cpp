// The page of losses in the real window, pressed with real mouse and key events.
#include "ui/pages/losses/losses_page.h"

#include "core/experiment/examples.h"
#include "tests/ui/plots/gesture_page.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/losses/loss_details.h"
#include "ui/pages/losses/loss_list.h"
#include "ui/pages/losses/loss_readout.h"
#include "ui/pages/losses/sample_view.h"
#include "ui/plots/box_pair_view.h"
#include "ui/plots/function_chart.h"
#include "ui/plots/simplex_view.h"
#include "ui/widgets/formula_view.h"
#include "ui/widgets/view_frame.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSlider>

#include <algorithm>
#include <map>
#include <string>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class LossesPageTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    press(Qt::Key_1, Qt::ControlModifier);
    page = window.findChild<LossesPage*>();
    ASSERT_TRUE(page->isVisible());
    rows = page->findChild<LossRows*>();
    details = page->findChild<LossDetails*>();
  }

  const LossSelection& selection() { return page->selection(); }
  std::string current() { return selection().current(); }
  FunctionChart* chart(const char* name) {
    for (auto* each : page->findChildren<FunctionChart*>())
      if (each->accessibleName().startsWith(QLatin1String(name))) return each;
    ADD_FAILURE() << "no chart of the " << name;
    return nullptr;
  }
  FunctionChart* values() { return chart("Value"); }
  QListWidgetItem* row(const char* id) {
    for (int i = 0; i < rows->count(); ++i)
      if (rows->item(i)->data(LossRows::idRole).toString() == QLatin1String(id)) return rows->item(i);
    ADD_FAILURE() << "no row " << id;
    return nullptr;
  }
  void clickRow(const char* id, bool onSwatch = false) {
    rows->scrollToItem(row(id));
    const QRect place = rows->visualItemRect(row(id));
    const QPoint at = onSwatch ? QPoint(place.left() + 14, place.center().y()) : place.center();
    QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, at);
  }
  QWidget* dial(const char* name) {
    auto* found = page->findChild<QWidget*>(QLatin1String("losses.") + QLatin1String(name));
    EXPECT_NE(found, nullptr) << name;
    return found;
  }
  QToolButton* take() { return details->takeButton(); }
  void pressTake() {
    details->ensureWidgetVisible(take());
    QTest::mouseClick(take(), Qt::LeftButton);
  }
  FunctionCurve strong() {
    for (const FunctionCurve& curve : values()->scene().curves)
      if (curve.strong) return curve;
    ADD_FAILURE() << "no curve is spoken of";
    return {};
  }
  std::ptrdiff_t paleCurves() {
    const auto& curves = values()->scene().curves;
    return std::count_if(curves.begin(), curves.end(), [](const auto& curve) { return curve.pale; });
  }
  void dragMarker(double from, double to) {
    const PlotScale scale = values()->plotScale();
    const double y = scale.area.center().y();
    drag(*values()->viewport(), {scale.toPixel({from, 0}).x(), y}, {scale.toPixel({to, 0}).x(), y});
  }
  QString readout() { return page->findChild<LossReadout*>()->asText(); }
  QStringList shownRows() {
    QStringList shown;
    for (int i = 0; i < rows->count(); ++i)
      if (!rows->item(i)->isHidden()) shown << rows->item(i)->text();
    return shown;
  }
  QStringList searched(const QString& words) {
    auto* search = page->findChild<LossList*>()->search();
    search->setFocus();
    search->selectAll();
    QTest::keyClicks(search, words);
    return shownRows();
  }

  LossesPage* page = nullptr;
  LossRows* rows = nullptr;
  LossDetails* details = nullptr;
};

TEST_F(LossesPageTest, AClickOnARowSpeaksOfItsLoss) {
  clickRow("log_cosh");
  EXPECT_EQ(current(), "log_cosh");
  EXPECT_EQ(strong().name, QString::fromUtf8(nameOf(selection().spec()).data()));
  EXPECT_FALSE(selection().isKept("log_cosh"));
  clickRow("huber");
  EXPECT_EQ(current(), "huber");
  EXPECT_FALSE(selection().slot("log_cosh"));
}

TEST_F(LossesPageTest, AClickOnASquareKeepsALoss) {
  clickRow("log_cosh", true);
  EXPECT_EQ(current(), "mse");
  EXPECT_TRUE(selection().isKept("log_cosh"));
  EXPECT_EQ(values()->scene().curves.size(), 5U);
  EXPECT_TRUE(row("log_cosh")->data(LossRows::keptRole).toBool());
  EXPECT_EQ(row("log_cosh")->data(LossRows::colorRole).value<QColor>(), values()->scene().curves[4].color);
  clickRow("log_cosh", true);
  EXPECT_FALSE(selection().isKept("log_cosh"));
  EXPECT_EQ(values()->scene().curves.size(), 4U);
}

TEST_F(LossesPageTest, TheListIsWalkedByKeysAndEnterKeeps) {
  clickRow("mse");
  press(Qt::Key_Down);
  EXPECT_NE(current(), "mse");
  clickRow("log_cosh");
  press(Qt::Key_Return);
  EXPECT_TRUE(selection().isKept("log_cosh"));
  press(Qt::Key_Return);
  EXPECT_FALSE(selection().isKept("log_cosh"));
}

TEST_F(LossesPageTest, TheSearchFindsWhateverALossIsCalled) {
  const QStringList all = shownRows();
  const QStringList machines = searched(QStringLiteral("SVM"));
  EXPECT_TRUE(machines.contains(row("hinge")->text()));
  EXPECT_FALSE(machines.contains(row("mse")->text()));
  EXPECT_FALSE(machines.contains(QStringLiteral("Boxes")));
  const QStringList torch = searched(QStringLiteral("nn.L1Loss"));
  EXPECT_TRUE(torch.contains(row("mae")->text()));
  EXPECT_FALSE(torch.contains(row("hinge")->text()));
  EXPECT_TRUE(torch.contains(QStringLiteral("Regression")));
  EXPECT_FALSE(torch.contains(QStringLiteral("Two classes")));
  EXPECT_TRUE(searched(QStringLiteral("robust")).contains(row("general_robust")->text()));
  EXPECT_EQ(searched(QStringLiteral("ROBUST barron")), searched(QStringLiteral("barron robust")));
  EXPECT_TRUE(searched(QStringLiteral("robust xyzzy")).isEmpty());
  page->findChild<LossList*>()->search()->clear();
  EXPECT_EQ(shownRows(), all);
}

TEST_F(LossesPageTest, ADraggedSliderMovesTheCurve) {
  clickRow("huber");
  const auto before = strong().points;
  auto* slider = dial("delta")->findChild<QSlider*>();
  details->ensureWidgetVisible(slider);
  const double middle = slider->height() / 2.0;
  drag(*slider, {0.5 * slider->width(), middle}, {0.25 * slider->width(), middle});
  EXPECT_LT(selection().choice("huber").real("delta"), 1);
  EXPECT_NE(strong().points, before);
  EXPECT_EQ(session().experiment().loss.id, "mse");
}

TEST_F(LossesPageTest, AWrongNumberIsSaidAndTheFieldGoesBack) {
  clickRow("huber");
  auto* line = dial("delta")->findChild<QLineEdit*>();
  for (const char* typed : {"-1", "wide"}) {
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QLatin1String(typed));
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_TRUE(notice().contains(QLatin1String(typed))) << notice().toStdString();
    EXPECT_EQ(line->text(), "1");
    EXPECT_EQ(selection().choice("huber").real("delta"), 1);
  }
}

TEST_F(LossesPageTest, TheFanDrawsSeveralValuesAtOnce) {
  clickRow("huber");
  EXPECT_EQ(paleCurves(), 0);
  QToolButton* fan = nullptr;
  for (auto* each : details->findChildren<QToolButton*>())
    if (each->accessibleName().startsWith("Several values of")) fan = each;
  ASSERT_NE(fan, nullptr);
  QTest::mouseClick(fan, Qt::LeftButton);
  EXPECT_EQ(paleCurves(), 4);
  QTest::mouseClick(fan, Qt::LeftButton);
  EXPECT_EQ(paleCurves(), 0);
}

TEST_F(LossesPageTest, ACheckBoxAddsAndRemovesAlpha) {
  clickRow("focal");
  auto* box = dial("alpha")->findChild<QCheckBox*>();
  ASSERT_NE(box, nullptr);
  EXPECT_FALSE(selection().choice("focal").has("alpha"));
  const auto before = strong().points;
  QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
  EXPECT_TRUE(selection().choice("focal").has("alpha"));
  EXPECT_NE(strong().points, before);
  QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
  EXPECT_FALSE(selection().choice("focal").has("alpha"));
  EXPECT_EQ(strong().points, before);
}

TEST_F(LossesPageTest, TheButtonTakesTheLossIntoTheExperiment) {
  EXPECT_FALSE(take()->isEnabled());
  EXPECT_TRUE(take()->text().contains("In use"));
  clickRow("huber");
  EXPECT_EQ(take()->text(), QStringLiteral("Use in the experiment"));
  auto* slider = dial("delta")->findChild<QSlider*>();
  slider->setFocus();
  QTest::keyClick(slider, Qt::Key_PageUp);
  EXPECT_GT(selection().choice("huber").real("delta"), 1);
  pressTake();
  EXPECT_EQ(session().experiment().loss, selection().choice("huber"));
  EXPECT_TRUE(take()->text().contains("In use"));
  EXPECT_FALSE(take()->isEnabled());
  ASSERT_TRUE(settled());
  QTest::keyClick(slider, Qt::Key_PageUp);
  EXPECT_TRUE(take()->isEnabled()) << "other values are another loss";
  session().undo();
  EXPECT_EQ(session().experiment().loss.id, "mse");
}

TEST_F(LossesPageTest, ALossThatIsTakenChangesARunUnderWay) {
  session().setSpeed(50);
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return frame().running && frame().state.step > 2; }));
  clickRow("huber");
  pressTake();
  ASSERT_TRUE(waitUntil([this] { return frame().problem->experiment.loss.id == "huber"; }));
  EXPECT_TRUE(frame().running);
  EXPECT_GT(frame().state.step, 2);
  EXPECT_EQ(frame().seams.size(), 1U);
}

TEST_F(LossesPageTest, ALossOfAnotherTaskOpensAnExample) {
  const std::map<std::string, const char*> dialOf{
      {"focal", "gamma"}, {"softmax_focal", "gamma"}, {"quantile", "tau"}, {"alpha_iou", "alpha"}};
  for (const char* id : {"focal", "softmax_focal", "alpha_iou", "quantile"}) {
    clickRow(id);
    EXPECT_EQ(take()->text(), QStringLiteral("Open an example with it")) << id;
    auto* slider = dial(dialOf.at(id))->findChild<QSlider*>();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_PageDown);
    pressTake();
    ASSERT_TRUE(settled()) << id;
    EXPECT_EQ(session().experiment().loss, selection().choice(id));
    EXPECT_EQ(session().problem()->dataset->task, selection().task());
    EXPECT_TRUE(page->isVisible());
    EXPECT_TRUE(waitUntil([this] { return take()->text().contains("In use"); }));
    EXPECT_TRUE(notice().isEmpty()) << notice().toStdString();
  }
}

TEST_F(LossesPageTest, WhatCannotTrainIsNotOffered) {
  clickRow("zero_one");
  EXPECT_FALSE(take()->isEnabled());
  EXPECT_FALSE(take()->text().contains("Use in"));
  pressTake();
  EXPECT_EQ(session().experiment().loss.id, "mse");
}

TEST_F(LossesPageTest, TheAxisIsSwitched) {
  click("prediction");
  EXPECT_EQ(selection().axis(), ProfileAxis::prediction);
  EXPECT_EQ(values()->scene().from, -4);
  EXPECT_EQ(values()->scene().to, 6);
  click("residual");
  EXPECT_EQ(selection().axis(), ProfileAxis::residual);
  clickRow("log_loss");
  click("probability");
  EXPECT_EQ(selection().axis(), ProfileAxis::probability);
  click("margin");
  EXPECT_EQ(selection().axis(), ProfileAxis::margin);
}

TEST_F(LossesPageTest, TheTargetMovesTheCurveAlongThePrediction) {
  click("prediction");
  auto* slider = dial("target")->findChild<QSlider*>();
  slider->setFocus();
  QTest::keyClick(slider, Qt::Key_Home);
  EXPECT_EQ(selection().ground.target, -10);
  for (const QPointF& point : strong().points)
    EXPECT_NEAR(point.y(), (point.x() + 10) * (point.x() + 10), 1e-9);
}

TEST_F(LossesPageTest, TheCurvatureHidesAndItsAxisMovesUp) {
  EXPECT_TRUE(chart("Curvature")->isVisible());
  EXPECT_TRUE(chart("Slope")->scene().xTitle.isEmpty());
  click("Curvature");
  EXPECT_FALSE(chart("Curvature")->isVisible());
  EXPECT_FALSE(chart("Slope")->scene().xTitle.isEmpty());
  click("Curvature");
  EXPECT_TRUE(chart("Curvature")->isVisible());
  EXPECT_GT(chart("Curvature")->height(), 60);
}

TEST_F(LossesPageTest, SamplesAreShownAndHidden) {
  EXPECT_EQ(values()->scene().samples.shares.isEmpty(), false);
  click("My data");
  EXPECT_TRUE(values()->scene().samples.shares.isEmpty());
  click("My data");
  EXPECT_FALSE(values()->scene().samples.shares.isEmpty());
}

TEST_F(LossesPageTest, TheChartsShareTheirAxis) {
  const QRectF area = values()->plotScale().area;
  for (const char* name : {"Slope", "Curvature"}) {
    EXPECT_EQ(chart(name)->plotScale().area.left(), area.left());
    EXPECT_EQ(chart(name)->plotScale().area.right(), area.right());
  }
}

TEST_F(LossesPageTest, TheKeysOfThePageWork) {
  press(Qt::Key_L);
  EXPECT_TRUE(values()->scene().logarithmic);
  EXPECT_FALSE(chart("Slope")->scene().logarithmic);
  press(Qt::Key_L);
  EXPECT_FALSE(values()->scene().logarithmic);
  const AxisView first = selection().view();
  const QPoint at = values()->viewport()->rect().center();
  QWheelEvent event(at, values()->viewport()->mapToGlobal(at), {}, {0, 360}, Qt::NoButton, {},
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(values()->viewport(), &event);
  EXPECT_NE(selection().view(), first);
  press(Qt::Key_H);
  EXPECT_EQ(selection().view(), first);
  press(Qt::Key_F);
  EXPECT_FALSE(rows->isVisible());
  EXPECT_FALSE(details->isVisible());
  EXPECT_TRUE(values()->isVisible());
  press(Qt::Key_Escape);
  EXPECT_TRUE(rows->isVisible());
  EXPECT_TRUE(details->isVisible());
}

TEST_F(LossesPageTest, SpaceRunsFromTheListToo) {
  clickRow("huber");
  rows->setFocus();
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return frame().running; }));
  EXPECT_EQ(current(), "huber");
  press(Qt::Key_Space);
  EXPECT_TRUE(waitUntil([this] { return !frame().running; }));
  press(Qt::Key_L);
  EXPECT_TRUE(values()->scene().logarithmic);
}

TEST_F(LossesPageTest, TheMarkerIsDraggedAndRead) {
  const QString before = readout();
  dragMarker(selection().view().marker, 0.25 * selection().view().from);
  EXPECT_NEAR(selection().view().marker, 0.25 * selection().view().from, 0.1 * selection().view().to);
  EXPECT_NE(readout(), before);
  EXPECT_EQ(readout().count('\n'), 5);
  for (const char* name : {"Value", "Slope", "Curvature"})
    EXPECT_EQ(chart(name)->scene().marker, selection().view().marker);
  const double marker = selection().view().marker;
  press(Qt::Key_Right);
  EXPECT_GT(selection().view().marker, marker);
  EXPECT_EQ(frame().state.step, 0) << "the arrows belong to the marker";
}

TEST_F(LossesPageTest, TheMarkerMovesTheBoxAndTheBoxTheMarker) {
  clickRow("giou");
  auto* boxes = page->findChild<BoxPairView*>();
  ASSERT_TRUE(boxes->isVisible());
  const Eigen::Vector4d before = boxes->scene().prediction;
  dragMarker(0, 1.5);
  EXPECT_NE(boxes->scene().prediction, before);
  EXPECT_EQ(boxes->scene().prediction, selection().ground.predictedBox);
  EXPECT_NEAR(profilePlace(ProfileAxis::shift, selection().ground), 1.5, 0.05);
  boxes->setFocus();
  QTest::keyClick(boxes, Qt::Key_Right);
  EXPECT_GT(selection().view().marker, 1.5 - 0.05);
  EXPECT_NEAR(selection().view().marker, profilePlace(ProfileAxis::shift, selection().ground), 1e-12);
  EXPECT_EQ(boxes->scene().rows.size(), selection().drawn().size());
}

TEST_F(LossesPageTest, ASampleOfThreeClassesIsMoved) {
  clickRow("cross_entropy");
  auto* simplex = page->findChild<SimplexView*>();
  ASSERT_TRUE(simplex->isVisible());
  const Eigen::Vector3d before = selection().probabilities;
  const QPoint middle = simplex->rect().center();
  drag(*simplex, middle, middle + QPoint(0, 25));
  EXPECT_NE(selection().probabilities, before);
  EXPECT_NEAR(selection().probabilities.sum(), 1, 1e-9);
  EXPECT_EQ(simplex->scene().marker, selection().probabilities);
  clickRow("mse");
  EXPECT_FALSE(simplex->isVisible());
}

TEST_F(LossesPageTest, ViewsAreFilledByTheirFrames) {
  clickRow("giou");
  for (const char* name : {"Fill the window: One sample", "Fill the window: Curves"}) {
    QTest::qWait(1);  // what was hidden comes back into its place
    click(QLatin1String(name));
    EXPECT_FALSE(rows->isVisible());
    EXPECT_NE(page->findChild<BoxPairView*>()->isVisible(), values()->isVisible()) << name;
    press(Qt::Key_Escape);
    EXPECT_TRUE(page->findChild<BoxPairView*>()->isVisible() && values()->isVisible()) << name;
  }
}

TEST_F(LossesPageTest, NumbersAndPicturesAreExported) {
  QStringList offered;
  for (auto* each : page->findChildren<ViewFrame*>())
    for (QAction* action : each->menu()->actions()) {
      offered << action->text();
      if (action->text() == QStringLiteral("Copy")) action->trigger();
    }
  EXPECT_EQ(QGuiApplication::clipboard()->text(), readout());
  EXPECT_EQ(offered.filter(QStringLiteral("PNG")).size() + offered.filter(QStringLiteral("SVG")).size(),
            offered.size() - offered.filter(QStringLiteral("CSV")).size() - 1)
      << offered.join(", ").toStdString();
  EXPECT_EQ(offered.filter(QStringLiteral("CSV")).size(), 1);
}

QStringList warnings;
void collect(QtMsgType type, const QMessageLogContext&, const QString& message) {
  // That one is the offscreen platform's own: it has no windows to give hints to.
  const bool ofPlatform = message.contains(QStringLiteral("propagateSizeHints"));
  if (type != QtDebugMsg && type != QtInfoMsg && !ofPlatform) warnings << message;
}

TEST_F(LossesPageTest, EveryLossIsShownInBothThemes) {
  warnings.clear();
  const QtMessageHandler before = qInstallMessageHandler(collect);
  for (int theme = 0; theme < 2; ++theme) {
    for (const LossEntry& entry : lossCatalog()) {
      const std::string id(entry.spec->id);
      clickRow(id.c_str());
      EXPECT_EQ(current(), id);
      for (const char* part : {"_value", "_slope"})
        EXPECT_FALSE(formulaSize(QString::fromStdString(id + part), 13).isEmpty()) << id << part;
      EXPECT_FALSE(page->grab().toImage().isNull());
    }
    press(Qt::Key_D, Qt::ControlModifier);
  }
  qInstallMessageHandler(before);
  EXPECT_TRUE(warnings.isEmpty()) << warnings.join("\n").toStdString();
}

TEST_F(LossesPageTest, EveryAxisOfEveryTaskIsShownWithARunningExperiment) {
  for (const char* example : {"Belgian calls: seven wrong years", "Penguins: female or male",
                              "Penguins: three species", "Boxes: IoU leaves those that miss"}) {
    window.openExample(exampleNamed(example));
    QTest::qWait(20);
    ASSERT_TRUE(settled());
    session().setSpeed(1000);
    session().play();
    for (const char* id : {"mse", "log_loss", "cross_entropy", "giou"}) {
      clickRow(id);
      for (const ProfileAxisSpec& axis : profileAxes(selection().task())) {
        click(QString::fromUtf8(axis.id.data()));
        const auto step = frame().state.step;
        EXPECT_TRUE(waitUntil([&] { return frame().state.step > step || !frame().running; }));
        EXPECT_FALSE(page->grab().toImage().isNull());
      }
    }
    session().pause();
  }
}

}  // namespace
}  // namespace lossarium::ui
