// How one of several runs is told from the others: its letter, its colour, and the ball that has both.
#pragma once

#include "ui/plots/plot_style.h"

#include <QIcon>
#include <QString>

#include <cstddef>

namespace lossarium::ui {

/// "A" … "G".
QString runLetter(std::size_t index);
QColor colorOfRun(std::size_t index, const PlotStyle& style);
/// Its ball, as on the surface.
QIcon runIcon(std::size_t index, const PlotStyle& style);

}  // namespace lossarium::ui
