// Schedules of the learning rate: a factor on it as a function of time e in epochs and of the horizon H, the
// epochs over which the schedule runs. Past the horizon cosines and the cycle stay what they were there.
//
// - step: γ^⌊e/p⌋ with decay factor γ and period p, PyTorch's StepLR(step_size = p, gamma = γ).
// - exponential: γ^(⌊e⌋/p), ExponentialLR(gamma = γ^(1/p)); with p = 1 its gamma is γ.
// - cosine: ½·(1 + cos(π·e/H)), CosineAnnealingLR(T_max = H, eta_min = 0).
// - warmup_cosine: from 0.01 linearly to 1 in the first share s of H, then a cosine to 0: SequentialLR of
// LinearLR(start_factor = 0.01, total_iters = s·H) and CosineAnnealingLR.
// - one_cycle: by a cosine from 1/25 to 1 at s·H, by another to 1/250,000 at H: OneCycleLR with max_lr the
// learning rate and momentum left alone; its T steps count H + 1 points in time, with the peak at
// pct_start·T − 1. Source: Smith & Topin 2018.
// - inverse_sqrt: min(t/w, √(w/t)) with t = e + 1 and w = max(1, s·H): up linearly, then down, as in Vaswani
// et al. 2017, whose t counts from 1, too, divided by its peak.
//
// `step` and `exponential` change at whole epochs, as PyTorch's do when stepped once an epoch; the others are
// continuous and agree with PyTorch's there.
#pragma once

#include "core/base/value.h"

#include <cstdint>

namespace lossarium {

enum class ScheduleKind { constant, step, exponential, cosine, warmupCosine, oneCycle, inverseSqrt };

class Schedule {
 public:
  Schedule() = default;  ///< constant
  /// From an optimiser's completed parameters.
  explicit Schedule(const Choice& optimizer);

  bool isConstant() const { return kind_ == ScheduleKind::constant; }
  /// `epoch` is the time: epochs completed and the share done of the present one. Both count epochs; the
  /// horizon is above 0.
  double factor(double epoch, double horizon) const;
  /// Over how many epochs it runs where so many are planned.
  std::int64_t horizon(std::int64_t planned) const { return epochs_ > 0 ? epochs_ : planned; }

 private:
  double warmedUp(double epoch, double horizon) const;
  double oneCycle(double epoch, double horizon) const;

  ScheduleKind kind_ = ScheduleKind::constant;
  std::int64_t epochs_ = 0;  ///< 0: those that are planned
  double decay_ = 1;
  double period_ = 1;
  double warmup_ = 0;
};

}  // namespace lossarium
