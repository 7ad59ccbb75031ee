// How a plane through the space of weights is chosen.
#pragma once

#include "core/experiment/problem.h"
#include "core/landscape/slice.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lossarium {

/// What a plane can be chosen by.
struct PlaneRequest {
  const Problem& problem;
  Vector at;                      ///< the weights that it goes through
  std::vector<Vector> path = {};  ///< places of the run, in order; may be empty
  bool framesPath = true;         ///< whether the picture has to hold them all
  Vector step = {};               ///< the run's latest; empty where it has made none
  Progress progress = {};
  /// In the place of the experiment's own.
  std::optional<LandscapeChoice> landscape = {};

  const LandscapeChoice& choice() const { return landscape ? *landscape : problem.experiment.landscape; }
};

struct PlaneSpec {
  std::string_view id;
  std::string_view title;
  std::string_view caption;  ///< what one sees in it
  /// Of a plane whose directions have a length of their own, how far at least it is shown from `at`; else 0.
  double leastHalfWidth = 0;
};

struct PlaneEntry {
  const PlaneSpec* spec;
  /// Ranges are left to whoever frames it. Throws Cancelled.
  Slice (*cut)(const PlaneRequest& request);
};

std::span<const PlaneEntry> planeCatalog();
const PlaneEntry& planeEntry(std::string_view id);

/// The plane that the experiment asks for. Where it cannot be cut (a run without a path has no path's plane)
/// another is, and its `how` says so; a
/// run that has diverged shows two weights. Throws Cancelled.
Slice cutPlane(const PlaneRequest& request);

/// Two directions of length 1 at a right angle, the first along `first`; where `second` is parallel to it,
/// the second is as near as it gets to one of the axes. `first` is not 0.
void setOrthonormal(Slice& slice, const Vector& first, const Vector& second);

}  // namespace lossarium
