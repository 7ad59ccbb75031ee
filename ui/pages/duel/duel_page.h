// The page on which runs that differ in one thing are compared: who takes part, their surfaces, all fits on
// the same data, all curves in one chart, and every run in every metric.
#pragma once

#include "ui/pages/columns_page.h"

#include <cstddef>

class QLabel;

namespace lossarium::ui {

class DataEditor;
class DataView;
class DuelPanel;
class DuelSession;
class DuelTabs;
class ResidualButton;
class SurfaceGrid;
class Timeline;
class ViewFrame;

class DuelPage : public ColumnsPage {
  Q_OBJECT

 public:
  explicit DuelPage(DuelSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;
  void toggleLogarithmic() override;
  void toggleContour() override;
  void home() override;
  void top() override;
  void setPresenting(bool presenting) override;
  void focusView() override;
  void setAnimated(bool animated) override;
  DataEditor& editor() { return *editor_; }

 signals:
  void closeUpWanted(std::size_t index);

 private:
  void addExports();
  void addEditor();
  void connectSession();
  void showSurfaces();
  void showFrame();
  void showFits();
  void showVerdict();

  DuelSession& session_;
  DuelPanel* panel_;
  SurfaceGrid* surfaces_;
  DataView* data_;
  ViewFrame* dataFrame_;
  DuelTabs* tabs_;
  ResidualButton* residuals_;
  DataEditor* editor_;
  QLabel* verdict_;
  Timeline* timeline_;
  Theme theme_;
};

}  // namespace lossarium::ui
