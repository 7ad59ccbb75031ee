#include "tests/app/cli_testing.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <sstream>

namespace lossarium::test {
namespace {

struct Points {
  std::vector<double> x, y;
};

Points belgianCalls() {
  Points points;
  std::istringstream stream(readFile(LOSSARIUM_SOURCE "/resources/datasets/belgian_calls.csv"));
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) {
    points.x.push_back(std::stod(line));
    points.y.push_back(std::stod(line.substr(line.find(',') + 1)));
  }
  return points;
}

void standardize(std::vector<double>& numbers) {
  const double count = static_cast<double>(numbers.size());
  double mean = 0, variance = 0;
  for (const double number : numbers) mean += number / count;
  for (const double number : numbers) variance += (number - mean) * (number - mean) / count;
  for (double& number : numbers) number = (number - mean) / std::sqrt(variance);
}

double huber(double r, double delta) {
  return std::abs(r) <= delta ? 0.5 * r * r : delta * (std::abs(r) - 0.5 * delta);
}

TEST(Surface, JsonCanBeRecomputedFromItsSlice) {
  const TemporaryFolder folder;
  resultOf({"surface", "--set", "loss=huber", "--set", "loss.delta=2", "--set", "penalty.l2=0.1", "--grid",
            "7", "--out", folder / "s.json"});
  const Json surface = Json::parse(readFile(folder / "s.json"));
  Points points = belgianCalls();
  ASSERT_EQ(points.x.size(), 24u);
  standardize(points.x);
  const Json &a = surface["axes"]["a"], &b = surface["axes"]["b"], &slice = surface["slice"];
  const auto entry = [&](const char* part, const char* block) {
    const Json& value = slice[part][block][0];
    return (value.is_array() ? value[0] : value).get<double>();
  };
  const auto along = [&](const char* block, double at, double bt) {
    return entry("origin", block) + at * entry("u", block) + bt * entry("v", block);
  };
  ASSERT_EQ(surface["values"].size(), 7u);
  for (std::size_t j = 0; j < b.size(); ++j)
    for (std::size_t i = 0; i < a.size(); ++i) {
      const double weight = along("linear.weight", a[i], b[j]), bias = along("linear.bias", a[i], b[j]);
      double sum = 0;
      for (std::size_t k = 0; k < points.x.size(); ++k)
        sum += huber(weight * points.x[k] + bias - points.y[k], 2);
      const double expected = sum / static_cast<double>(points.x.size()) + 0.05 * weight * weight;
      EXPECT_NEAR(surface["values"][j][i].get<double>(), expected, 1e-12 * std::max(1.0, expected));
    }
}

// A network of one hidden layer of three tanh units, by hand.
class SurfaceOf : public ::testing::TestWithParam<const char*> {};

TEST_P(SurfaceOf, ANetworkCanBeRecomputedFromItsFile) {
  const TemporaryFolder folder;
  const Json summary =
      resultOf({"surface", "--set", "model=mlp", "--set", "model.layers=1", "--set", "model.width=3",
                "--plane", GetParam(), "--epochs", "20", "--grid", "5", "--out", folder / "s.json"});
  const Json surface = Json::parse(readFile(folder / "s.json"));
  Points points = belgianCalls();
  standardize(points.x);
  const Json &a = surface["axes"]["a"], &b = surface["axes"]["b"], &slice = surface["slice"];
  const auto numberOf = [&](const char* vector, const std::string& block, std::size_t entry) {
    const Json all = slice[vector][block].flatten();
    return std::next(all.begin(), static_cast<std::ptrdiff_t>(entry)).value().get<double>();
  };
  const auto at = [&](const std::string& block, std::size_t entry, double x, double y) {
    return numberOf("origin", block, entry) + x * numberOf("u", block, entry) +
           y * numberOf("v", block, entry);
  };
  for (std::size_t j = 0; j < b.size(); ++j)
    for (std::size_t i = 0; i < a.size(); ++i) {
      const double x = a[i], y = b[j];
      double sum = 0;
      for (std::size_t k = 0; k < points.x.size(); ++k) {
        double prediction = at("layer2.bias", 0, x, y);
        for (std::size_t unit = 0; unit < 3; ++unit)
          prediction +=
              at("layer2.weight", unit, x, y) *
              std::tanh(at("layer1.weight", unit, x, y) * points.x[k] + at("layer1.bias", unit, x, y));
        sum += std::pow(prediction - points.y[k], 2);
      }
      const double expected = sum / static_cast<double>(points.x.size());
      EXPECT_NEAR(surface["values"][j][i].get<double>(), expected, 1e-11 * expected);
    }
  EXPECT_EQ(summary["epochs"], 20);
  EXPECT_GT(surface["facts"]["path_distances"].size(), 2u);
  EXPECT_EQ(summary["path_share"], surface["facts"]["path_share"]);
}

INSTANTIATE_TEST_SUITE_P(Planes, SurfaceOf,
                         ::testing::Values("parameters", "random", "path", "hessian", "gradient",
                                           "solutions"),
                         [](const auto& each) { return std::string(each.param); });

TEST(Surface, WithoutAPathThereIsNoShareOfIt) {
  const TemporaryFolder folder;
  const Json summary = resultOf({"surface", "--grid", "11", "--out", folder / "s.json"});
  EXPECT_TRUE(summary["path_share"].is_null());
  EXPECT_TRUE(Json::parse(readFile(folder / "s.json"))["facts"]["path_share"].is_null());
  EXPECT_NE(summary["notes"].dump().find("there is no path"), std::string::npos) << summary["notes"];
  const Json trained = resultOf({"surface", "--epochs", "20", "--grid", "11", "--out", folder / "t.json"});
  EXPECT_NEAR(trained["path_share"].get<double>(), 1, 1e-9);
}

TEST(Surface, SummaryNamesPointsTimeExtremesAndRange) {
  const TemporaryFolder folder;
  const Json summary = resultOf({"surface", "--grid", "11", "--out", folder / "s.json"});
  const Json values = Json::parse(readFile(folder / "s.json"))["values"].flatten();
  EXPECT_EQ(summary["points"], 121);
  EXPECT_GE(summary["seconds"].get<double>(), 0.0);
  double least = values.front(), greatest = least;
  for (const Json& value : values) {
    least = std::min(least, value.get<double>());
    greatest = std::max(greatest, value.get<double>());
  }
  EXPECT_EQ(summary["minimum"], least);
  EXPECT_EQ(summary["maximum"], greatest);
  EXPECT_NEAR(summary["range"].get<double>(),
              (summary["a"][1].get<double>() - summary["a"][0].get<double>()) / 2, 1e-12);
}

TEST(Surface, RangeCanBeGiven) {
  const TemporaryFolder folder;
  const Json summary =
      resultOf({"surface", "--set", "landscape.range=2", "--grid", "3", "--out", folder / "s.csv"});
  EXPECT_EQ(summary["range"], 2.0);
  EXPECT_NEAR(summary["b"][1].get<double>() - summary["b"][0].get<double>(), 4, 1e-12);
}

TEST(Surface, CsvHoldsTheSameNumbers) {
  const TemporaryFolder folder;
  resultOf({"surface", "--grid", "4", "--out", folder / "s.json"});
  resultOf({"surface", "--grid", "4", "--out", folder / "s.csv"});
  const Json surface = Json::parse(readFile(folder / "s.json"));
  std::istringstream stream(readFile(folder / "s.csv"));
  std::string line;
  std::getline(stream, line);
  EXPECT_EQ(line, "a,b,loss");
  for (std::size_t j = 0; j < 4; ++j)
    for (std::size_t i = 0; i < 4; ++i) {
      ASSERT_TRUE(std::getline(stream, line));
      double a = 0, b = 0, loss = 0;
      ASSERT_EQ(std::sscanf(line.c_str(), "%lf,%lf,%lf", &a, &b, &loss), 3) << line;
      EXPECT_EQ(a, surface["axes"]["a"][i].get<double>());
      EXPECT_EQ(b, surface["axes"]["b"][j].get<double>());
      EXPECT_EQ(loss, surface["values"][j][i].get<double>());
    }
  EXPECT_FALSE(std::getline(stream, line));
}

TEST(Surface, NpyHoldsTheSameNumbers) {
  const TemporaryFolder folder;
  resultOf({"surface", "--grid", "5", "--out", folder / "s.json"});
  resultOf({"surface", "--grid", "5", "--out", folder / "s.NPY"});
  const Json surface = Json::parse(readFile(folder / "s.json"));
  const std::string bytes = readFile(folder / "s.NPY");
  ASSERT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
  const std::size_t length =
      static_cast<unsigned char>(bytes[8]) + 256u * static_cast<unsigned char>(bytes[9]);
  const std::string header = bytes.substr(10, length);
  EXPECT_EQ((10 + length) % 64, 0u);
  EXPECT_EQ(header.back(), '\n');
  EXPECT_EQ(header.find("{'descr': '<f8', 'fortran_order': False, 'shape': (5, 5), }"), 0u) << header;
  ASSERT_EQ(bytes.size(), 10 + length + 25 * sizeof(double));
  for (std::size_t k = 0; k < 25; ++k) {
    double value = 0;
    std::memcpy(&value, bytes.data() + 10 + length + k * sizeof value, sizeof value);
    EXPECT_EQ(value, surface["values"][k / 5][k % 5].get<double>());
  }
}

// The validation rows alone, by the slice and the standardisation that the file's own training rows give.
TEST(Surface, OfValidationRowsIsAnotherHeightOverTheSamePlane) {
  const TemporaryFolder folder;
  const std::vector<std::string> split{"--set", "split.train=0.6", "--set",  "split.validation=0.4",
                                       "--set", "penalty.l2=0.1",  "--grid", "5"};
  const auto surfaceWith = [&](std::vector<std::string> words, const std::string& name) {
    words.insert(words.begin(), "surface");
    words.insert(words.end(), split.begin(), split.end());
    words.insert(words.end(), {"--out", folder / name});
    const Json summary = resultOf(words);
    return std::pair(summary, Json::parse(readFile(folder / name)));
  };
  const auto [ofTraining, training] =
      surfaceWith({"--set", "landscape.overlay=validation", "--set", "landscape.penalty=false"}, "t.json");
  const auto [summary, validation] =
      surfaceWith({"--set", "landscape.of=validation", "--set", "landscape.penalty=false"}, "v.json");
  EXPECT_EQ(summary["of"], "validation");
  EXPECT_EQ(validation["axes"], training["axes"]);
  EXPECT_EQ(validation["values"], training["overlay"]["validation"]);
  EXPECT_NE(validation["values"], training["values"]);
  EXPECT_LE(summary["best"]["value"].get<double>(), summary["minimum"].get<double>());
  EXPECT_EQ(ofTraining["overlay"][0]["best"], summary["best"]);
  EXPECT_GT(ofTraining["overlay"][0]["at_first_best"].get<double>(), summary["best"]["value"].get<double>());
  const Json notes = surfaceWith({}, "p.json").first["notes"];
  EXPECT_NE(std::find(notes.begin(), notes.end(), "the values hold the penalty"), notes.end()) << notes;
}

TEST(Surface, OfAMetricIsNamedInTheTable) {
  const TemporaryFolder folder;
  resultOf({"surface", "--set", "dataset=two_moons", "--set", "split.train=0.7", "--set",
            "split.validation=0.3", "--set", "landscape.of=accuracy", "--set", "landscape.overlay=validation",
            "--grid", "4", "--out", folder / "s.csv"});
  std::istringstream stream(readFile(folder / "s.csv"));
  std::string line;
  std::getline(stream, line);
  EXPECT_EQ(line, "a,b,accuracy,validation accuracy");
  int rows = 0;
  for (double a = 0, b = 0, training = 0, validation = 0; std::getline(stream, line); ++rows) {
    ASSERT_EQ(std::sscanf(line.c_str(), "%lf,%lf,%lf,%lf", &a, &b, &training, &validation), 4) << line;
    for (const double share : {training, validation}) {
      EXPECT_GE(share, 0);
      EXPECT_LE(share, 1);
    }
  }
  EXPECT_EQ(rows, 16);
}

TEST(Surface, AHeightThatIsNotToBeHadIsRefused) {
  const TemporaryFolder folder;
  const std::string out = folder / "s.csv";
  const auto of = [](const std::string& words) { return "landscape.of=" + words; };
  expectRefused({"surface", "--set", of("validation"), "--out", out}, {"there are no validation rows"});
  expectRefused({"surface", "--set", of("validaton"), "--out", out}, {"did you mean 'validation'?"});
  expectRefused({"surface", "--set", of("accuracy"), "--out", out},
                {"'accuracy' is no metric of regression"});
  expectRefused(
      {"surface", "--set", of("test"), "--set", "split.train=0.8", "--set", "split.test=0.2", "--out", out},
      {"sealed"});
  expectRefused({"surface", "--set", "objective=rosenbrock", "--set", of("mae"), "--out", out},
                {"a test function is its own height"});
  EXPECT_TRUE(folder.names().empty());
}

TEST(Surface, GridAndPlaneAreChecked) {
  const TemporaryFolder folder;
  const std::string out = folder / "s.csv";
  expectRefused({"surface", "--grid", "1", "--out", out}, {"landscape.grid = 1", "2 to 1001"});
  expectRefused({"surface", "--grid", "many", "--out", out}, {"landscape.grid", "whole number", "many"});
  expectRefused({"surface", "--plane", "paramters", "--out", out}, {"did you mean 'parameters'?"});
  expectRefused({"surface", "--plane", "eigen", "--out", out}, {"landscape.plane", "eigen", "parameters"});
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace lossarium::test
