// Every ready experiment is run, and what its sentence says is measured.
#include "core/experiment/examples.h"

#include "core/boxes/box_scores.h"
#include "core/landscape/rescaling.h"
#include "core/objectives/classification.h"
#include "core/objectives/curvature.h"
#include "core/training/fit_map.h"
#include "core/training/metrics.h"
#include "core/training/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

namespace lossarium {
namespace {

using Set = std::map<std::string, Value>;

/// A run with the training loss at its start and after each epoch.
struct Run {
  Trainer trainer;
  std::vector<double> losses;

  const Problem& problem() const { return *trainer.problem(); }
  const Vector& weights() const { return trainer.state().weights; }
  double loss() const { return problem().training->loss(weights()); }
  double validation() const { return problem().validation->loss(weights()); }
  double rightShare() const { return accuracy(*problem().training, weights()); }
  double slope() const { return coefficients(problem(), weights()).slopes[0]; }
  double explained() const {
    return explainedShare(JudgedRows(*problem().training, weights(), Task::regression));
  }
  /// How often the loss turns from rising to falling, rounding aside.
  int waves() const {
    int count = 0;
    for (std::size_t i = 1; i + 1 < losses.size(); ++i)
      count += losses[i] > (1 + 1e-9) * losses[i - 1] && losses[i] > losses[i + 1] ? 1 : 0;
    return count;
  }
};

const Example& example(const std::string& title) {
  const auto all = examples();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Example& each) { return each.title.starts_with(title); });
  if (found == all.end()) throw std::out_of_range(title);
  return *found;
}

Run run(const std::string& title, const Set& set = {}) {
  Run result{Trainer(build(withSettings(example(title).make(), set))), {}};
  const auto note = [&] { result.losses.push_back(result.loss()); };
  note();
  while (result.trainer.step())
    if (result.trainer.state().batch == 0) note();
  return result;
}

double meanIouOf(const EmpiricalRisk& risk, const Vector& weights) {
  return iouOfRows(risk.predictions(weights), risk.samples().target).mean();
}

const std::map<std::string, std::function<void(const std::string&)>> claims{
    {"Boxes: IoU leaves those that miss",
     [](const auto& title) {
       const Run stuck = run(title), home = run(title, {{"loss.id", std::string("giou")}});
       const EmpiricalRisk& risk = *stuck.problem().training;
       const Matrix first = risk.predictions(stuck.problem().startWeights());
       const Matrix last = risk.predictions(stuck.weights());
       const Vector iou = iouOfRows(first, risk.samples().target);
       ASSERT_EQ(iou.size(), 12);
       EXPECT_EQ((iou.array() == 0).count(), 7);
       for (Index i = 0; i < 12; ++i)
         if (iou[i] == 0) {
           EXPECT_EQ(last.row(i), first.row(i)) << i;
         }
       EXPECT_GT(
           iouOfRows(home.problem().training->predictions(home.weights()), risk.samples().target).minCoeff(),
           0.99);
     }},
    {"Detections: a correction that is learnt",
     [](const auto& title) {
       const Run learnt = run(title), nothing = run(title, {{"dataset.informed", 0.0}});
       const auto held = [](const Run& each, const Vector& weights) {
         return meanIouOf(*each.problem().validation, weights);
       };
       EXPECT_NEAR(held(learnt, learnt.problem().startWeights()), 0.4, 0.05);
       EXPECT_NEAR(held(learnt, learnt.weights()), 0.65, 0.03);
       EXPECT_LT(held(nothing, nothing.weights()), held(nothing, nothing.problem().startWeights()) + 0.04);
     }},
    {"Belgian calls",
     [](const auto& title) {
       const double squared = run(title).slope(), without = 0.111;
       const double huber = run(title, {{"loss.id", std::string("huber")}}).slope();
       const double absolute = run(title, {{"loss.id", std::string("mae")}}).slope();
       EXPECT_NEAR(squared, 0.504, 0.005);
       EXPECT_LT(huber, 0.5 * squared);
       EXPECT_LT(absolute - without, 0.1 * (squared - without));
     }},
    {"Sine: the edge of stability",
     [](const auto& title) {
       const auto curvature = [](const Run& each) {
         return largestCurvatures(*each.problem().training, each.weights(), 1).values[0];
       };
       const Run slow = run(title), fast = run(title, {{"optimizer.learning_rate", 0.2}});
       EXPECT_NEAR(curvature(slow), 20, 0.5);
       EXPECT_NEAR(curvature(fast), 10, 0.5);
       EXPECT_DOUBLE_EQ(slow.problem().optimizer->stableRate(20), 0.1);
     }},
    {"Rescaled: as sharp as one likes",
     [](const auto& title) {
       const Run each = run(title);
       ASSERT_EQ(whyNotRescalable(each.problem().experiment.model), "");
       const EmpiricalRisk& risk = *each.problem().training;
       const Vector other = rescaled(*each.problem().model, each.weights(), 1, 100);
       EXPECT_GT(each.explained(), 0.9);
       EXPECT_GT(largestCurvature(risk, other), 1000 * largestCurvature(risk, each.weights()));
       EXPECT_LT((risk.predictions(other) - risk.predictions(each.weights())).cwiseAbs().maxCoeff(), 1e-13);
     }},
    {"Stars of CYG OB1",
     [](const auto& title) {
       const double squared = run(title).slope();
       EXPECT_LT(squared, 0);
       EXPECT_LT(run(title, {{"loss.id", std::string("mae")}}).slope(), squared);
     }},
    {"Noisy line",
     [](const auto& title) {
       const auto shift = [&](const char* loss) {
         const auto at = [&](double outliers) {
           const Run each = run(title, {{"loss.id", std::string(loss)}, {"dataset.outliers", outliers}});
           return coefficients(each.problem(), each.weights());
         };
         const auto few = at(0), many = at(0.3);
         return std::abs(many.intercept - few.intercept) + std::abs(many.slopes[0] - few.slopes[0]);
       };
       EXPECT_GT(shift("mse"), 4 * shift("mae"));
     }},
    {"Anscombe's third set",
     [](const auto& title) {
       EXPECT_NEAR(run(title).slope(), 0.5, 0.01);
       EXPECT_NEAR(
           run(title, {{"loss.id", std::string("mae")}, {"training.epochs", std::int64_t{2000}}}).slope(),
           0.345, 0.02);
     }},
    {"Small batches: a noisy way down",
     [](const auto& title) {
       const Run small = run(title), all = run(title, {{"training.batch_size", std::int64_t{0}}});
       EXPECT_GE(small.waves(), 3);
       EXPECT_EQ(all.waves(), 0);
     }},
    {"Momentum",
     [](const auto& title) {
       EXPECT_GE(run(title).waves(), 8);
       EXPECT_EQ(run(title, {{"optimizer.momentum", 0.4}}).waves(), 0);
     }},
    {"Small batches that settle",
     [](const auto& title) {
       const double least =
           run(title, {{"optimizer.id", std::string("lbfgs")}, {"training.batch_size", std::int64_t{0}}})
               .loss();
       const auto unrest = [&](const Run& each) {
         return *std::max_element(each.losses.end() - 5, each.losses.end()) - least;
       };
       EXPECT_LT(unrest(run(title)), 0.01 * least);
       EXPECT_GT(unrest(run(title, {{"optimizer.schedule", std::string("constant")}})), 0.05 * least);
     }},
    {"Ravine",
     [](const auto& title) {
       const Run crawling = run(title);
       const double least = run(title, {{"optimizer.id", std::string("lbfgs")}}).loss();
       EXPECT_LT(crawling.losses[10], crawling.losses[0] / 2);
       EXPECT_LT(crawling.losses[10] - crawling.losses.back(), 0.2 * (crawling.losses.back() - least));
     }},
    {"Divergence",
     [](const auto& title) {
       const Run diverging = run(title);
       EXPECT_GT(diverging.losses.back(), 10 * diverging.losses.front());
       const double below = 0.95;
       EXPECT_LT(run(title, {{"optimizer.learning_rate", below}}).losses.back(), diverging.losses.front());
     }},
    {"Growing spread",
     [](const auto& title) {
       const auto share = [](const Run& each) {
         const auto& target = each.problem().training->samples().target;
         const Matrix fit = each.problem().training->predictions(each.weights());
         return (target.array() < fit.array()).template cast<double>().mean();
       };
       const Run upper = run(title), lower = run(title, {{"loss.tau", 0.1}});
       EXPECT_NEAR(share(upper), 0.9, 0.03);
       EXPECT_NEAR(share(lower), 0.1, 0.03);
       EXPECT_GT(upper.slope(), lower.slope());
     }},
    {"Wrong labels",
     [](const auto& title) {
       const Run each = run(title);
       ASSERT_TRUE(each.problem().trainingBayesRisk);
       EXPECT_NEAR(each.loss(), *each.problem().trainingBayesRisk, 0.05);
       EXPECT_GT(*each.problem().trainingBayesRisk, 0.3);
     }},
    {"A rare class",
     [](const auto& title) {
       const auto recall = [](const Run& each) {
         return scoresByClass(JudgedRows(*each.problem().training, each.weights(), Task::binary).confusion)[1]
             .recall;
       };
       EXPECT_LT(recall(run(title)), 0.5);
       EXPECT_GT(recall(run(title, {{"loss.pos_weight", 30.0}})), 0.75);
     }},
    {"Exclusive or",
     [](const auto& title) {
       EXPECT_NEAR(run(title).loss(), std::log(2), 0.01);
       EXPECT_EQ(run(title, {{"model.layers", std::int64_t{1}}}).rightShare(), 1);
     }},
    {"Circle",
     [](const auto& title) {
       EXPECT_EQ(run(title).rightShare(), 1);
       EXPECT_LT(run(title, {{"model.width", std::int64_t{2}}}).rightShare(), 0.9);
     }},
    {"Spiral",
     [](const auto& title) {
       const Run deep = run(title), shallow = run(title, {{"model.layers", std::int64_t{1}}});
       ASSERT_EQ(deep.problem().rows.train.size(), 200U);
       EXPECT_GE(200 * deep.rightShare(), 197);
       EXPECT_LE(200 * shallow.rightShare(), 188);
     }},
    {"Six bumps",
     [](const auto& title) {
       const Run each = run(title);
       EXPECT_TRUE(FitMap::applies(each.problem()));
       EXPECT_GT(each.explained(), 0.99);
       EXPECT_LT(run(title, {{"model.id", std::string("linear")}}).explained(), 0.1);
     }},
    {"Sine",
     [](const auto& title) {
       EXPECT_NEAR(run(title).loss(), 0.23, 0.005);
       const Run fifth = run(title, {{"model.degree", std::int64_t{5}}});
       EXPECT_NEAR(fifth.loss(), 0.04, 0.005);
       ASSERT_TRUE(fifth.problem().trainingBayesRisk);
       EXPECT_NEAR(*fifth.problem().trainingBayesRisk, 0.04, 0.005);
     }},
    {"Motorcycle",
     [](const auto& title) {
       const Run each = run(title);
       const BestEpoch best = each.trainer.best();
       const auto epochs = static_cast<double>(each.trainer.plannedEpochs());
       const double atStart = each.problem().validation->loss(each.problem().startWeights());
       EXPECT_NEAR(static_cast<double>(best.epoch), 370, 10);
       EXPECT_NEAR(static_cast<double>(best.epoch) / epochs, 1.0 / 3, 0.05);
       EXPECT_LT(best.validation, 0.2 * atStart) << "it goes down far, and";
       EXPECT_GT(each.validation(), 1.5 * best.validation) << "up again,";
       EXPECT_LT(each.loss(), 0.65 * each.problem().training->loss(best.weights)) << "as rows are learnt";
     }},
    {"Two moons",
     [](const auto& title) {
       const Run free = run(title), held = run(title, {{"penalty.l2", 0.01}});
       EXPECT_LT(free.loss(), 0.01);
       EXPECT_NEAR(free.validation(), 0.98, 0.02);
       EXPECT_NEAR(held.loss(), 0.22, 0.01);
       EXPECT_NEAR(held.validation(), 0.22, 0.01);
     }},
    {"Penguins: held-out rows",
     [](const auto& title) {
       const Problem& problem = *build(example(title).make());
       ASSERT_NE(problem.validation, nullptr);
       EXPECT_NEAR(static_cast<double>(problem.rows.validation.size()),
                   static_cast<double>(problem.dataset->count()) / 5, 1);
     }},
    {"Penguins: three species",
     [](const auto& title) {
       EXPECT_NEAR(run(title).rightShare(), 0.96, 0.01);
       for (const std::string one : {"bill_length_mm", "bill_depth_mm"})
         EXPECT_NEAR(run(title, {{"dataset.features", std::vector<std::string>{one}}}).rightShare(), 0.75,
                     0.05)
             << one;
     }},
    {"Penguins: female or male", [](const auto& title) {
       EXPECT_LT(run(title).rightShare(), 0.7);
       EXPECT_NEAR(
           run(title, {{"dataset.features", std::vector<std::string>{"body_mass_g", "bill_depth_mm"}}})
               .rightShare(),
           0.9, 0.03);
     }}};

class ExampleClaim : public ::testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Examples, ExampleClaim, ::testing::Range(std::size_t{0}, examples().size()));

TEST_P(ExampleClaim, IsTrue) {
  const std::string title(examples()[GetParam()].title);
  SCOPED_TRACE(title);
  const auto claim = std::find_if(claims.begin(), claims.end(),
                                  [&](const auto& each) { return title.starts_with(each.first); });
  ASSERT_NE(claim, claims.end()) << "an example whose sentence nobody checks";
  claim->second(claim->first);
}

TEST(Examples, HoldWhileWhatTheySpeakOfIsAsItWas) {
  for (const Example& each : examples()) {
    const Experiment made = each.make();
    EXPECT_TRUE(stillHolds(each, made)) << each.title;
    EXPECT_TRUE(stillHolds(each, build(made)->experiment))
        << each.title << " and what was left open is chosen";
    EXPECT_FALSE(stillHolds(each, withSetting(made, "dataset.id", std::string("old_faithful"))))
        << each.title;
  }
  const Example& divergence = example("Divergence");
  EXPECT_FALSE(stillHolds(divergence, withSetting(divergence.make(), "dataset.standardize", false)));
  EXPECT_FALSE(stillHolds(divergence, withSetting(divergence.make(), "optimizer.learning_rate", 0.5)));
  const Example& calls = example("Belgian");
  EXPECT_TRUE(stillHolds(calls, withSetting(calls.make(), "loss.id", std::string("huber"))))
      << "it asks for that";
}

TEST(Examples, AreToldApartAndEachHasASentence) {
  std::set<std::string_view> titles;
  for (const Example& each : examples()) {
    EXPECT_TRUE(titles.insert(each.title).second) << each.title;
    EXPECT_TRUE(each.sentence.ends_with('.')) << each.title;
  }
  EXPECT_EQ(claims.size(), examples().size());
}

}  // namespace
}  // namespace lossarium
