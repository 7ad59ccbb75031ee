#include "ui/widgets/code_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QVBoxLayout>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

const QString longName = QStringLiteral("tf.keras.losses.CategoricalFocalCrossentropy(alpha=0.25,gamma=2)");

TEST(CodeLabel, AClickCopiesTheWholeName) {
  CodeLabel label(longName);
  label.resize(60, 200);
  label.show();
  QGuiApplication::clipboard()->setText(QStringLiteral("before"));
  QTest::mouseClick(&label, Qt::RightButton);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
  QTest::mouseClick(&label, Qt::LeftButton);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), longName);
}

TEST(CodeLabel, WrapsWhereverItMust) {
  const CodeLabel label(longName);
  const int line = label.fontMetrics().height(), wide = label.sizeHint().width();
  EXPECT_LE(label.heightForWidth(wide + 4), line + 2);
  EXPECT_GT(label.heightForWidth(wide / 2), 3 * line / 2);
  EXPECT_GT(label.heightForWidth(wide / 5), 4 * line);
  EXPECT_LT(label.minimumSizeHint().width(), wide / 2);
  EXPECT_GT(label.heightForWidth(0), 0);
  EXPECT_GT(label.heightForWidth(-5), 0);
}

TEST(CodeLabel, ALayoutGivesItTheLinesItNeeds) {
  QWidget page;
  auto* column = new QVBoxLayout(&page);
  auto* label = new CodeLabel(longName, &page);
  column->addWidget(label);
  column->addStretch(1);
  page.resize(140, 400);
  page.show();
  QTest::qWait(1);
  EXPECT_GE(label->height(), label->heightForWidth(label->width()));
  EXPECT_LE(label->width(), 140);
  const QImage image = label->grab().toImage();
  int inked = 0;
  for (int y = label->height() - label->fontMetrics().height(); y < label->height(); ++y)
    for (int x = 0; x < label->width(); ++x)
      inked += image.pixel(x, y) != image.pixel(image.width() - 1, image.height() - 1) ? 1 : 0;
  EXPECT_GT(inked, 0) << "the last line is empty";
}

}  // namespace
}  // namespace lossarium::ui
