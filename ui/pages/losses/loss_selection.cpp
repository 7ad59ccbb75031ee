#include "ui/pages/losses/loss_selection.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace lossarium::ui {
namespace {

const LossSpec& specOf(const std::string& id) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == id) return *entry.spec;
  throw std::logic_error("no loss " + id);
}

constexpr double mostSamples = 0.95;  ///< of them are seen
constexpr double kinkReach = 3;

// What is drawn at first: losses that one compares.
const std::map<Task, std::vector<std::string>> opening{
    {Task::regression, {"mse", "mae", "huber", "tukey_biweight"}},
    {Task::binary, {"log_loss", "focal", "hinge", "zero_one"}},
    {Task::classes, {"cross_entropy", "softmax_focal", "multiclass_hinge"}},
    {Task::boxes, {"iou", "giou", "diou", "ciou"}}};

// Where something can be seen: off the middle, where all losses are alike.
double firstMarker(const ProfileAxisSpec& spec) {
  switch (spec.axis) {
    case ProfileAxis::residual:
      return 2;
    case ProfileAxis::margin:
    case ProfileAxis::logit:
    case ProfileAxis::lead:
      return -1;
    case ProfileAxis::shift:
      return 0.5;
    case ProfileAxis::width:
      return 1.5;
    default:
      return spec.from + 0.2 * (spec.to - spec.from);
  }
}

AxisView firstView(const ProfileAxisSpec& spec) { return {spec.from, spec.to, firstMarker(spec)}; }

}  // namespace

LossSelection::LossSelection() : current_(defaultLoss(Task::regression)) {
  for (const auto& [task, ids] : opening) {
    axes_[task] = profileAxes(task).front().axis;
    for (const ProfileAxisSpec& spec : profileAxes(task)) views_[spec.axis] = firstView(spec);
    std::copy(ids.begin(), ids.end(), slots_[task].begin());
    for (const auto& id : ids) kept_[id] = true;
  }
  for (const LossEntry& entry : lossCatalog()) {
    const std::string id(entry.spec->id);
    choices_[id] = completed({id, {}}, entry.spec->parameters, "loss");
  }
}

const LossSpec& LossSelection::spec() const { return specOf(current_); }

void LossSelection::choose(const std::string& id) {
  if (id == current_) return;
  auto& slots = slotsOf(task());
  if (!isKept(current_)) std::replace(slots.begin(), slots.end(), current_, std::string());
  current_ = id;
  family_.clear();
  place(id);
  const Domain& targets = spec().targets;
  if (task() == Task::regression && !targets.contains(ground.target)) ground.target = 1;
}

// In the first free colour; if there is none, in that of the last loss.
void LossSelection::place(const std::string& id) {
  auto& slots = slotsOf(specOf(id).task);
  if (std::find(slots.begin(), slots.end(), id) != slots.end()) return;
  auto free = std::find(slots.begin(), slots.end(), std::string());
  if (free == slots.end()) {
    free = slots.end() - 1;
    if (*free == current_) --free;
    kept_[*free] = false;
  }
  *free = id;
}

bool LossSelection::isKept(const std::string& id) const {
  const auto found = kept_.find(id);
  return found != kept_.end() && found->second;
}

bool LossSelection::keep(const std::string& id, bool kept) {
  Slots& slots = slotsOf(specOf(id).task);
  const bool full = std::find(slots.begin(), slots.end(), std::string()) == slots.end();
  if (kept && full && !slot(id)) return false;
  kept_[id] = kept;
  if (kept)
    place(id);
  else if (id != current_)
    std::replace(slots.begin(), slots.end(), id, std::string());
  return true;
}

std::vector<std::string> LossSelection::drawn() const {
  std::vector<std::string> ids;
  for (const auto& id : slots_.at(task()))
    if (!id.empty()) ids.push_back(id);
  return ids;
}

std::optional<std::size_t> LossSelection::slot(const std::string& id) const {
  const auto& slots = slots_.at(specOf(id).task);
  const auto found = std::find(slots.begin(), slots.end(), id);
  if (found == slots.end()) return std::nullopt;
  return static_cast<std::size_t>(found - slots.begin());
}

const Choice& LossSelection::choice(const std::string& id) const { return choices_.at(id); }

void LossSelection::setParameter(const std::string& id, const std::string& parameter, const Value& value) {
  Choice changed = choices_.at(id);
  changed.parameters[parameter] = value;
  choices_[id] = completed(changed, specOf(id).parameters, "loss");
}

void LossSelection::removeParameter(const std::string& id, const std::string& parameter) {
  choices_.at(id).parameters.erase(parameter);
}

ProfileAxis LossSelection::axis() const { return axes_.at(task()); }
void LossSelection::setAxis(ProfileAxis axis) { axes_[task()] = axis; }
void LossSelection::resetView() { view() = firstView(profileAxisSpec(axis())); }

void LossSelection::fitTo(const Vector& places) {
  resetView();
  const ProfileAxisSpec& spec = profileAxisSpec(axis());
  if (places.size() == 0 || spec.bounded || !places.allFinite()) return;
  AxisView& shown = view();
  const Index inside = (places.array() >= shown.from && places.array() <= shown.to).count();
  if (2 * inside >= places.size()) return;
  std::vector<double> sizes(places.begin(), places.end());
  for (double& size : sizes) size = std::abs(size);
  const auto outermost =
      sizes.begin() + static_cast<std::ptrdiff_t>(mostSamples * static_cast<double>(sizes.size() - 1));
  std::nth_element(sizes.begin(), outermost, sizes.end());
  const double reach = std::max(1.1 * *outermost, spec.to);
  shown = {-reach, reach, 0.5 * reach};
}

void LossSelection::showAll(const Vector& places) {
  if (places.size() == 0 || !places.allFinite() || profileAxisSpec(axis()).bounded) return;
  const double low = std::min(places.minCoeff(), view().from), high = std::max(places.maxCoeff(), view().to);
  const double room = 0.03 * (high - low);
  view().from = low - room;
  view().to = high + room;
}

void LossSelection::showAlone(const Choice& completed) {
  current_ = completed.id;
  Slots& slots = slotsOf(task());
  slots.fill({});
  slots[0] = current_;
  choices_[current_] = completed;
  double outermost = 0;
  for (const double kink : makeLoss(completed)->kinks()) outermost = std::max(outermost, std::abs(kink));
  AxisView& shown = view();
  if (!profileAxisSpec(axis()).bounded && kinkReach * outermost > shown.to)
    shown = {-kinkReach * outermost, kinkReach * outermost, 2 * outermost};
}

void LossSelection::zoom(double x, double factor) {
  const ProfileAxisSpec& spec = profileAxisSpec(axis());
  AxisView& shown = view();
  x = std::clamp(x, shown.from, shown.to);  // the wheel may have been turned beside the axis
  const double width =
      std::clamp(factor * (shown.to - shown.from), 1e-3 * (spec.to - spec.from), 1e4 * (spec.to - spec.from));
  const double share = (x - shown.from) / (shown.to - shown.from);
  shown.from = x - share * width;
  shown.to = shown.from + width;
  if (spec.bounded) {
    shown.from = std::max(shown.from, spec.from);
    shown.to = std::min(shown.to, spec.to);
  }
}

std::vector<double> familyValues(const ParameterSpec& parameter) {
  if (parameter.scale == ParameterScale::openBelow) return {parameter.minimum, -2, 0, 1, 2};
  std::vector<double> values;
  if (parameter.initial == 0) {
    for (const double share : {0.0, 0.1, 0.2, 0.4})
      values.push_back(parameter.minimum + share * (parameter.maximum - parameter.minimum));
  } else if (parameter.scale == ParameterScale::linear && parameter.maximum <= 1) {
    values = {0.1, 0.25, 0.5, 0.75, 0.9};
  } else {
    for (const double factor : {0.0, 0.25, 0.5, 1.0, 2.0, 4.0})
      if (factor > 0 || parameter.minimum == 0) values.push_back(factor * parameter.initial);
  }
  std::erase_if(values, [&](double value) { return value < parameter.minimum || value > parameter.maximum; });
  return values;
}

}  // namespace lossarium::ui
