// What the headers of the losses of boxes say, held by values worked out by hand.
#include "tests/core/support/boxes.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <numbers>

namespace lossarium {
namespace {

using testing::at;
using testing::Box;
using testing::generalPairs;
using testing::LossOfBox;
using testing::moved;

// Intersection 1, union 7, enclosing box 9; centres √2 apart, its diagonal √18; same size.
TEST(BoxLossFormulas, HaveTheValuesWorkedOutByHand) {
  const Box prediction{0, 0, 2, 2}, target{1, 1, 3, 3};
  const double apart = 6.0 / 7;
  EXPECT_DOUBLE_EQ(at("iou", prediction, target).value, apart);
  EXPECT_DOUBLE_EQ(at("giou", prediction, target).value, apart + 2.0 / 9);
  for (const auto* id : {"diou", "ciou", "eiou"})
    EXPECT_DOUBLE_EQ(at(id, prediction, target).value, apart + 1.0 / 9) << id;
  // a = 45°, so γ = 1; ρ = 1/9 along both axes.
  EXPECT_DOUBLE_EQ(at("siou", prediction, target).value, apart + 1 - std::exp(-1.0 / 9));
  EXPECT_DOUBLE_EQ(at("alpha_iou", prediction, target).value, 1 - std::pow(1.0 / 7, 3));
}

// 4 × 1 within 4 × 4, upper halves together: IoU ¼; offset 1.5, diagonal² 32; shape and size terms by hand.
TEST(BoxLossFormulas, CompareShapes) {
  const Box prediction{0, 0, 4, 1}, target{0, 0, 4, 4};
  const double diou = 0.75 + 2.25 / 32;
  EXPECT_DOUBLE_EQ(at("diou", prediction, target).value, diou);
  EXPECT_DOUBLE_EQ(at("eiou", prediction, target).value, diou + 9.0 / 16);
  const double turn = std::atan(1) - std::atan(4),
               v = 4 / (std::numbers::pi * std::numbers::pi) * turn * turn;
  EXPECT_DOUBLE_EQ(at("ciou", prediction, target).value, diou + v * v / (0.75 + v));
  const double distance = 1 - std::exp(-2 * 2.25 / 16), shape = std::pow(1 - std::exp(-0.75), 4);
  EXPECT_NEAR(at("siou", prediction, target).value, 0.75 + (distance + shape) / 2, 1e-15);
}

TEST(BoxLossFormulas, EachAddsToItsSimplerOne) {
  const std::pair<const char*, const char*> chains[] = {
      {"iou", "giou"}, {"iou", "diou"}, {"diou", "ciou"}, {"diou", "eiou"}, {"iou", "siou"}};
  const auto plainPower = makeLoss({"alpha_iou", {{"power", 1.0}}});
  for (const auto& [p, t] : generalPairs()) {
    for (const auto& [simple, full] : chains)
      EXPECT_GE(at(full, p, t).value, at(simple, p, t).value - 1e-15) << full;
    EXPECT_NEAR(at(*plainPower, p, t).value, at("iou", p, t).value, 1e-15);
    EXPECT_EQ(at(*plainPower, p, t).slope, at("iou", p, t).slope);
  }
}

TEST(Ciou, ItsSlopeIsNotItsValuesDerivative) {
  const auto loss = makeLoss({"ciou", {}});
  const Box p{0, 0, 2, 1}, t{0.5, 0.2, 1.5, 2.2};
  const double difference =
      (at(*loss, moved(p, 3, 1e-6), t).value - at(*loss, moved(p, 3, -1e-6), t).value) / 2e-6;
  EXPECT_GT(std::abs(difference - at(*loss, p, t).slope[3]), 0.01);
  EXPECT_NE(loss->spec().formula.find("α as a constant"), std::string_view::npos);
}

// "From 0 (the same box) to 1 (no common area, where the slope is 0 wherever the box lies)."
TEST(Iou, FeelsNothingApart) {
  for (const char* id : {"iou", "alpha_iou"}) {
    const LossOfBox point = at(id, {0, 0, 1, 1}, {3, 3, 4, 5});
    EXPECT_EQ(point.value, 1);
    EXPECT_EQ(point.slope, Box{});
  }
}

// Touching along an edge of length 1, areas 1 + 1: half of the slope −(1 + 0)·1/2 of the overlapping side.
TEST(Iou, HasHalfTheSlopeWhereBoxesTouch) {
  EXPECT_EQ(at("iou", {0, 0, 1, 1}, {1, 0, 2, 1}).slope, (Box{0, 0, -0.25, 0}));
}

TEST(AlphaIou, HasNoSlopeAtNoOverlapUnlessThePowerIsOne) {
  const Box prediction{0, 0, 1, 1}, touching{1, 0, 2, 1};
  for (const double power : {0.5, 0.999, 1.001, 10.0})
    EXPECT_EQ(at(*makeLoss({"alpha_iou", {{"power", power}}}), prediction, touching).slope, Box{}) << power;
  EXPECT_EQ(at(*makeLoss({"alpha_iou", {{"power", 1.0}}}), prediction, touching).slope,
            (Box{0, 0, -0.25, 0}));
}

// "The IoU of two boxes without area is 1 if they are the same and 0 if not."
TEST(BoxesWithoutArea, HaveAnIouOfOneOrZero) {
  const Box point{1, 1, 1, 1}, otherPoint{2, 3, 2, 3}, line{0, 1, 4, 1}, part{1, 1, 2, 1};
  EXPECT_EQ(at("iou", line, line).value, 0);
  for (const auto& [p, t] : {std::pair{point, otherPoint}, {line, part}, {part, line}, {point, line}}) {
    EXPECT_EQ(at("iou", p, t).value, 1);
    EXPECT_EQ(at("iou", p, t).slope, Box{});
  }
  EXPECT_EQ(at("giou", point, otherPoint).value, 2);
  EXPECT_EQ(at("giou", part, line).value, 1) << "all on one line: the last term is 0";
  EXPECT_EQ(at("diou", point, otherPoint).value, 2);
  EXPECT_EQ(at("eiou", part, line).value, 1 + 0.25 / 16 + 9.0 / 16);
}

TEST(BoxesWithoutArea, APointHasNoShape) {
  const Box point{1, 1, 1, 1}, line{0, 1, 4, 1}, upright{1, 0, 1, 4}, box{0, 0, 3, 2};
  EXPECT_EQ(at("ciou", point, box).value, at("diou", point, box).value);
  EXPECT_EQ(at("ciou", box, point).value, at("diou", box, point).value);
  // A level line against an upright one: v = 1, IoU = 0, α = ½.
  EXPECT_DOUBLE_EQ(at("ciou", line, upright).value, at("diou", line, upright).value + 0.5);
}

// A line that begins to open inside the target gains as a proper box does: dI/dx2 = 2, union 9, slope −2/9.
TEST(BoxesWithoutArea, ALineInsideTheTargetOpens) {
  const Box line{1, 0.5, 1, 2.5}, target{0, 0, 3, 3};
  EXPECT_EQ(at("iou", line, target).value, 1);
  const Box slope = at("iou", line, target).slope;
  EXPECT_DOUBLE_EQ(slope[0], 2.0 / 9);
  EXPECT_DOUBLE_EQ(slope[2], -2.0 / 9);
}

// "Λ = 0 with the centres together; where dx or dy is 0, |dx·dy| has the mean of its slopes, 0."
TEST(Siou, HasItsLimitWhereTheCentresMeet) {
  const Box target{0, 0, 4, 4}, inside{1, 1, 3, 3};
  const LossOfBox point = at("siou", inside, target);
  EXPECT_DOUBLE_EQ(point.value, 0.75 + std::pow(1 - std::exp(-0.5), 4));
  const LossOfBox level = at("siou", {2, 1, 4, 3}, target);
  EXPECT_DOUBLE_EQ(level.slope[1], -level.slope[3]);
  const double beside = 1e-7;
  const LossOfBox above = at("siou", {2, 1 + beside, 4, 3 + beside}, target),
                  below = at("siou", {2, 1 - beside, 4, 3 - beside}, target);
  EXPECT_NEAR(level.slope[3], 0.5 * (above.slope[3] + below.slope[3]), 1e-6);
  EXPECT_GT(std::abs(above.slope[3] - below.slope[3]), 1e-2) << "its slope jumps where centres are level";
}

// A prediction that went inside out is on its way back: the steps of a plain descent bring it to the target.
TEST(BoxesInsideOut, DescendToTheTarget) {
  const Box target{0, 0, 3, 2};
  for (const auto* id : {"giou", "diou", "ciou", "eiou", "siou"}) {
    const auto loss = makeLoss({id, {}});
    Box box{2.5, 3, 1.5, 1.5};
    for (int step = 0; step < 20000; ++step) {
      const Box slope = at(*loss, box, target).slope;
      for (std::size_t k = 0; k < 4; ++k) box[k] -= 0.01 * slope[k];
    }
    EXPECT_LT(at("iou", box, target).value, 0.05) << id;
  }
}

}  // namespace
}  // namespace lossarium
