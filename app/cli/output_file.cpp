#include "app/cli/output_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace lossarium::cli {

void requirePlace(const std::string& file, std::string_view option, const std::vector<std::string>& inputs) {
  const auto path = std::filesystem::absolute(file);
  const std::string where = std::string(option) + " " + file;
  if (std::filesystem::is_directory(path)) throw Error(where + " is a folder; name a file in it");
  if (!std::filesystem::is_directory(path.parent_path()))
    throw Error(where + ": there is no folder " + path.parent_path().string());
  std::error_code unknown;
  for (const auto& input : inputs)
    if (!input.empty() && std::filesystem::equivalent(path, input, unknown))
      throw Error(where + " would overwrite what is read; name another file");
}

std::string requireEnding(const std::string& file, std::string_view option,
                          const std::vector<std::string_view>& known) {
  std::string ending = std::filesystem::path(file).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (std::find(known.begin(), known.end(), ending) != known.end()) return ending;
  std::string list;
  for (const auto each : known)
    list += (list.empty() ? "" : each == known.back() ? " or " : ", ") + std::string(each);
  throw Error(std::string(option) + " " + file + ": the ending says what is written, and it must be " + list);
}

}  // namespace lossarium::cli
