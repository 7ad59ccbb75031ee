// Numbers as sentences write them: few digits, powers of ten written out, a real minus.
#pragma once

#include <cstdint>
#include <string>

namespace lossarium {

/// `digits` significant ones at most, but whole numbers whole: "0.1292", "95731", "2.92×10¹¹", "−3.1×10⁻⁴";
/// below 10 to the `smallestPower` and from a million on with a power of ten. No idle zeros. "–" for NaN,
/// "∞".
std::string readableNumber(double number, int digits = 4, int smallestPower = -3);
/// A setting, which is round: "0.0005" rather than "5×10⁻⁴".
std::string readableSetting(double number);
/// Of 1, in two digits: "4.7 %".
std::string readablePercent(double share);
/// A growth by that share of what there was: "by 12 %", and from eleven times as much on "11,000-fold".
std::string readableGrowth(double share);
/// "950", "1,200".
std::string grouped(std::int64_t count);
/// "1 epoch", "1,200 epochs".
std::string counted(std::int64_t count, const std::string& one);

}  // namespace lossarium
