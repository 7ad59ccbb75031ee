#include "ui/plots/plot_style.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lossarium::ui {
namespace {

using Stops = std::array<QRgb, 11>;

// Eleven even samples of each map (matplotlib's tables, CC0); linear between them.
constexpr Stops viridis{0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c,
                        0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725};
constexpr Stops cividis{0x00224e, 0x08306e, 0x2f406d, 0x4a516b, 0x61626e, 0x7c7b78,
                        0x918e78, 0xaca274, 0xc9b96a, 0xe6d258, 0xfee838};
constexpr Stops magma{0x000004, 0x140e36, 0x3b0f70, 0x641a80, 0x8c2981, 0xb73779,
                      0xde4968, 0xf7705c, 0xfe9f6d, 0xfecf92, 0xfcfdbf};

// The seventh is the palette’s black, softened.
constexpr std::array<QRgb, 7> onLight{0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x4a5059};
constexpr std::array<QRgb, 7> onDark{0x56b4e9, 0xf28e3c, 0x2bc59a, 0xe39ac4, 0xf2bd45, 0x8fd0f5, 0xc3cad3};

const Stops& stops(ColorMap map) {
  switch (map) {
    case ColorMap::viridis:
      return viridis;
    case ColorMap::cividis:
      return cividis;
    case ColorMap::magma:
      return magma;
  }
  return viridis;
}

}  // namespace

PlotStyle PlotStyle::light() {
  PlotStyle style;
  style.background = QColor(0xffffff);
  style.text = QColor(0x1f2630);
  style.mutedText = QColor(0x5b6573);
  style.grid = QColor(0xe3e7ec);
  style.outline = QColor(0x9aa4b1);
  style.accent = QColor(0xd5481f);
  style.residual = QColor(0xe59a80);
  style.point = QColor(0x33557f);
  return style;
}

PlotStyle PlotStyle::darkStyle() {
  PlotStyle style;
  style.dark = true;
  style.background = QColor(0x1b2027);
  style.text = QColor(0xe8ecf1);
  style.mutedText = QColor(0x9eabb9);
  style.grid = QColor(0x2f3742);
  style.outline = QColor(0x66727f);
  style.accent = QColor(0xff7a4d);
  style.residual = QColor(0x9c5a42);
  style.point = QColor(0x8fb7e8);
  return style;
}

QColor runColor(int index, bool dark) {
  const auto& colors = dark ? onDark : onLight;
  return QColor(colors[static_cast<std::size_t>(index) % colors.size()]);
}

QColor mapColor(ColorMap map, double t) {
  const Stops& table = stops(map);
  const double x = std::clamp(std::isfinite(t) ? t : 0.0, 0.0, 1.0) * static_cast<double>(table.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(x), table.size() - 2);
  const double f = x - static_cast<double>(low);
  const auto mix = [f](int from, int to) { return static_cast<int>(std::lround(from + f * (to - from))); };
  const QRgb from = table[low], to = table[low + 1];
  return QColor(mix(qRed(from), qRed(to)), mix(qGreen(from), qGreen(to)), mix(qBlue(from), qBlue(to)));
}

}  // namespace lossarium::ui
