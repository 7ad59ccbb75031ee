#include "ui/plots/unit_tile.h"

#include "ui/plots/class_marks.h"
#include "ui/plots/place_image.h"
#include "ui/plots/plot_marks.h"

#include <QImage>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double strongest = 0.92;

class UnitColors {
 public:
  UnitColors(const NetworkScene& scene, std::size_t layer, Index unit, const PlotStyle& style)
      : scene_(scene), style_(style), unit_(unit), values_(scene.fields->layers[layer].values.col(unit)) {
    output_ = layer + 1 == scene.fields->layers.size();
    greatest_ = values_.cwiseAbs().maxCoeff();
  }

  QColor at(Index place) const {
    const double value = values_[place];
    if (!output_) return signColor(greatest_ > 0 ? value / greatest_ : 0, style_);
    if (!scene_.classes) return lossColor(style_.colorMap, std::clamp(heightOf(value), 0.0, 1.0));
    if (scene_.outputNames.size() == 1) return signColor(2 * value - 1, style_);
    return mixed(style_.background, classColor(unit_, style_), strongest * value);
  }

  /// 0 at the tile's foot, 1 at its top.
  double height(Index place) const { return heightOf(values_[place]); }
  double zero() const { return heightOf(0); }
  bool output() const { return output_; }

 private:
  double heightOf(double value) const {
    if (!output_) return greatest_ > 0 ? 0.5 + 0.5 * value / greatest_ : 0.5;
    if (scene_.classes) return value;
    return scene_.targets.span() > 0 ? (value - scene_.targets.minimum) / scene_.targets.span() : 0.5;
  }

  const NetworkScene& scene_;
  const PlotStyle& style_;
  Index unit_;
  Vector values_;
  bool output_ = false;
  double greatest_ = 0;
};

void paintMap(QPainter& painter, const QRectF& tile, const UnitFields& fields, const UnitColors& colors) {
  const int width = static_cast<int>(fields.x.size()), height = static_cast<int>(fields.y.size());
  QImage image(width, height, QImage::Format_RGB32);
  for (int y = 0; y < height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(height - 1 - y));
    for (int x = 0; x < width; ++x) line[x] = colors.at(static_cast<Index>(y) * width + x).rgb();
  }
  paintPlaces(painter, image, tile, tile);
}

// The ground below the curve in the colours of its sign, so that it reads like the maps.
void paintCurve(QPainter& painter, const QRectF& tile, const UnitFields& fields, const UnitColors& colors,
                const PlotStyle& style) {
  const QRectF inside = tile.adjusted(0, 2, 0, -2);
  const auto y = [&](double height) {
    return inside.bottom() - std::clamp(height, 0.0, 1.0) * inside.height();
  };
  const Index last = fields.x.size() - 1;
  const double step = tile.width() / static_cast<double>(last), base = colors.output() ? 0 : colors.zero();
  QPolygonF curve;
  painter.setRenderHint(QPainter::Antialiasing, false);  // strips side by side would show seams
  painter.fillRect(tile, style.background);
  for (Index i = 0; i <= last; ++i) {
    curve << QPointF(tile.left() + static_cast<double>(i) * step, y(colors.height(i)));
    if (i < last)
      painter.fillRect(QRectF(curve.back(), QPointF(curve.back().x() + step + 1, y(base))).normalized(),
                       mixed(style.background, colors.at(i), 0.7));
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.grid, 1));
  if (!colors.output()) painter.drawLine(QPointF(tile.left(), y(base)), QPointF(tile.right(), y(base)));
  painter.setPen(QPen(colors.output() ? style.accent : style.text, tile.height() > 40 ? 2 : 1.2));
  painter.drawPolyline(curve);
}

}  // namespace

QColor signColor(double size, const PlotStyle& style) {
  return mixed(style.background, classColor(size > 0 ? 1 : 0, style),
               strongest * std::clamp(std::abs(size), 0.0, 1.0));
}

void paintUnit(QPainter& painter, const QRectF& tile, const NetworkScene& scene, std::size_t layer,
               Index unit, const PlotStyle& style) {
  const UnitColors colors(scene, layer, unit, style);
  painter.save();
  painter.setClipRect(tile, Qt::IntersectClip);
  if (scene.fields->y.size() > 1)
    paintMap(painter, tile, *scene.fields, colors);
  else
    paintCurve(painter, tile, *scene.fields, colors, style);
  painter.restore();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.outline, 1));
  painter.drawRoundedRect(tile, 1.5, 1.5);
}

}  // namespace lossarium::ui
