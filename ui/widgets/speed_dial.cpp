#include "ui/widgets/speed_dial.h"

#include "core/training/live_run.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/steady_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int stopsPerDecade = 20;
constexpr double slowest = 1;
constexpr int decades = 5;  // 1 to 100,000 steps a second
constexpr int lastStop = stopsPerDecade * decades + 1;

double speedAt(int stop) {
  if (stop >= lastStop) return asFastAsItGoes;
  return slowest * std::pow(10, static_cast<double>(stop) / stopsPerDecade);
}

int stopOf(double speed) {
  if (std::isinf(speed)) return lastStop;
  return static_cast<int>(std::lround(std::log10(std::max(speed, slowest) / slowest) * stopsPerDecade));
}

}  // namespace

SpeedDial::SpeedDial(const QString& unit, QWidget* parent)
    : QWidget(parent),
      unit_(unit),
      slider_(new Slider(this)),
      label_(new SteadyLabel(tr("as fast as it goes"), this)) {
  slider_->setRange(0, lastStop);
  slider_->setFixedWidth(112);
  slider_->setAccessibleName(tr("Speed"));
  slider_->setToolTip(tr("How fast it runs; at the right end as fast as it goes"));
  label_->setObjectName(QStringLiteral("muted"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(slider_);
  row->addWidget(label_);
  connect(slider_, &Slider::valueChanged, this, [this](int stop) {
    showText(speedAt(stop));
    emit speedChosen(speedAt(stop));
  });
}

void SpeedDial::showSpeed(double stepsPerSecond) {
  const QSignalBlocker quiet(slider_);
  slider_->setValue(stopOf(stepsPerSecond));
  showText(stepsPerSecond);
}

void SpeedDial::showText(double stepsPerSecond) {
  label_->setText(std::isinf(stepsPerSecond)
                      ? tr("as fast as it goes")
                      : tr("%1 %2/s").arg(grouped(std::llround(stepsPerSecond)), unit_));
}

}  // namespace lossarium::ui
