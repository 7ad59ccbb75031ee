// The page on which optimisers race on test functions: settings, the surface with all trails, curves, and a
// table of who stands where.
#pragma once

#include "ui/pages/columns_page.h"
#include "ui/pages/race/race_scenes.h"

#include <cstddef>
#include <string>

class QLabel;

namespace lossarium::ui {

class ComboBox;
class CurveChart;
class RacePanel;
class RaceSession;
class RaceTable;
class SurfacePane;
class Timeline;
class ViewFrame;

class RacePage : public ColumnsPage {
  Q_OBJECT

 public:
  explicit RacePage(RaceSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;
  void toggleLogarithmic() override;
  void toggleContour() override;
  void home() override;
  void top() override;
  void setPresenting(bool presenting) override;
  void setAnimated(bool animated) override;
  void focusView() override;

 private:
  QWidget* makeStandings();
  void connectSession();
  void addCurveChoice();
  void addExports();
  void follow(std::size_t index);
  void openSurface();
  void showSurface();
  void showCurves();
  void showFrame();
  void showWords();

  RaceSession& session_;
  RacePanel* panel_;
  SurfacePane* surface_;
  CurveChart* curves_;
  RaceTable* table_;
  ViewFrame* curveFrame_;
  QLabel* verdict_;
  QLabel* details_;
  ViewFrame* tableFrame_;
  ComboBox* curve_;
  Timeline* timeline_;
  Theme theme_;
  std::string shownFunction_;
  std::size_t followed_ = 0;
};

}  // namespace lossarium::ui
