#include "core/boxes/simulation_findings.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <utility>

namespace lossarium {
namespace {

/// A made-up loss: its error goes evenly from 100 to `end`, but is `middle` from the 10th to the 159th
/// iteration; its rings end with `rings`.
struct MadeUp {
  std::string id;
  double middle, end;
  std::array<double, anchorRings> rings{};
  std::vector<double> curve = std::vector<double>(201);

  SimulatedFacts facts() {
    curve.assign(201, end);
    for (std::size_t k = 0; k < 160; ++k) curve[k] = k < 10 ? 100 : middle;
    LossFacts made;
    made.start = 100;
    made.end = end;
    made.byDistance = rings;
    return {id, curve, made};
  }
};

TEST(SimulationFindings, AreOrderedByTheErrorAtTheEnd) {
  MadeUp iou{"iou", 50, 40}, eiou{"eiou", 50, 2}, ciou{"ciou", 50, 40};
  const SimulatedFacts losses[] = {iou.facts(), eiou.facts(), ciou.facts()};
  EXPECT_EQ(orderAtTheEnd(losses), (std::vector<std::size_t>{1, 0, 2})) << "equal ones keep their order";
  EXPECT_TRUE(orderAtTheEnd({}).empty());
}

TEST(SimulationFindings, ThePapersOrderHolds) {
  MadeUp iou{"iou", 90, 80}, giou{"giou", 50, 20}, diou{"diou", 40, 10}, ciou{"ciou", 30, 5};
  const SimulatedFacts losses[] = {iou.facts(), giou.facts(), diou.facts(), ciou.facts()};
  const auto orders = paperOrders(losses);
  ASSERT_EQ(orders.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(orders[i].lower, i + 1);
    EXPECT_EQ(orders[i].higher, i);
    EXPECT_EQ(orders[i].end, AtTheEnd::below);
    EXPECT_EQ(orders[i].held, 191) << "equal in the first nine";
    EXPECT_FALSE(orders[i].holdsWithin) << "said only where it does not hold";
  }
}

TEST(SimulationFindings, ThePapersOrderIsTurnedOver) {
  MadeUp giou{"giou", 50, 10, {3, 3, 3, 3, 3, 3}}, diou{"diou", 40, 20, {1, 1, 2, 4, 9, 9}};
  const SimulatedFacts losses[] = {giou.facts(), diou.facts()};
  const auto orders = paperOrders(losses);
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].lower, 1u);
  EXPECT_EQ(orders[0].end, AtTheEnd::above);
  EXPECT_EQ(orders[0].held, 150);
  ASSERT_TRUE(orders[0].holdsWithin);
  EXPECT_DOUBLE_EQ(*orders[0].holdsWithin, 1.5);
}

TEST(SimulationFindings, AHundredthMakesNoOrder) {
  for (const auto& [end, expected] : {std::pair(10.05, AtTheEnd::level), std::pair(9.95, AtTheEnd::level),
                                      std::pair(10.2, AtTheEnd::above), std::pair(9.8, AtTheEnd::below)}) {
    MadeUp diou{"diou", 50, 10}, ciou{"ciou", 40, end};
    const SimulatedFacts losses[] = {diou.facts(), ciou.facts()};
    EXPECT_EQ(paperOrders(losses).at(0).end, expected) << end;
  }
}

TEST(SimulationFindings, TheInnermostRingMayBeTurnedOverToo) {
  MadeUp giou{"giou", 50, 10, {1, 3, 3, 3, 3, 3}}, diou{"diou", 60, 20, {2, 1, 1, 1, 1, 1}};
  const SimulatedFacts losses[] = {diou.facts(), giou.facts()};
  const auto orders = paperOrders(losses);
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].held, 0);
  EXPECT_FALSE(orders[0].holdsWithin);
}

TEST(SimulationFindings, SpeakOfThePapersLossesThatThereAre) {
  MadeUp iou{"iou", 90, 80}, siou{"siou", 90, 80}, ciou{"ciou", 30, 5};
  const SimulatedFacts losses[] = {siou.facts(), ciou.facts(), iou.facts()};
  const auto orders = paperOrders(losses);
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].lower, 1u);
  EXPECT_EQ(orders[0].higher, 2u);
  EXPECT_TRUE(paperOrders({losses, 1}).empty());
}

class FactsOfALoss : public ::testing::Test {
 protected:
  static LossFacts of(const std::string& id) { return lossFacts(points(), result(id)); }
  static const std::vector<AnchorPoint>& points() {
    static const auto all = anchorPoints(300, 1);
    return all;
  }
  static const RegressionResult& result(const std::string& id) {
    static std::map<std::string, RegressionResult> known;
    if (!known.contains(id)) known[id] = simulateRegression({id, {}}, points());
    return known[id];
  }
};

TEST_F(FactsOfALoss, AddUp) {
  for (const char* id : {"iou", "eiou"}) {
    const LossFacts facts = of(id);
    EXPECT_EQ(facts.start, result(id).totalError[0]);
    EXPECT_EQ(facts.end, result(id).totalError[200]);
    EXPECT_EQ(facts.beforeRateFalls, result(id).totalError[160]);
    std::array<double, anchorRings> cases{};
    for (const AnchorPoint& point : points())
      cases[std::min(static_cast<std::size_t>(std::hypot(point.x - 10, point.y - 10) / 0.5),
                     anchorRings - 1)] += 343;
    double sum = 0;
    for (std::size_t ring = 0; ring < anchorRings; ++ring) sum += facts.byDistance[ring] * cases[ring];
    EXPECT_NEAR(sum, facts.end, 1e-9 * facts.start) << id;
  }
}

TEST_F(FactsOfALoss, WithoutAnOverlapIouMovesNothing) {
  const LossFacts iou = of("iou"), eiou = of("eiou");
  EXPECT_GT(iou.still, 0.2);
  EXPECT_EQ(iou.still, of("alpha_iou").still) << "the same boxes overlap";
  EXPECT_EQ(eiou.still, 0);
  EXPECT_GT(eiou.found, 0.99);
  EXPECT_LT(iou.found, 0.5);
  EXPECT_GT(iou.byDistance[5], 10 * iou.byDistance[0]);
}

TEST_F(FactsOfALoss, ASmallerRateLetsBoxesComeToRest) {
  EXPECT_TRUE(of("eiou").restsBySmallerRate);
  RegressionResult even;
  even.cases = 343;
  for (int k = 0; k <= 200; ++k) even.totalError.push_back(1000 - k);
  even.finalError = {800};
  EXPECT_FALSE(lossFacts({&points().front(), 1}, even).restsBySmallerRate);
}

TEST_F(FactsOfALoss, ARingWithoutPointsHasNoMean) {
  const std::vector<AnchorPoint> one{{10, 10}};
  const LossFacts facts = lossFacts(one, simulateRegression({"diou", {}}, one));
  EXPECT_TRUE(std::isfinite(facts.byDistance[0]));
  for (std::size_t ring = 1; ring < anchorRings; ++ring) EXPECT_TRUE(std::isnan(facts.byDistance[ring]));
}

}  // namespace
}  // namespace lossarium
