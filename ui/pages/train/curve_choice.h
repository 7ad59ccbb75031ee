// What the training curves show: the loss, or any metric of the task, evaluated anew along the run's way.
#pragma once

#include "core/base/latest_job.h"
#include "core/training/metric_curve.h"
#include "ui/widgets/combo_box.h"

#include <memory>
#include <string>

class QTimer;

namespace lossarium::ui {

class Session;

/// A list in the title of the curves. Metrics are computed beside the window's thread, and only where one is
/// chosen.
class CurveChoice : public ComboBox {
  Q_OBJECT

 public:
  explicit CurveChoice(Session& session, QWidget* parent = nullptr);

  /// Empty: the loss, as it was recorded.
  std::string metricId() const;
  /// Of the metric that is chosen, perhaps a moment old; null if that is the loss, or not ready yet.
  std::shared_ptr<const MetricCurve> curve() const;
  /// A new frame: the curve grows.
  void follow();

 signals:
  void changed();

 private:
  void offer();
  void compute();
  void take(const std::shared_ptr<const MetricCurve>& curve, qint64 milliseconds);

  Session& session_;
  QTimer* rest_;
  std::shared_ptr<const MetricCurve> curve_;
  std::shared_ptr<const RunFrame> computed_;
  std::string computedMetric_;
  bool busy_ = false;
  LatestJob job_;  // last: it ends before what it reports to
};

}  // namespace lossarium::ui
