// What the height of a surface is, in the words of settings.
#include "core/experiment/height_choice.h"

#include "core/experiment/session_file.h"
#include "core/training/metrics.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using Texts = std::vector<std::string>;

LandscapeChoice landscapeWith(const std::map<std::string, Value>& settings) {
  return withSettings(defaultExperiment(), settings).landscape;
}

TEST(HeightChoice, WordsGoBothWays) {
  for (const std::string words :
       {"training", "validation", "test", "accuracy", "validation accuracy", "test mae"})
    EXPECT_EQ(toText(heightFrom(words)), words);
  EXPECT_EQ(toText(heightFrom("training mae")), "mae");
  EXPECT_EQ(heightFrom("validation accuracy"),
            (HeightChoice{.part = DataPart::validation, .metric = "accuracy"}));
}

TEST(HeightChoice, TheObjectiveIsWhatNobodyChose) {
  EXPECT_TRUE(heightOf(LandscapeChoice()).isObjective());
  EXPECT_FALSE(heightOf(landscapeWith({{"landscape.penalty", false}})).isObjective());
  EXPECT_FALSE(heightOf(landscapeWith({{"landscape.of", std::string("mse")}})).isObjective());
}

TEST(HeightChoice, WhatIsLaidOverIsOfTheSameMeasure) {
  const auto overlay = overlayOf(landscapeWith(
      {{"landscape.of", std::string("accuracy")}, {"landscape.overlay", Texts{"validation", "f1"}}}));
  ASSERT_EQ(overlay.size(), 2u);
  EXPECT_EQ(overlay[0], (HeightChoice{.part = DataPart::validation, .metric = "accuracy"}));
  EXPECT_EQ(overlay[1], (HeightChoice{.metric = "f1"}));
}

TEST(HeightChoice, UnknownWordsNameTheNearest) {
  const auto errorFor = [](const char* key, const Value& value) {
    return errorOf([&] { landscapeWith({{key, value}}); });
  };
  const std::string rows = errorFor("landscape.of", std::string("validaton"));
  expectHolds(rows, "landscape.of");
  expectHolds(rows, "did you mean 'validation'?");
  expectHolds(errorFor("landscape.of", std::string("acuracy")), "did you mean 'accuracy'?");
  expectHolds(errorFor("landscape.of", std::string("validation hubber")), "did you mean 'huber'?");
  expectHolds(errorFor("landscape.overlay", Texts{"tests"}), "did you mean 'test'?");
  expectHolds(errorFor("landscape.overlay", Texts{"training"}), "'training' is shown already");
  expectHolds(errorFor("landscape.of", std::int64_t{3}), "landscape.of");
}

TEST(HeightChoice, SettingsKeepIt) {
  const Experiment experiment =
      withSettings(defaultExperiment(), {{"landscape.of", std::string("validation")},
                                         {"landscape.overlay", Texts{"training", "test"}},
                                         {"landscape.penalty", false}});
  EXPECT_EQ(fromSettings(toSettings(experiment)).landscape, experiment.landscape);
  EXPECT_FALSE(toSettings(defaultExperiment()).at("landscape").contains("of"))
      << "what is as usual is not written";
}

TEST(HeightChoice, ListsAreTypedAsWords) {
  const auto landscapeFrom = [](const std::string& key, const std::string& text) {
    return experimentFrom({{"landscape." + key, text}}).landscape;
  };
  EXPECT_EQ(landscapeFrom("overlay", "mae").overlay, Texts{"mae"});
  EXPECT_EQ(landscapeFrom("overlay", "validation,test").overlay, (Texts{"validation", "test"}));
  EXPECT_EQ(landscapeFrom("overlay", "").overlay, Texts());
  EXPECT_EQ(landscapeFrom("weights", "layer1.weight[0,1],layer2.bias[0]").weights,
            (Texts{"layer1.weight[0,1]", "layer2.bias[0]"}));
  EXPECT_EQ(landscapeFrom("overlay", "[\"mae\"]").overlay, Texts{"mae"});
}

TEST(HeightChoice, EachMetricOfATaskIsKnown) {
  const auto ids = metricIds();
  for (const auto& [dataset, target] :
       {std::pair("belgian_calls", ""), std::pair("iris", "species"), std::pair("two_moons", "")}) {
    std::map<std::string, Value> settings{{"dataset", std::string(dataset)}};
    if (*target) settings["dataset.target"] = std::string(target);
    for (const Metric& metric : metricsFor(*testing::problemWith(settings)))
      EXPECT_NE(std::find(ids.begin(), ids.end(), metric.spec.id), ids.end()) << metric.spec.id;
  }
}

TEST(HeightChoice, HeightsAreNoPartOfThePlane) {
  const LandscapeChoice plain;
  const LandscapeChoice other =
      landscapeWith({{"landscape.of", std::string("mae")}, {"landscape.penalty", false}});
  EXPECT_TRUE(frameAlike(plain, other));
  LandscapeChoice wider = other;
  wider.range = 3;
  EXPECT_FALSE(frameAlike(plain, wider));
  EXPECT_TRUE(cutAlike(plain, wider));
  wider.plane = "random";
  EXPECT_FALSE(cutAlike(plain, wider));
}

}  // namespace
}  // namespace lossarium
