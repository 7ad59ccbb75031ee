// Whether a polynomial would predict rows that it has not seen better without its highest powers.
#pragma once

#include "core/experiment/problem.h"

#include <optional>

namespace lossarium {

struct LowerDegree {
  std::int64_t degree = 0;
  double validation = 0;  ///< the loss of the validation rows with the weights of all higher terms at 0
};

/// The one with the least validation loss, if that is below the one of all terms; none for other models, for
/// several outputs, and without validation rows. The terms are orthonormal over the training rows, so with
/// one input and MSE what is left is the best fit of that degree.
std::optional<LowerDegree> bestLowerDegree(const Problem& problem, const Vector& weights);

}  // namespace lossarium
