#include "ui/plots/box_stage.h"

#include "ui/plots/box_plane.h"
#include "ui/plots/clipped_line.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>
#include <QPainterPath>

namespace lossarium::ui {
namespace {

constexpr double speck = 3, speckMark = 5;  // pixels

}  // namespace

QRectF BoxStage::pixels(const Eigen::Vector4d& box) const { return pixelsOf(box, scale); }

QPointF BoxStage::centre(const Eigen::Vector4d& box) const {
  return pixel(box[0] / 2 + box[2] / 2, box[1] / 2 + box[3] / 2);
}

void BoxStage::fill(const QRectF& box, const QColor& color) const {
  const QRectF seen = box.intersected(scale.area);
  if (!seen.isEmpty()) painter.fillRect(seen, color);
}

void BoxStage::line(QPointF from, QPointF to, const QPen& pen) const {
  const auto seen = clippedSegment(from, to, scale.area);
  if (!seen) return;
  painter.setPen(pen);
  painter.drawLine(*seen);
}

void BoxStage::outline(const QRectF& box, const QPen& pen) const {
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  if (box.width() < speck && box.height() < speck && scale.area.contains(box.center()))
    painter.drawEllipse(box.center(), speckMark, speckMark);
  if (scale.area.contains(box)) {
    painter.drawRect(box);
    return;
  }
  const QVector<QPointF> corners{box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft(),
                                 box.topLeft()};
  for (const QPolygonF& piece : clippedLine(corners, scale.area)) painter.drawPolyline(piece);
}

void BoxStage::text(QPointF baseline, const QString& words, const QColor& color) const {
  QPainterPath letters;
  letters.addText(baseline, small, words);
  painter.strokePath(letters,
                     QPen(withAlpha(style.background, 0.8), 3.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setFont(small);
  painter.setPen(color);
  painter.drawText(baseline, words);
}

void BoxStage::label(const QString& words, const QColor& color, const std::vector<QPointF>& centres) {
  const QFontMetricsF metrics(small);
  const auto place = labels.place({metrics.horizontalAdvance(words) + 6, metrics.height()}, centres);
  if (!place) return;
  text({place->left() + 3, place->top() + metrics.ascent()}, words, color);
}

void paintPicture(const BoxStage& stage) {
  const QImage& picture = stage.scene.picture;
  if (picture.isNull()) return;
  const QRectF all = QRectF(stage.pixel(0, picture.height()), stage.pixel(picture.width(), 0)).normalized();
  const QRectF seen = all.intersected(stage.scale.area);
  if (seen.isEmpty()) return;
  const double perPixel = picture.width() / all.width();
  const QRectF part((seen.left() - all.left()) * perPixel, (seen.top() - all.top()) * perPixel,
                    seen.width() * perPixel, seen.height() * perPixel);
  stage.painter.save();
  stage.painter.setOpacity(pictureStrength);
  stage.painter.setRenderHint(QPainter::SmoothPixmapTransform, perPixel > 0.5);  // near, pixels are squares
  stage.painter.drawImage(seen, picture, part);
  stage.painter.restore();
}

}  // namespace lossarium::ui
