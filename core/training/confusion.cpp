#include "core/training/confusion.h"

#include <cmath>
#include <limits>

namespace lossarium {
namespace {

double share(double part, double whole) {
  return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Confusion Confusion::of(const std::vector<Index>& predicted, const Matrix& target, Index classes) {
  Confusion confusion{Matrix::Zero(classes, classes)};
  for (std::size_t i = 0; i < predicted.size(); ++i)
    confusion.counts(static_cast<Index>(target(static_cast<Index>(i), 0)), predicted[i]) += 1;
  return confusion;
}

double Confusion::accuracy() const { return share(counts.trace(), counts.sum()); }

double Confusion::precision(Index of) const { return share(counts(of, of), counts.col(of).sum()); }

double Confusion::recall(Index of) const { return share(counts(of, of), counts.row(of).sum()); }

double Confusion::f1(Index of) const {
  return share(2 * counts(of, of), counts.row(of).sum() + counts.col(of).sum());
}

double Confusion::macro(double (Confusion::*score)(Index) const) const {
  double sum = 0, known = 0;
  for (Index k = 0; k < classes(); ++k) {
    const double value = (this->*score)(k);
    if (std::isnan(value)) continue;
    sum += value;
    ++known;
  }
  return share(sum, known);
}

}  // namespace lossarium
