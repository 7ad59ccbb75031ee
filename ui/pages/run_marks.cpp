#include "ui/pages/run_marks.h"

#include "ui/plots/plot_marks.h"

#include <QPainter>
#include <QPixmap>

namespace lossarium::ui {

QString runLetter(std::size_t index) { return QString(QChar(u'A' + static_cast<char16_t>(index))); }

QColor colorOfRun(std::size_t index, const PlotStyle& style) {
  return runColor(static_cast<int>(index), style.dark);
}

QIcon runIcon(std::size_t index, const PlotStyle& style) {
  constexpr int side = 20, sharpness = 3;
  QPixmap picture(sharpness * side, sharpness * side);
  picture.setDevicePixelRatio(sharpness);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setFont(style.font);
  paintBall(painter, {side / 2.0, side / 2.0}, colorOfRun(index, style), runLetter(index), false, style);
  QIcon icon(picture);
  icon.addPixmap(picture, QIcon::Selected);  // in a row that is picked it keeps its colour
  return icon;
}

}  // namespace lossarium::ui
