// Files that a sub-command writes: what can be known to fail is said before the work, not after it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lossarium::cli {

/// Throws Error if `file` cannot be written because of where it lies, or is one of `inputs` (empty ones
/// aside).
void requirePlace(const std::string& file, std::string_view option,
                  const std::vector<std::string>& inputs = {});

/// The file's ending in lower case; throws Error unless it is one of `known` (".json", …).
std::string requireEnding(const std::string& file, std::string_view option,
                          const std::vector<std::string_view>& known);

}  // namespace lossarium::cli
