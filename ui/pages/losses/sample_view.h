// One sample seen whole, where a curve along one axis is not enough: three classes as a triangle of
// probabilities, or two boxes.
#pragma once

#include "core/losses/simplex_field.h"
#include "ui/pages/losses/loss_selection.h"
#include "ui/plots/plot_style.h"

#include <QStackedWidget>

#include <memory>

class QPainter;

namespace lossarium::ui {

class BoxPairView;
class SimplexView;

class SampleView : public QStackedWidget {
  Q_OBJECT

 public:
  explicit SampleView(QWidget* parent = nullptr);

  /// Whether losses of this task have such a view.
  static bool suits(Task task) { return task == Task::classes || task == Task::boxes; }
  void show(const LossSelection& selection, const PlotStyle& style);
  void paintTo(QPainter& painter, const QRectF& area) const;

 signals:
  void probabilitiesMoved(const Eigen::Vector3d& probabilities);
  void predictionMoved(const Eigen::Vector4d& box);
  void targetMoved(const Eigen::Vector4d& box);

 private:
  void showSimplex(const LossSelection& selection);
  void showBoxes(const LossSelection& selection, const PlotStyle& style);

  SimplexView* simplex_;
  BoxPairView* boxes_;
  Choice fieldOf_;  ///< the loss of the field that is shown
  std::shared_ptr<const SimplexField> field_;
};

}  // namespace lossarium::ui
