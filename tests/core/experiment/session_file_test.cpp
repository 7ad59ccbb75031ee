#include "core/experiment/session_file.h"

#include "core/experiment/strict_json.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <iterator>
#include <limits>
#include <tuple>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::experimentWith;
using testing::TemporaryFolder;

std::vector<Experiment> parse(const std::string& text, const std::vector<Override>& overrides = {}) {
  return parseSession(text, "s.lossarium", "/home/ada", overrides);
}
std::string session(const std::string& experiments) {
  return R"({"lossarium": 1, "experiments": [)" + experiments + "]}";
}
std::string errorIn(const std::string& text) {
  return errorOf([&] { parse(text); });
}

void expectRoundTrip(const std::vector<Experiment>& experiments) {
  EXPECT_EQ(parse(toJson(experiments, "/home/ada")), experiments) << toJson(experiments);
}

TEST(Session, AnEmptyExperimentIsTheOpeningOne) {
  EXPECT_EQ(parse(session("{}")).at(0), defaultExperiment());
}

TEST(Session, EveryChoiceOfEverySectionGoesThereAndBack) {
  for (const auto section : sectionNames()) {
    if (!sectionIsChoice(section)) continue;
    for (const auto id : sectionIds(section)) {
      std::vector<Experiment> all{experimentWith({{std::string(section), std::string(id)}})};
      for (const ParameterSpec& spec : sectionSpecs(section, std::string(id)))
        for (const Value& value : testing::valuesOver(spec))
          all.push_back(withSetting(all[0], std::string(section) + "." + std::string(spec.id), value));
      expectRoundTrip(all);
    }
  }
}

TEST(Session, EverythingElseGoesThereAndBack) {
  Experiment rich = experimentWith({{"split.train", 0.7},
                                    {"split.validation", 0.2},
                                    {"split.test", 0.1},
                                    {"penalty.l1", 0.1},
                                    {"penalty.l2", 1.0 / 3},
                                    {"training.batch_size", std::int64_t{10}},
                                    {"training.tolerance", 1e-9},
                                    {"training.early_stopping.patience", std::int64_t{20}},
                                    {"training.early_stopping.min_delta", 1e-4},
                                    {"training.early_stopping.restore_best", false},
                                    {"training.seed", std::numeric_limits<std::int64_t>::max()},
                                    {"landscape.grid", std::int64_t{33}},
                                    {"landscape.range", 0.1}});
  rich.start.weights = {0.1, -1e-300, 3};
  rich.changes = {{5, {{"loss.id", std::string("huber")}, {"loss.delta", 0.1}}},
                  {5, {{"penalty.l2", 0.5}}},
                  {90, {{"training.batch_size", std::int64_t{3}}}}};
  expectRoundTrip({rich, defaultExperiment(), rich});
}

TEST(Session, ACsvDataSetGoesThereAndBack) {
  const auto csv = [](const std::string& file) {
    return experimentWith({{"dataset", std::string("csv")},
                           {"dataset.file", file},
                           {"dataset.features", std::vector<std::string>{"a, \"b\"", "ü"}},
                           {"dataset.target", std::string("y")},
                           {"dataset.task", std::string("regression")},
                           {"dataset.standardize", false}});
  };
  expectRoundTrip({csv("/home/ada/data/stars.csv"), csv("/elsewhere/stars.csv"), csv("/home/stars.csv")});
}

TEST(Session, ACsvFileIsWrittenRelativeWhereItLiesBeside) {
  const Experiment csv = experimentWith(
      {{"dataset", std::string("csv")}, {"dataset.file", std::string("/home/ada/data/stars.csv")}});
  expectHolds(toJson({csv}, "/home/ada"), "\"data/stars.csv\"");
  expectHolds(toJson({csv}, "/home/bob"), "\"/home/ada/data/stars.csv\"");
}

TEST(Session, ARelativeCsvFileIsTakenFromTheSessionsFolder) {
  const auto read = parse(session(R"({"dataset": {"id": "csv", "file": "../stars.csv"}})"));
  EXPECT_EQ(read.at(0).dataset.text("file"), "/home/stars.csv");
}

TEST(Session, TheContractsExampleIsRead) {
  const auto read = parse(session(R"({
    "dataset":   {"id": "noisy_line", "samples": 200, "noise": 0.3, "outliers": 0.1, "seed": 7},
    "split":     {"train": 0.6, "validation": 0.2, "test": 0.2, "seed": 1},
    "loss":      {"id": "huber", "delta": 1.0},
    "penalty":   {"l1": 0, "l2": 0},
    "optimizer": {"id": "adam", "learning_rate": 0.05, "schedule": "constant"},
    "training":  {"batch_size": 0, "epochs": 500, "seed": 1, "tolerance": 0,
                  "early_stopping": {"patience": 0, "min_delta": 0, "restore_best": true}},
    "start":     {"seed": 1},
    "landscape": {"plane": "parameters", "grid": 101} })"));
  EXPECT_EQ(read.at(0).dataset.integer("samples"), 200);
  EXPECT_EQ(read.at(0).split.validation, 0.2);
  EXPECT_EQ(read.at(0).training.epochs, 500);
  EXPECT_EQ(read.at(0).optimizer.real("learning_rate"), 0.05);
}

struct Wrong {
  const char* experiment;
  const char* part;  // what the message must name
};

TEST(Session, WhatIsWrongIsNamed) {
  const Wrong all[] = {
      {R"({"lss": {}})", "did you mean 'loss'"},
      {R"({"loss": {"id": "hubber"}})", "did you mean 'huber'"},
      {R"({"loss": {"id": "huber", "detla": 1}})", "did you mean 'delta'"},
      {R"({"loss": {"id": "huber", "delta": "wide"}})", "loss.delta"},
      {R"({"loss": {"id": "huber", "delta": -1}})", "loss.delta"},
      {R"({"loss": {"id": "huber", "delta": "inf"}})", "loss.delta"},
      {R"({"loss": {"id": "huber", "delta": null}})", "loss.delta"},
      {R"({"loss": {"id": "huber", "delta": {"a": 1}}})", "loss.delta"},
      {R"({"loss": {"id": 5}})", "loss.id"},
      {R"({"loss": "huber"})", "loss"},
      {R"({"penalty": {"id": "ridge"}})", "'id'"},
      {R"({"penalty": 3})", "penalty"},
      {R"({"training": {"epochs": 1.5}})", "training.epochs"},
      {R"({"training": {"epochs": 0}})", "training.epochs"},
      {R"({"training": {"seed": 18446744073709551615}})", "training.seed"},
      {R"({"training": {"early_stoping": {}}})", "early_stopping"},
      {R"({"training": {"early_stopping": {"patiense": 1}}})", "did you mean 'patience'"},
      {R"({"training": {"early_stopping": 3}})", "early_stopping must be an object"},
      {R"({"dataset": {"file": "x.csv"}})", "no \"id\""},
      {R"({"training.early_stopping": {"patience": 3}})", "training.early_stopping"},
      {R"({"split": {"train": 0.5}})", "split"},
      {R"({"split": {"train": 0, "test": 1}})", "split.train"},
      {R"({"start": {"weights": [1, "two"]}})", "start.weights"},
      {R"({"start": {"weights": 1}})", "start.weights"},
      {R"({"start": {"weights": [1, "inf"]}})", "start.weights[1]"},
      {R"({"landscape": {"plane": "parametres"}})", "did you mean 'parameters'"},
      {R"({"landscape": {"grid": 1}})", "landscape.grid"},
      {R"({"changes": {}})", "changes"},
      {R"({"changes": [{"set": {}}]})", "changes[0].at_step"},
      {R"({"changes": [{"at_step": 1}]})", "changes[0].set"},
      {R"({"changes": [{"at_step": 1, "set": {}, "why": 1}]})", "'why'"},
      {R"({"changes": [{"at_step": 5, "set": {}}, {"at_step": 4, "set": {}}]})", "changes[1].at_step"},
      {R"({"changes": [{"at_step": -1, "set": {}}]})", "changes[0].at_step must not be negative"},
      {R"({"changes": [{"at_step": 1, "set": {"loss.detla": 1}}]})", "detla"},
      {R"({"changes": [{"at_step": 1, "set": {"loss.id": "hubber"}}]})", "hubber"},
      {R"({"changes": [{"at_step": 1, "set": {"loss.id": "mae"}}, {"at_step": 2, "set": {"split.seed": 2}}]})",
       "changes[1]"},
      {R"({"changes": [{"at_step": 1, "set": {"dataset.id": "cars"}}]})", "changes[0]"},
      {R"({"changes": [{"at_step": 1, "set": {"split.id": 1, "split.train": 0.5}}]})", "changes[0]"},
      {R"(5)", "experiments[0]"},
      {R"({"loss": {"id": "mse"}, "loss": {"id": "mae"}})", "'loss'"},
      {R"({"loss": {"id": "huber", "delta": 1, "delta": 1}})", "'delta' stands twice in 'experiments.loss'"},
  };
  for (const auto& [experiment, part] : all) {
    SCOPED_TRACE(experiment);
    const auto message = errorIn(session(experiment));
    expectHolds(message, part);
    expectHolds(message, "s.lossarium");
  }
}

TEST(Session, TheSecondExperimentIsCountedAsOne) {
  expectHolds(errorIn(session(R"({}, {"loss": {"id": "huber", "delta": -1}})")), "experiments[1].loss.delta");
}

TEST(Session, BrokenFilesSayWhereTheyBreak) {
  expectHolds(errorIn("{\n\"lossarium\": 1,,}"), "line 2");
  expectHolds(errorIn(""), "s.lossarium");
  expectHolds(errorIn("[]"), "s.lossarium");
  expectHolds(errorIn(R"({"experiments": [{}]})"), "\"lossarium\"");
  expectHolds(errorIn(R"({"lossarium": 2, "experiments": [{}]})"), "\"lossarium\"");
  expectHolds(errorIn(R"({"lossarium": 1})"), "\"experiments\"");
  expectHolds(errorIn(R"({"lossarium": 1, "experiments": []})"), "\"experiments\"");
  expectHolds(errorIn(R"({"lossarium": 1, "lossarium": 1, "experiments": [{}]})"), "'lossarium'");
  expectHolds(errorIn(R"({"lossarium": 1, "experiment": [{}]})"), "did you mean 'experiments'");
  expectHolds(errorIn(session(R"({"penalty": {"l1": 1e999}})")), "1e999");
  expectHolds(errorIn("{\"lossarium\": 1, \"experiments\": [{\"a\xff\": 1}]}"), "s.lossarium");
}

TEST(Overrides, PickAndTuneAndTheLaterWins) {
  EXPECT_EQ(experimentFrom({{"loss", "huber"}, {"loss.delta", "2"}}).loss.real("delta"), 2);
  EXPECT_EQ(experimentFrom({{"loss.id", "huber"}}).loss, (Choice{"huber", {{"delta", 1.0}}}));
  EXPECT_EQ(experimentFrom({{"loss", "huber"}, {"loss.delta", "2"}, {"loss.delta", "3"}}).loss.real("delta"),
            3);
  EXPECT_EQ(experimentFrom({{"loss", "huber"}, {"loss.delta", "2"}, {"loss", "huber"}}).loss.real("delta"),
            1);
  EXPECT_EQ(experimentFrom({{"loss", "huber"}, {"loss", "mae"}}).loss.id, "mae");
  EXPECT_EQ(experimentFrom({{"loss", R"({"id": "huber", "delta": 4})"}}).loss.real("delta"), 4);
  EXPECT_EQ(experimentFrom({{"training.early_stopping.patience", "9"}}).training.earlyStopping.patience, 9);
  EXPECT_EQ(experimentFrom({{"start.weights", "[1, 2.5]"}}).start.weights, (std::vector<double>{1, 2.5}));
}

TEST(Overrides, ActOnEveryExperimentBeforeItIsChecked) {
  const auto read =
      parse(session(R"({"loss": {"id": "huber", "delta": 7}}, {"loss": {"id": "huber", "delta": -7}})"),
            {{"loss.delta", "0.5"}});
  ASSERT_EQ(read.size(), 2U);
  for (const auto& each : read) EXPECT_EQ(each.loss.real("delta"), 0.5);
}

TEST(Overrides, ThatMakeNoSenseAreRefused) {
  for (const auto& [key, text, part] : {std::tuple{"", "1", "--set"},
                                        {"loss.detla", "1", "'detla'"},
                                        {"los", "huber", "'los'"},
                                        {"loss", "5", "loss"},
                                        {"training.epochs.more", "5", "training.epochs"},
                                        {"training", "\xff", "training"},
                                        {"training.epochs", "many", "training.epochs"},
                                        {"training.epochs", "1e999", "training.epochs"}}) {
    SCOPED_TRACE(key);
    expectHolds(errorOf([&, k = key, t = text] { experimentFrom({{k, t}}); }), part);
  }
  expectHolds(errorOf([] { parse(session("5"), {{"loss", "huber"}}); }), "experiments[0]");
}

TEST(StrictJson, NonFiniteNumbersAreTexts) {
  const double inf = std::numeric_limits<double>::infinity();
  for (const auto& [number, text] :
       {std::pair{inf, "\"inf\""}, {-inf, "\"-inf\""}, {std::nan(""), "\"nan\""}}) {
    EXPECT_EQ(jsonFromNumber(number).dump(), text);
    const double back = numberFromJson(parseStrictJson(text, "s"), "here");
    EXPECT_TRUE(back == number || (std::isnan(back) && std::isnan(number)));
  }
  EXPECT_EQ(valueFromJson(parseStrictJson(R"([1, "inf", -2.5])", "s"), "here"),
            Value(std::vector<double>{1, inf, -2.5}));
  expectHolds(errorOf([] { numberFromJson(parseStrictJson("\"infinite\"", "s"), "here"); }), "here");
}

TEST(WriteSession, WritesWhatReadSessionReads) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.lossarium";
  const std::vector<Experiment> experiments{
      defaultExperiment(), experimentWith({{"dataset", std::string("csv")},
                                           {"dataset.file", (folder.path() / "data.csv").string()}})};
  writeSession(file, experiments);
  EXPECT_EQ(readSession(file), experiments);
  expectHolds(testing::readAll(file), "\"data.csv\"");
}

TEST(WriteSession, ReplacesAnOldFileAndLeavesNothingBeside) {
  const TemporaryFolder folder;
  const auto file = folder.write("a.lossarium", "old");
  writeSession(file, {defaultExperiment()});
  EXPECT_EQ(readSession(file).size(), 1U);
  const auto files = std::filesystem::directory_iterator(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(WriteSession, AFailureLeavesTheOldFile) {
  const TemporaryFolder folder;
  const auto file = folder.write("a.lossarium", "old");
  std::filesystem::create_directories(folder.path() / "a.lossarium.part" / "in the way");  // stops even root
  expectHolds(errorOf([&] { writeSession(file, {defaultExperiment()}); }), "a.lossarium");
  EXPECT_EQ(testing::readAll(file), "old");
}

TEST(WriteSession, AFolderThatCannotBeWrittenIsNamed) {
  const TemporaryFolder folder;
  expectHolds(errorOf([&] { writeSession(folder.path() / "none" / "a.lossarium", {defaultExperiment()}); }),
              "none");
  expectHolds(errorOf([&] { writeSession(folder.path(), {defaultExperiment()}); }), folder.path().string());
  EXPECT_TRUE(std::filesystem::is_directory(folder.path()));
}

TEST(ReadSession, NamesAFileThatIsNotThere) {
  expectHolds(errorOf([] { readSession("/nowhere/a.lossarium"); }), "/nowhere/a.lossarium");
}

TEST(Session, AChangeMayBeWrittenLikeTheRestOfTheFile) {
  const auto changed = [](const std::string& set) {
    return parse(session(R"({"changes": [{"at_step": 5, "set": )" + set + "}]}")).at(0).changes;
  };
  const auto dotted = changed(R"({"loss.id": "huber", "loss.delta": 2})");
  EXPECT_EQ(changed(R"({"loss": {"id": "huber", "delta": 2}})"), dotted);
  EXPECT_EQ(changed(R"({"loss": "huber", "loss.delta": 2})"), dotted);
  EXPECT_EQ(changed(R"({"training": {"early_stopping": {"patience": 3}}})"),
            changed(R"({"training.early_stopping.patience": 3})"));
}

TEST(WriteSession, KeepsLinksAndPermissions) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("s.lossarium", "old"), link = folder.path() / "link.lossarium";
  std::filesystem::permissions(file,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::create_symlink("s.lossarium", link);
  writeSession(link, {defaultExperiment()});
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(readSession(file).at(0), defaultExperiment());
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(WriteSession, ARelativeTableIsFoundFromWhereverTheSessionIsSaved) {
  const testing::TemporaryFolder folder;
  const auto elsewhere = folder.path() / "elsewhere";
  std::filesystem::create_directories(elsewhere);
  const Experiment experiment = withSettings(
      defaultExperiment(), {{"dataset.id", std::string("csv")}, {"dataset.file", std::string("my.csv")}});
  writeSession(elsewhere / "s.lossarium", {experiment});
  EXPECT_EQ(readSession(elsewhere / "s.lossarium").at(0).dataset.text("file"),
            (std::filesystem::current_path() / "my.csv").string());
}

TEST(Session, AnOverrideWithoutItsSectionIsToldWhereItBelongs) {
  const auto refusal = [](const char* key) { return errorOf([key] { experimentFrom({{key, "3"}}); }); };
  expectHolds(refusal("epochs"), "did you mean training.epochs?");
  expectHolds(refusal("learning_rate"), "did you mean optimizer.learning_rate?");
  expectHolds(refusal("delta"), "did you mean loss.delta?");
  expectHolds(refusal("seed"), "split.seed or disturbance.seed or training.seed");
  expectHolds(refusal("nonsense"), "unknown key 'nonsense'");
}

}  // namespace
}  // namespace lossarium
