// tanh and the logistic function of the compiler's vectors in single precision, for pictures. tanh is a
// quotient of polynomials of degree 9 and 8 in x, fitted to the least relative error on |x| ≤ 9 (2e-8);
// with rounding its error stays below 5e-7. The logistic function stands on it: its absolute error is below
// 3e-7.
#pragma once

#include <type_traits>

namespace lossarium::vector_math {

template <class Vector>
concept SingleVector =
    !std::is_arithmetic_v<Vector> && std::is_same_v<std::remove_cvref_t<decltype(Vector{}[0])>, float>;

template <SingleVector Vector>
[[gnu::always_inline]] inline Vector hyperbolicTangent(Vector x) {
  const Vector low = Vector{} - 9.0F, high = Vector{} + 9.0F;
  const Vector raised = x < low ? low : x;  // what is not a number stays that
  const Vector z = high < raised ? high : raised;
  const Vector t = z * z;
  Vector p = t * 1.335455487e-08F + 2.060900233e-05F;
  p = p * t + 3.495583182e-03F;
  p = p * t + 1.338102146e-01F;
  p = p * t + 9.999999795e-01F;
  Vector q = t * 7.776513691e-07F + 3.285626780e-04F;
  q = q * t + 2.587696334e-02F;
  q = q * t + 4.671433706e-01F;
  q = q * t + 1.0F;
  return z * p / q;
}

template <SingleVector Vector>
[[gnu::always_inline]] inline Vector logistic(Vector x) {
  return hyperbolicTangent(x * 0.5F) * 0.5F + 0.5F;
}

}  // namespace lossarium::vector_math
