// Parameters that optimisers share.
#pragma once

#include "core/base/value.h"

#include <array>
#include <string_view>

namespace lossarium {

constexpr ParameterSpec learningRateParameter(
    double initial, std::string_view hint =
                        "How far a step goes for a given gradient. Too small: slow. Too large: the run "
                        "overshoots and diverges.") {
  return {.id = "learning_rate",
          .label = "Learning rate",
          .minimum = 1e-6,
          .maximum = 1e6,
          .initial = initial,
          .scale = ParameterScale::logarithmic,
          .hint = hint};
}

constexpr ParameterSpec momentumParameter(double initial) {
  return {.id = "momentum",
          .label = "Momentum",
          .maximum = 0.999,
          .initial = initial,
          .hint =
              "The share of the last step's velocity that is kept: a heavy ball rolls through small "
              "dents and overshoots."};
}

constexpr ParameterSpec beta1Parameter(double initial = 0.9) {
  return {.id = "beta1",
          .label = "Beta 1",
          .maximum = 0.9999,
          .initial = initial,
          .hint = "How much of the mean gradient is kept from step to step."};
}

constexpr ParameterSpec beta2Parameter(
    double initial = 0.999,
    std::string_view hint = "How much of the mean squared gradient is kept from step to step.") {
  return {.id = "beta2", .label = "Beta 2", .maximum = 0.99999, .initial = initial, .hint = hint};
}

constexpr ParameterSpec epsilonParameter(double initial = 1e-8,
                                         std::string_view hint =
                                             "Added to what the gradient is divided by, so that "
                                             "nothing is divided by zero.") {
  return {.id = "epsilon",
          .label = "Epsilon",
          .minimum = 1e-16,
          .maximum = 1,
          .initial = initial,
          .scale = ParameterScale::logarithmic,
          .hint = hint,
          .seldomNeeded = true};
}

constexpr ParameterSpec weightDecayParameter(double initial) {
  return {.id = "weight_decay",
          .label = "Weight decay",
          .maximum = 10,
          .initial = initial,
          .scale = ParameterScale::logarithmic,
          .hint =
              "Each step takes this share, times the learning rate, off every weight, biases too; the "
              "gradient's scaling has no part in it."};
}

inline constexpr ParameterSpec scheduleParameter{
    .id = "schedule",
    .label = "Schedule",
    .kind = ParameterKind::choice,
    .initial = 0,
    .hint = "How the learning rate changes over the run.",
    .choices = "constant|step|exponential|cosine|warmup_cosine|one_cycle|inverse_sqrt"};

inline constexpr ParameterSpec scheduleDetails[] = {
    {.id = "schedule_decay",
     .label = "Decay factor",
     .minimum = 1e-6,
     .maximum = 1,
     .initial = 0.1,
     .scale = ParameterScale::logarithmic,
     .hint = "By this the learning rate is multiplied in each period.",
     .actsWhen = "schedule=step|exponential"},
    {.id = "schedule_period",
     .label = "Period",
     .kind = ParameterKind::integer,
     .unit = "epochs",
     .minimum = 1,
     .maximum = 1e9,
     .initial = 100,
     .scale = ParameterScale::logarithmic,
     .hint = "After so many epochs the learning rate has been multiplied by the decay factor once.",
     .actsWhen = "schedule=step|exponential"},
    {.id = "schedule_warmup",
     .label = "Warm-up",
     .initial = 0.1,
     .hint = "The share of the schedule in which the learning rate rises.",
     .actsWhen = "schedule=warmup_cosine|one_cycle|inverse_sqrt"},
    {.id = "schedule_epochs",
     .label = "Runs over",
     .kind = ParameterKind::integer,
     .unit = "epochs",
     .maximum = 1e9,
     .scale = ParameterScale::logarithmic,
     .hint = "Over how many epochs the schedule runs. 0: those that are planned.",
     .actsWhen = "schedule=cosine|warmup_cosine|one_cycle|inverse_sqrt"}};

inline constexpr ParameterSpec clipNormParameter{
    .id = "clip_norm",
    .label = "Clip gradient",
    .maximum = 1e6,
    .scale = ParameterScale::logarithmic,
    .hint = "A longer gradient is shortened to this length before it is used. 0: never.",
    .seldomNeeded = true};

/// The parameters of an optimiser with a learning rate: that, its own, and those of schedule and clipping.
template <class... Own>
constexpr auto withRate(const ParameterSpec& learningRate, const Own&... own) {
  return std::array{learningRate,       own...,
                    scheduleParameter,  scheduleDetails[0],
                    scheduleDetails[1], scheduleDetails[2],
                    scheduleDetails[3], clipNormParameter};
}

}  // namespace lossarium
