#include "core/duel/live_duel.h"

#include "core/duel/duel_plan.h"
#include "tests/core/support/testing.h"
#include "tests/core/support/watched.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using Frame = std::shared_ptr<const DuelFrame>;

class WatchedDuel : public testing::Watched<LiveDuel, DuelFrame> {
 public:
  Frame atEpoch(std::int64_t epoch) {
    return frameWhere([epoch](const DuelFrame& frame) { return frame.epoch == epoch && !frame.running; });
  }
};

Duel::Setup twoLosses(std::int64_t epochs = 200) {
  DuelPlan plan = {{withSettings(defaultExperiment(), {{"training.epochs", epochs}})}};
  plan = withCopy(plan, 0, "loss.id", std::string("huber"));
  const auto first = build(plan.contenders[0]);
  return {first, build(plan.contenders[1], {}, first)};
}

Vector weightsAlone(std::size_t index, std::int64_t epoch) {
  RecordedRun run(twoLosses()[index]);
  while (run.state().epoch < epoch && run.step()) {
  }
  return run.state().weights;
}

TEST(LiveDuel, StandsAtItsStartAndPlaysToItsEnd) {
  WatchedDuel duel;
  duel->setSpeed(std::numeric_limits<double>::infinity());
  duel->load(twoLosses());
  EXPECT_EQ(duel.atEpoch(0)->runs.size(), 2U);
  duel->play();
  const Frame end = duel.atEpoch(200);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(end->runs[i]->state.weights, weightsAlone(i, 200));
}

TEST(LiveDuel, CatchesUpToWhereAnotherStood) {
  WatchedDuel duel;
  duel->load(twoLosses(), 70);
  const Frame frame = duel.atEpoch(70);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(frame->runs[i]->state.weights, weightsAlone(i, 70));
  duel->goTo(12);
  EXPECT_EQ(duel.atEpoch(12)->runs[1]->state.weights, weightsAlone(1, 12));
  duel->stepBack();
  EXPECT_EQ(duel.atEpoch(11)->headEpoch, 70);
  duel->step();
  EXPECT_EQ(duel.atEpoch(12)->runs[0]->state.weights, weightsAlone(0, 12));
  duel->goToHead();
  duel->step();
  EXPECT_EQ(duel.atEpoch(71)->headEpoch, 71);
}

TEST(LiveDuel, WhatIsWishedHoldsForEachThatIsLoaded) {
  WatchedDuel duel;
  duel->tell([](Duel& told) { told.setWishes({.matrix = true}); });
  duel->load(twoLosses());
  EXPECT_NE(duel.atEpoch(0)->matrix, nullptr);
  duel->load(twoLosses(), 3);
  EXPECT_NE(duel.atEpoch(3)->matrix, nullptr);
}

TEST(LiveDuel, WithoutContendersSaysWhy) {
  WatchedDuel duel;
  duel->load({});
  EXPECT_NE(duel.atEpoch(0)->fault.find("contender"), std::string::npos);
}

}  // namespace
}  // namespace lossarium
