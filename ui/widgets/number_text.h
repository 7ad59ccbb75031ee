// Numbers as the window writes them.
#pragma once

#include <QString>

#include <cstdint>
#include <string>

namespace lossarium::ui {

/// `digits` significant digits (below 1 as many less one behind the point, but two that count), a real minus
/// sign, "–" for NaN, "∞" for infinities; powers of ten where it is shorter.
QString numberText(double number, int digits = 4);
/// "950", "1,200"; of a moment within an epoch also "1,200.25", two decimals at most.
QString grouped(std::int64_t count);
QString groupedEpoch(double epoch);
/// "log_light" → "log light"; a unit at the end stands in brackets: "body_mass_g" → "body mass (g)".
QString readable(const std::string& name);

}  // namespace lossarium::ui
