#include "ui/widgets/timeline.h"

#include "ui/shell/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

class TimelineTest : public testing::Test {
 protected:
  void SetUp() override {
    line.setTheme(Theme::make(false));
    line.resize(600, line.sizeHint().height());
    line.setScene(scene());
    line.show();
  }
  static TimelineScene scene() {
    TimelineScene scene;
    scene.end = 400;
    scene.reached = 200;
    scene.shown = 100;
    scene.past = true;
    scene.readout = QStringLiteral("epoch 100");
    scene.seams = {{50, QStringLiteral("mse → huber")}};
    scene.best = TimelineMark{80, QStringLiteral("least there")};
    scene.branches = {{7, 60, 320, QStringLiteral("Branch: momentum 0.9")}};
    return scene;
  }
  QPoint at(double epoch) { return line.placeOf(epoch).toPoint(); }
  QImage picture() { return line.grab().toImage(); }

  Timeline line;
};

TEST_F(TimelineTest, ADragAsksForEachPlaceAndHoldsTheHandleWithinWhatWasReached) {
  const QSignalSpy sought(&line, &Timeline::sought);
  QTest::mousePress(&line, Qt::LeftButton, {}, at(30));
  QTest::mouseMove(&line, at(150));
  const QImage within = picture();
  QTest::mouseMove(&line, at(200));
  const QImage atHead = picture();
  QTest::mouseMove(&line, at(390));
  EXPECT_EQ(picture(), atHead);
  EXPECT_NE(within, atHead);
  QTest::mouseRelease(&line, Qt::LeftButton, {}, at(390));
  ASSERT_EQ(sought.count(), 4);
  EXPECT_NEAR(sought[0][0].toDouble(), 30, 0.7);
  EXPECT_NEAR(sought[1][0].toDouble(), 150, 0.7);
  EXPECT_GT(sought[3][0].toDouble(), 200);
  QTest::mouseMove(&line, at(10));
  EXPECT_EQ(sought.count(), 4) << "only while the button is held";
}

TEST_F(TimelineTest, AStarNearTheStartPushesNoLabelAside) {
  TimelineScene near;
  near.end = near.reached = near.shown = 400;
  near.best = TimelineMark{11, QStringLiteral("least there")};
  line.setScene(near);
  const QImage shown = picture();
  const QRect beside(at(11).x() + 8, 0, 80, line.fontMetrics().height());
  for (int y = beside.top(); y <= beside.bottom(); ++y)
    for (int x = beside.left(); x <= beside.right(); ++x)
      ASSERT_EQ(shown.pixel(x, y), shown.pixel(300, 2)) << x << ' ' << y;
}

TEST_F(TimelineTest, ABranchIsPickedByItsLine) {
  const QSignalSpy sought(&line, &Timeline::sought), picked(&line, &Timeline::branchPicked);
  const int lane = line.height() - at(0).y() > 10 ? 10 : 8;
  QTest::mouseClick(&line, Qt::LeftButton, {}, at(300) + QPoint(0, lane));
  ASSERT_EQ(picked.count(), 1);
  EXPECT_EQ(picked[0][0].toULongLong(), 7U);
  EXPECT_EQ(sought.count(), 0);
  QTest::mouseClick(&line, Qt::LeftButton, {}, at(350) + QPoint(0, lane));
  EXPECT_EQ(picked.count(), 1) << "it ends before";
}

TEST_F(TimelineTest, KeysAndTheWheelStep) {
  const QSignalSpy batch(&line, &Timeline::batchStepped), epoch(&line, &Timeline::epochStepped),
      head(&line, &Timeline::headWanted), start(&line, &Timeline::startWanted);
  QTest::keyClick(&line, Qt::Key_Left);
  QTest::keyClick(&line, Qt::Key_Right);
  QTest::keyClick(&line, Qt::Key_Left, Qt::ShiftModifier);
  QTest::keyClick(&line, Qt::Key_Home);
  QTest::keyClick(&line, Qt::Key_End);
  ASSERT_EQ(batch.count(), 2);
  EXPECT_EQ(batch[0][0].toInt(), -1);
  EXPECT_EQ(batch[1][0].toInt(), 1);
  ASSERT_EQ(epoch.count(), 1);
  EXPECT_EQ(epoch[0][0].toInt(), -1);
  EXPECT_EQ(start.count(), 1);
  EXPECT_EQ(head.count(), 1);
  for (int i = 0; i < 4; ++i) {  // a fine wheel: quarters of a notch
    QWheelEvent wheel(at(10), line.mapToGlobal(at(10)), {}, {0, 30}, {}, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&line, &wheel);
  }
  EXPECT_EQ(batch.count(), 3);
  QTest::mouseDClick(&line, Qt::LeftButton, {}, at(20));
  EXPECT_EQ(head.count(), 2);
}

TEST_F(TimelineTest, EverythingOfItsSceneIsDrawn) {
  const QImage whole = picture();
  const auto without = [&](const auto& change) {
    TimelineScene scene = TimelineTest::scene();
    change(scene);
    line.setScene(scene);
    return picture();
  };
  EXPECT_NE(without([](TimelineScene& s) { s.seams.clear(); }), whole);
  EXPECT_NE(without([](TimelineScene& s) { s.best.reset(); }), whole);
  EXPECT_NE(without([](TimelineScene& s) { s.branches.clear(); }), whole);
  EXPECT_NE(without([](TimelineScene& s) { s.past = false; }), whole);
  EXPECT_NE(without([](TimelineScene& s) { s.reached = 300; }), whole);
  EXPECT_EQ(without([](TimelineScene&) {}), whole);
  line.setTheme(Theme::make(true));
  EXPECT_NE(picture(), whole);
  EXPECT_FALSE(without([](TimelineScene& s) { s = {}; }).isNull());
}

}  // namespace
}  // namespace lossarium::ui
