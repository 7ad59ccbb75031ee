// The contract of a model, held for every entry of the catalogue.
#include "core/base/random.h"
#include "core/boxes/detection_columns.h"
#include "core/models/model.h"
#include "tests/core/support/detections.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

constexpr Index rows = testing::detectionCount;

using testing::detections;
using testing::isOfBoxes;
using testing::modelOf;

struct Case {
  Choice choice;
  ModelShape shape;
};
[[maybe_unused]] void PrintTo(const Case& each, std::ostream* out) {
  *out << each.choice.id << " of " << each.shape.features << " features, " << each.shape.outputs
       << " outputs";
}

class AnyModel : public ::testing::TestWithParam<Case> {
 protected:
  Matrix random(Index count, Index columns) {
    return Matrix::NullaryExpr(count, columns, [this] { return random_.normal(); });
  }
  Matrix someFeatures() {
    const Index features = GetParam().shape.features;
    return isOfBoxes(GetParam().choice) ? detections(features) : random(rows, features);
  }
  Matrix predict(const Vector& weights) {
    Matrix prediction(features_.rows(), model_->outputCount());
    model_->predict(features_, weights, prediction);
    return prediction;
  }
  Matrix push(const Vector& direction) {
    Matrix change(features_.rows(), model_->outputCount());
    model_->pushForward(features_, weights_, direction, change);
    return change;
  }
  Vector pull(const Vector& weights, const Matrix& slopes, Vector gradient = {}) {
    if (gradient.size() == 0) gradient = Vector::Zero(model_->weightCount());
    ModelMemory memory;
    Matrix prediction(features_.rows(), model_->outputCount());
    model_->forward(features_, weights, memory, prediction);
    model_->pullBack(features_, weights, slopes, memory, gradient);
    return gradient;
  }

  Random random_{1, "models"};
  const std::unique_ptr<const Model> model_ = modelOf(GetParam().choice, GetParam().shape);
  const Matrix features_ = someFeatures();
  const Vector weights_ = random(model_->weightCount(), 1);
};

TEST_P(AnyModel, PushForwardIsTheDerivativeOfThePredictions) {
  const Vector direction = random(model_->weightCount(), 1);
  const double step = 1e-6;
  const Matrix numerical =
      (predict(weights_ + step * direction) - predict(weights_ - step * direction)) / (2 * step);
  EXPECT_LT((push(direction) - numerical).norm(), 1e-7 * (1 + numerical.norm()));
}

TEST_P(AnyModel, PullBackIsTheAdjointOfPushForward) {
  for (int i = 0; i < 5; ++i) {
    const Vector direction = random(model_->weightCount(), 1);
    const Matrix slopes = random(features_.rows(), model_->outputCount());
    const Vector pulled = pull(weights_, slopes);
    const double there = push(direction).cwiseProduct(slopes).sum(), back = direction.dot(pulled);
    EXPECT_NEAR(there, back, 1e-12 * (1 + direction.norm() * pulled.norm()));
  }
}

TEST_P(AnyModel, PullBackChangeIsTheDerivativeOfPullBack) {
  const Vector direction = random(model_->weightCount(), 1);
  const Matrix slopes = random(features_.rows(), model_->outputCount());
  const Matrix slopesChange = random(features_.rows(), model_->outputCount());
  Vector change = Vector::Ones(model_->weightCount());
  model_->pullBackChange(features_, weights_, direction, slopes, slopesChange, change);
  const double step = 1e-6;
  const Vector numerical = (pull(weights_ + step * direction, slopes + step * slopesChange) -
                            pull(weights_ - step * direction, slopes - step * slopesChange)) /
                           (2 * step);
  EXPECT_LT((change - Vector::Ones(change.size()) - numerical).norm(), 1e-6 * (1 + numerical.norm()));
}

TEST_P(AnyModel, SquaredPullsAreThoseOfEachRowAlone) {
  const Matrix slopes = random(features_.rows(), model_->outputCount());
  Matrix prediction(features_.rows(), model_->outputCount());
  ModelMemory memory;
  model_->forward(features_, weights_, memory, prediction);
  Vector squares = Vector::Ones(features_.rows()), oneByOne = squares;
  model_->addSquaredPulls(features_, weights_, slopes, memory, squares);
  model_->Model::addSquaredPulls(features_, weights_, slopes, memory, oneByOne);
  for (Index row = 0; row < features_.rows(); ++row) {
    Matrix alone = Matrix::Zero(slopes.rows(), slopes.cols());
    alone.row(row) = slopes.row(row);
    const double square = pull(weights_, alone).squaredNorm();
    EXPECT_NEAR(squares[row], 1 + square, 1e-12 * (1 + square)) << row;
    EXPECT_NEAR(oneByOne[row], 1 + square, 1e-12 * (1 + square)) << row;
  }
}

TEST_P(AnyModel, TheSameMemoryServesBlocksOfAnySize) {
  ModelMemory memory;
  for (const Index count : {17, 3, 8, 1, 12, 17}) {
    const Matrix some = features_.topRows(count), slopes = random(count, model_->outputCount());
    Matrix prediction(count, model_->outputCount());
    model_->forward(some, weights_, memory, prediction);
    Vector gradient = Vector::Zero(model_->weightCount());
    model_->pullBack(some, weights_, slopes, memory, gradient);
    Matrix all = Matrix::Zero(features_.rows(), model_->outputCount());
    all.topRows(count) = slopes;
    EXPECT_LT((gradient - pull(weights_, all)).norm(), 1e-12 * (1 + gradient.norm())) << count << " rows";
  }
}

TEST_P(AnyModel, ItsTermsAreTheFunction) {
  const Vector mean = random(model_->featureCount(), 1);
  const Vector deviation = random(model_->featureCount(), 1).cwiseAbs().array() + 0.5;
  for (Index output = 0; output < model_->outputCount(); ++output) {
    const auto terms = model_->terms(weights_, output, mean, deviation);
    if (terms.empty()) GTEST_SKIP() << "not written out in powers";
    const Matrix prediction = predict(weights_);
    for (Index row = 0; row < 5; ++row) {
      double sum = 0, size = 1;
      for (const ProductTerm& term : terms) {
        double product = term.coefficient;
        for (const auto& [input, power] : term.powers)
          product *= std::pow(features_(row, input) * deviation[input] + mean[input], power);
        sum += product;
        size += std::abs(product);
      }
      EXPECT_NEAR(sum, prediction(row, output), 1e-13 * size);
    }
  }
}

TEST_P(AnyModel, PullBackAdds) {
  const Matrix slopes = random(features_.rows(), model_->outputCount());
  const Vector once = pull(weights_, slopes);
  const Vector after = pull(weights_, slopes, Vector::Ones(model_->weightCount()));
  EXPECT_LT((after - once - Vector::Ones(once.size())).norm(), 1e-12 * (1 + once.norm()));
}

TEST_P(AnyModel, SomeRowsPredictAsTheyDoAmongAll) {
  const Matrix all = predict(weights_);
  Matrix some = Matrix::Zero(20, model_->outputCount());
  model_->predict(features_.middleRows(5, 7), weights_, some.middleRows(3, 7));
  EXPECT_EQ(some.middleRows(3, 7), all.middleRows(5, 7));
  EXPECT_EQ(some.topRows(3).norm() + some.bottomRows(10).norm(), 0) << "rows that were not asked for";
}

TEST_P(AnyModel, BlocksTileTheWeights) {
  Index next = 0;
  for (const auto& block : model_->blocks()) {
    EXPECT_EQ(block.offset, next);
    next += block.size();
  }
  EXPECT_EQ(next, model_->weightCount());
  std::set<std::string> names;
  for (Index i = 0; i < next; ++i) EXPECT_TRUE(names.insert(weightName(*model_, i)).second);
}

TEST_P(AnyModel, TheStartBelongsToItsSeed) {
  EXPECT_EQ(model_->start(1), model_->start(1));
  if (isOfBoxes(GetParam().choice)) {
    EXPECT_EQ(model_->start(1), model_->start(2)) << "boxes start where they were predicted";
  } else {
    EXPECT_NE(model_->start(1), model_->start(2));
  }
  EXPECT_TRUE(model_->start(3).allFinite());
}

TEST_P(AnyModel, LinearInWeightsMeansThat) {
  if (!model_->linearInWeights()) GTEST_SKIP() << "not said to be linear";
  const Vector other = random(model_->weightCount(), 1);
  const Matrix sum = predict(weights_) + 2 * predict(other), direct = predict(weights_ + 2 * other);
  EXPECT_LT((sum - direct).norm(), 1e-12 * (1 + direct.norm()));
}

// A high degree in several inputs has too many terms; networks are deep where they are narrow.
std::vector<Choice> allChoices(const ModelSpec& spec) {
  std::vector<Choice> choices = testing::choicesOver(spec);
  if (spec.id == "polynomial") choices = {{"polynomial", {}}, {"polynomial", {{"degree", std::int64_t{7}}}}};
  if (spec.id == "mlp")
    choices.push_back({"mlp", {{"layers", std::int64_t{6}}, {"width", std::int64_t{11}}}});
  return choices;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& entry : modelCatalog())
    for (const Choice& choice : allChoices(*entry.spec))
      for (const ModelShape shape :
           entry.spec->ofBoxes
               ? std::vector<ModelShape>{{DetectionColumns::raw, 4}, {DetectionColumns::raw + 3, 4}}
               : std::vector<ModelShape>{{1, 1}, {3, 1}, {2, 4}})
        all.push_back({choice, shape});
  return all;
}
INSTANTIATE_TEST_SUITE_P(Catalog, AnyModel, ::testing::ValuesIn(cases()), [](const auto& each) {
  return each.param.choice.id + "_" + std::to_string(each.index);
});

TEST(ModelCatalog, EverySpecIsComplete) {
  for (const auto& entry : modelCatalog()) {
    const ModelSpec& spec = *entry.spec;
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_TRUE(testing::isSnakeCase(spec.id));
    EXPECT_FALSE(spec.title.empty());
    EXPECT_FALSE(spec.caption.empty());
    testing::expectComplete(spec.parameters);
    const ModelShape shape = spec.ofBoxes ? ModelShape{DetectionColumns::raw, 4} : ModelShape{};
    EXPECT_EQ(&modelOf({std::string(spec.id), {}}, shape)->spec(), &spec);
  }
}

TEST(ModelCatalog, FilesAreNamedAsTheCatalogue) {
  testing::expectFilesMatch(modelCatalog(), "models", "ModelSpec", "_model");
}

TEST(MakeModel, AnUnknownIdNamesTheNearest) {
  testing::expectHolds(testing::errorOf([] { makeModel({"liner", {}}, {}); }), "did you mean 'linear'");
}

}  // namespace
}  // namespace lossarium
