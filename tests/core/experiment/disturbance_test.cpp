// A disturbance as part of an experiment: which rows it reaches, what it leaves, files, changes and replays.
#include "core/datasets/disturbance.h"

#include "core/base/random.h"
#include "core/datasets/edits.h"
#include "core/experiment/problem.h"
#include "core/experiment/session_file.h"
#include "core/training/recorded_run.h"
#include "core/training/sweep.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::experimentWith;
using testing::TemporaryFolder;
using Texts = std::vector<std::string>;

using Set = std::map<std::string, Value>;

const Set inThree{{"split.train", 0.5}, {"split.validation", 0.25}, {"split.test", 0.25}};

Experiment lineInThree() { return withSettings(defaultExperiment(), inThree); }

Experiment flowersInThree() {
  return withSettings(withSettings(experimentWith({{"dataset", std::string("iris")}}), inThree),
                      {{"dataset.target", std::string("species")}, {"loss", std::string("cross_entropy")}});
}

Experiment moonsInThree() {
  return withSettings(
      experimentWith({{"dataset", std::string("two_moons")}, {"loss", std::string("log_loss")}}), inThree);
}

const Set dirtyNumbers{{"disturbance.outliers", 0.3}, {"disturbance.noise", 0.5}};
const Set dirtyClasses{{"disturbance.label_noise", 0.3}, {"disturbance.class_share", 0.2}};

void expectSame(const EmpiricalRisk& one, const EmpiricalRisk& other) {
  EXPECT_EQ(one.samples().features, other.samples().features);
  EXPECT_EQ(one.samples().target, other.samples().target);
}

TEST(Disturbance, LeavesValidationAndTestRowsClean) {
  for (const auto& [plain, dirt] : {std::pair{lineInThree(), dirtyNumbers},
                                    {flowersInThree(), dirtyClasses},
                                    {moonsInThree(), dirtyClasses}}) {
    SCOPED_TRACE(plain.dataset.id);
    const auto before = build(plain), after = build(withSettings(plain, dirt));
    expectSame(*before->validation, *after->validation);
    expectSame(*before->test, *after->test);
    EXPECT_EQ(before->drawnRows, after->drawnRows);
    EXPECT_EQ(before->standardization.mean, after->standardization.mean);
    EXPECT_EQ(before->standardization.deviation, after->standardization.deviation);
    EXPECT_TRUE(before->training->samples().target.size() != after->training->samples().target.size() ||
                before->training->samples().target != after->training->samples().target);
    EXPECT_TRUE(canContinue(*before, *after));
    EXPECT_TRUE(canContinue(*after, *before));
  }
}

TEST(Disturbance, MovesTheOpeningExperimentsTargetsByTheirDeviation) {
  const auto before = build(defaultExperiment()),
             after = build(experimentWith({{"disturbance.outliers", 0.125}}));
  const Vector was = before->training->samples().target.col(0), is = after->training->samples().target.col(0);
  const double deviation = std::sqrt((was.array() - was.mean()).square().mean());
  Index moved = 0;
  for (Index row = 0; row < was.size(); ++row) {
    if (is[row] == was[row]) continue;
    ++moved;
    EXPECT_NEAR(is[row] - was[row], 5 * deviation, 1e-12 * std::abs(is[row]));
  }
  EXPECT_EQ(moved, 3);
  expectHolds(after->notes.at(0), "3 of 24 training rows were moved up by 5 deviations of the target (");
}

TEST(Disturbance, WithoutOneTheDataAreThemselves) {
  const auto plain = build(defaultExperiment());
  const auto idle = build(experimentWith({{"disturbance.seed", std::int64_t{5}},
                                          {"disturbance.outlier_size", 9.0},
                                          {"disturbance.label_noise", 0.2}}),
                          {}, plain);
  EXPECT_EQ(idle->dataset, plain->dataset);
  EXPECT_EQ(idle->dataset->unedited, nullptr);
  EXPECT_EQ(idle->notes, Texts{"disturbance.label_noise has no effect: it is for classes as targets"});
}

TEST(Disturbance, ReadsAndDrawsNothingAnewWhileADialIsTurned) {
  const TemporaryFolder folder;
  const auto file = folder.write("table.csv", "x,y\n1,1\n2,3\n3,2\n4,5\n5,4\n6,7\n7,6\n8,9\n");
  const Experiment plain = experimentWith({{"dataset", std::string("csv")}, {"dataset.file", file.string()}});
  auto problem = build(plain);
  std::filesystem::remove(file);
  const auto clean = problem->dataset;
  for (const double share : {0.25, 0.5, 0.1}) {
    const Experiment turned = withSetting(plain, "disturbance.outliers", share);
    problem = build(turned, {}, problem);
    EXPECT_EQ(problem->dataset->unedited, clean);
    EXPECT_EQ(build(turned, {}, problem)->dataset, problem->dataset);
  }
  EXPECT_EQ(build(plain, {}, problem)->dataset, clean);
}

TEST(Disturbance, GivesTheSameProblemWhateverWasThereBefore) {
  for (const auto& [plain, dirt] :
       {std::pair{lineInThree(), dirtyNumbers}, {flowersInThree(), dirtyClasses}}) {
    const Experiment dirty = withSettings(plain, dirt);
    const Experiment otherSplit = withSetting(dirty, "split.seed", std::int64_t{9});
    const auto fresh = build(dirty), stepwise = build(dirty, {}, build(otherSplit, {}, build(plain)));
    expectSame(*fresh->training, *stepwise->training);
    EXPECT_EQ(fresh->rows, stepwise->rows);
    EXPECT_EQ(fresh->notes, stepwise->notes);
    const auto elsewhere = build(otherSplit, {}, fresh);
    expectSame(*elsewhere->training, *build(otherSplit)->training);
    expectSame(*elsewhere->validation, *build(withSetting(plain, "split.seed", std::int64_t{9}))->validation);
  }
}

TEST(Disturbance, TheHandWins) {
  const Experiment dirty = withSettings(lineInThree(), dirtyNumbers);
  const auto before = build(dirty);
  const Dataset& disturbed = *before->dataset;
  const Index moved = before->rows.train[2], gone = before->rows.train[5];
  const auto number = [](Index row) { return std::to_string(row + 1); };
  const auto after =
      build(withSetting(dirty, "dataset.edits",
                        Texts{"move " + number(moved) + " 60 7.5", "remove " + number(gone), "add 61 3"}));
  const Dataset& edited = *after->dataset;
  for (Index row = 0; row < edited.count(); ++row) {
    const Index known = edited.rowNumber(row);
    EXPECT_NE(known, gone);
    if (known == moved) {
      EXPECT_EQ(edited.features(row, 0), 60);
      EXPECT_EQ(edited.target(row, 0), 7.5);
    } else if (known < disturbed.count()) {
      EXPECT_EQ(edited.target(row, 0), disturbed.target(known, 0));
    } else {
      EXPECT_EQ(edited.target(row, 0), 3);
    }
  }
  expectHolds(after->notes.at(0), "1 row moved, 1 added (to the training rows), 1 removed by hand");
  EXPECT_TRUE(canContinue(*before, *after));
}

TEST(Disturbance, ARowThatIsMovedByHandIsNotLeftOut) {
  const Experiment dirty = withSetting(moonsInThree(), "disturbance.class_share", 0.1);
  const auto before = build(dirty);
  const auto left = [](const Problem& problem, Index number) {
    for (const Index row : problem.rows.train)
      if (problem.dataset->rowNumber(row) == number) return true;
    return false;
  };
  const auto out = std::find_if(before->drawnRows.train.begin(), before->drawnRows.train.end(),
                                [&](Index row) { return !left(*before, row); });
  ASSERT_NE(out, before->drawnRows.train.end());
  const std::string name = before->dataset->classNames.back();
  const auto after =
      build(withSetting(dirty, "dataset.edits", Texts{"move " + std::to_string(*out + 1) + " 0 0 " + name}));
  EXPECT_TRUE(left(*after, *out));
  EXPECT_EQ(after->rows.train.size(), before->rows.train.size() + 1);
}

TEST(Disturbance, ReachesTheShareOfAClassWithinOneRow) {
  for (const Experiment& plain : {moonsInThree(), flowersInThree()})
    for (const double share : {0.05, 0.2, 0.8}) {
      const auto problem = build(withSetting(plain, "disturbance.class_share", share));
      const auto target = problem->training->samples().target.array();
      const auto last = static_cast<double>(problem->dataset->classNames.size() - 1);
      const auto found = static_cast<double>((target == last).count());
      EXPECT_LE(std::abs(found - share * static_cast<double>(target.size())), 1);
    }
}

TEST(Disturbance, LeavesTheBestPossibleLossOfTheValidationRows) {
  const Experiment plain = withSettings(experimentWith({{"dataset", std::string("sine")}}), inThree);
  const auto before = build(plain), after = build(withSettings(plain, dirtyNumbers));
  ASSERT_TRUE(before->validationBayesRisk);
  EXPECT_EQ(after->validationBayesRisk, before->validationBayesRisk);
  EXPECT_FALSE(after->trainingBayesRisk);
  const auto edited = build(withSetting(after->experiment, "dataset.edits", Texts{"remove 1"}), {}, after);
  EXPECT_FALSE(edited->validationBayesRisk);
}

TEST(Disturbance, IsASharedConditionOfEveryDataSet) {
  const Experiment dirty = experimentWith(dirtyNumbers);
  for (const char* id : {"noisy_line", "iris", "two_moons", "cars"})
    EXPECT_EQ(withSetting(dirty, "dataset", std::string(id)).disturbance, dirty.disturbance) << id;
  EXPECT_EQ(withSetting(dirty, "dataset.id", std::string("cars")).disturbance, dirty.disturbance);
}

TEST(Disturbance, StaysWithEditsByHandAndTheSeal) {
  const Experiment plain =
      withSettings(lineInThree(), {{"dataset.edits", Texts{"remove 3"}}, {"split.test_opened", true}});
  const Experiment dirty = withSettings(plain, dirtyNumbers);
  EXPECT_EQ(editsOf(dirty.dataset), editsOf(plain.dataset));
  EXPECT_TRUE(dirty.split.testOpened) << "the test rows are the same";
}

TEST(Disturbance, IsWrittenOnlyWhereThereIsOne) {
  EXPECT_EQ(toJson({defaultExperiment()}).find("disturbance"), std::string::npos);
  const Experiment rich = experimentWith({{"disturbance.outliers", 0.1},
                                          {"disturbance.outlier_size", -3.5},
                                          {"disturbance.noise", 1.0 / 3},
                                          {"disturbance.label_noise", 0.25},
                                          {"disturbance.class_share", 0.05},
                                          {"disturbance.seed", std::int64_t{-9}}});
  const std::string text = toJson({rich, defaultExperiment()});
  EXPECT_EQ(parseSession(text, "s", {}), (std::vector<Experiment>{rich, defaultExperiment()}));
  const Disturbance expected{0.1, -3.5, 1.0 / 3, 0.25, 0.05, -9};
  EXPECT_EQ(rich.disturbance, expected);
  const std::string known =
      R"({"lossarium": 1, "experiments": [{"disturbance": {"outliers": 0.2, "seed": 4}}]})";
  EXPECT_EQ(parseSession(known, "s", {}).front(),
            experimentWith({{"disturbance.outliers", 0.2}, {"disturbance.seed", std::int64_t{4}}}));
  EXPECT_EQ(experimentFrom({{"disturbance.outliers", "0.2"}}).disturbance.outliers, 0.2);
}

TEST(Disturbance, AShareOfZeroAsksForNone) {
  const Experiment plain = moonsInThree(), rare = withSetting(plain, "disturbance.class_share", 0.1);
  EXPECT_EQ(withSetting(rare, "disturbance.class_share", 0.0), plain);
  EXPECT_EQ(withoutSetting(rare, "disturbance.class_share"), plain);
  EXPECT_EQ(difference(rare, plain), (Set{{"disturbance.class_share", 0.0}}));
  EXPECT_EQ(withSettings(rare, difference(rare, plain)), plain);
  EXPECT_EQ(withSettings(plain, difference(plain, rare)), rare);
}

TEST(Disturbance, ErrorsNameTheKeyAndTheNearest) {
  const auto errorIn = [](const std::string& disturbance) {
    return errorOf([&] {
      parseSession(R"({"lossarium": 1, "experiments": [{"disturbance": )" + disturbance + "}]}", "s", {});
    });
  };
  expectHolds(errorIn(R"({"outlier": 0.1})"), "experiments[0].disturbance: unknown key 'outlier'");
  expectHolds(errorIn(R"({"outlier": 0.1})"), "'outliers'");
  expectHolds(errorIn(R"({"outliers": 0.6})"), "disturbance.outliers = 0.6 is outside its range 0 to 0.5");
  expectHolds(errorIn(R"({"outlier_size": -21})"), "disturbance.outlier_size = -21 is outside its range");
  expectHolds(errorIn(R"({"noise": "much"})"), "disturbance.noise must be a number, not 'much'");
  expectHolds(errorIn("3"), "disturbance must be an object");
  expectHolds(errorOf([] { experimentFrom({{"disturbance.nose", "1"}}); }), "'noise'");
}

TEST(Disturbance, ALossThatCannotBearItSaysSo) {
  const Experiment counts = experimentWith({{"loss", std::string("poisson_nll")}});
  build(counts);
  const Experiment negative =
      withSettings(counts, {{"disturbance.outliers", 0.2}, {"disturbance.outlier_size", -10.0}});
  expectHolds(errorOf([&] { build(negative); }), "disturb the training rows less, or choose another target");
}

TEST(Disturbance, ATurnedDialIsOneSeamWithItsName) {
  const Experiment plain = build(moonsInThree())->experiment;  // with its learning rate
  RecordedRun run(build(plain));
  run.step();
  run.change(build(withSetting(plain, "disturbance.label_noise", 0.2)));
  ASSERT_EQ(run.frame().seams.size(), 1U);
  EXPECT_EQ(run.frame().seams[0].label, "label noise 0 → 0.2");
  run.step();
  run.change(build(withSettings(plain, dirtyClasses)));
  EXPECT_EQ(run.frame().seams.at(1).label, "class share 0.2, label noise 0.2 → 0.3");
  run.step();
  run.change(build(withSetting(plain, "disturbance.label_noise", 0.3)));
  EXPECT_EQ(run.frame().seams.at(2).label, "class share 0.2 → none");
}

TEST(Disturbance, AFileMayTurnADialWhileARunGoesOn) {
  const std::string text =
      R"({"lossarium": 1, "experiments": [{"changes": [{"at_step": 3, "set": {"disturbance": {"noise": 1}}}]}]})";
  const auto read = parseSession(text, "s", {}).front();
  Trainer trainer(build(read));
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(trainer.step());
  EXPECT_EQ(trainer.problem()->experiment.disturbance.noise, 1);
}

// Turns all dials at any moment, among other things.
Set turned(Random& random) {
  const auto share = [&](double most) { return std::round(random.uniform(0, most) * 100) / 100; };
  switch (random.below(6)) {
    case 0:
      return {{"disturbance.outliers", share(0.5)}};
    case 1:
      return {{"disturbance.noise", share(1)}, {"disturbance.outlier_size", share(5)}};
    case 2:
      return {{"disturbance.label_noise", share(0.5)}};
    case 3:
      return {{"disturbance.class_share", share(0.9)}};
    case 4:
      return {{"disturbance.seed", static_cast<std::int64_t>(random.below(9))}};
    default:
      return {{"training.batch_size", static_cast<std::int64_t>(random.below(3) * 4)}};
  }
}

void expectExactReplay(const Experiment& first, std::uint64_t seed) {
  Random random(seed, "dials");
  auto problem = build(first);
  Experiment wanted = problem->experiment;
  RecordedRun run(problem);
  for (int i = 0; i < 15; ++i) {
    for (std::uint64_t steps = random.below(6); steps > 0; --steps) run.step();
    if (random.below(5) == 0) run.continuePastEnd();
    wanted = withSettings(wanted, turned(random));
    if (random.below(4) == 0)
      wanted.dataset = withEdits(
          wanted.dataset, withEdit(editsOf(wanted.dataset), "remove " + std::to_string(1 + random.below(9)),
                                   problem->dataset->count()));
    problem = build(wanted, {}, problem);
    ASSERT_TRUE(canContinue(*run.frame().problem, *problem));
    run.change(problem);
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

TEST(Disturbance, ReplaysToTheBitWheneverADialWasTurned) {
  const Set inBatches{{"training.batch_size", std::int64_t{5}}, {"training.epochs", std::int64_t{6}}};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    expectExactReplay(withSettings(lineInThree(), inBatches), seed);
    expectExactReplay(withSettings(flowersInThree(), inBatches), seed);
    expectExactReplay(withSettings(moonsInThree(), inBatches), seed);
  }
}

TEST(Disturbance, SweepsRunOverTheDialsThatAct) {
  const auto keys = [](const Experiment& experiment) {
    std::set<std::string> found;
    for (const SweepAxis& axis : sweepAxes(experiment, 100))
      if (axis.key.starts_with("disturbance.")) found.insert(axis.key);
    return found;
  };
  EXPECT_EQ(keys(defaultExperiment()), (std::set<std::string>{"disturbance.outliers", "disturbance.noise"}));
  EXPECT_EQ(keys(experimentWith({{"disturbance.outliers", 0.1}})),
            (std::set<std::string>{"disturbance.outliers", "disturbance.outlier_size", "disturbance.noise"}));
  EXPECT_EQ(keys(moonsInThree()), std::set<std::string>{"disturbance.label_noise"});
}

}  // namespace
}  // namespace lossarium
