// Which runs of a duel go over the same surface, and which part of it, so that what they show can be
// compared.
#pragma once

#include "core/duel/duel.h"
#include "core/landscape/framing.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace lossarium {

/// Runs that descend the same objective, by their places among the contenders, ascending.
using SurfaceGroup = std::vector<std::size_t>;

/// Whether both have the same heights everywhere: data, split, model, loss and penalty.
bool sameObjective(const Problem& one, const Problem& other);
/// In the order of their first runs.
std::vector<SurfaceGroup> surfaceGroups(const Duel::Setup& problems);

/// A framing for each group: all over the same plane in the same ranges where their models have the same
/// weights, wide enough for all of their ways and minima. `frames` may lack what is not known yet; `shown`
/// holds the framings of before, which stay while they hold all of it. Throws Cancelled.
std::vector<Framing> commonFramings(const Duel::Setup& problems, const std::vector<SurfaceGroup>& groups,
                                    const DuelFrame* frame, const std::vector<Framing>& shown,
                                    const LandscapeChoice& landscape, const Progress& progress = {});

/// Whether every way that a picture could follow lies within the framings.
bool holdsAll(const std::vector<Framing>& framings, const std::vector<SurfaceGroup>& groups,
              const DuelFrame& frame);

}  // namespace lossarium
