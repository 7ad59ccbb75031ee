#include "core/training/snapshots.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr std::size_t nearShare = 4;  // a quarter of the budget is for those near the present

std::size_t bytesOf(const std::vector<Snapshot>& snapshots) {
  std::size_t sum = 0;
  for (const Snapshot& each : snapshots) sum += each.trainer.bytes();
  return sum;
}

}  // namespace

Snapshots::Snapshots(const Trainer& start, std::size_t budget) : budget_(budget) {
  even_.push_back({start, 0});
  evenBytes_ = bytesOf(even_);
}

void Snapshots::add(const Trainer& trainer, std::size_t interventions) {
  const std::int64_t step = trainer.state().step;
  if (step % stride_ != 0) return addNear(trainer, interventions);
  even_.push_back({trainer, interventions});
  evenBytes_ += trainer.bytes();
  while (even_.size() > 1 && (even_.size() > mostEven || evenBytes_ > budget_ - budget_ / nearShare)) thin();
}

// The places are written over and over: copies of the same size ask for no memory.
void Snapshots::addNear(const Trainer& trainer, std::size_t interventions) {
  const std::size_t size = trainer.bytes();
  const std::size_t room = std::min(mostNear, budget_ / nearShare / size);
  if (room == 0) return;
  if (near_.size() > room) {
    near_.erase(near_.begin() + static_cast<std::ptrdiff_t>(room), near_.end());
    nearBytes_ = bytesOf(near_);
  }
  if (nextNear_ >= room) nextNear_ = 0;
  if (nextNear_ < near_.size()) {
    nearBytes_ -= near_[nextNear_].trainer.bytes();
    near_[nextNear_] = {trainer, interventions};
  } else {
    near_.push_back({trainer, interventions});
  }
  nearBytes_ += size;
  nextNear_ = (nextNear_ + 1) % room;
}

void Snapshots::thin() {
  stride_ *= 2;
  std::erase_if(even_, [this](const Snapshot& each) { return each.step() % stride_ != 0; });
  evenBytes_ = bytesOf(even_);
}

const Snapshot& Snapshots::before(std::int64_t step) const {
  const auto after = std::upper_bound(even_.begin() + 1, even_.end(), step,
                                      [](std::int64_t at, const Snapshot& each) { return at < each.step(); });
  const Snapshot* latest = &*(after - 1);
  for (const Snapshot& each : near_)
    if (each.step() <= step && each.step() > latest->step()) latest = &each;
  return *latest;
}

template <class Condition>
void Snapshots::forgetIf(const Condition& condition) {
  std::erase_if(even_, condition);
  std::erase_if(near_, condition);
  nextNear_ = near_.size();
  evenBytes_ = bytesOf(even_);
  nearBytes_ = bytesOf(near_);
}

void Snapshots::forgetAfter(std::int64_t step) {
  forgetIf([step](const Snapshot& each) { return each.step() > step; });
}

void Snapshots::forgetMadeAfter(std::size_t first, std::size_t last) {
  forgetIf([=](const Snapshot& each) { return each.interventions >= first && each.interventions <= last; });
}

}  // namespace lossarium
