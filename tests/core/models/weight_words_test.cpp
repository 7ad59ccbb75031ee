#include "core/models/weight_words.h"

#include "tests/core/support/detections.h"

#include <gtest/gtest.h>

#include <set>

namespace lossarium {
namespace {

std::unique_ptr<const Model> model(const char* id, Index features, Index outputs,
                                   const std::map<std::string, Value>& parameters = {}) {
  return makeModel({id, parameters}, {.features = features, .outputs = outputs});
}

TEST(WeightWords, OfALinearModelNameTheColumn) {
  const auto line = model("linear", 2, 1);
  const EndNames ends{{"year", "size"}, {}};
  EXPECT_EQ(weightWords(*line, 0, ends).name, "weight of year");
  EXPECT_EQ(weightWords(*line, 1, ends).name, "weight of size");
  EXPECT_EQ(weightWords(*line, 1).name, "weight of x₂");
  EXPECT_EQ(weightWords(*line, 1).symbol, "w₂");
  EXPECT_EQ(weightWords(*line, 2, ends).name, "bias");
  const auto classes = model("linear", 2, 3);
  const EndNames named{{"year", "size"}, {"Adelie", "Gentoo", "Chinstrap"}};
  EXPECT_EQ(weightWords(*classes, 3, named).name, "weight of size for Gentoo");
  EXPECT_EQ(weightWords(*classes, 3, named).symbol, "w₂₂");
  EXPECT_EQ(weightWords(*classes, 8, named).name, "bias for Chinstrap");
  EXPECT_EQ(weightWords(*classes, 8).name, "bias for output 3");
}

TEST(WeightWords, OfAPolynomialNameItsBasis) {
  const auto cubic = model("polynomial", 1, 1, {{"degree", std::int64_t{3}}});
  EXPECT_EQ(weightWords(*cubic, 2, {{"year"}, {}}).name, "coefficient of P₃(year)");
  EXPECT_EQ(weightWords(*cubic, 2).symbol, "c₃");
  EXPECT_NE(weightWords(*cubic, 2).hint.find("orthonormal"), std::string::npos);
  EXPECT_EQ(weightWords(*cubic, 3).name, "bias");
  // By total degree: x₁, x₂, x₁², x₁x₂, x₂².
  const auto plane = model("polynomial", 2, 1, {{"degree", std::int64_t{2}}});
  EXPECT_EQ(weightWords(*plane, 3).name, "coefficient of P₁(x₁)·P₁(x₂)");
  EXPECT_EQ(weightWords(*plane, 4).name, "coefficient of P₂(x₂)");
}

TEST(WeightWords, OfANetworkNameLayerUnitAndWhereItComesFrom) {
  const auto network = model("mlp", 2, 1, {{"layers", std::int64_t{2}}, {"width", std::int64_t{12}}});
  const EndNames ends{{"year", "size"}, {}};
  EXPECT_EQ(weightWords(*network, 2, ends).name, "layer 1, unit 2: weight from year");
  EXPECT_EQ(weightWords(*network, 2, ends).symbol, "W¹₂₁");
  EXPECT_EQ(weightWords(*network, 24, ends).name, "layer 1, unit 1: bias");
  EXPECT_EQ(weightWords(*network, 24, ends).symbol, "b¹₁");
  EXPECT_EQ(weightWords(*network, 36 + 12 + 10).symbol, "W²₂,₁₁") << "not to be read as 21 and 1";
  EXPECT_EQ(weightWords(*network, 36 + 12 + 10).name, "layer 2, unit 2: weight from unit 11 of layer 1");
  const Index last = network->weightCount() - 1;
  EXPECT_EQ(weightWords(*network, last).name, "output: bias");
  EXPECT_EQ(weightWords(*network, last - 1).name, "output: weight from unit 12 of layer 2");
  const auto classes = model("mlp", 2, 3, {{"layers", std::int64_t{1}}, {"width", std::int64_t{4}}});
  EXPECT_EQ(weightWords(*classes, classes->weightCount() - 1, {{}, {"a", "b", "c"}}).name, "output c: bias");
  EXPECT_EQ(weightWords(*classes, classes->weightCount() - 1).name, "output 3: bias");
  EXPECT_EQ(weightWords(*classes, 11).name, "layer 1, unit 4: bias");
}

TEST(WeightWords, AreDifferentForEveryWeightOfEveryModel) {
  for (const ModelEntry& entry : modelCatalog())
    for (const Index outputs : {1, 3}) {
      const std::string id(entry.spec->id);
      const auto each = entry.spec->ofBoxes
                            ? testing::modelOf({id, {}}, {DetectionColumns::raw + outputs - 1, 4})
                            : model(id.c_str(), 2, outputs);
      std::set<std::string> names, symbols;
      for (Index i = 0; i < each->weightCount(); ++i) {
        const WeightWords words = weightWords(*each, i);
        EXPECT_TRUE(names.insert(words.name).second) << words.name;
        EXPECT_TRUE(symbols.insert(words.symbol).second) << words.symbol;
        EXPECT_NE(words.name, weightName(*each, i)) << "is a name of files";
      }
    }
}

TEST(WeightWords, OfWhatTheModelHasNotIsNone) {
  EXPECT_THROW(weightWords(*model("linear", 1, 1), 2), std::out_of_range);
}

TEST(WeightWords, BlocksAreNamedToo) {
  const auto network = model("mlp", 2, 1, {{"layers", std::int64_t{1}}});
  EXPECT_EQ(blockWords(network->blocks()[0]), "layer 1, weights");
  EXPECT_EQ(blockWords(network->blocks()[1]), "layer 1, biases");
  EXPECT_EQ(blockWords(network->blocks()[3]), "layer 2, bias");
  EXPECT_EQ(blockWords(model("polynomial", 1, 1)->blocks()[0]), "coefficients");
  EXPECT_EQ(blockWords(model("linear", 1, 1)->blocks()[0]), "weight");
}

}  // namespace
}  // namespace lossarium
