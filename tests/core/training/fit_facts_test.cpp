// What the diagnosis is made of: facts of a fit, fits that are tried beside it, and remedies.
#include "core/training/fit_facts.h"

#include "core/base/random.h"
#include "core/objectives/curvature.h"
#include "core/training/recorded_run.h"
#include "core/training/remedies.h"
#include "core/training/trial_fit.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stop_token>

namespace lossarium {
namespace {

using Set = std::map<std::string, Value>;

RunFrame runOf(const Set& set) { return finishedRun(testing::problemWith(set)); }

TEST(FitFacts, KnowTheGainOverTheBestConstant) {
  const RunFrame frame = runOf({});
  const FitFacts facts = fitFactsOf(frame);
  EXPECT_NEAR(facts.gain, frame.explained, 1e-9);  // of squares that constant is the mean: R²
  EXPECT_NEAR(facts.curvature, 2, 1e-9);           // of standardised inputs the mean square is 1
  EXPECT_NEAR(facts.stableRate, 1, 1e-9);
  EXPECT_TRUE(std::isnan(facts.gap));
}

TEST(FitFacts, PowerIterationAgreesWithAllEigenvalues) {
  const auto problem =
      testing::problemWith({{"dataset.id", std::string("iris")}, {"dataset.target", std::string("species")}});
  const Vector weights = problem->startWeights();
  const Matrix hessian = denseHessian(*problem->training, weights);
  Vector direction = Vector::Ones(weights.size());
  for (int i = 0; i < 2000; ++i) direction = (hessian * direction).normalized();
  EXPECT_NEAR(largestCurvature(*problem->training, weights), direction.dot(hessian * direction), 1e-9);
}

TEST(Remedies, AreRoundAndLeaveOutWhatIsNotThere) {
  EXPECT_DOUBLE_EQ(roundDown(0.73), 0.5);
  EXPECT_DOUBLE_EQ(roundDown(0.2), 0.2);
  EXPECT_DOUBLE_EQ(roundDown(1999), 1000);
  const auto problem = testing::problemWith({});
  EXPECT_TRUE(Remedies(*problem).largerBatch().standardise().lessPenalty().stopEarly(1).all().empty());
  EXPECT_EQ(Remedies(*problem).morePenalty(0.1).moreEpochs().all().size(), 2u);
}

TEST(Remedies, CanAllBeMade) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("noisy_line")},
                                             {"dataset.standardize", false},
                                             {"split.validation", 0.3},
                                             {"training.batch_size", std::int64_t{8}},
                                             {"penalty.l2", 0.1}});
  const auto all = Remedies(*problem)
                       .rateBelow(0.03, "Why.")
                       .rateTimes(2, "Why.")
                       .moreEpochs()
                       .momentum()
                       .largerBatch()
                       .standardise()
                       .stopEarly(1)
                       .morePenalty(0.1)
                       .lessPenalty()
                       .moreData()
                       .all();
  EXPECT_EQ(all.size(), 10u);
  for (const Remedy& remedy : all) {
    EXPECT_NO_THROW(build(withSettings(problem->experiment, remedy.set))) << remedy.label;
    EXPECT_FALSE(remedy.hint.empty());
  }
}

TEST(TrialFit, OfTheHighestDegreesTriesNoneAbove) {
  for (const std::int64_t degree : {19, 20}) {
    const auto problem = testing::problemWith({{"dataset.id", std::string("sine")},
                                               {"dataset.samples", std::int64_t{200}},
                                               {"model.id", std::string("polynomial")},
                                               {"model.degree", degree}});
    const auto richer = richerFitOf(*problem, problem->startWeights());
    ASSERT_TRUE(richer) << degree;  // the network, which can be had with any degree
    EXPECT_EQ(richer->set.at("model.id"), Value(std::string("mlp")));
  }
}

TEST(TrialFit, OfWideDataLeavesOutAModelThatIsTooLarge) {
  std::string cells;
  for (int j = 0; j < 70; ++j) cells += "x" + std::to_string(j) + ",";
  cells += "y\n";
  Random random(1, "wide");
  for (int i = 0; i < 300; ++i) {
    for (int j = 0; j < 70; ++j) cells += std::to_string(random.normal()) + ",";
    cells += std::to_string(random.normal()) + "\n";
  }
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "wide.csv";
  std::ofstream(file) << cells;
  const auto problem =
      testing::problemWith({{"dataset.id", std::string("csv")}, {"dataset.file", file.string()}});
  EXPECT_NO_THROW(richerFitOf(*problem, problem->startWeights()));
}

TEST(TrialFit, FindsNoRateBelowWhatTheOptimiserTakes) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("penguins")},
                                             {"dataset.features", std::vector<std::string>{"body_mass_g"}},
                                             {"dataset.target", std::string("flipper_length_mm")},
                                             {"dataset.standardize", false},
                                             {"optimizer.id", std::string("gradient_descent")},
                                             {"optimizer.learning_rate", 0.1}});
  EXPECT_FALSE(safeRateOf(*problem));
}

TEST(TrialFit, EndsWhenItIsNoLongerWanted) {
  const auto problem = testing::problemWith({{"optimizer.learning_rate", 50.0}});
  std::stop_source stop;
  stop.request_stop();
  const Progress progress(stop.get_token(), {});
  EXPECT_THROW(richerFitOf(*problem, problem->startWeights(), progress), Cancelled);
  EXPECT_THROW(safeRateOf(*problem, progress), Cancelled);
}

}  // namespace
}  // namespace lossarium
