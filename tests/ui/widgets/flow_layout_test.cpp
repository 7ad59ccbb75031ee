#include "ui/widgets/flow_layout.h"

#include <QPushButton>
#include <QWidget>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

QPushButton* addButton(FlowLayout* layout, QWidget* parent) {
  auto* button = new QPushButton(parent);
  button->setFixedSize(40, 20);
  layout->addWidget(button);
  return button;
}

TEST(FlowLayout, WhatIsHiddenTakesNoRoom) {
  QWidget widget;
  auto* layout = new FlowLayout(&widget, 8);
  const QPushButton* first = addButton(layout, &widget);
  QPushButton* hidden = addButton(layout, &widget);
  const QPushButton* last = addButton(layout, &widget);
  EXPECT_EQ(layout->heightForWidth(88), 48);
  hidden->hide();
  EXPECT_EQ(layout->heightForWidth(88), 20);
  layout->setGeometry({0, 0, 88, 20});
  EXPECT_EQ(first->geometry(), QRect(0, 0, 40, 20));
  EXPECT_EQ(last->geometry(), QRect(48, 0, 40, 20));
}

TEST(FlowLayout, OfNothingHasNoSize) {
  QWidget widget;
  const auto* layout = new FlowLayout(&widget, 8);
  EXPECT_EQ(layout->minimumSize(), QSize(0, 0));
  EXPECT_EQ(layout->heightForWidth(100), 0);
}

}  // namespace
}  // namespace lossarium::ui
