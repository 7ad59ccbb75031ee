// The regression simulation of Zheng et al. 2020 as a page: settings, the map of what a loss leaves, curves
// of the total error, a table, and what comes of it in words. It runs for the first time when it is first
// shown.
#pragma once

#include "ui/pages/columns_page.h"

#include <cstddef>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lossarium::ui {

class CurveChart;
class FindingsCard;
class SimulationMap;
class SimulationPanel;
class SimulationSession;
class SimulationTable;
class ViewFrame;

class SimulationPage : public ColumnsPage {
  Q_OBJECT

 public:
  explicit SimulationPage(SimulationSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;
  void toggleLogarithmic() override;
  void toggleContour() override;
  void home() override;
  void top() override;
  void setPresenting(bool presenting) override;
  void setAnimated(bool animated) override;
  void focusView() override;

 protected:
  void showFrames() override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeResults();
  QWidget* makeBelow();
  QWidget* makeStrip();
  void addControls();
  void addExports();
  void connectSession();
  void follow(std::size_t place);
  void showResults();
  void showCurves();
  void showState();

  SimulationSession& session_;
  SimulationPanel* panel_;
  SimulationMap* map_;
  CurveChart* curves_;
  SimulationTable* table_;
  FindingsCard* findings_;
  ViewFrame* curveFrame_;
  ViewFrame* tableFrame_;
  QToolButton* logarithmic_;
  QLabel* state_;
  QProgressBar* progress_;
  QToolButton* cancel_;
  Theme theme_;
  std::size_t followed_ = 0;
};

}  // namespace lossarium::ui
