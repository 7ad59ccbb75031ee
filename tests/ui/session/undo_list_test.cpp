#include "ui/session/undo_list.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

TEST(UndoList, GoesBackAndForth) {
  UndoList<int> list;
  EXPECT_FALSE(list.canUndo());
  for (const int each : {1, 2, 3}) EXPECT_TRUE(list.remember(each, {}));
  EXPECT_EQ(list.undo(), 2);
  EXPECT_EQ(list.undo(), 1);
  EXPECT_FALSE(list.canUndo());
  EXPECT_EQ(list.redo(), 2);
  list.remember(7, {});
  EXPECT_FALSE(list.canRedo()) << "what was undone is gone once something else is done";
  EXPECT_EQ(list.undo(), 2);
}

TEST(UndoList, MovesOfOneSliderAreOne) {
  UndoList<int> list;
  list.remember(0, {});
  EXPECT_TRUE(list.remember(1, "rate"));
  EXPECT_FALSE(list.remember(2, "rate"));
  EXPECT_TRUE(list.remember(3, "delta"));
  EXPECT_EQ(list.undo(), 2);
  EXPECT_EQ(list.undo(), 0);
}

TEST(UndoList, AGestureLastsUntilItEnds) {
  UndoList<int> list;
  list.remember(0, {});
  EXPECT_TRUE(list.remember(1, "gesture 1"));
  EXPECT_FALSE(list.remember(2, "gesture 1"));
  list.endGesture();
  EXPECT_TRUE(list.remember(3, "gesture 1"));
  EXPECT_TRUE(list.remember(4, "gesture 2"));
  EXPECT_EQ(list.undo(), 3);
  EXPECT_EQ(list.undo(), 2);
}

TEST(UndoList, KnowsWhichDocumentEachEntryIsOf) {
  UndoList<int> list;
  EXPECT_EQ(list.document(), 0U);
  list.open(1);
  list.remember(2, {});
  list.open(10);
  EXPECT_EQ(list.document(), 2U);
  EXPECT_EQ(list.undo(), 2);
  EXPECT_EQ(list.document(), 1U);
  list.open(20);
  EXPECT_EQ(list.document(), 3U) << "a number is never given twice";
  list.clear();
  EXPECT_FALSE(list.canUndo());
}

TEST(UndoList, WhatWasLeftOpenIsFilledInPlace) {
  UndoList<int> list;
  list.remember(1, {});
  list.remember(2, {});
  list.amend(20);
  EXPECT_EQ(list.undo(), 1);
  EXPECT_EQ(list.redo(), 20);
  const std::size_t place = list.position();
  list.remember(3, {});
  list.remember(4, {});
  list.cutAfter(place);
  EXPECT_FALSE(list.canRedo());
  EXPECT_EQ(list.undo(), 1);
}

}  // namespace
}  // namespace lossarium::ui
