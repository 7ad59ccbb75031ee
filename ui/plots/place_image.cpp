#include "ui/plots/place_image.h"

#include <QPaintEngine>

namespace lossarium::ui {
namespace {

// The outermost places lie on the edges, so half a pixel is cut off all around.
QRectF insideOf(const QImage& image) { return QRectF(image.rect()).adjusted(0.5, 0.5, -0.5, -0.5); }

// A picture for files of shapes, which take no part of a picture and do not smooth it.
QImage enlarged(const QImage& image, const QSize& size) {
  QImage large(size, QImage::Format_RGB32);
  QPainter painter(&large);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(QRectF(large.rect()), image, insideOf(image));
  return large;
}

}  // namespace

void paintPlaces(QPainter& painter, const QImage& image, const QRectF& extent, const QRectF& area) {
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  if (painter.paintEngine()->type() != QPaintEngine::Raster) {
    painter.drawImage(area, enlarged(image, (2 * area.size()).toSize()));
    return;
  }
  painter.save();
  painter.setClipRect(area, Qt::IntersectClip);
  painter.drawImage(extent, image, insideOf(image));
  painter.restore();
}

}  // namespace lossarium::ui
