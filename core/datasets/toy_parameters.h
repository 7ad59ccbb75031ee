// Dials that drawn data sets share.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

constexpr ParameterSpec samplesParameter(double fewest = 2) {
  return {.id = "samples",
          .label = "Samples",
          .kind = ParameterKind::integer,
          .minimum = fewest,
          .maximum = 100000,
          .initial = 200,
          .scale = ParameterScale::logarithmic,
          .hint = "How many points are drawn."};
}

/// A normal deviation in the unit of what it moves.
constexpr ParameterSpec noiseParameter(double most, double initial, std::string_view hint) {
  return {.id = "noise", .label = "Noise", .minimum = 0, .maximum = most, .initial = initial, .hint = hint};
}

/// TensorFlow Playground's dial, there 0 to 50 (percent).
constexpr ParameterSpec playgroundNoiseParameter(double initial, std::string_view hint) {
  return noiseParameter(0.5, initial, hint);
}

constexpr ParameterSpec outliersParameter(double initial) {
  return {.id = "outliers",
          .label = "Outliers",
          .minimum = 0,
          .maximum = 0.5,
          .initial = initial,
          .hint = "Share of the points that are lifted off by the outlier size."};
}

constexpr ParameterSpec outlierSizeParameter(double most, double initial) {
  return {.id = "outlier_size",
          .label = "Outlier size",
          .minimum = 0,
          .maximum = most,
          .initial = initial,
          .hint =
              "How far an outlier is lifted: squared errors follow without end, absolute ones count sides "
              "only."};
}

inline constexpr ParameterSpec labelNoiseParameter{
    .id = "label_noise",
    .label = "Label noise",
    .minimum = 0,
    .maximum = 0.5,
    .initial = 0,
    .hint =
        "Share of the points that carry a wrong class. Nobody can foresee them: what learns them anyway "
        "over-fits."};

constexpr ParameterSpec classesParameter(double most, double initial) {
  return {.id = "classes",
          .label = "Classes",
          .kind = ParameterKind::integer,
          .minimum = 2,
          .maximum = most,
          .initial = initial,
          .hint = "Two make a binary task with one logit, more a logit for each class."};
}

inline constexpr ParameterSpec seedParameter{.id = "seed",
                                             .label = "Seed",
                                             .kind = ParameterKind::integer,
                                             .minimum = smallestSeed,
                                             .maximum = largestSeed,
                                             .initial = 7,
                                             .hint = "The same seed gives the same points, everywhere."};

}  // namespace lossarium
