#include "ui/pages/train/setup_panel.h"

#include "core/experiment/examples.h"
#include "tests/support/wait.h"
#include "ui/session/session.h"
#include "ui/widgets/combo_box.h"

#include <QLabel>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class SetupPanelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    session.open(examples()[0].make());
    ASSERT_TRUE(waitUntil([this] { return session.problem() != nullptr; }));
  }
  void openSex() {
    session.open(withSettings(session.experiment(), {{"dataset.id", std::string("penguins")},
                                                     {"dataset.target", std::string("sex")},
                                                     {"dataset.task", std::string("binary")}}));
    ASSERT_TRUE(waitUntil([this] { return session.problem()->dataset->targetName == "sex"; }));
  }
  int row(const char* id) { return losses->findData(QString::fromLatin1(id)); }
  bool canPick(const char* id) {
    return losses->model()->flags(losses->model()->index(row(id), 0)).testFlag(Qt::ItemIsEnabled);
  }

  Session session;
  SetupPanel panel{session};
  ComboBox* losses = panel.findChild<ComboBox*>("loss");
};

TEST_F(SetupPanelTest, TheLossesOnOfferAreThoseOfTheDatasTask) {
  EXPECT_GE(row("mse"), 0);
  EXPECT_GE(row("huber"), 0);
  EXPECT_LT(row("log_loss"), 0);
  EXPECT_LT(row("cross_entropy"), 0);
  openSex();
  EXPECT_EQ(losses->currentData().toString(), QStringLiteral("log_loss"));
  EXPECT_LT(row("mse"), 0);
  EXPECT_TRUE(canPick("hinge"));
}

TEST_F(SetupPanelTest, WhatCannotTrainIsShownWithTheReason) {
  openSex();
  EXPECT_FALSE(canPick("zero_one"));
  const QString why = losses->itemData(row("zero_one"), Qt::ToolTipRole).toString();
  EXPECT_TRUE(why.contains(QStringLiteral("cannot train"))) << why.toStdString();
}

TEST_F(SetupPanelTest, ACaptionOfADataSetIsNotSaidOfOtherColumns) {
  const auto saysSo = [this] {
    for (const auto* label : panel.findChildren<QLabel*>())
      if (label->text().startsWith(QStringLiteral("Body mass from")) && !label->isHidden()) return true;
    return false;
  };
  session.set("dataset.id", std::string("penguins"));
  EXPECT_TRUE(saysSo());
  session.set("dataset.target", std::string("species"));
  EXPECT_FALSE(saysSo());
}

}  // namespace
}  // namespace lossarium::ui
