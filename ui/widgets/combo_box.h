// A combo box inside a panel that scrolls: the wheel scrolls the panel, it does not change what was chosen.
#pragma once

#include <QComboBox>

namespace lossarium::ui {

class ComboBox : public QComboBox {
  Q_OBJECT

 public:
  explicit ComboBox(QWidget* parent = nullptr);
  /// Its list is as wide as its widest item, however narrow the box is.
  void showPopup() override;

 protected:
  void wheelEvent(QWheelEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace lossarium::ui
