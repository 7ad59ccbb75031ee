#include "core/base/catalog.h"

#include "core/losses/alpha_iou.h"
#include "core/losses/brier.h"
#include "core/losses/cauchy.h"
#include "core/losses/ciou.h"
#include "core/losses/cross_entropy.h"
#include "core/losses/diou.h"
#include "core/losses/eiou.h"
#include "core/losses/epsilon_insensitive.h"
#include "core/losses/exponential.h"
#include "core/losses/focal.h"
#include "core/losses/geman_mcclure.h"
#include "core/losses/general_robust.h"
#include "core/losses/giou.h"
#include "core/losses/hinge.h"
#include "core/losses/huber.h"
#include "core/losses/iou.h"
#include "core/losses/log_cosh.h"
#include "core/losses/log_loss.h"
#include "core/losses/mae.h"
#include "core/losses/mape.h"
#include "core/losses/modified_huber.h"
#include "core/losses/mse.h"
#include "core/losses/msle.h"
#include "core/losses/multiclass_brier.h"
#include "core/losses/multiclass_hinge.h"
#include "core/losses/poisson_nll.h"
#include "core/losses/quantile.h"
#include "core/losses/rmse.h"
#include "core/losses/siou.h"
#include "core/losses/smooth_l1.h"
#include "core/losses/softmax_focal.h"
#include "core/losses/squared_hinge.h"
#include "core/losses/tukey_biweight.h"
#include "core/losses/welsch.h"
#include "core/losses/zero_one.h"

#include <cmath>

namespace lossarium {
namespace {

template <class Formula>
constexpr LossEntry pointwise() {
  return {&Formula::spec, &PointwiseLoss<Formula>::make};
}

template <class Formula>
constexpr LossEntry likelihood() {
  return {&Formula::spec, &LikelihoodLoss<Formula>::make};
}

template <class Formula>
constexpr LossEntry box() {
  return {&Formula::spec, &BoxLoss<Formula>::make};
}

std::unique_ptr<const Loss> makeAlphaIou(const Choice& choice) {
  return WholeAlphaIou::suits(choice) ? BoxLoss<WholeAlphaIou>::make(choice)
                                      : BoxLoss<AlphaIou>::make(choice);
}

template <class Own>
constexpr LossEntry own() {
  return {&Own::lossSpec, &Own::make};
}

// In the order in which they are shown: the usual ones of each task first.
constexpr LossEntry entries[] = {
    pointwise<Mse>(),
    pointwise<Rmse>(),
    pointwise<Mae>(),
    pointwise<Huber>(),
    pointwise<SmoothL1>(),
    pointwise<LogCosh>(),
    pointwise<Quantile>(),
    pointwise<EpsilonInsensitive>(),
    pointwise<Cauchy>(),
    pointwise<Welsch>(),
    pointwise<GemanMcclure>(),
    pointwise<TukeyBiweight>(),
    {&GeneralRobust::spec, &GeneralRobust::make},
    pointwise<Mape>(),
    pointwise<Msle>(),
    pointwise<PoissonNll>(),
    pointwise<LogLoss>(),
    pointwise<Focal>(),
    pointwise<Hinge>(),
    pointwise<SquaredHinge>(),
    pointwise<ModifiedHuber>(),
    pointwise<Exponential>(),
    pointwise<Brier>(),
    pointwise<ZeroOne>(),
    likelihood<CrossEntropy>(),
    likelihood<SoftmaxFocal>(),
    own<MulticlassHinge>(),
    own<MulticlassBrier>(),
    box<Iou>(),
    box<Giou>(),
    box<Diou>(),
    box<Ciou>(),
    box<Eiou>(),
    box<Siou>(),
    {&AlphaIou::spec, &makeAlphaIou},
};

}  // namespace

std::span<const LossEntry> lossCatalog() { return entries; }

std::string_view defaultLoss(Task task) {
  if (task == Task::boxes) return Giou::spec.id;  // the first, IoU, cannot move boxes that miss their targets
  for (const LossEntry& entry : entries)
    if (entry.spec->task == task) return entry.spec->id;
  return {};
}

std::unique_ptr<const Loss> makeLoss(const Choice& choice, const std::string& where) {
  const LossEntry& entry = findEntry(lossCatalog(), choice.id, "loss", where);
  return entry.make(completed(choice, entry.spec->parameters, where));
}

Reduced reduced(const LossSpec& spec, double mean) {
  if (!spec.rootOfMean) return {mean, 1, 0};
  const double root = std::sqrt(mean);
  if (!(root > 0)) return {root, 0, 0};
  return {root, 0.5 / root, -0.25 / root / root / root};
}

}  // namespace lossarium
