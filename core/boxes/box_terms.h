// A loss of two boxes taken apart: its value, the named terms of which that is the sum, and its gradient, by
// corners and by centre and size; and where there is no gradient, why. Value and gradient are the
// catalogue's; the terms are the formulas of the losses' headers, and their sum is the value to 1e-12.
#pragma once

#include "core/base/value.h"

#include <Eigen/Core>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace lossarium {

class Loss;
struct LossSpec;

struct BoxTerm {
  std::string_view symbol;  ///< "ρ²/c²"
  std::string_view name;    ///< "centre distance"
  double value = 0;
};

/// Why every entry of a gradient is exactly 0.
enum class GradientAbsence {
  none,          ///< there is one
  noCommonArea,  ///< the boxes share no area, and the loss sees nothing but shared area
  atMinimum,     ///< the prediction is the target
  flat           ///< no slope in this place
};

struct BoxAnswer {
  double value = 0;
  std::vector<BoxTerm> terms;    ///< add up to the value
  std::vector<BoxTerm> details;  ///< what they are made of: α and v, the angle Λ
  Eigen::Vector4d byCorners = Eigen::Vector4d::Zero();
  Eigen::Vector4d byCentreSize = Eigen::Vector4d::Zero();
  GradientAbsence absence = GradientAbsence::none;
};

/// A loss of boxes, ready to be asked again and again.
class BoxTerms {
 public:
  /// Parameters left out have their defaults. Throws Error, with `where` in front, for what is unknown or out
  /// of range and for a loss that is not for boxes.
  explicit BoxTerms(const Choice& loss, const std::string& where = "loss");
  BoxTerms(BoxTerms&&) noexcept;
  BoxTerms& operator=(BoxTerms&&) noexcept;
  ~BoxTerms();

  const LossSpec& spec() const;
  /// Boxes are (x1, y1, x2, y2) in any order of corners, finite and below 1e75 in size: no number is NaN
  /// then.
  BoxAnswer at(const Eigen::Vector4d& prediction, const Eigen::Vector4d& target) const;

 private:
  Choice choice_;
  std::unique_ptr<const Loss> loss_;
};

/// One answer a loss, in their order.
std::vector<BoxAnswer> boxAnswers(std::span<const BoxTerms> losses, const Eigen::Vector4d& prediction,
                                  const Eigen::Vector4d& target);
/// The ids of the losses that can be taken apart, in the catalogue's order.
std::vector<std::string_view> boxLossIds();

}  // namespace lossarium
