// The ledger is a true account: its parts are the loss, and as vectors its pulls are the gradient.
#include "core/training/ledger.h"

#include "core/training/live_run.h"
#include "tests/core/losses/loss_rows.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"
#include "tests/core/support/watched.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

using testing::problemWith;

constexpr Index someRows = 40;

Index outputsFor(Task task) {
  return task == Task::boxes ? 4 : task == Task::classes ? testing::testClasses : 1;
}

std::shared_ptr<const Samples> samplesOf(const LossSpec& spec) {
  auto samples = std::make_shared<Samples>(*testing::samplesFor(spec, someRows, 3));
  if (spec.task != Task::boxes) return samples;
  Random random(3, "boxes");
  samples->target.resize(someRows, 4);
  for (Index i = 0; i < someRows; ++i) samples->target.row(i) = testing::randomBox(random, 0.3, 1);
  return samples;
}

// Small ones, so that predictions stay in every domain; boxes begin as boxes.
Vector weightsFor(const LossSpec& spec, const Model& model) {
  Vector weights = 0.1 * testing::randomWeights(model.weightCount());
  if (spec.task == Task::boxes)
    weights.tail(4) = Eigen::Vector4d(-0.4, -0.5, 1.1, 0.9);
  else if (spec.task == Task::regression)
    weights[weights.size() - 1] = 2;
  return weights;
}

std::shared_ptr<const Problem> problemOf(const std::shared_ptr<const Samples>& samples, const Choice& loss,
                                         const Choice& model, const Penalty& penalty = {}) {
  auto problem = std::make_shared<Problem>();
  problem->loss = makeLoss(loss);
  const Index outputs = outputsFor(problem->loss->spec().task);
  problem->model = makeModel(model, {samples->features.cols(), outputs, &samples->features});
  problem->experiment.penalty = penalty;
  problem->training = std::make_shared<EmpiricalRisk>(samples, problem->model, problem->loss, penalty);
  return problem;
}

Vector gradientOf(const EmpiricalRisk& risk, const Vector& weights) { return risk.at(weights).gradient; }

struct Case {
  Choice loss, model;
};
[[maybe_unused]] void PrintTo(const Case& each, std::ostream* out) {
  *out << each.loss.id << " of " << each.model.id;
}

class AnyLedger : public ::testing::TestWithParam<Case> {
 protected:
  const LossSpec& spec_ = makeLoss(GetParam().loss)->spec();
  const std::shared_ptr<const Samples> samples_ = samplesOf(spec_);
  const std::shared_ptr<const Problem> problem_ = problemOf(samples_, GetParam().loss, GetParam().model);
  const EmpiricalRisk& risk_ = *problem_->training;
  const Vector weights_ = weightsFor(spec_, *problem_->model);
  const std::shared_ptr<const Ledger> ledger_ = ledgerOf(problem_, weights_, 7);
};

TEST_P(AnyLedger, PartsSumToTheTrainingLoss) {
  ASSERT_EQ(ledger_->count(), someRows);
  EXPECT_EQ(ledger_->total, risk_.loss(weights_));
  EXPECT_NEAR(ledger_->part.sum(), risk_.loss(weights_), 1e-12 * ledger_->part.cwiseAbs().sum());
  EXPECT_EQ(ledger_->step, 7);
}

TEST_P(AnyLedger, PartsOfTheGradientSumToIt) {
  Vector sum = Vector::Zero(weights_.size());
  double sizes = 0;
  for (Index row = 0; row < someRows; ++row) {
    const Vector part = gradientPart(risk_, weights_, row);
    EXPECT_NEAR(ledger_->pull[row], part.norm(), 1e-12 * (1e-3 + part.norm())) << row;
    sum += part;
    sizes += part.norm();
  }
  const Vector whole = gradientOf(risk_, weights_);
  EXPECT_LE((sum - whole).norm(), 1e-12 * sizes);
  EXPECT_NEAR(ledger_->gradientLength, whole.norm(), 1e-12 * sizes);
}

TEST_P(AnyLedger, AlongIsThePartInTheDirectionOfDescent) {
  const Vector whole = gradientOf(risk_, weights_);
  const Vector descent = whole.norm() > 0 ? Vector(-whole.normalized()) : Vector(0 * whole);
  for (Index row = 0; row < someRows; ++row)
    EXPECT_NEAR(ledger_->along[row], -gradientPart(risk_, weights_, row).dot(descent),
                1e-12 * (1e-3 + ledger_->pull[row]));
  EXPECT_NEAR(ledger_->along.sum(), ledger_->gradientLength, 1e-12 * ledger_->pull.sum());
}

TEST_P(AnyLedger, SharesAreFractionsOfTheWhole) {
  if ((ledger_->part.array() < 0).any()) {
    EXPECT_TRUE(ledger_->share.array().isNaN().all()) << "of a sum with negative parts nothing is a share";
    return;
  }
  EXPECT_NEAR(ledger_->share.sum(), 1, 1e-12);
  for (Index row = 0; row < someRows; ++row)
    EXPECT_NEAR(ledger_->share[row] * ledger_->total, ledger_->part[row], 1e-12 * ledger_->total);
}

TEST_P(AnyLedger, ALossIsThatOfTheRowAlone) {
  for (const Index row : {0, 17, 39}) {
    const auto alone = std::make_shared<Samples>(
        Samples{samples_->features.middleRows(row, 1), samples_->target.middleRows(row, 1)});
    const EmpiricalRisk risk(alone, problem_->model, problem_->loss, {});
    EXPECT_NEAR(ledger_->loss[row], risk.loss(weights_), 1e-12 * std::abs(risk.loss(weights_)));
  }
}

TEST_P(AnyLedger, ThePenaltyIsInTheDirectionAlone) {
  const Penalty penalty{0.2, 0.3};
  const auto penalized = problemOf(samples_, GetParam().loss, GetParam().model, penalty);
  const auto ledger = ledgerOf(penalized, weights_, 7);
  EXPECT_EQ(ledger->part, ledger_->part);
  EXPECT_EQ(ledger->pull, ledger_->pull);
  EXPECT_EQ(ledger->total, ledger_->total);
  const Vector whole = gradientOf(*penalized->training, weights_);
  EXPECT_NEAR(ledger->along.sum(), gradientOf(risk_, weights_).dot(whole.normalized()),
              1e-12 * ledger->pull.sum());
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& entry : lossCatalog()) all.push_back({{std::string(entry.spec->id), {}}, {"linear", {}}});
  for (const char* loss : {"mse", "rmse", "cross_entropy"})
    for (const char* model : {"polynomial", "mlp"}) all.push_back({{loss, {}}, {model, {}}});
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, AnyLedger, ::testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param.loss.id + "_of_" + each.param.model.id; });

// Residuals −1, 2 and −3 at x = 0, 1 and 2, of a line that is 0 everywhere.
std::shared_ptr<const Problem> threeRows(const char* loss) {
  Samples samples{Matrix(3, 1), Matrix(3, 1)};
  samples.features << 0, 1, 2;
  samples.target << 1, -2, 3;
  return problemOf(std::make_shared<Samples>(samples), {loss, {}}, {"linear", {}});
}

TEST(Ledger, OfThreeRowsByHand) {
  const auto ledger = ledgerOf(threeRows("mse"), Vector::Zero(2), 0);
  EXPECT_LT((ledger->loss - Eigen::Vector3d(1, 4, 9)).norm(), 1e-15);
  EXPECT_LT((ledger->part - Eigen::Vector3d(1, 4, 9) / 3).norm(), 1e-15);
  EXPECT_LT((ledger->share - Eigen::Vector3d(1, 4, 9) / 14).norm(), 1e-15);
  // A row's part of the gradient is 2r/3·(x, 1): the whole is (−8, −4)/3, along (−2, −1)/√5.
  EXPECT_LT((ledger->pull - Eigen::Vector3d(2, 4 * std::sqrt(2.0), 6 * std::sqrt(5.0)) / 3).norm(), 1e-14);
  EXPECT_LT((ledger->along - Eigen::Vector3d(2, -12, 30) / (3 * std::sqrt(5.0))).norm(), 1e-14);
  EXPECT_NEAR(ledger->gradientLength, std::sqrt(80.0) / 3, 1e-14);
}

// The root falls into the shares of its square.
TEST(Ledger, OfARootOfTheMean) {
  const auto ledger = ledgerOf(threeRows("rmse"), Vector::Zero(2), 0);
  const double root = std::sqrt(14.0 / 3);
  EXPECT_LT((ledger->loss - Eigen::Vector3d(1, 2, 3)).norm(), 1e-15);
  EXPECT_LT((ledger->share - Eigen::Vector3d(1, 4, 9) / 14).norm(), 1e-15);
  EXPECT_LT((ledger->part - root * Eigen::Vector3d(1, 4, 9) / 14).norm(), 1e-14);
  EXPECT_NEAR(ledger->pull[2], 3 * std::sqrt(5.0) / (3 * root), 1e-14);
}

TEST(Ledger, OfAPerfectFitHasNoShares) {
  for (const char* loss : {"mse", "rmse"}) {
    Samples samples{Matrix::Random(5, 2), Matrix::Zero(5, 1)};
    const auto problem = problemOf(std::make_shared<Samples>(samples), {loss, {}}, {"linear", {}});
    const auto ledger = ledgerOf(problem, Vector::Zero(3), 0);
    EXPECT_EQ(ledger->total, 0);
    EXPECT_EQ(ledger->share, Vector::Zero(5));
    EXPECT_EQ(ledger->pull, Vector::Zero(5));
    EXPECT_EQ(ledger->along, Vector::Zero(5));
    EXPECT_EQ(rowsThatMake(*ledger, 0.8), 0);
  }
}

TEST(Ledger, TellsHowFewRowsMakeAShare) {
  const auto ledger = ledgerOf(threeRows("mse"), Vector::Zero(2), 0);
  EXPECT_EQ(ledger->costliest, (std::vector<Index>{2, 1, 0}));
  EXPECT_EQ(rowsThatMake(*ledger, 0.6), 1);
  EXPECT_EQ(rowsThatMake(*ledger, 0.8), 2);
  EXPECT_EQ(rowsThatMake(*ledger, 2), 3);
}

// A row of the data that is pulled up and up, at weights that stay.
class PulledAway : public ::testing::Test {
 protected:
  static constexpr Index row = 23;

  std::shared_ptr<const Ledger> at(const std::string& loss, double target) const {
    const auto problem =
        problemWith({{"loss.id", loss},
                     {"dataset.edits", std::vector<std::string>{"move 24 73 " + std::to_string(target)}}});
    return ledgerOf(problem, Eigen::Vector2d(3, 5), 0);
  }
  // The length of its features with the 1 of the bias.
  static double lever(const Ledger& ledger) {
    return std::hypot(ledger.problem->training->samples().features(row, 0), 1);
  }
};

TEST_F(PulledAway, UnderMseItsShareAndItsPullGrowWithoutBound) {
  double share = 0, pull = 0;
  for (const double target : {100.0, 1e4, 1e6}) {
    const auto ledger = at("mse", target);
    const double residual = ledger->prediction(row, 0) - target;
    EXPECT_NEAR(ledger->pull[row], 2 * std::abs(residual) * lever(*ledger) / 24, 1e-12 * ledger->pull[row]);
    EXPECT_GT(ledger->share[row], share);
    EXPECT_GT(ledger->pull[row], 10 * pull);
    share = ledger->share[row];
    pull = ledger->pull[row];
  }
  EXPECT_NEAR(share, 1, 1e-6);
}

// Its pull is δ·|(x, 1)|/n however far it goes, while its loss goes on in proportion.
TEST_F(PulledAway, UnderHuberItsPullStops) {
  for (const double target : {100.0, 1e4, 1e6}) {
    const auto ledger = at("huber", target);
    EXPECT_NEAR(ledger->pull[row], lever(*ledger) / 24, 1e-12);
    EXPECT_LT(ledger->share[row], at("mse", target)->share[row]) << target;
    EXPECT_NEAR(ledger->loss[row], std::abs(ledger->prediction(row, 0) - target) - 0.5, 1e-9 * target);
  }
}

TEST_F(PulledAway, UnderTukeyItsLossStopsAndItNoLongerPulls) {
  const auto far = at("tukey_biweight", 100), farther = at("tukey_biweight", 1e6);
  EXPECT_EQ(far->pull[row], 0);
  EXPECT_EQ(far->loss[row], farther->loss[row]);
  EXPECT_EQ(far->share[row], farther->share[row]);
}

TEST(Ledger, NamesTheRowsOfTheData) {
  const auto problem = problemWith({{"dataset.edits", std::vector<std::string>{"remove 3"}}});
  const auto ledger = ledgerOf(problem, problem->startWeights(), 0);
  EXPECT_EQ(ledger->count(), 23);
  EXPECT_EQ(ledger->dataRow(2), 2);
  EXPECT_EQ(ledger->rowNumber(1), 1);
  EXPECT_EQ(ledger->rowNumber(2), 3);
}

TEST(Ledger, IsTheSameForAnyNumberOfRowsAtOnce) {
  const auto samples = testing::randomSamples(9000, 2);
  const auto problem = problemOf(samples, {"huber", {}}, {"mlp", {}});
  const Vector weights = problem->model->start(1);
  const auto ledger = ledgerOf(problem, weights, 0);
  for (const Index row : {0, 4095, 4096, 8999})
    EXPECT_NEAR(ledger->pull[row], gradientPart(*problem->training, weights, row).norm(),
                1e-12 * (1 + ledger->pull[row]));
}

TEST(Ledger, OfALiveRunOnlyWhileItIsWanted) {
  testing::Watched<LiveRun, RunFrame> run;
  const auto atStep = [&](std::int64_t step) {
    return run.frameWhere([step](const RunFrame& frame) { return frame.state.step == step; });
  };
  run->load(problemWith({}));
  EXPECT_EQ(atStep(0)->ledger, nullptr);
  run->wantLedger(true);
  run.frameWhere([](const RunFrame& frame) { return frame.ledger != nullptr; });
  run->stepBatch();
  const auto frame = atStep(1);
  EXPECT_EQ(frame->ledger->step, 1);
  EXPECT_EQ(frame->ledger->total, frame->problem->training->loss(frame->state.weights));
  run->wantLedger(false);
  run->stepBatch();
  EXPECT_EQ(atStep(2)->ledger, nullptr);
}

}  // namespace
}  // namespace lossarium
