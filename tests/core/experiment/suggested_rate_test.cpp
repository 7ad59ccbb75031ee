// The learning rate that an experiment has where nobody chose one.
#include "core/training/trainer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

using testing::experimentWith;
using testing::problemWith;

std::string text(std::string_view word) { return std::string(word); }

double finalValue(const std::string& dataset, const std::string& optimizer) {
  Trainer trainer(problemWith({{"dataset", dataset}, {"model", text("linear")}, {"optimizer", optimizer}}));
  while (trainer.step()) {
  }
  EXPECT_NE(trainer.state().stop, Stop::diverged) << trainer.state().reason;
  return trainer.problem()->training->value(trainer.state().weights);
}

// Of the way down at least nine tenths, in the epochs the data set suggests. AdamW draws weights that must
// become large back to 0.
TEST(SuggestedRate, TakesEveryOptimizerDownOnEveryDataSet) {
  for (const auto& data : datasetCatalog()) {
    if (data.spec->id == "csv" || data.spec->id == "pasted_table") continue;
    if (makeDataset({text(data.spec->id), {}}).task != Task::regression) continue;
    const auto start = problemWith({{"dataset", text(data.spec->id)}, {"model", text("linear")}});
    const double least = finalValue(text(data.spec->id), "newton");
    const double first = start->training->value(start->startWeights());
    for (const auto& entry : optimizerCatalog()) {
      const auto id = entry.spec->id;
      if (data.spec->weightScale > 1 && id == "adamw") continue;
      EXPECT_LT(finalValue(text(data.spec->id), text(id)) - least, 0.1 * (first - least))
          << id << " on " << data.spec->id;
    }
  }
}

TEST(SuggestedRate, FollowsTheOptimizerAndTheTask) {
  const auto rate = [](const std::map<std::string, Value>& set) {
    return problemWith(set)->experiment.optimizer.real("learning_rate");
  };
  EXPECT_EQ(rate({{"dataset", text("penguins")}}), 0.05);
  EXPECT_GT(rate({{"dataset", text("penguins")}, {"optimizer", text("adam")}}), 10);
  EXPECT_EQ(rate({{"dataset", text("penguins")}, {"optimizer", text("rprop")}}), 0.01);
  const std::map<std::string, Value> species{{"dataset", text("penguins")},
                                             {"dataset.target", text("species")}};
  auto with = species;
  with["optimizer"] = text("adam");
  EXPECT_EQ(rate(species), 0.5);
  EXPECT_EQ(rate(with), 0.05);
  with["optimizer.learning_rate"] = 3.0;
  EXPECT_EQ(rate(with), 3);
}

// Softmax on iris gets near its least loss also at a rate at which it first climbs to twice where it began.
TEST(SuggestedRate, OfTwoThatGetThereTheCalmOneIsTaken) {
  const std::vector<std::string> inputs = {"sepal_length", "sepal_width", "petal_length"};
  Trainer trainer(problemWith(
      {{"dataset", text("iris")}, {"dataset.target", text("species")}, {"dataset.features", inputs}}));
  const double first = trainer.problem()->training->value(trainer.state().weights);
  double highest = first;
  while (trainer.step())
    highest = std::max(highest, trainer.problem()->training->value(trainer.state().weights));
  EXPECT_LE(highest, 1.2 * first);
  EXPECT_LT(trainer.problem()->training->value(trainer.state().weights), 0.1 * first);
}

TEST(SuggestedRate, AnOptimizerWithoutARateTakesNone) {
  for (const std::string id : {"lbfgs", "newton"}) {
    const Experiment experiment = experimentWith({{"optimizer", id}});
    EXPECT_FALSE(experiment.optimizer.has("learning_rate"));
    const Experiment moved = withSetting(experiment, "dataset", text("cars"));
    EXPECT_EQ(moved.optimizer.id, id);
    EXPECT_EQ(withSettings(experiment, difference(experiment, moved)), moved);
    EXPECT_TRUE(withSetting(moved, "optimizer", text("adam")).optimizer.has("learning_rate"));
  }
}

}  // namespace
}  // namespace lossarium
