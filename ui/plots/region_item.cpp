#include "ui/plots/region_item.h"

#include "ui/plots/class_marks.h"
#include "ui/plots/clipped_line.h"
#include "ui/plots/place_image.h"
#include "ui/plots/plot_marks.h"

#include <QLineF>
#include <QPainter>
#include <QVector>

#include <array>

namespace lossarium::ui {
namespace {

constexpr int strengths = 64;

// Of one class, from even shares to certainty.
std::array<QRgb, strengths> colorsOf(Index label, Index classes, const PlotStyle& style) {
  std::array<QRgb, strengths> colors{};
  for (int i = 0; i < strengths; ++i)
    colors[static_cast<std::size_t>(i)] =
        regionColor(label, static_cast<double>(i) / (strengths - 1), classes, style).rgb();
  return colors;
}

}  // namespace

RegionItem::RegionItem(QGraphicsItem* parent) : QGraphicsItem(parent) { setZValue(1); }

void RegionItem::setField(std::shared_ptr<const DecisionField> field, Index classes) {
  if (field && field->y.size() < 2) field.reset();
  if (field == field_ && classes == classes_) return;
  field_ = std::move(field);
  classes_ = classes;
  image_ = {};
  update();
}

void RegionItem::setStyle(const PlotStyle& style) {
  style_ = style;
  image_ = {};
  update();
}

void RegionItem::setScale(const PlotScale& scale) {
  if (scale == scale_) return;
  prepareGeometryChange();
  scale_ = scale;
}

// In pixels: while a point is dragged the axes hold still and the field can be larger than they show.
QRectF RegionItem::extent() const {
  const Vector &x = field_->x, &y = field_->y;
  return {scale_.toPixel({x[0], y[y.size() - 1]}), scale_.toPixel({x[x.size() - 1], y[0]})};
}

void RegionItem::fillImage() {
  const int width = static_cast<int>(field_->x.size()), height = static_cast<int>(field_->y.size());
  std::vector<std::array<QRgb, strengths>> colors;
  for (Index k = 0; k < classes_; ++k) colors.push_back(colorsOf(k, classes_, style_));
  image_ = QImage(width, height, QImage::Format_RGB32);
  for (int y = 0; y < height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image_.scanLine(height - 1 - y));
    for (int x = 0; x < width; ++x) {
      const Index place = static_cast<Index>(y) * width + x;
      const auto strength = static_cast<std::size_t>(field_->share[place] * (strengths - 1) + 0.5);
      line[x] = colors[static_cast<std::size_t>(field_->best[static_cast<std::size_t>(place)])][strength];
    }
  }
}

void RegionItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!field_ || scale_.area.width() < 1 || scale_.area.height() < 1) return;
  if (image_.isNull()) fillImage();
  paintPlaces(*painter, image_, extent(), scale_.area);
  paintBorders(*painter);
}

void RegionItem::paintBorders(QPainter& painter) const {
  QVector<QLineF> lines;
  for (const ContourPiece& piece : field_->borders)
    if (const auto line = clippedSegment(scale_.toPixel({piece.from.x(), piece.from.y()}),
                                         scale_.toPixel({piece.to.x(), piece.to.y()}), scale_.area))
      lines.append(*line);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(mixed(style_.text, style_.background, 0.25), 1.5, Qt::SolidLine, Qt::RoundCap));
  painter.drawLines(lines);
}

}  // namespace lossarium::ui
