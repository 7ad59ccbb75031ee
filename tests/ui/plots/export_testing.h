// What a view exports is what it shows.
#pragma once

#include <QImage>
#include <QPainter>

namespace lossarium::ui {

/// Pixels that differ between what the view shows and what it exports at the same size.
template <class View>
int differences(View& view) {
  const QImage shown = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
  QImage exported(shown.size(), QImage::Format_RGB32);
  QPainter painter(&exported);
  view.paintTo(painter, QRectF(QPointF(), view.size()));
  painter.end();
  int count = 0;
  for (int y = 0; y < shown.height(); ++y)
    for (int x = 0; x < shown.width(); ++x) count += shown.pixel(x, y) != exported.pixel(x, y) ? 1 : 0;
  return count;
}

}  // namespace lossarium::ui
