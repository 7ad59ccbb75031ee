// A learning rate that gets there: near the least loss within the epochs that are planned.
#pragma once

#include "core/experiment/problem.h"

namespace lossarium {

/// `first` if a run at that rate ends within 2 % of the least loss that L-BFGS or any tried rate finds; else
/// the slowest rate of 1, 2, 5, 10 … times `first`, or the fastest of its parts, that does; if none does, the
/// one that ends lowest. Classes that can be told apart have a least loss near 0: there 2 % of the loss of a
/// coin count. With
/// `mayFall` a rate that falls along a cosine is tried where no constant one does. Tried are whole runs of
/// the problem's optimiser with its schedule; of many rows some. Too large a problem (more than some tenths
/// of a second of work) keeps `first`. The same for any number of threads. Throws Cancelled.
struct SearchedRate {
  double rate = 0;
  bool falls = false;  ///< along a cosine to 0
};
SearchedRate searchedRate(const Problem& problem, double first, bool mayFall, const Progress& progress = {});

}  // namespace lossarium
