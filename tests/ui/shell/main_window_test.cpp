// The real window, pressed with real mouse and key events.
#include "core/experiment/examples.h"
#include "core/experiment/session_file.h"
#include "tests/support/wait.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/numbers_panel.h"
#include "ui/pages/train/scenes.h"
#include "ui/plots/contour_map.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/data_view.h"
#include "ui/plots/surface_view.h"
#include "ui/widgets/combo_box.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QSlider>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class MainWindowTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    window.findChild<SurfaceView*>()->setFocus();
  }

  void choose(const char* section, const QString& id) {
    auto* box = window.findChild<ComboBox*>(section);
    ASSERT_NE(box, nullptr);
    box->setFocus();
    const int steps = box->findData(id) - box->currentIndex();
    for (int i = 0; i < std::abs(steps); ++i) QTest::keyClick(box, steps > 0 ? Qt::Key_Down : Qt::Key_Up);
    window.findChild<SurfaceView*>()->setFocus();
  }
  QLineEdit* field(const char* row) { return window.findChild<QWidget*>(row)->findChild<QLineEdit*>(); }
  void runToTheEnd() {
    const auto before = frame().state.epoch;
    session().setSpeed(asFastAsItGoes);
    press(Qt::Key_Space);
    ASSERT_TRUE(waitUntil([&] {
      const TrainingState& state = frame().state;
      return !frame().running &&
             (state.stop == Stop::diverged || (state.stop != Stop::none && state.epoch > before));
    }));
  }
  double slope() { return coefficients(*frame().problem, frame().state.weights).slopes[0]; }
  QString status() {
    for (auto* label : window.statusBar()->findChildren<QLabel*>())
      if (!label->text().isEmpty()) return label->text();
    return {};
  }
  QImage picture(QWidget* view) { return view->grab().toImage(); }
};

TEST_F(MainWindowTest, SpaceRunsAndEverythingMoves) {
  auto* curves = window.findChild<CurveChart*>();
  auto* data = window.findChild<DataView*>();
  auto* surface = window.findChild<SurfaceView*>();
  const QImage curveBefore = picture(curves), dataBefore = picture(data), surfaceBefore = picture(surface);
  const QString numbersBefore = window.findChild<NumbersPanel*>()->asText();
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return frame().running && frame().state.step >= 5; }));
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return !frame().running; }));
  EXPECT_NE(picture(curves), curveBefore);
  EXPECT_NE(picture(data), dataBefore);
  EXPECT_NE(picture(surface), surfaceBefore);
  EXPECT_NE(window.findChild<NumbersPanel*>()->asText(), numbersBefore);
}

TEST_F(MainWindowTest, TheTransportButtonsDoWhatTheySay) {
  click("One batch");
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  click("One epoch");
  ASSERT_TRUE(waitUntil([this] { return frame().state.epoch == 2; }));
  click("Run");
  ASSERT_TRUE(waitUntil([this] { return frame().running; }));
  click("Pause");
  ASSERT_TRUE(waitUntil([this] { return !frame().running; }));
  click("Reset");
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 0; }));
  const Vector start = frame().state.weights;
  click("New start");
  ASSERT_TRUE(waitUntil([&] { return frame().state.weights != start; }));
}

TEST_F(MainWindowTest, TheKeysOfThePageWork) {
  press(Qt::Key_Right);
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  press(Qt::Key_Right, Qt::ShiftModifier);
  ASSERT_TRUE(waitUntil([this] { return frame().state.epoch == 2; }));
  press(Qt::Key_Home);
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 0; }));
  EXPECT_EQ(frame().headStep, 2) << "the first moment of the run, which is still there";
  press(Qt::Key_End);
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 2; }));
  press(Qt::Key_R);
  ASSERT_TRUE(waitUntil([this] { return frame().headStep == 0; }));
  auto* map = window.findChild<ContourMap*>();
  EXPECT_FALSE(map->isVisible());
  press(Qt::Key_C);
  EXPECT_TRUE(map->isVisible());
  press(Qt::Key_C);
  EXPECT_FALSE(map->isVisible());
  press(Qt::Key_L);
  EXPECT_TRUE(window.findChild<SurfaceView*>()->scene().logarithmic);
  auto* data = window.findChild<DataView*>();
  press(Qt::Key_F);
  EXPECT_FALSE(data->isVisible());
  press(Qt::Key_F);
  EXPECT_TRUE(data->isVisible());
}

TEST_F(MainWindowTest, AFocusedControlKeepsItsKeys) {
  auto* slider = window.findChild<QWidget*>("optimizer.momentum")->findChild<QSlider*>();
  slider->setFocus();
  const int before = slider->value();
  QTest::keyClick(slider, Qt::Key_Right);
  EXPECT_GT(slider->value(), before);
  QLineEdit* line = field("training.epochs");
  line->setFocus();
  QTest::keyClick(line, Qt::Key_Home);
  QTest::qWait(50);
  EXPECT_EQ(frame().state.step, 0);
  EXPECT_FALSE(frame().running);
}

TEST_F(MainWindowTest, SwitchingTheLossMovesSurfaceFitAndNumbers) {
  runToTheEnd();
  EXPECT_NEAR(slope(), 0.50415, 1e-4);
  const auto before = session().surface();
  choose("loss", "huber");
  ASSERT_TRUE(settled());
  EXPECT_NE(session().surface()->surface->values, before->surface->values);
  runToTheEnd();
  runToTheEnd();  // Space after the end goes on for as many again
  EXPECT_NEAR(slope(), 0.19821, 1e-4);
  EXPECT_TRUE(window.findChild<NumbersPanel*>()->asText().contains("0.198"));
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(session().experiment().loss.id, "mse");
  press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(session().experiment().loss.id, "huber");
}

TEST_F(MainWindowTest, TheOutlierDialActsWhileItRuns) {
  choose("dataset", "noisy_line");
  ASSERT_TRUE(settled());
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return frame().running && frame().state.step > 3; }));
  auto* slider = window.findChild<QWidget*>("dataset.outliers")->findChild<QSlider*>();
  slider->setFocus();
  for (int i = 0; i < 5; ++i) QTest::keyClick(slider, Qt::Key_PageUp);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] { return frame().problem->experiment.dataset.real("outliers") > 0.2; }));
  EXPECT_TRUE(frame().running);
  EXPECT_GT(frame().state.step, 3);
  EXPECT_FALSE(frame().seams.empty());
}

TEST_F(MainWindowTest, AClickOnTheSurfacePutsTheStartThere) {
  const Vector before = frame().state.weights;
  auto* surface = window.findChild<SurfaceView*>();
  surface->setImmediate(true);
  surface->repaint();
  QTest::mouseClick(surface, Qt::LeftButton, {}, QPoint(surface->width() / 2, surface->height() / 2));
  ASSERT_TRUE(waitUntil([&] { return frame().state.weights != before; }));
  EXPECT_EQ(session().experiment().start.weights.size(), 2u);
  EXPECT_EQ(frame().state.step, 0);
}

TEST_F(MainWindowTest, ALearningRateOf50DivergesInWords) {
  type("optimizer.learning_rate", "50");
  ASSERT_TRUE(settled());
  runToTheEnd();
  EXPECT_TRUE(notice().contains("Diverged at step"));
  EXPECT_TRUE(notice().contains("learning rate 50"));
  type("optimizer.learning_rate", "0.1");
  ASSERT_TRUE(settled());
  press(Qt::Key_R);
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 0 && frame().state.stop == Stop::none; }));
  runToTheEnd();
  EXPECT_NEAR(slope(), 0.50415, 1e-4);
}

TEST_F(MainWindowTest, WhatIsNoNumberIsSaidAndTheFieldGoesBack) {
  type("optimizer.learning_rate", "quick");
  EXPECT_TRUE(notice().contains("quick"));
  EXPECT_EQ(field("optimizer.learning_rate")->text(), "0.1");
}

TEST_F(MainWindowTest, BadFilesAreSaidAndWhatWasThereStays) {
  const QTemporaryDir folder;
  const auto write = [&](const char* name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    return file.fileName();
  };
  const Experiment before = session().experiment();
  const std::pair<QString, const char*> cases[] = {
      {write("ragged.csv", "x,y\n1,2\n3\n"), "line 3"},
      {write("text.csv", "x,y\n1,2\n3,4\n5,many\n"), "many"},
      {write("empty.csv", ""), "empty"},
      {write("one.csv", "x,y\n1,2\n"), "1 complete row"},
      {write("key.lossarium", R"({"lossarium": 1, "experiments": [{"loss": {"id": "huber", "detla": 1}}]})"),
       "delta"},
      {write("broken.lossarium", "{"), "line 1"},
      {folder.filePath("missing.csv"), "missing.csv"}};
  for (const auto& [file, word] : cases) {
    window.openFile(file);
    ASSERT_TRUE(waitUntil([&, wanted = QString::fromLatin1(word)] { return notice().contains(wanted); }))
        << file.toStdString() << ": " << notice().toStdString();
    EXPECT_EQ(session().experiment(), before) << file.toStdString();
  }
}

TEST_F(MainWindowTest, ACsvOpensWithItsColumns) {
  const QTemporaryDir folder;
  QFile file(folder.filePath("mine.csv"));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("speed,load,time\n1,5,3\n2,6,5.1\n3,4,6.9\n4,5,9.2\n");
  file.close();
  window.openFile(file.fileName());
  ASSERT_TRUE(waitUntil([this] { return session().problem()->experiment.dataset.id == "csv"; }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(session().problem()->dataset->targetName, "time");
  EXPECT_EQ(session().problem()->dataset->featureNames, (std::vector<std::string>{"speed", "load"}));
  runToTheEnd();
  EXPECT_EQ(frame().state.stop, Stop::epochs);
}

TEST_F(MainWindowTest, EveryExampleOpensAndRunsInBothThemes) {
  for (std::size_t i = 0; i < examples().size(); ++i) {
    window.openExample(i);
    QTest::qWait(100);  // the first is open already: nothing else tells that it was opened again
    ASSERT_TRUE(settled()) << examples()[i].title;
    press(Qt::Key_D, Qt::ControlModifier);
    session().setSpeed(2000);
    press(Qt::Key_Space);
    ASSERT_TRUE(waitUntil([this] { return frame().state.step > 3; })) << examples()[i].title;
    press(Qt::Key_C);
    press(Qt::Key_L);
    EXPECT_FALSE(picture(&window).isNull());
    session().pause();
  }
}

TEST_F(MainWindowTest, EveryControlHasANameAndTeaches) {
  for (auto* each : window.findChildren<QToolButton*>()) {
    if (each->objectName().startsWith("qt_")) continue;
    EXPECT_FALSE(each->accessibleName().isEmpty() && each->text().isEmpty())
        << each->objectName().toStdString();
  }
  for (auto* each : window.findChildren<QSlider*>()) EXPECT_FALSE(each->accessibleName().isEmpty());
  for (auto* each : window.findChildren<ComboBox*>()) EXPECT_FALSE(each->accessibleName().isEmpty());
}

TEST_F(MainWindowTest, ARateThatCannotArriveIsSaidBeforeTheRun) {
  EXPECT_FALSE(status().contains("epochs away")) << status().toStdString();
  choose("dataset", "engel");
  choose("loss", "mae");
  choose("optimizer", "gradient_descent");
  ASSERT_TRUE(settled());
  type("optimizer.learning_rate", "0.05");
  ASSERT_TRUE(waitUntil([this] { return status().contains("epochs away"); })) << status().toStdString();
  type("optimizer.learning_rate", "50");
  ASSERT_TRUE(waitUntil([this] { return !status().contains("epochs away"); })) << status().toStdString();
}

TEST_F(MainWindowTest, WhatToSeeStaysWhileItRunsAndGoesWithTheData) {
  const auto sentence = [this] {
    for (auto* label : window.findChildren<QLabel*>())
      if (label->text() == QString::fromUtf8(examples()[0].sentence.data())) return true;
    return false;
  };
  EXPECT_TRUE(sentence());
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return frame().running; }));
  EXPECT_TRUE(sentence());
  choose("dataset", "cars");
  EXPECT_FALSE(sentence());
}

TEST_F(MainWindowTest, AMessageMovesNothing) {
  auto* surface = window.findChild<SurfaceView*>();
  const QRect before(surface->mapTo(&window, QPoint()), surface->size());
  type("optimizer.learning_rate", "quick");
  EXPECT_FALSE(notice().isEmpty());
  EXPECT_TRUE(notice().startsWith("Learning rate")) << notice().toStdString();
  EXPECT_EQ(QRect(surface->mapTo(&window, QPoint()), surface->size()), before);
  type("optimizer.learning_rate", "0,2");
  ASSERT_TRUE(waitUntil([this] { return notice().isEmpty(); }));
  EXPECT_EQ(session().experiment().optimizer.real("learning_rate"), 0.2);
}

TEST_F(MainWindowTest, ADialTurnedDuringARunLeavesOneSeam) {
  choose("dataset", "noisy_line");
  ASSERT_TRUE(settled());
  session().setSpeed(20);
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return frame().state.step > 2; }));
  auto* slider = window.findChild<QWidget*>("dataset.outliers")->findChild<QSlider*>();
  slider->setFocus();
  for (int i = 0; i < 8; ++i) {
    const auto before = frame().state.step;
    QTest::keyClick(slider, Qt::Key_PageUp);
    ASSERT_TRUE(waitUntil([&] { return frame().state.step > before + 1; }));
  }
  ASSERT_TRUE(settled());
  session().pause();
  ASSERT_TRUE(waitUntil([this] { return !frame().running; }));
  EXPECT_GE(frame().seams.size(), 4U);
  const auto scene = curveScene(frame(), PlotStyle::light(), false);
  ASSERT_EQ(scene.seams.size(), 1U);
  EXPECT_TRUE(scene.seams[0].label.startsWith("outliers 0.1 → 0.")) << scene.seams[0].label.toStdString();
}

TEST_F(MainWindowTest, TheTextGrowsAsFarAsTheWindowHoldsIt) {
  const auto width = [this] {
    return window.findChild<QWidget*>("optimizer.momentum")->findChild<QLineEdit*>()->width();
  };
  const int before = width();
  for (int i = 0; i < 20; ++i) press(Qt::Key_Equal, Qt::ControlModifier);
  for (int i = 0; i < 20; ++i) press(Qt::Key_Plus, Qt::ControlModifier);
  EXPECT_GT(QApplication::font().pixelSize(), 13);
  EXPECT_GT(width(), before);
  QTest::qWait(50);
  EXPECT_LE(window.minimumSizeHint().width(), 1280);
  press(Qt::Key_0, Qt::ControlModifier);
  EXPECT_EQ(QApplication::font().pixelSize(), 13);
}

TEST_F(MainWindowTest, EscapeLeavesAFilledView) {
  press(Qt::Key_F);
  EXPECT_FALSE(window.findChild<DataView*>()->isVisible());
  press(Qt::Key_Escape);
  EXPECT_TRUE(window.findChild<DataView*>()->isVisible());
}

// A session whose data are gone leaves the window, the name and the file as they were.
TEST_F(MainWindowTest, ARefusedSessionIsNotSavedOver) {
  const QTemporaryDir folder;
  QFile file(folder.filePath("precious.lossarium"));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  const QByteArray bytes =
      R"({"lossarium": 1, "experiments": [{"dataset": {"id": "csv", "file": "gone.csv"}}]})";
  file.write(bytes);
  file.close();
  window.openFile(file.fileName());
  ASSERT_TRUE(waitUntil([this] { return notice().contains("gone.csv"); }));
  EXPECT_FALSE(window.windowTitle().contains("precious"));
  EXPECT_FALSE(window.isWindowModified());
}

TEST_F(MainWindowTest, ASessionIsModifiedByWhatItsFileDoesNotHold) {
  const QTemporaryDir folder;
  const QString file = folder.filePath("s.lossarium");
  Experiment experiment = examples()[0].make();
  experiment.changes = {{3, {{"loss.id", std::string("huber")}}}};
  writeSession(file.toStdString(), {experiment});
  window.openFile(file);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window.windowTitle().contains("s.lossarium"));
  for (int i = 0; i < 5; ++i) press(Qt::Key_Right);
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 5; }));
  EXPECT_EQ(session().experiment().loss.id, "huber") << "the panel follows the file's own change";
  EXPECT_FALSE(window.isWindowModified()) << "a replay changes nothing";
  choose("loss", "mae");
  ASSERT_TRUE(waitUntil([this] { return window.isWindowModified(); }));
}

TEST_F(MainWindowTest, AComplaintOutlivesTheFramesOfARun) {
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return frame().running; }));
  type("optimizer.learning_rate", "fast");
  const auto step = frame().state.step;
  ASSERT_TRUE(waitUntil([&] { return frame().state.step > step + 5; }));
  EXPECT_TRUE(notice().contains("fast"));
}

TEST_F(MainWindowTest, AnEndOfARunIsNotSpokenOfAtTheNextStart) {
  type("optimizer.learning_rate", "50");
  ASSERT_TRUE(settled());
  runToTheEnd();
  EXPECT_TRUE(notice().contains("Diverged"));
  press(Qt::Key_R);
  ASSERT_TRUE(waitUntil([this] { return notice().isEmpty(); }));
}

TEST_F(MainWindowTest, WholeNumbersAreReadAndWrittenWhole) {
  type("training.epochs", "1,000");
  EXPECT_EQ(session().experiment().training.epochs, 1000);
  type("training.epochs", "1e5");
  EXPECT_EQ(session().experiment().training.epochs, 100000);
  EXPECT_EQ(field("training.epochs")->text(), "100000");
}

// As the program starts with a file: the example is asked for first, and takes the place of what is refused.
TEST(MainWindowStart, ABadFileIsSaidAndTheExampleStands) {
  const QTemporaryDir folder;
  for (const char* name : {"bad.csv", "bad.lossarium"}) {
    QFile file(folder.filePath(name));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("x,y\n1,2\n3\n");
    file.close();
    MainWindow window;
    window.openExample(0);
    window.openFile(file.fileName());
    window.show();
    const auto& session = window.session();
    ASSERT_TRUE(
        waitUntil([&] { return session.frame() && session.surface() && session.surface()->finished; }));
    QTest::qWait(50);
    EXPECT_TRUE(window.findChild<NoticeBar*>()->message().contains("bad.")) << name;
    EXPECT_EQ(session.experiment(), examples()[0].make());
  }
}

TEST(MainWindowStart, UndoDoesNotGoPastTheFile) {
  const QTemporaryDir folder;
  QFile file(folder.filePath("mine.csv"));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("x,y\n1,2\n2,3\n3,5\n");
  file.close();
  MainWindow window;
  window.openExample(0);
  window.openFile(file.fileName());
  Session& session = window.session();
  ASSERT_TRUE(waitUntil([&] { return session.frame() && session.experiment().dataset.id == "csv"; }));
  EXPECT_FALSE(session.canUndo());
  session.set("training.epochs", std::int64_t{7});
  ASSERT_TRUE(waitUntil([&] { return session.problem()->experiment.training.epochs == 7; }));
  session.undo();
  EXPECT_EQ(session.experiment().dataset.id, "csv");
  EXPECT_FALSE(session.canUndo());
}

TEST_F(MainWindowTest, ThereAndBackAreTwoSeams) {
  for (const auto* rate : {"5", "0.1"}) {
    press(Qt::Key_Right);
    const auto before = frame().seams.size();
    ASSERT_TRUE(waitUntil([this] { return frame().state.step > 0; }));
    type("optimizer.learning_rate", rate);
    ASSERT_TRUE(waitUntil([&] { return frame().seams.size() > before; }));
  }
  const auto seams = curveScene(frame(), PlotStyle::light(), false).seams;
  ASSERT_EQ(seams.size(), 2U);
  EXPECT_EQ(seams[0].label, QStringLiteral("learning rate 0.1 → 5"));
  EXPECT_EQ(seams[1].label, QStringLiteral("learning rate 5 → 0.1"));
}

}  // namespace
}  // namespace lossarium::ui
