// Steps a second on a logarithmic dial; the last stop is "as fast as it goes".
#pragma once

#include <QString>
#include <QWidget>

class QLabel;

namespace lossarium::ui {

class Slider;

class SpeedDial : public QWidget {
  Q_OBJECT

 public:
  /// `unit` is what is counted: "steps".
  explicit SpeedDial(const QString& unit, QWidget* parent = nullptr);
  void showSpeed(double stepsPerSecond);

 signals:
  void speedChosen(double stepsPerSecond);

 private:
  void showText(double stepsPerSecond);

  QString unit_;
  Slider* slider_;
  QLabel* label_;
};

}  // namespace lossarium::ui
