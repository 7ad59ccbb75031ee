#include "core/landscape/planes/solutions.h"

#include "core/landscape/planes/random.h"
#include "core/training/trainer.h"

namespace lossarium {
namespace {

bool isPlane(const Vector& u, const Vector& v, double size) {
  constexpr double apart = 1e-3;
  if (!u.allFinite() || !v.allFinite()) return false;
  const double least = apart * (1 + size);
  return u.norm() > least && v.norm() > least && (v - u.dot(v) / u.squaredNorm() * u).norm() > least;
}

}  // namespace

Vector solutionFrom(const Experiment& experiment, std::int64_t seed, const Progress& progress) {
  Experiment other = experiment;
  other.start.weights.clear();
  other.start.seed = seed;
  other.changes.clear();
  constexpr std::int64_t betweenLooks = 64;
  Trainer trainer(build(other, progress));
  for (std::int64_t step = 0; trainer.step(); ++step)
    if (step % betweenLooks == 0) progress.throwIfCancelled();
  return trainer.state().weights;
}

Slice SolutionsPlane::cut(const PlaneRequest& request) {
  const Experiment& experiment = request.problem.experiment;
  const std::int64_t seed = experiment.start.seed;
  Slice slice;
  slice.origin = request.at;
  slice.u = solutionFrom(experiment, seed + 1, request.progress) - request.at;
  slice.v = solutionFrom(experiment, seed + 2, request.progress) - request.at;
  slice.aLabel = "towards the solution from start " + std::to_string(seed + 1);
  slice.bLabel = "towards the solution from start " + std::to_string(seed + 2);
  slice.how =
      "Through this run, at (0, 0), and the ends of two others from the next two starts, at (1, 0) and "
      "(0, 1).";
  slice.marks = {{1, 0, "start " + std::to_string(seed + 1)}, {0, 1, "start " + std::to_string(seed + 2)}};
  if (isPlane(slice.u, slice.v, request.at.norm())) return slice;
  return randomInstead(
      request,
      "This is no plane of solutions: runs from the next two starts end at the same place, so "
      "there is one solution.");
}

}  // namespace lossarium
