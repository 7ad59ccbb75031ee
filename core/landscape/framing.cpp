#include "core/landscape/framing.h"

#include "core/landscape/plane_minimum.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr double spare = 0.2;
constexpr double muchWider = 4;  // what a run that went astray has left behind
constexpr double furthest =
    4;  // widths of start and minimum: a run that diverges is not followed to the horizon

struct Box {
  Eigen::Vector2d low, high;

  explicit Box(const Eigen::Vector2d& point) : low(point), high(point) {}
  void include(const Eigen::Vector2d& point) {
    low = low.cwiseMin(point);
    high = high.cwiseMax(point);
  }
};

// The axes share one width, so that a round bowl looks round; a degenerate box gets a width of its own.
void fit(Slice& slice, const Box& box) {
  const Eigen::Vector2d centre = 0.5 * (box.low + box.high);
  double width = (box.high - box.low).maxCoeff();
  if (!(width > 1e-9 * (1 + centre.norm()))) width = 1 + centre.norm();
  const double half = 0.5 * width * (1 + 2 * spare);
  slice.a = {centre.x() - half, centre.x() + half};
  slice.b = {centre.y() - half, centre.y() + half};
}

Range reach(const Range& shown) {
  return {shown.minimum - furthest * shown.width(), shown.maximum + furthest * shown.width()};
}

bool holds(const Slice& slice, const Box& box) {
  return slice.a.contains(box.low.x()) && slice.a.contains(box.high.x()) && slice.b.contains(box.low.y()) &&
         slice.b.contains(box.high.y());
}

bool samePlane(const Slice& x, const Slice& y) {
  return x.origin.size() == y.origin.size() && x.origin == y.origin && x.u == y.u && x.v == y.v;
}

Eigen::Vector2d simplexSize(const Problem& problem, const Slice& slice) {
  const auto target = problem.training->samples().target.array();
  const double deviation = std::sqrt((target - target.mean()).square().mean());
  const double size = deviation > 0 ? deviation : 1.0;
  return {size / slice.u.norm(), size / slice.v.norm()};
}

// Where to look towards the minimum. A loss can fall without end (classes that a line parts), or all but all
// of its fall can lie near the start: then the minimum is too far to be shown with it.
Eigen::Vector2d worthSeeing(const Problem& problem, const Slice& slice, const Eigen::Vector2d& from,
                            const Eigen::Vector3d& minimum) {
  constexpr double nearlyAll = 0.95, far = 0.25;
  const Eigen::Vector2d way = minimum.head<2>() - from;
  const auto valueAt = [&](double share) {
    const Eigen::Vector2d place = from + share * way;
    return problem.training->value(slice.at(place.x(), place.y()));
  };
  const double top = valueAt(0), enough = top - nearlyAll * (top - minimum.z());
  double share = 1;
  while (share > 1e-6 && valueAt(share / 2) <= enough) share /= 2;
  return from + (share > far ? 1 : 2 * share) * way;
}

// Losses of boxes level off far out, and a side can be lowered without end: what is farther than the boxes
// themselves spread is not looked for.
Eigen::Vector2d amongBoxes(const Problem& problem, const Slice& slice, const Eigen::Vector2d& from,
                           const Eigen::Vector2d& ahead) {
  constexpr double spreads = 3;
  const double distance = (ahead - from).norm(), most = spreads * simplexSize(problem, slice).norm();
  const bool far = problem.dataset->task == Task::boxes && distance > most;
  return far ? Eigen::Vector2d(from + most / distance * (ahead - from)) : ahead;
}

// Through a run on its way, what lies further ahead than twice the way so far is not looked for: the way
// itself would be too small to be seen.
Eigen::Vector2d nearEnough(const Eigen::Vector2d& start, const Eigen::Vector2d& from,
                           const Eigen::Vector2d& ahead) {
  const double gone = 2 * (from - start).norm(), distance = (ahead - from).norm();
  return gone > 0 && distance > gone ? Eigen::Vector2d(from + gone / distance * (ahead - from)) : ahead;
}

}  // namespace

Framing frame(const PlaneRequest& request, const std::optional<Slice>& shown,
              const std::optional<Slice>& plane) {
  const Problem& problem = request.problem;
  const LandscapeChoice& choice = request.choice();
  Framing framing{plane ? *plane : cutPlane(request), {}, {}, {}};
  Slice& slice = framing.slice;
  const Eigen::Vector2d start = slice.project(problem.startWeights()), from = slice.project(request.at);
  framing.minimum =
      planeMinimum(*problem.training, slice, from, simplexSize(problem, slice), request.progress);
  const bool isOwn = choice.plane == "parameters";  // its coordinates are the weights, not steps from a place
  if (choice.range) {
    const Eigen::Vector2d centre = isOwn ? Eigen::Vector2d(framing.minimum.head<2>()) : from;
    slice.a = {centre.x() - *choice.range, centre.x() + *choice.range};
    slice.b = {centre.y() - *choice.range, centre.y() + *choice.range};
    framing.reachA = slice.a;
    framing.reachB = slice.b;
    return framing;
  }
  Box box(start);
  box.include(from);
  const double least = planeEntry(choice.plane).spec->leastHalfWidth / (1 + 2 * spare);
  for (const double side : {-least, least}) box.include(from + Eigen::Vector2d(side, side));
  if (framing.minimum.allFinite())
    box.include(nearEnough(
        start, from, amongBoxes(problem, slice, from, worthSeeing(problem, slice, from, framing.minimum))));
  fit(slice, box);
  framing.reachA = reach(slice.a);
  framing.reachB = reach(slice.b);
  for (const Vector& weights : request.framesPath ? request.path : std::vector<Vector>()) {
    const Eigen::Vector2d point = slice.project(weights);
    if (framing.reaches(point)) box.include(point);
  }
  fit(slice, box);
  const bool stays = shown && samePlane(*shown, slice) && holds(*shown, box) &&
                     shown->a.width() < muchWider * slice.a.width();
  if (stays) slice = *shown;
  return framing;
}

Framing frame(const Problem& problem, const std::vector<Vector>& path, const std::optional<Slice>& shown,
              const Vector& at, const Progress& progress) {
  return frame(PlaneRequest{.problem = problem,
                            .at = at.size() ? at : problem.startWeights(),
                            .path = path,
                            .progress = progress},
               shown);
}

}  // namespace lossarium
