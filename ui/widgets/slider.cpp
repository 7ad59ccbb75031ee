#include "ui/widgets/slider.h"

#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QWheelEvent>

namespace lossarium::ui {

Slider::Slider(QWidget* parent) : QSlider(Qt::Horizontal, parent) { setFocusPolicy(Qt::TabFocus); }

void Slider::wheelEvent(QWheelEvent* event) { event->ignore(); }

// The handle comes under the pointer; QSlider then takes the press as one on the handle, and a drag goes on
// from there.
void Slider::mousePressEvent(QMouseEvent* event) {
  QStyleOptionSlider option;
  initStyleOption(&option);
  const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
  if (event->button() == Qt::LeftButton && !handle.contains(event->position().toPoint())) {
    const QRect groove = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
    const int left = groove.left() + handle.width() / 2, width = groove.width() - handle.width();
    setValue(QStyle::sliderValueFromPosition(minimum(), maximum(), qRound(event->position().x()) - left,
                                             width, option.upsideDown));
  }
  QSlider::mousePressEvent(event);
}

}  // namespace lossarium::ui
