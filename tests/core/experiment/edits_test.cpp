// Hand edits as part of an experiment: splits, standardisation, runs and their records.
#include "core/datasets/edits.h"

#include "core/base/random.h"
#include "core/experiment/problem.h"
#include "core/experiment/session_file.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <set>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::experimentWith;
using Texts = std::vector<std::string>;

const std::map<std::string, Value> inThree{
    {"split.train", 0.5}, {"split.validation", 0.25}, {"split.test", 0.25}};

Experiment withEdits(const Experiment& experiment, Texts edits) {
  return withSetting(experiment, "dataset.edits", std::move(edits));
}

std::set<Index> numbersOf(const Problem& problem, const std::vector<Index>& rows) {
  std::set<Index> numbers;
  for (const Index row : rows) numbers.insert(problem.dataset->rowNumber(row));
  return numbers;
}

TEST(HandEdits, LeaveEveryOtherRowInItsPart) {
  const Experiment plain = withSettings(experimentWith({{"dataset", std::string("iris")}}), inThree);
  const auto before = build(plain);
  const Index test = before->rows.test.front(), held = before->rows.validation.front(),
              trained = before->rows.train.front();
  const auto after =
      build(withEdits(plain, {"remove " + std::to_string(test + 1), "remove " + std::to_string(held + 1),
                              "move " + std::to_string(trained + 1) + " 1 1", "add 2 2", "add 3 3"}));
  const auto without = [](const std::vector<Index>& rows, Index row) {
    std::set<Index> rest(rows.begin(), rows.end());
    rest.erase(row);
    return rest;
  };
  EXPECT_EQ(numbersOf(*after, after->rows.test), without(before->rows.test, test));
  EXPECT_EQ(numbersOf(*after, after->rows.validation), without(before->rows.validation, held));
  std::set<Index> trainedOn(before->rows.train.begin(), before->rows.train.end());
  trainedOn.insert({150, 151});
  EXPECT_EQ(numbersOf(*after, after->rows.train), trainedOn);
  EXPECT_EQ(after->standardization.mean, before->standardization.mean);
  EXPECT_EQ(after->standardization.deviation, before->standardization.deviation);
  EXPECT_TRUE(canContinue(*before, *after));
}

TEST(HandEdits, GiveTheSameProblemWhateverWasThereBefore) {
  const Experiment plain = defaultExperiment(), moved = withEdits(plain, {"move 3 50 100"}),
                   more = withEdits(plain, {"move 3 50 90", "remove 8"});
  const auto fresh = build(more), stepwise = build(more, {}, build(moved, {}, build(plain)));
  EXPECT_EQ(fresh->training->samples().features, stepwise->training->samples().features);
  EXPECT_EQ(fresh->training->samples().target, stepwise->training->samples().target);
  EXPECT_EQ(fresh->notes, stepwise->notes);
  const auto back = build(plain, {}, stepwise);
  EXPECT_EQ(back->training->samples().features, build(plain)->training->samples().features);
  EXPECT_EQ(back->dataset->unedited, nullptr);
}

TEST(HandEdits, MustLeaveARowToTrainOn) {
  Texts all;
  for (int row = 1; row <= 24; ++row) all.push_back("remove " + std::to_string(row));
  expectHolds(errorOf([&] { build(withEdits(defaultExperiment(), all)); }), "no training row is left");
}

TEST(HandEdits, WithoutValidationRowsThereIsNoValidation) {
  const Experiment plain =
      experimentWith({{"split.validation", 0.05}, {"training.early_stopping.patience", std::int64_t{3}}});
  const auto before = build(plain);
  ASSERT_EQ(before->rows.validation.size(), 1U);
  RecordedRun run(before);
  for (int i = 0; i < 5; ++i) run.step();
  run.change(build(withEdits(plain, {"remove " + std::to_string(before->rows.validation[0] + 1)})));
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(run.step());
  EXPECT_TRUE(std::isnan(run.frame().now.validation));
}

TEST(HandEdits, AnEmptyListIsNone) {
  const Experiment plain = defaultExperiment(), moved = withEdits(plain, {"move 3 50 100"});
  EXPECT_EQ(withEdits(moved, {}), plain);
  EXPECT_EQ(difference(moved, plain), (std::map<std::string, Value>{{"dataset.edits", Texts{}}}));
  EXPECT_EQ(withSettings(moved, difference(moved, plain)), plain);
  EXPECT_EQ(withSettings(plain, difference(plain, moved)), moved);
}

TEST(HandEdits, StayWhereADialBendsTheDataAndGoWithOtherRows) {
  const Experiment moved = withEdits(experimentWith({{"dataset", std::string("noisy_line")}}), {"remove 3"});
  EXPECT_TRUE(withSetting(moved, "dataset.noise", 0.5).dataset.has("edits"));
  EXPECT_TRUE(withSetting(moved, "dataset.standardize", false).dataset.has("edits"));
  EXPECT_TRUE(withSetting(moved, "loss", std::string("mae")).dataset.has("edits"));
  EXPECT_FALSE(withSetting(moved, "dataset.samples", std::int64_t{50}).dataset.has("edits"));
  EXPECT_FALSE(withSetting(moved, "dataset.seed", std::int64_t{8}).dataset.has("edits"));
  EXPECT_FALSE(withSetting(moved, "dataset", std::string("cars")).dataset.has("edits"));
  const Experiment both =
      withSettings(moved, {{"dataset.seed", std::int64_t{8}}, {"dataset.edits", Texts{"remove 4"}}});
  EXPECT_EQ(withSettings(moved, difference(moved, both)), both);
  const Experiment other =
      withSettings(moved, {{"dataset.seed", std::int64_t{8}}, {"dataset.edits", Texts{"remove 3"}}});
  EXPECT_EQ(withSettings(moved, difference(moved, other)), other);
}

TEST(HandEdits, AreInTheSessionFile) {
  Experiment experiment = withEdits(defaultExperiment(), {"move 15 64 1.5", "add 60.25 3"});
  experiment.changes = {{20, {{"dataset.edits", Texts{"remove 2"}}}}};
  const auto read = parseSession(toJson({experiment}), "a.lossarium", {});
  EXPECT_EQ(read.front(), experiment);
  const std::string broken = R"({"lossarium": 1, "experiments": [{"dataset": {"edits": ["move x 1 2"]}}]})";
  const Experiment wrong = parseSession(broken, "a.lossarium", {}).front();
  expectHolds(errorOf([&] { build(wrong); }), "dataset.edits[0] ('move x 1 2')");
  expectHolds(errorOf([&] { experimentFrom({{"dataset.edits", "3"}}); }), "must be a list of texts");
}

TEST(HandEdits, MakeOneSeamThatSaysSo) {
  const Experiment plain = defaultExperiment();
  RecordedRun run(build(plain));
  run.step();
  run.change(build(withEdits(plain, {"move 15 64 1.5"})));
  ASSERT_EQ(run.frame().seams.size(), 1U);
  EXPECT_EQ(run.frame().seams[0].label, "data edited by hand");
  run.change(build(plain));
  EXPECT_TRUE(run.frame().seams.empty());
  EXPECT_TRUE(run.frame().record.changes.empty());
}

TEST(HandEdits, WithinAnEpochEveryRowStillCountsOnce) {
  const Experiment plain = experimentWith({{"training.batch_size", std::int64_t{10}}});
  RecordedRun run(build(plain));
  run.step();
  ASSERT_EQ(run.state().rowsDone, 10);
  run.change(build(withEdits(plain, {"add 60 3", "add 61 3"})));
  EXPECT_EQ(run.state().rowsDone, 10);  // those that come are still to be seen
  run.step();
  EXPECT_EQ(run.state().rowsDone, 20);
  run.step();
  EXPECT_EQ(run.state().epoch, 1);  // 24 + 2 rows
  Texts all;
  for (int row = 2; row <= 24; ++row) all.push_back("remove " + std::to_string(row));
  run.step();
  run.change(build(withEdits(plain, all)));  // perhaps none that is to come is left
  EXPECT_TRUE(run.step());
  EXPECT_EQ(run.state().epoch, 2);
}

// Text by text, as a hand would do it at any moment.
class Hand {
 public:
  explicit Hand(std::uint64_t seed) : random_(seed, "hand") {}

  Texts next(const Problem& problem) {
    const Dataset& data = *problem.dataset;
    Edit edit;
    edit.kind = data.count() < 12 ? EditKind::add : static_cast<EditKind>(random_.below(3));
    edit.row = data.rowNumber(static_cast<Index>(random_.below(static_cast<std::uint64_t>(data.count()))));
    edit.features = data.features.row(0).transpose();
    for (double& feature : edit.features) feature += 3 * random_.normal();
    edit.target = isClassification(data.task) ? static_cast<double>(random_.below(data.classNames.size()))
                                              : data.target(0, 0) + random_.normal();
    const Index rows = data.unedited ? data.unedited->count() : data.count();
    return withEdit(editsOf(problem.experiment.dataset), toText(edit, data), rows);
  }
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }

 private:
  Random random_;
};

void expectExactReplay(const Experiment& first, std::uint64_t seed) {
  Hand hand(seed);
  Experiment wanted = first;
  auto problem = build(wanted);
  RecordedRun run(problem);
  for (int i = 0; i < 25; ++i) {
    for (std::uint64_t steps = hand.below(6); steps > 0; --steps) run.step();
    if (hand.below(5) == 0) run.continuePastEnd();
    if (hand.below(6) == 0)
      wanted = withSetting(wanted, "training.batch_size", static_cast<std::int64_t>(hand.below(3) * 4));
    wanted = hand.below(8) == 0 ? withEdits(wanted, {}) : withEdits(wanted, hand.next(*problem));
    problem = build(wanted, {}, problem);
    ASSERT_TRUE(canContinue(*run.frame().problem, *problem));
    run.change(problem);
    if (hand.below(4) == 0) run.continuePastEnd();  // the line follows the hand after the end
  }
  for (int i = 0; i < 5; ++i) run.step();
  const auto record =
      parseSession(toJson({run.frame().record}), "record", std::filesystem::current_path()).front();
  Trainer again(build(record));
  while (again.state().step < run.state().step && again.step()) {
  }
  again.applyDueChanges();
  ASSERT_EQ(again.state().step, run.state().step) << "seed " << seed;
  ASSERT_EQ(again.state().weights, run.state().weights) << "seed " << seed;
}

TEST(HandEdits, ReplayToTheBitWheneverTheyWereMade) {
  const auto run = [](const char* dataset, const char* optimizer) {
    return experimentWith({{"dataset", std::string(dataset)},
                           {"optimizer", std::string(optimizer)},
                           {"split.train", 0.7},
                           {"split.validation", 0.3},
                           {"training.batch_size", std::int64_t{5}},
                           {"training.epochs", std::int64_t{6}}});
  };
  Experiment flowers = withSettings(run("iris", "adam"), {{"dataset.target", std::string("species")},
                                                          {"loss", std::string("cross_entropy")}});
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    expectExactReplay(run("belgian_calls", "gradient_descent"), seed);
    expectExactReplay(run("belgian_calls", "adam"), seed);
    expectExactReplay(flowers, seed);
  }
}

}  // namespace
}  // namespace lossarium
