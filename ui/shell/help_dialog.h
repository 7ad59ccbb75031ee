// F1: all keys, and what the pictures and symbols mean, side by side.
#pragma once

#include <QDialog>

namespace lossarium::ui {

class HelpDialog : public QDialog {
  Q_OBJECT

 public:
  explicit HelpDialog(QWidget* parent);
};

}  // namespace lossarium::ui
