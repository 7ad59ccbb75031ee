// −(y + 47)·sin √|x/2 + y + 47| − x·sin √|x − y − 47|: deep narrow pockets that grow deeper outwards, without
// end. In the usual square the lowest place, −959.6407, lies on its edge, at (512, 404.2318). Along both
// lines on which the inside of a root is 0, its slope is infinite; there that root counts as one that does
// not change. Source: Whitley et al. 1996.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct Eggholder {
  /// The deepest of some two hundred.
  static constexpr KnownMinimum minima[] = {
      {512, 404.2318051137578, -959.6406627208508, MinimumKind::edge},
      {482.35331046478844, 432.87899894548345, -956.91823162466555, MinimumKind::local},
      {439.48099726945346, 453.97743475400256, -935.33795156058019, MinimumKind::local},
      {-465.69415154513569, 385.71669978348038, -894.57890039059987, MinimumKind::local},
      {347.3269729738487, 499.41539845004283, -888.94912526989178, MinimumKind::local},
      {-456.88580691677694, -382.62337342139968, -786.52599407886992, MinimumKind::local},
      {-390.37391951464225, -415.0901531546241, -753.05015469303456, MinimumKind::local},
      {-360.56153653089489, -429.68515174805088, -738.03782980607389, MinimumKind::local},
      {283.07591092228463, -487.1256581476733, -718.1674596221536, MinimumKind::local},
      {399.55879793410752, -367.69105691853441, -716.67150034194147, MinimumKind::local},
      {464.6899811669635, -301.55314172368755, -716.16462285532683, MinimumKind::local},
      {494.05405437615805, -271.82196110877746, -715.98011360988882, MinimumKind::local},
      {-294.66819855671872, -462.01965074841673, -704.80659591621797, MinimumKind::local},
      {418.56055535913842, 171.04305354168106, -629.63368127705077, MinimumKind::local},
      {324.99189724099377, 216.04756580398304, -582.30628005492967, MinimumKind::local},
      {-105.87688888953733, 423.15323603882045, -565.99778097101199, MinimumKind::local}};
  static constexpr TestFunctionSpec spec{
      .id = "eggholder",
      .title = "Eggholder",
      .formula = "−(y + 47)·sin √|x/2 + y + 47| − x·sin √|x − y − 47|",
      .caption = "Some two hundred pockets, the deeper the further out: a run ends in the nearest one.",
      .source = "Whitley et al. 1996",
      .x = {-512, 512},
      .y = {-512, 512},
      .startX = 380,
      .startY = 380,
      .minima = minima,
      .unboundedBelow = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    using std::abs;
    using std::sin;
    using std::sqrt;
    const Number up = y + 47;
    return -up * sin(sqrt(abs(0.5 * x + up))) - x * sin(sqrt(abs(x - up)));
  }
};

}  // namespace lossarium
