// The contract of a loss, held for every entry of the catalogue with its parameters all over their ranges.
#include "tests/core/losses/loss_rows.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <limits>

namespace lossarium {
namespace {

using testing::answer;
using testing::Answer;
using testing::moved;
using testing::Row;

class AnyLoss : public ::testing::TestWithParam<Choice> {
 protected:
  const std::unique_ptr<const Loss> loss_ = makeLoss(GetParam());
  const LossSpec& spec_ = loss_->spec();
  const LossTraits traits_ = loss_->traits();
};

// What differences can know: the rounding of the values, and of the third derivative over the step.
bool agrees(double before, double after, double step, double formula, double scale) {
  const double numerical = (after - before) / (2 * step);
  const double rounding = 8e-16 * std::max(std::abs(before), std::abs(after)) / step;
  return std::abs(numerical - formula) <= 2e-6 * std::max(std::abs(formula), scale) + 4 * rounding + 1e-300;
}

// Whether one-sided differences are alike: no kink lies in between.
bool bends(double before, double here, double after, double step) {
  const double left = (here - before) / step, right = (after - here) / step;
  return std::abs(right - left) > 1e-3 * (std::abs(left) + std::abs(right)) + 1e-6;
}

TEST_P(AnyLoss, SlopeIsTheDerivativeOfTheValue) {
  if (spec_.partialSlope) GTEST_SKIP() << "takes a part of itself as constant";
  int checked = 0, wanted = 0;
  for (const Row& row : testing::typicalRows(*loss_)) {
    const double step = testing::stepAt(*loss_, row);
    if (step == 0) continue;  // on a kink: another test
    const Answer here = answer(*loss_, row);
    for (Index j = 0; j < row.prediction.size(); ++j) {
      ++wanted;
      const Vector along = step * Vector::Unit(row.prediction.size(), j);
      const Row low = moved(row, -along), high = moved(row, along);
      const double before = answer(*loss_, low).value, after = answer(*loss_, high).value;
      if (!testing::hasOneOutput(spec_) && bends(before, here.value, after, step)) continue;
      ++checked;
      EXPECT_TRUE(agrees(before, after, 0.5 * (high.prediction[j] - low.prediction[j]), here.slope[j],
                         testing::hasOneOutput(spec_) ? 0 : 1))
          << row.prediction.transpose() << " for " << row.target.transpose() << ": slope " << here.slope[j]
          << ", difference " << (after - before) / (2 * step);
    }
  }
  EXPECT_GT(checked, 0.9 * wanted);
}

TEST_P(AnyLoss, CurvatureIsTheDerivativeOfTheSlope) {
  if (spec_.partialSlope) GTEST_SKIP() << "takes a part of itself as constant";
  Random random(3, "directions");
  int checked = 0, wanted = 0;
  for (const Row& row : testing::typicalRows(*loss_)) {
    const double step = testing::stepAt(*loss_, row);
    if (step == 0) continue;
    const Index outputs = row.prediction.size();
    Vector direction = Vector::Ones(outputs);
    if (outputs > 1)
      for (double& d : direction) d = random.uniform(-1, 1);
    const Answer here = answer(*loss_, row, direction);
    const Row low = moved(row, -step * direction), high = moved(row, step * direction);
    const Vector before = answer(*loss_, low).slope, after = answer(*loss_, high).slope;
    for (Index j = 0; j < outputs; ++j) {
      ++wanted;
      if (!testing::hasOneOutput(spec_) && bends(before[j], here.slope[j], after[j], step)) continue;
      ++checked;
      const double half =
          testing::hasOneOutput(spec_) ? 0.5 * (high.prediction[0] - low.prediction[0]) : step;
      EXPECT_TRUE(agrees(before[j], after[j], half, here.curvature[j], testing::hasOneOutput(spec_) ? 0 : 1))
          << row.prediction.transpose() << " for " << row.target.transpose() << ": curvature "
          << here.curvature[j] << ", difference " << (after[j] - before[j]) / (2 * half);
    }
  }
  EXPECT_GT(checked, 0.85 * wanted);
}

TEST_P(AnyLoss, SlopeAtAKinkIsTheMeanOfBothSides) {
  if (!testing::hasOneOutput(spec_)) GTEST_SKIP() << "has tests of its own";
  for (const double target : testing::targetsFor(spec_))
    for (const double kink : testing::kinksAt(*loss_, target)) {
      const double step = 1e-9 * std::max(1e-3, std::abs(kink));
      const auto slope = [&](double p) { return answer(*loss_, testing::row(p, target)).slope[0]; };
      if (testing::kinksAt(*loss_, target).front() + loss_->kinks().back() != kink + loss_->kinks().back() &&
          target != 0)
        continue;  // the sum of a target and a kink is rounded
      const double mean = 0.5 * (slope(kink - step) + slope(kink + step));
      if (target == 0 || spec_.task == Task::binary || loss_->kinks() == std::vector<double>{0}) {
        EXPECT_NEAR(slope(kink), mean, 1e-6 * std::max(std::abs(mean), 1e-3)) << "kink " << kink;
      }
    }
}

// Which of value, slope and curvature jump at a kink, as the first of them.
Smoothness jumpAt(const Loss& loss, double kink, double target) {
  const double step = 1e-9 * std::max(1e-3, std::abs(kink));
  const Answer left = answer(loss, testing::row(kink - step, target));
  const Answer right = answer(loss, testing::row(kink + step, target));
  const auto jumps = [](double a, double b, double slope) {
    return std::abs(a - b) > 1e-5 * std::max(std::abs(a), std::abs(b)) + slope;
  };
  const double most = std::max(std::abs(left.slope[0]), std::abs(right.slope[0]));
  const double bend = std::max(std::abs(left.curvature[0]), std::abs(right.curvature[0]));
  if (jumps(left.value, right.value, 4 * step * most)) return Smoothness::valueJumps;
  if (jumps(left.slope[0], right.slope[0], 4 * step * bend)) return Smoothness::slopeJumps;
  if (jumps(left.curvature[0], right.curvature[0], 1e-7 * (1 + bend))) return Smoothness::curvatureJumps;
  return Smoothness::smooth;
}

TEST_P(AnyLoss, IsAsSmoothAsItSays) {
  if (!testing::hasOneOutput(spec_)) GTEST_SKIP() << "has tests of its own";
  const auto kinks = loss_->kinks();
  EXPECT_TRUE(std::is_sorted(kinks.begin(), kinks.end()));
  Smoothness first = Smoothness::smooth;
  const double target = spec_.task == Task::binary ? 1 : 0;
  for (const double kink : kinks) first = std::min(first, jumpAt(*loss_, kink, target));
  EXPECT_EQ(first, traits_.smoothness);
}

TEST_P(AnyLoss, IsNeverNotANumber) {
  std::vector<Row> rows;
  const double largest = std::numeric_limits<double>::max();
  if (testing::hasOneOutput(spec_)) {
    for (double target : testing::targetsFor(spec_))
      for (const double size :
           {0.0, 5e-324, 1e-300, 1e-100, 1e-20, 1.0, 40.0, 700.0, 1000.0, 1e20, 1e100, 1e200, largest})
        for (const double sign : {-1.0, 1.0}) rows.push_back(testing::row(sign * size, target));
    if (spec_.predictions.openBelow)
      rows.push_back(testing::row(std::nextafter(spec_.predictions.minimum, 1), 0));
  } else if (spec_.task == Task::classes) {
    for (const double a : {-infinity, -largest, -1000.0, 0.0, 1e-300, 1000.0, largest})
      for (const double b : {-infinity, -largest, -1000.0, 0.0, 1000.0, largest})
        for (const double target : {0.0, 1.0, 2.0})
          rows.push_back({Eigen::Vector3d(a, b, a), Vector::Constant(1, target)});
  }
  for (const Row& row : rows) {
    const Answer out = answer(*loss_, row);
    EXPECT_FALSE(std::isnan(out.value) || out.slope.hasNaN() || out.curvature.hasNaN())
        << row.prediction.transpose() << " for " << row.target.transpose() << ": " << out.value << ", "
        << out.slope.transpose() << ", " << out.curvature.transpose();
  }
}

TEST_P(AnyLoss, IsFiniteFarOut) {
  const bool grows = spec_.id == "poisson_nll" || spec_.id == "exponential";
  const double furthest = grows ? 700 : 1e70;
  if (!testing::hasOneOutput(spec_)) GTEST_SKIP() << "has tests of its own";
  for (const Row& row : testing::rowsOfOneOutput(*loss_, furthest)) {
    const Answer out = answer(*loss_, row);
    EXPECT_TRUE(std::isfinite(out.value) && out.slope.allFinite() && out.curvature.allFinite())
        << row.prediction << " for " << row.target << ": " << out.value;
  }
}

TEST_P(AnyLoss, BendsAsItSays) {
  Random random(4, "segments");
  double lowest = 0;
  for (const Row& row : testing::typicalRows(*loss_)) {
    Vector direction(row.prediction.size());
    for (double& d : direction) d = random.normal();
    const Answer here = answer(*loss_, row, direction);
    const double bend = direction.dot(here.curvature) / direction.squaredNorm();
    if (traits_.convex) {
      EXPECT_GE(bend, -1e-13) << row.prediction.transpose();
    }
    lowest = std::min(lowest, bend);
    if (!traits_.convex || !spec_.predictions.contains(-2)) continue;
    // A chord to another place lies above; value and slope say so, kinks included.
    const Vector away = direction * std::pow(10, random.uniform(-3, 1));
    const Answer there = answer(*loss_, moved(row, away));
    const double rounding = 1e-15 * (row.prediction.norm() + row.target.norm() + away.norm());
    const double tolerance =
        1e-12 * (std::abs(here.value) + std::abs(there.value) + std::abs(here.slope.dot(away))) +
        rounding * std::max(here.slope.norm(), there.slope.norm());
    EXPECT_GE(there.value, here.value + here.slope.dot(away) - tolerance) << row.prediction.transpose();
  }
  const bool jumps = traits_.smoothness == Smoothness::valueJumps;
  if (!traits_.convex && !jumps) {
    EXPECT_LT(lowest, 0) << "says that it is not convex, but nothing bends down";
  }
}

TEST_P(AnyLoss, SlopesReachTheirBoundsAndKeepThem) {
  double lowest = infinity, highest = -infinity;
  std::vector<Row> rows = testing::typicalRows(*loss_);
  Random random(6, "steep places");
  if (spec_.task == Task::binary)
    for (double target = 0; target <= 1; target += spec_.softTargets ? 0.02 : 1)
      for (double z = -60; z <= 60; z += 0.05) rows.push_back(testing::row(z, target));
  if (spec_.task == Task::regression)
    for (const double target : testing::targetsFor(spec_))
      for (double size = 1e-5; size < 1e5; size *= 1.01)
        for (const double sign : {-1.0, 1.0})
          if (spec_.predictions.contains(target + sign * size))
            rows.push_back(testing::row(target + sign * size, target));
  if (spec_.task == Task::classes)
    for (double z = -12; z <= 12; z += 0.05)
      for (const Index classes : {2, 60}) {
        Row row{Vector::Constant(classes, -30), Vector::Zero(1)};
        row.prediction[0] = z;
        row.prediction[1] = 0;
        rows.push_back(row);
      }
  for (const Row& row : rows) {
    const Vector slope = answer(*loss_, row).slope;
    lowest = std::min(lowest, slope.minCoeff());
    highest = std::max(highest, slope.maxCoeff());
  }
  EXPECT_GE(lowest, traits_.lowestSlope - 1e-9 * std::abs(traits_.lowestSlope));
  EXPECT_LE(highest, traits_.highestSlope + 1e-9 * std::abs(traits_.highestSlope));
  if (std::isfinite(traits_.lowestSlope)) {
    EXPECT_LE(lowest, traits_.lowestSlope + 0.03 * std::abs(traits_.lowestSlope));
  }
  if (std::isfinite(traits_.highestSlope)) {
    EXPECT_GE(highest, traits_.highestSlope - 0.03 * std::abs(traits_.highestSlope));
  }
}

// Rows of a block, with ties and kinks among them.
struct Block {
  Matrix prediction, target, direction;

  Block(const Loss& loss, Index rows) {
    const std::vector<Row> all = testing::typicalRows(loss);
    Random random(2, "blocks");
    const Index outputs = all.front().prediction.size();
    prediction.resize(rows, outputs);
    direction.resize(rows, outputs);
    target.resize(rows, all.front().target.size());
    for (Index i = 0; i < rows;) {
      const Row& row = all[static_cast<std::size_t>(random.uniform() * static_cast<double>(all.size()))];
      if (row.prediction.size() != outputs) continue;
      prediction.row(i) = row.prediction;
      target.row(i) = row.target;
      if (i % 7 == 3 && loss.spec().task == Task::regression) prediction.row(i) = row.target;
      for (Index j = 0; j < outputs; ++j) direction(i, j) = random.normal();
      ++i;
    }
  }

  /// Rows first … first + count − 1; bit 0 of `asked` is the value, bit 1 the slope, bit 2 the curvature.
  void evaluate(const Loss& loss, Index first, Index count, int asked, Vector& value, Matrix& slope,
                Matrix& curvature) const {
    loss.evaluate({.rows = count,
                   .outputs = prediction.cols(),
                   .stride = prediction.rows(),
                   .targetStride = target.rows(),
                   .prediction = prediction.data() + first,
                   .target = target.data() + first,
                   .direction = direction.data() + first,
                   .value = asked & 1 ? value.data() + first : nullptr,
                   .slope = asked & 2 ? slope.data() + first : nullptr,
                   .curvature = asked & 4 ? curvature.data() + first : nullptr});
  }
};

TEST_P(AnyLoss, ABlockIsOneRowAtATimeToTheBitWhateverElseIsAsked) {
  for (const Index rows : {1, 2, 3, 7, 300, 512}) {
    const Block block(*loss_, rows);
    const Index outputs = block.prediction.cols();
    const double unasked = -77;
    Vector value0 = Vector::Constant(rows, unasked);
    Matrix slope0 = Matrix::Constant(rows, outputs, unasked), curvature0 = slope0;
    for (Index i = 0; i < rows; ++i)
      for (const int asked : {1, 2, 4}) block.evaluate(*loss_, i, 1, asked, value0, slope0, curvature0);
    for (int asked = 0; asked < 8; ++asked) {
      Vector value = Vector::Constant(rows, unasked);
      Matrix slope = Matrix::Constant(rows, outputs, unasked), curvature = slope;
      block.evaluate(*loss_, 0, rows, asked, value, slope, curvature);
      ASSERT_EQ(value, asked & 1 ? value0 : Vector(Vector::Constant(rows, unasked)))
          << rows << ", asked " << asked;
      ASSERT_EQ(slope, asked & 2 ? slope0 : Matrix(Matrix::Constant(rows, outputs, unasked)))
          << rows << ", asked " << asked;
      ASSERT_EQ(curvature, asked & 4 ? curvature0 : Matrix(Matrix::Constant(rows, outputs, unasked)))
          << rows << ", asked " << asked;
    }
  }
}

TEST(LossKernel, ALargeArrayIsOneRowAtATimeToTheBitWhereverItLies) {
  constexpr Index rows = 300'001, spare = 3;
  const auto loss = makeLoss({"huber", {}});
  Random random(8, "large arrays");
  Vector prediction(rows), target(rows);
  for (Index i = 0; i < rows; ++i) {
    prediction[i] = 2 * random.normal();
    target[i] = random.normal();
  }
  for (Index shift = 0; shift <= spare; ++shift) {
    Vector value = Vector::Constant(rows + spare + 1, -77), slope = value;
    loss->evaluate({.rows = rows,
                    .stride = rows,
                    .targetStride = rows,
                    .prediction = prediction.data(),
                    .target = target.data(),
                    .value = value.data() + shift,
                    .slope = slope.data() + shift});
    for (Index i = 0; i < rows; ++i) {
      const Answer one = answer(*loss, testing::row(prediction[i], target[i]));
      ASSERT_EQ(value[shift + i], one.value) << i;
      ASSERT_EQ(slope[shift + i], one.slope[0]) << i;
    }
    EXPECT_EQ(value[shift + rows], -77);
    EXPECT_EQ(slope[shift + rows], -77);
  }
}

TEST_P(AnyLoss, CurvatureIsLinearInItsDirection) {
  for (const Row& row : testing::typicalRows(*loss_)) {
    const Vector direction = Vector::LinSpaced(row.prediction.size(), 1, 2);
    const Vector once = answer(*loss_, row, direction).curvature;
    EXPECT_LE((answer(*loss_, row, -2 * direction).curvature + 2 * once).norm(), 1e-12 * once.norm());
  }
}

TEST_P(AnyLoss, OfAResidualItIsTheSameForEveryTarget) {
  if (spec_.task != Task::regression || spec_.targets.minimum > -infinity || spec_.id == "mape") GTEST_SKIP();
  for (const double r : {-3.0, -0.25, 0.5, 8.0})
    EXPECT_EQ(answer(*loss_, testing::row(r + 4, 4)).value, answer(*loss_, testing::row(r, 0)).value) << r;
}

TEST_P(AnyLoss, MinusOneIsTheNegativeClass) {
  if (spec_.task != Task::binary) GTEST_SKIP();
  for (const double z : {-3.0, 0.0, 0.4, 7.0}) {
    const Answer zero = answer(*loss_, testing::row(z, 0)), minus = answer(*loss_, testing::row(z, -1));
    EXPECT_EQ(zero.value, minus.value);
    EXPECT_EQ(zero.slope, minus.slope);
  }
}

std::vector<Choice> allChoices() {
  std::vector<Choice> all;
  for (const auto& entry : lossCatalog())
    for (const Choice& choice : testing::choicesOver(*entry.spec)) all.push_back(choice);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, AnyLoss, ::testing::ValuesIn(allChoices()),
                         [](const auto& each) { return each.param.id + "_" + std::to_string(each.index); });

TEST(LossCatalog, EverySpecIsComplete) {
  for (const auto& entry : lossCatalog()) {
    const LossSpec& spec = *entry.spec;
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_TRUE(testing::isSnakeCase(spec.id));
    for (const auto text : {spec.title, spec.formula, spec.estimates, spec.source})
      EXPECT_FALSE(text.empty());
    for (const auto sentence :
         {spec.domain, spec.caption, spec.outliers, spec.labelNoise, spec.use, spec.avoid})
      EXPECT_TRUE(sentence.ends_with('.')) << "not a sentence: " << sentence;
    testing::expectComplete(spec.parameters);
    EXPECT_EQ(&makeLoss({std::string(spec.id), {}})->spec(), &spec);
  }
}

TEST(LossCatalog, FilesAreNamedAsTheCatalogue) {
  testing::expectFilesMatch(lossCatalog(), "losses", "LossSpec", "_loss");
}

TEST(LossCatalog, EachTaskHasAFirstLoss) {
  EXPECT_EQ(defaultLoss(Task::regression), "mse");
  EXPECT_EQ(defaultLoss(Task::binary), "log_loss");
  EXPECT_EQ(defaultLoss(Task::classes), "cross_entropy");
}

TEST(MakeLoss, AnUnknownIdNamesTheNearest) {
  testing::expectHolds(testing::errorOf([] { makeLoss({"hubber", {}}); }), "did you mean 'huber'");
}

}  // namespace
}  // namespace lossarium
