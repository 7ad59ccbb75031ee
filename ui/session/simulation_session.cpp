#include "ui/session/simulation_session.h"

#include "core/base/error.h"
#include "core/losses/loss.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr std::ptrdiff_t mostKnown = 6;  // results of a loss that are kept: sliders leave many behind
constexpr double reportedStep = 0.01;

const LossSpec& specOf(const std::string& id) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == id) return *entry.spec;
  throw Error("loss: '" + id + "' is unknown");
}

Anchors drawn(const CommonSettings& from) {
  return std::make_shared<const std::vector<AnchorPoint>>(
      anchorPoints(from.points, static_cast<std::uint64_t>(from.seed)));
}

std::shared_ptr<const SimulatedLoss> simulated(const Choice& loss, const CommonSettings& from,
                                               const Anchors& anchors, const Progress& progress) {
  auto made = std::make_shared<SimulatedLoss>();
  made->loss = loss;
  made->from = from;
  made->anchors = anchors;
  const auto begun = std::chrono::steady_clock::now();
  made->result = simulateRegression(loss, *anchors, progress, from.slopes);
  made->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  made->facts = lossFacts(*anchors, made->result);
  made->grid = anchorGrid(*anchors, made->result.finalError, anchorCellsAcross(from.points));
  return made;
}

constexpr ParameterSpec pointsSpec{
    .id = "points",
    .label = "Anchor points",
    .kind = ParameterKind::integer,
    .minimum = 1,
    .maximum = static_cast<double>(SimulationPlan::mostPoints),
    .initial = 5000,
    .scale = ParameterScale::logarithmic,
    .hint =
        "Where predicted boxes start from: so many places, uniform in the disc, with 343 cases each. The "
        "paper has 5,000."};
constexpr ParameterSpec seedSpec{.id = "seed",
                                 .label = "Seed",
                                 .kind = ParameterKind::integer,
                                 .minimum = smallestSeed,
                                 .maximum = largestSeed,
                                 .initial = 1,
                                 .hint =
                                     "Which anchor points are drawn. Fewer points of a seed are the first "
                                     "of more."};

}  // namespace

SimulationPlan defaultSimulation() {
  SimulationPlan plan;
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->task == Task::boxes)
      plan.losses.push_back({completed({std::string(entry.spec->id)}, entry.spec->parameters, "loss")});
  return plan;
}

bool SimulationPlan::runs(std::size_t place) const {
  const PlannedLoss& planned = losses.at(place);
  return planned.runs && (slopes == BoxSlopes::own || hasPublishedSlopes(planned.loss.id));
}

const SimulatedLoss* SimulationResults::at(std::size_t place) const {
  for (const Entry& entry : losses)
    if (entry.place == place) return entry.simulated.get();
  return nullptr;
}

SimulationSession::SimulationSession(QObject* parent) : QObject(parent) {}

SimulationSession::~SimulationSession() { job_.cancel(); }

const std::vector<ParameterSpec>& SimulationSession::pointSpecs() {
  static const std::vector<ParameterSpec> specs{pointsSpec, seedSpec};
  return specs;
}

SimulationSession::Simulated SimulationSession::known(const Choice& loss, const CommonSettings& from) const {
  const auto found = std::find_if(known_.rbegin(), known_.rend(), [&](const Simulated& each) {
    return each->loss == loss && each->from == from;
  });
  return found == known_.rend() ? nullptr : *found;
}

SimulationSession::Simulated SimulationSession::newest(const std::string& id,
                                                       const CommonSettings& from) const {
  const auto found = std::find_if(known_.rbegin(), known_.rend(), [&](const Simulated& each) {
    return each->loss.id == id && each->from == from;
  });
  return found == known_.rend() ? nullptr : *found;
}

std::vector<std::size_t> SimulationSession::missingOf(const CommonSettings& from) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < plan_.losses.size(); ++i)
    if (plan_.runs(i) && !known(plan_.losses[i].loss, from)) places.push_back(i);
  return places;
}

std::vector<std::size_t> SimulationSession::missing() const { return missingOf(planned()); }

void SimulationSession::begin() {
  if (std::exchange(begun_, true)) return;
  glances_ = plan_.points > glancePoints;
  start({glances_ ? glancePoints : plan_.points, plan_.seed, plan_.slopes});
}

void SimulationSession::run() {
  begun_ = true;
  glances_ = waits_ = false;
  start(planned());
}

void SimulationSession::start(const CommonSettings& from) {
  wish_ = {.from = from};
  running_ = true;
  cancelled_ = false;
  fault_.clear();
  done_ = 0;
  goOn();
}

void SimulationSession::cancel() {
  if (!running_) return;
  cancelled_ = true;
  end({});
}

// The next loss, if one is missing; after the glance all of it.
void SimulationSession::goOn() {
  const auto places = missingOf(wish_.from);
  if (places.empty() && std::exchange(glances_, false)) {
    waits_ = true;
    return start(planned());
  }
  if (places.empty()) return end({});
  wish_.place = places.front();
  wish_.loss = plan_.losses[wish_.place].loss;
  fraction_ = 0;
  request();
  emit stateChanged();
}

void SimulationSession::request() {
  const std::int64_t order = ++order_;
  Anchors there;
  for (const Simulated& each : known_)
    if (each->from == wish_.from) there = each->anchors;
  const auto told = std::make_shared<double>(0);
  job_.request(
      [this, order, there, wish = wish_](const Progress& progress) {
        try {
          auto made = simulated(wish.loss, wish.from, there ? there : drawn(wish.from), progress);
          later([this, order, made = std::move(made)] { take(order, made); });
        } catch (const Cancelled&) {
          throw;
        } catch (const std::exception& error) {
          later([this, order, message = QString::fromUtf8(error.what())] {
            if (order == order_) end(message);
          });
        }
      },
      [this, order, told](double fraction) {
        if (fraction - *told < reportedStep) return;
        *told = fraction;
        later([this, order, fraction] { report(order, fraction); });
      });
}

// The first result from other points takes the place of all that was there: what is shown side by side began
// at the same places. Whoever hears of it may cancel.
void SimulationSession::take(std::int64_t order, const Simulated& made) {
  if (order != order_) return;
  keep(made);
  ++done_;
  if (!waits_) {
    shown_ = wish_.from;
    gather();
  }
  if (order == order_) goOn();
}

void SimulationSession::keep(const Simulated& made) {
  known_.push_back(made);
  const auto isOfTheLoss = [&made](const Simulated& each) { return each->loss.id == made->loss.id; };
  if (std::count_if(known_.begin(), known_.end(), isOfTheLoss) > mostKnown)
    known_.erase(std::find_if(known_.begin(), known_.end(), isOfTheLoss));
}

// Of a loss whose parameter has just changed, the newest of its results stays until there is another.
void SimulationSession::gather() {
  auto results = std::make_shared<SimulationResults>();
  results->points = shown_.points;
  results->seed = shown_.seed;
  results->slopes = shown_.slopes;
  for (std::size_t i = 0; i < plan_.losses.size(); ++i) {
    if (!plan_.runs(i)) continue;
    auto found = known(plan_.losses[i].loss, shown_);
    if (!found) found = newest(plan_.losses[i].loss.id, shown_);
    if (!found) continue;
    results->anchors = found->anchors;
    results->losses.push_back({i, found});
  }
  results_ = std::move(results);
  emit resultsChanged();
}

void SimulationSession::report(std::int64_t order, double fraction) {
  if (order != order_) return;
  fraction_ = fraction;
  emit stateChanged();
}

double SimulationSession::progress() const {
  if (!running_) return 1;
  if (glances_) return 0;  // nothing beside what follows it
  const auto left = missingOf(wish_.from).size();
  return (static_cast<double>(done_) + fraction_) /
         static_cast<double>(std::max<std::size_t>(done_ + left, 1));
}

// Complete or not: what waited to be complete is shown if it is.
void SimulationSession::end(const QString& fault) {
  job_.cancel();
  ++order_;
  running_ = false;
  fault_ = fault;
  if (std::exchange(waits_, false) && missingOf(wish_.from).empty()) {
    shown_ = wish_.from;
    gather();
  }
  glances_ = false;
  // Meanwhile points may have been asked for that were there already.
  if (results_ && missing().empty() && shown_ != planned()) {
    shown_ = planned();
    gather();
  }
  emit stateChanged();
}

bool SimulationSession::isRunningThePlan() const {
  CommonSettings whole = wish_.from;
  if (glances_) whole.points = plan_.points;
  return running_ && whole == planned();
}

// The plan with a change, if it holds.
template <class Change>
void SimulationSession::attempt(Change change) {
  try {
    SimulationPlan next = plan_;
    change(next);
    if (next == plan_) return emit planChanged();  // controls go back to what holds
    plan_ = next;
    emit planChanged();
  } catch (const Error& error) {
    emit planChanged();
    emit failed(QString::fromUtf8(error.what()));
  }
}

// What runs goes on while it is wanted. Of points that have not run yet there is nothing to keep up with:
// that waits for run().
void SimulationSession::follow(bool joins) {
  if (results_) gather();
  const bool wanted = plan_.runs(wish_.place) && plan_.losses[wish_.place].loss == wish_.loss;
  if (running_ && !wanted) return goOn();
  if (!running_ && joins && shown_ == planned()) return run();
  emit stateChanged();
}

// Settings with which everything has run are shown again.
void SimulationSession::followCommon() {
  if (running_ || !results_ || !missing().empty()) return emit stateChanged();
  shown_ = planned();
  gather();
  emit stateChanged();
}

void SimulationSession::setRuns(std::size_t place, bool runs) {
  attempt([&](SimulationPlan& next) { next.losses.at(place).runs = runs; });
  follow(runs);
}

void SimulationSession::setLossParameter(std::size_t place, const std::string& key, const Value& value) {
  attempt([&](SimulationPlan& next) {
    Choice& loss = next.losses.at(place).loss;
    loss.parameters[key] = value;
    loss = completed(loss, specOf(loss.id).parameters, "loss");
  });
  follow(plan_.runs(place));
}

void SimulationSession::setSlopes(BoxSlopes slopes) {
  attempt([slopes](SimulationPlan& next) { next.slopes = slopes; });
  if (begun_ && !missing().empty()) return run();
  if (running_) end({});
  followCommon();
}

void SimulationSession::setPoints(const Value& points) {
  attempt([&](SimulationPlan& next) {
    next.points = std::get<std::int64_t>(checkedValue(points, pointsSpec, "anchor points"));
  });
  followCommon();
}

void SimulationSession::setSeed(const Value& seed) {
  attempt([&](SimulationPlan& next) {
    next.seed = std::get<std::int64_t>(checkedValue(seed, seedSpec, "seed"));
  });
  followCommon();
}

}  // namespace lossarium::ui
