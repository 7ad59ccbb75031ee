#include "tests/app/cli_testing.h"

#include <cmath>
#include <sstream>

namespace lossarium::test {
namespace {

std::vector<std::string> linesOf(const std::string& file) {
  std::vector<std::string> lines;
  std::istringstream stream(readFile(file));
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<double> numbersOf(const std::string& line) {
  std::vector<double> numbers;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) numbers.push_back(std::stod(cell));
  return numbers;
}

TEST(Boxes, PrintsTheCurveAndWritesIt) {
  const TemporaryFolder folder;
  const Json result =
      resultOf({"boxes", "--loss", "giou", "--anchors", "20", "--seed", "1", "--out", folder / "curve.csv"});
  std::vector<std::string> keys;
  for (const auto& [key, value] : result.items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"loss", "cases", "total_error", "seconds"}));
  EXPECT_EQ(result["loss"], "giou");
  EXPECT_EQ(result["cases"], 20 * 343);
  EXPECT_GT(result["seconds"].get<double>(), 0);
  const auto errors = result["total_error"].get<std::vector<double>>();
  ASSERT_EQ(errors.size(), 201u);
  EXPECT_LT(errors.back(), 0.02 * errors.front());
  const auto lines = linesOf(folder / "curve.csv");
  ASSERT_EQ(lines.size(), 202u);
  EXPECT_EQ(lines[0], "iteration,total_error");
  for (std::size_t k = 0; k < errors.size(); ++k)
    EXPECT_EQ(numbersOf(lines[k + 1]), (std::vector<double>{static_cast<double>(k), errors[k]}));
}

TEST(Boxes, TheMapsErrorsAddUp) {
  const TemporaryFolder folder;
  const Json result = resultOf({"boxes", "--loss", "diou", "--anchors", "30", "--map", folder / "map.csv"});
  const auto lines = linesOf(folder / "map.csv");
  ASSERT_EQ(lines.size(), 31u);
  EXPECT_EQ(lines[0], "x,y,error");
  double sum = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto cells = numbersOf(lines[i]);
    ASSERT_EQ(cells.size(), 3u);
    EXPECT_LE(std::hypot(cells[0] - 10, cells[1] - 10), 3);
    sum += cells[2];
  }
  const double last = result["total_error"][200];
  EXPECT_NEAR(sum, last, 1e-9 * last);
}

TEST(Boxes, TheSeedAndTheParametersCount) {
  const auto curve = [](std::vector<std::string> more) {
    more.insert(more.begin(), {"boxes", "--anchors", "3", "--loss"});
    return resultOf(more)["total_error"];
  };
  EXPECT_EQ(curve({"ciou"}), curve({"ciou", "--seed", "1"}));
  EXPECT_NE(curve({"ciou"}), curve({"ciou", "--seed", "-2"}));
  EXPECT_EQ(curve({"alpha_iou"}), curve({"alpha_iou", "--set", "loss.power=3"}));
  EXPECT_NE(curve({"alpha_iou"}), curve({"alpha_iou", "--set", "loss.power=2"}));
}

TEST(Boxes, BadInputIsRefusedInWords) {
  const TemporaryFolder folder;
  expectRefused({"boxes"}, {"--loss", "required"});
  expectRefused({"boxes", "--loss", "gio"}, {"unknown loss 'gio'", "did you mean 'giou'?"});
  expectRefused({"boxes", "--loss", "mse"}, {"'mse' is a loss for regression", "giou"});
  for (const char* anchors : {"0", "-3", "1000001"})
    expectRefused({"boxes", "--loss", "iou", "--anchors", anchors}, {"--anchors", anchors, "1 to 1000000"});
  expectRefused({"boxes", "--loss", "iou", "--anchors", "many"}, {"--anchors", "many"});
  expectRefused({"boxes", "--loss", "iou", "--anchors", "2.5"}, {"--anchors", "2.5"});
  expectRefused({"boxes", "--loss", "alpha_iou", "--set", "loss.power=11"}, {"power", "11"});
  expectRefused({"boxes", "--loss", "alpha_iou", "--set", "loss.powr=2"}, {"'powr'", "'power'"});
  expectRefused({"boxes", "--loss", "iou", "--set", "training.epochs=3"}, {"training.epochs", "loss.power"});
  expectRefused({"boxes", "--loss", "iou", "--set", "loss"}, {"--set loss", "key=value"});
  expectRefused({"boxes", "--loss", "iou", "--out", folder / "none/curve.csv"}, {"--out", "no folder"});
  expectRefused(
      {"boxes", "--loss", "iou", "--anchors", "1", "--out", folder / "a.csv", "--map", folder / "./a.csv"},
      {"--map", "--out"});
  EXPECT_TRUE(folder.names().empty());
}

TEST(Boxes, HelpSaysWhatIsSimulated) {
  const Outcome outcome = runProgram({"boxes", "--help"});
  EXPECT_EQ(outcome.status, 0);
  for (const char* part : {"--loss", "--anchors", "--map", "2 - IoU", "0.001", "Zheng", "below 0"})
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace lossarium::test
