// Reset, the large and the small step back, run and pause, the same forth, speed, and where it is. Wishes go
// to what is played; what it shows it is told.
#pragma once

#include <QString>
#include <QWidget>

class QToolButton;

namespace lossarium::ui {

class Playable;
class SpeedDial;
class SteadyLabel;
struct Theme;

/// What the steps are called.
struct TransportWords {
  QString reset;  ///< as a tooltip
  QString small;  ///< "One batch"
  QString smallBack;
  QString large;
  QString largeBack;
  QString largeUnit;  ///< on the buttons: "epoch"
  QString newStart;
  QString widest;     ///< text of where it is
  QString speedUnit;  ///< "steps"
};

class TransportBar : public QWidget {
  Q_OBJECT

 public:
  TransportBar(Playable& playable, const TransportWords& words, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void showSpeed(double stepsPerSecond);
  void showPlace(bool running, const QString& place);
  /// Before a class text is large, and what is seldom pressed leaves it the room.
  void setPresenting(bool presenting);

 private:
  QToolButton* addButton(const QString& name, const QString& tip);
  void connectTo(Playable& playable);

  QToolButton* reset_;
  QToolButton* largeBack_;
  QToolButton* smallBack_;
  QToolButton* run_;
  QToolButton* small_;
  QToolButton* large_;
  QToolButton* newStart_;
  SpeedDial* speed_;
  SteadyLabel* place_;
};

}  // namespace lossarium::ui
