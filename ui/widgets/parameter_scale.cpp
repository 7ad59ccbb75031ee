#include "ui/widgets/parameter_scale.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

double logarithmicMinimum(const ParameterSpec& spec) {
  if (spec.minimum > 0) return spec.minimum;
  return spec.kind == ParameterKind::integer ? 1 : spec.maximum * 1e-7;
}

constexpr double openStep = 0.05;  // of a scale that is open below, where it is not wide
constexpr double openWidth = 3;    // how far below its maximum half of such a slider reaches

// Places may lie anywhere in a wide range to both sides of 0, and mostly lie near it: half of each side
// reaches as far as `nearZero`, and the further out, the wider the steps.
constexpr double widely = 1000;
constexpr double nearZero = 10;

bool isWideAroundZero(const ParameterSpec& spec) {
  return spec.scale == ParameterScale::linear && spec.kind == ParameterKind::real && spec.maximum >= widely &&
         spec.minimum == -spec.maximum;
}

double outFromZero(double value) { return value / (nearZero + std::abs(value)); }

double aroundZeroFraction(const ParameterSpec& spec, double value) {
  return 0.5 + 0.5 * outFromZero(value) / outFromZero(spec.maximum);
}

double aroundZeroValue(const ParameterSpec& spec, double fraction) {
  const double out = (2 * fraction - 1) * outFromZero(spec.maximum);
  return nearZero * out / (1 - std::abs(out));
}

// Three significant digits, but never out of range.
double rounded(const ParameterSpec& spec, double value) {
  if (value == 0) return 0;
  if (spec.scale == ParameterScale::openBelow && std::abs(value) < 100 * openStep)
    return std::round(value / openStep) * openStep;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 2);
  const double near =
      unit >= 1 ? std::round(value / unit) * unit : std::round(value / unit) / std::round(1 / unit);
  return std::clamp(spec.kind == ParameterKind::integer ? std::round(near) : near, spec.minimum,
                    spec.maximum);
}

}  // namespace

int sliderPosition(const ParameterSpec& spec, double value) {
  double fraction = 0;
  if (isWideAroundZero(spec)) {
    fraction = aroundZeroFraction(spec, value);
  } else if (spec.scale == ParameterScale::linear) {
    fraction = (value - spec.minimum) / (spec.maximum - spec.minimum);
  } else if (spec.scale == ParameterScale::openBelow) {
    fraction = openWidth / (openWidth + spec.maximum - value);
  } else {
    const double least = logarithmicMinimum(spec);
    fraction = value <= 0 ? 0 : std::log(value / least) / std::log(spec.maximum / least);
  }
  return static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * sliderSteps));
}

double sliderValue(const ParameterSpec& spec, int position) {
  if (position >= sliderSteps) return spec.maximum;
  const double fraction = static_cast<double>(position) / sliderSteps;
  if (isWideAroundZero(spec) && position > 0) return rounded(spec, aroundZeroValue(spec, fraction));
  if (spec.scale == ParameterScale::linear)
    return rounded(spec, spec.minimum + fraction * (spec.maximum - spec.minimum));
  if (position == 0) return spec.minimum;
  if (spec.scale == ParameterScale::openBelow)
    return rounded(spec, spec.maximum - openWidth * (1 - fraction) / fraction);
  const double least = logarithmicMinimum(spec);
  return rounded(spec, least * std::pow(spec.maximum / least, fraction));
}

}  // namespace lossarium::ui
