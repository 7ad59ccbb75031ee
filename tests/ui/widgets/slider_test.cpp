#include "ui/widgets/slider.h"

#include <QApplication>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

class SliderTest : public testing::Test {
 protected:
  void SetUp() override {
    slider.setRange(0, 1000);
    slider.resize(220, 24);
    slider.show();
    slider.setValue(100);
  }

  Slider slider;
};

TEST_F(SliderTest, TheWheelScrollsWhatIsAroundIt) {
  slider.setFocus();
  QWheelEvent event({110, 12}, slider.mapToGlobal(QPointF(110, 12)), {}, {0, 120}, Qt::NoButton, {},
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(&slider, &event);
  EXPECT_EQ(slider.value(), 100);
  EXPECT_FALSE(event.isAccepted());
}

TEST_F(SliderTest, AClickOnTheGroovePutsTheHandleThere) {
  QTest::mouseClick(&slider, Qt::LeftButton, {}, {110, 12});
  EXPECT_NEAR(slider.value(), 500, 20);
  QTest::mouseClick(&slider, Qt::LeftButton, {}, {219, 12});
  EXPECT_EQ(slider.value(), 1000);
}

TEST_F(SliderTest, APressOnTheGrooveGoesOnAsADrag) {
  QTest::mousePress(&slider, Qt::LeftButton, {}, {60, 12});
  EXPECT_TRUE(slider.isSliderDown());
  QMouseEvent moved(QEvent::MouseMove, {160, 12}, slider.mapToGlobal(QPointF(160, 12)), Qt::NoButton,
                    Qt::LeftButton, {});
  QApplication::sendEvent(&slider, &moved);
  EXPECT_NEAR(slider.value(), 740, 30);
  QTest::mouseRelease(&slider, Qt::LeftButton, {}, {160, 12});
}

}  // namespace
}  // namespace lossarium::ui
