#include "ui/session/simulation_session.h"

#include "tests/support/wait.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class SimulationSessionTest : public testing::Test {
 protected:
  void SetUp() override { session.setPoints(Value(std::int64_t{30})); }

  bool finished() {
    return waitUntil([this] { return !session.isRunning(); });
  }
  std::size_t place(const std::string& id) const {
    const auto& losses = session.plan().losses;
    for (std::size_t i = 0; i < losses.size(); ++i)
      if (losses[i].loss.id == id) return i;
    return losses.size();
  }
  void choose(const std::vector<std::string>& ids) {
    for (std::size_t i = 0; i < session.plan().losses.size(); ++i) session.setRuns(i, false);
    for (const std::string& id : ids) session.setRuns(place(id), true);
  }
  std::vector<std::string> shown() const {
    std::vector<std::string> ids;
    for (const auto& each : session.results()->losses) ids.push_back(each.simulated->loss.id);
    return ids;
  }

  SimulationSession session;
};

TEST_F(SimulationSessionTest, OpensOnAllLossesOfBoxesAndThePapersPoints) {
  const SimulationPlan plan = defaultSimulation();
  std::vector<std::string> ids;
  for (const PlannedLoss& each : plan.losses) {
    ids.push_back(each.loss.id);
    EXPECT_TRUE(each.runs);
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"iou", "giou", "diou", "ciou", "eiou", "siou", "alpha_iou"}));
  EXPECT_EQ(plan.points, 5000);
  EXPECT_FALSE(session.results());
  EXPECT_FALSE(session.isRunning());
}

TEST_F(SimulationSessionTest, GivesWhatTheCoreComputes) {
  choose({"diou", "alpha_iou"});
  session.run();
  ASSERT_TRUE(finished());
  EXPECT_EQ(shown(), (std::vector<std::string>{"diou", "alpha_iou"}));
  const auto anchors = anchorPoints(30, 1);
  EXPECT_EQ(*session.results()->anchors, anchors);
  EXPECT_EQ(session.results()->at(place("diou"))->result.totalError,
            simulateRegression({"diou"}, anchors).totalError);
  EXPECT_EQ(session.results()->at(place("alpha_iou"))->result.finalError,
            simulateRegression({"alpha_iou"}, anchors).finalError);
  EXPECT_EQ(session.results()->at(place("iou")), nullptr);
  EXPECT_TRUE(session.missing().empty());
  EXPECT_EQ(session.progress(), 1);
}

TEST_F(SimulationSessionTest, EachLossStandsThereAsSoonAsItIsDone) {
  std::vector<std::size_t> counts;
  QObject::connect(&session, &SimulationSession::resultsChanged, [&] {
    if (session.isRunning()) counts.push_back(session.results()->losses.size());
  });
  session.run();
  ASSERT_TRUE(finished());
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 2, 3, 4, 5, 6, 7}));
}

TEST_F(SimulationSessionTest, BeginsWithAGlanceAndGoesOnToAll) {
  session.setPoints(Value(std::int64_t{400}));
  choose({"giou", "eiou"});
  std::vector<std::int64_t> seen;
  QObject::connect(&session, &SimulationSession::resultsChanged,
                   [&] { seen.push_back(session.results()->points); });
  session.begin();
  ASSERT_TRUE(finished());
  EXPECT_EQ(seen, (std::vector<std::int64_t>{200, 200, 400})) << "all of it at once";
  EXPECT_EQ(shown().size(), 2u);
  session.begin();
  EXPECT_FALSE(session.isRunning()) << "the first time alone";
}

TEST_F(SimulationSessionTest, OfFewPointsThereIsNoGlance) {
  session.begin();
  ASSERT_TRUE(finished());
  EXPECT_EQ(session.results()->points, 30);
  EXPECT_EQ(shown().size(), 7u);
}

TEST_F(SimulationSessionTest, KeepsWhatHasRun) {
  choose({"ciou", "eiou"});
  session.run();
  ASSERT_TRUE(finished());
  const auto* ciou = session.results()->at(place("ciou"));
  session.setRuns(place("ciou"), false);
  EXPECT_EQ(shown(), (std::vector<std::string>{"eiou"}));
  session.setRuns(place("ciou"), true);
  EXPECT_FALSE(session.isRunning());
  EXPECT_EQ(session.results()->at(place("ciou")), ciou);
}

TEST_F(SimulationSessionTest, ALossThatJoinsRunsAtOnce) {
  choose({"ciou"});
  session.run();
  ASSERT_TRUE(finished());
  session.setRuns(place("siou"), true);
  EXPECT_TRUE(session.isRunning());
  ASSERT_TRUE(finished());
  EXPECT_EQ(shown(), (std::vector<std::string>{"ciou", "siou"}));
}

TEST_F(SimulationSessionTest, AnotherParameterRunsThatLossAlone) {
  choose({"ciou", "alpha_iou"});
  session.run();
  ASSERT_TRUE(finished());
  const auto before = session.results();
  session.setLossParameter(place("alpha_iou"), "power", 2.0);
  EXPECT_EQ(session.results()->at(place("alpha_iou")), before->at(place("alpha_iou")))
      << "until there is one";
  ASSERT_TRUE(finished());
  EXPECT_EQ(session.results()->at(place("ciou")), before->at(place("ciou")));
  EXPECT_EQ(session.results()->at(place("alpha_iou"))->loss.real("power"), 2);
  session.setLossParameter(place("alpha_iou"), "power", 3.0);
  EXPECT_FALSE(session.isRunning()) << "known";
  EXPECT_EQ(session.results()->at(place("alpha_iou")), before->at(place("alpha_iou")));
}

TEST_F(SimulationSessionTest, OtherPointsWaitForRun) {
  choose({"ciou", "giou"});
  session.run();
  ASSERT_TRUE(finished());
  session.setSeed(Value(std::int64_t{2}));
  EXPECT_FALSE(session.isRunning());
  EXPECT_EQ(session.results()->seed, 1) << "what is shown says what it is";
  EXPECT_EQ(session.missing().size(), 2u);
  session.run();
  EXPECT_TRUE(session.isRunningThePlan());
  ASSERT_TRUE(finished());
  EXPECT_EQ(session.results()->seed, 2);
  EXPECT_EQ(shown().size(), 2u);
}

TEST_F(SimulationSessionTest, PointsThatHaveRunAreShownAgain) {
  choose({"giou"});
  session.run();
  ASSERT_TRUE(finished());
  const auto* first = session.results()->at(place("giou"));
  session.setPoints(Value(std::int64_t{20}));
  session.run();
  ASSERT_TRUE(finished());
  ASSERT_EQ(session.results()->points, 20);
  session.setPoints(Value(std::int64_t{30}));
  EXPECT_FALSE(session.isRunning());
  EXPECT_EQ(session.results()->at(place("giou")), first);
}

TEST_F(SimulationSessionTest, ANewerRequestTakesThePlaceOfAnOlderOne) {
  session.setPoints(Value(std::int64_t{100'000}));
  choose({"ciou"});
  session.run();
  ASSERT_TRUE(session.isRunning());
  session.setPoints(Value(std::int64_t{20}));
  EXPECT_FALSE(session.isRunningThePlan());
  session.run();
  ASSERT_TRUE(finished());
  EXPECT_EQ(session.results()->points, 20);
  QTest::qWait(50);
  EXPECT_EQ(session.results()->points, 20) << "nothing comes from the older one";
}

TEST_F(SimulationSessionTest, ALossThatLeavesWhileItRunsIsNotWaitedFor) {
  session.setPoints(Value(std::int64_t{100'000}));
  choose({"iou"});
  session.run();
  ASSERT_TRUE(session.isRunning());
  session.setRuns(place("iou"), false);
  EXPECT_FALSE(session.isRunning());
}

TEST_F(SimulationSessionTest, CancelKeepsWhatIsThere) {
  bool cancelled = false;
  QObject::connect(&session, &SimulationSession::resultsChanged, [&] {
    if (!std::exchange(cancelled, true)) session.cancel();
  });
  session.run();
  ASSERT_TRUE(finished());
  EXPECT_TRUE(session.wasCancelled());
  EXPECT_EQ(shown(), (std::vector<std::string>{"iou"}));
  EXPECT_EQ(session.missing().size(), 6u);
  QTest::qWait(50);
  EXPECT_EQ(shown().size(), 1u);
  session.run();
  EXPECT_FALSE(session.wasCancelled());
  EXPECT_TRUE(session.isRunning());
  EXPECT_EQ(session.placeRunning(), place("giou")) << "goes on where it stopped";
}

TEST_F(SimulationSessionTest, TellsItsProgress) {
  session.setPoints(Value(std::int64_t{600}));
  choose({"giou", "diou"});
  std::vector<double> told;
  QObject::connect(&session, &SimulationSession::stateChanged, [&] { told.push_back(session.progress()); });
  session.run();
  ASSERT_TRUE(finished());
  EXPECT_GT(told.size(), 10u);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_EQ(told.back(), 1);
}

TEST_F(SimulationSessionTest, PublishedSlopesRunAtOnceForThePapersLosses) {
  choose({"giou", "diou", "eiou"});
  session.run();
  ASSERT_TRUE(finished());
  const auto own = session.results();
  session.setSlopes(BoxSlopes::published);
  EXPECT_TRUE(session.isRunning());
  EXPECT_EQ(session.results()->slopes, BoxSlopes::own) << "what is shown says what it is";
  ASSERT_TRUE(finished());
  EXPECT_EQ(session.results()->slopes, BoxSlopes::published);
  EXPECT_EQ(shown(), (std::vector<std::string>{"giou", "diou"}));
  EXPECT_EQ(session.results()->at(place("diou"))->result.totalError,
            simulateRegression({"diou"}, anchorPoints(30, 1), {}, BoxSlopes::published).totalError);
  session.setSlopes(BoxSlopes::own);
  EXPECT_FALSE(session.isRunning());
  EXPECT_EQ(session.results()->at(place("eiou")), own->at(place("eiou")));
}

TEST_F(SimulationSessionTest, RefusesWhatCannotBe) {
  QSignalSpy failed(&session, &SimulationSession::failed);
  const SimulationPlan before = session.plan();
  session.setPoints(Value(std::int64_t{0}));
  session.setPoints(Value(std::int64_t{100'001}));
  session.setLossParameter(place("alpha_iou"), "power", 99.0);
  EXPECT_EQ(failed.count(), 3);
  EXPECT_EQ(session.plan(), before);
}

}  // namespace
}  // namespace lossarium::ui
