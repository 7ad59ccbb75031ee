// Values and slopes at extreme places, relative to their own size: next to certainty, far out, next to a
// limit, next to the target. The numbers are mpmath's (tests/data/extreme_losses.py).
#include "core/experiment/strict_json.h"
#include "tests/core/losses/loss_rows.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

// A power of a probability multiplies its logarithm's rounding: at a logit of 700 some hundred units in the
// last place.
constexpr double tolerance = 1e-13;
constexpr double smallest = 1e-300;  // below lie numbers with fewer digits

Vector vectorOf(const Json& json) {
  const auto numbers = json.get<std::vector<double>>();
  return Eigen::Map<const Vector>(numbers.data(), static_cast<Index>(numbers.size()));
}

void expectClose(double found, double exact, double size, const std::string& what) {
  EXPECT_NEAR(found, exact, tolerance * size + smallest) << what;
}

TEST(ExtremeLosses, KeepTheirDigits) {
  const Json cases =
      parseStrictJson(testing::readAll(LOSSARIUM_TEST_DATA "/extreme_losses.json"), "extreme_losses.json");
  EXPECT_GT(cases.size(), 250U);
  for (const Json& each : cases) {
    Choice choice{each["loss"].get<std::string>(), {}};
    for (const auto& [key, value] : each["parameters"].items())
      choice.parameters[key] = valueFromJson(value, key);
    const testing::Answer found =
        testing::answer(*makeLoss(choice), {vectorOf(each["prediction"]), vectorOf(each["target"])});
    const Vector slope = vectorOf(each["slope"]);
    const double value = each["value"].get<double>();
    expectClose(found.value, value, std::abs(value), each.dump() + " value");
    // An edge of a box feels both areas: next to the target what they say cancels.
    const bool box = slope.size() == 4;
    for (Index k = 0; k < slope.size(); ++k)
      expectClose(found.slope[k], slope[k], box ? slope.cwiseAbs().maxCoeff() : std::abs(slope[k]),
                  each.dump() + " slope " + std::to_string(k));
  }
}

}  // namespace
}  // namespace lossarium
