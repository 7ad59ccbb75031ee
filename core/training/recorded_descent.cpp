#include "core/training/recorded_descent.h"

#include <algorithm>
#include <utility>

namespace lossarium {

RecordedDescent::RecordedDescent(DescentPlan plan) : run_(std::move(plan)) { record(); }

void RecordedDescent::record() {
  head_ = run_.state().step;
  if (moments_.keepsNext())
    moments_.add(run_.state());
  else
    moments_.skip();
}

bool RecordedDescent::step() {
  if (!canStep()) return false;
  before_ = run_.state().weights;
  if (!run_.step() || run_.state().step <= head_) return false;
  record();
  return true;
}

// One that diverged finds that out again at its last step.
void RecordedDescent::goTo(std::int64_t step) {
  const auto& kept = moments_.items();
  const std::int64_t before =
      std::max<std::int64_t>(0, std::min(step, head_) - 1);  // so the last step is known
  const auto after =
      std::upper_bound(kept.begin() + 1, kept.end(), before,
                       [](std::int64_t at, const DescentState& each) { return at < each.step; });
  run_.restore(*(after - 1));
  before_.resize(0);
  std::int64_t at = run_.state().step;
  for (; at < step && canStep(); ++at) this->step();
}

}  // namespace lossarium
