// The page on which losses of boxes are felt: two boxes under the hand, or the whole simulation.
#pragma once

#include "ui/pages/boxes/simulation_play.h"
#include "ui/pages/boxes/view_switch.h"
#include "ui/pages/page.h"

class QStackedWidget;

namespace lossarium::ui {

class BoxesSession;
class PairPage;
class SimulationPage;

class BoxesPage : public Page {
  Q_OBJECT

 public:
  explicit BoxesPage(BoxesSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;
  void toggleLogarithmic() override;
  void toggleContour() override;
  void home() override;
  void top() override;
  void toggleFill() override;
  bool isFilled() const override;
  void setPresenting(bool presenting) override;
  void setAnimated(bool animated) override;
  void focusView() override;

  BoxesView view() const;
  void showView(BoxesView view);
  /// What the keys for time speak to while the simulation is shown.
  Playable& simulation() { return play_; }
  /// Below the two boxes.
  void openPicture(const QString& file);
  bool hasPicture() const;

 signals:
  void viewChanged();
  /// Something that could not be done.
  void told(const QString& message);

 private:
  Page* shown() const;

  SimulationSession simulation_;
  SimulationPlay play_{simulation_};
  QStackedWidget* views_;
  PairPage* pair_;
  SimulationPage* simulationPage_;
};

}  // namespace lossarium::ui
