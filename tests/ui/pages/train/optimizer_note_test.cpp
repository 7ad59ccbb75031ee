#include "ui/pages/train/optimizer_note.h"

#include "tests/support/wait.h"
#include "ui/session/session.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class OptimizerNoteTest : public testing::Test {
 protected:
  QString noteOf(const std::map<std::string, Value>& settings) {
    session.open(withSettings(defaultExperiment(), settings));
    waitUntil([this] {
      const auto surface = session.surface();
      return surface && surface->finished && surface->problem->experiment == session.experiment();
    });
    note.follow();
    return note.text();
  }

  Session session;
  OptimizerNote note{session};
};

// Of a line by squares the curvature is 2 everywhere.
TEST_F(OptimizerNoteTest, SaysBeforeTheRunWhetherTheRateIsStable) {
  EXPECT_EQ(noteOf({{"optimizer.learning_rate", 0.1}}),
            "Stable up to 1.00: 2 / curvature, which is 2.00 where the surface was cut.");
  EXPECT_EQ(noteOf({{"optimizer.learning_rate", 1.1}}),
            "Too large: above 1.00 steps grow (2 / curvature, which is 2.00 where the surface was cut).");
  EXPECT_FALSE(note.isHidden());
}

TEST_F(OptimizerNoteTest, IsSilentWhereThereIsNoSuchRule) {
  EXPECT_EQ(noteOf({{"optimizer", std::string("adam")}, {"optimizer.schedule", std::string("constant")}}),
            QString());
  EXPECT_TRUE(note.isHidden());
  EXPECT_EQ(noteOf({{"loss", std::string("mae")}, {"optimizer.schedule", std::string("constant")}}),
            QString())
      << "its pieces are flat";
}

TEST_F(OptimizerNoteTest, SaysWhatHindersBeforeTheRun) {
  const QString text =
      noteOf({{"optimizer", std::string("lbfgs")}, {"training.batch_size", std::int64_t{4}}});
  EXPECT_TRUE(text.startsWith("L-BFGS looks for the least loss along a line")) << text.toStdString();
  EXPECT_TRUE(text.endsWith("in each step.")) << text.toStdString();
  EXPECT_EQ(noteOf({{"optimizer", std::string("lbfgs")}}), QString());
}

}  // namespace
}  // namespace lossarium::ui
