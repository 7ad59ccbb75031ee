// Independent pieces of work over all cores. What a piece computes must not depend on which thread computes
// it, so that results are the same bytes for any number of threads.
#pragma once

#include "core/base/matrix.h"

namespace lossarium {

/// How many threads parallelFor uses: the machine's, unless `setThreadCount` said otherwise.
int threadCount();
void setThreadCount(int count);

/// What parallelFor does, for a body that is called as call(body, i).
void shareAmongThreads(Index count, const void* body, void (*call)(const void* body, Index i));

/// Calls body(i) for i in 0 … count − 1, in any order and at once; rethrows the first exception after all of
/// it has ended. The calling thread works too. Asks for no memory once its threads are there.
template <class Body>
void parallelFor(Index count, const Body& body) {
  shareAmongThreads(count, &body, [](const void* it, Index i) { (*static_cast<const Body*>(it))(i); });
}

}  // namespace lossarium
