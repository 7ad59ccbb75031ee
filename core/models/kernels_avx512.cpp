// Built for x86-64-v4 where the program is built for v3 (see CMakeLists.txt).
#include "core/models/kernels.h"

#ifdef __AVX512F__
#include "core/models/kernels_code.h"
#endif

namespace lossarium::panels {

#ifdef __AVX512F__
static bool areSupported() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd");
}
#endif

const Kernels* wideKernels() {
#ifdef __AVX512F__
  static constexpr Kernels wide = kernelsOf<Vector8>();
  return areSupported() ? &wide : nullptr;
#else
  return nullptr;
#endif
}

const ForwardKernels<float>* wideSingleKernels() {
#ifdef __AVX512F__
  static constexpr ForwardKernels<float> wide = forwardKernelsOf<Single16>();
  return areSupported() ? &wide : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace lossarium::panels
