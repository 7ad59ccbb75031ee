#include "ui/widgets/view_frame.h"

#include <QLabel>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

class ViewFrameTest : public testing::Test {
 protected:
  void SetUp() override {
    frame.setCaption(note);
    frame.show();
  }
  QLabel* caption() const { return frame.findChild<QLabel*>(QStringLiteral("caption")); }

  const QString note = QStringLiteral("What is seen, and how it is read. ").repeated(12);
  ViewFrame frame{QStringLiteral("Data"), new QWidget};
};

TEST_F(ViewFrameTest, ALongNoteIsOneLineInASmallFrameAndItsTipHasAllOfIt) {
  frame.resize(400, 200);
  EXPECT_TRUE(caption()->text().endsWith(QChar(0x2026)));
  EXPECT_LE(caption()->fontMetrics().horizontalAdvance(caption()->text()), 400 - 32);
  EXPECT_LT(caption()->sizeHint().height(), 2 * caption()->fontMetrics().lineSpacing());
  EXPECT_EQ(caption()->toolTip(), note);
}

TEST_F(ViewFrameTest, InALargeFrameItIsWhole) {
  frame.resize(400, 200);
  frame.resize(400, 800);
  EXPECT_EQ(caption()->text(), note);
  EXPECT_TRUE(caption()->toolTip().isEmpty());
}

TEST_F(ViewFrameTest, ALinkIsKeptWhole) {
  const QString link = note + QStringLiteral("<a href=\"all\">Show all</a>");
  frame.resize(400, 200);
  frame.setCaption(link);
  EXPECT_EQ(caption()->text(), link);
}

}  // namespace
}  // namespace lossarium::ui
