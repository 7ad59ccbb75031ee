// The contract of a test function, held for every entry of the catalogue.
#include "core/base/random.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/objectives/test_functions/test_function.h"
#include "tests/core/support/testing.h"

#include <Eigen/Eigenvalues>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numbers>

namespace lossarium {
namespace {

using Json = nlohmann::json;

Vector place(double x, double y) { return (Vector(2) << x, y).finished(); }

double unitOf(const TestFunctionSpec& spec) { return std::max(spec.x.width(), spec.y.width()); }

Vector randomPlace(Random& random, const TestFunctionSpec& spec) {
  return place(spec.x.minimum + random.uniform() * spec.x.width(),
               spec.y.minimum + random.uniform() * spec.y.width());
}

Vector curvaturesAt(const Objective& objective, const Vector& at) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(denseHessian(objective, at)).eigenvalues();
}

std::vector<Choice> choices() {
  std::vector<Choice> all;
  for (const auto& entry : testFunctionCatalog())
    for (const Choice& choice : testing::choicesOver(*entry.spec)) all.push_back(choice);
  return all;
}

class AnyTestFunction : public ::testing::TestWithParam<Choice> {
 protected:
  const TestFunctionSpec& spec_ = testFunctionSpec(GetParam().id);
  const std::unique_ptr<const Objective> function_ = makeTestFunction(GetParam());
};
INSTANTIATE_TEST_SUITE_P(Catalog, AnyTestFunction, ::testing::ValuesIn(choices()),
                         [](const auto& each) { return each.param.id + "_" + std::to_string(each.index); });

// Near the eggholder's roots, whose slopes are infinite, differences say nothing.
bool nearARoot(const TestFunctionSpec& spec, const Vector& at) {
  if (spec.id != "eggholder") return false;
  return std::min(std::abs(at[0] / 2 + at[1] + 47), std::abs(at[0] - at[1] - 47)) < 20;
}

TEST_P(AnyTestFunction, HasTheDerivativesOfItsValue) {
  Random random(5, "places");
  const double h = 1e-6 * unitOf(spec_);
  for (int compared = 0; compared < 100;) {
    const Vector at = randomPlace(random, spec_);
    if (nearARoot(spec_, at)) continue;
    ++compared;
    Vector gradient, ahead, behind;
    const double value = function_->gradient(at, gradient);
    const Matrix hessian = denseHessian(*function_, at);
    EXPECT_NEAR(value, function_->value(at), 1e-12 * (1 + std::abs(value)));
    for (Index k = 0; k < 2; ++k) {
      const Vector step = h * Vector::Unit(2, k);
      const double slope = (function_->value(at + step) - function_->value(at - step)) / (2 * h);
      EXPECT_NEAR(gradient[k], slope, 1e-6 * gradient.norm() + 1e-13 * (1 + std::abs(value)) / h);
      function_->gradient(at + step, ahead);
      function_->gradient(at - step, behind);
      EXPECT_LT((hessian.col(k) - (ahead - behind) / (2 * h)).norm(),
                1e-5 * hessian.norm() + 1e-8 * (1 + gradient.norm()));
    }
  }
}

// Nothing around it is lower; where it is smooth, the gradient is 0 and the Hessian curves upwards.
TEST_P(AnyTestFunction, ItsKnownMinimaAreMinima) {
  for (const KnownMinimum& minimum : spec_.minima) {
    const Vector at = place(minimum.x, minimum.y);
    SCOPED_TRACE(::testing::PrintToString(std::pair(minimum.x, minimum.y)));
    EXPECT_NEAR(function_->value(at), minimum.value, 1e-12 * (1 + std::abs(minimum.value)));
    for (int i = 0; i < 64; ++i) {
      const double angle = 2 * std::numbers::pi * i / 64;
      const Vector beside = at + 1e-4 * unitOf(spec_) * place(std::cos(angle), std::sin(angle));
      if (spec_.x.contains(beside[0]) && spec_.y.contains(beside[1])) {
        EXPECT_GT(function_->value(beside), minimum.value);
      }
    }
    const bool isPoint = spec_.id == "ackley" && at.isZero(0);
    if (minimum.kind == MinimumKind::edge || isPoint) continue;
    Vector gradient;
    function_->gradient(at, gradient);
    EXPECT_GT(curvaturesAt(*function_, at)[0], 0);
    const Vector away = denseHessian(*function_, at).inverse() * gradient;
    EXPECT_LT(away.norm(), 1e-12 * unitOf(spec_));
  }
}

// By looking at very many places, and at some that are very far.
TEST_P(AnyTestFunction, IsNowhereLowerThanItSays) {
  double least = std::numeric_limits<double>::infinity(), far = least;
  Random random(6, "places");
  for (int i = 0; i < 200000; ++i) least = std::min(least, function_->value(randomPlace(random, spec_)));
  for (double distance = unitOf(spec_); distance < 1e12; distance *= 1.37)
    for (int i = 0; i < 64; ++i) {
      const double angle = 2 * std::numbers::pi * i / 64;
      far = std::min(far, function_->value(distance * place(std::cos(angle), std::sin(angle))));
    }
  double lowest = std::numeric_limits<double>::infinity();
  for (const KnownMinimum& minimum : spec_.minima) lowest = std::min(lowest, minimum.value);
  if (!spec_.minima.empty()) {
    EXPECT_GE(least, lowest);
  }
  for (const KnownMinimum& minimum : spec_.minima)
    EXPECT_EQ(minimum.value == lowest, minimum.kind != MinimumKind::local);
  if (spec_.unboundedBelow)
    EXPECT_LT(far, -1e6);
  else
    EXPECT_GE(far, lowest);
}

TEST(TestFunctionCatalog, AgreesWithTheReference) {
  const Json reference = Json::parse(testing::readAll(LOSSARIUM_TEST_DATA "/test_functions.json"));
  int places = 0;
  for (const auto& [id, function] : reference.items()) {
    if (id == "ackley" || id == "eggholder") continue;  // not smooth there; below
    const auto objective = makeTestFunction({id, {}});
    for (const Json& each : function["stationary"]) {
      SCOPED_TRACE(id + each.dump());
      const auto number = [&](const char* key) { return std::stod(each[key].get<std::string>()); };
      const Vector at = place(number("x"), number("y")), found = curvaturesAt(*objective, at);
      Vector gradient;
      const double value = objective->gradient(at, gradient);
      EXPECT_NEAR(value, number("f"), 2e-12 * (1 + std::abs(number("f"))));
      EXPECT_LT(gradient.norm(), 1e-14 * found.cwiseAbs().maxCoeff() * (1 + at.norm()) * 4);
      for (Index k = 0; k < 2; ++k) {
        const double known = std::stod(each["hess_eig"][static_cast<std::size_t>(k)].get<std::string>());
        EXPECT_NEAR(found[k], known, 2e-11 * std::abs(found[1]));
      }
      ++places;
    }
  }
  EXPECT_GE(places, 25);
}

TEST(Ackley, HasASharpPointAtItsMinimum) {
  const auto ackley = makeTestFunction({"ackley", {}});
  EXPECT_NEAR(ackley->value(place(1, 1)), 3.625384938440363, 1e-14);
  Vector gradient;
  EXPECT_NEAR(ackley->gradient(place(0, 0), gradient), 0, 1e-14);
  EXPECT_EQ(gradient, Vector::Zero(2));
  EXPECT_TRUE(denseHessian(*ackley, place(0, 0)).allFinite());
  for (const double angle : {0.0, 0.7, 2.1, 4.0}) {
    ackley->gradient(1e-9 * place(std::cos(angle), std::sin(angle)), gradient);
    EXPECT_NEAR(gradient.norm(), 2 * std::numbers::sqrt2, 1e-6);
  }
  for (const double tiny : {1e-90, 1e-110, 1e-160, 1e-310}) {
    EXPECT_TRUE(denseHessian(*ackley, place(tiny, tiny)).allFinite()) << tiny;
  }
}

TEST(Eggholder, FallsOnBeyondItsEdge) {
  const auto eggholder = makeTestFunction({"eggholder", {}});
  Vector gradient;
  const double value = eggholder->gradient(place(512, 404.2318051137578), gradient);
  EXPECT_NEAR(value, -959.6406627208508, 1e-11);
  EXPECT_NEAR(gradient[1], 0, 1e-10);
  EXPECT_LT(gradient[0], 0);
}

TEST(Eggholder, ARootThatIsZeroCountsAsOneThatDoesNotChange) {
  const auto eggholder = makeTestFunction({"eggholder", {}});
  const Vector at = place(100, 53);  // x − y − 47 = 0
  Vector gradient, other;
  eggholder->gradient(at, gradient);
  const double u = 150, root = std::sqrt(u);  // x/2 + y + 47
  EXPECT_NEAR(gradient[0], -100 * std::cos(root) / (4 * root), 1e-12);
  EXPECT_NEAR(gradient[1], -std::sin(root) - 100 * std::cos(root) / (2 * root), 1e-12);
  EXPECT_TRUE(denseHessian(*eggholder, at).allFinite());
}

TEST(TurnedQuadratic, HasTheCurvaturesOfItsDials) {
  for (const double angle : {-90.0, -20.0, 0.0, 45.0, 90.0}) {
    const auto bowl =
        makeTestFunction({"quadratic", {{"condition", 1e4}, {"angle", angle}, {"curvature", 8.0}}});
    const Vector curvatures = curvaturesAt(*bowl, place(3, -1));
    EXPECT_NEAR(curvatures[0], 8e-4, 1e-14);
    EXPECT_NEAR(curvatures[1], 8, 1e-13);
    const double turn = angle * std::numbers::pi / 180;
    EXPECT_NEAR(bowl->value(place(std::cos(turn), std::sin(turn))), 4e-4, 1e-14) << "along its floor";
  }
}

// The fast derivatives that are written out are those of the formula.
TEST(Rosenbrock, IsInTheCatalogueAsItStands) {
  const auto made = makeTestFunction({"rosenbrock", {}});
  const Rosenbrock own;
  EXPECT_EQ(made->value(place(0.3, 2)), own.value(place(0.3, 2)));
  const TestFunctionSpec& spec = Rosenbrock::spec;
  EXPECT_EQ(place(spec.startX, spec.startY), Rosenbrock::usualStart());
}

TEST(TestFunctionCatalog, EverySpecIsComplete) {
  for (const auto& entry : testFunctionCatalog()) {
    const TestFunctionSpec& spec = *entry.spec;
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_TRUE(testing::isSnakeCase(spec.id));
    EXPECT_FALSE(spec.title.empty());
    EXPECT_FALSE(spec.formula.empty());
    EXPECT_FALSE(spec.source.empty());
    EXPECT_TRUE(spec.caption.ends_with('.')) << "the caption is a sentence";
    EXPECT_GT(spec.x.width(), 0);
    EXPECT_GT(spec.y.width(), 0);
    EXPECT_TRUE(spec.x.contains(spec.startX) && spec.y.contains(spec.startY));
    for (const KnownMinimum& each : spec.minima)
      EXPECT_TRUE(spec.x.contains(each.x) && spec.y.contains(each.y));
    testing::expectComplete(objectiveParameters(spec));
  }
}

TEST(TestFunctionCatalog, FilesAreNamedAsTheCatalogue) {
  testing::expectFilesMatch(testFunctionCatalog(), "objectives/test_functions", "TestFunctionSpec",
                            "_function");
}

TEST(TestFunctionCatalog, AnUnknownIdNamesTheNearest) {
  testing::expectHolds(testing::errorOf([] { makeTestFunction({"himmelblaw", {}}); }), "'himmelblau'");
  testing::expectHolds(testing::errorOf([] {
                         makeTestFunction({"quadratic", {{"angel", 3.0}}});
                       }),
                       "'angle'");
  testing::expectHolds(testing::errorOf([] { makeTestFunction({"booth", {{"x", 1e9}}}); }), "objective.x");
}

}  // namespace
}  // namespace lossarium
