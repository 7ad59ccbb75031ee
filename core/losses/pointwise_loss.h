// A loss of one output and one target: its formula is three functions, its kernel is one pass that the
// compiler turns into vector instructions (which is why formulas select with ?: and never branch or return
// early).
#pragma once

#include "core/base/stream_out.h"
#include "core/base/vector_math.h"
#include "core/losses/loss.h"

#include <algorithm>

namespace lossarium {

/// `Formula` has `static constexpr LossSpec spec`, `explicit Formula(const Choice&)`, `traits()`, perhaps
/// `kinks()`, and `value`, `slope`, `curvature`: functions of prediction and target, or of one number, which
/// is the residual of a regression and the margin of a binary loss (the logit, turned so that up is right).
/// `static constexpr bool fewOperations = true` where `value` is a dozen operations at most: surfaces then
/// sum it for many points at once.
template <class Formula>
class PointwiseLoss final : public Loss {
 public:
  explicit PointwiseLoss(const Formula& formula) : formula_(formula) {}

  const LossSpec& spec() const override { return Formula::spec; }
  LossTraits traits() const override { return formula_.traits(); }
  std::vector<double> kinks() const override {
    if constexpr (requires { formula_.kinks(); })
      return formula_.kinks();
    else
      return {};
  }

  void evaluate(const LossBlock& block) const override {
    if (block.value && block.slope)
      block.rows < streamedFrom
          ? fillValueAndSlope(block.rows, block.prediction, block.target, block.value, block.slope)
          : streamValueAndSlope(block);
    else if (block.value)
      fill(block, block.value, [f = formula_](double p, double t) { return valueAt(f, p, t); });
    else if (block.slope)
      fill(block, block.slope, [f = formula_](double p, double t) { return slopeAt(f, p, t); });
    if (block.curvature) fillCurvature(block);
  }

  bool addsAlong() const override { return fewOperations; }

  void addAlong([[maybe_unused]] const LossLines& lines) const override {
    if constexpr (fewOperations)
      for (Index point = 0; point < lines.points; point += pointsAtOnce)
        addAlongSome(lines, point, std::min(pointsAtOnce, lines.points - point));
  }

  static std::unique_ptr<const Loss> make(const Choice& choice) {
    return std::make_unique<PointwiseLoss>(Formula(choice));
  }

 private:
  // Four rows of eight points fit the registers; a longer formula is faster row after row.
  static constexpr bool fewOperations = requires { requires Formula::fewOperations; };
  static constexpr bool ofOneNumber = requires(const Formula& f) { f.value(1.0); };
  static constexpr bool ofResidual = ofOneNumber && Formula::spec.task == Task::regression;
  static constexpr bool ofMargin = ofOneNumber && Formula::spec.task == Task::binary;

  static double valueAt(const Formula& f, double prediction, double target) {
    if constexpr (ofMargin)
      return f.value(target > 0 ? prediction : -prediction);
    else if constexpr (ofOneNumber)
      return f.value(prediction - target);
    else
      return f.value(prediction, target);
  }

  static double slopeAt(const Formula& f, double prediction, double target) {
    if constexpr (ofMargin) {
      const double slope = f.slope(target > 0 ? prediction : -prediction);
      return target > 0 ? slope : -slope;
    } else if constexpr (ofOneNumber) {
      return f.slope(prediction - target);
    } else {
      return f.slope(prediction, target);
    }
  }

  static double curvatureAt(const Formula& f, double prediction, double target) {
    if constexpr (ofMargin)
      return f.curvature(target > 0 ? prediction : -prediction);
    else if constexpr (ofOneNumber)
      return f.curvature(prediction - target);
    else
      return f.curvature(prediction, target);
  }

  // Flattened, that is with all calls inside: a call in the loop would keep it from becoming vector
  // instructions.
  [[gnu::flatten]] void fillValueAndSlope(Index rows, const double* __restrict prediction,
                                          const double* __restrict target, double* __restrict value,
                                          double* __restrict slope) const {
    const Formula f = formula_;
    for (Index i = 0; i < rows; ++i) {
      // Read once: after a store the compiler would read, and compute, again.
      const double p = prediction[i], t = target[i];
      const double v = valueAt(f, p, t), s = slopeAt(f, p, t);
      value[i] = v;
      slope[i] = s;
    }
  }

  void streamValueAndSlope(const LossBlock& block) const {
    constexpr Index rowsAtATime = 512;
    double value[rowsAtATime], slope[rowsAtATime];
    for (Index first = 0; first < block.rows; first += rowsAtATime) {
      const Index rows = std::min(rowsAtATime, block.rows - first);
      fillValueAndSlope(rows, block.prediction + first, block.target + first, value, slope);
      streamOut(block.value + first, value, rows);
      streamOut(block.slope + first, slope, rows);
    }
    finishStreaming();
  }

  static constexpr Index pointsAtOnce = 8;

  // Vectors run along the points; four rows at a time, for a sum waits for the one before.
  [[gnu::flatten]] void addAlongSome(const LossLines& lines, Index first, Index count) const {
    double step[pointsAtOnce], sum[pointsAtOnce] = {};
    for (Index k = 0; k < pointsAtOnce; ++k) step[k] = lines.step[first + std::min(k, count - 1)];
    const Formula f = formula_;
    Index i = 0;
    for (; i + 4 <= lines.rows; i += 4) {
      const Line a(lines, i), b(lines, i + 1), c(lines, i + 2), d(lines, i + 3);
      for (Index k = 0; k < pointsAtOnce; ++k)
        sum[k] +=
            (a.valueAt(f, step[k]) + b.valueAt(f, step[k])) + (c.valueAt(f, step[k]) + d.valueAt(f, step[k]));
    }
    for (; i < lines.rows; ++i) {
      const Line a(lines, i);
      for (Index k = 0; k < pointsAtOnce; ++k) sum[k] += a.valueAt(f, step[k]);
    }
    for (Index k = 0; k < count; ++k) lines.sum[first + k] += sum[k];
  }

  // One row of LossLines; of a residual the target is taken off once.
  struct Line {
    double base, along, target;

    Line(const LossLines& lines, Index i)
        : base(ofResidual ? lines.base[i] - lines.target[i] : lines.base[i]),
          along(lines.along[i]),
          target(ofResidual ? 0 : lines.target[i]) {}

    double valueAt(const Formula& f, double step) const {
      const double at = multiplyAdd(step, along, base);
      if constexpr (ofResidual)
        return f.value(at);
      else
        return PointwiseLoss::valueAt(f, at, target);
    }
  };

  template <class Function>
  [[gnu::flatten]] static void fill(const LossBlock& block, double* __restrict out, Function function) {
    const double* __restrict prediction = block.prediction;
    const double* __restrict target = block.target;
    for (Index i = 0; i < block.rows; ++i) out[i] = function(prediction[i], target[i]);
  }

  [[gnu::flatten]] void fillCurvature(const LossBlock& block) const {
    const Formula f = formula_;
    for (Index i = 0; i < block.rows; ++i)
      block.curvature[i] = curvatureAt(f, block.prediction[i], block.target[i]) * block.direction[i];
  }

  Formula formula_;
};

}  // namespace lossarium
