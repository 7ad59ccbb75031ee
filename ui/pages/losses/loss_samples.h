// Where the samples of the present run sit on an axis, and how hard a loss makes each of them pull.
#pragma once

#include "core/losses/loss_profile.h"

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

struct LossSamples {
  Vector places;  ///< on the axis; empty if the run has another task than the loss, or is of boxes
  Vector pulls;   ///< the length of each sample's slope under the loss
};

LossSamples samplesUnder(const Loss& loss, ProfileAxis axis, const ProfileGround& ground,
                         const RunFrame* frame);

/// The fewest samples that together have half of the pull; 0 if none pulls.
Index samplesWithHalfThePull(const Vector& pulls);

}  // namespace lossarium::ui
