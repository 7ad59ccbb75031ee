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

}  // namespace lossarium::panels
