#include "ui/widgets/wrapped_tips.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QTest>
#include <QToolTip>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

const QString sentence = QStringLiteral(
    "The least loss that any model could expect, where x < 3 & y > 1, because nobody can foresee noise.");

TEST(WrappedTips, OnlyLongOnesChange) {
  EXPECT_EQ(wrappedTip(QStringLiteral("Contour map or 3-D (C)")), QStringLiteral("Contour map or 3-D (C)"));
  EXPECT_EQ(wrappedTip(QStringLiteral("<b>rich</b> ") + sentence.left(30)),
            QStringLiteral("<b>rich</b> ") + sentence.left(30));
  const QString wrapped = wrappedTip(sentence + QStringLiteral("\nsecond"));
  EXPECT_TRUE(wrapped.contains(QStringLiteral("x &lt; 3 &amp; y &gt; 1")));
  EXPECT_TRUE(wrapped.contains(QStringLiteral("<br>second")));
}

TEST(WrappedTips, AreShownInLines) {
  QLabel label(QStringLiteral("loss"));
  label.setToolTip(sentence);
  label.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&label));
  QHelpEvent event(QEvent::ToolTip, {2, 2}, label.mapToGlobal(QPoint(2, 2)));
  QApplication::sendEvent(&label, &event);
  ASSERT_TRUE(QToolTip::isVisible());
  EXPECT_EQ(QToolTip::text(), wrappedTip(sentence));
  for (const QWidget* top : QApplication::topLevelWidgets())
    if (top->inherits("QTipLabel") && top->isVisible()) {
      EXPECT_LT(top->width(), QFontMetrics(QToolTip::font()).horizontalAdvance(sentence));
    }
  QToolTip::hideText();
}

}  // namespace
}  // namespace lossarium::ui
