// The page Boxes in the real window, with real drags and presses.
#include "core/experiment/box_race_file.h"
#include "core/experiment/session_file.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/boxes/box_loss_table.h"
#include "ui/pages/boxes/boxes_page.h"
#include "ui/pages/boxes/pair_page.h"
#include "ui/pages/boxes/simulation_page.h"
#include "ui/plots/box_canvas.h"
#include "ui/plots/contour_map.h"
#include "ui/plots/curve_chart.h"
#include "ui/widgets/timeline.h"

#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QTemporaryDir>

#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class BoxesWindowTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    press(Qt::Key_5, Qt::ControlModifier);
    boxes().setSpeed(std::numeric_limits<double>::infinity());
    ASSERT_TRUE(standsAt(0));
  }

  BoxesSession& boxes() { return window.boxes(); }
  BoxesPage* page() { return window.findChild<BoxesPage*>(); }
  BoxCanvas* canvas() { return page()->findChild<BoxCanvas*>(); }
  /// Whether all that is shown is of the boxes as they are now, at rest at that step.
  bool standsAt(std::int64_t step) {
    return waitUntil([&] {
      const auto frame = boxes().frame();
      return frame && !frame->running && frame->step == step && *frame->plan == boxes().plan() &&
             boxes().reading() && boxes().reading()->plan == boxes().plan();
    });
  }
  QPoint pixelOf(double x, double y) { return canvas()->plotScale().toPixel({x, y}).toPoint(); }
  /// With the left button, in as many moves as a hand makes.
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::mousePress(canvas(), Qt::LeftButton, modifiers, from);
    constexpr int moves = 8;
    for (int i = 1; i <= moves; ++i) {
      const QPointF at = QPointF(from) + QPointF(to - from) * i / moves;
      QMouseEvent move(QEvent::MouseMove, at, canvas()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                       modifiers);
      QApplication::sendEvent(canvas(), &move);
    }
    QTest::mouseRelease(canvas(), Qt::LeftButton, modifiers, to);
  }
  double pixel() {
    const PlotScale scale = canvas()->plotScale();
    return scale.x.span() / scale.area.width();
  }
  const BoxEntrantFrame& entrant(const std::string& loss) {
    for (const BoxEntrantFrame& each : boxes().frame()->entrants)
      if (each.loss.id == loss) return each;
    throw std::logic_error(loss);
  }
  QString verdict() {
    for (auto* label : page()->findChildren<QLabel*>())
      if (label->accessibleName() == "Verdict") return label->text();
    return {};
  }
};

TEST_F(BoxesWindowTest, TheInsideMovesABoxAndEdgesAndCornersResizeIt) {
  const Box before = boxes().plan().prediction;
  const double cx = (before[0] + before[2]) / 2, cy = (before[1] + before[3]) / 2;
  drag(pixelOf(cx + 0.2, cy + 0.2), pixelOf(cx - 0.8, cy + 0.2));
  const Box moved = boxes().plan().prediction;
  EXPECT_LT((moved - (before + Box(-1, 0, -1, 0))).cwiseAbs().maxCoeff(), 2 * pixel());
  drag(pixelOf(moved[2], (moved[1] + moved[3]) / 2), pixelOf(moved[2] + 0.5, moved[1]));
  const Box wider = boxes().plan().prediction;
  EXPECT_NEAR(wider[2], moved[2] + 0.5, 2 * pixel());
  EXPECT_EQ(wider[0], moved[0]);
  EXPECT_EQ(wider[3], moved[3]);
  drag(pixelOf(wider[0], wider[1]), pixelOf(wider[0] - 0.3, wider[1] - 0.3));
  EXPECT_NEAR(boxes().plan().prediction[0], wider[0] - 0.3, 2 * pixel());
  EXPECT_NEAR(boxes().plan().prediction[1], wider[1] - 0.3, 2 * pixel());
  const Box target = boxes().plan().target;
  drag(pixelOf(target[0] + 0.2, target[1] + 0.2), pixelOf(target[0] + 0.7, target[1] + 0.2));
  EXPECT_NEAR(boxes().plan().target[0], target[0] + 0.5, 2 * pixel());
  for (int i = 0; i < 4; ++i) press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(boxes().plan().prediction, before) << "a drag is one entry of undo";
  EXPECT_EQ(boxes().plan().target, target);
}

TEST_F(BoxesWindowTest, ABoxWithoutSizeIsStillABoxAndNothingIsNaN) {
  const Box before = boxes().plan().prediction;
  const double middle = (before[1] + before[3]) / 2;
  drag(pixelOf(before[2], middle), pixelOf(before[0] - 2, middle));
  ASSERT_TRUE(standsAt(0));
  const Box line = boxes().plan().prediction;
  EXPECT_EQ(line[0], line[2]) << "a side stops at the one across";
  EXPECT_TRUE(boxes().reading()->field.surface->values.allFinite());
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(200));
  for (const BoxEntrantFrame& each : boxes().frame()->entrants)
    for (const BoxMoment& moment : each.path)
      ASSERT_TRUE(moment.box.allFinite() && std::isfinite(moment.value)) << each.loss.id;
  press(Qt::Key_R);
  ASSERT_TRUE(standsAt(0));
  drag(pixelOf(line[0], middle), pixelOf(line[0] + 1, middle));
  EXPECT_GT(boxes().plan().prediction[2], boxes().plan().prediction[0]) << "and it can be pulled out again";
}

TEST_F(BoxesWindowTest, TheRaceRunsStepsAndIsScrubbed) {
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(200));
  EXPECT_TRUE(entrant("iou").stuck);
  EXPECT_GT(entrant("eiou").now.iou, 0.9);
  EXPECT_TRUE(verdict().contains("IoU above 0.9: ") && verdict().contains("E EIoU"))
      << verdict().toStdString();
  EXPECT_TRUE(verdict().contains("Stuck without a gradient: A IoU")) << verdict().toStdString();
  EXPECT_EQ(canvas()->scene().contenders.size(), boxes().plan().losses.size());
  click("One step back");
  ASSERT_TRUE(standsAt(199));
  click("Ten steps back");
  ASSERT_TRUE(standsAt(189));
  auto* timeline = page()->findChild<Timeline*>();
  QTest::mouseClick(timeline, Qt::LeftButton, {}, timeline->placeOf(50).toPoint());
  ASSERT_TRUE(waitUntil([this] { return std::abs(boxes().frame()->step - 50) <= 2; }));
  press(Qt::Key_Home);
  ASSERT_TRUE(standsAt(0));
}

TEST_F(BoxesWindowTest, ADragInMidRaceTakesTheTrailsAlong) {
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(200));
  const Box before = boxes().plan().prediction;
  const double cx = (before[0] + before[2]) / 2, cy = (before[1] + before[3]) / 2;
  drag(pixelOf(cx + 0.2, cy + 0.2), pixelOf(cx + 0.2, cy - 1.3));
  ASSERT_TRUE(standsAt(200));
  BoxRace alone(boxes().plan());
  alone.steps(200);
  for (std::size_t i = 0; i < boxes().plan().losses.size(); ++i)
    EXPECT_EQ(boxes().frame()->entrants[i].now, alone.frame().entrants[i].now);
}

TEST_F(BoxesWindowTest, AClickOnTheFieldPutsTheBoxThere) {
  press(Qt::Key_C);
  auto* map = page()->findChild<ContourMap*>();
  ASSERT_TRUE(waitUntil([&] { return map->isVisible() && map->landscape().surface; }));
  map->jump();
  const Eigen::Vector2d place = placeOn(FieldAxes::centre, boxes().plan().target) + Eigen::Vector2d(0.5, 0.2);
  QTest::mouseClick(map->viewport(), Qt::LeftButton, {}, map->toPixel(place).toPoint());
  ASSERT_TRUE(standsAt(0));
  EXPECT_LT((placeOn(FieldAxes::centre, boxes().plan().prediction) - place).norm(), 0.2);
}

TEST_F(BoxesWindowTest, SettingsReachTheRace) {
  choose(page(), "What steps are taken in", "steps in corners");
  EXPECT_EQ(boxes().plan().coordinates, BoxCoordinates::corners);
  choose(page(), "Optimiser", "Adam");
  EXPECT_EQ(boxes().plan().optimizer.id, "adam");
  choose(page(), "What the field is over", "over width × height");
  ASSERT_TRUE(waitUntil([this] { return boxes().reading()->field.axes == FieldAxes::size; }));
  for (auto* box : page()->findChildren<QCheckBox*>())
    if (box->text() == "Union") box->click();
  EXPECT_TRUE(canvas()->scene().marks.unionArea);
  click("Snap");
  EXPECT_TRUE(canvas()->scene().snap);
}

TEST_F(BoxesWindowTest, ARaceIsOpenedFromItsFile) {
  QTemporaryDir folder;
  BoxRacePlan plan = defaultBoxRace();
  plan.prediction = Box(-2, -1, 0.5, 0.5);
  plan.losses.resize(3);
  const QString file = folder.filePath("race.lossarium");
  writeSession(file.toStdString(), experimentsOf(plan));
  press(Qt::Key_2, Qt::ControlModifier);
  window.openFile(file);
  EXPECT_TRUE(page()->isVisible());
  EXPECT_EQ(boxes().plan(), plan);
  EXPECT_EQ(canvas()->scene().prediction, plan.prediction);
  EXPECT_TRUE(window.windowTitle().startsWith("race.lossarium"));
}

TEST_F(BoxesWindowTest, TheSimulationIsASecondViewThatRunsWhenItIsFirstSeen) {
  click("Simulation");
  auto* simulation = page()->findChild<SimulationPage*>();
  EXPECT_TRUE(simulation->isVisible());
  EXPECT_FALSE(canvas()->isVisible());
  auto* curves = simulation->findChild<CurveChart*>();
  ASSERT_TRUE(waitUntil([&] { return curves->plotScale().y.span() > 1; })) << "a glance is there at once";
  press(Qt::Key_Space);
  EXPECT_EQ(boxes().frame()->step, 0) << "the race behind it stands";
  click("Two boxes");
  EXPECT_TRUE(canvas()->isVisible());
}

TEST_F(BoxesWindowTest, TheTableOfARaceIsThatOfItsMoment) {
  auto* table = page()->findChild<BoxLossTable*>();
  const QString before = table->textOf(4)[1];
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(200));
  EXPECT_NE(table->textOf(4)[1], before);
  press(Qt::Key_Home);
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(table->textOf(4)[1], before);
}

TEST_F(BoxesWindowTest, AnotherOptimiserBringsARateThatArrives) {
  for (const QString name : {"Adam", "Momentum", "RMSprop", "Nesterov momentum", "Gradient descent"}) {
    choose(page(), "Optimiser", name);
    canvas()->setFocus();
    press(Qt::Key_R);
    ASSERT_TRUE(standsAt(0));
    press(Qt::Key_Space);
    ASSERT_TRUE(standsAt(200)) << name.toStdString();
    EXPECT_GT(entrant("eiou").now.iou, 0.9) << name.toStdString();
    EXPECT_EQ(entrant("iou").now.iou, 0) << "apart is exactly 0";
  }
}

TEST_F(BoxesWindowTest, APictureLiesBelowTheBoxesAndANonPictureIsSaid) {
  QTemporaryDir folder;
  const QString file = folder.filePath("street.png");
  QImage picture(400, 300, QImage::Format_RGB32);
  picture.fill(Qt::darkGreen);
  ASSERT_TRUE(picture.save(file));
  window.openFile(file);
  ASSERT_TRUE(waitUntil([this] { return !canvas()->scene().picture.isNull(); }));
  EXPECT_EQ(canvas()->scene().picture.size(), QSize(400, 300));
  EXPECT_EQ(canvas()->scene().top, 300);
  ASSERT_TRUE(standsAt(0));
  const Box target = boxes().plan().target;
  EXPECT_GE(target.minCoeff(), 0);
  EXPECT_LE(target[2], 400);
  press(Qt::Key_Space);
  ASSERT_TRUE(standsAt(200));
  EXPECT_GT(entrant("eiou").now.iou, 0.9) << "a rate means the same in pixels";
  QFile broken(folder.filePath("broken.png"));
  ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
  broken.write("no picture");
  broken.close();
  window.openFile(broken.fileName());
  ASSERT_TRUE(waitUntil([this] { return notice().contains("broken.png"); })) << notice().toStdString();
  EXPECT_EQ(canvas()->scene().picture.size(), QSize(400, 300)) << "what was there stays";
}

}  // namespace
}  // namespace lossarium::ui
