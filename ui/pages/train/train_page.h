// The page on which a model is trained: set-up, surface, data and fit, curves, and tabs with what else there
// is to read.
#pragma once

#include "core/base/value.h"
#include "ui/pages/columns_page.h"

class QToolButton;

namespace lossarium::ui {

class CurveChart;
class CurveChoice;
class DataEditor;
class DataView;
class ResidualButton;
class RunTabs;
class Session;
class SetupPanel;
class SurfacePane;
class TimeStrip;
class ViewFrame;
enum class FitPicture;

class TrainPage : public ColumnsPage {
  Q_OBJECT

 public:
  explicit TrainPage(Session& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;

  void toggleContour() override;
  void toggleLogarithmic() override;
  void home() override;
  void top() override;
  DataEditor& editor() { return *editor_; }
  void setPresenting(bool presenting) override;
  void setAnimated(bool animated) override;
  /// The surface takes the keys, so that Space runs.
  void focusView() override;

 signals:
  /// The example with that index shall be opened.
  void exampleWanted(std::size_t index);
  /// A copy of the run with that one setting changed shall stand beside it.
  void compareWanted(const QString& key, const lossarium::Value& value);

 protected:
  /// Before a class the tabs fold where they leave too little to the others.
  void showFrames() override;

 private:
  bool hasRoomForTabs() const;
  SurfacePane* makeSurfacePane();
  QToolButton* makeButton(const QString& name, const QString& tip, bool checkable);
  void connectViews();
  void addExports();
  void showSurface();
  void showFrame();
  void addCurveControls();
  void addFieldButton();
  void addEditor();
  void addResidualButton();
  FitPicture fitPicture() const;
  void showCurves();
  void smoothMore();

  Session& session_;
  SetupPanel* setup_;
  DataView* data_;
  CurveChart* curves_;
  QToolButton* recentreButton_;
  QToolButton* redrawButton_;
  QToolButton* weightsButton_;
  QToolButton* smoothButton_;
  QToolButton* fieldButton_;
  ResidualButton* residualButton_;
  CurveChoice* curveChoice_;
  SurfacePane* surface_;
  ViewFrame* dataFrame_;
  ViewFrame* curveFrame_;
  RunTabs* tabs_;
  DataEditor* editor_;
  TimeStrip* time_;
  Theme theme_;
  int smoothing_ = 0;
};

}  // namespace lossarium::ui
