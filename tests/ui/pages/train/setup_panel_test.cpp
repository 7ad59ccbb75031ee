#include "ui/pages/train/setup_panel.h"

#include "core/experiment/examples.h"
#include "tests/support/wait.h"
#include "ui/session/session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/slider.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QLabel>
#include <QToolButton>

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

TEST_F(SetupPanelTest, APastedTableCannotBePickedBeforeOneWasPasted) {
  const auto* data = panel.findChild<ComboBox*>("dataset");
  const auto isThere = [data] {
    const int place = data->findData(QStringLiteral("pasted_table"));
    return data->model()->flags(data->model()->index(place, 0)).testFlag(Qt::ItemIsEnabled);
  };
  EXPECT_FALSE(isThere());
  session.open(withSettings(defaultExperiment(), {{"dataset.id", std::string("pasted_table")},
                                                  {"dataset.cells", std::string("x,y\n1,2\n2,3\n3,5\n")}}));
  ASSERT_TRUE(waitUntil([this] { return session.problem()->experiment.dataset.id == "pasted_table"; }));
  EXPECT_TRUE(isThere());
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

// Controls that would do nothing are not there.
TEST_F(SetupPanelTest, BoxesHaveNeitherDisturbanceNorScaleNorPenalty) {
  const auto speaks = [this] {
    for (auto* label : panel.findChildren<QLabel*>())
      if (!label->isHidden() && label->text().startsWith(QStringLiteral("Penalties leave boxes alone")))
        return true;
    return false;
  };
  const auto has = [this](const char* row) { return panel.findChild<QWidget*>(row) != nullptr; };
  EXPECT_TRUE(has("dataset.standardize"));
  EXPECT_FALSE(speaks());
  const auto open = [this](const std::string& model) {
    session.open(
        withSettings(session.experiment(), {{"dataset.id", std::string("detections")}, {"model.id", model}}));
    ASSERT_TRUE(waitUntil([&] {
      return session.problem()->dataset->task == Task::boxes &&
             session.problem()->experiment.model.id == model;
    }));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  };
  open("boxes");
  EXPECT_TRUE(speaks());
  EXPECT_FALSE(has("dataset.standardize"));
  open("box_linear");
  EXPECT_FALSE(speaks());
  EXPECT_TRUE(has("dataset.standardize"));
}

class DisturbanceRowsTest : public SetupPanelTest {
 protected:
  QWidget* rowOf(const char* id) {
    return panel.findChild<QWidget*>(QStringLiteral("disturbance.") + QLatin1String(id));
  }
  bool shows(const char* id) { return rowOf(id) && !rowOf(id)->isHidden(); }
  QToolButton* heading() {
    for (auto* button : panel.findChildren<QToolButton*>(QStringLiteral("sectionButton")))
      if (button->text() == QStringLiteral("Disturbance")) return button;
    return nullptr;
  }
};

TEST_F(DisturbanceRowsTest, ThoseOfTheTaskAreShown) {
  EXPECT_TRUE(shows("outliers"));
  EXPECT_TRUE(shows("noise"));
  EXPECT_FALSE(shows("label_noise"));
  EXPECT_FALSE(shows("class_share"));
  openSex();
  EXPECT_FALSE(shows("outliers"));
  EXPECT_FALSE(shows("noise"));
  EXPECT_TRUE(shows("label_noise"));
  EXPECT_TRUE(shows("class_share"));
  EXPECT_TRUE(shows("seed"));
}

TEST_F(DisturbanceRowsTest, TheSizeComesWithTheOutliers) {
  EXPECT_FALSE(shows("outlier_size"));
  session.set("disturbance.outliers", 0.1);
  EXPECT_TRUE(shows("outlier_size"));
}

TEST_F(DisturbanceRowsTest, ASliderActsWhileItIsDraggedAndTheRunGoesOn) {
  ASSERT_TRUE(waitUntil([this] { return session.frame() != nullptr; }));
  session.stepEpoch();
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 1; }));
  const auto generation = session.frame()->generation;
  auto* slider = rowOf("noise")->findChild<Slider*>();
  slider->setSliderDown(true);
  for (const int position : {10, 20, 30}) {
    slider->setValue(position);
    const double wanted = session.experiment().disturbance.noise;
    EXPECT_GT(wanted, 0);
    ASSERT_TRUE(waitUntil([&] { return session.frame()->problem->experiment.disturbance.noise == wanted; }));
  }
  slider->setSliderDown(false);
  EXPECT_EQ(session.frame()->generation, generation);
  EXPECT_EQ(session.frame()->state.step, 1);
  EXPECT_EQ(session.frame()->seams.size(), 1U);
  session.undo();
  EXPECT_EQ(session.experiment().disturbance.noise, 0) << "one drag is one step back";
}

TEST_F(DisturbanceRowsTest, AShareIsTickedAndTakenBack) {
  openSex();
  auto* box = rowOf("class_share")->findChild<QCheckBox*>();
  EXPECT_FALSE(box->isChecked());
  box->click();
  EXPECT_EQ(session.experiment().disturbance.classShare, 0.1);
  EXPECT_TRUE(box->isChecked());
  box->click();
  EXPECT_EQ(session.experiment().disturbance.classShare, std::nullopt);
  EXPECT_FALSE(box->isChecked());
}

TEST_F(DisturbanceRowsTest, AnExperimentThatHasOneOpensTheSection) {
  ASSERT_NE(heading(), nullptr);
  heading()->setChecked(false);
  session.open(withSetting(defaultExperiment(), "disturbance.outliers", 0.1));
  EXPECT_TRUE(waitUntil([this] { return heading()->isChecked(); }));
}

class OptimizerRowsTest : public SetupPanelTest {
 protected:
  bool shows(const char* id) {
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // rows of another optimiser
    const auto* row = panel.findChild<QWidget*>(QStringLiteral("optimizer.") + QLatin1String(id));
    return row && !row->isHidden();
  }
  QToolButton* more() {
    auto* row = panel.findChild<QWidget*>(QStringLiteral("optimizer.learning_rate"));
    return row->parentWidget()->findChild<QToolButton*>(QStringLiteral("moreButton"));
  }
};

TEST_F(OptimizerRowsTest, WhatHasNoEffectIsNotShown) {
  EXPECT_TRUE(shows("learning_rate"));
  EXPECT_TRUE(shows("schedule"));
  EXPECT_FALSE(shows("schedule_period"));
  session.set("optimizer.schedule", std::string("step"));
  EXPECT_TRUE(shows("schedule_period"));
  EXPECT_TRUE(shows("schedule_decay"));
  EXPECT_FALSE(shows("schedule_epochs"));
  session.set("optimizer.schedule", std::string("cosine"));
  EXPECT_FALSE(shows("schedule_period"));
  EXPECT_TRUE(shows("schedule_epochs"));
}

TEST_F(OptimizerRowsTest, WhatIsSeldomNeededIsShownOnDemandOrWhenItWasChanged) {
  EXPECT_FALSE(shows("clip_norm"));
  ASSERT_FALSE(more()->isHidden());
  more()->click();
  EXPECT_TRUE(shows("clip_norm"));
  more()->click();
  EXPECT_FALSE(shows("clip_norm"));
  session.set("optimizer.clip_norm", 2.0);
  EXPECT_TRUE(shows("clip_norm"));
  EXPECT_TRUE(more()->isHidden()) << "nothing else is left to bring out";
}

TEST_F(OptimizerRowsTest, ASearchAlongALineHasNoLearningRate) {
  session.set("optimizer.id", std::string("lbfgs"));
  EXPECT_FALSE(shows("learning_rate"));
  EXPECT_FALSE(shows("schedule"));
  EXPECT_TRUE(shows("history"));
  session.set("optimizer.id", std::string("adam"));
  EXPECT_TRUE(shows("learning_rate"));
}

// A network with momentum swings to and fro at any constant rate on these data; a line does not.
TEST_F(OptimizerRowsTest, AScheduleThatNobodyChoseIsExplained) {
  const auto note = [this] {
    for (const auto* label : panel.findChildren<QLabel*>())
      if (!label->isHidden() && label->text().startsWith(QStringLiteral("Chosen automatically: cosine")))
        return true;
    return false;
  };
  const auto choose = [this](const char* model) {
    const auto before = session.problem();
    session.apply({{"dataset.id", std::string("motorcycle")},
                   {"model.id", std::string(model)},
                   {"optimizer.id", std::string("momentum")}});
    return waitUntil([&] { return session.problem() != before && session.problem(); });
  };
  const auto schedule = [this] { return session.experiment().optimizer.text("schedule"); };
  ASSERT_TRUE(choose("linear"));
  EXPECT_EQ(schedule(), "constant");
  EXPECT_FALSE(note());
  ASSERT_TRUE(choose("mlp"));
  EXPECT_EQ(schedule(), "cosine");
  EXPECT_TRUE(note());
  session.set("optimizer.schedule", std::string("constant"));
  EXPECT_FALSE(note());
  session.set("optimizer.schedule", std::string("cosine"));
  EXPECT_FALSE(note()) << "somebody chose it";
}

}  // namespace
}  // namespace lossarium::ui
