#include "core/base/background.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace lossarium {

void workInTheBackground() {
#ifdef __linux__
  constexpr int niceness = 10;
  const auto thread = static_cast<id_t>(syscall(SYS_gettid));
  (void)setpriority(PRIO_PROCESS, thread, niceness);  // refused: then it works as before
#endif
}

}  // namespace lossarium
