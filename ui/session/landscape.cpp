// The session's surface: which plane it is cut through, when anew, and what follows from it.
#include "core/experiment/height_choice.h"
#include "core/landscape/slice_facts.h"
#include "core/objectives/curvature.h"
#include "ui/session/session.h"

#include <QTimer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr Index coarseGrid = 26;    // a first look within a frame
constexpr Index fewWeights = 64;    // their curvature costs next to nothing
constexpr int restBeforeCut = 400;  // milliseconds: nothing jumps while somebody steps or scrubs

bool hasLeftThePlane(const SurfaceResult& result, const RunFrame& frame) {
  constexpr double clearly = 0.02;  // of the heights
  const Surface& surface = *result.surface;
  const Vector& weights = frame.state.weights;
  if (surface.slice.origin.size() != weights.size() || !weights.allFinite()) return false;
  const Eigen::Vector2d place = surface.slice.project(weights);
  const double beside = (weights - surface.slice.at(place.x(), place.y())).norm();
  if (!(beside > 1e-9 * (1 + weights.norm()))) return false;
  const double height = heightNow(result, frame), below = surface.at(place.x(), place.y());
  if (std::isnan(height)) return false;
  return !(std::abs(height - below) <= clearly * (surface.maximum - surface.minimum));
}

// What a plane is chosen by. A recentred one is framed around where the run is, not around all of its way,
// unless it is that way's.
PlaneRequest requestFor(const Problem& problem, const LandscapeChoice& landscape, const RunFrame* run,
                        const Vector& at, bool recentred, const Progress& progress) {
  PlaneRequest request{.problem = problem,
                       .at = at.size() ? at : problem.startWeights(),
                       .progress = progress,
                       .landscape = landscape};
  if (!run || run->state.weights.size() != request.at.size()) return request;
  for (const PathPoint& point : run->path) request.path.push_back(point.weights);
  request.path.push_back(run->state.weights);
  request.step = run->lastChange;
  request.framesPath = !recentred || landscape.plane == "path";
  return request;
}

// The height along the way, unless the run knows it itself.
std::shared_ptr<const WayHeights> wayOf(const std::vector<HeightSurface>& heights, const RunFrame* run,
                                        const WayHeights* before, const Progress& progress) {
  const Height& height = heights.front().height;
  const bool isKnown =
      !run || height.choice.isObjective() || run->state.weights.size() != height.function->dimension();
  return isKnown ? nullptr : WayHeights::of(height, *run, before, progress);
}

// What a request for a surface knows; the work that follows from it is done on a worker.
struct SurfaceOrder {
  std::shared_ptr<const Problem> problem;
  LandscapeChoice landscape;
  std::shared_ptr<const RunFrame> run;
  std::optional<Slice> plane = {}, shown = {};
  std::optional<Framing> framed = {};
  Vector at = {};
  bool recentred = false;
  std::shared_ptr<const SurfaceResult> before = {};  ///< of the same problem, or none

  bool knowsFirst(const Framing& framing) const {
    if (!framed || !before || before->surface->a.size() != landscape.grid) return false;
    return std::any_of(before->heights.begin(), before->heights.end(), [&](const HeightSurface& each) {
      return each.height.choice == heightOf(landscape) && each.surface->slice.a == framing.slice.a;
    });
  }
  std::vector<HeightSurface> heights(const Framing& framing, Index grid, const Progress& progress) const {
    return heightSurfaces({.problem = *problem,
                           .landscape = landscape,
                           .framing = framing,
                           .grid = grid,
                           .precision = Precision::picture,
                           .known = before ? before->heights : std::vector<HeightSurface>(),
                           .firstLook = grid < landscape.grid,
                           .progress = progress});
  }
  template <class Deliver>
  void work(const Deliver& deliver, const Progress& progress) const;
};

// A first look, the whole, and what takes long besides.
template <class Deliver>
void SurfaceOrder::work(const Deliver& deliver, const Progress& progress) const {
  const PlaneRequest request = requestFor(*problem, landscape, run.get(), at, recentred, progress);
  const Framing framing = framed ? *framed : lossarium::frame(request, shown, plane);
  SurfaceResult result{problem, {}, framing, factsOf(framing.slice, request.path), false, landscape};
  const bool isQuick = request.at.size() <= fewWeights;
  if (framed && before) result.curvature = before->curvature;
  if (isQuick && !framed) result.curvature = largestCurvature(*problem->training, request.at, progress);
  for (const Index grid : {std::min(coarseGrid, landscape.grid), landscape.grid}) {
    if (grid < landscape.grid && knowsFirst(framing)) continue;
    result.heights = heights(framing, grid, progress);
    result.surface = result.heights.front().surface;
    result.finished = grid == landscape.grid;
    if (result.finished) result.way = wayOf(result.heights, run.get(), nullptr, progress);
    deliver(result);
    if (result.finished) break;
  }
  if (isQuick || !std::isnan(result.curvature)) return;
  result.curvature = largestCurvature(*problem->training, request.at, progress);
  deliver(result);
}

}  // namespace

double heightNow(const SurfaceResult& result, const RunFrame& run) {
  if (result.isOfObjective()) return run.now.training + run.now.penalty;
  return lossarium::heightNow(result.heights.front().height, run, result.way.get());
}

// A plane of the same choice, cut since the run began or was recentred.
bool Session::planeStillHolds() const {
  return plane_ && plane_->origin.size() == problem_->model->weightCount() && surface_ &&
         cutAlike(surface_->landscape, landscape_);
}

// Other heights are seen over the same plane, in the same ranges.
void Session::look(const LandscapeChoice& landscape) {
  if (landscape == landscape_) return;
  const bool stays = frameAlike(landscape, landscape_) && surface_ && !surfaceUnderWay_ &&
                     surface_->problem == problem_ && surface_->finished;
  landscape_ = landscape;
  emit experimentChanged();
  requestSurface(false, stays ? std::optional(surface_->framing) : std::nullopt);
}

void Session::requestSurface(bool recentred, const std::optional<Framing>& framed) {
  if (!problem_) return;
  if (plane_ && !planeStillHolds()) recentred = true;  // another was chosen: through where the run is now
  if (recentred && frame_) sliceOrigin_ = frame_->state.weights;
  if (recentred) plane_.reset();
  const auto order = ++surfaceOrders_;
  surfaceUnderWay_ = true;
  factsOf_ = frame_;
  emit progressed(tr("Surface"), 0.0);
  SurfaceOrder wanted{.problem = problem_,
                      .landscape = landscape_,
                      .run = frame_,
                      .plane = plane_,
                      .framed = framed,
                      .at = sliceOrigin_,
                      .recentred = recentred};
  if (surface_ && !recentred) wanted.shown = surface_->surface->slice;
  if (surface_ && surface_->problem == problem_) wanted.before = surface_;
  const auto deliver = [this, order](const SurfaceResult& result) {
    later([this, order, result] {
      if (order == surfaceOrders_) takeSurface(result);
    });
  };
  surfaceJob_.request([wanted, deliver](const Progress& progress) { wanted.work(deliver, progress); },
                      [this, order](double fraction) {
                        later([this, order, fraction] {
                          if (order == surfaceOrders_) emit progressed(tr("Surface"), fraction);
                        });
                      });
}

// While a run goes on its way grows; how much of it lies in the plane is said anew when it rests.
void Session::refreshFacts() {
  if (!frame_ || frame_->running || factsOf_ == frame_ || !surface_ || surfaceUnderWay_) return;
  if (surface_->framing.slice.origin.size() != frame_->state.weights.size()) return;
  factsOf_ = frame_;
  factsJob_.request([this, of = surface_, run = frame_](const Progress& progress) {
    const PlaneRequest request =
        requestFor(*of->problem, of->landscape, run.get(), of->framing.slice.origin, false, progress);
    SurfaceResult result = *of;
    result.facts = factsOf(of->framing.slice, request.path);
    if (!of->heights.empty()) result.way = wayOf(of->heights, run.get(), of->way.get(), progress);
    later([this, of, result] { takeFacts(of, result); });
  });
}

void Session::takeFacts(const std::shared_ptr<const SurfaceResult>& of, const SurfaceResult& result) {
  const double before = of->facts.share, now = result.facts.share;
  const bool same = before == now || (std::isnan(before) && std::isnan(now));
  if (surface_ != of || (same && !result.way)) return;
  surface_ = std::make_shared<SurfaceResult>(result);
  emit surfaceChanged();
  recutAtRest();
}

void Session::takeSurface(const SurfaceResult& result) {
  auto taken = std::make_shared<SurfaceResult>(result);
  if (surface_ && !surfaceUnderWay_) {  // a late word on the curvature: the way may be known better by now
    taken->facts = surface_->facts;
    taken->way = surface_->way;
  }
  surface_ = std::move(taken);
  plane_ = result.framing.slice;
  if (result.finished) {
    surfaceUnderWay_ = false;
    emit progressed({}, std::nullopt);
  }
  emit surfaceChanged();
  if (!result.finished) return;
  recutAtRest();  // the run may have come to rest before there was a surface
  refreshFacts();
}

// At rest the surface is cut anew through where the run is.
void Session::recutAtRest() {
  if (!frame_ || frame_->running || !surface_ || !hasLeftThePlane(*surface_, *frame_)) return;
  QTimer::singleShot(restBeforeCut, this, [this, shown = frame_] {
    if (frame_ == shown && surface_ && hasLeftThePlane(*surface_, *shown)) recentre();
  });
}

// The range of the surface changes only when the ball leaves it.
void Session::followBall() {
  if (!surface_ || surfaceUnderWay_ || landscape_.range) return;
  const Framing& framing = surface_->framing;
  if (framing.slice.origin.size() != frame_->state.weights.size()) return;
  const Eigen::Vector2d ball = framing.slice.project(frame_->state.weights);
  if (framing.shows(ball)) return;
  const auto leavesWithinReach = [&](const PathPoint& point) {
    const Eigen::Vector2d place = framing.slice.project(point.weights);
    return !framing.shows(place) && framing.reaches(place);
  };
  if (framing.reaches(ball) || std::any_of(frame_->path.begin(), frame_->path.end(), leavesWithinReach))
    requestSurface();
}

void Session::startAt(double a, double b) {
  if (!surface_) return;
  const Vector weights = surface_->surface->slice.at(a, b);
  Experiment next = experiment_;
  next.changes.clear();
  next.start.weights.assign(weights.begin(), weights.end());
  edit(next);
}

void Session::recentre() { requestSurface(true); }

double Session::epochsToMinimum() const {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  if (!surface_ || !frame_ || frame_->problem->model->weightCount() != 2 || frame_->descent.size() != 2 ||
      frame_->problem->experiment.optimizer.id != "gradient_descent" ||
      !frame_->problem->optimizer->schedule().isConstant())
    return unknown;
  const Framing& framing = surface_->framing;
  const Eigen::Vector2d ball = framing.slice.project(frame_->state.weights);
  const double distance = (ball - framing.minimum.head<2>()).norm();
  // At the minimum the distance is the search's own rounding.
  const double height = frame_->now.training + frame_->now.penalty - framing.minimum.z();
  if (!(height > 1e-6 * std::abs(framing.minimum.z()))) return 0;
  const double momentum = frame_->problem->experiment.optimizer.real("momentum");
  const double stride = frame_->problem->optimizer->learningRate() * frame_->descent.norm() / (1 - momentum);
  return distance / stride / static_cast<double>(frame_->batchesPerEpoch);
}

}  // namespace lossarium::ui
