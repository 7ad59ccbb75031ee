#include "core/models/panels.h"

#include <algorithm>

namespace lossarium::panels {
namespace {

constexpr Index half = 4;  // rows in one vector
constexpr Index inputsAtOnce =
    256;  // of a tile of weights and a panel, so that both stay in the first-level cache

// The compiler's own vectors: four doubles, read and written at any address.
typedef double Vector4 __attribute__((vector_size(32)));
typedef double Unaligned4 __attribute__((vector_size(32), aligned(8), may_alias));

inline Vector4 load(const double* from) { return *reinterpret_cast<const Unaligned4*>(from); }
inline void store(double* to, Vector4 v) { *reinterpret_cast<Unaligned4*>(to) = v; }
inline Vector4 all(double x) { return Vector4{x, x, x, x}; }

/// The sums of four vectors.
inline Vector4 sums(Vector4 a, Vector4 b, Vector4 c, Vector4 d) {
  const Vector4 ab = __builtin_shufflevector(a, b, 0, 4, 2, 6) + __builtin_shufflevector(a, b, 1, 5, 3, 7);
  const Vector4 cd = __builtin_shufflevector(c, d, 0, 4, 2, 6) + __builtin_shufflevector(c, d, 1, 5, 3, 7);
  return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

// A weight of input k and output c of a tile; the two products walk through the same weights in two ways.
struct AlongInputs {
  const double* weight;
  Index inputs;
  double operator()(Index k, Index c) const { return weight[c * inputs + k]; }
};
struct AlongOutputs {
  const double* weight;
  Index inputs;
  double operator()(Index k, Index c) const { return weight[k * inputs + c]; }
};

// One panel and `columns` results: z += a·w over `count` inputs. All sums stay in registers.
template <int halves, int columns, class Weights>
inline __attribute__((always_inline)) void tile(Index count, const double* a, const Weights& weights,
                                                double* z) {
  Vector4 sum[columns][halves];
#pragma GCC unroll 8
  for (int c = 0; c < columns; ++c)
#pragma GCC unroll 2
    for (int h = 0; h < halves; ++h) sum[c][h] = load(z + half * (c * halves + h));
  for (Index k = 0; k < count; ++k) {
    Vector4 x[halves];
#pragma GCC unroll 2
    for (int h = 0; h < halves; ++h) x[h] = load(a + half * (k * halves + h));
#pragma GCC unroll 8
    for (int c = 0; c < columns; ++c) {
      const Vector4 w = all(weights(k, c));
#pragma GCC unroll 2
      for (int h = 0; h < halves; ++h) sum[c][h] += x[h] * w;
    }
  }
#pragma GCC unroll 8
  for (int c = 0; c < columns; ++c)
#pragma GCC unroll 2
    for (int h = 0; h < halves; ++h) store(z + half * (c * halves + h), sum[c][h]);
}

template <int halves, class Weights>
void tileOf(Index columns, Index count, const double* a, const Weights& weights, double* z) {
  switch (columns) {
    case 1:
      return tile<halves, 1>(count, a, weights, z);
    case 2:
      return tile<halves, 2>(count, a, weights, z);
    case 3:
      return tile<halves, 3>(count, a, weights, z);
    case 4:
      return tile<halves, 4>(count, a, weights, z);
    case 5:
      return tile<halves, 5>(count, a, weights, z);
    default:
      return tile<halves, 6>(count, a, weights, z);
  }
}

// Six results use the registers best; of seven or eight two halves are better than six and a rest.
Index tileColumns(Index left) { return left > 8 || left == 6 ? 6 : std::min<Index>(left, left > 6 ? 4 : 6); }

// z += a·w for all panels: `from` units of a, `to` units of z.
template <class Weights>
void addProduct(Index rows, Index from, Index to, const double* a, const Weights& all, Index stepK,
                Index stepC, double* z) {
  const Index end = padded(rows), whole = end / lanes * lanes;
  for (Index k = 0; k < from; k += inputsAtOnce) {
    const Index count = std::min(inputsAtOnce, from - k);
    for (Index c = 0; c < to;) {
      const Index columns = tileColumns(to - c);
      const Weights weights{all.weight + k * stepK + c * stepC, all.inputs};
      for (Index row = 0; row < whole; row += lanes)
        tileOf<2>(columns, count, a + row * from + k * lanes, weights, z + row * to + c * lanes);
      if (whole < end)
        tileOf<1>(columns, count, a + whole * from + k * half, weights, z + whole * to + c * half);
      c += columns;
    }
  }
}

Index wholePanels(Index rows) { return padded(rows) / lanes; }
bool hasHalf(Index rows) { return padded(rows) % lanes != 0; }

// The rows of some outputs side by side: a tile of the outer product then reads them as they lie, and strides
// that are powers of two do not fight for the same lines of the cache.
void pack(Index rows, Index outputs, Index first, Index count, const double* delta, double* packed) {
  const Index panelCount = wholePanels(rows);
  for (Index p = 0; p < panelCount; ++p)
    for (Index h = 0; h < 2; ++h)
      for (Index o = 0; o < count; ++o, packed += half)
        store(packed, load(delta + p * lanes * outputs + (first + o) * lanes + h * half));
  if (!hasHalf(rows)) return;
  for (Index o = 0; o < count; ++o, packed += half)
    store(packed, load(delta + panelCount * lanes * outputs + (first + o) * half));
}

// gradient (outputs × inputs) += the products of packed deltas with some inputs' rows.
template <int outputs, int inputs>
inline __attribute__((always_inline)) void outerTile(Index rows, Index units, const double* packed,
                                                     const double* a, Index input, double* gradient) {
  Vector4 sum[outputs][4] = {};
  const auto add = [&](const double* x, Index step) __attribute__((always_inline)) {
    Vector4 delta[outputs];
#pragma GCC unroll 4
    for (int o = 0; o < outputs; ++o) delta[o] = load(packed + o * half);
#pragma GCC unroll 4
    for (int i = 0; i < inputs; ++i) {
      const Vector4 value = load(x + i * step);
#pragma GCC unroll 4
      for (int o = 0; o < outputs; ++o) sum[o][i] += delta[o] * value;
    }
    packed += outputs * half;
  };
  const Index panelCount = wholePanels(rows);
  for (Index p = 0; p < panelCount; ++p) {
    const double* panel = a + p * lanes * units + input * lanes;
    add(panel, lanes);
    add(panel + half, lanes);
  }
  if (hasHalf(rows)) add(a + panelCount * lanes * units + input * half, half);
#pragma GCC unroll 4
  for (int o = 0; o < outputs; ++o) {
    const Vector4 total = sums(sum[o][0], sum[o][1], sum[o][2], sum[o][3]);
    double* to = gradient + o * units + input;
    if (inputs == 4) store(to, load(to) + total);
#pragma GCC unroll 4
    for (int i = 0; i < inputs % 4; ++i) to[i] += total[i];
  }
}

template <int outputs>
void outerTileOf(Index inputs, Index rows, Index units, const double* packed, const double* a, Index input,
                 double* gradient) {
  switch (inputs) {
    case 1:
      return outerTile<outputs, 1>(rows, units, packed, a, input, gradient);
    case 2:
      return outerTile<outputs, 2>(rows, units, packed, a, input, gradient);
    case 3:
      return outerTile<outputs, 3>(rows, units, packed, a, input, gradient);
    default:
      return outerTile<outputs, 4>(rows, units, packed, a, input, gradient);
  }
}

void addColumnSums(Index rows, Index units, const double* values, double* sum) {
  const Index panelCount = wholePanels(rows);
  for (Index u = 0; u < units; ++u) {
    Vector4 total = {};
    for (Index p = 0; p < panelCount; ++p) {
      const double* panel = values + p * lanes * units + u * lanes;
      total += load(panel) + load(panel + half);
    }
    if (hasHalf(rows)) total += load(values + panelCount * lanes * units + u * half);
    sum[u] += sums(total, total, total, total)[0];
  }
}

}  // namespace

void fill(const ConstRows& values, double* panels) {
  const Index rows = values.rows(), units = values.cols(), end = padded(rows);
  for (Index row = 0; row < end; row += lanes) {
    const Index width = std::min(lanes, end - row), known = std::min(width, rows - row);
    for (Index u = 0; u < units; ++u, panels += width) {
      const double* from = values.data() + u * values.outerStride() + row;
      for (Index i = 0; i < known; ++i) panels[i] = from[i];
      for (Index i = known; i < width; ++i) panels[i] = 0;
    }
  }
}

void read(const double* panels, Rows values) {
  const Index rows = values.rows(), units = values.cols(), end = padded(rows);
  for (Index row = 0; row < end; row += lanes) {
    const Index width = std::min(lanes, end - row), known = std::min(width, rows - row);
    for (Index u = 0; u < units; ++u, panels += width)
      std::copy_n(panels, known, values.data() + u * values.outerStride() + row);
  }
}

void forward(Index rows, Index inputs, Index outputs, const double* a, const double* weight,
             const double* bias, double* z) {
  double* to = z;
  for (Index row = 0; row < padded(rows); row += lanes) {
    const Index width = std::min(lanes, padded(rows) - row);
    for (Index o = 0; o < outputs; ++o, to += width) std::fill_n(to, width, bias[o]);
  }
  addProduct(rows, inputs, outputs, a, AlongInputs{weight, inputs}, 1, inputs, z);
}

void backward(Index rows, Index inputs, Index outputs, const double* delta, const double* weight,
              double* change) {
  std::fill_n(change, padded(rows) * inputs, 0.0);
  addProduct(rows, outputs, inputs, delta, AlongOutputs{weight, inputs}, inputs, 1, change);
}

void addOuter(Index rows, Index inputs, Index outputs, const double* delta, const double* a,
              double* weightGradient, double* biasGradient, double* packing) {
  addColumnSums(rows, outputs, delta, biasGradient);
  const Index end = padded(rows);
  const Index atOnce =
      std::max<Index>(3, packingRoom(rows) / end / 3 * 3);  // outputs whose deltas are packed
  for (Index first = 0; first < outputs; first += atOnce) {
    const Index count = std::min(atOnce, outputs - first), triples = count / 3 * 3;
    for (Index o = 0; o < count; o += o < triples ? 3 : 1)
      pack(rows, outputs, first + o, o < triples ? 3 : 1, delta, packing + o * end);
    // Inputs in small groups, so that theirs are read once for all packed outputs.
    for (Index input = 0; input < inputs; input += 4) {
      const Index width = std::min<Index>(4, inputs - input);
      for (Index o = 0; o < count; o += o < triples ? 3 : 1) {
        double* gradient = weightGradient + (first + o) * inputs;
        if (o < triples)
          outerTileOf<3>(width, rows, inputs, packing + o * end, a, input, gradient);
        else
          outerTileOf<1>(width, rows, inputs, packing + o * end, a, input, gradient);
      }
    }
  }
}

}  // namespace lossarium::panels
