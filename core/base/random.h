// Random numbers that are the same bytes on every platform for the same seed: the standard library fixes its
// engines but not its distributions. Engine: xoshiro256++ (Blackman & Vigna 2019), seeded by splitmix64.
#pragma once

#include "core/base/matrix.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lossarium {

class Random {
 public:
  /// Streams of one seed are independent, so that a new use of randomness does not shift the others.
  Random(std::uint64_t seed, std::string_view stream);

  std::uint64_t bits();
  /// Uniform in (0, 1), an odd multiple of 2⁻⁵³: never 0, never 1.
  double uniform();
  double uniform(double minimum, double maximum);
  /// Standard normal, by inversion (Wichura 1988, algorithm AS 241, relative error near 1e-16).
  double normal();
  /// Uniform in 0 … bound − 1, without bias (by rejection). bound ≥ 1.
  std::uint64_t below(std::uint64_t bound);
  /// Fisher–Yates.
  void shuffle(std::span<Index> items);
  /// 0 … count − 1 in random order.
  std::vector<Index> permutation(Index count);

 private:
  std::array<std::uint64_t, 4> state_;
};

/// The standard normal quantile of p in (0, 1).
double normalQuantile(double p);

}  // namespace lossarium
