// The page on which optimisers race on test functions: settings, the surface with all trails, curves, and a
// table of who stands where.
#pragma once

#include "ui/pages/page.h"
#include "ui/pages/race/race_scenes.h"

#include <cstddef>
#include <string>

class QLabel;
class QSplitter;

namespace lossarium::ui {

class ComboBox;
class CurveChart;
class RacePanel;
class RaceSession;
class RaceTable;
class SurfacePane;
class Timeline;
class ViewFrame;

class RacePage : public Page {
  Q_OBJECT

 public:
  explicit RacePage(RaceSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;
  void toggleLogarithmic() override;
  void toggleContour() override;
  void home() override;
  void top() override;
  void toggleFill() override;
  bool isFilled() const override { return filled_ != nullptr; }
  void setPresenting(bool presenting) override;
  void setAnimated(bool animated) override;
  void focusView() override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeStandings();
  void arrange();
  void connectSession();
  void connectTimeline();
  void addCurveChoice();
  void addExports();
  void follow(std::size_t index);
  void fill(ViewFrame* frame);
  void openSurface();
  void showSurface();
  void showCurves();
  void showFrame();
  void showWords();
  void share();

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
  QSplitter* columns_;
  QSplitter* right_;
  Timeline* timeline_;
  Theme theme_;
  std::string shownFunction_;
  std::size_t followed_ = 0;
  ViewFrame* filled_ = nullptr;
  QList<int> widths_;
  bool sharedByHand_ = false;
  bool presenting_ = false;
};

}  // namespace lossarium::ui
