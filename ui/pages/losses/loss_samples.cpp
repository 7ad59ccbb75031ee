#include "ui/pages/losses/loss_samples.h"

#include "core/losses/rate.h"
#include "core/training/recorded_run.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace lossarium::ui {

LossSamples samplesUnder(const Loss& loss, ProfileAxis axis, const ProfileGround& ground,
                         const RunFrame* frame) {
  const Task task = loss.spec().task;
  if (!frame || task == Task::boxes || frame->problem->dataset->task != task) return {};
  Matrix prediction = frame->trainingPrediction;
  translate(frame->problem->loss->spec(), loss.spec(), prediction);
  const Samples& all = frame->problem->training->samples();
  const Vector target = all.target(Eigen::seq(0, all.count() - 1, frame->shownStride), 0);
  if (!prediction.allFinite()) return {};
  Vector value(prediction.rows());
  Matrix slope(prediction.rows(), prediction.cols());
  loss.evaluate({.rows = prediction.rows(),
                 .outputs = prediction.cols(),
                 .stride = prediction.rows(),
                 .targetStride = target.size(),
                 .prediction = prediction.data(),
                 .target = target.data(),
                 .value = value.data(),
                 .slope = slope.data()});
  return {profilePlaces(axis, ground, prediction, target), slope.rowwise().norm()};
}

Index samplesWithHalfThePull(const Vector& pulls) {
  const double half = 0.5 * pulls.sum();
  if (!(half > 0) || !std::isfinite(half)) return 0;
  std::vector<double> sorted(pulls.begin(), pulls.end());
  std::sort(sorted.begin(), sorted.end(), std::greater());
  double sum = 0;
  Index count = 0;
  while (sum < half * (1 - 1e-12)) sum += sorted[static_cast<std::size_t>(count++)];
  return count;
}

}  // namespace lossarium::ui
