// The code of the kernels, for one type of vector. Only the files that build them include it, each for
// another processor: so all of it is inlined or the file's own, or else one of them would run the other's
// instructions.
#pragma once

#include "core/base/single_math.h"
#include "core/base/vector_math.h"
#include "core/models/kernels.h"
#include "core/models/panel_layout.h"

#include <type_traits>

namespace lossarium::panels {

typedef double Vector4 __attribute__((vector_size(32)));
typedef float Single8 __attribute__((vector_size(32)));
typedef std::uint64_t Bits4 __attribute__((vector_size(32)));
#ifdef __AVX512F__
typedef double Vector8 __attribute__((vector_size(64)));
typedef float Single16 __attribute__((vector_size(64)));
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

template <class Vector>
using NumberOf = std::remove_cvref_t<decltype(Vector{}[0])>;

template <class Vector>
LOSSARIUM_INLINE Vector load(const NumberOf<Vector>* from) {
  Vector result;
  __builtin_memcpy(&result, from, sizeof result);
  return result;
}
template <class Vector>
LOSSARIUM_INLINE void store(NumberOf<Vector>* to, Vector v) {
  __builtin_memcpy(to, &v, sizeof v);
}

template <class Vector>
constexpr int widthOf = sizeof(Vector) / sizeof(NumberOf<Vector>);
template <class Vector>
constexpr Index lanesFor = lanesOf<NumberOf<Vector>>;

constexpr Index smaller(Index a, Index b) { return a < b ? a : b; }

// Calls body with `count` as a constant, 1 to most.
template <int most, class Body>
LOSSARIUM_INLINE void withConstant(Index count, const Body& body) {
  if constexpr (most > 1)
    if (count < most) return withConstant<most - 1>(count, body);
  body.template operator()<most>();
}

// A weight of input k and output c of a tile; the two products walk through the same weights in two ways.
template <class Number>
struct AlongInputs {
  const Number* weight;
  Index inputs;
  LOSSARIUM_INLINE Number operator()(Index k, Index c) const { return weight[c * inputs + k]; }
  LOSSARIUM_INLINE AlongInputs from(Index k, Index c) const { return {weight + c * inputs + k, inputs}; }
};
struct AlongOutputs {
  const double* weight;
  Index inputs;
  LOSSARIUM_INLINE double operator()(Index k, Index c) const { return weight[k * inputs + c]; }
  LOSSARIUM_INLINE AlongOutputs from(Index k, Index c) const { return {weight + k * inputs + c, inputs}; }
};

// Delta of row k and output c, out of panels.
struct AlongRows {
  const double* delta;
  Index outputs;
  LOSSARIUM_INLINE double operator()(Index k, Index c) const {
    return delta[k / lanes * lanes * outputs + c * lanes + k % lanes];
  }
  LOSSARIUM_INLINE AlongRows from(Index k, Index c) const {
    return {delta + k * outputs + c * lanes, outputs};  // k is a multiple of eight
  }
};

// How vectors lie on panels: two halves of one, or one each of two.
template <class Vector>
constexpr bool halves = widthOf<Vector> < lanesFor<Vector>;

template <class Vector>
struct Tiling {
  static constexpr int columns = halves<Vector> ? 6 : 8;  ///< what the registers hold

  // Of seven or eight results two halves are better than six and a rest.
  static Index next(Index left) {
    if (left <= columns) return left;
    return halves<Vector> && left <= 8 ? 4 : columns;
  }
};

// What a product begins with.
template <class Number>
struct Start {
  bool add;            ///< what is there
  const Number* bias;  ///< or else this for each result; null: 0

  LOSSARIUM_INLINE Start from(Index k, Index c) const { return {add || k > 0, bias ? bias + c : nullptr}; }
  template <class Vector>
  LOSSARIUM_INLINE Vector of(int c, const Number* z) const {
    return add ? load<Vector>(z) : Vector{} + (bias ? bias[c] : Number(0));
  }
};

// Where results go: those of a panel's rows side by side.
template <class Number>
struct Results {
  Number* z;
  Index panel, column;  ///< steps
};

// `parts` vectors of eight or two times four values, `columns` results: z += a·w over `count` inputs. All
// sums stay in registers.
template <class Vector, int parts, int columns, class Weights>
LOSSARIUM_INLINE void tile(Index count, const NumberOf<Vector>* a, Index aPart, const Weights& weights,
                           const Start<NumberOf<Vector>>& start, NumberOf<Vector>* z, Index zColumn,
                           Index zPart) {
  Vector sum[columns][parts];
#pragma GCC unroll 8
  for (int c = 0; c < columns; ++c)
#pragma GCC unroll 2
    for (int p = 0; p < parts; ++p) sum[c][p] = start.template of<Vector>(c, z + c * zColumn + p * zPart);
  for (Index k = 0; k < count; ++k) {
    Vector x[parts];
#pragma GCC unroll 2
    for (int p = 0; p < parts; ++p) x[p] = load<Vector>(a + k * lanesFor<Vector> + p * aPart);
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
    for (int p = 0; p < parts; ++p) store(z + c * zColumn + p * zPart, sum[c][p]);
}

// z = a·w for some panels of `from` units, `to` results.
template <class Vector, class Weights>
LOSSARIUM_INLINE void product(Index panelCount, Index from, Index to, const NumberOf<Vector>* a,
                              const Weights& allWeights, const Start<NumberOf<Vector>>& begin,
                              const Results<NumberOf<Vector>>& results) {
  constexpr Index side = lanesFor<Vector>;
  constexpr Index both = halves<Vector> ? 1 : 2;  // panels of two vectors
  const Index aPart = halves<Vector> ? side / 2 : side * from;
  const Index zPart = halves<Vector> ? side / 2 : results.panel;
  for (Index k = 0; k < from; k += inputsAtOnce) {
    const Index count = smaller(inputsAtOnce, from - k);
    for (Index c = 0, columns; c < to; c += columns) {
      columns = Tiling<Vector>::next(to - c);
      const Weights weights = allWeights.from(k, c);
      const auto start = begin.from(k, c);
      const auto* x = a + k * side;
      auto* z = results.z + c * results.column;
      withConstant<Tiling<Vector>::columns>(columns, [&]<int some>() {
        Index p = 0;
        for (; p + both <= panelCount; p += both)
          tile<Vector, 2, some>(count, x + p * side * from, aPart, weights, start, z + p * results.panel,
                                results.column, zPart);
        if (p < panelCount)
          tile<Vector, 1, some>(count, x + p * side * from, 0, weights, start, z + p * results.panel,
                                results.column, 0);
      });
    }
  }
}

LOSSARIUM_INLINE void transpose4(const Vector4 (&v)[4], double* to) {
  const Vector4 ab = __builtin_shufflevector(v[0], v[1], 0, 4, 2, 6),
                abOdd = __builtin_shufflevector(v[0], v[1], 1, 5, 3, 7);
  const Vector4 cd = __builtin_shufflevector(v[2], v[3], 0, 4, 2, 6),
                cdOdd = __builtin_shufflevector(v[2], v[3], 1, 5, 3, 7);
  store(to, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
  store(to + lanes, __builtin_shufflevector(abOdd, cdOdd, 0, 1, 4, 5));
  store(to + 2 * lanes, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
  store(to + 3 * lanes, __builtin_shufflevector(abOdd, cdOdd, 2, 3, 6, 7));
}

// `count` inputs of all rows, up to eight, for each row side by side; followed by a 1 for the bias if there
// is room.
template <int count>
LOSSARIUM_INLINE void transpose(Index rows, Index units, const double* a, double* to) {
  for (Index row = 0; row < rows; row += lanes, a += units * lanes, to += lanes * lanes)
#pragma GCC unroll 2
    for (int i = 0; i < lanes; i += 4)
#pragma GCC unroll 2
      for (int j = 0; j < lanes; j += 4) {
        Vector4 v[4];
#pragma GCC unroll 4
        for (int n = 0; n < 4; ++n)
          v[n] = i + n < count ? load<Vector4>(a + (i + n) * lanes + j)
                               : Vector4{} + (i + n == count ? 1.0 : 0.0);
        transpose4(v, to + j * lanes + i);
      }
}

template <class Vector>
LOSSARIUM_INLINE void addBias(Index rows, Index outputs, const double* delta, double* gradient) {
  for (Index o = 0; o < outputs; ++o) {
    Vector4 sum = {};
    for (Index row = 0; row < rows; row += lanes) {
      const double* panel = delta + row * outputs + o * lanes;
      sum += load<Vector4>(panel) + load<Vector4>(panel + 4);
    }
    gradient[o] += (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }
}

// The product of the transposed: two panels of inputs at a time, so that they stay in the first-level cache.
template <class Vector>
void addOuter(Index rows, Index inputs, Index outputs, const double* delta, const double* a,
              double* weightGradient, double* biasGradient, double* packing) {
  const Index count = padded(rows), whole = inputs / lanes * lanes;
  const AlongRows deltas{delta, outputs};
  for (Index input = 0; input < whole; input += 2 * lanes) {
    const Index panelCount = smaller(2, (whole - input) / lanes);
    for (Index p = 0; p < panelCount; ++p)
      transpose<lanes>(count, inputs, a + (input + p * lanes) * lanes, packing + p * lanes * count);
    product<Vector>(panelCount, count, outputs, packing, deltas, {true, nullptr},
                    {weightGradient + input, lanes, inputs});
  }
  if (whole == inputs) return addBias<Vector>(count, outputs, delta, biasGradient);
  withConstant<lanes - 1>(inputs - whole, [&]<int some>() {
    transpose<some>(count, inputs, a + whole * lanes, packing);
    double* rest = packing + lanes * count;
    product<Vector>(1, count, outputs, packing, deltas, {false, nullptr}, {rest, 0, lanes});
    for (Index o = 0; o < outputs; ++o, rest += lanes) {
      for (Index i = 0; i < some; ++i) weightGradient[o * inputs + whole + i] += rest[i];
      biasGradient[o] += rest[some];
    }
  });
}

template <class Vector, class Number = NumberOf<Vector>>
void forward(Index rows, Index inputs, Index outputs, const Number* a, const Number* weight,
             const Number* bias, Number* z) {
  constexpr Index side = lanesFor<Vector>;
  product<Vector>(padded<Number>(rows) / side, inputs, outputs, a, AlongInputs<Number>{weight, inputs},
                  {false, bias}, {z, side * outputs, side});
}

template <class Vector>
void backward(Index rows, Index inputs, Index outputs, const double* delta, const double* weight,
              double* change) {
  product<Vector>(padded(rows) / lanes, outputs, inputs, delta, AlongOutputs{weight, inputs},
                  {false, nullptr}, {change, lanes * inputs, lanes});
}

template <class Vector, class Function>
LOSSARIUM_INLINE void forEach(Index count, const NumberOf<Vector>* from, NumberOf<Vector>* to,
                              const Function& function) {
  constexpr Index width = widthOf<Vector>;
  Index i = 0;
  for (; i + width <= count; i += width) store(to + i, function(load<Vector>(from + i)));
  if (i == count) return;
  NumberOf<Vector> rest[width] = {};
  for (Index j = 0; i + j < count; ++j) rest[j] = from[i + j];
  store(rest, function(load<Vector>(rest)));
  for (Index j = 0; i + j < count; ++j) to[i + j] = rest[j];
}

template <class Vector, class Number = NumberOf<Vector>>
void hyperbolicTangent(Index count, const Number* sum, Number* value) {
  forEach<Vector>(
      count, sum, value,
      [](Vector x) __attribute__((always_inline)) { return vector_math::hyperbolicTangent(x); });
}

template <class Vector, class Number = NumberOf<Vector>>
void logistic(Index count, const Number* sum, Number* value) {
  forEach<Vector>(
      count, sum, value, [](Vector x) __attribute__((always_inline)) { return vector_math::logistic(x); });
}

template <class Vector, class Number = NumberOf<Vector>>
void move(Index count, const Number* from, const Number* along, Number step, Number* to) {
  constexpr Index width = widthOf<Vector>;
  Index i = 0;
  for (; i + width <= count; i += width)
    store(to + i, load<Vector>(from + i) + load<Vector>(along + i) * step);
  for (; i < count; ++i) to[i] = from[i] + along[i] * step;
}

template <class Vector>
constexpr ForwardKernels<NumberOf<Vector>> forwardKernelsOf() {
  return {forward<Vector>, hyperbolicTangent<Vector>, logistic<Vector>, move<Vector>};
}

template <class Vector>
constexpr Kernels kernelsOf() {
  return {forwardKernelsOf<Vector>(), backward<Vector>, addOuter<Vector>};
}

#undef LOSSARIUM_INLINE

}  // namespace
}  // namespace lossarium::panels
