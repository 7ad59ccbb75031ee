// A catalogue: everything of one kind that can be picked by its id.
#pragma once

#include "core/base/error.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

/// The entry whose spec has this id; throws Error naming the nearest known id. `Entry` has `spec->id`.
template <class Entry>
const Entry& findEntry(std::span<const Entry> entries, std::string_view id, std::string_view what,
                       const std::string& where = {}) {
  std::vector<std::string_view> known;
  for (const Entry& entry : entries) {
    if (entry.spec->id == id) return entry;
    known.push_back(entry.spec->id);
  }
  throw Error((where.empty() ? "" : where + ": ") + unknownWord(what, id, known));
}

}  // namespace lossarium
