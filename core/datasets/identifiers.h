// Columns that only tell the rows of a table apart: counts, keys, names. A model that predicted from them
// would learn its rows by heart and know nothing of others.
#pragma once

#include "core/datasets/csv.h"

#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

/// "SalePrice", "sale_price" and "Sale price" are all of sale and price.
std::vector<std::string> wordsOf(std::string_view name);

/// Whether a column is called like a number that rows have: id, index, row … and the names that data frames
/// ("Unnamed: 0") and the reader of tables ("column 1") make up.
bool isNamedLikeAKey(const std::string& name);

/// 0, 1, 2 … or 1, 2, 3 … from the first row to the last; of three rows at least.
bool countsRows(const Column& column);

/// In words what makes it an identifier ("counts the rows"); empty if it is none. It is one if it holds a
/// text of its own in each of three rows or more; or numbers 1, 2, 3 …, unless it may well be the time or a
/// place of which the rest depends (a name like "day", or fewer than ten rows); or under a name like a key
/// a whole number of its own in each row.
std::string whyIdentifier(const Column& column);

}  // namespace lossarium
