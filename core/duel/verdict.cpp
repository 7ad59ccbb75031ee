#include "core/duel/verdict.h"

#include "core/boxes/box_scores.h"
#include "core/duel/common_frame.h"
#include "core/losses/rate.h"
#include "core/objectives/classification.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

namespace lossarium {
namespace {

constexpr double rareShare = 0.2, arrivalShare = 0.01;

using Runs = std::vector<std::shared_ptr<const RunFrame>>;
using Rows = std::vector<Index>;  // of the training samples

const Problem& problemOf(const Runs& runs) { return *runs.front()->problem; }

double meanOf(const Vector& numbers) { return numbers.size() ? numbers.mean() : DuelVerdict::notKnown; }

double medianOf(Vector numbers) {
  if (numbers.size() == 0 || !numbers.allFinite()) return DuelVerdict::notKnown;
  std::sort(numbers.begin(), numbers.end());
  const Index half = numbers.size() / 2;
  return numbers.size() % 2 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
}

Vector errorsOn(const EmpiricalRisk& risk, const Problem& problem, const Vector& weights) {
  const Matrix prediction = inTargetUnits(problem.loss->spec(), risk.predictions(weights));
  return (prediction.col(0) - risk.samples().target.col(0)).cwiseAbs();
}

Vector at(const Vector& numbers, const Rows& rows) { return numbers(rows); }

// Training rows as they were before hands and disturbances changed them.
struct CleanRows {
  Matrix features;  ///< in the data's own units
  Vector target;
};

CleanRows soundRows(const Problem& problem) {
  const auto strange = datasetSpec(problem.experiment.dataset.id).strangeRows;
  const std::set<Index> known(strange.begin(), strange.end());
  const Dataset& now = *problem.dataset;
  const Dataset& clean = now.unedited ? *now.unedited : now;
  Rows rows;
  for (const Index row : problem.rows.train)
    if (const Index number = now.rowNumber(row); number < clean.count() && !known.contains(number))
      rows.push_back(number);
  return {clean.features(rows, Eigen::all), clean.target.col(0)(rows)};
}

Rows untouchedRows(const Problem& problem) {
  Rows rows;
  const Dataset& data = *problem.dataset;
  for (std::size_t i = 0; i < problem.rows.train.size(); ++i) {
    const Index row = problem.rows.train[i], before = data.rowNumber(row);
    if (before < data.unedited->count() && data.unedited->target(before, 0) == data.target(row, 0))
      rows.push_back(static_cast<Index>(i));
  }
  return rows;
}

// Columns that were chosen otherwise are other data.
bool hasStrangeRows(const Problem& problem) {
  const Choice& dataset = problem.experiment.dataset;
  return !datasetSpec(dataset.id).strangeRows.empty() && !dataset.has("target") && !dataset.has("features");
}

// Of a straight line by least squares through those rows alone: its mean |error| there.
double attainableOn(const Problem& problem, const CleanRows& rows) {
  if (problem.experiment.model.id != "linear" || problem.loss->spec().logarithmOfRate ||
      rows.target.size() <= rows.features.cols())
    return DuelVerdict::notKnown;
  Eigen::MatrixXd design(rows.features.rows(), rows.features.cols() + 1);
  design << rows.features, Vector::Ones(design.rows());
  const Vector fit = design * design.colPivHouseholderQr().solve(rows.target);
  return (fit - rows.target).cwiseAbs().mean();
}

template <class Score>
void scoreAll(DuelVerdict& verdict, const Runs& runs, const Score& score) {
  for (const auto& run : runs) verdict.scores.push_back(score(*run));
}

void scoreOnRows(DuelVerdict& verdict, const Runs& runs, const Rows& rows) {
  scoreAll(verdict, runs, [&rows](const RunFrame& run) {
    return meanOf(at(errorsOn(*run.problem->training, *run.problem, run.state.weights), rows));
  });
}

void scoreOnSoundRows(DuelVerdict& verdict, const Runs& runs) {
  const CleanRows rows = soundRows(problemOf(runs));
  verdict.attainable = attainableOn(problemOf(runs), rows);
  verdict.level = meanOf((rows.target.array() - medianOf(rows.target)).abs());
  scoreAll(verdict, runs, [&rows](const RunFrame& run) {
    return meanOf((run.problem->predict(rows.features, run.state.weights).col(0) - rows.target).cwiseAbs());
  });
}

// Up to the moment that is shown.
std::vector<std::pair<std::int64_t, double>> lossesOf(const RunFrame& run) {
  std::vector<std::pair<std::int64_t, double>> losses;
  for (const EpochRecord& record : run.epochs)
    if (record.epoch <= run.state.epoch) losses.emplace_back(record.epoch, record.training + record.penalty);
  if (run.state.batch == 0) losses.emplace_back(run.state.epoch, run.now.training + run.now.penalty);
  return losses;
}

// A loss that leaves again has not arrived.
double arrivalOf(const RunFrame& run, double goal) {
  double since = DuelVerdict::notKnown;
  if (run.state.stop == Stop::diverged) return since;
  for (const auto& [epoch, loss] : lossesOf(run)) {
    if (!(loss <= goal))
      since = DuelVerdict::notKnown;
    else if (std::isnan(since))
      since = static_cast<double>(epoch);
  }
  return since;
}

void scoreArrival(DuelVerdict& verdict, const Runs& runs) {
  double least = std::numeric_limits<double>::infinity(), start = 0;
  for (const auto& run : runs)
    for (const auto& [epoch, loss] : lossesOf(*run)) {
      if (epoch == 0) start = loss;
      if (loss < least) least = loss;
    }
  const double goal = least + arrivalShare * (start - least);
  scoreAll(verdict, runs, [goal](const RunFrame& run) { return arrivalOf(run, goal); });
}

bool shareObjective(const Runs& runs) {
  return runs.size() > 1 && std::all_of(runs.begin(), runs.end(), [&](const auto& run) {
           return sameObjective(*run->problem, problemOf(runs)) &&
                  run->problem->startWeights() == problemOf(runs).startWeights();
         });
}

void scoreByTruth(DuelVerdict& verdict, const Runs& runs) {
  const Problem& problem = problemOf(runs);
  const Vector centre = problem.dataset->truth->centre(problem.rows.train);
  scoreAll(verdict, runs, [&centre](const RunFrame& run) {
    const Matrix prediction =
        inTargetUnits(run.problem->loss->spec(), run.problem->training->predictions(run.state.weights));
    return std::sqrt((prediction.col(0) - centre).squaredNorm() / static_cast<double>(centre.size()));
  });
}

bool areQuantiles(const Runs& runs) {
  std::set<double> levels;
  for (const auto& run : runs) {
    const Choice& loss = run->problem->experiment.loss;
    if (loss.id != "quantile") return false;
    levels.insert(loss.real("tau"));
  }
  return levels.size() > 1;
}

void scoreShares(DuelVerdict& verdict, const Runs& runs) {
  scoreAll(verdict, runs, [&verdict](const RunFrame& run) {
    const Matrix prediction = run.problem->training->predictions(run.state.weights);
    const Matrix& target = run.problem->training->samples().target;
    const double share = (target.col(0).array() <= prediction.col(0).array()).cast<double>().mean();
    verdict.details.push_back(share);
    return std::abs(share - run.problem->experiment.loss.real("tau"));
  });
}

const EmpiricalRisk& judging(const DuelVerdict& verdict, const RunFrame& run) {
  return verdict.onValidation ? *run.problem->validation : *run.problem->training;
}

std::optional<double> rareClass(const Problem& problem) {
  if (problem.dataset->task != Task::binary) return std::nullopt;
  const double positive = problem.training->samples().target.mean();
  if (positive < rareShare) return 1;
  return positive > 1 - rareShare ? std::optional(0.0) : std::nullopt;
}

void scoreRareClass(DuelVerdict& verdict, const Runs& runs, double rare) {
  scoreAll(verdict, runs, [&verdict, rare](const RunFrame& run) {
    const EmpiricalRisk& risk = judging(verdict, run);
    const auto guesses = predictedClasses(risk.predictions(run.state.weights));
    double hits = 0, claims = 0, rows = 0;
    for (std::size_t i = 0; i < guesses.size(); ++i) {
      const bool is = risk.samples().target(static_cast<Index>(i), 0) == rare;
      const bool claimed = static_cast<double>(guesses[i]) == rare;
      rows += is;
      claims += claimed;
      hits += is && claimed;
    }
    verdict.details.push_back(hits);
    verdict.of = rows;
    return rows + claims > 0 ? 2 * hits / (rows + claims) : 0;
  });
}

void scoreClasses(DuelVerdict& verdict, const Runs& runs) {
  if (const auto rare = rareClass(problemOf(runs))) {
    verdict.yardstick = Yardstick::rareClass;
    return scoreRareClass(verdict, runs, *rare);
  }
  verdict.yardstick = Yardstick::accuracy;
  scoreAll(verdict, runs, [&verdict](const RunFrame& run) {
    const EmpiricalRisk& risk = judging(verdict, run);
    return accuracy(risk.predictions(run.state.weights), risk.samples().target);
  });
}

void scoreBoxes(DuelVerdict& verdict, const Runs& runs) {
  const Problem& problem = problemOf(runs);
  if (problem.dataset->trueBoxes.size() > 0) {
    verdict.yardstick = Yardstick::trueBoxes;
    verdict.onValidation = false;
    const Matrix boxes = problem.dataset->trueBoxes(problem.rows.train, Eigen::all);
    return scoreAll(verdict, runs, [&boxes](const RunFrame& run) {
      return iouOfRows(run.problem->training->predictions(run.state.weights), boxes).mean();
    });
  }
  verdict.yardstick = Yardstick::overlap;
  scoreAll(verdict, runs, [&verdict](const RunFrame& run) {
    const EmpiricalRisk& risk = judging(verdict, run);
    return iouOfRows(risk.predictions(run.state.weights), risk.samples().target).mean();
  });
}

void scoreRegression(DuelVerdict& verdict, const Runs& runs) {
  const Problem& problem = problemOf(runs);
  if (areQuantiles(runs)) {
    verdict.yardstick = Yardstick::shareBelow;
    return scoreShares(verdict, runs);
  }
  if (hasStrangeRows(problem)) {
    verdict.yardstick = Yardstick::soundRows;
    return scoreOnSoundRows(verdict, runs);
  }
  if (problem.dataset->truth) {
    verdict.yardstick = Yardstick::truth;
    return scoreByTruth(verdict, runs);
  }
  const Rows rows = problem.dataset->unedited ? untouchedRows(problem) : Rows();
  if (!rows.empty() && rows.size() < problem.rows.train.size()) {
    verdict.yardstick = Yardstick::untouched;
    return scoreOnRows(verdict, runs, rows);
  }
  scoreAll(verdict, runs, [&verdict](const RunFrame& run) {
    return medianOf(errorsOn(judging(verdict, run), *run.problem, run.state.weights));
  });
}

}  // namespace

DuelVerdict verdictOn(const Runs& runs) {
  DuelVerdict verdict;
  verdict.onValidation = problemOf(runs).validation != nullptr;
  if (shareObjective(runs)) {
    verdict.yardstick = Yardstick::arrival;
    scoreArrival(verdict, runs);
  } else if (isClassification(problemOf(runs).dataset->task))
    scoreClasses(verdict, runs);
  else if (problemOf(runs).dataset->task == Task::boxes)
    scoreBoxes(verdict, runs);
  else
    scoreRegression(verdict, runs);
  if (verdict.yardstick != Yardstick::typical && !verdict.higherIsBetter()) verdict.onValidation = false;
  verdict.order.resize(runs.size());
  std::iota(verdict.order.begin(), verdict.order.end(), std::size_t{0});
  const double sign = verdict.higherIsBetter() ? -1 : 1;
  const auto cost = [&](std::size_t index) {
    const double score = sign * verdict.scores[index];
    return std::isfinite(score) ? score : std::numeric_limits<double>::infinity();
  };
  std::stable_sort(verdict.order.begin(), verdict.order.end(),
                   [&](std::size_t one, std::size_t other) { return cost(one) < cost(other); });
  return verdict;
}

}  // namespace lossarium
