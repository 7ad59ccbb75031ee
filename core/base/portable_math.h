// Sine and cosine that are the same bits on every platform: C libraries differ in the last one. Only
// additions and multiplications, in a source without fused multiply–add; errors stay below 3 units in the
// last place of the result, or of 2⁻⁵³ near a zero other than that at 0.
#pragma once

namespace lossarium {

/// The sine of an angle in whole turns: sin(2π·turns). Any finite number below 2⁵⁰ in size.
double sineOfTurns(double turns);
/// The cosine of an angle in whole turns: cos(2π·turns). Any finite number below 2⁵⁰ in size.
double cosineOfTurns(double turns);

}  // namespace lossarium
