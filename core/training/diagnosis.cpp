#include "core/training/diagnosis.h"

#include "core/training/examination.h"

#include <algorithm>
#include <utility>

namespace lossarium {

using namespace diagnosis;

namespace {

// As it was at the moment that is shown; what came after it is not known there.
std::vector<EpochRecord> epochsUntil(const RunFrame& frame) {
  std::vector<EpochRecord> epochs;
  for (const EpochRecord& record : frame.epochs)
    if (record.step <= frame.state.step) epochs.push_back(record);
  return epochs;
}

std::vector<Seam> seamsUntil(const RunFrame& frame) {
  std::vector<Seam> seams;
  for (const Seam& seam : frame.seams)
    if (seam.step <= frame.state.step) seams.push_back(seam);
  return seams;
}

std::vector<PathPoint> pathUntil(const RunFrame& frame) {
  std::vector<PathPoint> path;
  for (const PathPoint& place : frame.path)
    if (place.step <= frame.state.step) path.push_back(place);
  return path;
}

}  // namespace

std::vector<Finding> Examination::findings() const {
  if (auto found = divergence()) return {*found};
  if (frame_.state.step == 0) return {{Verdict::notStarted, "Nothing has run yet.", {"Space runs."}, {}}};
  if (curve_.records < fewestRecords) return {tooEarly()};
  if (auto found = noPull()) return {*found};
  std::vector<Finding> found;
  const auto add = [&found](std::optional<Finding> finding) {
    if (finding) found.push_back(std::move(*finding));
  };
  add(stoppedEarly());
  add(oscillation());
  add(batchNoise());
  add(overfitting());
  add(farRows());
  add(underfitting());
  add(littleToLearn());
  const bool restless = std::any_of(found.begin(), found.end(), [](const Finding& each) {
    return each.verdict == Verdict::oscillation || each.verdict == Verdict::batchNoise;
  });
  if (!restless && !restored()) add(progress());
  if (found.empty()) found.push_back(unremarkable());
  return found;
}

std::string_view toText(Verdict verdict) {
  switch (verdict) {
    case Verdict::notStarted:
      return "not started";
    case Verdict::tooEarly:
      return "too early";
    case Verdict::divergence:
      return "divergence";
    case Verdict::oscillation:
      return "oscillation";
    case Verdict::batchNoise:
      return "batch noise";
    case Verdict::noPull:
      return "no pull";
    case Verdict::stoppedEarly:
      return "stopped early";
    case Verdict::overfitting:
      return "over-fitting";
    case Verdict::underfitting:
      return "under-fitting";
    case Verdict::farRows:
      return "far rows";
    case Verdict::littleToLearn:
      return "little to learn";
    case Verdict::stillFalling:
      return "still falling";
    case Verdict::plateau:
      return "plateau";
    case Verdict::converged:
      return "converged";
    case Verdict::unremarkable:
      return "unremarkable";
  }
  return "";
}

std::vector<Finding> diagnose(const RunFrame& frame, const CurveFacts& curve, const FitFacts& fit,
                              double turn) {
  return Examination(frame, curve, fit, turn).findings();
}

std::vector<Finding> diagnose(const RunFrame& frame, const Progress& progress) {
  return diagnose(frame, factsOf(epochsUntil(frame), seamsUntil(frame)), fitFactsOf(frame, progress),
                  meanTurn(pathUntil(frame)));
}

}  // namespace lossarium
