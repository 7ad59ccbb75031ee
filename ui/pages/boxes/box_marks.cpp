#include "ui/pages/boxes/box_marks.h"

#include "ui/pages/run_marks.h"

namespace lossarium::ui {
namespace {

constexpr std::size_t runColors = 6;

}  // namespace

QString boxLossLetter(std::size_t index) { return runLetter(index); }

QColor boxLossColor(std::size_t index, const PlotStyle& style) {
  if (index < runColors) return colorOfRun(index, style);
  return style.dark ? QColor(0xb9a7ea) : QColor(0x6a4fb3);
}

QIcon boxLossIcon(std::size_t index, const PlotStyle& style) {
  return ballIcon(boxLossLetter(index), boxLossColor(index, style), style);
}

}  // namespace lossarium::ui
