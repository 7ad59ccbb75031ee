// The page on which losses are looked at, compared and explained, and from which one is taken into the
// experiment.
#pragma once

#include "ui/pages/losses/loss_samples.h"
#include "ui/pages/losses/loss_selection.h"
#include "ui/pages/page.h"

#include <memory>
#include <vector>

class QButtonGroup;
class QSplitter;
class QToolButton;

namespace lossarium {
struct Dataset;
}

namespace lossarium::ui {

class FunctionChart;
class LossDetails;
class LossList;
class LossReadout;
class SampleView;
class Session;
class ViewFrame;
struct TakeOffer;

class LossesPage : public Page {
  Q_OBJECT

 public:
  explicit LossesPage(Session& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;

  const LossSelection& selection() const { return selection_; }
  void choose(const QString& id);
  void toggleLogarithmic() override;
  void home() override;
  void toggleFill() override;
  bool isFilled() const override { return filled_ != nullptr; }
  void focusView() override;

 signals:
  /// Something that was asked for could not be done; empty: what was asked for since could be.
  void told(const QString& message);
  /// A ready experiment shall be opened, with another loss in it.
  void exampleWanted(std::size_t index, const lossarium::Choice& loss);

 private:
  QWidget* makeLeft();
  void makeCharts();
  void fill(ViewFrame* frame);
  QToolButton* addButton(const QString& name, const QString& tip, bool checkable);
  void connectCharts();
  void shareHeight();
  void connectSample();
  void connectDetails();
  void addExports();
  void showAxes();
  void refresh();
  void refreshCharts();
  void showReadings();
  QString inWords(QString message, const QString& parameter) const;
  void moveMarker(double x);
  void moveBoxes(const Eigen::Vector4d& prediction, const Eigen::Vector4d& target);
  void zoom(double x, double factor);
  void take();
  void followData();
  TakeOffer offer() const;
  void paintCharts(QPainter& painter, const QRectF& area) const;

  Session& session_;
  std::shared_ptr<const Dataset> fittedTo_;  ///< the data for which the axis was last chosen
  LossSelection selection_;
  LossSamples samples_;  ///< under the current loss
  Theme theme_;
  LossList* list_;
  LossReadout* readout_;
  FunctionChart* value_;
  FunctionChart* slope_;
  FunctionChart* curvature_;
  QSplitter* charts_;
  SampleView* sample_;
  ViewFrame* sampleFrame_;
  ViewFrame* frame_;
  LossDetails* details_;
  QButtonGroup* axes_;
  std::vector<QToolButton*> axisButtons_;
  QToolButton* logButton_;
  QToolButton* samplesButton_;
  QToolButton* curvatureButton_;
  QToolButton* homeButton_;
  QWidget* left_;
  QWidget* right_;
  ViewFrame* filled_ = nullptr;
};

}  // namespace lossarium::ui
