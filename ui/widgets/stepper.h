// A whole number with a button on each side: one less, one more.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class Stepper : public QWidget {
  Q_OBJECT

 public:
  /// `name` is what is counted: "Layers".
  Stepper(const QString& name, int least, int most, QWidget* parent = nullptr);

  int value() const { return value_; }
  void setValue(int value);

 signals:
  /// By its buttons only.
  void changed(int value);

 private:
  QToolButton* makeButton(const QString& sign, int step, const QString& what);

  int least_, most_, value_;
  QToolButton *fewer_, *more_;
  QLabel* number_;
};

}  // namespace lossarium::ui
