#include "core/training/curve_facts.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
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

// How far two records may be apart by chance: the noise is what is left of second differences, in which no
// trend is.
double doubtOfFall(const Records& records, std::size_t from) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = std::max<std::size_t>(from, 1); i + 1 < records.size(); ++i, ++count)
    sum += std::pow(objective(records[i + 1]) - 2 * objective(records[i]) + objective(records[i - 1]), 2);
  const double variance = count > 0 ? sum / (6 * static_cast<double>(count)) : 0;
  return std::sqrt(2 * variance);
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

// The last record that is not later; the first if there is none.
const EpochRecord& recordAt(const Records& records, std::int64_t epoch) {
  const auto later =
      std::upper_bound(records.begin(), records.end(), epoch,
                       [](std::int64_t value, const EpochRecord& record) { return value < record.epoch; });
  return later == records.begin() ? records.front() : *std::prev(later);
}

double lowestOf(const Records& records) {
  double lowest = objective(records.front());
  for (const EpochRecord& record : records) lowest = std::min(lowest, objective(record));
  return lowest;
}

// A place that stays while the curve does, wherever its end is.
std::int64_t stillSince(const Records& records) {
  const std::string now = readableNumber(objective(records.back()));
  std::size_t first = records.size() - 1;
  while (first > 0 && readableNumber(objective(records[first - 1])) == now) --first;
  return records[first].epoch;
}

void addTrend(CurveFacts& facts, const Records& records) {
  const std::int64_t tenth = tenthOf(facts.lastEpoch - facts.firstEpoch);
  const EpochRecord& before = recordAt(records, facts.lastEpoch - tenth);
  facts.late = {objective(records.front()), objective(before), objective(records.back())};
  facts.lateEpoch = before.epoch;
  facts.stillSince = stillSince(records);
  facts.lowest = lowestOf(records);
  const double fell = facts.late.before - facts.late.now, span = facts.late.atStart - facts.lowest;
  facts.lossFallLately = facts.late.share();
  facts.fallLately = span > 0 ? fell / span : 0;
  const std::size_t count = records.size(),
                    from = count - std::min(count, std::max<std::size_t>(4, count / 5));
  const double level = std::abs(facts.late.now);
  facts.fallDoubt = level > 0 ? doubtOfFall(records, from) / level : 0;
}

// Each from its foot to its top, however many records it takes.
std::vector<double> risesOf(const Records& records, std::size_t from, std::size_t& steps) {
  std::vector<double> rises;
  bool rising = false;
  for (std::size_t i = from + 1; i < records.size(); ++i) {
    const double rise = objective(records[i]) - objective(records[i - 1]);
    const bool rose = rise > 1e-12 * std::abs(objective(records[i]));
    if (rose && rising) rises.back() += rise;
    if (rose && !rising) rises.push_back(rise);
    if (rose) ++steps;
    rising = rose;
  }
  return rises;
}

void addSwings(CurveFacts& facts, const Records& records) {
  const std::size_t from = records.size() / 2;
  std::size_t steps = 0;
  std::vector<double> rises = risesOf(records, from, steps);
  facts.rises = static_cast<double>(steps) / static_cast<double>(records.size() - from - 1);
  facts.swing = facts.largestSwing = facts.swingOfAll = 0;
  const double level = std::abs(mean(records, from, records.size()));
  if (rises.empty() || !(level > 0)) return;
  facts.largestSwing = *std::max_element(rises.begin(), rises.end()) / level;
  const double middle = median(std::move(rises)), span = facts.late.atStart - facts.lowest;
  facts.swing = middle / level;
  facts.swingOfAll = span > 0 ? middle / span : infinity;
}

void addValidation(CurveFacts& facts, const Records& records) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    // The start is no candidate, as it is none for early stopping.
    if (records[i].epoch == 0 || std::isnan(records[i].validation) ||
        !(facts.bestEpoch < 0 || records[i].validation < facts.bestValidation))
      continue;
    facts.bestValidation = records[i].validation;
    facts.bestEpoch = records[i].epoch;
    best = i;
  }
  if (facts.bestEpoch < 0) return;
  const std::size_t from = best - std::min(best, lateRecords / 2);
  const std::size_t to = std::min(records.size(), best + lateRecords / 2 + 1);
  facts.trainingThen = records[best].training;
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
  facts.validationNow = records.back().validation;
  facts.trainingNow = records.back().training;
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
