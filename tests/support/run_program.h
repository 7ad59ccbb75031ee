// Runs the built program as a user's shell would, without a display, and captures what it says.
#pragma once

#include <gtest/gtest.h>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace lossarium::test {

inline std::string readFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void writeFile(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

/// A folder of its own that is gone when the test is over.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = testing::TempDir() + "lossarium-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// The path of a file in here that holds `text`.
  std::string with(const std::string& name, const std::string& text) const {
    writeFile(path_ / name, text);
    return *this / name;
  }
  /// What lies in here.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(path_))
      found.push_back(entry.path().filename().string());
    return found;
  }

 private:
  std::filesystem::path path_;
};

struct Outcome {
  int status = -1;  ///< 128 + the signal if one ended the program
  std::string out;
  std::string err;
};

/// The environment as on a machine without a screen.
inline std::vector<char*> screenlessEnvironment() {
  std::vector<char*> variables;
  for (char** variable = environ; *variable; ++variable) {
    const std::string text = *variable;
    if (!text.starts_with("DISPLAY=") && !text.starts_with("WAYLAND_DISPLAY=") &&
        !text.starts_with("QT_QPA_PLATFORM="))
      variables.push_back(*variable);
  }
  variables.push_back(nullptr);
  return variables;
}

/// Files stand behind the three streams, so that no full pipe can stop either side.
inline Outcome runProgram(const std::vector<std::string>& arguments, const std::string& input = {},
                          const std::string& folder = {}) {
  const TemporaryFolder streams;
  const std::string in = streams.with("in", input), out = streams / "out", err = streams / "err";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
  if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  std::vector<std::string> words{LOSSARIUM_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, LOSSARIUM_PROGRAM, &actions, nullptr, argv.data(), screenlessEnvironment().data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed) return {failed, {}, "cannot start " LOSSARIUM_PROGRAM};
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), readFile(out), readFile(err)};
}

}  // namespace lossarium::test
