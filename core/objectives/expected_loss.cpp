#include "core/objectives/expected_loss.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace lossarium {
namespace {

// Panels of the noise. Beyond 8 deviations lie 10⁻¹⁵ of a normal one.
constexpr double normalBorders[] = {-8, -6, -4.5, -3, -2, -1, 0, 1, 2, 3, 4.5, 6, 8};
constexpr double triangularBorders[] = {-1, -0.5, 0, 0.5, 1};

std::span<const double> bordersOf(NoiseShape shape) {
  return shape == NoiseShape::normal ? std::span<const double>(normalBorders) : triangularBorders;
}

double density(NoiseShape shape, double noise) {
  if (shape == NoiseShape::triangular) return std::max(0.0, 1 - std::abs(noise));
  return std::exp(-0.5 * noise * noise) * (0.5 * std::numbers::inv_sqrtpi * std::numbers::sqrt2);
}

// Abramowitz & Stegun, table 25.4, n = 8; the other half mirrors them.
constexpr struct {
  double node, weight;
} legendre[] = {{0.183434642495649805, 0.362683783378361983},
                {0.525532409916328986, 0.313706645877887287},
                {0.796666477413626740, 0.222381034453374471},
                {0.960289856497536232, 0.101228536290376259}};

// A share of the noise this small may lie outside of a loss' domain.
constexpr double negligible = 1e-6;

double predictionOf(const LossSpec& spec, double value) {
  if (!spec.logarithmOfRate) return value;
  return value > 0 ? std::log(value) : -infinity;
}

}  // namespace

NoisyTarget::NoisyTarget(const Loss& loss, const Truth& truth, double centre, double scale)
    : loss_(loss), truth_(truth), centre_(centre), scale_(scale), kinks_(loss.kinks()) {}

double NoisyTarget::lowest() const {
  const auto centre = centres();
  return *std::min_element(centre.begin(), centre.end()) + scale_ * bordersOf(truth_.shape).front();
}

double NoisyTarget::highest() const {
  const auto centre = centres();
  return *std::max_element(centre.begin(), centre.end()) + scale_ * bordersOf(truth_.shape).back();
}

std::vector<double> NoisyTarget::centres() const {
  std::vector<double> centres;
  for (const ShiftedShare& each : truth_.shifts) centres.push_back(centre_ + each.shift);
  return centres;
}

void NoisyTarget::addPanel(double from, double to, double centre, double share) {
  const double middle = 0.5 * (from + to), half = 0.5 * (to - from);
  for (const auto& [node, weight] : legendre)
    for (const double noise : {middle - half * node, middle + half * node}) {
      targets_.push_back(centre + scale_ * noise);
      weights_.push_back(share * half * weight * density(truth_.shape, noise));
    }
}

// A loss in percent of the target all but breaks at a target of 0: ever narrower panels lead there.
void NoisyTarget::addBordersAboutZero(double centre) {
  const auto own = bordersOf(truth_.shape);
  for (double distance = 1; distance > 1e-9; distance /= 10)
    for (const double noise : {-centre / scale_ - distance, -centre / scale_ + distance})
      if (noise > own.front() && noise < own.back()) borders_.push_back(noise);
}

void NoisyTarget::addNodes(double prediction, const ShiftedShare& part) {
  const double centre = centre_ + part.shift;
  if (scale_ == 0) {
    targets_.push_back(centre);
    weights_.push_back(part.share);
    return;
  }
  const auto own = bordersOf(truth_.shape);
  borders_.assign(own.begin(), own.end());
  for (const double kink : kinks_) {
    const double noise = (prediction - kink - centre) / scale_;
    if (noise > own.front() && noise < own.back()) borders_.push_back(noise);
  }
  if (loss_.spec().byTarget) addBordersAboutZero(centre);
  std::sort(borders_.begin(), borders_.end());
  for (std::size_t i = 1; i < borders_.size(); ++i)
    if (borders_[i - 1] < borders_[i]) addPanel(borders_[i - 1], borders_[i], centre, part.share);
}

double NoisyTarget::expectedLoss(double prediction) {
  const LossSpec& spec = loss_.spec();
  const double predicted = predictionOf(spec, prediction);
  if (!std::isfinite(predicted) || !spec.predictions.contains(predicted)) return infinity;
  targets_.clear();
  weights_.clear();
  for (const ShiftedShare& part : truth_.shifts) addNodes(predicted, part);
  predictions_.assign(targets_.size(), predicted);
  values_.resize(targets_.size());
  const auto count = static_cast<Index>(targets_.size());
  loss_.evaluate({.rows = count,
                  .stride = count,
                  .targetStride = count,
                  .prediction = predictions_.data(),
                  .target = targets_.data(),
                  .value = values_.data()});
  double sum = 0, inside = 0, outside = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (!spec.targets.contains(targets_[i])) {
      outside += weights_[i];
      continue;
    }
    sum += weights_[i] * values_[i];
    inside += weights_[i];
  }
  return outside > negligible ? std::nan("") : sum / inside;
}

DrawnClass::DrawnClass(const Loss& loss, const Vector& probabilities)
    : loss_(loss),
      probabilities_(probabilities),
      targets_(Vector::LinSpaced(probabilities.size(), 0, static_cast<double>(probabilities.size() - 1))),
      values_(probabilities.size()) {}

void DrawnClass::evaluate(const Vector& scores, double* slope) {
  const Index classes = probabilities_.size();
  predictions_ = scores.transpose().replicate(classes, 1);
  loss_.evaluate({.rows = classes,
                  .outputs = scores.size(),
                  .stride = classes,
                  .targetStride = classes,
                  .prediction = predictions_.data(),
                  .target = targets_.data(),
                  .value = values_.data(),
                  .slope = slope});
}

// A class that never comes costs nothing, not even where its loss is infinite.
double DrawnClass::expectedLoss(const Vector& scores) {
  evaluate(scores, nullptr);
  double sum = 0;
  for (Index k = 0; k < probabilities_.size(); ++k)
    if (probabilities_[k] > 0) sum += probabilities_[k] * values_[k];
  return sum;
}

Vector DrawnClass::slope(const Vector& scores) {
  slopes_.resize(probabilities_.size(), scores.size());
  evaluate(scores, slopes_.data());
  return slopes_.transpose() * probabilities_;
}

}  // namespace lossarium
