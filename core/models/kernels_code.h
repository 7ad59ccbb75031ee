// The code of the kernels, for one type of vector. Only the files that build them include it, each for
// another processor: so all of it is inlined or the file's own, or else one of them would run the other's
// instructions.
#pragma once

#include "core/base/vector_math.h"
#include "core/models/kernels.h"
#include "core/models/panel_layout.h"

namespace lossarium::panels {

typedef double Vector4 __attribute__((vector_size(32)));
typedef std::uint64_t Bits4 __attribute__((vector_size(32)));
#ifdef __AVX512F__
typedef double Vector8 __attribute__((vector_size(64)));
typedef std::uint64_t Bits8 __attribute__((vector_size(64)));
#endif

}  // namespace lossarium::panels

namespace lossarium::vector_math {

template <>
struct BitsOf<panels::Vector4> {
  typedef panels::Bits4 type;
};
#ifdef __AVX512F__
template <>
struct BitsOf<panels::Vector8> {
  typedef panels::Bits8 type;
};
#endif

}  // namespace lossarium::vector_math

namespace lossarium::panels {
namespace {

#define LOSSARIUM_INLINE inline __attribute__((always_inline))

// Of a tile of weights and a panel, so that both stay in the first-level cache.
constexpr Index inputsAtOnce = 256;
constexpr int outputsAtOnce = 3;

template <class Vector>
LOSSARIUM_INLINE Vector load(const double* from) {
  Vector result;
  __builtin_memcpy(&result, from, sizeof result);
  return result;
}
template <class Vector>
LOSSARIUM_INLINE void store(double* to, Vector v) {
  __builtin_memcpy(to, &v, sizeof v);
}

template <class Vector>
constexpr int widthOf = sizeof(Vector) / sizeof(double);

constexpr Index smaller(Index a, Index b) { return a < b ? a : b; }

// Calls body with `count` as a constant, 1 to most.
template <int most, class Body>
LOSSARIUM_INLINE void withConstant(Index count, const Body& body) {
  if constexpr (most > 1)
    if (count < most) return withConstant<most - 1>(count, body);
  body.template operator()<most>();
}

// A weight of input k and output c of a tile; the two products walk through the same weights in two ways.
struct AlongInputs {
  const double* weight;
  Index inputs;
  LOSSARIUM_INLINE double operator()(Index k, Index c) const { return weight[c * inputs + k]; }
  LOSSARIUM_INLINE AlongInputs from(Index k, Index c) const { return {weight + c * inputs + k, inputs}; }
};
struct AlongOutputs {
  const double* weight;
  Index inputs;
  LOSSARIUM_INLINE double operator()(Index k, Index c) const { return weight[k * inputs + c]; }
  LOSSARIUM_INLINE AlongOutputs from(Index k, Index c) const { return {weight + k * inputs + c, inputs}; }
};

// How vectors lie on panels: two halves of one, or one each of two.
template <class Vector>
constexpr bool halves = widthOf<Vector> < lanes;

template <class Vector>
struct Tiling {
  static constexpr int columns = halves<Vector> ? 6 : 8;  ///< what the registers hold

  // Of seven or eight results two halves are better than six and a rest.
  static Index next(Index left) {
    if (left <= columns) return left;
    return halves<Vector> && left <= 8 ? 4 : columns;
  }
};

// `parts` vectors of rows, `columns` results: z += a·w over `count` inputs, from the bias or 0 at the first
// of them. All sums stay in registers.
template <class Vector, int parts, int columns, class Weights>
LOSSARIUM_INLINE void tile(Index count, const double* a, Index aPart, const Weights& weights, bool first,
                           const double* bias, double* z, Index zPart) {
  Vector sum[columns][parts];
#pragma GCC unroll 8
  for (int c = 0; c < columns; ++c)
#pragma GCC unroll 2
    for (int p = 0; p < parts; ++p)
      sum[c][p] = !first ? load<Vector>(z + c * lanes + p * zPart) : Vector{} + (bias ? bias[c] : 0.0);
  for (Index k = 0; k < count; ++k) {
    Vector x[parts];
#pragma GCC unroll 2
    for (int p = 0; p < parts; ++p) x[p] = load<Vector>(a + k * lanes + p * aPart);
#pragma GCC unroll 8
    for (int c = 0; c < columns; ++c) {
      const Vector w = Vector{} + weights(k, c);
#pragma GCC unroll 2
      for (int p = 0; p < parts; ++p) sum[c][p] += x[p] * w;
    }
  }
#pragma GCC unroll 8
  for (int c = 0; c < columns; ++c)
#pragma GCC unroll 2
    for (int p = 0; p < parts; ++p) store(z + c * lanes + p * zPart, sum[c][p]);
}

// z = a·w + bias for all panels: `from` units of a, `to` units of z.
template <class Vector, class Weights>
LOSSARIUM_INLINE void product(Index rows, Index from, Index to, const double* a, const Weights& all,
                              const double* bias, double* z) {
  constexpr Index both = halves<Vector> ? lanes : 2 * lanes;  // rows of two vectors
  const Index end = padded(rows);
  for (Index k = 0; k < from; k += inputsAtOnce) {
    const Index count = smaller(inputsAtOnce, from - k);
    for (Index c = 0, columns; c < to; c += columns) {
      columns = Tiling<Vector>::next(to - c);
      const Weights weights = all.from(k, c);
      const double* start = bias ? bias + c : nullptr;
      withConstant<Tiling<Vector>::columns>(columns, [&]<int some>() {
        Index row = 0;
        for (; row + both <= end; row += both)
          tile<Vector, 2, some>(count, a + row * from + k * lanes, halves<Vector> ? lanes / 2 : lanes * from,
                                weights, k == 0, start, z + row * to + c * lanes,
                                halves<Vector> ? lanes / 2 : lanes * to);
        if (row < end)
          tile<Vector, 1, some>(count, a + row * from + k * lanes, 0, weights, k == 0, start,
                                z + row * to + c * lanes, 0);
      });
    }
  }
}

/// Sums over lanes, of each of as many vectors as one has lanes; in eighths: first those four apart, then
/// neighbours, then pairs.
LOSSARIUM_INLINE Vector4 sums(const Vector4 (&v)[4]) {
  const Vector4 ab =
      __builtin_shufflevector(v[0], v[1], 0, 4, 2, 6) + __builtin_shufflevector(v[0], v[1], 1, 5, 3, 7);
  const Vector4 cd =
      __builtin_shufflevector(v[2], v[3], 0, 4, 2, 6) + __builtin_shufflevector(v[2], v[3], 1, 5, 3, 7);
  return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

#ifdef __AVX512F__
LOSSARIUM_INLINE Vector8 folded(Vector8 a, Vector8 b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11) +
         __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
}
LOSSARIUM_INLINE Vector8 sums(const Vector8 (&v)[8]) {
  const Vector8 a = folded(v[0], v[4]), b = folded(v[1], v[5]), c = folded(v[2], v[6]),
                d = folded(v[3], v[7]);
  const Vector8 ab = __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14) +
                     __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
  const Vector8 cd = __builtin_shufflevector(c, d, 0, 8, 2, 10, 4, 12, 6, 14) +
                     __builtin_shufflevector(c, d, 1, 9, 3, 11, 5, 13, 7, 15);
  return __builtin_shufflevector(ab, cd, 0, 1, 8, 9, 4, 5, 12, 13) +
         __builtin_shufflevector(ab, cd, 2, 3, 10, 11, 6, 7, 14, 15);
}
#endif

// The rows of some outputs, as a tile of the outer product reads them.
struct Deltas {
  const double* first;
  Index step;  ///< from panel to panel
};

// gradient (outputs × inputs) += the products of deltas with some inputs' rows. Sums are kept in eight parts:
// with narrow vectors the lower and then the upper half of all panels.
template <class Vector, int outputs, int inputs>
LOSSARIUM_INLINE void outerTile(Index panelCount, Index units, const Deltas& deltas, const double* a,
                                double* gradient) {
  constexpr int width = widthOf<Vector>;
  Vector sum[outputs][width] = {};
#pragma GCC unroll 2
  for (Index half = 0; half < lanes; half += width) {
    Vector part[outputs][inputs] = {};
    for (Index p = 0; p < panelCount; ++p) {
      Vector delta[outputs];
#pragma GCC unroll 3
      for (int o = 0; o < outputs; ++o)
        delta[o] = load<Vector>(deltas.first + p * deltas.step + o * lanes + half);
#pragma GCC unroll 8
      for (int i = 0; i < inputs; ++i) {
        const Vector value = load<Vector>(a + p * lanes * units + i * lanes + half);
#pragma GCC unroll 3
        for (int o = 0; o < outputs; ++o) part[o][i] += delta[o] * value;
      }
    }
#pragma GCC unroll 3
    for (int o = 0; o < outputs; ++o)
#pragma GCC unroll 8
      for (int i = 0; i < inputs; ++i) sum[o][i] += part[o][i];
  }
#pragma GCC unroll 3
  for (int o = 0; o < outputs; ++o) {
    const Vector total = sums(sum[o]);
    double* to = gradient + o * units;
    if (inputs == width) store(to, load<Vector>(to) + total);
#pragma GCC unroll 8
    for (int i = 0; i < inputs % width; ++i) to[i] += total[i];
  }
}

template <class Vector>
LOSSARIUM_INLINE void addColumnSums(Index panelCount, Index units, const double* values, double* sum) {
  constexpr int width = widthOf<Vector>;
  for (Index u = 0; u < units; ++u) {
    Vector total[width] = {};
    for (Index half = 0; half < lanes; half += width) {
      Vector part = {};
      for (Index p = 0; p < panelCount; ++p) part += load<Vector>(values + (p * units + u) * lanes + half);
      total[0] += part;
    }
    sum[u] += sums(total)[0];
  }
}

// The rows of some outputs side by side: strides that are powers of two would fight for the same lines of the
// cache.
template <class Vector>
LOSSARIUM_INLINE void pack(Index panelCount, Index outputs, Index count, const double* delta,
                           double* packed) {
  for (Index p = 0; p < panelCount; ++p)
    for (Index i = 0; i < count * lanes; i += widthOf<Vector>, packed += widthOf<Vector>)
      store(packed, load<Vector>(delta + p * lanes * outputs + i));
}

template <class Vector>
void addOuter(Index rows, Index inputs, Index outputs, const double* delta, const double* a,
              double* weightGradient, double* biasGradient, double* packing) {
  constexpr Index fewPanels = 6;  // lines of one address in the cache
  constexpr int width = widthOf<Vector>;
  const Index panelCount = padded(rows) / lanes;
  const bool packs = panelCount > fewPanels;
  addColumnSums<Vector>(panelCount, outputs, delta, biasGradient);
  const Index atOnce = packs ? outputsPacked(rows) : outputs;
  for (Index first = 0; first < outputs; first += atOnce) {
    const Index count = smaller(atOnce, outputs - first);
    if (packs)
      for (Index o = 0; o < count; o += outputsAtOnce)
        pack<Vector>(panelCount, outputs, smaller(outputsAtOnce, count - o), delta + (first + o) * lanes,
                     packing + o * lanes * panelCount);
    // Inputs in small groups, so that theirs are read once for all these outputs.
    for (Index input = 0; input < inputs; input += width)
      withConstant<width>(smaller(width, inputs - input), [&]<int some>() {
        for (Index o = 0; o < count; o += outputsAtOnce) {
          const Index group = smaller(outputsAtOnce, count - o);
          const Deltas deltas = packs ? Deltas{packing + o * lanes * panelCount, group * lanes}
                                      : Deltas{delta + (first + o) * lanes, outputs * lanes};
          withConstant<outputsAtOnce>(group, [&]<int those>() {
            outerTile<Vector, those, some>(panelCount, inputs, deltas, a + input * lanes,
                                           weightGradient + (first + o) * inputs + input);
          });
        }
      });
  }
}

template <class Vector>
void forward(Index rows, Index inputs, Index outputs, const double* a, const double* weight,
             const double* bias, double* z) {
  product<Vector>(rows, inputs, outputs, a, AlongInputs{weight, inputs}, bias, z);
}

template <class Vector>
void backward(Index rows, Index inputs, Index outputs, const double* delta, const double* weight,
              double* change) {
  product<Vector>(rows, outputs, inputs, delta, AlongOutputs{weight, inputs}, nullptr, change);
}

template <class Vector, class Function>
LOSSARIUM_INLINE void forEach(Index count, const double* from, double* to, const Function& function) {
  constexpr Index width = widthOf<Vector>;
  Index i = 0;
  for (; i + width <= count; i += width) store(to + i, function(load<Vector>(from + i)));
  if (i == count) return;
  double rest[width] = {};
  for (Index j = 0; i + j < count; ++j) rest[j] = from[i + j];
  store(rest, function(load<Vector>(rest)));
  for (Index j = 0; i + j < count; ++j) to[i + j] = rest[j];
}

template <class Vector>
void hyperbolicTangent(Index count, const double* sum, double* value) {
  forEach<Vector>(
      count, sum, value,
      [](Vector x) __attribute__((always_inline)) { return vector_math::hyperbolicTangent(x); });
}

template <class Vector>
void logistic(Index count, const double* sum, double* value) {
  forEach<Vector>(
      count, sum, value, [](Vector x) __attribute__((always_inline)) { return vector_math::logistic(x); });
}

template <class Vector>
constexpr Kernels kernelsOf() {
  return {forward<Vector>, backward<Vector>, addOuter<Vector>, hyperbolicTangent<Vector>, logistic<Vector>};
}

#undef LOSSARIUM_INLINE

}  // namespace
}  // namespace lossarium::panels
