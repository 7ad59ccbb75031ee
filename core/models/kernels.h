// The inner loops of a network, over panels (see panels.h). Each is built twice: for the processor that the
// program is built for, and with vectors of eight doubles (AVX-512) for those that have them; both give the
// same bits.
#pragma once

#include "core/base/matrix.h"

namespace lossarium::panels {

template <class Number>
struct ForwardKernels {
  /// z = a·weightᵀ + bias; weight is outputs × inputs, a row an output.
  void (*forward)(Index rows, Index inputs, Index outputs, const Number* a, const Number* weight,
                  const Number* bias, Number* z);
  /// value[i] = f(sum[i]) for any count; both may be the same array.
  void (*hyperbolicTangent)(Index count, const Number* sum, Number* value);
  void (*logistic)(Index count, const Number* sum, Number* value);
  /// to[i] = from[i] + step·along[i]
  void (*move)(Index count, const Number* from, const Number* along, Number step, Number* to);
};

struct Kernels : ForwardKernels<double> {
  /// change = delta·weight
  void (*backward)(Index rows, Index inputs, Index outputs, const double* delta, const double* weight,
                   double* change);
  /// weightGradient += deltaᵀ·a and biasGradient += delta's sums. Every sum over the rows is taken in an
  /// order that depends on the sizes alone. `packing` has room for packingRoom(rows, outputs).
  void (*addOuter)(Index rows, Index inputs, Index outputs, const double* delta, const double* a,
                   double* weightGradient, double* biasGradient, double* packing);
};

/// Runs wherever the program does.
const Kernels& commonKernels();
/// Null where the processor or the compiler does not have them.
const Kernels* wideKernels();
/// The faster of them here.
const Kernels& kernels();

/// The same in single precision, for pictures.
const ForwardKernels<float>& commonSingleKernels();
const ForwardKernels<float>* wideSingleKernels();
const ForwardKernels<float>& singleKernels();

/// By the type of number.
template <class Number>
const ForwardKernels<Number>& kernelsFor();

}  // namespace lossarium::panels
