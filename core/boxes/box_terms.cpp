#include "core/boxes/box_terms.h"

#include "core/base/error.h"
#include "core/boxes/box_geometry.h"
#include "core/losses/box_loss.h"

#include <cmath>
#include <numbers>

namespace lossarium {
namespace {

using Pair = BoxPair<double>;
using Axis = BoxAxis<double>;

Pair pairOf(const Eigen::Vector4d& p, const Eigen::Vector4d& t) {
  return {Axis(p[0], p[2], t[0], t[2]), Axis(p[1], p[3], t[1], t[3])};
}

double square(double x) { return x * x; }
double share(double length, double of) { return length * inverseOrZero(of, smallestLength); }

BoxTerm missingOverlap(const Pair& boxes) { return {"1 − IoU", "missing overlap", boxes.missing}; }

BoxTerm centreDistance(const Pair& boxes) {
  const double perDiagonal = inverseOrZero(square(boxes.x.span) + square(boxes.y.span), smallestArea);
  return {"ρ²/c²", "centre distance", (square(boxes.x.offset) + square(boxes.y.offset)) * perDiagonal};
}

void takeIou(const Pair& boxes, const Choice&, BoxAnswer& answer) { answer.terms = {missingOverlap(boxes)}; }

void takeGiou(const Pair& boxes, const Choice&, BoxAnswer& answer) {
  const double perArea = inverseOrZero(boxes.x.span * boxes.y.span, smallestArea);
  answer.terms = {missingOverlap(boxes),
                  {"|C ∖ (A ∪ B)|/|C|", "empty part of the enclosing box", boxes.emptyArea() * perArea}};
}

void takeDiou(const Pair& boxes, const Choice&, BoxAnswer& answer) {
  answer.terms = {missingOverlap(boxes), centreDistance(boxes)};
}

// The difference of the two angles is one angle: that of (hᵗh + wᵗw, wᵗh − hᵗw).
void takeCiou(const Pair& boxes, const Choice&, BoxAnswer& answer) {
  const Axis &x = boxes.x, &y = boxes.y;
  const double turn = std::atan2(x.targetLength * y.length - y.targetLength * x.length,
                                 y.targetLength * y.length + x.targetLength * x.length);
  const double v = 4 * square(turn / std::numbers::pi);
  const double alpha = v / (v > 0 ? boxes.missing + v : 1.0);
  answer.terms = {missingOverlap(boxes), centreDistance(boxes), {"αv", "aspect ratio", alpha * v}};
  answer.details = {{"α", "weight of the aspect ratio", alpha}, {"v", "difference of the aspect ratios", v}};
}

void takeEiou(const Pair& boxes, const Choice&, BoxAnswer& answer) {
  const auto size = [](const Axis& axis) {
    return square(share(axis.length - axis.targetLength, axis.span));
  };
  answer.terms = {missingOverlap(boxes),
                  centreDistance(boxes),
                  {"(w − wᵗ)²/w_C²", "width", size(boxes.x)},
                  {"(h − hᵗ)²/h_C²", "height", size(boxes.y)}};
}

double angleOf(const Pair& boxes) {
  const double dx = boxes.x.offset, dy = boxes.y.offset;
  return 2 * std::abs(dx * dy) * inverseOrZero(dx * dx + dy * dy, smallestArea);
}

double shapeAlong(const Axis& axis) {
  const double apart =
      share(std::abs(axis.length - axis.targetLength), larger(axis.length, axis.targetLength));
  return square(square(-std::expm1(-apart)));
}

void takeSiou(const Pair& boxes, const Choice&, BoxAnswer& answer) {
  const double angle = angleOf(boxes);
  const auto distance = [&](const Axis& axis) {
    return -std::expm1(-(2 - angle) * square(share(axis.offset, axis.span)));
  };
  answer.terms = {missingOverlap(boxes),
                  {"Δ/2", "distance, by the angle", (distance(boxes.x) + distance(boxes.y)) / 2},
                  {"Ω/2", "shape", (shapeAlong(boxes.x) + shapeAlong(boxes.y)) / 2}};
  answer.details = {{"Λ", "angle: 0 on an axis, 1 between them", angle}};
}

void takeAlphaIou(const Pair& boxes, const Choice& choice, BoxAnswer& answer) {
  const double power = choice.real("power");
  const bool near = boxes.missing < 0.5;
  const double value =
      near ? -std::expm1(power * std::log1p(-boxes.missing)) : 1 - std::pow(boxes.iou, power);
  answer.terms = {{"1 − IoU^α", "missing overlap under the power", value}};
  answer.details = {{"IoU", "overlap", boxes.iou}, {"α", "power", power}};
}

struct TakenApart {
  std::string_view id;
  void (*take)(const Pair&, const Choice&, BoxAnswer&);
};
constexpr TakenApart formulas[] = {{"iou", takeIou},           {"giou", takeGiou}, {"diou", takeDiou},
                                   {"ciou", takeCiou},         {"eiou", takeEiou}, {"siou", takeSiou},
                                   {"alpha_iou", takeAlphaIou}};

const TakenApart* formulaOf(std::string_view id) {
  for (const TakenApart& each : formulas)
    if (each.id == id) return &each;
  return nullptr;
}

GradientAbsence absenceOf(const BoxAnswer& answer, const Pair& boxes) {
  if ((answer.byCorners.array() != 0).any()) return GradientAbsence::none;
  if (boxes.x.same && boxes.y.same) return GradientAbsence::atMinimum;
  return boxes.common == 0 ? GradientAbsence::noCommonArea : GradientAbsence::flat;
}

}  // namespace

BoxTerms::BoxTerms(const Choice& loss, const std::string& where) : loss_(makeLoss(loss, where)) {
  if (!formulaOf(loss.id)) throw Error(where + ": '" + loss.id + "' is not a loss of boxes");
  choice_ = completed(loss, loss_->spec().parameters, where);
}
BoxTerms::BoxTerms(BoxTerms&&) noexcept = default;
BoxTerms& BoxTerms::operator=(BoxTerms&&) noexcept = default;
BoxTerms::~BoxTerms() = default;

const LossSpec& BoxTerms::spec() const { return loss_->spec(); }

BoxAnswer BoxTerms::at(const Eigen::Vector4d& prediction, const Eigen::Vector4d& target) const {
  BoxAnswer answer;
  loss_->evaluate({.rows = 1,
                   .outputs = 4,
                   .stride = 1,
                   .targetStride = 1,
                   .prediction = prediction.data(),
                   .target = target.data(),
                   .value = &answer.value,
                   .slope = answer.byCorners.data()});
  const Pair boxes = pairOf(prediction, target);
  formulaOf(choice_.id)->take(boxes, choice_, answer);
  answer.byCentreSize = byCentreSize(answer.byCorners, prediction);
  answer.absence = absenceOf(answer, boxes);
  return answer;
}

std::vector<BoxAnswer> boxAnswers(std::span<const BoxTerms> losses, const Eigen::Vector4d& prediction,
                                  const Eigen::Vector4d& target) {
  std::vector<BoxAnswer> answers;
  answers.reserve(losses.size());
  for (const BoxTerms& loss : losses) answers.push_back(loss.at(prediction, target));
  return answers;
}

std::vector<std::string_view> boxLossIds() {
  std::vector<std::string_view> ids;
  for (const LossEntry& entry : lossCatalog())
    if (formulaOf(entry.spec->id)) ids.push_back(entry.spec->id);
  return ids;
}

}  // namespace lossarium
