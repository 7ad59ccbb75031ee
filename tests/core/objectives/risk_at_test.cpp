// All that a risk says at one place, asked at once: the same bits as asked one by one, whatever the size and
// the number of threads.
#include "core/base/parallel_for.h"
#include "tests/core/support/risks.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

EmpiricalRisk networkRisk(Index rows, std::int64_t width) {
  const std::map<std::string, Value> layers{
      {"layers", std::int64_t{2}},         {"width", width}, {"activation", std::string("tanh")},
      {"start", std::string("automatic")}, {"dropout", 0.0}, {"input_noise", 0.0}};
  std::shared_ptr<const Model> model = makeModel({"mlp", layers}, {2, 1});
  return {testing::randomSamples(rows, 2), model, makeLoss({"huber", {{"delta", 1.0}}}), Penalty{0.01, 0.1}};
}

void expectAllTheSame(const EmpiricalRisk& risk, const Vector& weights) {
  const RiskAt found = risk.at(weights);
  Vector gradient(risk.dimension());
  risk.gradient(weights, gradient);
  EXPECT_EQ(found.gradient, gradient);
  EXPECT_EQ(found.loss, risk.loss(weights));
  EXPECT_EQ(found.penalty, risk.penalty(weights));
  EXPECT_EQ(found.prediction, risk.predictions(weights));
  EXPECT_EQ(found.lossOfSample, risk.lossPerSample(weights));
  Vector loss;
  Matrix slope;
  risk.perSample(weights, loss, slope);
  EXPECT_EQ(found.slopeOfSample, slope);
}

TEST(RiskAt, IsWhatEachQuestionGives) {
  const EmpiricalRisk few = networkRisk(700, 8);
  expectAllTheSame(few, few.model().start(1));
}

TEST(RiskAt, AndSoWhereTheWorkIsShared) {
  const EmpiricalRisk many = networkRisk(5000, 64);
  const Vector weights = many.model().start(1);
  const RiskAt once = many.at(weights);
  for (const int threads : {1, 2, 8}) {
    setThreadCount(threads);
    expectAllTheSame(many, weights);
    EXPECT_EQ(many.at(weights).gradient, once.gradient) << threads;
  }
  setThreadCount(0);
}

TEST(RiskAt, SharedWorkIsTheWholeOfIt) {
  const EmpiricalRisk many = networkRisk(5000, 64);
  const Vector weights = many.model().start(1);
  EXPECT_NEAR(many.loss(weights), many.lossPerSample(weights).mean(), 1e-12);
  const Vector direction = testing::randomWeights(many.dimension());
  const double step = 1e-5;
  Vector gradient(many.dimension());
  many.gradient(weights, gradient);
  const double slope =
      (many.value(weights + step * direction) - many.value(weights - step * direction)) / (2 * step);
  EXPECT_NEAR(gradient.dot(direction), slope, 1e-6 * (1 + std::abs(slope)));
}

}  // namespace
}  // namespace lossarium
