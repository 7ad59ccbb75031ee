#include "core/experiment/experiment.h"

#include "core/datasets/dataset.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::experimentWith;

TEST(DefaultExperiment, IsTheOpeningScene) {
  const Experiment opening = defaultExperiment();
  EXPECT_EQ(opening.dataset.id, "belgian_calls");
  EXPECT_EQ(opening.model.id, "linear");
  EXPECT_EQ(opening.loss.id, "mse");
  EXPECT_EQ(opening.optimizer.id, "gradient_descent");
  EXPECT_EQ(opening.training.batchSize, 0);
  EXPECT_EQ(opening.training.epochs, datasetSpec("belgian_calls").epochs);
  EXPECT_EQ(opening.optimizer.real("learning_rate"), datasetSpec("belgian_calls").learningRate);
  EXPECT_EQ(opening.split, (Split{1, 0, 0, 1}));
  EXPECT_EQ(opening.penalty, Penalty{});
  EXPECT_TRUE(opening.dataset.flag("standardize"));
  EXPECT_TRUE(opening.start.weights.empty());
  EXPECT_TRUE(opening.changes.empty());
  EXPECT_FALSE(opening.landscape.range);
}

TEST(WithSetting, ChangesOneThing) {
  Experiment expected = defaultExperiment();
  expected.training.batchSize = 8;
  EXPECT_EQ(withSetting(defaultExperiment(), "training.batch_size", std::int64_t{8}), expected);
  EXPECT_EQ(setting(expected, "training.batch_size"), Value(std::int64_t{8}));
  expected.training.earlyStopping.patience = 3;
  EXPECT_EQ(withSetting(expected, "training.early_stopping.patience", std::int64_t{3}), expected);
}

TEST(WithSetting, AnIdBringsThatChoicesDefaults) {
  const Experiment huber = experimentWith({{"loss", std::string("huber")}, {"loss.delta", 3.0}});
  EXPECT_EQ(huber.loss.real("delta"), 3);
  EXPECT_EQ(withSetting(huber, "loss.id", std::string("huber")).loss.real("delta"), 1);
  EXPECT_TRUE(withSetting(huber, "loss", std::string("mae")).loss.parameters.empty());
}

TEST(WithSetting, ADataSetBringsItsOwnRateAndEpochs) {
  const Experiment tuned =
      experimentWith({{"optimizer.learning_rate", 0.33}, {"training.epochs", std::int64_t{7}}});
  for (const auto& entry : datasetCatalog()) {
    const Experiment moved = withSetting(tuned, "dataset", std::string(entry.spec->id));
    EXPECT_EQ(moved.optimizer.real("learning_rate"), entry.spec->learningRate);
    EXPECT_EQ(moved.training.epochs, entry.spec->epochs);
  }
}

TEST(WithSetting, AShareOfTheSplitMakesRoomForItself) {
  const Experiment held = withSetting(defaultExperiment(), "split.validation", 0.25);
  EXPECT_DOUBLE_EQ(held.split.train, 0.75);
  const Experiment tested = withSetting(held, "split.test", 0.25);
  EXPECT_DOUBLE_EQ(tested.split.train, 0.5);
  EXPECT_DOUBLE_EQ(tested.split.validation, 0.25);
  const Experiment less = withSetting(tested, "split.train", 0.6);
  EXPECT_NEAR(less.split.train + less.split.validation + less.split.test, 1, 1e-12);
  EXPECT_DOUBLE_EQ(less.split.test, 0.25);
}

TEST(Settings, GoThereAndBack) {
  Experiment experiment = experimentWith({{"dataset", std::string("noisy_line")},
                                          {"loss", std::string("huber")},
                                          {"optimizer", std::string("adam")},
                                          {"split.validation", 0.5},
                                          {"penalty.l1", 0.25},
                                          {"landscape.range", 2.5}});
  experiment.start.weights = {1, -2};
  EXPECT_EQ(fromSettings(toSettings(experiment)), experiment);
}

// Every section in turn, so that a new section or key is covered.
TEST(FromSettings, AnUnknownKeyInAnySectionIsNamed) {
  for (const auto section : sectionNames()) {
    std::vector<std::string> unknown{"surprise"};
    if (!sectionIsChoice(section)) unknown.emplace_back("id");
    for (const auto& key : unknown) {
      Settings settings;
      settings[std::string(section)][key] = std::string("x");
      const auto message = errorOf([&] { fromSettings(settings, "e."); });
      expectHolds(message, "e." + std::string(section));
      expectHolds(message, "'" + key + "'");
    }
  }
}

TEST(FromSettings, AnUnknownSectionNamesTheNearest) {
  expectHolds(errorOf([] { fromSettings({{"optimiser", {}}}); }), "did you mean 'optimizer'");
}

TEST(FromSettings, AnUnknownIdNamesTheNearest) {
  for (const auto section : sectionNames()) {
    if (!sectionIsChoice(section)) continue;
    for (const auto id : sectionIds(section)) {
      const std::string misspelt = std::string(id) + "x";
      const auto message = errorOf([&] { fromSettings({{std::string(section), {{"id", misspelt}}}}); });
      expectHolds(message, std::string(section));
      expectHolds(message, "'" + misspelt + "'");
      expectHolds(message, "'" + std::string(id) + "'");
    }
  }
}

// Each key of each choice of each section, with a wrong kind and beyond both ends of its range.
TEST(FromSettings, EveryKeyRefusesTheWrongKindAndRange) {
  for (const auto view : sectionNames()) {
    const std::string section(view);
    std::vector<std::string> ids{""};
    if (sectionIsChoice(section)) {
      const auto known = sectionIds(section);
      ids.assign(known.begin(), known.end());
    }
    for (const auto& id : ids)
      for (const ParameterSpec& spec : sectionSpecs(section, id)) {
        std::vector<Value> wrong;
        if (spec.kind == ParameterKind::flag)
          wrong.emplace_back(0.5);
        else
          wrong.emplace_back(true);
        if (spec.kind == ParameterKind::real) {
          if (std::isfinite(spec.minimum)) wrong.emplace_back(std::nextafter(spec.minimum, -1e300));
          wrong.emplace_back(std::nextafter(spec.maximum, 1e300));
        }
        if (spec.kind == ParameterKind::integer && spec.maximum < 1e18)
          wrong.emplace_back(static_cast<std::int64_t>(spec.maximum) + 2);
        if (spec.kind == ParameterKind::integer && spec.minimum > -1e18)
          wrong.emplace_back(static_cast<std::int64_t>(spec.minimum) - 1);
        if (spec.kind == ParameterKind::integer) wrong.emplace_back(spec.maximum * 4);
        for (const Value& value : wrong) {
          Settings settings{{section, {{std::string(spec.id), value}}}};
          if (!id.empty()) settings[section]["id"] = id;
          expectHolds(errorOf([&] { fromSettings(settings); }), section + "." + std::string(spec.id));
        }
      }
  }
}

TEST(FromSettings, SharesThatDoNotSumToOneAreRefused) {
  expectHolds(errorOf([] { fromSettings({{"split", {{"train", 0.5}}}}); }), "split");
  expectHolds(errorOf([] { fromSettings({{"split", {{"train", 0.6}, {"validation", 0.6}}}}); }), "1.2");
  expectHolds(errorOf([] {
                fromSettings({{"split", {{"train", 0.0}, {"validation", 1.0}}}});
              }),
              "split.train");
  EXPECT_NO_THROW(fromSettings({{"split", {{"train", 0.7}, {"validation", 0.2}, {"test", 0.1}}}}));
}

TEST(FromSettings, SeedsHold64Bits) {
  for (const auto section : {"split", "training", "start"})
    for (const std::int64_t seed :
         {std::int64_t{0}, (std::int64_t{1} << 53) + 1, std::numeric_limits<std::int64_t>::max()}) {
      const std::string key = std::string(section) + ".seed";
      EXPECT_EQ(setting(experimentWith({{key, seed}}), key), Value(seed));
    }
  const std::int64_t large = (std::int64_t{1} << 60) + 1;
  EXPECT_EQ(experimentWith({{"dataset", std::string("noisy_line")}, {"dataset.seed", large}})
                .dataset.integer("seed"),
            large);
}

// Between any two of these, applying the difference to the one gives the other.
TEST(Difference, LeadsFromOneExperimentToTheOther) {
  std::vector<Experiment> experiments{
      defaultExperiment(),
      experimentWith({{"loss", std::string("huber")}, {"loss.delta", 2.0}}),
      experimentWith({{"loss", std::string("huber")}, {"penalty.l2", 0.1}}),
      experimentWith({{"optimizer", std::string("adam")}, {"optimizer.learning_rate", 0.2}}),
      experimentWith({{"optimizer.learning_rate", 0.2}, {"training.epochs", std::int64_t{9}}}),
      experimentWith({{"dataset", std::string("noisy_line")}, {"dataset.noise", 1.0}}),
      experimentWith({{"dataset", std::string("noisy_line")},
                      {"optimizer.learning_rate", 0.2},
                      {"training.epochs", std::int64_t{9}}}),
      experimentWith({{"split.validation", 0.5}, {"training.early_stopping.patience", std::int64_t{4}}})};
  for (const Experiment& before : experiments)
    for (const Experiment& after : experiments)
      EXPECT_EQ(withSettings(before, difference(before, after)), after);
  EXPECT_TRUE(difference(experiments[1], experiments[1]).empty());
}

TEST(WithoutSetting, LeavesAllElseAsItIs) {
  const Experiment plain = experimentWith({{"loss", std::string("focal")},
                                           {"loss.gamma", 3.0},
                                           {"optimizer.learning_rate", 0.33},
                                           {"training.epochs", std::int64_t{7}}});
  Experiment weighted = withSetting(plain, "loss.alpha", 0.25);
  EXPECT_NE(weighted, plain);
  weighted.changes = {{4, {{"penalty.l2", 0.1}}}};
  weighted.start.weights = {1, 2};
  Experiment expected = plain;
  expected.changes = weighted.changes;
  expected.start = weighted.start;
  EXPECT_EQ(withoutSetting(weighted, "loss.alpha"), expected);
  EXPECT_EQ(withoutSetting(plain, "loss.alpha"), plain);
  EXPECT_EQ(withoutSetting(experimentWith({{"landscape.range", 2.5}}), "landscape.range"),
            defaultExperiment());
}

// What may be absent, in every choice from a catalogue.
TEST(Difference, LeadsBackFromWhatIsNoLongerThere) {
  int found = 0;
  for (const auto view : sectionNames()) {
    const std::string section(view);
    if (!sectionIsChoice(section)) continue;
    for (const auto id : sectionIds(section))
      for (const ParameterSpec& spec : sectionSpecs(section, std::string(id))) {
        if (!spec.mayBeAbsent) continue;
        ++found;
        Experiment before = experimentWith({{section, std::string(id)},
                                            {"optimizer.learning_rate", 0.33},
                                            {"training.epochs", std::int64_t{7}}});
        Choice& choice = section == "loss" ? before.loss : before.dataset;
        const Experiment without = before;
        const auto key = std::string(spec.id);
        if (spec.kind == ParameterKind::real)
          choice.parameters[key] = 0.25;
        else if (spec.kind == ParameterKind::texts)
          choice.parameters[key] = std::vector<std::string>{"a", "b"};
        else
          choice.parameters[key] =
              spec.kind == ParameterKind::choice ? std::string(choiceWords(spec).back()) : std::string("a");
        SCOPED_TRACE(section + "." + std::string(id) + "." + key);
        EXPECT_EQ(withSettings(before, difference(before, without)), without);
        EXPECT_EQ(withSettings(without, difference(without, before)), before);
        EXPECT_EQ(withoutSetting(before, section + "." + key), without);
      }
  }
  EXPECT_GE(found, 5);
}

TEST(Difference, LeavesTheStartAlone) {
  EXPECT_TRUE(difference(defaultExperiment(), experimentWith({{"start.seed", std::int64_t{5}}})).empty());
}

}  // namespace
}  // namespace lossarium
