// Two boxes under the hand: the canvas with the losses' table, the field of one loss, and the race.
#pragma once

#include "core/base/latest_job.h"
#include "ui/pages/columns_page.h"

#include <QImage>

#include <string>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class BoxCanvas;
class BoxesSession;
class BoxLossTable;
class ComboBox;
class CurveChart;
class PairPanel;
class SurfacePane;
class Timeline;
class ViewFrame;

class PairPage : public ColumnsPage {
  Q_OBJECT

 public:
  explicit PairPage(BoxesSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;
  void toggleLogarithmic() override;
  void toggleContour() override;
  void home() override;
  void top() override;
  void setPresenting(bool presenting) override;
  void setAnimated(bool animated) override;
  void focusView() override;
  /// Below the boxes from now on; they are moved into it if they lie elsewhere.
  void openPicture(const QString& file);
  bool hasPicture() const { return !picture_.isNull(); }

 signals:
  /// Something that could not be done.
  void told(const QString& message);

 private:
  QWidget* makeCanvas();
  void addControls();
  void addExports();
  void connectSession();
  void connectCanvas();
  void namePictureButton();
  void askForPicture();
  void takePicture(const QString& file, const QImage& picture, const QString& why);
  void putBoxesInto(const QSize& picture);
  void leavePicture();
  void showPlan();
  void showTable();
  void showCanvas();
  void showField();
  void showFrame();
  void showVerdict();
  void showCurves();

  BoxesSession& session_;
  PairPanel* panel_;
  BoxCanvas* canvas_;
  BoxLossTable* table_;
  ViewFrame* canvasFrame_;
  ComboBox* axes_;
  SurfacePane* field_;
  CurveChart* curves_;
  QLabel* verdict_;
  ViewFrame* curveFrame_;
  ComboBox* curve_;
  QToolButton* pictureButton_;
  QToolButton* snap_;
  QToolButton* byCentre_;
  Timeline* timeline_;
  QImage picture_;
  std::string markedLoss_;  ///< whose terms were ticked last
  Theme theme_;
  LatestJob pictureJob_;  // last: it ends before what it reports to
};

}  // namespace lossarium::ui
