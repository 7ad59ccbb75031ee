// What a user should know of an optimiser's settings before a run, where they hinder it.
#pragma once

#include "core/experiment/problem.h"

#include <string>
#include <vector>

namespace lossarium {

/// One sentence each, without its full stop; empty where nothing hinders.
std::vector<std::string> adviceOn(const Problem& problem);

/// Whether weight decay apart from the gradient (AdamW, Lion) holds weights of this size back. A step leads
/// each weight no further than about the learning rate η, and decay takes η·λ·|w| of it: beyond |w| = 1/λ
/// that is more. Empty if it does not.
std::string decayAdvice(const Choice& optimizer, const Vector& weights);

}  // namespace lossarium
