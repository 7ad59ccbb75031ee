#include "tests/app/cli_testing.h"

namespace lossarium::test {
namespace {

std::size_t bigEndian(const std::string& bytes, std::size_t at) {
  std::size_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) number = 256 * number + static_cast<unsigned char>(bytes[i]);
  return number;
}

void expectPng(const std::string& file, std::size_t width, std::size_t height) {
  const std::string bytes = readFile(file);
  ASSERT_GT(bytes.size(), 1000u) << file;
  EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(bigEndian(bytes, 16), width);
  EXPECT_EQ(bigEndian(bytes, 20), height);
}

class Render : public testing::TestWithParam<const char*> {
 protected:
  TemporaryFolder folder;
};

TEST_P(Render, PngInBothThemes) {
  for (const char* theme : {"light", "dark"}) {
    const std::string out = folder / (std::string(theme) + ".png");
    const Outcome outcome = runProgram({"render", "--view", GetParam(), "--theme", theme, "--epochs", "20",
                                        "--size", "640x400", "--out", out});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    expectPng(out, 640, 400);
  }
  EXPECT_NE(readFile(folder / "light.png"), readFile(folder / "dark.png"));
}

TEST_P(Render, Svg) {
  const std::string out = folder / "out.svg";
  const Outcome outcome = runProgram({"render", "--view", GetParam(), "--epochs", "20", "--out", out});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::string svg = readFile(out);
  EXPECT_NE(svg.find("viewBox=\"0 0 1600 1000\""), std::string::npos) << svg.substr(0, 300);
  EXPECT_NE(svg.find("</svg>"), std::string::npos);
}

TEST_P(Render, ADivergedRun) {
  const std::string out = folder / "out.png";
  const Outcome outcome =
      runProgram({"render", "--view", GetParam(), "--set", "optimizer.learning_rate=50", "--out", out});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  expectPng(out, 1600, 1000);
}

TEST_P(Render, TheSameTwice) {
  for (const char* name : {"a.png", "b.png"})
    runProgram({"render", "--view", GetParam(), "--epochs", "20", "--out", folder / name});
  EXPECT_EQ(readFile(folder / "a.png"), readFile(folder / "b.png"));
}

INSTANTIATE_TEST_SUITE_P(Views, Render, testing::Values("surface", "contour", "curves", "data", "loss"),
                         [](const auto& each) { return std::string(each.param); });

TEST(RenderClasses, Data) {
  const TemporaryFolder folder;
  const std::pair<const char*, const char*> cases[] = {
      {"species", R"(dataset.features=["bill_length_mm","bill_depth_mm"])"},
      {"species", R"(dataset.features=["bill_length_mm"])"},
      {"sex", R"(dataset.features=["bill_length_mm","bill_depth_mm","body_mass_g"])"}};
  for (const auto& [target, features] : cases)
    for (const char* name : {"out.png", "out.svg"}) {
      const Outcome outcome =
          runProgram({"render", "--view", "data", "--set", "dataset=penguins", "--set",
                      std::string("dataset.target=") + target, "--set", features, "--out", folder / name});
      EXPECT_EQ(outcome.status, 0) << outcome.err;
      EXPECT_EQ(outcome.err, "");
    }
  expectPng(folder / "out.png", 1600, 1000);
  EXPECT_NE(readFile(folder / "out.svg").find("female"), std::string::npos);
}

// Whatever the data: the loss alone, over the axis of its task.
TEST(RenderLoss, OfEveryTask) {
  const TemporaryFolder folder;
  std::string before;
  for (const char* id : {"huber", "focal", "cross_entropy", "giou"}) {
    for (const char* name : {"out.png", "out.svg"}) {
      const Outcome outcome = runProgram(
          {"render", "--view", "loss", "--set", std::string("loss=") + id, "--out", folder / name});
      EXPECT_EQ(outcome.status, 0) << id << ": " << outcome.err;
      EXPECT_EQ(outcome.err, "") << id;
    }
    expectPng(folder / "out.png", 1600, 1000);
    EXPECT_NE(readFile(folder / "out.png"), before) << id;
    before = readFile(folder / "out.png");
  }
  EXPECT_NE(readFile(folder / "out.svg").find("shift to the right"), std::string::npos);
}

TEST(RenderLoss, AParameterMovesTheCurve) {
  const TemporaryFolder folder;
  for (const char* gamma : {"0.5", "5"})
    EXPECT_EQ(
        runProgram({"render", "--view", "loss", "--set", "loss=focal", "--set",
                    std::string("loss.gamma=") + gamma, "--out", folder / (gamma + std::string(".png"))})
            .status,
        0);
  EXPECT_NE(readFile(folder / "0.5.png"), readFile(folder / "5.png"));
}

TEST(RenderOptions, EpochsAreThoseTrained) {
  const TemporaryFolder folder;
  EXPECT_EQ(resultOf({"render", "--view", "data", "--epochs", "17", "--out", folder / "a.png"})["epochs"],
            17);
  EXPECT_EQ(resultOf({"render", "--view", "data", "--out", folder / "b.png"})["epochs"], 400);
  EXPECT_NE(readFile(folder / "a.png"), readFile(folder / "b.png"));
}

TEST(RenderOptions, AreCheckedBeforeAnythingIsWritten) {
  const TemporaryFolder folder;
  const std::string out = folder / "out.png";
  expectRefused({"render", "--view", "surfcae", "--out", out}, {"did you mean 'surface'?"});
  expectRefused({"render", "--view", "data", "--theme", "drak", "--out", out}, {"did you mean 'dark'?"});
  expectRefused({"render", "--view", "data", "--size", "1600", "--out", out}, {"--size 1600", "1600x1000"});
  expectRefused({"render", "--view", "data", "--size", "9x9", "--out", out}, {"--size 9x9"});
  expectRefused({"render", "--view", "data", "--size", "axb", "--out", out}, {"--size axb"});
  expectRefused({"render", "--view", "data", "--epochs", "0", "--out", out}, {"training.epochs = 0"});
  expectRefused({"render", "--view", "data", "--out", folder / "out.gif"}, {".png or .svg"});
  expectRefused({"render", "--view", "data", "--out", folder / "none/out.png"}, {"there is no folder"});
  expectRefused({"render", "--out", out}, {"--view"});
  EXPECT_TRUE(folder.names().empty());
}

TEST(Render, ARecordedChangeThatDoesNotFitIsSaid) {
  const TemporaryFolder folder;
  const std::string session = folder.with(
      "s.lossarium",
      R"({"lossarium": 1, "experiments": [{"dataset": {"id": "noisy_line"}, "changes": [{"at_step": 2, "set": {"dataset.samples": 9}}]}]})");
  expectRefused({"render", session, "--view", "curves", "--out", folder / "c.png"}, {"changes[0]"});
}

TEST(RenderBoxes, DataAndCurves) {
  TemporaryFolder folder;
  for (const char* view : {"data", "curves", "surface"}) {
    const std::string out = folder / (std::string(view) + ".png");
    const Outcome outcome = runProgram({"render", "--set", "dataset=detections", "--view", view, "--epochs",
                                        "20", "--size", "640x400", "--out", out});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    expectPng(out, 640, 400);
  }
}

}  // namespace
}  // namespace lossarium::test
