# Which processor the program is built for: x86-64-v3 (every PC since about 2015). Measured with core_benchmarks, median
# of runs, against plain x86-64: the loss kernels take 0.3 to 0.6 of the time and training steps the same; AVX-512 by
# -march=native gains another 1.2 to 1.7 in the kernels but nothing in steps or surfaces, and the program would not run
# on its neighbour. A network's inner loops are built for both (core/models/kernels_avx512.cpp).
if(NOT LOSSARIUM_PORTABLE AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(lossarium_options INTERFACE -march=x86-64-v3)
  set(LOSSARIUM_WIDE_KERNELS ON)
endif()
