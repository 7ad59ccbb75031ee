// Which column of a table is predicted when nobody says so. The first of these rules that finds one decides;
// of several columns the last in the table is taken:
// 1. a name that is typical of one: target, label, class, outcome, response; else a species, variety,
//    diagnosis, quality, price, value …, or y (unless a z is there, too: then y is a coordinate); else a name
//    that ends so, as sale_price or ClassLabel
// 2. the last column, if it holds texts of 2 to 20 classes, three rows or more a class on average
// 3. numbers, but for a year, date, id or index, an unnamed column, and rows counted 0, 1, 2 … or 1, 2, 3 …
// 4. numbers of any kind; else the last column
// A column without two different values, or with more texts than there may be classes, is none of 1 to 3.
#pragma once

#include "core/datasets/csv.h"

namespace lossarium {

inline constexpr std::size_t mostClasses = 64;  ///< of a target

std::string defaultTarget(const Table& table);

}  // namespace lossarium
