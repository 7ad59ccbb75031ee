#include "core/models/mlp_along.h"

#include "core/base/parallel_for.h"
#include "core/models/kernels.h"
#include "core/models/panels.h"

#include <algorithm>
#include <utility>

namespace lossarium {
namespace {

constexpr Index firstCacheBytes = 32768;  // for what a block of rows is made of, at one point
constexpr Index mixedBytes = 131072;      // for the weights of some points at once
constexpr Index mostPoints = 64;

template <class Number>
constexpr Index bytesOf = static_cast<Index>(sizeof(Number));

template <class Number>
Index blockRowsFor(Index widest) {
  const Index rows = firstCacheBytes / (4 * widest * bytesOf<Number>);
  const Index step = 2 * panels::lanesOf<Number>;  // products take two panels at a time
  return std::clamp<Index>(rows / step * step, step, 512);
}

template <class Number>
void fillPanels(const ConstRows& values, Number* panels) {
  constexpr Index lanes = panels::lanesOf<Number>;
  for (Index row = 0; row < values.rows(); row += lanes)
    for (Index unit = 0; unit < values.cols(); ++unit, panels += lanes)
      for (Index i = 0; i < lanes; ++i)
        panels[i] = row + i < values.rows() ? static_cast<Number>(values(row + i, unit)) : Number(0);
}

template <class Number>
void readPanels(const Number* panels, Rows values) {
  constexpr Index lanes = panels::lanesOf<Number>;
  for (Index row = 0; row < values.rows(); row += lanes)
    for (Index unit = 0; unit < values.cols(); ++unit, panels += lanes)
      for (Index i = 0; i < std::min(lanes, values.rows() - row); ++i)
        values(row + i, unit) = static_cast<double>(panels[i]);
}

}  // namespace

// Each thread keeps its own.
template <class Number>
struct MlpAlong<Number>::Scratch {
  Numbers base, hidden, other, mixed;
  Matrix prediction;

  static Scratch& mine() {
    thread_local Scratch scratch;
    return scratch;
  }
  void provide(Index blockNumbers, Index mixedNumbers, Index rows, Index outputs) {
    for (Numbers* each : {&base, &hidden, &other}) each->resize(static_cast<std::size_t>(blockNumbers));
    mixed.resize(static_cast<std::size_t>(mixedNumbers));
    if (prediction.rows() != rows || prediction.cols() != outputs) prediction.resize(rows, outputs);
  }
};

template <class Number>
MlpAlong<Number>::MlpAlong(std::vector<NetworkLayer> layers, Activation activation, const Matrix& features,
                           const WeightPlane& plane)
    : layers_(std::move(layers)), activation_(activation), rows_(features.rows()) {
  for (const NetworkLayer& layer : layers_) widest_ = std::max(widest_, layer.units);
  blockRows_ = blockRowsFor<Number>(widest_);
  fillFirstSums(features, plane.origin, atOrigin_);
  fillFirstSums(features, plane.u, alongU_);
  fillFirstSums(features, plane.v, alongV_);
  const auto rest = [&](const Vector& weights) {
    return weights.segment(layers_[0].end(), layers_.back().end() - layers_[0].end());
  };
  restOrigin_ = rest(plane.origin);
  restU_ = rest(plane.u);
  restV_ = rest(plane.v);
}

template <class Number>
void MlpAlong<Number>::fillFirstSums(const Matrix& features, const Vector& weights, Numbers& sums) const {
  const auto& [inputs, units, weight, bias] = layers_[0];
  const Index blocks = (rows_ + blockRows_ - 1) / blockRows_;
  sums.resize(static_cast<std::size_t>(blocks * blockRows_ * units));
  parallelFor(blocks, [&, inputs = inputs, units = units, weight = weight, bias = bias](Index block) {
    const Index first = block * blockRows_, rows = std::min(blockRows_, rows_ - first);
    Vector panels(panels::padded(rows) * (inputs + units));
    Matrix sum(rows, units);
    double* out = panels.data() + panels::padded(rows) * inputs;
    panels::fill(features.middleRows(first, rows), panels.data());
    panels::kernels().forward(rows, inputs, units, panels.data(), weights.data() + weight,
                              weights.data() + bias, out);
    panels::read(out, sum);
    fillPanels<Number>(sum, sums.data() + first * units);
  });
}

template <class Number>
void MlpAlong<Number>::column(double a, const Vector& b, const Keep& keep) const {
  const Index rest = restOrigin_.size();
  const Index pointsAtOnce =
      std::clamp<Index>(mixedBytes / (bytesOf<Number> * std::max<Index>(rest, 1)), 1, mostPoints);
  Scratch& scratch = Scratch::mine();
  scratch.provide(blockRows_ * widest_, pointsAtOnce * rest, blockRows_, layers_.back().units);
  for (Index first = 0; first < b.size(); first += pointsAtOnce) {
    const Index points = std::min(pointsAtOnce, b.size() - first);
    mixWeights(a, b.data() + first, points, scratch);
    for (Index row = 0; row < rows_; row += blockRows_)
      addBlock(row, a, b.data() + first, first, points, scratch, keep);
  }
}

template <class Number>
void MlpAlong<Number>::mixWeights(double a, const double* b, Index points, Scratch& scratch) const {
  const Index rest = restOrigin_.size();
  for (Index point = 0; point < points; ++point)
    Eigen::Map<Eigen::Array<Number, Eigen::Dynamic, 1>>(scratch.mixed.data() + point * rest, rest) =
        (restOrigin_ + a * restU_ + b[point] * restV_).array().template cast<Number>();
}

template <class Number>
void MlpAlong<Number>::addBlock(Index firstRow, double a, const double* b, Index firstPoint, Index points,
                                Scratch& scratch, const Keep& keep) const {
  const Index units = layers_[0].units, rows = std::min(blockRows_, rows_ - firstRow);
  const Index height = panels::padded<Number>(rows), count = height * units, from = firstRow * units;
  const auto& kernels = panels::kernelsFor<Number>();
  kernels.move(count, atOrigin_.data() + from, alongU_.data() + from, static_cast<Number>(a),
               scratch.base.data());
  const auto prediction = scratch.prediction.topRows(rows);
  for (Index point = 0; point < points; ++point) {
    kernels.move(count, scratch.base.data(), alongV_.data() + from, static_cast<Number>(b[point]),
                 scratch.hidden.data());
    const Number* weights = scratch.mixed.data() + point * restOrigin_.size();
    readPanels<Number>(lastSums(height, weights, scratch.hidden.data(), scratch.other.data()), prediction);
    keep(firstPoint + point, firstRow, prediction);
  }
}

// From the sums of the first layer, in `hidden`, on.
template <class Number>
const Number* MlpAlong<Number>::lastSums(Index height, const Number* weights, Number* hidden,
                                         Number* other) const {
  const Index behind = layers_[0].end();
  for (std::size_t l = 1; l < layers_.size(); ++l) {
    const auto& [inputs, units, weight, bias] = layers_[l];
    activate(activation_, inputs * height, hidden, hidden);
    panels::kernelsFor<Number>().forward(height, inputs, units, hidden, weights + weight - behind,
                                         weights + bias - behind, other);
    std::swap(hidden, other);
  }
  return hidden;
}

template class MlpAlong<double>;
template class MlpAlong<float>;

std::unique_ptr<const ModelAlong> Mlp::along(const Matrix& features, const WeightPlane& plane,
                                             Precision precision) const {
  if (precision == Precision::exact)
    return std::make_unique<MlpAlong<double>>(layers_, activation_, features, plane);
  return std::make_unique<MlpAlong<float>>(layers_, activation_, features, plane);
}

}  // namespace lossarium
