// The contract of a data set, held for every entry of the catalogue but the user's own tables.
#include "core/datasets/dataset.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

void expectSame(const Dataset& x, const Dataset& y) {
  EXPECT_EQ(x.features, y.features);  // to the bit
  EXPECT_EQ(x.target, y.target);
  EXPECT_EQ(x.featureNames, y.featureNames);
  EXPECT_EQ(x.notes, y.notes);
}

class AnyDataset : public ::testing::TestWithParam<Choice> {};

TEST_P(AnyDataset, IsWholeAndTheSameBytesEachTime) {
  const Dataset dataset = makeDataset(GetParam());
  const bool boxes = dataset.task == Task::boxes;
  ASSERT_GE(dataset.count(), boxes ? 1 : 2);  // a pair of boxes is four numbers to learn from
  EXPECT_EQ(dataset.target.rows(), dataset.count());
  EXPECT_EQ(dataset.target.cols(), boxes ? 4 : 1);
  EXPECT_EQ(dataset.outputs(), boxes                           ? 4
                               : dataset.task == Task::classes ? std::ssize(dataset.classNames)
                                                               : 1);
  EXPECT_EQ(dataset.rawFeatures, boxes ? 5 : 0);
  EXPECT_EQ(dataset.features.cols(), static_cast<Index>(dataset.featureNames.size()));
  EXPECT_FALSE(dataset.targetName.empty());
  EXPECT_TRUE(dataset.features.allFinite());
  EXPECT_TRUE(dataset.target.allFinite());
  EXPECT_EQ(isClassification(dataset.task), !dataset.classNames.empty());
  expectSame(dataset, makeDataset(GetParam()));
}

std::vector<Choice> choices() {
  std::vector<Choice> all;
  for (const auto& entry : datasetCatalog())
    if (entry.spec->id != "csv" && entry.spec->id != "pasted_table")
      for (const Choice& choice : testing::choicesOver(*entry.spec))
        if (!choice.has("task")) all.push_back(choice);  // another task wants another target
  for (const char* task : {"binary", "classes"})
    all.push_back({"penguins", {{"target", std::string("sex")}, {"task", std::string(task)}}});
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, AnyDataset, ::testing::ValuesIn(choices()),
                         [](const auto& each) { return each.param.id + "_" + std::to_string(each.index); });

TEST(DatasetCatalog, EverySpecIsComplete) {
  for (const auto& entry : datasetCatalog()) {
    const DatasetSpec& spec = *entry.spec;
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_TRUE(testing::isSnakeCase(spec.id));
    EXPECT_FALSE(spec.title.empty());
    EXPECT_TRUE(spec.caption.ends_with('.')) << "the caption is a sentence";
    EXPECT_GT(spec.learningRate, 0);
    EXPECT_GT(spec.epochs, 0);
    testing::expectComplete(spec.parameters);
    const auto standardize = [](const ParameterSpec& parameter) { return parameter.id == "standardize"; };
    EXPECT_TRUE(std::any_of(spec.parameters.begin(), spec.parameters.end(), standardize));
  }
}

TEST(DatasetCatalog, FilesAreNamedAsTheCatalogue) {
  testing::expectFilesMatch(datasetCatalog(), "datasets", "DatasetSpec", "_dataset");
}

TEST(DatasetCatalog, EveryBundledTableIsUsed) {
  for (const auto& file : std::filesystem::directory_iterator(LOSSARIUM_SOURCE "/resources/datasets"))
    if (file.path().extension() == ".csv") {
      EXPECT_NO_THROW(datasetSpec(file.path().stem().string())) << file.path();
    }
}

TEST(MakeDataset, AnUnknownIdNamesTheNearest) {
  testing::expectHolds(testing::errorOf([] {
                         makeDataset({"belgian_cals", {}});
                       }),
                       "did you mean 'belgian_calls'");
}

// Counted in the sources' own tables.
TEST(BundledTables, HoldTheRowsOfTheirSources) {
  const std::pair<const char*, Index> known[] = {
      {"belgian_calls", 24}, {"stars_cyg_ob1", 47}, {"engel", 235}, {"motorcycle", 133}, {"cars", 50},
      {"old_faithful", 272}, {"anscombe", 11},      {"iris", 150},  {"penguins", 342}};
  for (const auto& [id, rows] : known) EXPECT_EQ(makeDataset({id, {}}).count(), rows) << id;
}

TEST(BundledTables, BelgianCallsBeginAndEndAsPrinted) {
  const Dataset calls = makeDataset({"belgian_calls", {}});
  EXPECT_EQ(calls.features(0, 0), 50);
  EXPECT_EQ(calls.target(0, 0), 0.44);
  EXPECT_EQ(calls.features(23, 0), 73);
  EXPECT_EQ(calls.target(23, 0), 2.9);
  EXPECT_TRUE(calls.notes.empty());
}

TEST(BundledTables, AnscombesSetsShareMeansButNotPoints) {
  Matrix first;
  for (std::int64_t set = 1; set <= 4; ++set) {
    const Dataset quartet = makeDataset({"anscombe", {{"set", set}}});
    EXPECT_NEAR(quartet.features.mean(), 9, 1e-12);
    EXPECT_NEAR(quartet.target.mean(), 7.50, 0.005);
    if (set == 1) {
      first = quartet.target;
    } else {
      EXPECT_NE(first, quartet.target);
    }
  }
}

TEST(BundledTables, PenguinsSayWhichRowsWereLeftOut) {
  const Dataset penguins = makeDataset({"penguins", {}});
  ASSERT_EQ(penguins.notes.size(), 1U);
  EXPECT_EQ(penguins.notes[0], "2 of 344 rows left out: a value is missing");
}

TEST(BundledTables, ATextColumnBecomesOneColumnACategory) {
  const Dataset penguins =
      makeDataset({"penguins", {{"features", std::vector<std::string>{"sex", "bill_length_mm"}}}});
  EXPECT_EQ(penguins.featureNames, (std::vector<std::string>{"sex=female", "sex=male", "bill_length_mm"}));
  EXPECT_EQ(penguins.count(), 333);  // palmerpenguins: 333 complete rows
  EXPECT_EQ(penguins.features.col(0) + penguins.features.col(1), Vector::Ones(333));
  EXPECT_EQ(penguins.features.col(0).sum(), 165);
  EXPECT_EQ(penguins.features(0, 0), 0);  // the first penguin is male
  EXPECT_EQ(penguins.features(1, 0), 1);
}

}  // namespace
}  // namespace lossarium
