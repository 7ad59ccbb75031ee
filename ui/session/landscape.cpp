// The session's surface: which plane it is cut through, when anew, and what follows from it.
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
  const double height = frame.now.training + frame.now.penalty, below = surface.at(place.x(), place.y());
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

}  // namespace

// A plane of the same choice, cut since the run began or was recentred.
bool Session::planeStillHolds() const {
  if (!plane_ || plane_->origin.size() != problem_->model->weightCount() || !surface_) return false;
  LandscapeChoice before = surface_->landscape;
  before.grid = landscape_.grid;
  before.range = landscape_.range;
  return before == landscape_;
}

void Session::lookThrough(const LandscapeChoice& landscape) {
  if (landscape == landscape_) return;
  landscape_ = landscape;
  emit experimentChanged();
  requestSurface();
}

void Session::requestSurface(bool recentred) {
  if (!problem_) return;
  if (plane_ && !planeStillHolds()) recentred = true;  // another was chosen: through where the run is now
  if (recentred && frame_) sliceOrigin_ = frame_->state.weights;
  if (recentred) plane_.reset();
  std::optional<Slice> shown;
  if (surface_ && !recentred) shown = surface_->surface->slice;
  const auto order = ++surfaceOrders_;
  surfaceUnderWay_ = true;
  emit progressed(tr("Surface"), 0.0);
  const auto deliver = [this, order](SurfaceResult result) {
    later([this, order, result = std::move(result)] {
      if (order == surfaceOrders_) takeSurface(result);
    });
  };
  const auto work = [problem = problem_, landscape = landscape_, run = frame_, plane = plane_, shown,
                     at = sliceOrigin_, recentred, deliver](const Progress& progress) {
    const PlaneRequest request = requestFor(*problem, landscape, run.get(), at, recentred, progress);
    const Framing framing = lossarium::frame(request, shown, plane);
    const SliceFacts facts = factsOf(framing.slice, request.path);
    const Index grid = landscape.grid;
    const bool isQuick = request.at.size() <= fewWeights;
    double curvature = isQuick ? largestCurvature(*problem->training, request.at, progress)
                               : std::numeric_limits<double>::quiet_NaN();
    std::shared_ptr<const Surface> surface;
    for (const Index size : {std::min(coarseGrid, grid), grid}) {
      surface = std::make_shared<Surface>(
          computeSurface(*problem->training, framing.slice, size, progress, Precision::picture));
      deliver({problem, surface, framing, facts, size == grid, landscape, curvature});
      if (size == grid) break;
    }
    if (!isQuick)
      deliver({problem, surface, framing, facts, true, landscape,
               largestCurvature(*problem->training, request.at, progress)});
  };
  surfaceJob_.request(work, [this, order](double fraction) {
    later([this, order, fraction] {
      if (order == surfaceOrders_) emit progressed(tr("Surface"), fraction);
    });
  });
}

void Session::takeSurface(const SurfaceResult& result) {
  surface_ = std::make_shared<SurfaceResult>(result);
  plane_ = result.framing.slice;
  if (result.finished) {
    surfaceUnderWay_ = false;
    emit progressed({}, std::nullopt);
  }
  emit surfaceChanged();
  if (result.finished) recutAtRest();  // the run may have come to rest before there was a surface
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
