#include "core/boxes/box_descent.h"

#include "core/base/catalog.h"
#include "core/boxes/published_slopes.h"
#include "core/boxes/regression_error.h"
#include "core/losses/alpha_iou.h"
#include "core/losses/ciou.h"
#include "core/losses/diou.h"
#include "core/losses/eiou.h"
#include "core/losses/giou.h"
#include "core/losses/iou.h"
#include "core/losses/siou.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#if defined(__AVX2__) && defined(__GNUC__) && !defined(__clang__)
#define LOSSARIUM_WIDE_BOXES
#endif

namespace lossarium {
namespace {

// What is to be taken from a box.
struct Steps {
  alignas(64) RegressionCases::Column x, y, width, height;
  alignas(64) RegressionCases::Column clearance;  ///< 0 if the case is not in general position
};

template <class Share>
inline BoxAxis<double, Share> axisOf(double centre, double length, double targetLength) {
  return {typename BoxAxis<double, Share>::InOrder{}, multiplyAdd(-0.5, length, centre),
          multiplyAdd(0.5, length, centre), multiplyAdd(-0.5, targetLength, targetCentre),
          multiplyAdd(0.5, targetLength, targetCentre)};
}

// The slope by the edges, carried over to centre and size. The pair is made twice and given no name, or
// GCC 12 keeps it in memory and the loop does not become vector instructions; it is computed once.
template <class Share, class Formula>
inline void findStep(const Formula& formula, double rate, const RegressionCases& cases, Steps& steps,
                     Index i) {
  const BoxAxis<double, Share> x = axisOf<Share>(cases.x[i], cases.width[i], cases.targetWidth[i]),
                               y = axisOf<Share>(cases.y[i], cases.height[i], cases.targetHeight[i]);
  const BoxPoint<double> point = formula.at(BoxPair<double, Share>(x, y));
  const double step = rate * (2 - BoxPair<double, Share>(x, y).iou);
  steps.x[i] = step * (point.x.low + point.x.high);
  steps.y[i] = step * (point.y.low + point.y.high);
  steps.width[i] = 0.5 * step * (point.x.high - point.x.low);
  steps.height[i] = 0.5 * step * (point.y.high - point.y.low);
  steps.clearance[i] = x.clearance * y.clearance;
}

// First as if all were in general position, which is fast and nearly always so; then the others again.
template <class Formula>
inline void findSteps(const Formula& formula, double rate, const RegressionCases& cases, Steps& steps) {
  Index special = 0;
  for (Index i = 0; i < RegressionCases::padded; ++i) {
    findStep<bool>(formula, rate, cases, steps, i);
    special += steps.clearance[i] == 0 ? 1 : 0;
  }
  for (Index i = 0; special > 0 && i < RegressionCases::padded; ++i)
    if (steps.clearance[i] == 0) findStep<double>(formula, rate, cases, steps, i);
}

inline void take(const Steps& steps, RegressionCases& cases, double* error) {
  for (Index i = 0; i < RegressionCases::padded; ++i) {
    cases.x[i] -= steps.x[i];
    cases.y[i] -= steps.y[i];
    cases.width[i] = std::abs(cases.width[i] - steps.width[i]);
    cases.height[i] = std::abs(cases.height[i] - steps.height[i]);
    error[i] = errorOfCase(cases, i);
  }
}

// In two passes: short ones keep more cases in flight.
template <class Formula>
inline void moveAll(const Formula& formula, double rate, RegressionCases& cases, double* error) {
  Steps steps;
  findSteps(formula, rate, cases, steps);
  take(steps, cases, error);
}

template <PublishedLoss loss>
[[gnu::always_inline]] inline void moveAll(const PublishedSlopes<loss>& slopes, double rate,
                                           RegressionCases& cases, double* error) {
  for (Index i = 0; i < RegressionCases::padded; ++i) {
    slopes.step(rate, cases, i);
    error[i] = errorOfCase(cases, i);
  }
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

// Those that the paper is about.
constexpr Entry publishedEntries[] = {{&Iou::spec, &make<PublishedSlopes<PublishedLoss::iou>>},
                                      {&Giou::spec, &make<PublishedSlopes<PublishedLoss::giou>>},
                                      {&Diou::spec, &make<PublishedSlopes<PublishedLoss::diou>>},
                                      {&Ciou::spec, &make<PublishedSlopes<PublishedLoss::ciou>>}};

void requireBoxes(const LossSpec& spec, const std::string& where) {
  if (spec.task == Task::boxes) return;
  std::string known;
  for (const Entry& entry : entries) known += (known.empty() ? "" : ", ") + std::string(entry.spec->id);
  throw Error(where + ": '" + std::string(spec.id) + "' is a loss for " + std::string(toText(spec.task)) +
              "; those for boxes are " + known);
}

}  // namespace

std::unique_ptr<const BoxDescent> makeBoxDescent(const Choice& loss, const std::string& where,
                                                 BoxVectors vectors, BoxSlopes slopes) {
  static const bool wide = wideIsSupported();
  const LossSpec& spec = *findEntry(lossCatalog(), loss.id, "loss", where).spec;
  requireBoxes(spec, where);
  const bool published = slopes == BoxSlopes::published;
  const std::span<const Entry> known =
      published ? std::span<const Entry>(publishedEntries) : std::span<const Entry>(entries);
  const Entry& entry =
      findEntry(known, loss.id, published ? "loss with published slopes" : "loss of boxes", where);
  return entry.make(completed(loss, spec.parameters, where), wide && vectors == BoxVectors::widest);
}

bool hasPublishedSlopes(const std::string& loss) {
  return std::any_of(std::begin(publishedEntries), std::end(publishedEntries),
                     [&loss](const Entry& entry) { return entry.spec->id == loss; });
}

}  // namespace lossarium
