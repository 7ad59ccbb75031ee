// Reset, one epoch and one batch back, run and pause, the same forth, speed, and where the run is.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class Session;
class SpeedDial;
struct Theme;

class TransportBar : public QWidget {
  Q_OBJECT

 public:
  explicit TransportBar(Session& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

 private:
  QToolButton* addButton(const QString& name, const QString& tip);
  void showFrame();

  Session& session_;
  QToolButton* reset_;
  QToolButton* epochBack_;
  QToolButton* batchBack_;
  QToolButton* run_;
  QToolButton* batch_;
  QToolButton* epoch_;
  QToolButton* newStart_;
  SpeedDial* speed_;
  QLabel* position_;
};

}  // namespace lossarium::ui
