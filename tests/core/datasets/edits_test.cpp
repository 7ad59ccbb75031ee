#include "core/datasets/edits.h"

#include "core/base/random.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using Texts = std::vector<std::string>;

std::shared_ptr<const Dataset> line() {
  auto data = std::make_shared<Dataset>();
  data->features = Vector::LinSpaced(4, 0, 3);
  data->target = Vector::LinSpaced(4, 10, 13);
  data->featureNames = {"x"};
  data->targetName = "y";
  return data;
}

std::shared_ptr<const Dataset> flowers() {
  auto data = std::make_shared<Dataset>(*line());
  data->task = Task::classes;
  data->features.conservativeResize(4, 2);
  data->features.col(1).setConstant(7);
  data->featureNames = {"length", "width"};
  data->target << 0, 1, 1, 0;
  data->targetName = "kind";
  data->classNames = {"setosa", "wild rose"};
  return data;
}

TEST(Edits, MoveAddAndRemoveInOrder) {
  const Dataset data = edited(line(), {"move 2 1.5 -4", "add 9 0.25", "remove 1", "move 5 8 7e-3"});
  EXPECT_EQ(data.features, (Matrix(4, 1) << 1.5, 2, 3, 8).finished());
  EXPECT_EQ(data.target, (Matrix(4, 1) << -4, 12, 13, 7e-3).finished());
  EXPECT_EQ(data.rowNumbers, (std::vector<Index>{1, 2, 3, 4}));
  EXPECT_EQ(data.unedited->features, line()->features);
  EXPECT_EQ(data.notes.front(), "2 rows moved, 1 added (to the training rows), 1 removed by hand");
}

TEST(Edits, OfClassesNameTheClassWithItsSpaces) {
  const Dataset data = edited(flowers(), {"move 1 2 3 wild rose", "add 4 5 setosa"});
  EXPECT_EQ(data.target, (Matrix(5, 1) << 1, 1, 1, 0, 0).finished());
  EXPECT_EQ(data.features.row(4), Eigen::RowVector2d(4, 5));
}

TEST(Edits, SayWhichOneIsWrongAndWhatWouldBeRight) {
  const auto refusal = [](const std::shared_ptr<const Dataset>& data, Texts edits) {
    return errorOf([&] { edited(data, edits); });
  };
  expectHolds(refusal(line(), {"remove 1", "mov 2 1 1"}), "dataset.edits[1] ('mov 2 1 1')");
  expectHolds(refusal(line(), {"mov 2 1 1"}), "did you mean 'move'");
  expectHolds(refusal(line(), {"move 2 1"}), "lacks the target; it should read 'move ROW ‹x› ‹y›'");
  expectHolds(refusal(line(), {"add 1 2 3"}), "more than it should; it should read 'add ‹x› ‹y›'");
  expectHolds(refusal(line(), {"add 1 nan"}), "'nan' is not a finite number");
  expectHolds(refusal(line(), {"add 1,5 2"}), "'1,5' is not a finite number");
  expectHolds(refusal(line(), {"remove 0"}), "rows are counted from 1");
  expectHolds(refusal(line(), {"remove two"}), "rows are counted from 1");
  expectHolds(refusal(line(), {"remove 5"}), "there is no row 5; with what was added before there are 4");
  expectHolds(refusal(line(), {"remove 2", "move 2 1 1"}), "row 2 was removed before");
  expectHolds(refusal(line(), {""}), "unknown edit ''");
  expectHolds(refusal(flowers(), {"add 1 2 setossa"}), "did you mean 'setosa'");
  expectHolds(refusal(flowers(), {"add 1 2"}), "lacks the class");
  expectHolds(refusal(line(), Texts(mostEdits + 1, "add 1 2")), "save such data as a CSV file");
}

TEST(Edits, AreWrittenAsTheyAreRead) {
  const Edit move{EditKind::move, 11, (Vector(2) << 0.1, -1e300).finished(), 1};
  EXPECT_EQ(toText(move, *flowers()), "move 12 0.1 -1e+300 wild rose");
  for (const auto& text : {"move 12 0.1 -1e+300 wild rose", "add 3 4 setosa", "remove 7"})
    EXPECT_EQ(toText(parseEdit(text, *flowers(), ""), *flowers()), text);
  EXPECT_EQ(toText(parseEdit("  move  3\t1.50   2 ", *line(), ""), *line()), "move 3 1.5 2");
}

TEST(Edits, OfOneRowBecomeOne) {
  Texts edits;
  const auto add = [&](const char* edit) { edits = withEdit(edits, edit, 4); };
  add("move 2 1 1");
  add("add 5 5");
  add("move 2 1 2");
  add("move 5 6 6");
  EXPECT_EQ(edits, (Texts{"move 2 1 2", "add 6 6"}));
  add("remove 2");
  EXPECT_EQ(edits, (Texts{"add 6 6", "remove 2"}));
  add("add 7 7");
  add("remove 5");  // not the last one: its number stays taken
  EXPECT_EQ(edits, (Texts{"add 6 6", "remove 2", "add 7 7", "remove 5"}));
  add("remove 6");
  EXPECT_EQ(edits, (Texts{"add 6 6", "remove 2", "remove 5"}));
  for (const char* gone : {"remove 2", "move 2 1 1", "move 5 1 1", "remove 6", "move 99 1 1"}) add(gone);
  EXPECT_EQ(edits, (Texts{"add 6 6", "remove 2", "remove 5"}));
}

// Whatever is done, the shortened list makes the same data as the whole one.
TEST(Edits, ShortenedMakeTheSameData) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed, "edits");
    Texts whole, few;
    for (int i = 0; i < 25; ++i) {
      const Dataset now = edited(line(), few);
      const auto place = [&] { return " " + toText(random.normal()) + " " + toText(random.normal()); };
      const bool adds = now.count() < 3 || random.below(3) == 0;
      const Index row = now.rowNumbers[random.below(static_cast<std::uint64_t>(now.count()))];
      const std::string edit = adds                   ? "add" + place()
                               : random.below(2) == 0 ? "remove " + std::to_string(row + 1)
                                                      : "move " + std::to_string(row + 1) + place();
      few = withEdit(few, edit, 4);
      // The whole list must count as the short one does, whose last additions can vanish.
      const Dataset after = edited(line(), few);
      whole.push_back(edit);
      if (few.size() < whole.size() && edit.starts_with("remove")) whole = few;
      const Dataset same = edited(line(), whole);
      ASSERT_EQ(after.features, same.features) << "seed " << seed;
      ASSERT_EQ(after.target, same.target) << "seed " << seed;
      ASSERT_EQ(after.rowNumbers, same.rowNumbers) << "seed " << seed;
    }
  }
}

TEST(Edits, BelongToEveryDataSetOfTheCatalogue) {
  for (const auto& entry : datasetCatalog()) {
    if (entry.spec->id == "csv" || entry.spec->id == "pasted_table") continue;
    SCOPED_TRACE(std::string(entry.spec->id));
    const Choice plain{std::string(entry.spec->id), {}};
    Choice choice = plain;
    choice.parameters["edits"] = Texts{"remove 2"};
    const Dataset before = makeDataset(plain);
    if (before.task == Task::boxes) {
      expectHolds(errorOf([&] { makeDataset(choice, {}, "here"); }), "boxes are not edited by hand");
      continue;
    }
    const Dataset after = makeDataset(choice);
    EXPECT_EQ(after.count(), before.count() - 1);
    EXPECT_EQ(after.features.row(1), before.features.row(2));
    choice.parameters["edits"] = Texts{"remove 2", "nonsense"};
    expectHolds(errorOf([&] { makeDataset(choice, {}, "here"); }), "here.edits[1] ('nonsense')");
  }
}

}  // namespace
}  // namespace lossarium
