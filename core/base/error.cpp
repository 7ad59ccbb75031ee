#include "core/base/error.h"

#include <algorithm>
#include <numeric>

namespace lossarium {
namespace {

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, diagonal + 1, substituted});
    }
  }
  return row.back();
}

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
  std::size_t bestDistance = std::min(std::max<std::size_t>(2, word.size() / 3) + 1, word.size());
  for (const auto candidate : candidates) {
    const std::size_t distance = editDistance(meant, lowered(candidate));
    if (distance < bestDistance) {
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
