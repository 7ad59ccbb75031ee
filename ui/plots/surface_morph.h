// One surface turns into the next: after another loss, penalty or row the ground moves under the ball for
// half a second instead of jumping. Heights of different units have nothing in common but their place in the
// box, so that is what glides.
#pragma once

#include "ui/plots/surface_geometry.h"
#include "ui/plots/surface_scene.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace lossarium::ui {

/// A surface made ready, with what lies on it. The geometry may be null: nothing to draw.
struct ShownSurface {
  std::shared_ptr<const SurfaceScene> scene;
  std::shared_ptr<const SurfaceGeometry> geometry;
};

/// A share 0 … 1 of the way from what was shown.
struct MorphStep {
  ShownSurface from;
  double share = 1;
};

/// Whether the one may glide into the other: the same ground in the same plane, seen in ranges that have more
/// than half in common. Else a jump is more honest.
bool mayGlide(const ShownSurface& from, const SurfaceScene& to);

/// Whether `other` is the same surface on a finer grid: a first look becomes the whole.
bool isFiner(const Surface& surface, const Surface& other);

/// What is shown on the way; `to` itself without a step or without heights.
ShownSurface morphed(const std::optional<MorphStep>& step, const ShownSurface& to);
/// The ways and marks of `to` on `between`, which morphed() made by the same step. A ball beside the plane
/// keeps its distance from the surface, from that before to that after; the minimum moves straight to its new
/// place.
SurfaceScene sceneBetween(const MorphStep& step, const ShownSurface& to, const SurfaceGeometry& between);

/// When a view glides, and from where. Time is in milliseconds of the view's clock.
class SurfaceMorph {
 public:
  static constexpr std::int64_t wholeTime = 500;
  /// The most after a change that followed another within the whole time.
  static constexpr std::int64_t hurriedTime = 200;

  void setEnabled(bool enabled);
  bool isEnabled() const { return enabled_; }
  /// The next surface comes at once, and so does the rest of this one.
  void jump();
  /// `next` is wanted in the place of `before`, while `shown` is what is seen. Changes that follow each other
  /// quickly, as under a dragged slider, are glided to in the time that they leave, so that the surface never
  /// lags behind the hand.
  void aim(const ShownSurface& shown, const SurfaceScene& before, const SurfaceScene& next, std::int64_t now);
  /// Where it is at that time; none at the end.
  std::optional<MorphStep> at(std::int64_t now) const;

 private:
  bool isUnderWay(std::int64_t now) const { return from_.geometry && now < began_ + duration_; }

  bool enabled_ = false;
  bool jumps_ = false;
  ShownSurface from_;
  std::int64_t began_ = 0;
  std::int64_t duration_ = wholeTime;
  std::optional<std::int64_t> lastChange_;
};

}  // namespace lossarium::ui
