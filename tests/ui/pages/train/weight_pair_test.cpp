#include "ui/pages/train/weight_pair.h"

#include "tests/support/wait.h"
#include "ui/session/session.h"
#include "ui/widgets/combo_box.h"

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;
using Texts = std::vector<std::string>;

class WeightPairTest : public testing::Test {
 protected:
  void open(const std::map<std::string, Value>& settings) {
    session.open(withSettings(defaultExperiment(), settings));
    waitUntil([this] { return session.problem() && session.problem()->experiment == session.experiment(); });
    window.show();
  }

  Session session;
  QWidget window;
  WeightPair pair{session, &window};
};

TEST_F(WeightPairTest, IsThereWhereTwoOfManyAreShown) {
  open({});
  EXPECT_TRUE(pair.isHidden()) << "two weights are all";
  open({{"model", std::string("mlp")}});
  EXPECT_FALSE(pair.isHidden());
  session.set("landscape.plane", std::string("random"));
  EXPECT_TRUE(pair.isHidden());
}

TEST_F(WeightPairTest, ListsTheWeightsBelowTheirBlocksAndTakesAChoice) {
  open({{"model", std::string("mlp")}, {"model.layers", std::int64_t{1}}, {"model.width", std::int64_t{3}}});
  QTest::mouseClick(&pair, Qt::LeftButton);
  ComboBox& list = *pair.first();
  ASSERT_TRUE(list.isVisible());
  EXPECT_EQ(list.count(), 10 + 4) << "ten weights in four blocks";
  EXPECT_EQ(list.itemText(0), "Layer 1, weights");
  EXPECT_FALSE(list.model()->flags(list.model()->index(0, 0)) & Qt::ItemIsEnabled);
  EXPECT_EQ(list.currentData().toInt(), 0);
  QTest::keyClick(&list, Qt::Key_Down);
  EXPECT_EQ(session.landscape().weights, (Texts{"layer1.weight[1,0]", "layer1.bias[0]"}));
}

TEST_F(WeightPairTest, FindsAWeightByAPartOfItsName) {
  open({{"model", std::string("mlp")}, {"model.layers", std::int64_t{1}}, {"model.width", std::int64_t{3}}});
  QTest::mouseClick(&pair, Qt::LeftButton);
  ComboBox& list = *pair.second();
  list.setFocus();
  list.lineEdit()->selectAll();
  QTest::keyClicks(list.lineEdit(), "output: bias");
  QTest::keyClick(list.lineEdit(), Qt::Key_Return);
  EXPECT_EQ(session.landscape().weights, (Texts{"layer1.weight[0,0]", "layer2.bias"}));
}

TEST_F(WeightPairTest, TakesNoWeightTwice) {
  open({{"model", std::string("mlp")}, {"model.layers", std::int64_t{1}}, {"model.width", std::int64_t{3}}});
  QTest::mouseClick(&pair, Qt::LeftButton);
  ComboBox& list = *pair.second();
  QTest::keyClick(&list, Qt::Key_Up);
  QTest::keyClick(&list, Qt::Key_Up);
  const Texts before = session.landscape().weights;
  QTest::keyClick(&list, Qt::Key_Up);
  EXPECT_EQ(session.landscape().weights, before) << "it would be the first axis' weight";
}

}  // namespace
}  // namespace lossarium::ui
