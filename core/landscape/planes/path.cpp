#include "core/landscape/planes/path.h"

#include "core/base/number_text.h"
#include "core/landscape/planes/random.h"

#include <Eigen/Eigenvalues>

#include <string>

namespace lossarium {
namespace {

// Below this share of the largest spread a direction is rounding.
constexpr double nothing = 1e-12;

}  // namespace

// By the inner products of the places: there are few of them, and each may have very many weights.
PrincipalComponents principalComponents(const std::vector<Vector>& places, Index count) {
  const Index points = std::ssize(places), dimension = points ? places[0].size() : 0;
  if (points == 0) return {};
  Matrix offsets(dimension, points);
  for (Index i = 0; i < points; ++i) offsets.col(i) = places[static_cast<std::size_t>(i)] - places[0];
  offsets.colwise() -= Vector(offsets.rowwise().mean());
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(offsets.transpose() * offsets);
  const Vector squares = solver.eigenvalues().reverse();
  const Matrix mixes = solver.eigenvectors().rowwise().reverse();
  PrincipalComponents found;
  Index kept = 0;
  while (kept < std::min({count, points, dimension}) && squares[kept] > nothing * squares[0]) ++kept;
  found.directions = offsets * mixes.leftCols(kept);
  for (auto direction : found.directions.colwise()) direction.normalize();
  found.shares = squares.head(kept) / squares.cwiseMax(0).sum();
  return found;
}

Slice PathPlane::cut(const PlaneRequest& request) {
  const PrincipalComponents components = principalComponents(request.path, 2);
  if (components.shares.size() == 0)
    return randomInstead(request, "Cut before the run had a path; when it rests, that is drawn.");
  Slice slice;
  slice.origin = request.at;
  const bool isStraight = components.shares.size() == 1;
  const Vector first = components.directions.col(0);
  setOrthonormal(slice, first,
                 isStraight ? RandomPlane::cut(request).u : Vector(components.directions.col(1)));
  slice.aLabel = "main direction of the path";
  slice.bLabel = isStraight ? "random, across the path" : "second direction of the path";
  slice.how = "The directions in which the run has moved most: along them lie " +
              readablePercent(components.shares[0]) +
              (isStraight ? std::string(" of its path; across it a random one.")
                          : " and " + readablePercent(components.shares[1]) + " of its path.");
  return slice;
}

}  // namespace lossarium
