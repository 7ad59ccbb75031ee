// What holds for all drawn data sets, and each one's own formula.
#include "core/datasets/toy_data.h"

#include "core/boxes/detection_columns.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace lossarium {
namespace {

using Dials = std::map<std::string, Value>;

Dataset drawn(const std::string& id, const Dials& dials = {}) { return makeDataset({id, dials}); }

std::vector<const DatasetSpec*> toySets() {
  std::vector<const DatasetSpec*> specs;
  for (const auto& entry : datasetCatalog())
    for (const ParameterSpec& parameter : entry.spec->parameters)
      if (parameter.id == "seed") specs.push_back(entry.spec);
  return specs;
}

const ParameterSpec* dial(const DatasetSpec& spec, std::string_view id) {
  const auto found = std::find_if(spec.parameters.begin(), spec.parameters.end(),
                                  [id](const ParameterSpec& each) { return each.id == id; });
  return found == spec.parameters.end() ? nullptr : &*found;
}

// Objects, each of them detected some times, are as many rows as the product says.
bool countsRows(const ParameterSpec& parameter) {
  return parameter.id == "samples" || parameter.id == "objects" || parameter.id == "detections";
}

/// About so many rows as one can ask for, whichever dials count them.
Dials rowsOf(const DatasetSpec& spec, std::int64_t rows) {
  if (dial(spec, "samples")) return {{"samples", rows}};
  return {{"objects", std::max<std::int64_t>(rows / 3, 1)}, {"detections", std::min<std::int64_t>(rows, 3)}};
}

std::int64_t fewestRows(const DatasetSpec& spec) {
  const ParameterSpec* samples = dial(spec, "samples");
  return samples ? static_cast<std::int64_t>(samples->minimum) : 1;
}

std::vector<Index> classSizes(const Dataset& dataset) {
  std::vector<Index> sizes(dataset.classNames.size());
  for (const double label : dataset.target.col(0)) ++sizes.at(static_cast<std::size_t>(label));
  return sizes;
}

std::uint64_t hashOf(const Dataset& dataset) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto add = [&hash](const Matrix& matrix) {
    for (const double number : matrix.reshaped())
      hash = std::rotl((hash ^ std::bit_cast<std::uint64_t>(number)) * 0x100000001b3ULL, 23);
  };
  add(dataset.features);
  add(dataset.target);
  return hash;
}

// Computed once and written down: other bits on another platform, or by another compiler, fail.
TEST(ToyData, IsTheSameBytesEverywhere) {
  const std::map<std::string, std::uint64_t> known{
      {"blobs", 0x7d32b15324ce6852ULL},        {"bumps", 0xfdae14b7b2d6dd39ULL},
      {"circle", 0x0beee65801edf61bULL},       {"detections", 0xe7f7c43b6a0b247dULL},
      {"gaussians", 0x15c191255952beaeULL},    {"heteroscedastic", 0x32691965b3f1a729ULL},
      {"imbalanced", 0x6c54ca0f133f0b08ULL},   {"noisy_line", 0xc8d6185d0bc2a139ULL},
      {"outlier_line", 0x9f4637cf27f9c805ULL}, {"plane", 0x860b3302e8b1d5f1ULL},
      {"rings", 0x3c8f4486a53b0e4aULL},        {"sine", 0x6241c834feced44bULL},
      {"spiral", 0x7b0f7a255767a051ULL},       {"step", 0xcceaa19c16710201ULL},
      {"two_moons", 0xf3ac2257156ad23eULL},    {"xor", 0x7b36a6cc2c77661bULL}};
  std::map<std::string, std::uint64_t> found;
  for (const DatasetSpec* spec : toySets())
    found[std::string(spec->id)] = hashOf(drawn(std::string(spec->id)));
  EXPECT_EQ(found, known);
}

void expectNoEmptyClass(const Dataset& dataset) {
  for (const Index size : classSizes(dataset)) EXPECT_GT(size, 0);
}

Value endOf(const ParameterSpec& parameter, double end) {
  if (parameter.kind == ParameterKind::flag) return end > 0;
  return checkedValue(end, parameter, "dial");
}

void expectBoxes(const ConstRows& boxes) {
  EXPECT_TRUE((boxes.rightCols(2).array() > boxes.leftCols(2).array()).all());
}

void expectSound(const Dataset& dataset) {
  EXPECT_TRUE(dataset.features.allFinite());
  EXPECT_TRUE(dataset.target.allFinite());
  if (dataset.task == Task::boxes) {
    expectBoxes(dataset.target);
    expectBoxes(dataset.trueBoxes);
    expectBoxes(dataset.features.middleCols(DetectionColumns::predicted, 4));
  }
  if (isClassification(dataset.task)) expectNoEmptyClass(dataset);
  if (!dataset.truth) return;
  const Truth& truth = *dataset.truth;
  if (isClassification(dataset.task)) {
    EXPECT_EQ(truth.probabilities.rows(), dataset.count());
    EXPECT_EQ(truth.probabilities.cols(), static_cast<Index>(dataset.classNames.size()));
    EXPECT_GE(truth.probabilities.minCoeff(), 0);
    EXPECT_LT((truth.probabilities.rowwise().sum().array() - 1).abs().maxCoeff(), 1e-12);
  } else {
    EXPECT_EQ(truth.centre.size(), dataset.count());
    EXPECT_TRUE(truth.centre.allFinite());
    EXPECT_GE(truth.scale.minCoeff(), 0);
  }
}

// All dials at one of their ends, two by two with the number of points; many seeds, so that a class that may
// run empty does.
TEST(ToyData, IsSoundAtTheEndsOfEveryDial) {
  for (const DatasetSpec* spec : toySets())
    for (const ParameterSpec& parameter : spec->parameters) {
      if (parameter.id == "seed" || countsRows(parameter) || parameter.id == "standardize") continue;
      for (const double end : {parameter.minimum, parameter.maximum})
        for (std::int64_t seed = 0; seed < 40; ++seed) {
          const std::string id(spec->id);
          SCOPED_TRACE(id + " " + std::string(parameter.id) + " " + toText(end) + " seed " +
                       std::to_string(seed));
          Dials dials = rowsOf(*spec, fewestRows(*spec) + seed % 3);
          dials["seed"] = seed;
          dials[std::string(parameter.id)] = endOf(parameter, end);
          expectSound(drawn(id, dials));
        }
    }
}

TEST(ToyData, AllDialsAtTheirMostAreSound) {
  for (const DatasetSpec* spec : toySets()) {
    Dials dials;
    for (const ParameterSpec& parameter : spec->parameters)
      if (parameter.id != "seed" && !countsRows(parameter))
        dials[std::string(parameter.id)] = endOf(parameter, parameter.maximum);
    for (std::int64_t samples = 8; samples < 60; samples += 7) {
      for (const auto& [id, value] : rowsOf(*spec, samples)) dials[id] = value;
      SCOPED_TRACE(std::string(spec->id));
      expectSound(drawn(std::string(spec->id), dials));
    }
  }
}

TEST(ToyData, AnotherSeedGivesOtherPoints) {
  for (const DatasetSpec* spec : toySets()) {
    const std::string id(spec->id);
    const Dials noisy = id == "spiral" ? Dials{{"noise", 0.1}} : Dials{};
    Dials one = noisy, two = noisy;
    one["seed"] = std::int64_t{1};
    two["seed"] = std::int64_t{2};
    EXPECT_NE(drawn(id, one).features, drawn(id, two).features) << id;
  }
}

TEST(ToyData, ExactlyTheShareOfLabelsIsWrong) {
  int sets = 0;
  for (const DatasetSpec* spec : toySets()) {
    if (!dial(*spec, "label_noise")) continue;
    const std::string id(spec->id);
    const Dataset clean = drawn(id);
    for (const double share : {0.05, 0.2, 0.5}) {
      const Dataset noisy = drawn(id, {{"label_noise", share}});
      EXPECT_EQ(clean.features, noisy.features) << id;
      EXPECT_EQ((clean.target.array() != noisy.target.array()).count(), std::lround(200 * share)) << id;
    }
    ++sets;
  }
  EXPECT_EQ(sets, 8);
}

TEST(ToyData, DialsOfTargetsLeaveTheInputsInPlace) {
  const std::pair<const char*, const char*> dials[] = {{"outlier_line", "noise"},
                                                       {"outlier_line", "outliers"},
                                                       {"outlier_line", "outlier_size"},
                                                       {"sine", "noise"},
                                                       {"sine", "waves"},
                                                       {"step", "noise"},
                                                       {"step", "outliers"},
                                                       {"heteroscedastic", "noise"},
                                                       {"plane", "noise"},
                                                       {"bumps", "noise"},
                                                       {"circle", "noise"},
                                                       {"xor", "noise"}};
  for (const auto& [id, name] : dials) {
    const Dataset one = drawn(id, {{name, 0.25}}), other = drawn(id, {{name, 0.5}});
    EXPECT_EQ(one.features, other.features) << id;
    EXPECT_NE(one.target, other.target) << id << " " << name;
  }
}

TEST(ToyData, ARunGoesOnWhileADialOfTargetsTurns) {
  const auto with = [](const char* id, double noise) {
    return testing::problemWith({{"dataset.id", std::string(id)}, {"dataset.noise", noise}});
  };
  for (const char* id : {"plane", "bumps", "circle", "xor", "sine", "heteroscedastic"})
    EXPECT_TRUE(canContinue(*with(id, 0.1), *with(id, 0.2))) << id;
  for (const char* id : {"gaussians", "spiral"})
    EXPECT_FALSE(canContinue(*with(id, 0.1), *with(id, 0.2))) << id;
}

TEST(ToyData, TwoClassesMakeABinaryTask) {
  for (const char* id : {"blobs", "rings"}) {
    EXPECT_EQ(drawn(id).task, Task::classes);
    EXPECT_EQ(drawn(id, {{"classes", std::int64_t{2}}}).task, Task::binary);
    const Experiment three = testing::experimentWith({{"dataset.id", std::string(id)}});
    const auto two = build(withSetting(build(three)->experiment, "dataset.classes", std::int64_t{2}));
    EXPECT_EQ(two->experiment.loss.id, "log_loss");
  }
}

// In bins of the probability that the truth gives a class, as many rows are of it as that says: within 4.5
// binomial deviations.
void expectCalibrated(const Dataset& dataset) {
  ASSERT_TRUE(dataset.truth);
  constexpr std::size_t bins = 20;
  const Matrix& p = dataset.truth->probabilities;
  for (Index k = 0; k < p.cols(); ++k) {
    double counted[bins] = {}, expected[bins] = {}, variance[bins] = {};
    for (Index i = 0; i < p.rows(); ++i) {
      const auto bin = std::min(bins - 1, static_cast<std::size_t>(p(i, k) * bins));
      counted[bin] += dataset.target(i, 0) == static_cast<double>(k);
      expected[bin] += p(i, k);
      variance[bin] += p(i, k) * (1 - p(i, k));
    }
    for (std::size_t b = 0; b < bins; ++b)
      EXPECT_LE(std::abs(counted[b] - expected[b]), 4.5 * std::sqrt(variance[b]) + 1)
          << "class " << k << " bin " << b;
  }
}

TEST(ToyData, ClassesComeAsTheTruthSays) {
  for (const char* id : {"gaussians", "circle", "xor", "spiral", "two_moons", "rings", "blobs", "imbalanced"})
    for (const double wrong : {0.0, 0.1})
      for (const double noise : {0.0, 0.05, 0.3}) {
        SCOPED_TRACE(std::string(id) + " noise " + toText(noise) + ", wrong labels " + toText(wrong));
        Dials dials{{"samples", std::int64_t{20000}}, {"label_noise", wrong}};
        if (std::string(id) != "imbalanced") dials["noise"] = noise;
        if (std::string(id) == "blobs") dials["noise"] = 10 * noise;
        const Dataset dataset = drawn(id, dials);
        if (std::string(id) == "spiral" && noise > 0) {
          EXPECT_FALSE(dataset.truth);
        } else {
          expectCalibrated(dataset);
        }
      }
}

TEST(ToyData, TargetsScatterAsTheTruthSays) {
  for (const char* id : {"noisy_line", "outlier_line", "sine", "step", "heteroscedastic", "plane"}) {
    SCOPED_TRACE(id);
    Dials dials{{"samples", std::int64_t{20000}}, {"noise", 0.4}};
    for (const char* none : {"noisy_line", "outlier_line", "sine", "step"})
      if (std::string(id) == none) dials["outliers"] = 0.0;
    const Dataset dataset = drawn(id, dials);
    ASSERT_TRUE(dataset.truth);
    const Truth& truth = *dataset.truth;
    const Eigen::ArrayXd noise = (dataset.target.col(0) - truth.centre).array() / truth.scale.array();
    const double variance = truth.shape == NoiseShape::normal ? 1 : 1.0 / 6;
    EXPECT_NEAR(noise.mean(), 0, 4 * std::sqrt(variance / 20000));
    EXPECT_NEAR(noise.square().mean(), variance, 6 * variance / std::sqrt(20000.0));
    if (truth.shape == NoiseShape::triangular) {
      EXPECT_LE(noise.abs().maxCoeff(), 1 + 1e-9);
      EXPECT_NEAR(noise.abs().mean(), 1.0 / 3, 0.01);  // of a uniform noise it would be ½
    }
  }
}

TEST(OutlierLine, LiftsItsShareByTheSize) {
  const Dials clean{{"outliers", 0.0}};
  for (const bool oneSided : {true, false}) {
    const Dataset line =
        drawn("outlier_line", {{"outliers", 0.3}, {"outlier_size", 5.0}, {"one_sided", oneSided}});
    const Vector lift = line.target - drawn("outlier_line", clean).target;
    EXPECT_EQ((lift.array() > 4.9).count(), oneSided ? 60 : 30);
    EXPECT_EQ((lift.array() < -4.9).count(), oneSided ? 0 : 30);
    EXPECT_EQ((lift.array().abs() < 1e-12).count(), 140);
    double share = 0, mean = 0;
    for (const ShiftedShare& each : line.truth->shifts) {
      share += each.share;
      mean += each.share * each.shift;
    }
    EXPECT_NEAR(share, 1, 1e-15);
    EXPECT_NEAR(mean, lift.mean(), 1e-12);
  }
}

TEST(Sine, WithoutNoiseItIsTheWave) {
  const Dataset sine = drawn("sine", {{"noise", 0.0}, {"waves", 2.5}});
  for (Index i = 0; i < sine.count(); ++i)
    EXPECT_NEAR(sine.target(i, 0), std::sin(2 * std::numbers::pi * 2.5 * sine.features(i, 0) / 6), 1e-14);
}

TEST(Step, WithoutNoiseItHasTwoHeights) {
  const Dataset step = drawn("step", {{"noise", 0.0}});
  for (Index i = 0; i < step.count(); ++i) EXPECT_EQ(step.target(i, 0), step.features(i, 0) < 0 ? -1 : 1);
}

TEST(Heteroscedastic, SpreadsTenfoldFromLeftToRight) {
  const Dataset set = drawn("heteroscedastic", {{"samples", std::int64_t{50000}}, {"noise", 3.0}});
  const auto deviationAbout = [&](double x) {
    double sum = 0, rows = 0;
    for (Index i = 0; i < set.count(); ++i) {
      if (std::abs(set.features(i, 0) - x) > 0.1) continue;
      const double r = set.target(i, 0) - (0.5 * set.features(i, 0) + 2);
      sum += r * r;
      ++rows;
    }
    return std::sqrt(sum / rows);
  };
  EXPECT_NEAR(deviationAbout(0.1), 3 * 0.109, 0.03);
  EXPECT_NEAR(deviationAbout(9.9), 3 * 0.991, 0.25);
}

TEST(Plane, WithoutNoiseItIsThePlane) {
  const Dataset plane = drawn("plane", {{"noise", 0.0}});
  EXPECT_LT((plane.target.col(0) - plane.features.rowwise().sum() / 10).cwiseAbs().maxCoeff(), 1e-15);
  EXPECT_LE(plane.features.cwiseAbs().maxCoeff(), 6);
  EXPECT_GT(plane.features.maxCoeff(), 5.7);
}

TEST(Bumps, AreConesOfRadiusTwo) {
  const Dataset bumps = drawn("bumps", {{"samples", std::int64_t{5000}}});
  EXPECT_GT(bumps.target.maxCoeff(), 0.9);
  EXPECT_LT(bumps.target.minCoeff(), -0.9);
  for (Index i = 0; i < bumps.count(); ++i) {
    // The cones' feet meet but do not cross, so |y| is 1 − half of the distance to the nearest centre.
    const double x1 = bumps.features(i, 0), x2 = bumps.features(i, 1);
    const double nearest1 = 4 * std::clamp(std::round(x1 / 4), -1.0, 1.0), nearest2 = x2 > 0 ? 2.5 : -2.5;
    const double distance = std::hypot(x1 - nearest1, x2 - nearest2);
    const bool up = (nearest1 != 0) == (nearest2 > 0);
    EXPECT_NEAR(bumps.target(i, 0), (up ? 1 : -1) * std::max(0.0, 1 - distance / 2), 1e-12);
  }
}

TEST(Gaussians, HaveTheirCentresAndVariance) {
  const Dataset clouds = drawn("gaussians", {{"samples", std::int64_t{20000}}, {"noise", 0.2}});
  const Vector side = 2 * clouds.target.col(0).array() - 1;
  for (Index j = 0; j < 2; ++j) {
    const Eigen::ArrayXd off = clouds.features.col(j).array() - 2 * side.array();
    EXPECT_NEAR(off.mean(), 0, 0.05);
    EXPECT_NEAR(off.square().mean(), 1.9, 0.08);
  }
}

TEST(Circle, WithoutNoiseTheRadiusTells) {
  const Dataset circle = drawn("circle");
  EXPECT_EQ(classSizes(circle), (std::vector<Index>{100, 100}));
  for (Index i = 0; i < circle.count(); ++i) {
    const double r = circle.features.row(i).norm();
    EXPECT_TRUE(circle.target(i, 0) == 1 ? r < 2.5 : r > 3.49 && r < 5.01);
  }
}

TEST(Xor, WithoutNoiseTheProductTells) {
  const Dataset quadrants = drawn("xor");
  for (Index i = 0; i < quadrants.count(); ++i) {
    EXPECT_EQ(quadrants.target(i, 0), quadrants.features(i, 0) * quadrants.features(i, 1) >= 0);
    EXPECT_GE(quadrants.features.row(i).cwiseAbs().minCoeff(), 0.3);
  }
}

TEST(Spiral, WindsOnceAndThreeQuarters) {
  const Dataset spiral = drawn("spiral", {{"samples", std::int64_t{400}}});
  for (Index i = 0; i < spiral.count(); ++i) {
    const double s = static_cast<double>(i / 2) / 200, side = i % 2 == 1 ? 1 : -1;
    EXPECT_NEAR(spiral.features(i, 0), side * 5 * s * std::sin(3.5 * std::numbers::pi * s), 1e-12);
    EXPECT_NEAR(spiral.features(i, 1), side * 5 * s * std::cos(3.5 * std::numbers::pi * s), 1e-12);
    EXPECT_EQ(spiral.target(i, 0), side > 0);
  }
}

TEST(TwoMoons, LieOnTheirHalfCircles) {
  const Dataset moons = drawn("two_moons", {{"noise", 0.0}});
  for (Index i = 0; i < moons.count(); ++i) {
    const bool lower = moons.target(i, 0) == 1;
    const double x1 = moons.features(i, 0) - (lower ? 1 : 0), x2 = moons.features(i, 1) - (lower ? 0.5 : 0);
    EXPECT_NEAR(std::hypot(x1, x2), 1, 1e-12);
    EXPECT_TRUE(lower ? x2 <= 0 : x2 >= 0);
  }
}

TEST(Rings, LieAtTheirRadius) {
  const Dataset rings = drawn("rings", {{"noise", 0.0}, {"classes", std::int64_t{5}}});
  EXPECT_EQ(classSizes(rings), (std::vector<Index>(5, 40)));
  for (Index i = 0; i < rings.count(); ++i)
    EXPECT_NEAR(rings.features.row(i).norm(), rings.target(i, 0) + 1, 1e-12);
}

TEST(Blobs, LieAboutCentresOnACircle) {
  const Dataset blobs = drawn("blobs", {{"samples", std::int64_t{16000}}, {"classes", std::int64_t{8}}});
  for (int k = 0; k < 8; ++k) {
    double x1 = 0, x2 = 0;
    for (Index i = k; i < blobs.count(); i += 8) {
      EXPECT_EQ(blobs.target(i, 0), k);
      x1 += blobs.features(i, 0) / 2000;
      x2 += blobs.features(i, 1) / 2000;
    }
    EXPECT_NEAR(x1, 4 * std::sin(k * std::numbers::pi / 4), 0.12);
    EXPECT_NEAR(x2, 4 * std::cos(k * std::numbers::pi / 4), 0.12);
  }
}

TEST(Imbalanced, HasItsShareOfTheRareClass) {
  const auto rare = [](std::int64_t samples, double share) {
    return classSizes(drawn("imbalanced", {{"samples", samples}, {"positive_share", share}}))[1];
  };
  EXPECT_EQ(rare(200, 0.08), 16);
  EXPECT_EQ(rare(1000, 0.01), 10);
  EXPECT_EQ(rare(20, 0.01), 1);
  EXPECT_EQ(rare(2, 0.5), 1);
}

TEST(KeepEveryClass, GivesBackTheFirstRowOfAClassThatIsGone) {
  Dataset dataset = classRows({"rings", {{"samples", std::int64_t{4}}}}, {"a", "b", "c"});
  dataset.target << 1, 2, 2, 2;
  dataset.truth.emplace();
  keepEveryClass(dataset, {0, 1, 2, 2});
  EXPECT_EQ(dataset.target, (Vector(4) << 0, 1, 2, 2).finished());
  EXPECT_FALSE(dataset.truth);
}

}  // namespace
}  // namespace lossarium
