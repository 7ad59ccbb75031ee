// The duel's surfaces: over which plane, when anew, and what follows from it.
#include "core/experiment/height_choice.h"
#include "ui/session/duel_session.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr Index coarseGrid = 26;  // a first look within a frame
constexpr Index fineGrid = 101, smallGrid = 61;
constexpr std::size_t few = 2;  // surfaces that are large enough for the fine grid

struct DuelSurfaceOrder {
  Duel::Setup problems;
  std::shared_ptr<const DuelFrame> frame;
  std::vector<Framing> shown;
  LandscapeChoice landscape;

  template <class Deliver>
  void work(const Deliver& deliver, const Progress& progress) const;
};

template <class Deliver>
void DuelSurfaceOrder::work(const Deliver& deliver, const Progress& progress) const {
  DuelSurfaces surfaces{surfaceGroups(problems), {}};
  const auto framings = commonFramings(problems, surfaces.groups, frame.get(), shown, landscape, progress);
  surfaces.results.resize(surfaces.groups.size());
  const Index fine = surfaces.groups.size() > few ? smallGrid : fineGrid;
  for (const Index grid : {coarseGrid, fine}) {
    for (std::size_t g = 0; g < surfaces.groups.size(); ++g) {
      const auto& problem = problems[surfaces.groups[g].front()];
      auto surface = std::make_shared<const Surface>(
          computeSurface(*problem->training, framings[g].slice, grid, progress, Precision::picture));
      SurfaceResult result{problem, surface, framings[g], {}, grid == fine, landscape};
      surfaces.results[g] = std::make_shared<const SurfaceResult>(std::move(result));
    }
    deliver(surfaces, framings, grid == fine);
  }
}

}  // namespace

void DuelSession::requestSurfaces() {
  if (problems_.empty()) return;
  const std::int64_t order = ++surfaceOrders_;
  surfacesUnderWay_ = true;
  const bool frameFits = frame_ && frame_->generation == generation_;
  LandscapeChoice landscape = plan_.contenders.front().landscape;
  landscape.of = "training";
  landscape.overlay.clear();
  const DuelSurfaceOrder wanted{problems_, frameFits ? frame_ : nullptr, framings_, landscape};
  const auto deliver = [this, order](const DuelSurfaces& surfaces, const std::vector<Framing>& framings,
                                     bool finished) {
    later([this, order, surfaces, framings, finished] {
      if (order != surfaceOrders_) return;
      surfaces_ = std::make_shared<const DuelSurfaces>(surfaces);
      framings_ = framings;
      if (finished) surfacesUnderWay_ = false;
      emit surfacesChanged();
    });
  };
  surfaceJob_.request([wanted, deliver](const Progress& progress) { wanted.work(deliver, progress); });
}

void DuelSession::startAt(std::size_t group, double a, double b) {
  if (!surfaces_ || group >= surfaces_->results.size() || !surfaces_->results[group]) return;
  const Vector weights = surfaces_->results[group]->surface->slice.at(a, b);
  DuelPlan next = plan_;
  for (std::size_t i = 0; i < next.contenders.size() && i < problems_.size(); ++i)
    if (problems_[i]->model->weightCount() == weights.size())
      next.contenders[i].start.weights.assign(weights.begin(), weights.end());
  edit(next);
}

void DuelSession::goToStep(std::size_t run, std::int64_t step) {
  if (!frame_ || run >= frame_->runs.size()) return;
  const RunFrame& of = *frame_->runs[run];
  goTo(std::llround(epochAt(of.epochs, step, of.batchesPerEpoch)));
}

}  // namespace lossarium::ui
