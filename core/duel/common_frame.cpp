#include "core/duel/common_frame.h"

#include <algorithm>
#include <utility>

namespace lossarium {
namespace {

bool sameWeights(const Problem& one, const Problem& other) {
  return one.experiment.model == other.experiment.model &&
         one.model->weightCount() == other.model->weightCount();
}

Range joined(const Range& one, const Range& other) {
  return {std::min(one.minimum, other.minimum), std::max(one.maximum, other.maximum)};
}

void widen(Framing& framing, const Framing& other) {
  framing.slice.a = joined(framing.slice.a, other.slice.a);
  framing.slice.b = joined(framing.slice.b, other.slice.b);
  framing.reachA = joined(framing.reachA, other.reachA);
  framing.reachB = joined(framing.reachB, other.reachB);
}

bool holds(const Range& one, const Range& other) {
  constexpr double much = 1.6;  // wider than it needs to be
  return one.minimum <= other.minimum && one.maximum >= other.maximum && one.width() <= much * other.width();
}

// Ranges that are shown change only when they have to.
void stay(Framing& framing, const Framing& shown) {
  if (shown.slice.u.size() != framing.slice.u.size() || !holds(shown.slice.a, framing.slice.a) ||
      !holds(shown.slice.b, framing.slice.b))
    return;
  framing.slice.a = shown.slice.a;
  framing.slice.b = shown.slice.b;
}

double widthOf(const Framing& framing) { return framing.slice.a.width() + framing.slice.b.width(); }

// One with all that go over the same weights, but for those that would make it much too wide: a loss without
// a minimum near by would press all others to a point.
Framing joinedWith(const std::vector<Framing>& own, const Duel::Setup& problems,
                   const std::vector<SurfaceGroup>& groups, std::size_t group) {
  constexpr double much = 4;
  std::vector<const Framing*> alike;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (sameWeights(*problems[groups[group].front()], *problems[groups[g].front()])) alike.push_back(&own[g]);
  const auto narrower = [](const Framing* one, const Framing* other) {
    return widthOf(*one) < widthOf(*other);
  };
  const Framing& narrowest = **std::min_element(alike.begin(), alike.end(), narrower);
  Framing joined = narrowest;
  joined.minimum = own[group].minimum;
  for (const Framing* each : alike)
    if (widthOf(*each) <= much * widthOf(narrowest)) widen(joined, *each);
  return joined;
}

std::vector<Vector> waysOf(const SurfaceGroup& group, const DuelFrame* frame, Index weights) {
  std::vector<Vector> ways;
  if (!frame) return ways;
  for (const std::size_t index : group) {
    const RunFrame& run = *frame->runs[index];
    if (run.state.weights.size() != weights) continue;
    for (const PathPoint& point : run.path) ways.push_back(point.weights);
    ways.push_back(run.state.weights);
  }
  return ways;
}

}  // namespace

bool sameObjective(const Problem& one, const Problem& other) {
  const Experiment &x = one.experiment, &y = other.experiment;
  return x.dataset == y.dataset && x.split == y.split && x.disturbance == y.disturbance && x.loss == y.loss &&
         x.model == y.model && x.penalty == y.penalty;
}

std::vector<SurfaceGroup> surfaceGroups(const Duel::Setup& problems) {
  std::vector<SurfaceGroup> groups;
  for (std::size_t i = 0; i < problems.size(); ++i) {
    const auto same = [&](const SurfaceGroup& group) {
      return sameObjective(*problems[group.front()], *problems[i]);
    };
    const auto known = std::find_if(groups.begin(), groups.end(), same);
    if (known == groups.end())
      groups.push_back({i});
    else
      known->push_back(i);
  }
  return groups;
}

std::vector<Framing> commonFramings(const Duel::Setup& problems, const std::vector<SurfaceGroup>& groups,
                                    const DuelFrame* frame, const std::vector<Framing>& shown,
                                    const LandscapeChoice& landscape, const Progress& progress) {
  std::vector<Framing> own;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Problem& problem = *problems[groups[g].front()];
    const PlaneRequest request{.problem = problem,
                               .at = problem.startWeights(),
                               .path = waysOf(groups[g], frame, problem.model->weightCount()),
                               .progress = progress,
                               .landscape = landscape};
    std::optional<Slice> plane;
    for (std::size_t other = 0; other < g && !plane; ++other)
      if (sameWeights(*problems[groups[other].front()], problem)) plane = own[other].slice;
    for (const Framing& before : shown)
      if (!plane && before.slice.u.size() == request.at.size()) plane = before.slice;
    own.push_back(lossarium::frame(request, std::nullopt, plane));
  }
  std::vector<Framing> framings = own;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    framings[g] = joinedWith(own, problems, groups, g);
    if (g < shown.size()) stay(framings[g], shown[g]);
  }
  return framings;
}

bool holdsAll(const std::vector<Framing>& framings, const std::vector<SurfaceGroup>& groups,
              const DuelFrame& frame) {
  for (std::size_t g = 0; g < groups.size() && g < framings.size(); ++g)
    for (const std::size_t index : groups[g]) {
      const RunFrame& run = *frame.runs[index];
      const Slice& slice = framings[g].slice;
      if (run.state.weights.size() != slice.u.size() || !run.state.weights.allFinite()) continue;
      const Eigen::Vector2d ball = slice.project(run.state.weights);
      if (!framings[g].shows(ball) && framings[g].reaches(ball)) return false;
    }
  return true;
}

}  // namespace lossarium
