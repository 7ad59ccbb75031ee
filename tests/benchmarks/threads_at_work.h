// Which thread of the program worked how long (Linux tells): a busy machine does not count.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <system_error>

namespace lossarium {

/// Seconds that each thread of the program was at work so far.
inline std::map<long, double> secondsAtWork() {
  std::map<long, double> seconds;
  std::error_code none;
  for (const auto& each : std::filesystem::directory_iterator("/proc/self/task", none)) {
    double nanoseconds = 0;
    std::ifstream(each.path() / "schedstat") >> nanoseconds;
    seconds[std::stol(each.path().filename().string())] = nanoseconds / 1e9;
  }
  return seconds;
}

/// The first thread that `make` starts.
template <class Make>
long threadStartedBy(Make make) {
  const auto before = secondsAtWork();
  make();
  for (const auto& [thread, seconds] : secondsAtWork())
    if (!before.contains(thread)) return thread;
  return 0;
}

}  // namespace lossarium
