#include "ui/plots/value_field_item.h"

#include "ui/plots/clipped_line.h"
#include "ui/plots/place_image.h"
#include "ui/plots/plot_marks.h"

#include <QLineF>
#include <QPainter>
#include <QVector>

#include <algorithm>

namespace lossarium::ui {
namespace {

double fractionOf(double value, const FitField& field) {
  return field.high > field.low ? (value - field.low) / (field.high - field.low) : 0.5;
}

}  // namespace

QColor valueColor(double value, const FitField& field, const PlotStyle& style) {
  return lossColor(style.colorMap, std::clamp(fractionOf(value, field), 0.0, 1.0));
}

ValueFieldItem::ValueFieldItem(QGraphicsItem* parent) : QGraphicsItem(parent) { setZValue(1); }

void ValueFieldItem::setField(std::shared_ptr<const FitField> field) {
  if (field == field_) return;
  field_ = std::move(field);
  image_ = {};
  update();
}

void ValueFieldItem::setStyle(const PlotStyle& style) {
  style_ = style;
  image_ = {};
  update();
}

void ValueFieldItem::setScale(const PlotScale& scale) {
  if (scale == scale_) return;
  prepareGeometryChange();
  scale_ = scale;
}

void ValueFieldItem::fillImage() {
  const Matrix& values = field_->values;
  const int width = static_cast<int>(values.cols()), height = static_cast<int>(values.rows());
  image_ = QImage(width, height, QImage::Format_RGB32);
  for (int y = 0; y < height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image_.scanLine(height - 1 - y));
    for (int x = 0; x < width; ++x) line[x] = valueColor(values(y, x), *field_, style_).rgb();
  }
}

void ValueFieldItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!field_ || scale_.area.width() < 1 || scale_.area.height() < 1) return;
  if (image_.isNull()) fillImage();
  const Vector &x = field_->x, &y = field_->y;
  const QRectF extent(scale_.toPixel({x[0], y[y.size() - 1]}), scale_.toPixel({x[x.size() - 1], y[0]}));
  paintPlaces(*painter, image_, extent, scale_.area);
  paintLines(*painter);
}

void ValueFieldItem::paintLines(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  for (const FitField::Line& level : field_->lines) {
    QVector<QLineF> lines;
    for (const ContourPiece& piece : level.pieces)
      if (const auto line = clippedSegment(scale_.toPixel({piece.from.x(), piece.from.y()}),
                                           scale_.toPixel({piece.to.x(), piece.to.y()}), scale_.area))
        lines.append(*line);
    painter.setPen(
        QPen(contourInk(style_.colorMap, fractionOf(level.value, *field_)), 1, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines);
  }
}

}  // namespace lossarium::ui
