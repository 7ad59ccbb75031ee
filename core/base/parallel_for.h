// Independent pieces of work over all cores. What a piece computes must not depend on which thread computes
// it, so that results are the same bytes for any number of threads.
#pragma once

#include "core/base/matrix.h"

#include <functional>

namespace lossarium {

/// How many threads parallelFor uses: the machine's, unless `setThreadCount` said otherwise.
int threadCount();
void setThreadCount(int count);

/// Calls body(i) for i in 0 … count − 1, in any order and at once; rethrows the first exception after all
/// threads have ended. The calling thread works too.
void parallelFor(Index count, const std::function<void(Index)>& body);

}  // namespace lossarium
