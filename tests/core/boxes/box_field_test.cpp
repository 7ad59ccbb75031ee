#include "core/boxes/box_field.h"

#include "core/boxes/box_objective.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

const Box target(0, 0, 2, 1), prediction(1, 0.5, 2.4, 2.5);

BoxFieldPlan planOf(const std::string& loss, FieldAxes axes) {
  return {.loss = {loss}, .target = target, .prediction = prediction, .axes = axes, .grid = 41};
}

TEST(BoxField, EachPointIsTheLossOfTheBoxThere) {
  for (const auto axes : {FieldAxes::centre, FieldAxes::size})
    for (const std::string id : {"iou", "giou", "ciou", "siou"}) {
      const BoxField field = boxField(planOf(id, axes));
      const auto loss = makeLoss({id});
      for (const Index row : {0, 7, 20, 40})
        for (const Index column : {0, 11, 25, 40}) {
          const Box box = withPlace(prediction, axes, {field.surface->a[column], field.surface->b[row]});
          const BoxLossAt at = lossAt(*loss, box, target);
          EXPECT_NEAR(field.surface->values(row, column), at.value, 1e-14);
          EXPECT_EQ((*field.surface->flat)(row, column), at.slope.isZero(0) ? 1 : 0);
        }
    }
}

TEST(BoxField, IouIsFlatWhereBoxesAreApartAndOthersAreNot) {
  EXPECT_GT(boxField(planOf("iou", FieldAxes::centre)).flatShare, 0.4);
  EXPECT_GT(boxField(planOf("alpha_iou", FieldAxes::centre)).flatShare, 0.4);
  for (const std::string id : {"giou", "diou", "ciou", "eiou", "siou"})
    EXPECT_EQ(boxField(planOf(id, FieldAxes::centre)).flatShare, 0) << id;
}

TEST(BoxField, ThePlaneHoldsBothBoxesAndStaysWhileOneIsMovedALittle) {
  for (const auto axes : {FieldAxes::centre, FieldAxes::size}) {
    BoxFieldPlan plan = planOf("giou", axes);
    const Slice before = boxField(plan).surface->slice;
    plan.prediction += Eigen::Vector4d(0.05, 0.02, 0.03, -0.04);
    const Slice after = boxField(plan).surface->slice;
    EXPECT_EQ(before.a, after.a);
    EXPECT_EQ(before.b, after.b);
    plan.prediction += Eigen::Vector4d(40, 0, 90, 0);
    const Slice far = boxField(plan).surface->slice;
    for (const Box& box : {plan.prediction, target}) {
      EXPECT_TRUE(far.a.contains(placeOn(axes, box)[0]));
      EXPECT_TRUE(far.b.contains(placeOn(axes, box)[1]));
    }
  }
}

TEST(BoxField, PointsAndLinesHaveAField) {
  for (const Box& box : {Box(1, 1, 1, 1), Box(0, 0, 3, 0), Box(3, 2, 1, 0)})
    for (const auto axes : {FieldAxes::centre, FieldAxes::size})
      for (const LossEntry& entry : lossCatalog()) {
        if (entry.spec->task != Task::boxes) continue;
        BoxFieldPlan plan = planOf(std::string(entry.spec->id), axes);
        plan.prediction = box;
        EXPECT_TRUE(boxField(plan).surface->values.allFinite()) << entry.spec->id;
        plan.target = box;
        EXPECT_TRUE(boxField(plan).surface->values.allFinite()) << entry.spec->id;
      }
}

TEST(BoxField, APlaceOnThePlaneIsTheBoxThere) {
  EXPECT_EQ(placeOn(FieldAxes::centre, prediction), Eigen::Vector2d(1.7, 1.5));
  EXPECT_EQ(withPlace(prediction, FieldAxes::size, {1, -2}), Box(1.2, 1.5, 2.2, 1.5));
}

}  // namespace
}  // namespace lossarium
