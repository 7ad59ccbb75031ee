// A line that has no room for its text says so, and its tooltip has all of it.
#include "ui/widgets/elided_label.h"

#include <QApplication>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

class ElidedLabelTest : public testing::Test {
 protected:
  void SetUp() override {
    QToolTip::hideText();
    label.show();
  }
  QString tip() {
    const QPoint middle = label.rect().center();
    QHelpEvent event(QEvent::ToolTip, middle, label.mapToGlobal(middle));
    QApplication::sendEvent(&label, &event);
    return QToolTip::text();
  }

  const QString sentence = QStringLiteral("Finished: 1,200 epochs done. The loss is still falling.");
  ElidedLabel label{4, sentence, nullptr};
};

TEST_F(ElidedLabelTest, EndsInDotsAndTellsTheRest) {
  label.resize(120, 20);
  EXPECT_TRUE(label.shownText().endsWith(QChar(0x2026))) << label.shownText().toStdString();
  EXPECT_EQ(tip(), sentence);
}

TEST_F(ElidedLabelTest, WithRoomItIsWholeAndNeedsNoTooltip) {
  label.resize(900, 20);
  EXPECT_EQ(label.shownText(), sentence);
  EXPECT_EQ(tip(), QString());
}

TEST_F(ElidedLabelTest, ATooltipOfItsOwnComesFirst) {
  label.resize(120, 20);
  label.setToolTip(QStringLiteral("What it means"));
  EXPECT_EQ(tip(), QStringLiteral("What it means"));
}

}  // namespace
}  // namespace lossarium::ui
