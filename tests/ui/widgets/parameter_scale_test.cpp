#include "ui/widgets/parameter_scale.h"

#include "core/experiment/experiment.h"
#include "ui/widgets/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

TEST(ParameterScale, EverySliderReachesBothEndsAndNeverLeavesTheRange) {
  for (const auto section : sectionNames()) {
    const auto ids = sectionIsChoice(section) ? sectionIds(section) : std::vector<std::string_view>{""};
    for (const auto id : ids)
      for (const auto& spec : sectionSpecs(section, std::string(id))) {
        if (spec.kind != ParameterKind::real && spec.kind != ParameterKind::integer) continue;
        if (spec.id == "seed") continue;  // has no slider
        EXPECT_EQ(sliderValue(spec, 0), spec.minimum) << spec.id;
        EXPECT_EQ(sliderValue(spec, sliderSteps), spec.maximum) << spec.id;
        double before = spec.minimum;
        for (int position = 0; position <= sliderSteps; ++position) {
          const double value = sliderValue(spec, position);
          EXPECT_GE(value, before) << spec.id;
          EXPECT_LE(value, spec.maximum) << spec.id;
          before = value;
        }
      }
  }
}

TEST(ParameterScale, AValueComesBackNearToWhereItWas) {
  const ParameterSpec rate{
      .id = "rate", .label = "", .minimum = 1e-6, .maximum = 100, .scale = ParameterScale::logarithmic};
  for (const double value : {1e-6, 3e-4, 0.05, 1.0, 42.0, 100.0})
    EXPECT_NEAR(std::log(sliderValue(rate, sliderPosition(rate, value)) / value), 0, 0.01);
}

// A box may lie anywhere in a large picture; most are drawn near the origin.
TEST(ParameterScale, AWideRangeAroundZeroIsFineNearIt) {
  const ParameterSpec corner{.id = "x1", .label = "", .minimum = -10000, .maximum = 10000};
  EXPECT_EQ(sliderPosition(corner, 0), sliderSteps / 2);
  EXPECT_EQ(sliderValue(corner, sliderSteps / 2), 0);
  for (const double value : {-300.0, -8.0, 1.0, 3.0, 5.0, 8.0, 300.0})
    EXPECT_NEAR(sliderValue(corner, sliderPosition(corner, value)) / value, 1, 0.05) << value;
  EXPECT_GT(sliderPosition(corner, 8) - sliderPosition(corner, 1), sliderSteps / 8);
  EXPECT_EQ(sliderValue(corner, sliderPosition(corner, -10000)), -10000);
  EXPECT_EQ(sliderValue(corner, sliderPosition(corner, 10000)), 10000);
}

TEST(NumberText, WritesNumbersAsPeopleReadThem) {
  EXPECT_EQ(numberText(-26.0059, 5), QStringLiteral("−26.006"));
  EXPECT_EQ(numberText(0, 4), QStringLiteral("0.000"));
  EXPECT_EQ(numberText(0.00123, 3), QStringLiteral("0.0012")) << "two digits count at least";
  EXPECT_EQ(numberText(0.1234, 4), QStringLiteral("0.123"));
  EXPECT_EQ(numberText(0.0456, 4), QStringLiteral("0.046"));
  EXPECT_EQ(numberText(1.5e-7, 3), QStringLiteral("1.50×10⁻⁷"));
  EXPECT_EQ(numberText(-2.9408e7, 5), QStringLiteral("−2.9408×10⁷"));
  EXPECT_EQ(numberText(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("–"));
  EXPECT_EQ(numberText(-std::numeric_limits<double>::infinity()), QStringLiteral("−∞"));
}

TEST(Readable, AUnitAtTheEndStandsInBrackets) {
  EXPECT_EQ(readable("log_light"), QStringLiteral("log light"));
  EXPECT_EQ(readable("body_mass_g"), QStringLiteral("body mass (g)"));
  EXPECT_EQ(readable("calls_ten_millions"), QStringLiteral("calls (ten millions)"));
  EXPECT_EQ(readable("eruption_minutes"), QStringLiteral("eruption (minutes)"));
  EXPECT_EQ(readable("g"), QStringLiteral("g"));
  EXPECT_EQ(readable("x_"), QStringLiteral("x "));
}

}  // namespace
}  // namespace lossarium::ui
