// Built without fused multiply–add (see CMakeLists.txt), and summed in order: the same bytes everywhere.
#include "core/datasets/disturbed.h"

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/datasets/dataset.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

// Exactly that share of so many rows, rounded.
std::size_t shareOf(std::size_t count, double share) {
  return static_cast<std::size_t>(std::lround(share * static_cast<double>(count)));
}

double deviationOf(const Vector& target, const std::vector<Index>& rows) {
  double sum = 0, squares = 0;
  for (const Index row : rows) sum += target[row];
  const double count = static_cast<double>(rows.size()), mean = sum / count;
  for (const Index row : rows) squares += (target[row] - mean) * (target[row] - mean);
  return std::sqrt(squares / count);
}

// "3 of 24 training rows".
std::string ofTheRows(std::size_t some, std::size_t all) {
  return grouped(static_cast<std::int64_t>(some)) + " of " + grouped(static_cast<std::int64_t>(all)) +
         " training rows " + (some == 1 ? "was" : "were");
}

std::string deviations(double count) {
  return readableSetting(count) + (count == 1 ? " deviation" : " deviations");
}

class Disturber {
 public:
  Disturber(const Dataset& clean, const std::vector<Index>& training, const Disturbance& disturbance,
            const std::set<Index>& byHand)
      : clean_(clean),
        training_(training),
        disturbance_(disturbance),
        byHand_(byHand),
        rows_{clean.target.col(0), std::vector<bool>(static_cast<std::size_t>(clean.count())), {}} {}

  DisturbedRows result() && {
    if (clean_.task == Task::regression) disturbNumbers();
    if (isClassification(clean_.task)) disturbClasses();
    return std::move(rows_);
  }

 private:
  Random stream(const std::string& quantity) const {
    return {static_cast<std::uint64_t>(disturbance_.seed), "disturbance." + quantity};
  }

  // The training rows in the order in which a dial reaches them.
  std::vector<Index> order(Random& random) const {
    std::vector<Index> rows;
    for (const Index place : random.permutation(static_cast<Index>(training_.size())))
      rows.push_back(training_[static_cast<std::size_t>(place)]);
    return rows;
  }

  bool isByHand(Index row) const { return byHand_.contains(row); }
  std::size_t classOf(Index row) const { return static_cast<std::size_t>(rows_.target[row]); }
  bool isLast(Index row) const { return classOf(row) + 1 == clean_.classNames.size(); }
  bool isLeftOut(Index row) const { return rows_.leftOut[static_cast<std::size_t>(row)]; }

  void disturbNumbers() {
    const double deviation = deviationOf(rows_.target, training_);
    if (deviation == 0) {
      rows_.notes.push_back(
          "the training rows all have the same target: without a deviation there is no unit "
          "for outliers and noise");
      return;
    }
    if (disturbance_.outliers > 0) moveOutliers(deviation);
    if (disturbance_.noise > 0) addNoise(deviation);
  }

  void moveOutliers(double deviation) {
    Random random = stream("outliers");
    auto rows = order(random);
    rows.resize(shareOf(rows.size(), disturbance_.outliers));
    std::erase_if(rows, [this](Index row) { return isByHand(row); });
    const double size = disturbance_.outlierSize;
    for (const Index row : rows) rows_.target[row] += size * deviation;
    rows_.notes.push_back(ofTheRows(rows.size(), training_.size()) + " moved " + (size < 0 ? "down" : "up") +
                          " by " + deviations(std::abs(size)) + inUnits(std::abs(size) * deviation));
  }

  // Drawn for every row, whoever has it in hand, so that no other row's noise depends on that.
  void addNoise(double deviation) {
    Random random = stream("noise");
    std::size_t count = 0;
    for (const Index row : training_) {
      const double noise = random.normal();
      if (isByHand(row)) continue;
      rows_.target[row] += disturbance_.noise * deviation * noise;
      ++count;
    }
    rows_.notes.push_back(ofTheRows(count, training_.size()) + " given noise of " +
                          deviations(disturbance_.noise) + inUnits(disturbance_.noise * deviation));
  }

  static std::string inUnits(double size) { return " of the target (" + readableNumber(size) + ")"; }

  void disturbClasses() {
    if (disturbance_.classShare) leaveOut(*disturbance_.classShare);
    if (disturbance_.labelNoise > 0 && clean_.classNames.size() > 1) replaceClasses();
    for (const Index row : byHand_)  // only now, so that no other row depends on the hand
      if (row >= 0 && row < clean_.count()) rows_.leftOut[static_cast<std::size_t>(row)] = false;
  }

  // Last in the order goes first; the first of each class, which is never reached, stands at the front.
  void leaveOut(double share) {
    Random random = stream("classes");
    std::vector<Index> last, others;
    for (const Index row : order(random)) (isLast(row) ? last : others).push_back(row);
    if (last.empty() || others.empty()) {
      rows_.notes.push_back("the training rows hold one side only: no share of '" + clean_.classNames.back() +
                            "' can be reached");
      return;
    }
    const double odds = share / (1 - share), ones = static_cast<double>(last.size()),
                 rest = static_cast<double>(others.size());
    const std::size_t before = last.size();
    if (ones > odds * rest)
      cut(last, odds * rest);
    else
      cut(others, ones / odds);
    noteShare(before, last.size(), others.size());
  }

  void cut(std::vector<Index>& rows, double wanted) {
    const std::size_t least = bringEachClassForward(rows);
    const std::size_t kept = std::clamp(static_cast<std::size_t>(std::lround(wanted)), least, rows.size());
    for (std::size_t i = kept; i < rows.size(); ++i) rows_.leftOut[static_cast<std::size_t>(rows[i])] = true;
    rows.resize(kept);
  }

  // Returns how many there are.
  std::size_t bringEachClassForward(std::vector<Index>& rows) const {
    std::set<std::size_t> seen;
    const auto isFirst = [&](Index row) { return seen.insert(classOf(row)).second; };
    std::stable_partition(rows.begin(), rows.end(), isFirst);
    return seen.size();
  }

  void noteShare(std::size_t lastBefore, std::size_t last, std::size_t others) {
    const auto isOut = [this](Index row) { return isLeftOut(row) && !isByHand(row); };
    const auto out = static_cast<std::size_t>(std::count_if(training_.begin(), training_.end(), isOut));
    const auto percent = [](std::size_t some, std::size_t all) {
      return readablePercent(static_cast<double>(some) / static_cast<double>(all));
    };
    rows_.notes.push_back(ofTheRows(out, training_.size()) + " left out: '" + clean_.classNames.back() +
                          "' makes up " + percent(last, last + others) + " of the rest in place of " +
                          percent(lastBefore, training_.size()));
  }

  // The rows that remain, in order, and by how many classes each would be turned: each has its draw, however
  // many are replaced.
  std::vector<std::pair<Index, std::size_t>> turns() const {
    Random random = stream("labels");
    std::vector<std::pair<Index, std::size_t>> draws;
    for (const Index row : order(random))
      if (const std::size_t turn = 1 + random.below(clean_.classNames.size() - 1); !isLeftOut(row))
        draws.emplace_back(row, turn);
    return draws;
  }

  void replaceClasses() {
    const auto draws = turns();
    const std::size_t classes = clean_.classNames.size();
    std::vector<std::size_t> sizes(classes);
    for (const auto& [row, turn] : draws) ++sizes[classOf(row)];
    const std::size_t wanted = shareOf(draws.size(), disturbance_.labelNoise);
    std::size_t reached = 0, replaced = 0;
    for (auto draw = draws.begin(); draw != draws.end() && reached < wanted; ++draw) {
      const std::size_t own = classOf(draw->first), other = (own + draw->second) % classes;
      if (sizes[own] == 1) continue;
      --sizes[own];
      ++sizes[other];
      ++reached;
      if (isByHand(draw->first)) continue;
      rows_.target[draw->first] = static_cast<double>(other);
      ++replaced;
    }
    rows_.notes.push_back(ofTheRows(replaced, draws.size()) + " given another class");
  }

  const Dataset& clean_;
  const std::vector<Index>& training_;
  const Disturbance& disturbance_;
  const std::set<Index>& byHand_;
  DisturbedRows rows_;
};

}  // namespace

bool actsOn(const Disturbance& disturbance, Task task) {
  if (task == Task::regression) return disturbance.outliers > 0 || disturbance.noise > 0;
  return isClassification(task) && (disturbance.labelNoise > 0 || disturbance.classShare);
}

std::vector<std::string> notesOnIdle(const Disturbance& disturbance, Task task) {
  std::vector<std::string> notes;
  const auto note = [&notes](bool turned, const std::string& what, const std::string& where) {
    if (turned) notes.push_back("disturbance." + what + " has no effect: it is for " + where);
  };
  const std::string numbers = "numbers as targets", classes = "classes as targets";
  note(disturbance.outliers > 0 && task != Task::regression, "outliers", numbers);
  note(disturbance.noise > 0 && task != Task::regression, "noise", numbers);
  note(disturbance.labelNoise > 0 && !isClassification(task), "label_noise", classes);
  note(disturbance.classShare.has_value() && !isClassification(task), "class_share", classes);
  return notes;
}

DisturbedRows disturbedRows(const Dataset& clean, const std::vector<Index>& training,
                            const Disturbance& disturbance, const std::set<Index>& byHand) {
  return Disturber(clean, training, disturbance, byHand).result();
}

}  // namespace lossarium
