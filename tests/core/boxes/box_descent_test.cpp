// Single steps and boxes that lose a size on the way.
#include "core/boxes/box_descent.h"

#include "core/base/error.h"
#include "tests/core/boxes/plain_descent.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

using testing::CentredBox;

std::vector<Choice> boxLosses() {
  std::vector<Choice> losses;
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->task == Task::boxes) losses.push_back({std::string(entry.spec->id), {}});
  return losses;
}

std::string messageOf(const Choice& loss) {
  try {
    makeBoxDescent(loss, "--loss");
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(BoxDescent, EveryLossOfBoxesHasOne) {
  EXPECT_GE(boxLosses().size(), 7u);
  for (const Choice& loss : boxLosses()) EXPECT_NE(makeBoxDescent(loss), nullptr) << loss.id;
}

TEST(BoxDescent, SaysWhatItCannotTake) {
  EXPECT_EQ(messageOf({"gio", {}}), "--loss: unknown loss 'gio'; did you mean 'giou'?");
  EXPECT_EQ(messageOf({"mse", {}}),
            "--loss: 'mse' is a loss for regression; those for boxes are iou, giou, diou, ciou, eiou, siou, "
            "alpha_iou");
  EXPECT_NE(messageOf({"alpha_iou", {{"power", 11.0}}}).find("--loss.power"), std::string::npos)
      << messageOf({"alpha_iou", {{"power", 11.0}}});
  EXPECT_NE(messageOf({"giou", {{"powr", 1.0}}}).find("powr"), std::string::npos);
}

// A box of every kind in each place: proper ones, lines, points, and almost those.
RegressionCases thinCases() {
  RegressionCases cases = regressionCasesAt({10.4, 9.7});
  const double sizes[] = {0, 1e-300, 1e-160, 1e-80, 1e-70, 1e-17, 1e-9, 1e-3, 0.7, 1, 5};
  for (Index i = 0; i < RegressionCases::padded; ++i) {
    cases.width[i] = sizes[i % 11];
    cases.height[i] = sizes[i / 11 % 11];
    if (i % 2) cases.x[i] = cases.y[i] = 10;
    if (i % 3 == 0) cases.x[i] = 10 + 0.5 * cases.targetWidth[i];
  }
  return cases;
}

bool isProper(const RegressionCases& cases) {
  const auto within = [](const RegressionCases::Column& column, double least) {
    return std::all_of(std::begin(column), std::end(column),
                       [least](double x) { return std::isfinite(x) && x >= least; });
  };
  return within(cases.x, -infinity) && within(cases.y, -infinity) && within(cases.width, 0) &&
         within(cases.height, 0);
}

TEST(BoxDescent, NeverLeavesTheNumbers) {
  std::vector<Choice> losses = boxLosses();
  losses.push_back({"alpha_iou", {{"power", 0.5}}});
  losses.push_back({"alpha_iou", {{"power", 10.0}}});
  for (const Choice& loss : losses)
    for (const double rate : {0.001, 0.1, 10.0}) {
      RegressionCases cases = thinCases();
      const std::vector<double> rates(300, rate);
      std::vector<double> errors(rates.size());
      makeBoxDescent(loss)->descend(cases, rates, errors.data());
      EXPECT_TRUE(isProper(cases)) << loss.id << " " << rate;
      EXPECT_TRUE(std::all_of(errors.begin(), errors.end(), [](double x) { return std::isfinite(x); }));
      EXPECT_NEAR(errors.back(), errorOf(cases), 1e-12 * errorOf(cases));
    }
}

// A step that carries a size below 0: the box goes on as the same box, told by its size.
TEST(BoxDescent, ABoxThatTurnsInsideOutIsToldByItsSize) {
  const double rate = 3;  // so large that many do
  for (const Choice& choice : boxLosses()) {
    const auto loss = makeLoss(choice);
    const AnchorPoint point{10.3, 9.9};
    RegressionCases cases = regressionCasesAt(point);
    double error = 0;
    makeBoxDescent(choice)->descend(cases, {&rate, 1}, &error);
    Index turned = 0;
    const auto pairs = testing::plainPairs(point);
    for (Index i = 0; i < RegressionCases::count; ++i) {
      const auto& [box, target] = pairs[static_cast<std::size_t>(i)];
      const CentredBox signedBox = testing::plainStep(*loss, rate, box, target);
      turned += signedBox.width < 0 || signedBox.height < 0;
      EXPECT_NEAR(cases.width[i], std::abs(signedBox.width), 1e-12);
      EXPECT_NEAR(cases.height[i], std::abs(signedBox.height), 1e-12);
      // Its next step is that of the other way to tell it.
      const CentredBox told{signedBox.x, signedBox.y, std::abs(signedBox.width), std::abs(signedBox.height)};
      const CentredBox one = testing::plainStep(*loss, 0.1, signedBox, target),
                       other = testing::plainStep(*loss, 0.1, told, target);
      EXPECT_NEAR(one.x, other.x, 1e-12);
      EXPECT_NEAR(std::abs(one.width), std::abs(other.width), 1e-12);
      EXPECT_NEAR(std::abs(one.height), std::abs(other.height), 1e-12);
    }
    EXPECT_GT(turned, 0) << choice.id;
  }
}

// A point lies in the middle of its target: it can only grow, and does where the loss has a slope there.
TEST(BoxDescent, ALineGrows) {
  RegressionCases cases = regressionCasesAt({10, 10});
  std::fill(std::begin(cases.width), std::end(cases.width), 0);
  const double rate = 0.1;
  double error = 0;
  makeBoxDescent({"iou", {}})->descend(cases, {&rate, 1}, &error);
  for (Index i = 0; i < RegressionCases::count; ++i) EXPECT_GT(cases.width[i], 0) << i;
}

// Boxes whose edges lie on the target's, boxes that touch it, and between them boxes in general position,
// which take another way through the code.
RegressionCases casesThatShareEdges() {
  RegressionCases cases = regressionCasesAt({10, 10});
  for (Index i = 0; i < RegressionCases::padded; ++i) {
    if (i % 5 == 0) cases.width[i] = cases.targetWidth[i];
    if (i % 5 == 1) cases.width[i] = 2, cases.targetWidth[i] = 1, cases.x[i] = 10.5;
    if (i % 5 == 2) cases.width[i] = 2, cases.targetWidth[i] = 1, cases.x[i] = 8.5;
    if (i % 3 == 0) cases.height[i] = cases.targetHeight[i];
    if (i % 11 == 0) cases.height[i] = 0;
  }
  return cases;
}

TEST(BoxDescent, AStepWhereEdgesMeetIsThePlainOne) {
  for (const Choice& choice : boxLosses()) {
    const auto loss = makeLoss(choice);
    const RegressionCases start = casesThatShareEdges();
    RegressionCases cases = start;
    const double rate = 0.1;
    double error = 0, plainSum = 0;
    makeBoxDescent(choice)->descend(cases, {&rate, 1}, &error);
    for (Index i = 0; i < RegressionCases::count; ++i) {
      const CentredBox box{start.x[i], start.y[i], start.width[i], start.height[i]},
          target{targetCentre, targetCentre, start.targetWidth[i], start.targetHeight[i]},
          plain = testing::plainStep(*loss, rate, box, target);
      EXPECT_NEAR(cases.x[i], plain.x, 1e-12) << choice.id << " " << i;
      EXPECT_NEAR(cases.y[i], plain.y, 1e-12) << choice.id << " " << i;
      EXPECT_NEAR(cases.width[i], std::abs(plain.width), 1e-12) << choice.id << " " << i;
      EXPECT_NEAR(cases.height[i], std::abs(plain.height), 1e-12) << choice.id << " " << i;
      plainSum += testing::plainError(plain, target);
    }
    EXPECT_NEAR(error, plainSum, 1e-12 * plainSum) << choice.id;
  }
}

TEST(BoxDescent, WiderVectorsGiveTheSameBits) {
  std::vector<double> rates(200, 0.1);
  for (const Choice& loss : boxLosses())
    for (const RegressionCases& start : {regressionCasesAt({8.8, 11.1}), casesThatShareEdges()}) {
      RegressionCases wide = start, common = start;
      std::vector<double> wideErrors(200), commonErrors(200);
      makeBoxDescent(loss)->descend(wide, rates, wideErrors.data());
      makeBoxDescent(loss, "loss", BoxVectors::common)->descend(common, rates, commonErrors.data());
      EXPECT_EQ(wideErrors, commonErrors) << loss.id;
      EXPECT_TRUE(std::equal(std::begin(wide.width), std::end(wide.width), common.width));
    }
}

}  // namespace
}  // namespace lossarium
