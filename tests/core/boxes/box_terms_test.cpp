#include "core/boxes/box_terms.h"

#include "core/base/error.h"
#include "core/boxes/box_geometry.h"
#include "core/experiment/strict_json.h"
#include "core/losses/loss.h"
#include "tests/core/support/boxes.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <numbers>

namespace lossarium {
namespace {

using Eigen::Vector4d;

Vector4d vectorOf(const testing::Box& box) { return {box[0], box[1], box[2], box[3]}; }

std::vector<BoxTerms> allLosses() {
  std::vector<BoxTerms> losses;
  for (const std::string_view id : boxLossIds()) losses.emplace_back(Choice{std::string(id), {}});
  for (const double power : {0.5, 1.0, 2.5, 10.0})
    losses.emplace_back(Choice{"alpha_iou", {{"power", power}}});
  return losses;
}

BoxAnswer answer(const char* id, const Vector4d& prediction, const Vector4d& target) {
  return BoxTerms({id, {}}).at(prediction, target);
}

/// Ordinary pairs, and of boxes that are lines, points, inside out, alike, nested, touching, huge and tiny
/// all pairs.
std::vector<std::pair<Vector4d, Vector4d>> allPairs() {
  std::vector<std::pair<Vector4d, Vector4d>> pairs;
  for (const auto& [p, t] : testing::generalPairs()) pairs.emplace_back(vectorOf(p), vectorOf(t));
  const std::vector<Vector4d> odd{
      {0, 0, 0, 0},  {1, 1, 1, 1},    {0, 0, 2, 0},         {1, -1, 1, 3},         {0, 0, 2, 1},
      {2, 1, 0, 0},  {2, 0, 0, 1},    {0.5, 0.2, 1, 0.8},   {2, 0, 3, 1},          {2, 1, 4, 2},
      {9, 9, 9, 12}, {0, 0, 1e-9, 1}, {0, 0, 1e-12, 1e-12}, {-1e6, -1e6, 1e6, 1e6}};
  for (const double scale : {1.0, 1e70, 1e-70, 1e9, 1e-9})
    for (const Vector4d& p : odd)
      for (const Vector4d& t : odd) pairs.emplace_back(scale * p, scale * t);
  return pairs;
}

double sumOf(const std::vector<BoxTerm>& terms) {
  double sum = 0;
  for (const BoxTerm& term : terms) sum += term.value;
  return sum;
}

TEST(BoxTerms, AddUpToTheValueOfTheCatalogue) {
  const std::vector<BoxTerms> losses = allLosses();
  for (const auto& [p, t] : allPairs())
    for (const BoxTerms& loss : losses) {
      const BoxAnswer all = loss.at(p, t);
      ASSERT_NEAR(sumOf(all.terms), all.value, 1e-12)
          << loss.spec().id << ": " << p.transpose() << " / " << t.transpose();
    }
}

TEST(BoxTerms, NoNumberIsNan) {
  const std::vector<BoxTerms> losses = allLosses();
  for (const auto& [p, t] : allPairs())
    for (const BoxAnswer& all : boxAnswers(losses, p, t)) {
      ASSERT_TRUE(std::isfinite(all.value));
      ASSERT_TRUE(all.byCorners.allFinite() && all.byCentreSize.allFinite())
          << p.transpose() << " / " << t.transpose();
      for (const auto* terms : {&all.terms, &all.details})
        for (const BoxTerm& term : *terms) {
          ASSERT_TRUE(std::isfinite(term.value)) << term.name;
          ASSERT_GE(term.value, -1e-12) << term.name;
        }
    }
}

TEST(BoxTerms, EveryLossOfBoxesHasThem) {
  std::vector<std::string_view> ofCatalogue;
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->task == Task::boxes) ofCatalogue.push_back(entry.spec->id);
  EXPECT_EQ(boxLossIds(), ofCatalogue);
  EXPECT_THROW(BoxTerms({"mse", {}}), Error);
  EXPECT_THROW(BoxTerms({"nothing", {}}), Error);
  EXPECT_THROW(BoxTerms({"alpha_iou", {{"power", 99.0}}}), Error);
}

// Intersection 1, union 7, enclosing box 9; centres √2 apart, its diagonal √18; same size.
TEST(BoxTerms, AreThoseWorkedOutByHand) {
  const Vector4d p(0, 0, 2, 2), t(1, 1, 3, 3);
  const BoxAnswer giou = answer("giou", p, t), siou = answer("siou", p, t), alpha = answer("alpha_iou", p, t);
  ASSERT_EQ(giou.terms.size(), 2u);
  EXPECT_DOUBLE_EQ(giou.terms[0].value, 6.0 / 7);
  EXPECT_DOUBLE_EQ(giou.terms[1].value, 2.0 / 9);
  EXPECT_DOUBLE_EQ(answer("diou", p, t).terms[1].value, 1.0 / 9);
  EXPECT_DOUBLE_EQ(siou.terms[1].value, 1 - std::exp(-1.0 / 9));
  EXPECT_EQ(siou.terms[2].value, 0);
  EXPECT_DOUBLE_EQ(siou.details[0].value, 1);
  EXPECT_DOUBLE_EQ(alpha.terms[0].value, 1 - std::pow(1.0 / 7, 3));
  EXPECT_DOUBLE_EQ(alpha.details[0].value, 1.0 / 7);
}

// 4 × 1 within 4 × 4: IoU ¼.
TEST(BoxTerms, CompareShapes) {
  const Vector4d p(0, 0, 4, 1), t(0, 0, 4, 4);
  const BoxAnswer ciou = answer("ciou", p, t), eiou = answer("eiou", p, t), siou = answer("siou", p, t);
  const double v = 4 * std::pow((std::atan(1) - std::atan(4)) / std::numbers::pi, 2);
  ASSERT_EQ(ciou.terms.size(), 3u);
  EXPECT_DOUBLE_EQ(ciou.details[0].value, v / (0.75 + v));
  EXPECT_DOUBLE_EQ(ciou.details[1].value, v);
  ASSERT_EQ(eiou.terms.size(), 4u);
  EXPECT_EQ(eiou.terms[2].value, 0);
  EXPECT_DOUBLE_EQ(eiou.terms[3].value, 9.0 / 16);
  EXPECT_NEAR(siou.terms[2].value, std::pow(1 - std::exp(-0.75), 4) / 2, 1e-15);
}

TEST(BoxTerms, ValueAndGradientAgreeWithOtherLibraries) {
  using Json = nlohmann::ordered_json;
  const Json tests =
      parseStrictJson(testing::readAll(LOSSARIUM_TEST_DATA "/loss_cases.json"), "loss_cases.json");
  int checked = 0;
  const auto ids = boxLossIds();
  for (const Json& test : tests) {
    const auto id = test["loss"].get<std::string>();
    if (std::find(ids.begin(), ids.end(), id) == ids.end() || !test.contains("gradient")) continue;
    Choice choice{id, {}};
    for (const auto& [key, value] : test["parameters"].items())
      choice.parameters[key] = valueFromJson(value, key);
    const auto p = test["prediction"][0].get<testing::Box>(), t = test["target"][0].get<testing::Box>(),
               gradient = test["gradient"][0].get<testing::Box>();
    const BoxAnswer all = BoxTerms(choice).at(vectorOf(p), vectorOf(t));
    const double tolerance = test["tolerance"].get<double>();
    EXPECT_NEAR(sumOf(all.terms), test["expected"][0].get<double>(), tolerance) << id;
    EXPECT_LT((all.byCorners - vectorOf(gradient)).cwiseAbs().maxCoeff(), tolerance) << id;
    ++checked;
  }
  EXPECT_GT(checked, 40);
}

// By central differences of the value along cx, cy, w and h; CIoU's slope takes α for a constant.
TEST(BoxTerms, TheGradientByCentreAndSizeIsThatOfTheValue) {
  for (const BoxTerms& loss : allLosses()) {
    if (loss.spec().partialSlope) continue;
    for (const auto& [prediction, target] : testing::generalPairs()) {
      const Vector4d p = vectorOf(prediction), t = vectorOf(target), place = centreSizeOf(p);
      if (place.tail<2>().minCoeff() < 0.05) continue;
      const Vector4d slope = loss.at(p, t).byCentreSize;
      for (Eigen::Index k = 0; k < 4; ++k) {
        const Vector4d by = 1e-6 * Vector4d::Unit(k);
        const double ahead = loss.at(cornersOf(place + by), t).value,
                     behind = loss.at(cornersOf(place - by), t).value;
        ASSERT_NEAR(slope[k], (ahead - behind) / 2e-6, 1e-5 * std::max(1.0, std::abs(slope[k])))
            << loss.spec().id << " " << k << ": " << p.transpose() << " / " << t.transpose();
      }
    }
  }
}

TEST(BoxTerms, SayWhyThereIsNoGradient) {
  const Vector4d t(0, 0, 2, 2), apart(5, 5, 6, 7), inside(0.5, 0.5, 1, 1.5);
  for (const char* id : {"iou", "alpha_iou"})
    EXPECT_EQ(answer(id, apart, t).absence, GradientAbsence::noCommonArea);
  for (const char* id : {"giou", "diou", "ciou", "eiou", "siou"})
    EXPECT_EQ(answer(id, apart, t).absence, GradientAbsence::none) << id;
  for (const std::string_view id : boxLossIds()) {
    const std::string name(id);
    EXPECT_EQ(answer(name.c_str(), t, t).absence, GradientAbsence::atMinimum) << name;
    EXPECT_EQ(answer(name.c_str(), inside, t).absence, GradientAbsence::none) << name;
  }
  // So little common area that its tenth power is nothing.
  const BoxTerms steep({"alpha_iou", {{"power", 10.0}}});
  EXPECT_EQ(steep.at({0, 0, 1e-20, 1e-20}, t).absence, GradientAbsence::flat);
  EXPECT_EQ(steep.at({0, 0, 1e-20, 1e-20}, t).byCorners, Vector4d::Zero());
}

}  // namespace
}  // namespace lossarium
