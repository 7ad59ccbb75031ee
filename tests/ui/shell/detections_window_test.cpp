// Data of boxes in the real window: they move, are read and are compared.
#include "core/experiment/examples.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/box_scene.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/plots/data_view.h"

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class BoxesWindow : public WindowTest {
 protected:
  void open(const char* title) {
    window.openExample(exampleNamed(title));
    ASSERT_TRUE(settled());
  }
};

TEST_F(BoxesWindow, BoxesMoveOntoTheirTargets) {
  open("Boxes: IoU leaves those that miss");
  session().edit(withSetting(session().experiment(), "loss", std::string("giou")));
  ASSERT_TRUE(settled());
  const BoxCloudScene before = boxScene(frame());
  auto* data = window.findChild<DataView*>();
  const QImage first = data->grab().toImage();
  session().setSpeed(1e9);
  press(Qt::Key_Space);
  ASSERT_TRUE(waitUntil([this] { return !frame().running && frame().state.epoch == 400; }));
  const BoxCloudScene after = boxScene(frame());
  ASSERT_EQ(after.rows, before.rows);
  for (qsizetype i = 0; i < 12; ++i) {
    EXPECT_EQ(before.fits.front().boxes[i], before.rows[static_cast<std::size_t>(i)].detected);
    EXPECT_GT(after.iou[i], 0.99) << i;
  }
  EXPECT_NE(data->grab().toImage(), first);
  EXPECT_NEAR(frame().meanIou, 1, 0.01);
}

TEST_F(BoxesWindow, ModelsThatFitAreOffered) {
  open("Boxes: IoU leaves those that miss");
  auto* models = window.findChild<QComboBox*>(QStringLiteral("model"));
  ASSERT_NE(models, nullptr);
  QStringList offered;
  for (int i = 0; i < models->count(); ++i) offered << models->itemData(i).toString();
  EXPECT_EQ(offered, (QStringList{QStringLiteral("boxes"), QStringLiteral("box_linear")}));
  session().edit(withSetting(session().experiment(), "dataset", std::string("belgian_calls")));
  ASSERT_TRUE(settled());
  EXPECT_EQ(session().problem()->experiment.model.id, "linear");
  EXPECT_EQ(models->findData(QStringLiteral("boxes")), -1);
}

TEST_F(BoxesWindow, EveryTabTakesBoxes) {
  for (const char* model : {"boxes", "box_linear"}) {
    open("Detections: a correction that is learnt");
    session().edit(withSetting(session().experiment(), "model", std::string(model)));
    ASSERT_TRUE(settled());
    session().setSpeed(1e9);
    press(Qt::Key_Space);
    ASSERT_TRUE(waitUntil([this] { return !frame().running && frame().state.epoch > 0; }));
    auto* tabs = window.findChild<RunTabs*>();
    for (const char* tab : {"Numbers", "Metrics", "Ledger", "Step", "State", "Diagnosis", "Shape", "Sweep"}) {
      ASSERT_TRUE(tabs->select(QString::fromLatin1(tab))) << tab;
      QTest::qWait(30);
      EXPECT_FALSE(window.grab().isNull()) << tab;
    }
    EXPECT_TRUE(notice().isEmpty()) << notice().toStdString();
  }
}

}  // namespace
}  // namespace lossarium::ui
