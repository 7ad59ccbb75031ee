#include "core/datasets/text_encoding.h"

#include "core/base/error.h"

#include <algorithm>

namespace lossarium {
namespace {

// The number of bytes that follow this first byte of a UTF-8 sequence; −1 if it cannot begin one.
int followers(unsigned char first) {
  if (first < 0x80) return 0;
  if (first >= 0xC2 && first < 0xE0) return 1;
  if (first >= 0xE0 && first < 0xF0) return 2;
  return first >= 0xF0 && first < 0xF5 ? 3 : -1;
}

bool isUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    int more = followers(static_cast<unsigned char>(text[i]));
    if (more < 0) return false;
    for (; more > 0; --more)
      if (++i >= text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return false;
  }
  return true;
}

std::string fromLatin1(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      result += c;
    } else {
      result += static_cast<char>(0xC0 | (code >> 6));
      result += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return result;
}

}  // namespace

std::string_view asUtf8(std::string_view bytes, const std::string& source, std::string& converted) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    throw Error(source + " is UTF-16; save it as UTF-8");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (const auto zero = bytes.find('\0'); zero != std::string_view::npos)
    throw Error(source + ", line " +
                std::to_string(
                    1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(zero), '\n')) +
                ": holds a zero byte; is it a text file?");
  if (isUtf8(bytes)) return bytes;
  converted = fromLatin1(bytes);
  return converted;
}

}  // namespace lossarium
