// Whatever bytes a file holds, as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace lossarium {

/// The text without a byte order mark. What is not UTF-8 is taken for Latin-1, and then lies in `converted`.
/// Throws Error, with `source` and the line, for UTF-16 and for zero bytes.
std::string_view asUtf8(std::string_view bytes, const std::string& source, std::string& converted);

}  // namespace lossarium
