// A slider that moves only when it is meant: the wheel scrolls what is around it, and a click on the groove
// puts the handle there.
#pragma once

#include <QSlider>

namespace lossarium::ui {

class Slider : public QSlider {
  Q_OBJECT

 public:
  explicit Slider(QWidget* parent = nullptr);

 protected:
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
};

}  // namespace lossarium::ui
