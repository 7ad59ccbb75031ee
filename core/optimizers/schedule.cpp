#include "core/optimizers/schedule.h"

#include "core/optimizers/common_parameters.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lossarium {
namespace {

constexpr double warmupStart = 0.01;
constexpr double cycleStart = 1.0 / 25, cycleEnd = cycleStart / 1e4;

// From `first` to `last` along half a cosine.
double cosineBetween(double first, double last, double share) {
  return last + (first - last) / 2 * (1 + std::cos(std::numbers::pi * share));
}

ScheduleKind kindOf(const std::string& word) {
  const auto words = choiceWords(scheduleParameter);
  return static_cast<ScheduleKind>(std::find(words.begin(), words.end(), word) - words.begin());
}

}  // namespace

Schedule::Schedule(const Choice& optimizer)
    : kind_(kindOf(optimizer.text("schedule"))),
      epochs_(optimizer.integer("schedule_epochs")),
      decay_(optimizer.real("schedule_decay")),
      period_(static_cast<double>(optimizer.integer("schedule_period"))),
      warmup_(optimizer.real("schedule_warmup")) {}

double Schedule::factor(double epoch, double horizon) const {
  const double time = std::min(epoch, horizon);
  switch (kind_) {
    case ScheduleKind::constant:
      return 1;
    case ScheduleKind::step:
      return std::pow(decay_, std::floor(std::floor(epoch) / period_));
    case ScheduleKind::exponential:
      return std::pow(decay_, std::floor(epoch) / period_);
    case ScheduleKind::cosine:
      return cosineBetween(1, 0, time / horizon);
    case ScheduleKind::warmupCosine:
      return warmedUp(time, horizon);
    case ScheduleKind::oneCycle:
      return oneCycle(time, horizon);
    case ScheduleKind::inverseSqrt: {
      const double warmup = std::max(1.0, warmup_ * horizon);
      return std::min((epoch + 1) / warmup, std::sqrt(warmup / (epoch + 1)));
    }
  }
  return 1;
}

double Schedule::warmedUp(double epoch, double horizon) const {
  const double warmup = warmup_ * horizon;
  if (epoch < warmup) return warmupStart + (1 - warmupStart) * epoch / warmup;
  return warmup < horizon ? cosineBetween(1, 0, (epoch - warmup) / (horizon - warmup)) : 1;
}

double Schedule::oneCycle(double epoch, double horizon) const {
  const double peak = warmup_ * horizon;
  if (epoch < peak) return cosineBetween(cycleStart, 1, epoch / peak);
  return peak < horizon ? cosineBetween(1, cycleEnd, (epoch - peak) / (horizon - peak)) : 1;
}

}  // namespace lossarium
