// What the page of losses shows: one loss that is spoken of, others drawn beside it, and how all of them are
// looked at.
#pragma once

#include "core/losses/loss_profile.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lossarium::ui {

/// The stretch of an axis that is shown, and the marker on it.
struct AxisView {
  double from = 0;
  double to = 1;
  double marker = 0;

  bool operator==(const AxisView&) const = default;
};

class LossSelection {
 public:
  static constexpr std::size_t most = 6;  ///< losses at a time: as many as there are colours

  LossSelection();

  const std::string& current() const { return current_; }
  const LossSpec& spec() const;
  Task task() const { return spec().task; }
  /// Speaks of another loss; it takes the place of the one before if that was not kept.
  void choose(const std::string& id);
  /// Shows one loss and nothing else, wide enough to see beyond its kinks.
  void showAlone(const Choice& completed);
  /// Whether a loss stays on the page while others are chosen.
  bool isKept(const std::string& id) const;
  /// False if there is no colour left for one more.
  bool keep(const std::string& id, bool kept);
  /// The losses of the present task that are drawn, in the order of their colours, and the colour of each.
  std::vector<std::string> drawn() const;
  std::optional<std::size_t> slot(const std::string& id) const;

  /// A loss with its parameters as they were set here.
  const Choice& choice(const std::string& id) const;
  void setParameter(const std::string& id, const std::string& parameter, const Value& value);
  void removeParameter(const std::string& id, const std::string& parameter);
  /// The parameter of the current loss for which several values are drawn; empty: none.
  const std::string& family() const { return family_; }
  void setFamily(const std::string& parameter) { family_ = parameter; }

  ProfileAxis axis() const;
  void setAxis(ProfileAxis axis);
  AxisView& view() { return views_.at(axis()); }
  const AxisView& view() const { return views_.at(axis()); }
  void resetView();
  /// The view as at first, or wider: so that most of the samples are seen.
  void fitTo(const Vector& places);
  /// Wide enough for all samples.
  void showAll(const Vector& places);
  /// Shows a shorter or longer stretch; `x` stays where it is.
  void zoom(double x, double factor);

  ProfileGround ground;
  Eigen::Vector3d probabilities{0.2, 0.5, 0.3};  ///< of three classes, the first of which is the true one
  bool logarithmic = false;
  bool showSamples = true;

 private:
  using Slots = std::array<std::string, most>;

  Slots& slotsOf(Task task) { return slots_.at(task); }
  void place(const std::string& id);

  std::string current_;
  std::map<Task, Slots> slots_;
  std::map<std::string, bool> kept_;
  std::map<std::string, Choice> choices_;
  std::map<Task, ProfileAxis> axes_;
  std::map<ProfileAxis, AxisView> views_;
  std::string family_;
};

/// Values of a parameter that show what it does, ascending.
std::vector<double> familyValues(const ParameterSpec& parameter);

}  // namespace lossarium::ui
