#include "core/landscape/slice_facts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace lossarium {

double SliceFacts::angle() const {
  return std::acos(std::min(1.0, std::abs(cosine))) * 180 / std::numbers::pi;
}

SliceFacts factsOf(const Slice& slice, const std::vector<Vector>& path) {
  SliceFacts facts;
  facts.cosine = slice.u.dot(slice.v) / (slice.u.norm() * slice.v.norm());
  facts.share = std::numeric_limits<double>::quiet_NaN();
  if (path.empty()) return facts;
  Vector mean = Vector::Zero(slice.origin.size());
  for (const Vector& place : path) mean += place / static_cast<double>(path.size());
  // A place's way from the mean, and what of it leaves the plane through the mean.
  double whole = 0, across = 0;
  Slice centred = slice;
  centred.origin = mean;
  for (const Vector& place : path) {
    const Eigen::Vector2d here = slice.project(place), near = centred.project(place);
    facts.distances.push_back((place - slice.at(here.x(), here.y())).norm());
    whole += (place - mean).squaredNorm();
    across += (place - centred.at(near.x(), near.y())).squaredNorm();
  }
  if (whole > 0) facts.share = 1 - across / whole;
  return facts;
}

}  // namespace lossarium
