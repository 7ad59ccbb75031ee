#include "core/losses/loss_profile.h"

#include "core/losses/logistic.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace lossarium {
namespace {

using Axis = ProfileAxis;

constexpr double nearKink = 1e-9;  // of the axis' length: how far both sides of a kink are from it
constexpr double surest = 1e-12;   // a probability is no closer to 0 or 1

constexpr ProfileAxisSpec specs[] = {
    {Axis::residual, "residual", "residual r = prediction − target", "by the prediction", -4, 4},
    {Axis::prediction, "prediction", "prediction", "by the prediction", -4, 6},
    {Axis::margin, "margin", "margin m: above 0 the prediction is right", "by the margin", -4, 4},
    {Axis::logit, "logit", "logit z", "by the logit", -6, 6},
    {Axis::probability, "probability", "predicted probability of the positive class", "by the logit", 0, 1,
     true},
    {Axis::lead, "logit", "logit of the true class, the others 0", "by that logit", -6, 8},
    {Axis::trueProbability, "probability", "predicted probability of the true class", "by its logit", 0, 1,
     true},
    {Axis::shift, "shift", "shift to the right of the target, in its widths", "by the shift", -2.5, 2.5},
    {Axis::width, "width", "width of the predicted box, in the target’s", "by the width", 0, 3},
};

std::span<const ProfileAxisSpec> specsFrom(Axis first, std::size_t count) {
  return std::span(specs).subspan(static_cast<std::size_t>(first), count);
}

bool isBoxAxis(Axis axis) { return axis == Axis::shift || axis == Axis::width; }
bool isClassAxis(Axis axis) { return axis == Axis::lead || axis == Axis::trueProbability; }

double logOdds(double probability) {
  const double p = std::clamp(probability, surest, 1 - surest);
  return std::log(p) - std::log1p(-p);
}

// The one number that moves: a prediction, a logit, a place.
double coordinate(Axis axis, const ProfileGround& ground, double x) {
  switch (axis) {
    case Axis::residual:
      return ground.target + x;
    case Axis::probability:
      return logOdds(x);
    case Axis::trueProbability:
      return logOdds(x) + std::log(static_cast<double>(ground.classes - 1));
    case Axis::shift:
    case Axis::width:
      return x * (ground.targetBox[2] - ground.targetBox[0]);
    default:
      return x;
  }
}

// Moves, and is moved along, what the axis says.
Eigen::RowVector4d boxAt(Axis axis, const ProfileGround& ground, double place) {
  Eigen::RowVector4d box = ground.predictedBox.transpose();
  const double half = axis == Axis::width ? 0.5 * place : 0.5 * (box[2] - box[0]);
  const double centre = axis == Axis::width ? 0.5 * (box[0] + box[2])
                                            : 0.5 * (ground.targetBox[0] + ground.targetBox[2]) + place;
  box[0] = centre - half;
  box[2] = centre + half;
  return box;
}

Eigen::RowVector4d boxDirection(Axis axis) {
  return axis == Axis::width ? Eigen::RowVector4d(-0.5, 0, 0.5, 0) : Eigen::RowVector4d(1, 0, 1, 0);
}

struct Rows {
  Matrix prediction, target, direction;
};

// A soft label where none is taken counts as the nearer of the hard ones.
double labelFor(const LossSpec& spec, double target) {
  const bool hard = spec.task == Task::binary && !spec.softTargets;
  return hard ? (target >= 0.5 ? 1.0 : 0.0) : target;
}

Rows rowsAt(const LossSpec& spec, Axis axis, const ProfileGround& ground, const Vector& x) {
  const Index outputs = isBoxAxis(axis) ? 4 : isClassAxis(axis) ? ground.classes : 1;
  Rows rows{Matrix::Zero(x.size(), outputs), Matrix::Zero(x.size(), isBoxAxis(axis) ? 4 : 1),
            Matrix::Zero(x.size(), outputs)};
  rows.direction.col(0).setOnes();
  if (isBoxAxis(axis))
    rows.target.rowwise() = ground.targetBox.transpose();
  else if (!isClassAxis(axis))
    rows.target.setConstant(axis == Axis::margin ? 1 : labelFor(spec, ground.target));
  for (Index i = 0; i < x.size(); ++i) {
    const double place = coordinate(axis, ground, x[i]);
    if (isBoxAxis(axis)) {
      rows.prediction.row(i) = boxAt(axis, ground, place);
      rows.direction.row(i) = boxDirection(axis);
    } else {
      rows.prediction(i, 0) = place;
    }
  }
  return rows;
}

void evaluate(const Loss& loss, Axis axis, const ProfileGround& ground, Profile& profile) {
  const Rows rows = rowsAt(loss.spec(), axis, ground, profile.x);
  const Index count = profile.x.size(), outputs = rows.prediction.cols();
  Matrix slope(count, outputs), curvature(count, outputs);
  profile.value.resize(count);
  loss.evaluate({.rows = count,
                 .outputs = outputs,
                 .stride = count,
                 .targetStride = count,
                 .prediction = rows.prediction.data(),
                 .target = rows.target.data(),
                 .direction = rows.direction.data(),
                 .value = profile.value.data(),
                 .slope = slope.data(),
                 .curvature = curvature.data()});
  // One sample is all of them.
  if (loss.spec().rootOfMean)
    for (Index i = 0; i < count; ++i) {
      const Reduced root = reduced(loss.spec(), profile.value[i]);
      curvature(i, 0) = root.slope * curvature(i, 0) + root.curvature * slope(i, 0) * slope(i, 0);
      profile.value[i] = root.value;
      slope(i, 0) *= root.slope;
    }
  profile.slope = slope.cwiseProduct(rows.direction).rowwise().sum();
  profile.curvature = curvature.cwiseProduct(rows.direction).rowwise().sum();
  if (loss.spec().task != Task::regression) return;
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  for (Index i = 0; i < count; ++i)
    if (!loss.spec().predictions.contains(rows.prediction(i, 0)) ||
        !loss.spec().targets.contains(ground.target))
      profile.value[i] = profile.slope[i] = profile.curvature[i] = unknown;
}

// Where an edge of the moving box meets one of the target's.
std::vector<double> boxKinks(Axis axis, const ProfileGround& ground) {
  const double width = ground.targetBox[2] - ground.targetBox[0];
  const double own = ground.predictedBox[2] - ground.predictedBox[0];
  const double middle = 0.5 * (ground.targetBox[0] + ground.targetBox[2]);
  const double centre = 0.5 * (ground.predictedBox[0] + ground.predictedBox[2]);
  std::vector<double> kinks;
  for (const double edge : {ground.targetBox[0], ground.targetBox[2]})
    for (const double side : {-0.5, 0.5})
      kinks.push_back(axis == Axis::width ? (edge - centre) / (side * width)
                                          : (edge - side * own - middle) / width);
  if (axis == Axis::width)
    std::erase_if(kinks, [](double kink) { return kink <= 0; });
  else
    kinks.push_back(0);  // where the centres are level
  return kinks;
}

double onAxis(Axis axis, const ProfileGround& ground, double kink) {
  switch (axis) {
    case Axis::prediction:
      return ground.target + kink;
    case Axis::logit:
      return ground.target >= 0.5 ? kink : -kink;
    case Axis::probability:
      return Logistic(ground.target >= 0.5 ? kink : -kink).up;
    case Axis::trueProbability:
      return Logistic(kink - std::log(static_cast<double>(ground.classes - 1))).up;
    default:
      return kink;
  }
}

// A piece of a formula is flat or linear as a whole: some places tell.
std::optional<ProfileZone::Kind> kindBetween(const Loss& loss, Axis axis, const ProfileGround& ground,
                                             double from, double to) {
  Profile inside;
  inside.x =
      Vector::LinSpaced(7, from + 0.05 * (to - from), to - 0.09 * (to - from));  // not alike on both sides
  evaluate(loss, axis, ground, inside);
  if (!inside.value.allFinite()) return std::nullopt;
  if ((inside.slope.array() == 0).all()) return ProfileZone::Kind::flat;
  const bool straight = (inside.curvature.array() == 0).all() && !profileAxisSpec(axis).bounded;
  return straight ? std::optional(ProfileZone::Kind::linear) : std::nullopt;
}

bool jumpsAt(const Loss& loss, Axis axis, const ProfileGround& ground, double x) {
  const double step = nearKink * std::max(1.0, std::abs(x));
  Profile sides;
  sides.x = Eigen::Vector2d(x - step, x + step);
  evaluate(loss, axis, ground, sides);
  return std::abs(sides.value[1] - sides.value[0]) > 1e-6;
}

}  // namespace

std::span<const ProfileAxisSpec> profileAxes(Task task) {
  switch (task) {
    case Task::regression:
      return specsFrom(Axis::residual, 2);
    case Task::binary:
      return specsFrom(Axis::margin, 3);
    case Task::classes:
      return specsFrom(Axis::lead, 2);
    case Task::boxes:
      return specsFrom(Axis::shift, 2);
  }
  throw std::logic_error("no such task");
}

const ProfileAxisSpec& profileAxisSpec(ProfileAxis axis) { return specs[static_cast<std::size_t>(axis)]; }

Eigen::Vector4d profileBox(ProfileAxis axis, const ProfileGround& ground, double x) {
  return boxAt(axis, ground, coordinate(axis, ground, x)).transpose();
}

double profilePlace(ProfileAxis axis, const ProfileGround& ground) {
  const Eigen::Vector4d &box = ground.predictedBox, &target = ground.targetBox;
  const double moved =
      axis == Axis::width ? box[2] - box[0] : 0.5 * (box[0] + box[2] - target[0] - target[2]);
  return moved / (target[2] - target[0]);
}

std::vector<double> profileKinks(const Loss& loss, ProfileAxis axis, const ProfileGround& ground) {
  std::vector<double> kinks;
  if (isBoxAxis(axis)) kinks = boxKinks(axis, ground);
  for (const double kink : loss.kinks()) kinks.push_back(onAxis(axis, ground, kink));
  if (loss.spec().rootOfMean) kinks.push_back(onAxis(axis, ground, 0));
  std::sort(kinks.begin(), kinks.end());
  kinks.erase(std::unique(kinks.begin(), kinks.end()), kinks.end());
  return kinks;
}

Profile lossProfile(const Loss& loss, ProfileAxis axis, const ProfileGround& ground, double from, double to,
                    Index places) {
  const double near = nearKink * (to - from);
  std::vector<double> x(static_cast<std::size_t>(places));
  Eigen::Map<Vector>(x.data(), places) = Vector::LinSpaced(places, from, to);
  std::vector<double> lefts;
  for (const double kink : profileKinks(loss, axis, ground)) {
    if (!(kink - near > from) || !(kink + near < to)) continue;
    std::erase_if(x, [&](double place) { return std::abs(place - kink) <= near; });
    x.insert(x.end(), {kink - near, kink + near});
    lefts.push_back(kink - near);
  }
  std::sort(x.begin(), x.end());
  Profile profile;
  profile.x = Eigen::Map<const Vector>(x.data(), static_cast<Index>(x.size()));
  for (const double left : lefts)
    profile.breaks.push_back(std::lower_bound(x.begin(), x.end(), left) - x.begin());
  evaluate(loss, axis, ground, profile);
  return profile;
}

ProfilePoint profileAt(const Loss& loss, ProfileAxis axis, const ProfileGround& ground, double x) {
  Profile profile;
  profile.x = Vector::Constant(1, x);
  evaluate(loss, axis, ground, profile);
  return {profile.value[0], profile.slope[0], profile.curvature[0]};
}

std::vector<ProfileZone> profileZones(const Loss& loss, ProfileAxis axis, const ProfileGround& ground,
                                      double from, double to) {
  const std::vector<double> kinks = profileKinks(loss, axis, ground);
  if (kinks.empty()) return {};  // smooth all over: what looks flat only fades
  std::vector<double> ends{from};
  for (const double kink : kinks)
    if (kink > from && kink < to) ends.push_back(kink);
  ends.push_back(to);
  std::vector<ProfileZone> zones;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    const auto kind = kindBetween(loss, axis, ground, ends[i], ends[i + 1]);
    if (!kind) continue;
    const bool goesOn = !zones.empty() && zones.back().to == ends[i] && zones.back().kind == *kind &&
                        *kind == ProfileZone::Kind::flat;
    if (goesOn && !jumpsAt(loss, axis, ground, ends[i]))
      zones.back().to = ends[i + 1];
    else
      zones.push_back({ends[i], ends[i + 1], *kind});
  }
  return zones;
}

Vector profilePlaces(ProfileAxis axis, const ProfileGround& ground, const Matrix& prediction,
                     const Vector& target) {
  if (isBoxAxis(axis)) return {};
  Vector places(prediction.rows());
  for (Index i = 0; i < places.size(); ++i) {
    const double p = prediction(i, 0), t = target[i];
    if (isClassAxis(axis)) {
      const auto own = static_cast<Index>(t);
      double others = 0;
      for (Index k = 0; k < prediction.cols(); ++k)
        if (k != own) others += std::exp(prediction(i, k) - prediction(i, own));
      const double rivals = static_cast<double>(prediction.cols() - 1);
      places[i] = axis == Axis::lead ? std::log(rivals) - std::log(others) : 1 / (1 + others);
    } else if (axis == Axis::residual) {
      places[i] = p - t;
    } else if (axis == Axis::prediction) {
      places[i] = p;
    } else {
      const double margin = t > 0 ? p : -p;
      const double logit = axis == Axis::margin || ground.target >= 0.5 ? margin : -margin;
      places[i] = axis == Axis::probability ? Logistic(logit).up : logit;
    }
  }
  return places;
}

}  // namespace lossarium
