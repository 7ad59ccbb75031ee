// What is told of a remedy that was pressed: what it changed, and what came of that, not of another run.
#include "ui/pages/train/remedy_note.h"

#include "core/base/number_text.h"
#include "core/experiment/experiment.h"
#include "tests/support/wait.h"
#include "ui/session/session.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class RemedyNoteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    session.open(defaultExperiment());
    ASSERT_TRUE(waitUntil([this] { return session.frame() != nullptr; }));
  }
  /// As the run stood, but gone on to its end, with the settings of `experiment`.
  RunFrame ended(const Experiment& experiment, std::int64_t changesSeen) const {
    RunFrame frame = *session.frame();
    frame.problem = build(experiment);
    frame.revision += changesSeen;
    frame.state.step += 10;
    frame.state.stop = Stop::epochs;
    return frame;
  }

  Session session;
  RemedyNote note{session};
  const Remedy slower{"Learning rate 0.01", "", {{"optimizer.learning_rate", 0.01}}, false};
};

TEST_F(RemedyNoteTest, ARefusedRemedyIsNotToldAsDone) {
  bool refused = false;
  QObject::connect(&session, &Session::failed, &session, [&refused] { refused = true; });
  note.take({"Learning rate -1", "", {{"optimizer.learning_rate", -1.0}}, false});
  EXPECT_TRUE(refused);
  EXPECT_TRUE(note.asText().isEmpty());
  EXPECT_TRUE(note.isHidden());
}

TEST_F(RemedyNoteTest, AFrameOfTheOldSettingsIsNotItsOutcome) {
  const RunFrame old = ended(session.experiment(), 0);
  note.take(slower);
  ASSERT_TRUE(note.asText().contains("Before:"));
  note.showFrame(old);
  EXPECT_FALSE(note.asText().contains("now")) << note.asText().toStdString();
  RunFrame changedElse = old;  // by what was asked for before the press
  ++changedElse.revision;
  note.showFrame(changedElse);
  EXPECT_FALSE(note.asText().contains("now")) << note.asText().toStdString();
}

TEST_F(RemedyNoteTest, TheEndOfTheChangedRunIs) {
  const Experiment changed = withSettings(session.experiment(), slower.set);
  const RunFrame frame = ended(changed, 1);
  note.take(slower);
  note.showFrame(frame);
  EXPECT_TRUE(note.asText().contains("now")) << note.asText().toStdString();
}

// The best weights were put back: what the run came to at its end is compared with what the other one came
// to.
TEST_F(RemedyNoteTest, BothRunsAreJudgedAtTheSameMoment) {
  session.open(withSettings(defaultExperiment(), {{"split.validation", 0.5},
                                                  {"split.seed", std::int64_t{2}},
                                                  {"training.batch_size", std::int64_t{4}},
                                                  {"training.epochs", std::int64_t{60}}}));
  const auto run = [this] {
    ASSERT_TRUE(waitUntil([this] {
      return session.frame() && session.problem() && session.problem()->experiment == session.experiment();
    }));
    session.setSpeed(asFastAsItGoes);
    session.play();
    ASSERT_TRUE(waitUntil([this] {
      return session.frame() && session.frame()->state.stop != Stop::none && !session.frame()->running;
    }));
  };
  run();
  const RunFrame before = *session.frame();
  note.take({"Patience 10", "", {{"training.early_stopping.patience", std::int64_t{10}}}, true});
  const auto text = [](double value) { return QString::fromStdString(lossarium::readableNumber(value)); };
  const QString first = text(before.now.validation), best = text(before.best.validation);
  EXPECT_TRUE(note.asText().contains("Before: validation loss at the end " + first + ", at its best " + best))
      << note.asText().toStdString();
  ASSERT_TRUE(waitUntil([this] { return session.frame() && session.frame()->state.step == 0; }));
  run();
  const RunFrame& after = *session.frame();
  ASSERT_GT(after.state.beforeRestoring.size(), 0);
  note.showFrame(after);
  const QString end = "Validation loss at the end " + first + " → " + text(after.epochs.back().validation),
                least = ", at its best " + best + " → " + text(after.best.validation);
  EXPECT_TRUE(note.asText().contains(end + least)) << note.asText().toStdString();
}

}  // namespace
}  // namespace lossarium::ui
