#include "ui/plots/loss_scale.h"

#include "core/landscape/contours.h"
#include "core/landscape/flatness.h"
#include "ui/plots/axis_ticks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr double mostDecades = 1e8;      // between the greatest and the least loss before an offset is needed
constexpr double groundFraction = 1e-6;  // of the range, where the logarithm of the least loss is put
constexpr double quantile = 0.97;        // above it a linear scale may be cut …
constexpr double towering = 4;           // … when the peaks stand this many times higher
constexpr double headroom = 1.15;
constexpr int levelCount = 12;
constexpr int tickCount = 5;

std::vector<double> finiteValues(const Surface& surface) {
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(surface.values.size()));
  for (const double value : surface.values.reshaped())
    if (std::isfinite(value)) values.push_back(value);
  return values;
}

double readableTop(std::vector<double>& values, double minimum, double maximum) {
  const auto rank = static_cast<std::ptrdiff_t>(quantile * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  const double usual = values[static_cast<std::size_t>(rank)] - minimum;
  if (usual <= 0 || maximum / towering - minimum / towering <= usual) return maximum;
  return minimum + headroom * usual;
}

}  // namespace

LossScale::LossScale(const Surface& surface, bool logarithmic) : logarithmic_(logarithmic) {
  std::vector<double> values = finiteValues(surface);
  if (values.empty()) return;
  valid_ = true;
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  minimum_ = *least;
  maximum_ = highest_ = *greatest;
  if (isFlat(minimum_, maximum_)) {
    // A flat sheet lies in the middle of a range of its own size.
    logarithmic_ = false;
    const double around = minimum_ == 0 ? 1 : std::max(0.5 * std::abs(minimum_), 1e-300);
    minimum_ -= around;
    maximum_ = highest_ = std::min(maximum_ + around, std::numeric_limits<double>::max());
    minimum_ = std::max(minimum_, std::numeric_limits<double>::lowest());
  }
  // A range that overflows has no offset to start its decades from.
  logarithmic_ = logarithmic_ && std::isfinite(maximum_ - minimum_);
  if (!logarithmic_) {
    maximum_ = readableTop(values, minimum_, maximum_);
  }
  chooseOffset();
  bottom_ = shaped(minimum_);
  span_ = shaped(maximum_) - bottom_;
}

void LossScale::chooseOffset() {
  if (!logarithmic_ || (minimum_ > 0 && maximum_ / minimum_ <= mostDecades)) return;
  offset_ = groundFraction * (maximum_ - minimum_) - minimum_;
}

// Halves and eighths keep differences of the largest doubles finite.
double LossScale::shaped(double loss) const {
  if (!logarithmic_) return loss / 8;
  return std::log10(std::max(loss + offset_, std::numeric_limits<double>::min()));
}

double LossScale::fraction(double loss) const {
  if (!std::isfinite(loss)) return std::numeric_limits<double>::quiet_NaN();
  return (shaped(loss) - bottom_) / span_;
}

double LossScale::loss(double fraction) const {
  const double value = bottom_ + fraction * span_;
  return logarithmic_ ? std::pow(10.0, value) - offset_ : 8 * value;
}

std::vector<double> LossScale::levels() const {
  if (!valid_) return {};
  if (!logarithmic_ || minimum_ >= 0) return contourLevels(minimum_, maximum_, levelCount, logarithmic_);
  // Below zero the decades are counted from the least loss.
  std::vector<double> levels = contourLevels(0, maximum_ - minimum_, levelCount, true);
  for (double& level : levels) level += minimum_;
  return levels;
}

std::vector<double> LossScale::ticks() const {
  if (!valid_) return {};
  std::vector<double> all = logarithmic_ && minimum_ >= 0
                                ? niceLogTicks(std::max(minimum_, loss(0.02)), maximum_, tickCount + 1)
                                : niceTicks(minimum_, maximum_, tickCount);
  std::vector<double> spread;
  // A logarithm crowds ordinary ticks towards the top: keep those that stand apart.
  for (auto tick = all.rbegin(); tick != all.rend(); ++tick)
    if (spread.empty() || fraction(spread.back()) - fraction(*tick) > 0.06) spread.push_back(*tick);
  std::reverse(spread.begin(), spread.end());
  return spread;
}

}  // namespace lossarium::ui
