// The contract of a loss, held for every entry of the catalogue with its parameters all over their ranges.
#include "core/base/random.h"
#include "core/losses/loss.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace lossarium {
namespace {

using testing::choicesOver;

struct Point {
  double value = std::nan(""), slope = std::nan(""), curvature = std::nan("");
};

// The loss of one residual; the target is 0, so that r is exact.
Point at(const Loss& loss, double r) {
  Point point;
  const double target = 0, one = 1;
  loss.evaluate({.rows = 1,
                 .stride = 1,
                 .targetStride = 1,
                 .prediction = &r,
                 .target = &target,
                 .direction = &one,
                 .value = &point.value,
                 .slope = &point.slope,
                 .curvature = &point.curvature});
  return point;
}

// Both signs from 1e-8 to 1e8, and close to each kink on both sides.
std::vector<double> residuals(const Loss& loss) {
  std::vector<double> all;
  for (double exponent = -8; exponent <= 8; exponent += 0.25)
    for (const double sign : {-1.0, 1.0}) all.push_back(sign * std::pow(10, exponent));
  for (const double kink : loss.kinks())
    for (const double share : {1e-2, 1e-4})
      for (const double sign : {-1.0, 1.0})
        all.push_back(kink + sign * share * (kink == 0 ? 1 : std::abs(kink)));
  return all;
}

// A step that stays on r's side of every kink.
double stepAt(const Loss& loss, double r) {
  double step = 1e-6 * std::abs(r);
  for (const double kink : loss.kinks()) step = std::min(step, 0.5 * std::abs(r - kink));
  return step;
}

bool differenceAgrees(double before, double after, double step, double formula) {
  const double numerical = (after - before) / (2 * step);
  const double rounding = 4e-16 * std::max(std::abs(before), std::abs(after)) / step;
  return std::abs(numerical - formula) <= 1e-6 * std::abs(formula) + 4 * rounding + 1e-300;
}

class RegressionLoss : public ::testing::TestWithParam<Choice> {
 protected:
  const std::unique_ptr<const Loss> loss_ = makeLoss(GetParam());
};

TEST_P(RegressionLoss, SlopeIsTheDerivativeOfTheValue) {
  for (const double r : residuals(*loss_)) {
    const double step = stepAt(*loss_, r);
    if (step == 0) continue;  // on a kink: another test
    const double low = r - step, high = r + step;
    EXPECT_TRUE(differenceAgrees(at(*loss_, low).value, at(*loss_, high).value, (high - low) / 2,
                                 at(*loss_, r).slope))
        << "r = " << r << ", slope " << at(*loss_, r).slope;
  }
}

TEST_P(RegressionLoss, CurvatureIsTheDerivativeOfTheSlope) {
  for (const double r : residuals(*loss_)) {
    const double step = stepAt(*loss_, r);
    if (step == 0) continue;
    const double low = r - step, high = r + step;
    EXPECT_TRUE(differenceAgrees(at(*loss_, low).slope, at(*loss_, high).slope, (high - low) / 2,
                                 at(*loss_, r).curvature))
        << "r = " << r << ", curvature " << at(*loss_, r).curvature;
  }
}

TEST_P(RegressionLoss, SlopeAtAKinkIsTheMeanOfBothSides) {
  for (const double kink : loss_->kinks()) {
    const double step = 1e-9 * (kink == 0 ? 1 : std::abs(kink));
    const double mean = 0.5 * (at(*loss_, kink - step).slope + at(*loss_, kink + step).slope);
    EXPECT_NEAR(at(*loss_, kink).slope, mean, 1e-6 * std::max(std::abs(mean), 1e-3)) << "kink " << kink;
  }
}

TEST_P(RegressionLoss, KinksAscendAndJumpAsTheSpecSays) {
  const auto kinks = loss_->kinks();
  EXPECT_TRUE(std::is_sorted(kinks.begin(), kinks.end()));
  bool slopeJumps = false;
  for (const double kink : kinks) {
    const double step = 1e-9 * (kink == 0 ? 1 : std::abs(kink));
    const double left = at(*loss_, kink - step).slope, right = at(*loss_, kink + step).slope;
    slopeJumps |= std::abs(right - left) > 1e-5 * std::max(std::abs(left), std::abs(right));
    EXPECT_NEAR(at(*loss_, kink - step).value, at(*loss_, kink + step).value,
                4 * step * std::max(std::abs(left), std::abs(right)))
        << "the value jumps at " << kink;
  }
  EXPECT_EQ(slopeJumps, loss_->traits().smoothness == Smoothness::slopeJumps);
}

TEST_P(RegressionLoss, IsFiniteOverAHugeDomain) {
  for (const double size : {0.0, 5e-324, 1e-300, 1e-100, 1e-20, 1.0, 1e20, 1e100, 1e150})
    for (const double r : {-size, size}) {
      const Point point = at(*loss_, r);
      EXPECT_TRUE(std::isfinite(point.value) && std::isfinite(point.slope) && std::isfinite(point.curvature))
          << "r = " << r << ": " << point.value << ", " << point.slope << ", " << point.curvature;
    }
}

TEST_P(RegressionLoss, IsConvexIfTheSpecSaysSo) {
  if (!loss_->traits().convex) GTEST_SKIP() << "not said to be convex";
  Random random(1, "convexity");
  for (int i = 0; i < 2000; ++i) {
    const double scale = std::pow(10, random.uniform(-4, 5));
    const double x = scale * random.uniform(-1, 1), y = scale * random.uniform(-1, 1),
                 share = random.uniform();
    const double chord = share * at(*loss_, x).value + (1 - share) * at(*loss_, y).value;
    EXPECT_LE(at(*loss_, share * x + (1 - share) * y).value, chord + 1e-12 * (1e-12 + std::abs(chord)));
    EXPECT_LE(at(*loss_, std::min(x, y)).slope, at(*loss_, std::max(x, y)).slope);
  }
}

TEST_P(RegressionLoss, ABlockIsOneRowAtATimeToTheBit) {
  Random random(2, "blocks");
  for (const Index rows : {1, 2, 3, 7, 512, 1000}) {
    Vector prediction(rows), target(rows), direction(rows);
    for (Index i = 0; i < rows; ++i) {
      target[i] = random.normal();
      prediction[i] =
          i % 5 == 0 ? target[i] : target[i] + std::pow(10, random.uniform(-4, 4)) * random.normal();
      direction[i] = random.normal();
    }
    for (int asked = 0; asked < 8; ++asked) {
      const Vector unasked = Vector::Constant(rows, -77);
      Vector value = unasked, slope = unasked, curvature = unasked;
      const auto evaluate = [&](Index first, Index count, double* v, double* s, double* c) {
        loss_->evaluate({.rows = count,
                         .stride = rows,
                         .targetStride = rows,
                         .prediction = prediction.data() + first,
                         .target = target.data() + first,
                         .direction = direction.data() + first,
                         .value = v,
                         .slope = s,
                         .curvature = c});
      };
      evaluate(0, rows, asked & 1 ? value.data() : nullptr, asked & 2 ? slope.data() : nullptr,
               asked & 4 ? curvature.data() : nullptr);
      for (Index i = 0; i < rows; ++i) {
        double v = -77, s = -77, c = -77;
        evaluate(i, 1, asked & 1 ? &v : nullptr, asked & 2 ? &s : nullptr, asked & 4 ? &c : nullptr);
        ASSERT_EQ(value[i], v) << "row " << i << " of " << rows << ", asked " << asked;
        ASSERT_EQ(slope[i], s) << "row " << i << " of " << rows << ", asked " << asked;
        ASSERT_EQ(curvature[i], c) << "row " << i << " of " << rows << ", asked " << asked;
        // What is asked besides changes nothing either.
        double v1 = -77, s1 = -77;
        evaluate(i, 1, &v1, nullptr, nullptr);
        evaluate(i, 1, nullptr, &s1, nullptr);
        if (asked & 1) {
          ASSERT_EQ(v, v1) << "row " << i << ", asked " << asked;
        }
        if (asked & 2) {
          ASSERT_EQ(s, s1) << "row " << i << ", asked " << asked;
        }
      }
    }
  }
}

TEST_P(RegressionLoss, CurvatureIsLinearInItsDirection) {
  const double r = 0.3, target = 0, direction = -2.5;
  double product = 0;
  loss_->evaluate({.rows = 1,
                   .stride = 1,
                   .targetStride = 1,
                   .prediction = &r,
                   .target = &target,
                   .direction = &direction,
                   .curvature = &product});
  EXPECT_EQ(product, direction * at(*loss_, r).curvature);
}

TEST_P(RegressionLoss, PredictionMinusTargetIsWhatCounts) {
  for (const double r : {-3.0, -0.25, 0.5, 8.0}) {
    const double prediction = r + 4, target = 4;
    double value = 0;
    loss_->evaluate({.rows = 1,
                     .stride = 1,
                     .targetStride = 1,
                     .prediction = &prediction,
                     .target = &target,
                     .value = &value});
    EXPECT_EQ(value, at(*loss_, r).value) << r;
  }
}

std::vector<Choice> regressionChoices() {
  std::vector<Choice> all;
  for (const auto& entry : lossCatalog())
    if (entry.spec->task == Task::regression)
      for (const Choice& choice : choicesOver(*entry.spec)) all.push_back(choice);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, RegressionLoss, ::testing::ValuesIn(regressionChoices()),
                         [](const auto& each) { return each.param.id + "_" + std::to_string(each.index); });

TEST(LossCatalog, EverySpecIsComplete) {
  for (const auto& entry : lossCatalog()) {
    const LossSpec& spec = *entry.spec;
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_TRUE(testing::isSnakeCase(spec.id));
    for (const auto text : {spec.title, spec.formula, spec.estimates, spec.caption, spec.source})
      EXPECT_FALSE(text.empty());
    EXPECT_TRUE(spec.caption.ends_with('.')) << "the caption is a sentence";
    testing::expectComplete(spec.parameters);
    EXPECT_EQ(&makeLoss({std::string(spec.id), {}})->spec(), &spec);
  }
}

TEST(LossCatalog, FilesAreNamedAsTheCatalogue) {
  testing::expectFilesMatch(lossCatalog(), "losses", "LossSpec", "_loss");
}

TEST(MakeLoss, AnUnknownIdNamesTheNearest) {
  testing::expectHolds(testing::errorOf([] { makeLoss({"hubber", {}}); }), "did you mean 'huber'");
}

}  // namespace
}  // namespace lossarium
