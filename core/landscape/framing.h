// Which part of a plane to show.
#pragma once

#include "core/landscape/planes/plane.h"

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace lossarium {

/// A slice with the ranges to show, and the least loss found in its plane.
struct Framing {
  Slice slice;
  Eigen::Vector3d minimum;  ///< (a, b, value) of the training objective; may lie outside the ranges
  Range reachA;             ///< how far out a path is followed: beyond it nothing could be seen of the rest
  Range reachB;

  bool shows(const Eigen::Vector2d& point) const {
    return slice.a.contains(point.x()) && slice.b.contains(point.y());
  }
  bool reaches(const Eigen::Vector2d& point) const {
    return reachA.contains(point.x()) && reachB.contains(point.y());
  }
};

/// `plane` (cut for the request; none: it is cut now), wide enough for the start, the way so far and the
/// minimum with a fifth to spare (of a minimum that is far beyond the loss' fall, or at infinity, only the
/// way to it); as wide as `landscape.range` says if it is given. If `shown` still holds them all, and is not
/// much wider than they need, it stays.
Framing frame(const PlaneRequest& request, const std::optional<Slice>& shown,
              const std::optional<Slice>& plane = {});
/// The plane of the experiment through `at`; empty: the start.
Framing frame(const Problem& problem, const std::vector<Vector>& path, const std::optional<Slice>& shown,
              const Vector& at = {}, const Progress& progress = {});

}  // namespace lossarium
