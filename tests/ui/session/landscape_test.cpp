// The session's surface: which plane it is cut through, and that only the newest request counts.
#include "tests/support/wait.h"
#include "ui/pages/train/scenes.h"
#include "ui/session/session.h"
#include "ui/widgets/number_text.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class LandscapeTest : public testing::Test {
 protected:
  void SetUp() override {
    session.open(withSettings(defaultExperiment(), {{"dataset", std::string("two_moons")},
                                                    {"model", std::string("mlp")},
                                                    {"training.epochs", std::int64_t{60}},
                                                    {"landscape.grid", std::int64_t{21}}}));
    ASSERT_TRUE(settled());
  }

  bool settled() {
    return waitUntil([this] {
      const auto surface = session.surface();
      return session.frame() && surface && surface->finished && session.problem() &&
             surface->landscape == session.landscape() &&
             surface->problem->experiment == session.experiment() &&
             session.problem()->experiment == session.experiment();
    });
  }
  void runToTheEnd() {
    session.setSpeed(asFastAsItGoes);
    session.play();
    ASSERT_TRUE(waitUntil([this] { return session.frame() && session.frame()->state.stop != Stop::none; }));
  }
  const Slice& slice() { return session.surface()->surface->slice; }
  double distance(const Vector& weights) {
    const Eigen::Vector2d place = slice().project(weights);
    return (slice().at(place.x(), place.y()) - weights).norm();
  }

  Session session;
};

TEST_F(LandscapeTest, AnotherPlaneIsCutThroughWhereTheRunIs) {
  runToTheEnd();
  for (const std::string plane : {"random", "path", "hessian", "gradient", "solutions", "parameters"}) {
    session.set("landscape.plane", plane);
    ASSERT_TRUE(settled()) << plane;
    EXPECT_LT(distance(session.frame()->state.weights), 1e-9) << plane;
    EXPECT_EQ(session.frame()->state.stop, Stop::epochs) << "the run stays";
  }
}

TEST_F(LandscapeTest, OtherRandomDirectionsAreAnotherPlane) {
  session.set("landscape.plane", std::string("random"));
  ASSERT_TRUE(settled());
  const Vector first = slice().u;
  session.set("landscape.seed", std::int64_t{2});
  ASSERT_TRUE(settled());
  EXPECT_NE(slice().u, first);
}

// It is a view: the run, its record, its moment and the list of edits stay as they are.
TEST_F(LandscapeTest, AnotherPlaneChangesNothingOfTheRun) {
  runToTheEnd();
  session.goTo(20);
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 20; }));
  ASSERT_TRUE(settled());
  const auto before = session.frame();
  const bool couldUndo = session.canUndo();
  session.set("landscape.plane", std::string("path"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.surface()->landscape.plane, "path");
  EXPECT_EQ(session.frame()->state.step, 20);
  EXPECT_EQ(session.frame()->record, before->record);
  EXPECT_EQ(session.frame()->seams.size(), before->seams.size());
  EXPECT_EQ(session.canUndo(), couldUndo);
  session.goTo(40);
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 40; }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.landscape().plane, "path") << "time travel leaves it";
  EXPECT_EQ(session.record().landscape.plane, "path") << "and a file keeps it";
}

// So that two losses are seen over the same weights.
TEST_F(LandscapeTest, AnotherLossKeepsThePlane) {
  session.set("landscape.plane", std::string("hessian"));
  ASSERT_TRUE(settled());
  const Slice before = slice();
  session.set("loss.id", std::string("brier"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(slice().u, before.u);
  EXPECT_EQ(slice().origin, before.origin);
}

TEST_F(LandscapeTest, AFinerGridKeepsThePlane) {
  session.set("landscape.plane", std::string("hessian"));
  ASSERT_TRUE(settled());
  const Slice before = slice();
  session.set("landscape.grid", std::int64_t{31});
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.surface()->surface->values.rows(), 31);
  EXPECT_EQ(slice().u, before.u);
}

class HeightsTest : public LandscapeTest {
 protected:
  void SetUp() override {
    session.open(withSettings(defaultExperiment(), {{"dataset", std::string("two_moons")},
                                                    {"split.train", 0.5},
                                                    {"split.validation", 0.3},
                                                    {"split.test", 0.2},
                                                    {"model", std::string("mlp")},
                                                    {"penalty.l2", 0.01},
                                                    {"training.epochs", std::int64_t{60}},
                                                    {"landscape.grid", std::int64_t{21}}}));
    ASSERT_TRUE(settled());
  }
  const HeightChoice& shown() { return session.surface()->heights.front().height.choice; }
  double fromPicture(const WeightFunction& function) {
    const Surface exact = computeSurface(function, slice(), 21, {}, Precision::picture);
    return (exact.values - session.surface()->surface->values).cwiseAbs().maxCoeff();
  }
};

// A view: the plane, its ranges, the run, its record and the list of edits stay.
TEST_F(HeightsTest, OfOtherRowsAreSeenOverTheSamePlane) {
  runToTheEnd();
  ASSERT_TRUE(settled());
  const auto before = session.frame();
  const Slice plane = slice();
  const bool couldUndo = session.canUndo();
  session.set("landscape.of", std::string("validation"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(shown(), (HeightChoice{.part = DataPart::validation}));
  EXPECT_EQ(fromPicture(*session.problem()->validation), 0);
  EXPECT_EQ(slice().u, plane.u);
  EXPECT_EQ(slice().a, plane.a);
  EXPECT_EQ(slice().b, plane.b);
  EXPECT_EQ(session.frame()->record, before->record);
  EXPECT_EQ(session.frame()->seams.size(), before->seams.size());
  EXPECT_EQ(session.canUndo(), couldUndo);
  EXPECT_EQ(session.record().landscape.of, "validation") << "a file keeps it";
}

TEST_F(HeightsTest, WhatIsLaidOverComesBesidesAndKeepsWhatWasThere) {
  const auto first = session.surface()->surface;
  session.set("landscape.overlay", std::vector<std::string>{"validation"});
  ASSERT_TRUE(settled());
  ASSERT_EQ(session.surface()->heights.size(), 2u);
  EXPECT_EQ(session.surface()->surface, first) << "it is not computed anew";
  EXPECT_EQ(session.surface()->heights[1].height.choice.part, DataPart::validation);
  EXPECT_TRUE(session.surface()->heights[1].best.allFinite());
}

TEST_F(HeightsTest, ThePenaltyCanBeLeftOut) {
  session.set("landscape.penalty", false);
  ASSERT_TRUE(settled());
  EXPECT_EQ(fromPicture(session.problem()->training->judgedBy(session.problem()->loss, {})), 0);
}

// The heights of a ball and of a way are those of what is shown, or none.
TEST_F(HeightsTest, TheWayHasTheHeightsOfWhatIsShown) {
  session.set("landscape.of", std::string("validation accuracy"));
  ASSERT_TRUE(settled());
  runToTheEnd();
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] {
    const auto surface = session.surface();
    return surface->finished && surface->way && !std::isnan(surface->way->at(session.frame()->path.back()));
  }));
  EXPECT_EQ(heightNow(*session.surface(), *session.frame()), session.frame()->validationAccuracy);
  session.set("landscape.of", std::string("validation"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(heightNow(*session.surface(), *session.frame()),
            session.frame()->now.validation + session.frame()->now.penalty);
}

TEST_F(HeightsTest, SealedRowsAreNotShown) {
  session.set("landscape.of", std::string("test"));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(shown().isObjective()) << "not before they are opened";
  session.openTest();
  ASSERT_TRUE(settled());
  EXPECT_EQ(shown().part, DataPart::test) << "and then at once";
}

TEST_F(LandscapeTest, TheSmallestAndTheLargestGridWork) {
  for (const std::int64_t grid : {std::int64_t{2}, std::int64_t{1001}}) {
    session.set("landscape.grid", grid);
    ASSERT_TRUE(settled());
    const Surface& surface = *session.surface()->surface;
    EXPECT_EQ(surface.values.rows(), grid);
    EXPECT_EQ(surface.values.cols(), grid);
    EXPECT_TRUE(surface.values.allFinite());
    const Vector corner = surface.slice.at(surface.a[grid - 1], surface.b[0]);
    EXPECT_NEAR(surface.values(0, grid - 1), session.problem()->training->value(corner),
                1e-4 * std::abs(surface.values(0, grid - 1)));
  }
}

TEST_F(HeightsTest, OnlyTheLastOfManyIsShown) {
  for (int i = 0; i < 200; ++i) session.set("landscape.of", std::string(i % 2 ? "validation" : "accuracy"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(shown().part, DataPart::validation);
  const auto last = session.surface()->surface;
  waitUntil([] { return false; }, 200);
  EXPECT_EQ(session.surface()->surface, last) << "only what takes long comes after, for the same heights";
}

// How much of the path lies in a plane that stays is told anew when the run rests.
TEST_F(LandscapeTest, FactsAreThoseOfTheWayAtRest) {
  ASSERT_TRUE(std::isnan(session.surface()->facts.share)) << "there is no way yet";
  for (int i = 0; i < 5; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 5; }));
  ASSERT_TRUE(waitUntil([this] { return !std::isnan(session.surface()->facts.share); }));
  std::vector<Vector> way;
  for (const PathPoint& point : session.frame()->path) way.push_back(point.weights);
  way.push_back(session.frame()->state.weights);
  const SliceFacts facts = factsOf(slice(), way);
  // Those of an earlier step may come first.
  ASSERT_TRUE(waitUntil([&] { return session.surface()->facts.share == facts.share; }));
  const double farthest = *std::max_element(facts.distances.begin(), facts.distances.end());
  const QString caption = surfaceCaption(*session.surface(), session.frame().get());
  EXPECT_TRUE(caption.contains("up to " + numberText(farthest, 2) + " beside the plane"))
      << caption.toStdString();
}

// A slider that is dragged: whatever was asked for before, what is left is the surface of the last.
TEST_F(LandscapeTest, AfterAThousandMovesTheLastOneIsShown) {
  session.open(withSettings(defaultExperiment(), {{"loss", std::string("huber")}}));
  ASSERT_TRUE(settled());
  QSignalSpy shown(&session, &Session::surfaceChanged);
  for (int move = 1; move <= 1000; ++move) {
    session.set("loss.delta", 0.01 * move);
    if (move % 50 == 0) waitUntil([] { return false; }, 5);
  }
  ASSERT_TRUE(settled());
  const auto result = session.surface();
  EXPECT_EQ(result->problem->experiment.loss.real("delta"), 10);
  const Surface expected = computeSurface(*result->problem->training, result->framing.slice,
                                          result->surface->values.rows(), {}, Precision::picture);
  EXPECT_EQ(result->surface->values, expected.values);
  const auto count = shown.count();
  waitUntil([] { return false; }, 200);
  EXPECT_EQ(shown.count(), count) << "nothing comes after";
}

}  // namespace
}  // namespace lossarium::ui
