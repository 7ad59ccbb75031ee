#include "core/base/background.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace lossarium {
namespace {

thread_local bool inTheBackground = false;

}  // namespace

bool worksInTheBackground() { return inTheBackground; }

void workInTheBackground() {
  inTheBackground = true;
#ifdef __linux__
  constexpr int niceness = 10;
  const auto thread = static_cast<id_t>(syscall(SYS_gettid));
  (void)setpriority(PRIO_PROCESS, thread, niceness);  // refused: then it works as before
#endif
}

}  // namespace lossarium
