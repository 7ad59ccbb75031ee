#include "ui/session/simulation_session.h"

#include "core/base/error.h"
#include "core/losses/loss.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr std::size_t mostKnown = 24;  // results that are kept: sliders leave many behind
constexpr double reportedStep = 0.01;

const LossSpec& specOf(const std::string& id) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == id) return *entry.spec;
  throw Error("loss: '" + id + "' is unknown");
}

std::shared_ptr<const std::vector<AnchorPoint>> drawn(std::int64_t points, std::int64_t seed) {
  return std::make_shared<const std::vector<AnchorPoint>>(
      anchorPoints(points, static_cast<std::uint64_t>(seed)));
}

std::shared_ptr<const SimulatedLoss> simulated(const Choice& loss, std::span<const AnchorPoint> anchors,
                                               const Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  auto made = std::make_shared<SimulatedLoss>();
  made->loss = loss;
  made->result = simulateRegression(loss, anchors, progress);
  made->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  made->facts = lossFacts(anchors, made->result);
  made->grid = anchorGrid(anchors, made->result.finalError, anchorCellsAcross(std::ssize(anchors)));
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

bool SimulationSession::areOf(std::int64_t points, std::int64_t seed) const {
  return anchors_ && std::ssize(*anchors_) == points && seed_ == seed;
}

std::shared_ptr<const SimulatedLoss> SimulationSession::known(const Choice& loss) const {
  const auto found =
      std::find_if(known_.rbegin(), known_.rend(), [&loss](const auto& each) { return each->loss == loss; });
  return found == known_.rend() ? nullptr : *found;
}

std::vector<std::size_t> SimulationSession::missingOf(std::int64_t points, std::int64_t seed) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < plan_.losses.size(); ++i)
    if (plan_.losses[i].runs && !(areOf(points, seed) && known(plan_.losses[i].loss))) places.push_back(i);
  return places;
}

std::vector<std::size_t> SimulationSession::missing() const { return missingOf(plan_.points, plan_.seed); }

void SimulationSession::begin() {
  if (std::exchange(begun_, true)) return;
  glances_ = plan_.points > glancePoints;
  start(glances_ ? glancePoints : plan_.points);
}

void SimulationSession::run() {
  begun_ = true;
  glances_ = false;
  start(plan_.points);
}

void SimulationSession::start(std::int64_t points) {
  wish_ = {.points = points, .seed = plan_.seed};
  running_ = true;
  cancelled_ = false;
  fault_.clear();
  done_ = 0;
  goOn();
}

void SimulationSession::cancel() {
  if (!running_) return;
  end({});
  cancelled_ = true;
  emit stateChanged();
}

// The next loss, if one is missing; after the glance all of it.
void SimulationSession::goOn() {
  const auto places = missingOf(wish_.points, wish_.seed);
  if (places.empty() && std::exchange(glances_, false)) return start(plan_.points);
  if (places.empty()) return end({});
  wish_.place = places.front();
  wish_.loss = plan_.losses[wish_.place].loss;
  fraction_ = 0;
  request();
  emit stateChanged();
}

void SimulationSession::request() {
  const std::int64_t order = ++order_;
  const Anchors there = areOf(wish_.points, wish_.seed) ? anchors_ : nullptr;
  const auto told = std::make_shared<double>(0);
  job_.request(
      [this, order, there, wish = wish_](const Progress& progress) {
        try {
          const Anchors anchors = there ? there : drawn(wish.points, wish.seed);
          auto made = simulated(wish.loss, *anchors, progress);
          later([this, order, anchors, made = std::move(made)] { take(order, anchors, made); });
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
// at the same places.
void SimulationSession::take(std::int64_t order, const Anchors& anchors,
                             const std::shared_ptr<const SimulatedLoss>& made) {
  if (order != order_) return;
  if (!areOf(wish_.points, wish_.seed)) known_.clear();
  anchors_ = anchors;
  seed_ = wish_.seed;
  known_.push_back(made);
  if (known_.size() > mostKnown) known_.erase(known_.begin());
  ++done_;
  gather();
  goOn();
}

// Of a loss whose parameter has just changed, the newest of its results stays until there is another.
void SimulationSession::gather() {
  if (!anchors_) return;
  auto results = std::make_shared<SimulationResults>();
  results->points = std::ssize(*anchors_);
  results->seed = seed_;
  results->anchors = anchors_;
  for (std::size_t i = 0; i < plan_.losses.size(); ++i) {
    if (!plan_.losses[i].runs) continue;
    auto found = known(plan_.losses[i].loss);
    for (auto each = known_.rbegin(); !found && each != known_.rend(); ++each)
      if ((*each)->loss.id == plan_.losses[i].loss.id) found = *each;
    if (found) results->losses.push_back({i, found});
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
  const auto left = missingOf(wish_.points, wish_.seed).size();
  return (static_cast<double>(done_) + fraction_) /
         static_cast<double>(std::max<std::size_t>(done_ + left, 1));
}

void SimulationSession::end(const QString& fault) {
  job_.cancel();
  ++order_;
  running_ = false;
  fault_ = fault;
  emit stateChanged();
}

bool SimulationSession::isRunningThePlan() const {
  return running_ && wish_.seed == plan_.seed && (glances_ || wish_.points == plan_.points);
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
  gather();
  const auto& wanted = plan_.losses[wish_.place];
  if (running_ && !(wanted.runs && wanted.loss == wish_.loss)) return goOn();
  if (!running_ && joins && areOf(plan_.points, plan_.seed)) return run();
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
  follow(plan_.losses.at(place).runs);
}

void SimulationSession::setPoints(const Value& points) {
  attempt([&](SimulationPlan& next) {
    next.points = std::get<std::int64_t>(checkedValue(points, pointsSpec, "anchor points"));
  });
}

void SimulationSession::setSeed(const Value& seed) {
  attempt([&](SimulationPlan& next) {
    next.seed = std::get<std::int64_t>(checkedValue(seed, seedSpec, "seed"));
  });
}

}  // namespace lossarium::ui
