// Tables of boxes.
#include "core/datasets/box_columns.h"
#include "core/datasets/table_dataset.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using Names = std::vector<std::string>;

Dataset datasetOf(std::string_view text, const ColumnChoice& choice = {}) {
  return tableDataset(parseCsv(text, "data.csv"), choice);
}

Matrix boxesOf(const Dataset& dataset) { return dataset.features.middleCols(1, 4); }

TEST(BoxTable, IsRecognisedFromItsHeader) {
  const Dataset dataset = datasetOf(
      "object,x1,y1,x2,y2,target_x1,target_y1,target_x2,target_y2,score\n"
      "4,0,0,2,1,0.5,0,2.5,1,0.9\n4,0,1,2,2,0.5,0,2.5,1,0.8\n9,5,5,6,6,5,5,6,7,0.1\n");
  EXPECT_EQ(dataset.task, Task::boxes);
  EXPECT_EQ(dataset.rawFeatures, 5);
  EXPECT_EQ(dataset.featureNames,
            (Names{"object", "predicted_x1", "predicted_y1", "predicted_x2", "predicted_y2", "score"}));
  EXPECT_EQ(dataset.features.row(2), (Matrix(1, 6) << 9, 5, 5, 6, 6, 0.1).finished());
  EXPECT_EQ(dataset.target.row(0), (Matrix(1, 4) << 0.5, 0, 2.5, 1).finished());
  EXPECT_TRUE(dataset.notes.empty());
}

TEST(BoxTable, EachSpellingIsTheSameBox) {
  const Matrix box = (Matrix(1, 4) << 1, 2, 4, 8).finished();
  const std::string target = ",target_x1,target_y1,target_x2,target_y2\n";
  for (const std::string& header :
       {std::string("Predicted X1,predicted-y1,predicted.x2,PREDICTED_Y2"),
        std::string("pred_xmin,pred_ymin,pred_xmax,pred_ymax"),
        std::string("detected_x_min,detected_y_min,detected_x_max,detected_y_max"),
        std::string("left,top,right,bottom")})
    EXPECT_EQ(boxesOf(datasetOf(header + target + "1,2,4,8,0,0,1,1\n")), box) << header;
  for (const std::string& header :
       {std::string("cx,cy,w,h"), std::string("pred_cx,pred_cy,pred_width,pred_height"),
        std::string("x_center,y_center,width,height")})
    EXPECT_EQ(boxesOf(datasetOf(header + target + "2.5,5,3,6,0,0,1,1\n")), box) << header;
  for (const std::string& header : {std::string("left,top,width,height"), std::string("x,y,w,h"),
                                    std::string("pred_x,pred_y,pred_width,pred_height")})
    EXPECT_EQ(boxesOf(datasetOf(header + target + "1,2,3,6,0,0,1,1\n")), box) << header;
}

TEST(BoxTable, WithoutObjectsEachRowIsOneOfItsOwn) {
  const Dataset dataset =
      datasetOf("x1,y1,x2,y2,gt_x1,gt_y1,gt_x2,gt_y2\n0,0,1,1,0,0,1,1\n0,0,1,1,0,0,1,1\n");
  EXPECT_EQ(dataset.features.col(0), (Vector(2) << 1, 2).finished());
  ASSERT_EQ(dataset.notes.size(), 1U);
  expectHolds(dataset.notes[0], "each row counts as one of its own");
}

TEST(BoxTable, OddBoxesArePutInOrderAndCounted) {
  const Dataset dataset = tableDataset(readCsv(LOSSARIUM_SOURCE "/tests/data/detections.csv"), {});
  EXPECT_EQ(dataset.count(), 5);
  EXPECT_EQ(dataset.features.col(0), (Vector(5) << 1, 2, 1, 3, 4).finished());
  EXPECT_EQ(boxesOf(dataset).row(3), (Matrix(1, 4) << 8.5, 3.5, 9.5, 6.5).finished());
  EXPECT_EQ(dataset.target.row(4), (Matrix(1, 4) << 10.5, 3.5, 11.5, 6.5).finished());
  std::string notes;
  for (const auto& note : dataset.notes) notes += note + "\n";
  expectHolds(notes, "1 predicted box (line 5) was turned over");
  expectHolds(notes, "1 target box (line 6) was turned over");
  expectHolds(notes, "1 predicted box (line 6) has no area");
  expectHolds(dataset.notes.front(), "turned over");
  expectHolds(notes, "'object' holds texts: 4 objects");
}

TEST(BoxTable, WhatIsMissingIsSaid) {
  const ColumnChoice boxes{{}, {}, Task::boxes};
  expectHolds(errorOf([&] { datasetOf("a,b\n1,2\n3,4\n", boxes); }), "there is no box among the columns");
  expectHolds(errorOf([&] { datasetOf("target_x1,target_y1,target_x2,target_y2\n1,2,3,4\n", boxes); }),
              "no predicted box");
  expectHolds(errorOf([&] { datasetOf("pred_x1,pred_y1,pred_x2,pred_y2,y1\n1,2,3,4,5\n", boxes); }),
              "no target box");
  const std::string header = "x1,y1,x2,y2,target_x1,target_y1,target_x2,target_y2\n";
  const std::string text = errorOf([&] { datasetOf(header + "left,0,1,1,0,0,1,1\n"); });
  expectHolds(text, "line 2");
  expectHolds(text, "a box is four numbers");
  expectHolds(errorOf([&] { datasetOf(header + "1,0,1,1,0,0,1,inf\n1,0,1,1,0,0,1,2\n"); }),
              "'inf' in line 2");
}

TEST(BoxTable, OddBoxesAreNamedByTheirLines) {
  const Dataset dataset = datasetOf(
      "x1,y1,x2,y2,target_x1,target_y1,target_x2,target_y2\n2,0,1,1,0,0,1,1\n\n,0,1,1,0,0,1,1\n"
      "3,0,1,1,0,0,1,1\n4,0,1,1,0,0,1,1\n0,0,1,1,0,0,1,1\n5,0,1,1,0,0,1,1\n");
  ASSERT_EQ(dataset.notes.size(), 3U);
  expectHolds(dataset.notes[0], "1 of 6 rows left out");
  expectHolds(dataset.notes[1], "4 predicted boxes (lines 2, 5, 6, …) were turned over");
}

TEST(BoxTable, AMisspeltColumnIsNamed) {
  const std::string text =
      "predicted_x1,predicted_y1,predicted_x2,predicted_y2,target_x1,target_y1,target_x2,targt_y2\n"
      "0,0,1,1,0,0,1,1\n0,0,1,2,0,0,1,3\n";
  const Dataset dataset = datasetOf(text);
  EXPECT_EQ(dataset.task, Task::regression);
  expectHolds(dataset.notes.front(), "column 'target_y2' is missing; did you mean 'targt_y2'?");
  EXPECT_EQ(datasetOf(text, {{}, {}, Task::regression}).notes.size() + 1, dataset.notes.size());
  expectHolds(errorOf([&] { datasetOf(text, {{}, {}, Task::boxes}); }), "did you mean 'targt_y2'?");
  expectHolds(
      errorOf([&] {
        datasetOf("x1,y1,x2,target_cx,target_cy,target_w,target_h\n0,0,1,0,0,1,1\n", {{}, {}, Task::boxes});
      }),
      "column 'y2' is missing");
  EXPECT_EQ(missingBoxColumn(parseCsv("x,y,z\n1,2,3\n", "data.csv")), "") << "names that others have, too";
}

TEST(BoxTable, ARowThatMissesAValueIsLeftOut) {
  const Dataset dataset = datasetOf(
      "x1,y1,x2,y2,target_x1,target_y1,target_x2,target_y2,object\n0,0,1,1,0,0,1,1,1\n,0,1,1,0,0,1,1,2\n");
  EXPECT_EQ(dataset.count(), 1);
  expectHolds(dataset.notes.front(), "1 of 2 rows left out");
}

TEST(BoxTable, OtherTasksStayPossible) {
  const std::string text =
      "x1,y1,x2,y2,target_x1,target_y1,target_x2,target_y2,z\n0,0,1,1,0,0,1,1,5\n0,0,1,2,0,0,1,1,6\n";
  EXPECT_EQ(datasetOf(text).task, Task::boxes);
  EXPECT_EQ(datasetOf(text, {{"x1"}, "z", std::nullopt}).task, Task::regression);
  EXPECT_EQ(datasetOf(text, {{}, {}, Task::regression}).task, Task::regression);
}

}  // namespace
}  // namespace lossarium
