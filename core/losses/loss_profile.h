// A loss along one axis: what it makes of a sample while its prediction moves along a line. What a page of
// losses plots.
#pragma once

#include "core/losses/loss.h"

#include <Eigen/Core>

#include <span>
#include <string_view>
#include <vector>

namespace lossarium {

enum class ProfileAxis {
  residual,         ///< prediction − target
  prediction,       ///< the prediction itself, for a target that stays
  margin,           ///< the logit, turned so that right is up
  logit,            ///< the logit, for a label that stays
  probability,      ///< σ(logit), for a label that stays
  lead,             ///< the logit of the true class; the others are 0
  trueProbability,  ///< the probability of the true class; the others share the rest
  shift,            ///< of the predicted box to the right of the target, in the target's widths
  width,            ///< of the predicted box, in the target's widths
};

struct ProfileAxisSpec {
  ProfileAxis axis;
  std::string_view id;
  std::string_view label;    ///< of the axis
  std::string_view slopeBy;  ///< what the slope is a slope by
  double from, to;           ///< where it is looked at first
  bool bounded = false;      ///< there is nothing beyond from … to
};

/// The axes that suit a task, the usual one first.
std::span<const ProfileAxisSpec> profileAxes(Task task);
const ProfileAxisSpec& profileAxisSpec(ProfileAxis axis);

/// What stays while the prediction moves.
struct ProfileGround {
  double target = 1;  ///< regression: any; binary: a label from 0 to 1 (margin: always 1)
  Index classes = 3;
  Eigen::Vector4d predictedBox{0.4, 0.25, 2.4, 1.65};  ///< x1, y1, x2, y2
  Eigen::Vector4d targetBox{0, 0, 2, 1.4};             ///< with an area

  bool operator==(const ProfileGround&) const = default;
};

/// Ascending places with value, slope and curvature there; NaN where the loss has none. Of a root of a mean
/// that of one sample. Slope and curvature are by the logit on an axis of probabilities, too: that is what a
/// model is trained by.
struct Profile {
  Vector x, value, slope, curvature;
  /// Between x[i] and x[i + 1], which lie next to each other, is a kink.
  std::vector<Index> breaks;
};

/// Evenly spread places and both sides of every kink.
Profile lossProfile(const Loss& loss, ProfileAxis axis, const ProfileGround& ground, double from, double to,
                    Index places = 601);

struct ProfilePoint {
  double value = 0, slope = 0, curvature = 0;
};
ProfilePoint profileAt(const Loss& loss, ProfileAxis axis, const ProfileGround& ground, double x);

/// The predicted box at a place of a box's axis, and the place of the ground's own.
Eigen::Vector4d profileBox(ProfileAxis axis, const ProfileGround& ground, double x);
double profilePlace(ProfileAxis axis, const ProfileGround& ground);

/// Where pieces of the formula meet on the axis, ascending.
std::vector<double> profileKinks(const Loss& loss, ProfileAxis axis, const ProfileGround& ground);

/// A stretch of the axis on which nothing pulls, or everything equally strongly.
struct ProfileZone {
  enum class Kind { flat, linear };
  double from, to;
  Kind kind;

  bool operator==(const ProfileZone&) const = default;
};
std::vector<ProfileZone> profileZones(const Loss& loss, ProfileAxis axis, const ProfileGround& ground,
                                      double from, double to);

/// Where samples of a data set sit on the axis: predictions are rows × outputs, targets rows × 1. Empty for
/// boxes. Binary samples of the other label than the ground's are turned round, so that right is where that
/// label's right is.
Vector profilePlaces(ProfileAxis axis, const ProfileGround& ground, const Matrix& prediction,
                     const Vector& target);

}  // namespace lossarium
