#include "core/models/kernels.h"

#include "core/models/kernels_code.h"

namespace lossarium::panels {

const Kernels& commonKernels() {
  static constexpr Kernels common = kernelsOf<Vector4>();
  return common;
}

const Kernels& kernels() {
  static const Kernels& chosen = wideKernels() ? *wideKernels() : commonKernels();
  return chosen;
}

const ForwardKernels<float>& commonSingleKernels() {
  static constexpr ForwardKernels<float> common = forwardKernelsOf<Single8>();
  return common;
}

const ForwardKernels<float>& singleKernels() {
  static const ForwardKernels<float>& chosen =
      wideSingleKernels() ? *wideSingleKernels() : commonSingleKernels();
  return chosen;
}

template <>
const ForwardKernels<double>& kernelsFor<double>() {
  return kernels();
}
template <>
const ForwardKernels<float>& kernelsFor<float>() {
  return singleKernels();
}

}  // namespace lossarium::panels
