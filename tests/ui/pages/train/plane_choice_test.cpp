#include "ui/pages/train/plane_choice.h"

#include "tests/support/wait.h"
#include "ui/session/session.h"

#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class PlaneChoiceTest : public testing::Test {
 protected:
  void open(const std::map<std::string, Value>& settings) {
    session.open(withSettings(defaultExperiment(), settings));
    waitUntil([this] { return session.problem() && session.problem()->experiment == session.experiment(); });
  }
  void press(int row) {
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Home);
    for (int i = 0; i < row; ++i) QTest::keyClick(&choice, Qt::Key_Down);
  }

  Session session;
  QWidget window;
  PlaneChoice choice{session, &window};
};

TEST_F(PlaneChoiceTest, IsThereWhereThereIsAChoice) {
  open({});
  EXPECT_TRUE(choice.isHidden()) << "two weights are one plane";
  open({{"model", std::string("mlp")}});
  EXPECT_FALSE(choice.isHidden());
  EXPECT_TRUE(choice.anotherButton()->isHidden());
}

TEST_F(PlaneChoiceTest, ChoosesAndFollows) {
  open({{"model", std::string("mlp")}});
  window.show();
  press(1);
  EXPECT_EQ(session.landscape().plane, "random");
  ASSERT_TRUE(waitUntil([this] { return !choice.anotherButton()->isHidden(); }));
  QTest::mouseClick(choice.anotherButton(), Qt::LeftButton);
  EXPECT_EQ(session.landscape().seed, 2);
  press(0);
  EXPECT_EQ(choice.currentData().toString(), "parameters");
}

}  // namespace
}  // namespace lossarium::ui
