#include "ui/plots/field_item.h"

#include "ui/plots/clipped_line.h"
#include "ui/plots/contour_labels.h"
#include "ui/plots/hatching.h"
#include "ui/plots/plot_marks.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr std::size_t mostLabels = 9;
constexpr int hatchPeriod = 7;

/// For each pixel along one axis: the grid cell it falls into and how far across.
struct Place {
  Index cell;
  double across;
};

std::vector<Place> placesOf(const Vector& grid, int pixels, double from, double to) {
  const Index last = grid.size() - 1;
  std::vector<Place> places;
  for (int i = 0; i < pixels; ++i) {
    const double value = std::lerp(from, to, (i + 0.5) / pixels);
    const double t = (value - grid[0]) / (grid[last] - grid[0]) * static_cast<double>(last);
    const Index cell = std::clamp<Index>(static_cast<Index>(t), 0, last - 1);
    places.push_back({cell, std::clamp(t - static_cast<double>(cell), 0.0, 1.0)});
  }
  return places;
}

class Colors {
 public:
  Colors(const PlotStyle& style) {
    for (std::size_t i = 0; i < table_.size(); ++i)
      table_[i] =
          lossColor(style.colorMap, (static_cast<double>(i) + 0.5) / static_cast<double>(table_.size()))
              .rgb();
    const QColor top = lossColor(style.colorMap, 1);
    beyond_ = mixed(top, style.background, 0.45).rgb();
    hatch_ = mixed(top, style.text, 0.25).rgb();
  }

  /// Holes are left open; beyond the cut the top's colour is hatched.
  QRgb at(double fraction, int x, int y) const {
    if (!(fraction > -1)) return 0;
    if (fraction > 1 + 1e-9) return (x + y) % hatchPeriod == 0 ? hatch_ : beyond_;
    return table_[std::min(static_cast<std::size_t>(std::max(fraction, 0.0) * 512), table_.size() - 1)];
  }

 private:
  std::array<QRgb, 512> table_{};
  QRgb beyond_ = 0;
  QRgb hatch_ = 0;
};

}  // namespace

FieldItem::FieldItem(QGraphicsItem* parent) : QGraphicsItem(parent) { setZValue(1); }

void FieldItem::setGeometry(std::shared_ptr<const SurfaceGeometry> geometry) {
  geometry_ = std::move(geometry);
  cutLines_.clear();
  if (geometry_ && geometry_->scale().isCut()) cutLines_ = contourLines(geometry_->fractions(), 1);
  image_ = {};
  update();
}

void FieldItem::setStyle(const PlotStyle& style) {
  style_ = style;
  image_ = {};
  update();
}

void FieldItem::setObstacles(std::vector<Eigen::Vector2d> places) {
  obstacles_ = std::move(places);
  update();
}

// A straight piece between two places is in the way, too.
bool FieldItem::isObstructed(const QRectF& room) const {
  QPolygonF way;
  for (const Eigen::Vector2d& place : obstacles_) way.push_back(frame_.toPixel({place.x(), place.y()}));
  if (way.size() == 1) return room.contains(way.front());
  return !clippedLine(way, room).isEmpty();
}

bool FieldItem::isTaken(const QRectF& room) const {
  return isObstructed(room) || std::any_of(labelRooms_.begin(), labelRooms_.end(),
                                           [&room](const QRectF& number) { return number.intersects(room); });
}

void FieldItem::setFrame(const PlotScale& frame) {
  if (frame == frame_) return;
  prepareGeometryChange();
  frame_ = frame;
  image_ = {};
}

void FieldItem::fillImage() {
  const QSize size = frame_.area.size().toSize().expandedTo(QSize(1, 1));
  image_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
  const auto columns = placesOf(geometry_->surface().a, size.width(), frame_.x.minimum, frame_.x.maximum);
  const auto rows = placesOf(geometry_->surface().b, size.height(), frame_.y.maximum, frame_.y.minimum);
  const Matrix& z = geometry_->fractions().values;
  const Colors colors(style_);
  for (int y = 0; y < size.height(); ++y) {
    const auto [row, up] = rows[static_cast<std::size_t>(y)];
    auto* line = reinterpret_cast<QRgb*>(image_.scanLine(y));
    for (int x = 0; x < size.width(); ++x) {
      const auto [column, across] = columns[static_cast<std::size_t>(x)];
      const double low = z(row, column) + across * (z(row, column + 1) - z(row, column));
      const double high = z(row + 1, column) + across * (z(row + 1, column + 1) - z(row + 1, column));
      line[x] = colors.at(low + up * (high - low), x, y);
    }
  }
}

void FieldItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!geometry_ || frame_.area.width() < 1 || frame_.area.height() < 1) return;
  if (image_.isNull()) fillImage();
  painter->drawImage(frame_.area, image_);
  paintFlatPlaces(*painter);
  paintLines(*painter);
}

// Strokes drawn one by one, cut where the slope begins: a hatched brush would be lost in a vector file.
void FieldItem::paintFlatPlaces(QPainter& painter) const {
  const Surface& surface = geometry_->surface();
  if (!surface.flat) return;
  const auto nearest = [](const Vector& grid, double value) -> Index {
    const auto last = static_cast<double>(grid.size() - 1);
    const double place = (value - grid[0]) / (grid[grid.size() - 1] - grid[0]) * last;
    return place >= -0.5 && place <= last + 0.5 ? std::lround(std::clamp(place, 0.0, last)) : -1;
  };
  const auto isFlat = [&](QPointF pixel) {
    const QPointF at = frame_.toValue(pixel);
    const Index column = nearest(surface.a, at.x()), row = nearest(surface.b, at.y());
    return row >= 0 && column >= 0 && (*surface.flat)(row, column) > 0;
  };
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(contourInk(style_.colorMap, 1, 1), 1));
  for (const QLineF& stroke : hatching(frame_.area, isFlat)) painter.drawLine(stroke);
}

QPolygonF FieldItem::toPixels(const Polyline& line) const {
  QPolygonF pixels;
  for (const auto& point : line) pixels.push_back(frame_.toPixel({point.x(), point.y()}));
  return pixels;
}

void FieldItem::paintLines(QPainter& painter) {
  painter.setRenderHint(QPainter::Antialiasing);
  ContourLabels labels(
      style_, [this](const QRectF& room) { return frame_.area.contains(room) && !isObstructed(room); });
  const auto& contours = geometry_->contours();
  const std::size_t every = contours.size() > 8 ? 2 : 1;
  for (std::size_t i = 0; i < contours.size(); ++i) {
    QPolygonF longest;
    painter.setPen(QPen(contourInk(style_.colorMap, contours[i].fraction, contours[i].strength), 1.1));
    painter.setBrush(Qt::NoBrush);
    for (const Polyline& line : contours[i].lines)
      for (const QPolygonF& run : clippedLine(toPixels(line), frame_.area)) {
        painter.drawPolyline(run);
        if (longest.isEmpty() || lineLength(run) > lineLength(longest)) longest = run;
      }
    // A number would jump about while its line moves.
    if (i % every == 0 && contours[i].strength == 1 && labels.count() < mostLabels)
      labels.paint(painter, longest, readableNumber(contours[i].loss, 3),
                   lossColor(style_.colorMap, contours[i].fraction));
  }
  labelRooms_ = labels.rooms();
  painter.setPen(QPen(style_.text, 1.4));
  for (const Polyline& line : cutLines_)
    for (const QPolygonF& run : clippedLine(toPixels(line), frame_.area)) painter.drawPolyline(run);
}

}  // namespace lossarium::ui
