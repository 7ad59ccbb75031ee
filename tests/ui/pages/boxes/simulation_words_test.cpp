#include "ui/pages/boxes/simulation_words.h"

#include "ui/pages/boxes/simulation_scenes.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

/// Results that are made up: each loss falls evenly from 1,000 to its end.
class MadeUpResults {
 public:
  void add(const std::string& id, double end, double still = 0, std::array<double, anchorRings> rings = {}) {
    auto made = std::make_shared<SimulatedLoss>();
    made->loss.id = id;
    for (int k = 0; k <= 200; ++k) made->result.totalError.push_back(1000 + (end - 1000) * k / 200);
    made->result.finalError = {end};
    made->facts.start = 1000;
    made->facts.end = end;
    made->facts.still = still;
    made->facts.byDistance = rings;
    results.losses.push_back({results.losses.size(), made});
  }
  QString text() const {
    QString all;
    for (const SimulationFinding& each : simulationFindings(results)) all += each.text + '\n';
    return all;
  }

  SimulationResults results{
      .points = 1, .seed = 1, .anchors = std::make_shared<std::vector<AnchorPoint>>(1), .losses = {}};
};

TEST(SimulationWords, AreSilentWithoutResults) {
  EXPECT_TRUE(simulationFindings(MadeUpResults().results).empty());
}

TEST(SimulationWords, SayThatThePapersOrderHolds) {
  MadeUpResults made;
  made.add("giou", 300);
  made.add("diou", 200);
  EXPECT_TRUE(
      made.text().contains("DIoU ends nearest, with a total error of 200 after 200 iterations, and GIoU "
                           "farthest, with 300; all began with 1,000."))
      << made.text().toStdString();
  EXPECT_TRUE(made.text().contains("As in the paper, DIoU ends below GIoU."));
  EXPECT_FALSE(made.text().contains("Unlike"));
  EXPECT_FALSE(made.text().contains("published code")) << "nothing is to be explained";
}

TEST(SimulationWords, SayThatThePapersOrderIsTurnedOver) {
  MadeUpResults made;
  made.add("iou", 900, 0.4);
  made.add("giou", 200, 0, {3, 3, 3, 3, 3, 3});
  made.add("diou", 300, 0, {2, 2, 4, 4, 4, 4});
  const QString text = made.text();
  EXPECT_TRUE(text.contains("As in the paper, GIoU ends below IoU.")) << text.toStdString();
  EXPECT_TRUE(
      text.contains("Unlike in the paper, DIoU does not end below GIoU: 300 against 200, and it is "
                    "the lower of the two in 0 of the 200 iterations."))
      << text.toStdString();
  EXPECT_TRUE(text.contains("within 1 of the targets’ centre it does"));
  EXPECT_TRUE(text.contains("published code"));
  EXPECT_TRUE(text.contains("no slope: IoU 40.0 %."));
}

TEST(SimulationWords, AHundredthMakesNoOrder) {
  MadeUpResults made;
  made.add("diou", 200);
  made.add("ciou", 201);
  EXPECT_TRUE(made.text().contains("CIoU ends level with DIoU: 201 against 200."))
      << made.text().toStdString();
  EXPECT_FALSE(made.text().contains("paper"));
}

TEST(SimulationWords, SayThatSlopesAreThePublishedOnes) {
  MadeUpResults made;
  made.add("giou", 300);
  made.add("diou", 200);
  made.results.slopes = BoxSlopes::published;
  EXPECT_TRUE(made.text().contains("These are descents by the slopes of the authors’ published code"));
  EXPECT_TRUE(pointsText(made.results).endsWith("published slopes"));
}

TEST(SimulationWords, NobodyIsLeftBehindUnlessSomebodyIs) {
  MadeUpResults made;
  made.add("eiou", 150);
  EXPECT_FALSE(made.text().contains("never moved"));
  EXPECT_EQ(made.text(), "EIoU brings a total error of 1,000 down to 150.\n");
}

TEST(SimulationWords, NameALossWithItsPower) {
  EXPECT_EQ(boxLossName({"ciou"}), "CIoU");
  EXPECT_EQ(boxLossName({"alpha_iou", {{"power", 2.5}}}), "α-IoU 2.5");
}

TEST(SimulationScenes, CurvesHaveTheLossesColoursAndTheRatesSeams) {
  MadeUpResults made;
  made.add("giou", 300);
  const CurveScene scene = errorCurves(&made.results, PlotStyle::light(), true);
  ASSERT_EQ(scene.curves.size(), 1u);
  EXPECT_EQ(scene.curves[0].points.size(), 201);
  EXPECT_EQ(scene.curves[0].color, runColor(0, false));
  ASSERT_EQ(scene.seams.size(), 2u);
  EXPECT_EQ(scene.seams[0].x, 160);
  EXPECT_EQ(scene.seams[1].x, 180);
  EXPECT_EQ(scene.seams[1].label, "rate ÷ 10");
  EXPECT_TRUE(errorCurves(nullptr, PlotStyle::light(), true).curves.empty());
}

TEST(SimulationScenes, SevenLossesHaveSevenColours) {
  for (const bool dark : {false, true})
    for (int i = 0; i < 7; ++i)
      for (int j = 0; j < i; ++j) EXPECT_NE(runColor(i, dark), runColor(j, dark));
}

TEST(SimulationScenes, TablesHaveEveryNumber) {
  MadeUpResults made;
  made.add("giou", 300);
  made.add("eiou", 0.5);
  const std::string errors = totalErrorCsv(&made.results);
  EXPECT_TRUE(errors.starts_with("iteration,giou,eiou\n0,1000,1000\n"));
  EXPECT_TRUE(errors.ends_with("200,300,0.5\n"));
  EXPECT_EQ(finalErrorCsv(&made.results), "x,y,giou,eiou\n10,10,300,0.5\n");
  EXPECT_EQ(totalErrorCsv(nullptr), "iteration\n");
}

}  // namespace
}  // namespace lossarium::ui
