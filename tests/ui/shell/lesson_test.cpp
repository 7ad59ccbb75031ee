// A lesson as a teacher gives it, with the keys and the mouse of the real window: over-fitting on purpose,
// what the diagnosis says of it, and a remedy that works.
#include "core/base/number_text.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/diagnosis_tab.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/plots/surface_view.h"
#include "ui/widgets/combo_box.h"

#include <QLineEdit>
#include <QTabBar>

#include <cmath>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

QString number(double value) { return QString::fromStdString(readableNumber(value)); }

class LessonTest : public WindowTest {
 protected:
  void choose(const char* section, const char* id) {
    auto* box = window.findChild<ComboBox*>(section);
    ASSERT_NE(box, nullptr);
    const int wanted = box->findData(QString::fromLatin1(id));
    ASSERT_GE(wanted, 0) << id;
    box->setFocus();
    for (int presses = 0; box->currentIndex() != wanted && presses < box->count(); ++presses)
      QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    ASSERT_EQ(box->currentIndex(), wanted);
    ASSERT_TRUE(settled());
  }
  void set(const char* row, const char* text) {
    type(row, QString::fromUtf8(text));
    ASSERT_TRUE(settled());
  }
  void runToTheEnd() {
    session().setSpeed(asFastAsItGoes);
    window.findChild<SurfaceView*>()->setFocus();
    press(Qt::Key_Space);
    ASSERT_TRUE(waitUntil([this] { return frame().state.stop != Stop::none && !frame().running; }));
  }
  void openDiagnosis() {
    auto* bar = window.findChild<RunTabs*>()->findChild<QTabBar*>();
    for (int i = 0; i < bar->count(); ++i)
      if (bar->tabText(i) == "Diagnosis")
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
  }
  bool says(const QString& text) {
    return waitUntil([&] { return window.findChild<DiagnosisTab*>()->asText().contains(text); });
  }
  void overfit() {
    choose("dataset", "motorcycle");
    choose("model", "polynomial");
    set("model.degree", "15");
    set("split.validation", "0.4");
    session().set("split.seed", std::int64_t{2});
    ASSERT_TRUE(settled());
    runToTheEnd();
    openDiagnosis();
    ASSERT_TRUE(says("over-fits")) << window.findChild<DiagnosisTab*>()->asText().toStdString();
  }
  QToolButton* remedy(const QString& beginning) {
    for (auto* each : window.findChild<DiagnosisTab*>()->findChildren<QToolButton*>())
      if (each->isVisible() && each->text().startsWith(beginning)) return each;
    return nullptr;
  }
};

TEST_F(LessonTest, OverfittingIsSeenAndEachRemedyHelps) {
  overfit();
  EXPECT_TRUE(says("The validation loss rose from"));
  EXPECT_TRUE(says("while the training loss fell"));
  const Experiment before = session().experiment();
  const Vector weights = frame().state.weights;
  const double overfitted = frame().now.validation;
  for (const char* beginning : {"Stop early", "Degree", "L2"}) {
    SCOPED_TRACE(beginning);
    ASSERT_TRUE(waitUntil([&] { return remedy(beginning) != nullptr; }));
    QTest::mouseClick(remedy(beginning), Qt::LeftButton);
    ASSERT_TRUE(settled());
    EXPECT_NE(session().experiment(), before);
    EXPECT_EQ(frame().state.step, 0) << "it begins again";
    EXPECT_TRUE(says("Before: validation loss at the end " + number(overfitted))) << "and says what was done";
    runToTheEnd();
    const bool restored = frame().state.beforeRestoring.size() > 0;
    EXPECT_EQ(restored, beginning == std::string("Stop early"));
    EXPECT_TRUE(says("Validation loss at the end " + number(overfitted) + " → " +
                     number(frame().epochs.back().validation) + ", at its best "));
    if (restored) {
      EXPECT_TRUE(says(" → " + number(frame().now.validation) + ", whose weights are put back."));
    }
    EXPECT_LT(frame().now.validation, 0.95 * overfitted);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(session().experiment(), before);
    ASSERT_TRUE(settled());
    EXPECT_FALSE(window.findChild<DiagnosisTab*>()->asText().contains("at the end"));
    ASSERT_TRUE(waitUntil([&] { return frame().state.weights == weights; })) << "the run is had back";
    ASSERT_TRUE(says("over-fits"));
  }
}

// A network whose optimiser has memory, in batches: each moment on the way back is the one that was there.
TEST_F(LessonTest, FiftyBatchesOfAdamForthAndBackByKeys) {
  choose("model", "mlp");
  choose("optimizer", "adam");
  set("training.batch_size", "5");
  ASSERT_TRUE(waitUntil([this] { return frame().batchesPerEpoch > 1; }));
  window.findChild<SurfaceView*>()->setFocus();
  std::vector<TrainingState> states{frame().state};
  const auto at = [&](std::int64_t step) { return waitUntil([&] { return frame().state.step == step; }); };
  for (int i = 1; i <= 50; ++i) {
    press(Qt::Key_Right);
    ASSERT_TRUE(at(i));
    states.push_back(frame().state);
  }
  for (std::size_t i = 50; i-- > 0;) {
    press(Qt::Key_Left);
    ASSERT_TRUE(at(static_cast<std::int64_t>(i)));
    EXPECT_EQ(frame().state.weights, states[i].weights) << i;
    EXPECT_EQ(frame().state.optimizer, states[i].optimizer) << i;
    EXPECT_EQ(frame().state.batch, states[i].batch) << i;
  }
  EXPECT_NE(states.back().optimizer, states.front().optimizer);
}

}  // namespace
}  // namespace lossarium::ui
