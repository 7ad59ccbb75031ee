// How losses of boxes are told apart on their page: a letter and a colour each, in the catalogue's order.
#pragma once

#include "ui/plots/plot_style.h"

#include <QIcon>
#include <QString>

#include <cstddef>

namespace lossarium::ui {

/// "A" … "G".
QString boxLossLetter(std::size_t index);
/// Those of runs, and one more: there are seven losses.
QColor boxLossColor(std::size_t index, const PlotStyle& style);
/// Its ball with the letter.
QIcon boxLossIcon(std::size_t index, const PlotStyle& style);

}  // namespace lossarium::ui
