#include "core/training/sweep.h"

#include "core/base/parallel_for.h"
#include "core/experiment/setting_words.h"
#include "core/losses/loss.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <numeric>

namespace lossarium {
namespace {

using namespace std::chrono_literals;

constexpr auto betweenDeliveries = 40ms;
constexpr std::int64_t stepsBetweenLooks = 64;
constexpr int alongAxis = 9;
const std::string optimizerKey = "optimizer.id";

bool isSwept(std::string_view section, const ParameterSpec& spec) {
  const bool number = spec.kind == ParameterKind::real || spec.kind == ParameterKind::integer;
  const bool choice = spec.kind == ParameterKind::choice && section != "dataset";
  return (number || choice) && spec.id != "seed" && section != "landscape" && section != "split" &&
         section != "start";
}

std::vector<Value> asValues(const std::vector<std::string_view>& words) {
  std::vector<Value> values;
  for (const std::string_view word : words) values.emplace_back(std::string(word));
  return values;
}

// Half decades about a positive number; from 0 on, whole decades up to 1 or the maximum.
std::vector<double> logarithmicValues(const ParameterSpec& spec, double now) {
  std::vector<double> values;
  if (spec.minimum <= 0) values.push_back(0);
  const double middle = now > 0 ? now : std::min(0.01, spec.maximum / 100);
  for (int k = -alongAxis / 2; k <= alongAxis / 2; ++k) {
    const double exact = middle * std::pow(10, 0.5 * k),
                 unit = std::pow(10, std::floor(std::log10(exact)) - 1);
    values.push_back(k == 0 ? middle : std::round(exact / unit) * unit);
  }
  return values;
}

std::vector<double> doubledValues(const ParameterSpec& spec, double now) {
  std::vector<double> values;
  if (spec.minimum <= 0) values.push_back(0);
  const double last = std::min(spec.maximum, std::max(16 * now, 256.0));
  for (double value = std::max(1.0, spec.minimum); value <= last; value *= 2) values.push_back(value);
  values.push_back(now);
  return values;
}

// All whole numbers of a short range; of a long one fewer the further up.
std::vector<double> wholeValues(const ParameterSpec& spec, double now) {
  std::vector<double> values{now};
  double step = 1;
  for (double value = spec.minimum; value <= spec.maximum; value += step) {
    values.push_back(value);
    if (value - spec.minimum >= 5 * step && spec.maximum - spec.minimum > 10)
      step = std::floor(1.5 * step + 0.5);
  }
  return values;
}

std::vector<double> evenValues(const ParameterSpec& spec, double now) {
  std::vector<double> values{now};
  for (int k = 0; k < alongAxis; ++k)
    values.push_back(spec.minimum + (spec.maximum - spec.minimum) * k / (alongAxis - 1));
  return values;
}

// A batch size of 0 stands for all rows, more than any number.
void putAllRowsLast(std::vector<double>& numbers) {
  if (!numbers.empty() && numbers.front() == 0)
    std::rotate(numbers.begin(), numbers.begin() + 1, numbers.end());
}

std::vector<Value> valuesAbout(const ParameterSpec& spec, const Value& present) {
  if (spec.kind == ParameterKind::choice) return asValues(choiceWords(spec));
  const bool whole = spec.kind == ParameterKind::integer,
             logarithmic = spec.scale == ParameterScale::logarithmic;
  const double now = whole ? static_cast<double>(std::get<std::int64_t>(present)) : std::get<double>(present);
  std::vector<double> numbers = whole ? (logarithmic ? doubledValues(spec, now) : wholeValues(spec, now))
                                      : (logarithmic ? logarithmicValues(spec, now) : evenValues(spec, now));
  std::erase_if(numbers, [&](double number) { return number < spec.minimum || number > spec.maximum; });
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (spec.id == "batch_size") putAllRowsLast(numbers);
  std::vector<Value> values;
  for (const double number : numbers) {
    if (whole)
      values.emplace_back(static_cast<std::int64_t>(number));
    else
      values.emplace_back(number);
  }
  return values;
}

void eraseWholeBatches(std::vector<Value>& sizes, Index rows) {
  std::erase_if(sizes, [rows](const Value& size) { return std::get<std::int64_t>(size) >= rows; });
}

std::string taskOf(const Choice& loss) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == loss.id) return std::string(toText(entry.spec->task));
  return {};
}

SweepCell ended(const Sweep& sweep, std::size_t place, const std::shared_ptr<const Problem>& previous,
                const Progress& progress) {
  SweepCell cell;
  cell.done = true;
  try {
    const std::size_t across = sweep.x.values.size();
    Trainer trainer(build(sweep.at(place % across, place / across), progress, previous));
    while (trainer.step())
      if (trainer.state().step % stepsBetweenLooks == 0) progress.throwIfCancelled();
    const Problem& problem = *trainer.problem();
    cell.stop = trainer.state().stop;
    cell.training = problem.training->loss(trainer.state().weights);
    cell.judged = problem.validation ? problem.validation->loss(trainer.state().weights) : cell.training;
  } catch (const Error& error) {
    cell.refusal = error.what();
  }
  return cell;
}

// Of the optimiser among them.
void requireSettings(const std::map<std::string, Value>& set) {
  const std::string section = "optimizer", id = std::get<std::string>(set.at(optimizerKey));
  const auto specs = sectionSpecs(section, id);
  for (const auto& setting : set) {
    const std::string& key = setting.first;
    const bool isOfIt = key != optimizerKey && key.starts_with(section + ".");
    const bool known = std::any_of(specs.begin(), specs.end(), [&key, &section](const ParameterSpec& spec) {
      return key == section + "." + std::string(spec.id);
    });
    if (isOfIt && !known)
      throw Error(nameInWords(key) + " is no setting of " + valueInWords(optimizerKey, id));
  }
}

// Steps of a golden section of the whole: neighbours come late.
std::vector<std::size_t> spreadOrder(std::size_t count) {
  auto stride = static_cast<std::size_t>(std::llround(0.618 * static_cast<double>(count)));
  while (std::gcd(std::max<std::size_t>(stride, 1), count) != 1) ++stride;
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < count; ++k) order.push_back(k * std::max<std::size_t>(stride, 1) % count);
  return order;
}

}  // namespace

std::vector<SweepAxis> sweepAxes(const Experiment& experiment, Index trainingRows) {
  const Settings settings = toSettings(experiment);
  std::vector<SweepAxis> axes;
  const bool free = experiment.model.id == "boxes";  // whose coordinates no penalty touches
  for (const std::string_view section : sectionNames()) {
    if (free && section == "penalty") continue;
    Section values = settings.at(std::string(section));
    if (section == "disturbance") values["task"] = taskOf(experiment.loss);
    const std::string id = sectionIsChoice(section) ? std::get<std::string>(values.at("id")) : std::string();
    if (section == "optimizer") axes.push_back({optimizerKey, "Optimiser", asValues(sectionIds(section))});
    for (const ParameterSpec& spec : sectionSpecs(section, id)) {
      const auto present = values.find(std::string(spec.id));
      if (!isSwept(section, spec) || present == values.end() || !acts(spec, values)) continue;
      std::vector<Value> each = valuesAbout(spec, present->second);
      if (spec.id == "batch_size" && trainingRows > 0) eraseWholeBatches(each, trainingRows);
      axes.push_back({std::string(section) + "." + std::string(spec.id), std::string(spec.label), each});
    }
  }
  return axes;
}

std::size_t Sweep::doneCount() const {
  return static_cast<std::size_t>(
      std::count_if(cells.begin(), cells.end(), [](const SweepCell& cell) { return cell.done; }));
}

std::optional<std::pair<std::size_t, std::size_t>> Sweep::best() const {
  std::optional<std::size_t> least;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const SweepCell& cell = cells[k];
    const bool counts =
        cell.done && cell.refusal.empty() && cell.stop != Stop::diverged && std::isfinite(cell.judged);
    if (counts && (!least || cell.judged < cells[*least].judged)) least = k;
  }
  if (!least) return std::nullopt;
  return std::pair(*least % x.values.size(), *least / x.values.size());
}

// The optimiser that there is keeps its settings.
Experiment Sweep::at(std::size_t i, std::size_t j) const {
  std::map<std::string, Value> set{{x.key, x.values[i]}, {y.key, y.values[j]}};
  const auto optimizer = set.find(optimizerKey);
  if (optimizer != set.end() && optimizer->second == setting(base, optimizerKey)) set.erase(optimizer);
  if (set.contains(optimizerKey)) requireSettings(set);
  return withSettings(base, set);
}

void runSweep(const Experiment& base, const SweepAxis& x, const SweepAxis& y, const Progress& progress,
              const std::function<void(std::shared_ptr<const Sweep>)>& deliver) {
  const auto problem = build(base, progress);
  Sweep sweep{problem->experiment,
              x,
              y,
              problem->validation != nullptr,
              problem->training->samples().count(),
              std::vector<SweepCell>(x.values.size() * y.values.size())};
  sweep.base.changes.clear();
  const auto order = spreadOrder(sweep.cells.size());
  std::mutex lock;
  auto delivered = std::chrono::steady_clock::now();
  std::size_t done = 0;
  parallelFor(static_cast<Index>(order.size()), [&](Index k) {
    progress.throwIfCancelled();
    const std::size_t place = order[static_cast<std::size_t>(k)];
    SweepCell cell = ended(sweep, place, problem, progress);
    const std::scoped_lock guard(lock);
    sweep.cells[place] = std::move(cell);
    progress.report(static_cast<double>(++done) / static_cast<double>(order.size()));
    if (std::chrono::steady_clock::now() - delivered < betweenDeliveries) return;
    delivered = std::chrono::steady_clock::now();
    deliver(std::make_shared<const Sweep>(sweep));
  });
  deliver(std::make_shared<const Sweep>(sweep));
}

}  // namespace lossarium
