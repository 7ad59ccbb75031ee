// What goes wrong in the user's hands: what, where, and what would be right.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

/// An error whose message can be shown to the user as it is.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The work was cancelled from outside; not a fault.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("cancelled") {}
};

/// The candidate that is fewest edits away from `word`; empty where that is over a third of the letters.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// "unknown <what> 'hubber'; did you mean 'huber'?", or a list of all candidates if none is near.
std::string unknownWord(std::string_view what, std::string_view word,
                        const std::vector<std::string_view>& candidates);

}  // namespace lossarium
