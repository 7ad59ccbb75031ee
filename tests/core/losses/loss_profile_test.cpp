#include "core/losses/loss_profile.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

std::unique_ptr<const Loss> loss(const std::string& id, std::map<std::string, Value> parameters = {}) {
  return makeLoss({id, std::move(parameters)});
}

TEST(LossProfile, AResidualIsPredictionMinusTarget) {
  const ProfilePoint point = profileAt(*loss("mape"), ProfileAxis::residual, {.target = 10}, -2);
  EXPECT_DOUBLE_EQ(point.value, 20);
  EXPECT_DOUBLE_EQ(point.slope, -10);
  EXPECT_DOUBLE_EQ(profileAt(*loss("mape"), ProfileAxis::prediction, {.target = 10}, 8).value, 20);
}

TEST(LossProfile, AProbabilityIsOfItsLogit) {
  const auto log = loss("log_loss");
  const ProfilePoint right = profileAt(*log, ProfileAxis::probability, {.target = 1}, 0.2);
  EXPECT_NEAR(right.value, -std::log(0.2), 1e-12);
  EXPECT_NEAR(right.slope, -0.8, 1e-12) << "by the logit";
  EXPECT_NEAR(profileAt(*log, ProfileAxis::probability, {.target = 0}, 0.2).value, -std::log(0.8), 1e-12);
  const ProfilePoint one =
      profileAt(*loss("cross_entropy"), ProfileAxis::trueProbability, {.classes = 4}, 0.2);
  EXPECT_NEAR(one.value, -std::log(0.2), 1e-12);
  EXPECT_NEAR(one.slope, -0.8, 1e-12);
  EXPECT_TRUE(std::isfinite(profileAt(*log, ProfileAxis::probability, {}, 0).value));
}

TEST(LossProfile, BothSidesOfEachKinkAreThere) {
  const Profile profile = lossProfile(*loss("huber", {{"delta", 2.0}}), ProfileAxis::residual, {}, -5, 5, 11);
  ASSERT_EQ(profile.breaks.size(), 2U);
  for (const Index i : profile.breaks) {
    EXPECT_NEAR(profile.x[i], profile.x[i + 1], 1e-7);
    EXPECT_NEAR(std::abs(profile.x[i]), 2, 1e-7);
    EXPECT_NE(profile.curvature[i], profile.curvature[i + 1]);
  }
  EXPECT_TRUE(std::is_sorted(profile.x.begin(), profile.x.end()));
  EXPECT_EQ(profile.x[0], -5);
  EXPECT_EQ(profile.x[profile.x.size() - 1], 5);
}

TEST(LossProfile, SlopeAndCurvatureAreThoseAlongTheAxis) {
  for (const LossEntry& entry : lossCatalog()) {
    if (entry.spec->partialSlope) continue;
    const auto made = loss(std::string(entry.spec->id));
    for (const ProfileAxisSpec& axis : profileAxes(entry.spec->task)) {
      if (axis.bounded) continue;  // there they are by the logit
      const ProfileGround ground;
      const double x = 0.3 * axis.from + 0.7 * axis.to + 0.0137, step = 1e-5;
      const double unit = entry.spec->task == Task::boxes ? ground.targetBox[2] - ground.targetBox[0] : 1;
      const ProfilePoint here = profileAt(*made, axis.axis, ground, x);
      const ProfilePoint left = profileAt(*made, axis.axis, ground, x - step);
      const ProfilePoint right = profileAt(*made, axis.axis, ground, x + step);
      SCOPED_TRACE(std::string(entry.spec->id) + " along " + std::string(axis.id));
      EXPECT_NEAR(here.slope, (right.value - left.value) / (2 * step * unit),
                  1e-4 * (1 + std::abs(here.slope)));
      EXPECT_NEAR(here.curvature, (right.slope - left.slope) / (2 * step * unit),
                  1e-4 * (1 + std::abs(here.curvature)));
    }
  }
}

using Kind = ProfileZone::Kind;

TEST(ProfileZones, NameWhatIsFlatAndWhatIsLinear) {
  const auto zones = [](const char* id, ProfileAxis axis, const ProfileGround& ground = {}) {
    return profileZones(*loss(id), axis, ground, -4, 4);
  };
  using Zones = std::vector<ProfileZone>;
  EXPECT_EQ(zones("mse", ProfileAxis::residual), Zones{});
  EXPECT_EQ(zones("huber", ProfileAxis::residual), (Zones{{-4, -1, Kind::linear}, {1, 4, Kind::linear}}));
  EXPECT_EQ(zones("mae", ProfileAxis::residual), (Zones{{-4, 0, Kind::linear}, {0, 4, Kind::linear}}));
  EXPECT_EQ(zones("hinge", ProfileAxis::margin), (Zones{{-4, 1, Kind::linear}, {1, 4, Kind::flat}}));
  EXPECT_EQ(zones("hinge", ProfileAxis::logit, {.target = 0}),
            (Zones{{-4, -1, Kind::flat}, {-1, 4, Kind::linear}}));
  EXPECT_EQ(zones("zero_one", ProfileAxis::margin), (Zones{{-4, 0, Kind::flat}, {0, 4, Kind::flat}}));
  EXPECT_EQ(zones("epsilon_insensitive", ProfileAxis::residual),
            (Zones{{-4, -0.1, Kind::linear}, {-0.1, 0.1, Kind::flat}, {0.1, 4, Kind::linear}}));
  EXPECT_EQ(zones("multiclass_hinge", ProfileAxis::lead), (Zones{{-4, 1, Kind::linear}, {1, 4, Kind::flat}}));
}

TEST(ProfilePlaces, AreWhereSamplesSitOnTheAxis) {
  const Matrix prediction = (Matrix(2, 1) << 1.5, -2).finished();
  const Vector target = (Vector(2) << 1, 0).finished();
  const auto places = [&](ProfileAxis axis, double label) {
    return profilePlaces(axis, {.target = label}, prediction, target);
  };
  EXPECT_EQ(places(ProfileAxis::residual, 1), (Vector(2) << 0.5, -2).finished());
  EXPECT_EQ(places(ProfileAxis::prediction, 1), (Vector(2) << 1.5, -2).finished());
  EXPECT_EQ(places(ProfileAxis::margin, 1), (Vector(2) << 1.5, 2).finished());
  EXPECT_EQ(places(ProfileAxis::logit, 1), (Vector(2) << 1.5, 2).finished()) << "both are right";
  EXPECT_EQ(places(ProfileAxis::logit, 0), (Vector(2) << -1.5, -2).finished());
  EXPECT_NEAR(places(ProfileAxis::probability, 1)[1], 1 / (1 + std::exp(-2.0)), 1e-15);
}

TEST(ProfilePlaces, OfClassesAreTheLeadOfTheTrueOne) {
  const Matrix logits = (Matrix(1, 3) << 0, 0, 2).finished();
  const Vector target = Vector::Constant(1, 2);
  EXPECT_NEAR(profilePlaces(ProfileAxis::lead, {}, logits, target)[0], 2, 1e-15);
  EXPECT_NEAR(profilePlaces(ProfileAxis::trueProbability, {}, logits, target)[0],
              std::exp(2.0) / (2 + std::exp(2.0)), 1e-15);
  EXPECT_EQ(profilePlaces(ProfileAxis::shift, {}, logits, target).size(), 0);
}

}  // namespace
}  // namespace lossarium
