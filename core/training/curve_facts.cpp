#include "core/training/curve_facts.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

constexpr std::size_t fewest = 5;       // records from which a trend is read
constexpr std::size_t lateRecords = 5;  // over which "now" is a median, so that one noisy epoch says little
constexpr std::size_t lastTurns = 64;
constexpr double nextToNothing = 1e-9;  // of the longest step

using Records = std::vector<EpochRecord>;
using Number = double (*)(const EpochRecord&);

double objective(const EpochRecord& record) { return record.training + record.penalty; }

double mean(const Records& records, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += objective(records[i]);
  return sum / static_cast<double>(to - from);
}

double median(std::vector<double> numbers) {
  if (numbers.empty()) return CurveFacts::notKnown;
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  return *middle;
}

double medianOf(const Records& records, std::size_t from, std::size_t to, Number number) {
  std::vector<double> numbers;
  for (std::size_t i = from; i < to; ++i) numbers.push_back(number(records[i]));
  return median(std::move(numbers));
}

double lately(const Records& records, Number number) {
  return medianOf(records, records.size() - std::min(lateRecords, records.size()), records.size(), number);
}

double trainingOf(const EpochRecord& record) { return record.training; }
double validationOf(const EpochRecord& record) { return record.validation; }

// How far the means of two neighbouring pieces of as many records may be apart by chance: the noise is what
// differs from record to record, whatever the trend.
double doubtOfFall(const Records& records, std::size_t from, std::size_t middle) {
  double sum = 0;
  for (std::size_t i = from + 1; i < records.size(); ++i)
    sum += std::pow(objective(records[i]) - objective(records[i - 1]), 2);
  const double variance = sum / (2 * static_cast<double>(records.size() - from - 1));
  return std::sqrt(
      variance * (1 / static_cast<double>(middle - from) + 1 / static_cast<double>(records.size() - middle)));
}

// Looking at the test rows, or planning further, changes nothing of what came before.
bool changesTheRun(const Seam& seam) {
  return std::any_of(seam.changes.begin(), seam.changes.end(), [](const SettingChange& change) {
    return change.key != "split.test_opened" && change.key != "training.epochs";
  });
}

Records sinceTheLastChange(const Records& epochs, const std::vector<Seam>& seams) {
  std::int64_t from = -1;
  for (const Seam& seam : seams)
    if (changesTheRun(seam)) from = seam.otherUnit ? seam.step : seam.step - 1;
  Records records;
  for (const EpochRecord& record : epochs)
    if (record.step > from && std::isfinite(objective(record))) records.push_back(record);
  return records;
}

void addTrend(CurveFacts& facts, const Records& records) {
  const std::size_t count = records.size(), tenth = std::max<std::size_t>(1, count / 10);
  facts.first = objective(records.front());
  facts.last = mean(records, count - tenth, count);
  facts.lowest = facts.first;
  for (const EpochRecord& record : records) facts.lowest = std::min(facts.lowest, objective(record));
  const std::size_t fifth = std::max<std::size_t>(4, count / 5), from = count - std::min(count, fifth);
  const std::size_t middle = (from + count) / 2;
  facts.latelyFrom = records[from].epoch;
  facts.latelyBefore = mean(records, from, middle);
  facts.latelyAfter = mean(records, middle, count);
  const double fell = facts.latelyBefore - facts.latelyAfter, span = facts.first - facts.lowest;
  facts.lossFallLately = facts.last != 0 ? fell / std::abs(facts.last) : 0;
  facts.fallDoubt = facts.last != 0 ? doubtOfFall(records, from, middle) / std::abs(facts.last) : 0;
  facts.fallLately = span > 0 ? fell / span : 0;
}

void addSwings(CurveFacts& facts, const Records& records) {
  const std::size_t from = records.size() / 2;
  std::vector<double> rises;
  for (std::size_t i = from + 1; i < records.size(); ++i) {
    const double rise = objective(records[i]) - objective(records[i - 1]);
    const double rounding = 1e-12 * std::abs(objective(records[i]));
    if (rise > rounding) rises.push_back(rise);
  }
  const std::size_t steps = records.size() - from - 1;
  facts.rises = static_cast<double>(rises.size()) / static_cast<double>(steps);
  const double level = std::abs(mean(records, from, records.size()));
  facts.swing = rises.empty() || !(level > 0) ? 0 : median(std::move(rises)) / level;
}

void addValidation(CurveFacts& facts, const Records& records) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (std::isnan(records[i].validation) ||
        !(facts.bestEpoch < 0 || records[i].validation < facts.bestValidation))
      continue;
    facts.bestValidation = records[i].validation;
    facts.bestEpoch = records[i].epoch;
    best = i;
  }
  if (facts.bestEpoch < 0) return;
  const std::size_t from = best - std::min(best, lateRecords / 2);
  const std::size_t to = std::min(records.size(), best + lateRecords / 2 + 1);
  facts.validationAtBest = medianOf(records, from, to, validationOf);
  facts.trainingAtBest = medianOf(records, from, to, trainingOf);
  facts.validationLately = lately(records, validationOf);
}

}  // namespace

CurveFacts factsOf(const std::vector<EpochRecord>& epochs, const std::vector<Seam>& seams) {
  const Records records = sinceTheLastChange(epochs, seams);
  CurveFacts facts;
  facts.records = records.size();
  if (records.empty()) return facts;
  facts.firstEpoch = records.front().epoch;
  facts.lastEpoch = records.back().epoch;
  if (records.size() < fewest) return facts;
  addTrend(facts, records);
  addSwings(facts, records);
  addValidation(facts, records);
  facts.trainingLately = lately(records, trainingOf);
  return facts;
}

double meanTurn(const std::vector<PathPoint>& path, std::size_t least) {
  std::vector<Vector> steps;  // one that is not known is empty
  double longest = 0;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const bool known = path[i].step == path[i - 1].step + 1;
    steps.push_back(known ? Vector(*path[i].weights - *path[i - 1].weights) : Vector());
    longest = std::max(longest, steps.back().norm());
  }
  double sum = 0;
  std::size_t turns = 0;
  for (std::size_t i = steps.size(); i-- > 1 && turns < lastTurns;) {
    const Vector &in = steps[i - 1], &out = steps[i];
    const bool known = in.size() && out.size();
    if (!known || !(std::min(in.norm(), out.norm()) > nextToNothing * longest)) continue;
    sum += in.dot(out) / (in.norm() * out.norm());
    ++turns;
  }
  return turns < least ? CurveFacts::notKnown : sum / static_cast<double>(turns);
}

}  // namespace lossarium
