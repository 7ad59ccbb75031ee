// The network's tab and the field of a fit, pressed in the real window.
#include "ui/pages/train/network_tab.h"

#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/plots/data_view.h"
#include "ui/plots/network_view.h"

#include <QPushButton>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class NetworkTabTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    tabs = window.findChild<RunTabs*>();
    view = window.findChild<NetworkView*>();
    tabs->select("Units");
  }
  void TearDown() override { tabs->select("Numbers"); }
  void give(const std::map<std::string, Value>& settings) {
    session().apply(settings);
    ASSERT_TRUE(settled());
  }

  RunTabs* tabs = nullptr;
  NetworkView* view = nullptr;
};

TEST_F(NetworkTabTest, AnotherModelOffersTheNetworkAndAPressChoosesIt) {
  EXPECT_FALSE(view->isVisible());
  EXPECT_TRUE(tabs->asText().contains("Choose the model Network"));
  QPushButton* choose = nullptr;
  for (auto* each : tabs->findChildren<QPushButton*>())
    if (each->isVisible()) choose = each;
  ASSERT_NE(choose, nullptr);
  QTest::mouseClick(choose, Qt::LeftButton);
  ASSERT_TRUE(settled());
  EXPECT_EQ(session().experiment().model.id, "mlp");
  ASSERT_TRUE(waitUntil([this] { return view->isVisible() && !view->asText().isEmpty(); }));
}

TEST_F(NetworkTabTest, NoNetworkIsOfferedToBoxes) {
  give({{"dataset.id", std::string("detections")}});
  EXPECT_TRUE(tabs->asText().contains("no network moves boxes"));
  for (auto* each : tabs->findChildren<QPushButton*>()) EXPECT_FALSE(each->isVisible());
}

TEST_F(NetworkTabTest, LayersAndUnitsAreAddedAndTakenAwayThere) {
  give({{"dataset.id", std::string("xor")},
        {"model.id", std::string("mlp")},
        {"model.width", std::int64_t{4}}});
  ASSERT_TRUE(waitUntil([this] { return view->isVisible() && !view->asText().isEmpty(); }));
  const auto press = [this](const char* stepper, const char* sign) {
    for (auto* button : tabs->findChild<QWidget*>(stepper)->findChildren<QToolButton*>())
      if (button->text() == QString::fromUtf8(sign)) QTest::mouseClick(button, Qt::LeftButton);
  };
  const auto before = session().experiment().model.integer("layers");
  press("model.layers", "+");
  press("model.width", "−");
  ASSERT_TRUE(waitUntil([&] {
    const Choice& model = frame().problem->experiment.model;
    return model.integer("layers") == before + 1 && model.integer("width") == 3;
  }));
}

TEST_F(NetworkTabTest, ItFollowsTheRunWhileItIsSeen) {
  give({{"dataset.id", std::string("xor")}});
  ASSERT_TRUE(waitUntil([this] { return view->isVisible() && !view->asText().isEmpty(); }));
  const QString before = view->asText();
  session().stepBatch();
  ASSERT_TRUE(waitUntil([&] { return view->asText() != before; }));
  EXPECT_EQ(frame().units->step, 1);
  tabs->select("Numbers");
  session().stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 2; }));
  EXPECT_EQ(frame().units, nullptr);
}

TEST_F(NetworkTabTest, AFitOverTwoInputsIsAFieldUntilTheButtonSaysOtherwise) {
  give({{"dataset.id", std::string("bumps")}});
  auto* data = window.findChild<DataView*>();
  ASSERT_TRUE(waitUntil([this] { return frame().fit != nullptr; }));
  const QImage field = data->grab().toImage();
  ASSERT_TRUE(button("Field over both inputs")->isChecked());
  click("Field over both inputs");
  EXPECT_NE(data->grab().toImage(), field);
  EXPECT_FALSE(button("Edit data by hand")->isEnabled());
  EXPECT_TRUE(button("Edit data by hand")->toolTip().contains("target"));
  click("Field over both inputs");
  EXPECT_EQ(data->grab().toImage(), field);
  give({{"dataset.id", std::string("cars")}});
  for (auto* each : window.findChildren<QToolButton*>())
    EXPECT_FALSE(each->isVisible() && each->accessibleName() == "Field over both inputs");
}

}  // namespace
}  // namespace lossarium::ui
