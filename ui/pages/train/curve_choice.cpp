#include "ui/pages/train/curve_choice.h"

#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QMetaObject>
#include <QTimer>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr qint64 shortestRest = 30;  // milliseconds
constexpr qint64 restForEachWork = 9;

}  // namespace

CurveChoice::CurveChoice(Session& session, QWidget* parent)
    : ComboBox(parent), session_(session), rest_(new QTimer(this)) {
  setAccessibleName(tr("What the curves show"));
  setToolTip(tr("The loss that is descended, or another yardstick over the same epochs"));
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(6);  // the title beside it shall be read
  addItem(tr("loss"), QString());
  rest_->setSingleShot(true);
  connect(rest_, &QTimer::timeout, this, &CurveChoice::compute);
  connect(&session_, &Session::problemChanged, this, &CurveChoice::offer);
  connect(this, &QComboBox::activated, this, [this] {
    compute();
    emit changed();
  });
}

std::string CurveChoice::metricId() const { return currentData().toString().toStdString(); }

std::shared_ptr<const MetricCurve> CurveChoice::curve() const {
  return curve_ && !metricId().empty() && curve_->spec.id == metricId() ? curve_ : nullptr;
}

// The task's; the choice stays where it still can be made.
void CurveChoice::offer() {
  const QVariant chosen = currentData();
  const QSignalBlocker quiet(this);
  clear();
  addItem(tr("loss"), QString());
  const Problem& problem = *session_.problem();
  const std::vector<Metric> metrics = metricsFor(problem);
  for (std::size_t i = 1; i < metrics.size(); ++i)
    if (metrics[i].spec.whyNot.empty())
      addItem(QString::fromStdString(metrics[i].spec.title), QString::fromStdString(metrics[i].spec.id));
  addItem(tr("curvature"), QString::fromUtf8(largestCurvatureId.data()));
  setItemData(
      count() - 1,
      tr("How strongly the loss bends where the run is, beside the curvature from which on steps at this "
         "learning rate grow"),
      Qt::ToolTipRole);
  setCurrentIndex(std::max(0, findData(chosen)));
}

void CurveChoice::follow() {
  if (!metricId().empty() && !rest_->isActive()) compute();
}

void CurveChoice::compute() {
  const auto frame = session_.frame();
  const std::string id = metricId();
  if (busy_ || !frame || id.empty() || (frame == computed_ && id == computedMetric_)) return;
  busy_ = true;
  computed_ = frame;
  computedMetric_ = id;
  job_.request([this, frame, id, before = curve_](const Progress& progress) {
    QElapsedTimer clock;
    clock.start();
    const auto curve = metricCurve(*frame, id, before.get(), progress);
    QMetaObject::invokeMethod(
        this, [this, curve, spent = clock.elapsed()] { take(curve, spent); }, Qt::QueuedConnection);
  });
}

void CurveChoice::take(const std::shared_ptr<const MetricCurve>& curve, qint64 milliseconds) {
  busy_ = false;
  curve_ = curve;
  rest_->start(static_cast<int>(std::max(shortestRest, restForEachWork * milliseconds)));
  emit changed();
}

}  // namespace lossarium::ui
