// −20·exp(−0.2·√((x² + y²)/2)) − exp((cos 2πx + cos 2πy)/2) + 20 + e: a dented plain that slopes to a funnel,
// whose point is the lowest minimum, 0 at the origin. There it is not smooth: the slope is 2√2 in every
// direction. At the point itself the gradient counts as 0, the mean over all directions, and the Hessian as
// that of the dents alone. Source: Ackley 1987.
#pragma once

#include "core/objectives/test_functions/mirrored_minima.h"

#include <numbers>

namespace lossarium {

struct Ackley {
  /// By column and row, row ≤ column.
  static constexpr KnownMinimum eighth[] = {{0, 0, 0},
                                            {0.95216654595017167, 0, 2.5799275570298722},
                                            {0.96847765870772438, 0.96847765870772438, 3.5744518772576801},
                                            {1.9589197181217173, 0, 4.8840652580911545},
                                            {1.9646166628629863, 0.98241603507913928, 5.3818641874901914},
                                            {1.9744519864841166, 1.9744519864841166, 6.5596453756278776},
                                            {2.9646194431120519, 0, 6.882582646801293},
                                            {2.9672595287625643, 0.9891541864816626, 7.1809516477153655},
                                            {2.9731394199243831, 1.9821399503814776, 7.9617112746898277},
                                            {2.9792239546911444, 2.9792239546911444, 9.0010934782920079},
                                            {3.9694667433517576, 0, 8.6162500440487983},
                                            {3.9709183150642834, 0.99276720617004466, 8.8131517740468921},
                                            {3.974540178468205, 1.9873106146274967, 9.3530392391378045},
                                            {3.9789247507681947, 2.9842137381272386, 10.120350743632671},
                                            {3.9830676996897631, 3.9830676996897631, 10.998262102599446},
                                            {4.9736112579969855, 0, 10.120331273799984},
                                            {4.9744977221769818, 0.99492037382183924, 10.257974372149421},
                                            {4.9768438493301022, 1.9907648757355257, 10.645027483714343},
                                            {4.9799579394868195, 2.9879950588528369, 11.217549480016737},
                                            {4.9831988967608825, 3.9865680979539452, 11.901256635114165},
                                            {4.9861804569978759, 4.9861804569978759, 12.632268991516001}};
  static constexpr auto minima = mirroredMinima<5>([](std::size_t i, std::size_t j) {
    if (j <= i) return eighth[i * (i + 1) / 2 + j];
    const KnownMinimum& turned = eighth[j * (j + 1) / 2 + i];
    return KnownMinimum{turned.y, turned.x, turned.value};
  });
  static constexpr TestFunctionSpec spec{
      .id = "ackley",
      .title = "Ackley",
      .formula = "−20·exp(−0.2·√((x² + y²)/2)) − exp((cos 2πx + cos 2πy)/2) + 20 + e",
      .caption =
          "A dented plain around a funnel with a sharp point, at which steps of a fixed length hop to and "
          "fro.",
      .source = "Ackley 1987",
      .x = {-5.2, 5.2},
      .y = {-5.2, 5.2},
      .startX = 1.4,
      .startY = -0.7,
      .minima = minima};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    using std::cos;
    using std::exp;
    using std::sqrt;
    constexpr double turn = 2 * std::numbers::pi;
    return -20.0 * exp(-0.2 * sqrt(0.5 * (square(x) + square(y)))) -
           exp(0.5 * (cos(turn * x) + cos(turn * y))) + (20 + std::numbers::e);
  }
};

}  // namespace lossarium
