#include "ui/pages/boxes/box_entry.h"

#include "ui/pages/boxes/box_words.h"
#include "ui/widgets/number_field.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

using Eigen::Vector4d;

class Entry {
 public:
  Entry() {
    widget.show({0, 0, 2, 1.5}, {1, 0.5, 4, 2.5});
    widget.show();
  }
  NumberField* field(const QString& name) {
    for (NumberField* each : widget.findChildren<NumberField*>())
      if (each->accessibleName() == name) return each;
    ADD_FAILURE() << name.toStdString();
    return nullptr;
  }
  void type(const QString& name, const QString& text) {
    NumberField* where = field(name);
    where->setFocus();
    where->selectAll();
    QTest::keyClicks(where, text);
    QTest::keyClick(where, Qt::Key_Return);
  }
  QString text(const QString& name) { return field(name)->text(); }

  BoxEntry widget;
};

TEST(BoxEntry, ShowsAndTakesCorners) {
  Entry entry;
  QSignalSpy prediction(&entry.widget, &BoxEntry::predictionEntered),
      target(&entry.widget, &BoxEntry::targetEntered);
  EXPECT_EQ(entry.text(QStringLiteral("Prediction x2")), QStringLiteral("4"));
  EXPECT_EQ(entry.text(QStringLiteral("Target y2")), QStringLiteral("1.5"));
  entry.type(QStringLiteral("Prediction x2"), QStringLiteral("3,25"));
  ASSERT_EQ(prediction.count(), 1);
  EXPECT_EQ(prediction[0][0].value<Vector4d>(), Vector4d(1, 0.5, 3.25, 2.5));
  EXPECT_EQ(target.count(), 0);
  entry.type(QStringLiteral("Target y1"), QStringLiteral("-1"));
  EXPECT_EQ(target[0][0].value<Vector4d>(), Vector4d(0, -1, 2, 1.5));
}

TEST(BoxEntry, SwitchesToCentreAndSize) {
  Entry entry;
  QSignalSpy changed(&entry.widget, &BoxEntry::byCentreChanged),
      prediction(&entry.widget, &BoxEntry::predictionEntered);
  for (QToolButton* button : entry.widget.findChildren<QToolButton*>())
    if (button->text() == QStringLiteral("Centre and size")) QTest::mouseClick(button, Qt::LeftButton);
  ASSERT_EQ(changed.count(), 1);
  EXPECT_TRUE(changed[0][0].toBool());
  EXPECT_EQ(entry.text(QStringLiteral("Prediction cx")), QStringLiteral("2.5"));
  EXPECT_EQ(entry.text(QStringLiteral("Prediction h")), QStringLiteral("2"));
  entry.type(QStringLiteral("Prediction w"), QStringLiteral("1"));
  EXPECT_EQ(prediction[0][0].value<Vector4d>(), Vector4d(2, 0.5, 3, 2.5));
}

// A picture 10 high: y = 2 … 5 upwards is 5 … 8 downwards, the upper edge first.
TEST(BoxEntry, CountsDownwardsOverPictures) {
  Entry entry;
  entry.widget.show({0, 0, 1, 1}, {1, 2, 4, 5}, 10.0);
  EXPECT_EQ(entry.text(QStringLiteral("Prediction y1")), QStringLiteral("5"));
  EXPECT_EQ(entry.text(QStringLiteral("Prediction y2")), QStringLiteral("8"));
  QSignalSpy prediction(&entry.widget, &BoxEntry::predictionEntered);
  entry.type(QStringLiteral("Prediction y1"), QStringLiteral("4"));
  EXPECT_EQ(prediction[0][0].value<Vector4d>(), Vector4d(1, 2, 4, 6));
  entry.widget.setByCentre(true);
  EXPECT_EQ(entry.text(QStringLiteral("Prediction cy")), QStringLiteral("6"));
  EXPECT_EQ(entry.text(QStringLiteral("Prediction h")), QStringLiteral("4"));
}

TEST(BoxEntry, RefusesWhatIsNoNumber) {
  Entry entry;
  QSignalSpy prediction(&entry.widget, &BoxEntry::predictionEntered);
  for (const char* typed : {"abc", "nan", "inf", "1e12", ""}) {
    entry.type(QStringLiteral("Prediction x1"), QString::fromLatin1(typed));
    EXPECT_EQ(prediction.count(), 0) << typed;
    EXPECT_EQ(entry.text(QStringLiteral("Prediction x1")), QStringLiteral("1")) << typed;
  }
  entry.type(QStringLiteral("Prediction x1"), QStringLiteral("abc"));
  EXPECT_TRUE(entry.widget.note().contains(QStringLiteral("abc")));
  entry.type(QStringLiteral("Prediction x1"), QStringLiteral("0"));
  EXPECT_EQ(prediction.count(), 1);
  EXPECT_TRUE(entry.widget.note().isEmpty());
}

TEST(BoxEntry, TakesBoxesWithoutSizeAndTurnedInsideOut) {
  Entry entry;
  QSignalSpy prediction(&entry.widget, &BoxEntry::predictionEntered);
  entry.type(QStringLiteral("Prediction x2"), QStringLiteral("1"));
  EXPECT_EQ(prediction.last()[0].value<Vector4d>(), Vector4d(1, 0.5, 1, 2.5));
  entry.type(QStringLiteral("Prediction x2"), QStringLiteral("0"));
  EXPECT_EQ(prediction.last()[0].value<Vector4d>(), Vector4d(1, 0.5, 0, 2.5));
  entry.widget.setByCentre(true);
  EXPECT_EQ(entry.text(QStringLiteral("Prediction w")), QStringLiteral("−1"));
}

TEST(BoxWords, SayWhatBecomesOfDegenerateBoxes) {
  const Vector4d whole(0, 0, 1, 1), line(1, 0.5, 1, 2.5), turned(1, 0.5, 0, 2.5), point(3, 3, 3, 3);
  EXPECT_EQ(degenerateWords(whole, whole, false), QString());
  EXPECT_TRUE(degenerateWords(whole, line, false).startsWith(QStringLiteral("Prediction: a line")));
  EXPECT_TRUE(degenerateWords(whole, turned, false)
                  .contains(QStringLiteral("x1 > x2: the box is what its corners span")));
  EXPECT_TRUE(degenerateWords(whole, turned, true).contains(QStringLiteral("w is below 0")));
  EXPECT_TRUE(degenerateWords(point, turned, true).startsWith(QStringLiteral("Target: a point")));
  EXPECT_TRUE(degenerateWords(whole, {std::nan(""), 0, 1, 1}, false).contains(QStringLiteral("not finite")));
}

}  // namespace
}  // namespace lossarium::ui
