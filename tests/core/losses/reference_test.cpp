// Somebody else's numbers: constants from the test suites of Keras, PyTorch and scikit-learn, and PyTorch's
// results.
#include "core/experiment/strict_json.h"
#include "core/losses/loss.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

Vector vectorOf(const Json& json) {
  if (!json.is_array()) return Vector::Constant(1, json.get<double>());
  const auto numbers = json.get<std::vector<double>>();
  return Eigen::Map<const Vector>(numbers.data(), static_cast<Index>(numbers.size()));
}

Matrix matrixOf(const Json& json) {
  if (!json.at(0).is_array()) return vectorOf(json);
  Matrix matrix(static_cast<Index>(json.size()), static_cast<Index>(json[0].size()));
  for (Index i = 0; i < matrix.rows(); ++i)
    matrix.row(i) = vectorOf(json[static_cast<std::size_t>(i)]).transpose();
  return matrix;
}

Choice choiceOf(const Json& test) {
  Choice choice{test["loss"].get<std::string>(), {}};
  for (const auto& [key, value] : test["parameters"].items())
    choice.parameters[key] = valueFromJson(value, key);
  return choice;
}

void expectNear(const Matrix& ours, const Matrix& theirs, double tolerance, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size()) << what;
  for (Index i = 0; i < ours.size(); ++i)
    EXPECT_NEAR(ours.reshaped()[i], theirs.reshaped()[i],
                tolerance * std::max(1.0, std::abs(theirs.reshaped()[i])))
        << what << " " << i;
}

void check(const Json& test) {
  const auto loss = makeLoss(choiceOf(test));
  const Matrix prediction = matrixOf(test["prediction"]), target = matrixOf(test["target"]);
  Vector value(prediction.rows());
  Matrix slope(prediction.rows(), prediction.cols());
  loss->evaluate({.rows = prediction.rows(),
                  .outputs = prediction.cols(),
                  .stride = prediction.rows(),
                  .targetStride = target.rows(),
                  .prediction = prediction.data(),
                  .target = target.data(),
                  .value = value.data(),
                  .slope = slope.data()});
  const Reduced whole = reduced(loss->spec(), test["reduction"] == "mean" ? value.mean() : value.sum());
  const auto reduction = test["reduction"].get<std::string>();
  const double tolerance = test["tolerance"].get<double>();
  if (reduction == "none")
    expectNear(value, vectorOf(test["expected"]), tolerance, "value");
  else
    expectNear(Vector::Constant(1, whole.value), vectorOf(test["expected"]), tolerance, "value");
  if (!test.contains("gradient")) return;
  const double count = reduction == "mean" ? static_cast<double>(prediction.rows()) : 1;
  expectNear(reduction == "none" ? slope : Matrix(slope * (whole.slope / count)), matrixOf(test["gradient"]),
             tolerance, "gradient");
}

TEST(LossReference, AgreesWithOtherLibraries) {
  const Json tests =
      parseStrictJson(testing::readAll(LOSSARIUM_TEST_DATA "/loss_cases.json"), "loss_cases.json");
  std::set<std::string> covered;
  for (const Json& test : tests) {
    SCOPED_TRACE(test["source"].get<std::string>() + " " + test["loss"].get<std::string>());
    covered.insert(test["loss"].get<std::string>());
    check(test);
  }
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id != "zero_one") {
      EXPECT_TRUE(covered.contains(std::string(entry.spec->id))) << entry.spec->id;
    }
}

}  // namespace
}  // namespace lossarium
