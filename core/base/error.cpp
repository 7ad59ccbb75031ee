#include "core/base/error.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lossarium {
namespace {

// Letters put in, left out, exchanged, or two neighbours that changed places, each one edit (optimal string
// alignment).
std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> beforeLast, last(b.size() + 1), row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    beforeLast = std::exchange(last, row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1)});
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
        row[j + 1] = std::min(row[j + 1], beforeLast[j - 1] + 1);
    }
  }
  return row.back();
}

// Of a short word little is left when a letter changes: 'nope' is not meant to be 'mape'.
std::size_t mostEdits(std::string_view a, std::string_view b) { return std::max(a.size(), b.size()) / 3; }

constexpr std::size_t longestWord = 60;  // a longer one is no slip of the fingers

std::string lowered(std::string_view word) {
  std::string result(word);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.size() > longestWord) return {};
  std::string_view best;
  const std::string meant = lowered(word);
  std::size_t bestDistance = longestWord;
  for (const auto candidate : candidates) {
    const std::size_t distance = editDistance(meant, lowered(candidate));
    if (distance < bestDistance && distance <= mostEdits(meant, candidate)) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string unknownWord(std::string_view what, std::string_view word,
                        const std::vector<std::string_view>& candidates) {
  std::string message = "unknown " + std::string(what) + " '" + std::string(word.substr(0, longestWord)) +
                        (word.size() > longestWord ? "…'" : "'");
  if (const auto meant = nearest(word, candidates); !meant.empty())
    return message + "; did you mean '" + std::string(meant) + "'?";
  message += "; known: ";
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i) message += ", ";
    message += candidates[i];
  }
  return message;
}

}  // namespace lossarium
