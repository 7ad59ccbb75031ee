// The contract of a loss for boxes: derivatives against differences, ties, boxes that are lines, points or
// inside out, invariances, bounds, and blocks.
#include "tests/core/support/boxes.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <map>
#include <numbers>

namespace lossarium {
namespace {

using testing::at;
using testing::Box;
using testing::BoxTrial;
using testing::generalPairs;
using testing::LossOfBox;
using testing::moved;

double shapeTerm(const Box& p, const Box& t) {
  const double turn =
      std::atan((t[2] - t[0]) / (t[3] - t[1])) - std::atan(std::abs(p[2] - p[0]) / std::abs(p[3] - p[1]));
  return 4 / (std::numbers::pi * std::numbers::pi) * turn * turn;
}
double shapeWeight(const Box& p, const Box& t) {
  const double v = shapeTerm(p, t);
  return v / (at("iou", p, t).value + v);
}

/// What the slope is the derivative of: the value, but for CIoU with the α of the place `origin`.
double guide(const Loss& loss, const Box& p, const Box& t, const Box& origin) {
  if (loss.spec().id != "ciou") return at(loss, p, t).value;
  return at("diou", p, t).value + shapeWeight(origin, t) * shapeTerm(p, t);
}
Box guideSlope(const Loss& loss, const Box& p, const Box& t, const Box& origin) {
  Box slope = at(loss, p, t).slope;
  if (loss.spec().id != "ciou") return slope;
  const Box without = at("diou", p, t).slope;
  for (std::size_t k = 0; k < 4; ++k)
    slope[k] = without[k] + (slope[k] - without[k]) * shapeWeight(origin, t) / shapeWeight(p, t);
  return slope;
}

class BoxLosses : public ::testing::TestWithParam<Choice> {
 protected:
  const std::unique_ptr<const Loss> loss_ = makeLoss(GetParam());
  const std::vector<BoxTrial> pairs_ = generalPairs();
};

TEST_P(BoxLosses, SlopeIsTheDerivative) {
  constexpr double step = 1e-6;
  for (const auto& [p, t] : pairs_)
    for (std::size_t k = 0; k < 4; ++k) {
      const double difference =
          (guide(*loss_, moved(p, k, step), t, p) - guide(*loss_, moved(p, k, -step), t, p)) / (2 * step);
      const double slope = at(*loss_, p, t).slope[k];
      EXPECT_NEAR(slope, difference, 1e-7 * std::max(1.0, std::abs(slope))) << ::testing::PrintToString(p);
    }
}

TEST_P(BoxLosses, CurvatureIsTheDerivativeOfTheSlope) {
  constexpr double step = 1e-6;
  for (const auto& [p, t] : pairs_)
    for (std::size_t k = 0; k < 4; ++k) {
      Box direction{};
      direction[k] = 1;
      const Box curvature = at(*loss_, p, t, direction).curvature;
      const Box above = guideSlope(*loss_, moved(p, k, step), t, p),
                below = guideSlope(*loss_, moved(p, k, -step), t, p);
      for (std::size_t j = 0; j < 4; ++j)
        EXPECT_NEAR(curvature[j], (above[j] - below[j]) / (2 * step),
                    2e-6 * std::max(1.0, std::abs(curvature[j])))
            << ::testing::PrintToString(p);
    }
}

TEST_P(BoxLosses, CurvatureIsSymmetricAndLinear) {
  for (const auto& [p, t] : pairs_) {
    Box columns[4], sum{};
    const Box direction{0.5, -2, 1, 0.25};
    double largest = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      Box unit{};
      unit[k] = 1;
      columns[k] = at(*loss_, p, t, unit).curvature;
      for (std::size_t j = 0; j < 4; ++j) {
        sum[j] += direction[k] * columns[k][j];
        largest = std::max(largest, std::abs(columns[k][j]));
      }
    }
    const Box product = at(*loss_, p, t, direction).curvature;
    for (std::size_t k = 0; k < 4; ++k) {
      EXPECT_NEAR(product[k], sum[k], 1e-13 * largest + 1e-15);
      for (std::size_t j = 0; j < k; ++j) EXPECT_NEAR(columns[k][j], columns[j][k], 1e-12 * largest + 1e-15);
    }
  }
}

TEST_P(BoxLosses, SlopeAtATieIsTheMeanOfBothSides) {
  if (GetParam().has("power") && GetParam().real("power") < 1) GTEST_SKIP() << "no bound where boxes touch";
  const Box target{0.1, 0.2, 2.3, 3.1};
  int jumps = 0;
  for (const BoxTrial& pair : pairs_)
    for (const std::size_t k : {0u, 1u, 2u, 3u})
      for (const std::size_t edge : {k % 2, k % 2 + 2}) {
        Box tie = pair.prediction;
        if (tie[0] > tie[2]) std::swap(tie[0], tie[2]);
        tie[k] = target[edge];
        if (tie[0] >= tie[2] || tie[1] >= tie[3] || std::abs(tie[(k + 2) % 4] - target[edge]) < 0.02)
          continue;
        if (std::abs(tie[0] + tie[2] - 2.4) < 0.02 || std::abs(tie[1] + tie[3] - 3.3) < 0.02) continue;
        constexpr double step = 1e-9;
        const Box slope = at(*loss_, tie, target).slope,
                  left = at(*loss_, moved(tie, k, -step), target).slope,
                  right = at(*loss_, moved(tie, k, step), target).slope;
        for (std::size_t j = 0; j < 4; ++j) {
          EXPECT_NEAR(slope[j], 0.5 * (left[j] + right[j]), 1e-6 * std::max(1.0, std::abs(slope[j])));
          jumps += std::abs(left[j] - right[j]) > 1e-3;
        }
      }
  EXPECT_GT(jumps, 100);
  EXPECT_EQ(loss_->traits().smoothness, Smoothness::slopeJumps);
  EXPECT_FALSE(loss_->traits().convex);
}

// Every box with corners on a grid of five places: identical, touching, nested, apart, lines, points, inside
// out, and all of that against all of that.
TEST_P(BoxLosses, IsFiniteAndBoundedForEveryKindOfBox) {
  const std::map<std::string, double> bounds{{"iou", 1},  {"giou", 2},    {"diou", 2},     {"ciou", 2.5},
                                             {"eiou", 4}, {"siou", 2.03}, {"alpha_iou", 1}};
  const double highest = bounds.at(GetParam().id);
  constexpr Index kinds = 625, rows = kinds * kinds;
  constexpr double places[] = {-1, 0, 0.5, 1, 2};
  Matrix prediction(rows, 4), target(rows, 4), direction(rows, 4), slope(rows, 4), curvature(rows, 4);
  Vector value(rows);
  for (Index i = 0; i < rows; ++i)
    for (Index k = 0, p = i % kinds, t = i / kinds; k < 4; ++k, p /= 5, t /= 5) {
      prediction(i, k) = places[p % 5];
      target(i, k) = places[t % 5];
      direction(i, k) = 1 - 0.3 * static_cast<double>(k * k);
    }
  for (const double scale : {1.0, 1e-70, 1e-6, 1e6, 1e70}) {
    const Matrix p = scale * prediction, t = scale * target, d = scale * direction;
    loss_->evaluate({.rows = rows,
                     .outputs = 4,
                     .stride = rows,
                     .targetStride = rows,
                     .prediction = p.data(),
                     .target = t.data(),
                     .direction = d.data(),
                     .value = value.data(),
                     .slope = slope.data(),
                     .curvature = curvature.data()});
    EXPECT_TRUE(value.allFinite() && slope.allFinite() && curvature.allFinite()) << scale;
    EXPECT_GE(value.minCoeff(), -1e-15) << scale;
    EXPECT_LE(value.maxCoeff(), highest) << scale;
  }
}

// What Newton and descent meet: a box as good as there, at every distance.
TEST_P(BoxLosses, StaysFiniteNextToTheTarget) {
  const Box target{1, 2, 4, 3};
  for (double step = 1; step > 0; step /= 16)
    for (std::size_t k = 0; k < 4; ++k) {
      const LossOfBox point = at(*loss_, moved(target, k, step), target, {1, -1, 0.5, 2});
      EXPECT_TRUE(std::isfinite(point.value));
      for (std::size_t j = 0; j < 4; ++j)
        EXPECT_TRUE(std::isfinite(point.slope[j]) && std::isfinite(point.curvature[j])) << step;
    }
}

TEST_P(BoxLosses, TheTargetItselfCostsNothingAndHasNoSlope) {
  for (const Box& box : {Box{0, 0, 2, 1}, Box{0.1, 0.3, 0.7, 1.9}, Box{1e6, 1e6, 1e6 + 1, 1e6 + 3},
                         Box{1, 1, 1, 5}, Box{1, 1, 5, 1}, Box{3, 4, 3, 4}, Box{0, 0, 1e-80, 1e-80}}) {
    const LossOfBox point = at(*loss_, box, box);
    EXPECT_EQ(point.value, 0);
    for (const double slope : point.slope) EXPECT_EQ(slope, 0);
  }
}

TEST_P(BoxLosses, OnlyPlaceAndSizeRelativeToTheTargetCount) {
  for (const auto& [p, t] : pairs_) {
    const LossOfBox point = at(*loss_, p, t);
    for (const double scale : {0x1p-20, 0x1p20}) {  // powers of two: nothing is rounded differently
      Box largeP = p, largeT = t;
      for (std::size_t k = 0; k < 4; ++k) largeP[k] *= scale, largeT[k] *= scale;
      const LossOfBox scaled = at(*loss_, largeP, largeT);
      EXPECT_EQ(scaled.value, point.value);
      for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(scaled.slope[k] * scale, point.slope[k]);
    }
    Box farP = p, farT = t;
    for (std::size_t k = 0; k < 4; ++k) farP[k] += k % 2 ? -1e6 : 1e6, farT[k] += k % 2 ? -1e6 : 1e6;
    const LossOfBox shifted = at(*loss_, farP, farT);
    EXPECT_NEAR(shifted.value, point.value, 1e-7);
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(shifted.slope[k], point.slope[k], 1e-6 * std::max(1.0, std::abs(point.slope[k])));
  }
}

TEST_P(BoxLosses, CornersMayComeInAnyOrder) {
  for (const auto& [p, t] : pairs_) {
    const LossOfBox point = at(*loss_, p, t, {1, 2, 3, 4});
    const LossOfBox turned = at(*loss_, {p[2], p[1], p[0], p[3]}, {t[0], t[3], t[2], t[1]}, {3, 2, 1, 4});
    EXPECT_EQ(turned.value, point.value);
    EXPECT_EQ(turned.slope, (Box{point.slope[2], point.slope[1], point.slope[0], point.slope[3]}));
    EXPECT_EQ(turned.curvature,
              (Box{point.curvature[2], point.curvature[1], point.curvature[0], point.curvature[3]}));
  }
}

TEST_P(BoxLosses, ABlockIsOneRowAtATimeToTheBit) {
  const Index rows = static_cast<Index>(pairs_.size()), stride = rows + 3, targetStride = rows + 5;
  Matrix prediction(stride, 4), target(targetStride, 4), direction = Matrix::Random(stride, 4);
  for (Index i = 0; i < rows; ++i)
    for (Index k = 0; k < 4; ++k) {
      const auto& [p, t] = pairs_[static_cast<std::size_t>(i)];
      target(i, k) = t[static_cast<std::size_t>(k)];
      prediction(i, k) = i % 7 ? p[static_cast<std::size_t>(k)] : target(i, k);
    }
  const auto row = [](const Matrix& m, Index i) { return Box{m(i, 0), m(i, 1), m(i, 2), m(i, 3)}; };
  for (const Index count : {Index{1}, Index{3}, Index{64}, Index{65}, rows})
    for (int asked = 1; asked < 8; ++asked) {
      Vector value = Vector::Constant(stride, -77);
      Matrix slope = Matrix::Constant(stride, 4, -77), curvature = slope;
      loss_->evaluate({.rows = count,
                       .outputs = 4,
                       .stride = stride,
                       .targetStride = targetStride,
                       .prediction = prediction.data(),
                       .target = target.data(),
                       .direction = direction.data(),
                       .value = asked & 1 ? value.data() : nullptr,
                       .slope = asked & 2 ? slope.data() : nullptr,
                       .curvature = asked & 4 ? curvature.data() : nullptr});
      for (Index i = 0; i < stride; ++i) {
        const bool inside = i < count;
        const LossOfBox alone =
            inside ? at(*loss_, row(prediction, i), row(target, i), row(direction, i)) : LossOfBox{};
        const Box untouched{-77, -77, -77, -77};
        ASSERT_EQ(value[i], inside && asked & 1 ? alone.value : -77) << i << " of " << count;
        ASSERT_EQ(row(slope, i), inside && asked & 2 ? alone.slope : untouched) << i << " of " << count;
        ASSERT_EQ(row(curvature, i), inside && asked & 4 ? alone.curvature : untouched) << i;
      }
    }
}

std::vector<Choice> boxChoices() {
  std::vector<Choice> all;
  for (const auto& entry : lossCatalog())
    if (entry.spec->task == Task::boxes)
      for (const Choice& choice : testing::choicesOver(*entry.spec)) all.push_back(choice);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, BoxLosses, ::testing::ValuesIn(boxChoices()),
                         [](const auto& each) { return each.param.id + "_" + std::to_string(each.index); });

}  // namespace
}  // namespace lossarium
