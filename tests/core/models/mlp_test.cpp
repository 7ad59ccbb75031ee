#include "core/models/mlp.h"

#include "core/experiment/strict_json.h"
#include "core/training/trainer.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

Choice network(std::int64_t layers, std::int64_t width, const std::string& activation = "tanh") {
  return {"mlp", {{"layers", layers}, {"width", width}, {"activation", activation}}};
}

std::map<std::string, Value> onLine(const std::map<std::string, Value>& more) {
  std::map<std::string, Value> set{{"dataset", std::string("noisy_line")},
                                   {"model", std::string("mlp")},
                                   {"training.epochs", std::int64_t{20}}};
  for (const auto& [key, value] : more) set[key] = value;
  return set;
}

Vector trained(const std::map<std::string, Value>& set) {
  Trainer trainer(testing::problemWith(set));
  while (trainer.step()) {
  }
  return trainer.state().weights;
}

Vector vectorOf(const Json& json) {
  const auto numbers = json.get<std::vector<double>>();
  return Eigen::Map<const Vector>(numbers.data(), static_cast<Index>(numbers.size()));
}

std::shared_ptr<const Samples> samplesOf(const Json& each) {
  auto samples = std::make_shared<Samples>();
  const auto rows = each["features"].get<std::vector<std::vector<double>>>();
  samples->features.resize(static_cast<Index>(rows.size()), each["inputs"].get<Index>());
  for (std::size_t i = 0; i < rows.size(); ++i)
    samples->features.row(static_cast<Index>(i)) =
        Eigen::Map<const Eigen::RowVectorXd>(rows[i].data(), samples->features.cols());
  samples->target = vectorOf(each["target"]);
  return samples;
}

TEST(Mlp, PredictionsLossAndGradientAreThoseOfPyTorch) {
  const Json cases = parseStrictJson(testing::readAll(LOSSARIUM_TEST_DATA "/networks.json"), "networks");
  EXPECT_EQ(cases.size(), 14U);
  for (const Json& each : cases) {
    SCOPED_TRACE(each["activation"].get<std::string>() + ", " + each["loss"].get<std::string>());
    const auto samples = samplesOf(each);
    const std::shared_ptr<const Model> model = makeModel(
        network(each["layers"], each["width"], each["activation"]), {each["inputs"], each["outputs"]});
    const EmpiricalRisk risk(samples, model, makeLoss({each["loss"], {}}), {});
    const Vector weights = vectorOf(each["weights"]);
    ASSERT_EQ(weights.size(), model->weightCount());
    const Matrix prediction = risk.predictions(weights);
    for (Index i = 0; i < prediction.rows(); ++i)
      EXPECT_LT(
          (prediction.row(i).transpose() - vectorOf(each["prediction"][static_cast<std::size_t>(i)])).norm(),
          1e-13);
    Vector gradient;
    EXPECT_NEAR(risk.gradient(weights, gradient), each["value"].get<double>(), 1e-14);
    EXPECT_LT((gradient - vectorOf(each["gradient"])).norm(), 1e-13);
  }
}

TEST(Mlp, TheHessianIsTheGradientsDerivative) {
  for (const std::string activation : {"tanh", "gelu", "sine", "sigmoid"})
    for (const std::string loss : {"mse", "rmse", "cross_entropy"}) {
      SCOPED_TRACE(activation + ", " + loss);
      const LossSpec& spec = makeLoss({loss, {}})->spec();
      const auto samples = testing::samplesFor(spec, 30, 2);
      const Index outputs = spec.task == Task::classes ? testing::testClasses : 1;
      const std::shared_ptr<const Model> model = makeModel(network(2, 5, activation), {2, outputs});
      const EmpiricalRisk risk(samples, model, makeLoss({loss, {}}), {0.0, 0.1});
      const Vector weights = model->start(3), direction = testing::randomWeights(weights.size(), 4);
      Vector product, ahead, behind;
      risk.hessianProduct(weights, direction, product);
      const double step = 1e-5;
      risk.gradient(weights + step * direction, ahead);
      risk.gradient(weights - step * direction, behind);
      const Vector numerical = (ahead - behind) / (2 * step);
      EXPECT_LT((product - numerical).norm(), 1e-7 * (1 + numerical.norm()));
    }
}

TEST(Mlp, TheStartHasTheStatedSpread) {
  const auto spread = [](const Choice& choice, Index block) {
    const auto model = makeModel(choice, {100, 1});
    const Vector start = model->start(1);
    const WeightBlock& part = model->blocks()[static_cast<std::size_t>(block)];
    return std::sqrt(start.segment(part.offset, part.size()).squaredNorm() /
                     static_cast<double>(part.size()));
  };
  const double xavier = std::sqrt(2.0 / (100 + 200)), he = std::sqrt(2.0 / 100);
  EXPECT_NEAR(spread(network(2, 200, "tanh"), 0), xavier, 0.01 * xavier);
  EXPECT_NEAR(spread(network(2, 200, "relu"), 0), he, 0.02 * he);
  Choice forced = network(2, 200, "tanh");
  forced.parameters["start"] = std::string("he");
  EXPECT_NEAR(spread(forced, 0), he, 0.02 * he);
  EXPECT_NEAR(spread(network(2, 200, "relu"), 1), 0.1 / std::sqrt(3.0), 0.01);  // biases: ±1/√100
}

TEST(Mlp, WithoutHiddenLayersItIsLinear) {
  const auto flat = makeModel(network(0, 8), {3, 2}), linear = makeModel({"linear", {}}, {3, 2});
  ASSERT_EQ(flat->weightCount(), linear->weightCount());
  EXPECT_TRUE(flat->linearInWeights());
  const Vector weights = testing::randomWeights(8);
  Random random(1, "rows");
  const Matrix rows = testing::randomMatrix(random, 9, 3);
  Matrix one(9, 2), other(9, 2);
  flat->predict(rows, weights, one);
  linear->predict(rows, weights, other);
  EXPECT_LT((one - other).cwiseAbs().maxCoeff(), 1e-14);
}

TEST(Mlp, DropoutDrawsAnewInEachStepAndIsTheSameInAReplay) {
  const auto set = onLine({{"model.dropout", 0.3}, {"training.batch_size", std::int64_t{16}}});
  EXPECT_EQ(trained(set), trained(set));
  EXPECT_NE(trained(set), trained(onLine({{"training.batch_size", std::int64_t{16}}})));
  const auto full = onLine({{"model.dropout", 0.3}});
  EXPECT_EQ(trained(full), trained(full));
  EXPECT_NE(trained(full), trained(onLine({})));
}

// Over many draws the mean of what a unit gives is what it gives without dropout, and so is the mean
// prediction of one hidden layer; a quarter of the units is silent.
TEST(Mlp, DropoutKeepsTheMean) {
  Choice choice = network(1, 200, "identity");
  choice.parameters["dropout"] = 0.25;
  const auto model = makeModel(choice, {1, 1});
  const Vector weights = model->start(1);
  const Matrix rows = Vector::LinSpaced(3, -1, 1);
  Matrix mean = Matrix::Zero(3, 1), plain(3, 1), drawn(3, 1);
  ModelMemory memory;
  constexpr int draws = 4000;
  for (int i = 1; i <= draws; ++i) {
    memory.draw = static_cast<std::uint64_t>(i) * 7919;
    model->forward(rows, weights, memory, drawn);
    mean += drawn / draws;
  }
  model->predict(rows, weights, plain);
  EXPECT_LT((mean - plain).cwiseAbs().maxCoeff(), 0.03);
  EXPECT_GT((drawn - plain).cwiseAbs().maxCoeff(), 0);
}

// The gradient of a draw is that of the network without the silent units.
TEST(Mlp, TheGradientOfADrawIsThatOfItsOwnLoss) {
  Choice choice = network(2, 6, "tanh");
  choice.parameters["dropout"] = 0.4;
  choice.parameters["input_noise"] = 0.5;
  const auto model = makeModel(choice, {2, 1});
  const Vector weights = model->start(1), direction = testing::randomWeights(weights.size());
  Random random(1, "rows");
  const Matrix rows = testing::randomMatrix(random, 11, 2), slopes = testing::randomMatrix(random, 11, 1);
  ModelMemory memory;
  memory.draw = 12345;
  const auto value = [&](const Vector& at) {
    Matrix prediction(11, 1);
    model->forward(rows, at, memory, prediction);
    return prediction.cwiseProduct(slopes).sum();
  };
  const double step = 1e-6,
               numerical =
                   (value(weights + step * direction) - value(weights - step * direction)) / (2 * step);
  value(weights);
  Vector gradient = Vector::Zero(weights.size());
  model->pullBack(rows, weights, slopes, memory, gradient);
  EXPECT_NEAR(gradient.dot(direction), numerical, 1e-7 * (1 + std::abs(numerical)));
}

TEST(Mlp, ARowDrawsTheSameWhateverBlockItIsIn) {
  Choice choice = network(1, 5);
  choice.parameters["dropout"] = 0.5;
  const auto model = makeModel(choice, {1, 1});
  const Vector weights = model->start(1);
  const Matrix rows = Vector::LinSpaced(20, -1, 1);
  ModelMemory memory;
  memory.draw = 99;
  Matrix whole(20, 1), part(5, 1);
  model->forward(rows, weights, memory, whole);
  memory.firstRow = 9;
  model->forward(rows.middleRows(9, 5), weights, memory, part);
  EXPECT_EQ(part, whole.middleRows(9, 5));
}

}  // namespace
}  // namespace lossarium
