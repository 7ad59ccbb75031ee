// Built for x86-64-v4 where the program is built for v3 (see CMakeLists.txt).
#include "core/models/kernels.h"

#ifdef __AVX512F__
#include "core/models/kernels_code.h"
#endif

namespace lossarium::panels {

const Kernels* wideKernels() {
#ifdef __AVX512F__
  static constexpr Kernels wide = kernelsOf<Vector8>();
  const bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512cd");
  return has ? &wide : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace lossarium::panels
