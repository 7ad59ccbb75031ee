#include "core/boxes/box_descent.h"

#include "core/base/catalog.h"
#include "core/boxes/regression_error.h"
#include "core/losses/alpha_iou.h"
#include "core/losses/ciou.h"
#include "core/losses/diou.h"
#include "core/losses/eiou.h"
#include "core/losses/giou.h"
#include "core/losses/iou.h"
#include "core/losses/siou.h"

#include <cmath>

#if defined(__AVX2__) && defined(__GNUC__) && !defined(__clang__)
#define LOSSARIUM_WIDE_BOXES
#endif

namespace lossarium {
namespace {

template <class Share>
inline BoxAxis<double, Share> axisOf(double centre, double length, double targetLength) {
  return {typename BoxAxis<double, Share>::InOrder{}, multiplyAdd(-0.5, length, centre),
          multiplyAdd(0.5, length, centre), multiplyAdd(-0.5, targetLength, targetCentre),
          multiplyAdd(0.5, targetLength, targetCentre)};
}

template <class Share>
inline BoxPair<double, Share> pairOf(const RegressionCases& cases, Index i) {
  return {axisOf<Share>(cases.x[i], cases.width[i], cases.targetWidth[i]),
          axisOf<Share>(cases.y[i], cases.height[i], cases.targetHeight[i])};
}

// The slope by the edges, carried over to centre and size.
inline void move(RegressionCases& cases, Index i, double step, const BoxPoint<double>& point) {
  cases.x[i] -= step * (point.x.low + point.x.high);
  cases.y[i] -= step * (point.y.low + point.y.high);
  cases.width[i] = std::abs(cases.width[i] - 0.5 * step * (point.x.high - point.x.low));
  cases.height[i] = std::abs(cases.height[i] - 0.5 * step * (point.y.high - point.y.low));
}

constexpr double notMoved = -1;  ///< in the place of an error

// A step of a case in general position. Others stay where they are; returns how many (0 or 1).
template <class Formula>
inline Index moveGeneral(const Formula& formula, double rate, RegressionCases& cases, double* error,
                         Index i) {
  const BoxAxis<double, bool> x = axisOf<bool>(cases.x[i], cases.width[i], cases.targetWidth[i]),
                              y = axisOf<bool>(cases.y[i], cases.height[i], cases.targetHeight[i]);
  const bool isGeneral = x.clearance * y.clearance != 0;
  const BoxPoint<double> point = formula.at(BoxPair<double, bool>(x, y));
  move(cases, i, isGeneral ? rate * (2 - BoxPair<double, bool>(x, y).iou) : 0.0, point);
  error[i] = isGeneral ? errorOfCase(cases, i) : notMoved;
  return isGeneral ? 0 : 1;
}

// The same where edges may coincide.
template <class Formula>
inline void moveSpecial(const Formula& formula, double rate, RegressionCases& cases, double* error, Index i) {
  const auto pair = pairOf<double>(cases, i);
  move(cases, i, rate * (2 - pair.iou), formula.at(pair));
  error[i] = errorOfCase(cases, i);
}

template <class Formula>
inline void moveAll(const Formula& formula, double rate, RegressionCases& cases, double* error) {
  Index left = 0;
  for (Index i = 0; i < RegressionCases::padded; ++i) left += moveGeneral(formula, rate, cases, error, i);
  for (Index i = 0; left > 0 && i < RegressionCases::padded; ++i)
    if (error[i] == notMoved) moveSpecial(formula, rate, cases, error, i);
}

// A step of all cases. What these call is compiled for the common processor and inlined into both, so that
// no code for a wider one gets anywhere else; and with the same operations both give the same bits.
template <class Formula>
struct CommonStep {
  [[gnu::flatten]] static void take(const Formula formula, double rate, RegressionCases& cases,
                                    double* error) {
    moveAll(formula, rate, cases, error);
  }
};

#ifdef LOSSARIUM_WIDE_BOXES
template <class Formula>
struct WideStep {
  [[gnu::flatten,
    gnu::target("avx512f,avx512dq,avx512vl,avx512bw,avx512cd,prefer-vector-width=512")]] static void
  take(const Formula formula, double rate, RegressionCases& cases, double* error) {
    moveAll(formula, rate, cases, error);
  }
};

bool wideIsSupported() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd");
}
#else
template <class Formula>
using WideStep = CommonStep<Formula>;

bool wideIsSupported() { return false; }
#endif

template <class Formula, template <class> class Step>
class DescentOf final : public BoxDescent {
 public:
  explicit DescentOf(const Choice& choice) : formula_(choice) {}

  void descend(RegressionCases& cases, std::span<const double> rates, double* errors) const override {
    alignas(64) RegressionCases::Column error;
    for (const double rate : rates) {
      Step<Formula>::take(formula_, rate, cases, error);
      *errors++ = sumOfErrors(error);
    }
  }

 private:
  Formula formula_;
};

using Made = std::unique_ptr<const BoxDescent>;

struct Entry {
  const LossSpec* spec;
  Made (*make)(const Choice& completed, bool wide);
};

template <class Formula>
Made make(const Choice& choice, bool wide) {
  if (wide) return std::make_unique<DescentOf<Formula, WideStep>>(choice);
  return std::make_unique<DescentOf<Formula, CommonStep>>(choice);
}

Made makeAlphaIou(const Choice& choice, bool wide) {
  return WholeAlphaIou::suits(choice) ? make<WholeAlphaIou>(choice, wide) : make<AlphaIou>(choice, wide);
}

template <class Formula>
constexpr Entry descent() {
  return {&Formula::spec, &make<Formula>};
}

// Every loss of boxes in the catalogue; a test holds that.
constexpr Entry entries[] = {descent<Iou>(),
                             descent<Giou>(),
                             descent<Diou>(),
                             descent<Ciou>(),
                             descent<Eiou>(),
                             descent<Siou>(),
                             {&AlphaIou::spec, &makeAlphaIou}};

void requireBoxes(const LossSpec& spec, const std::string& where) {
  if (spec.task == Task::boxes) return;
  std::string known;
  for (const Entry& entry : entries) known += (known.empty() ? "" : ", ") + std::string(entry.spec->id);
  throw Error(where + ": '" + std::string(spec.id) + "' is a loss for " + std::string(toText(spec.task)) +
              "; those for boxes are " + known);
}

}  // namespace

std::unique_ptr<const BoxDescent> makeBoxDescent(const Choice& loss, const std::string& where,
                                                 BoxVectors vectors) {
  static const bool wide = wideIsSupported();
  const LossSpec& spec = *findEntry(lossCatalog(), loss.id, "loss", where).spec;
  requireBoxes(spec, where);
  const Entry& entry = findEntry(std::span<const Entry>(entries), loss.id, "loss of boxes", where);
  return entry.make(completed(loss, spec.parameters, where), wide && vectors == BoxVectors::widest);
}

}  // namespace lossarium
