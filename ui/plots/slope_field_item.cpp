#include "ui/plots/slope_field_item.h"

#include "ui/plots/plot_marks.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double pixelsApart = 30;
constexpr double longest = 20, shortest = 6;  // pixels
constexpr double head = 4.5;
constexpr double levelShare = 1e-9;  // of the steepest: less has no direction

// The cell of an even grid that holds a value.
Index cellOf(const Vector& grid, double value) {
  const Index last = grid.size() - 1;
  const double t = (value - grid[0]) / (grid[last] - grid[0]) * static_cast<double>(last);
  return std::clamp<Index>(static_cast<Index>(std::floor(t)), 0, last - 1);
}

Slope slopeIn(const Surface& surface, Index row, Index column) {
  const Matrix& z = surface.values;
  const double da = surface.a[column + 1] - surface.a[column], db = surface.b[row + 1] - surface.b[row];
  const Eigen::Vector2d place(surface.a[column] + da / 2, surface.b[row] + db / 2);
  const double alongA = z(row, column + 1) - z(row, column) + z(row + 1, column + 1) - z(row + 1, column);
  const double alongB = z(row + 1, column) - z(row, column) + z(row + 1, column + 1) - z(row, column + 1);
  return {place, {-alongA / (2 * da), -alongB / (2 * db)}};
}

// Of most: a few towers must not shrink all others.
double steepestOf(const std::vector<Slope>& slopes) {
  std::vector<double> norms;
  for (const Slope& slope : slopes) norms.push_back(slope.descent.norm());
  if (norms.empty()) return 0;
  const auto most = norms.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(norms.size() - 1));
  std::nth_element(norms.begin(), most, norms.end());
  return *most;
}

}  // namespace

std::vector<Slope> slopesOf(const Surface& surface, AxisRange a, AxisRange b, Eigen::Vector2d step) {
  std::vector<Slope> slopes;
  if (surface.a.size() < 2 || surface.b.size() < 2) return slopes;
  Index lastRow = -1;
  for (double y = b.minimum + step.y() / 2; y < b.maximum; y += step.y()) {
    const Index row = cellOf(surface.b, y);
    if (std::exchange(lastRow, row) == row) continue;
    Index lastColumn = -1;
    for (double x = a.minimum + step.x() / 2; x < a.maximum; x += step.x()) {
      const Index column = cellOf(surface.a, x);
      if (std::exchange(lastColumn, column) == column) continue;
      if (const Slope slope = slopeIn(surface, row, column); slope.descent.allFinite())
        slopes.push_back(slope);
    }
  }
  return slopes;
}

SlopeFieldItem::SlopeFieldItem(QGraphicsItem* parent) : QGraphicsItem(parent) { setZValue(2.5); }

void SlopeFieldItem::setGeometry(std::shared_ptr<const SurfaceGeometry> geometry) {
  geometry_ = std::move(geometry);
  update();
}

void SlopeFieldItem::setStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

void SlopeFieldItem::setFrame(const PlotScale& frame) {
  if (frame == frame_) return;
  prepareGeometryChange();
  frame_ = frame;
}

void SlopeFieldItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!geometry_ || frame_.area.width() < 1 || frame_.area.height() < 1) return;
  const Eigen::Vector2d step(frame_.x.span() * pixelsApart / frame_.area.width(),
                             frame_.y.span() * pixelsApart / frame_.area.height());
  const std::vector<Slope> slopes = slopesOf(geometry_->surface(), frame_.x, frame_.y, step);
  const double steepest = steepestOf(slopes);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  for (const Slope& slope : slopes) paintSlope(*painter, slope, steepest);
  painter->restore();
}

// Slopes differ by decades: their lengths by less.
void SlopeFieldItem::paintSlope(QPainter& painter, const Slope& slope, double steepest) const {
  const double share = slope.descent.norm() / steepest;
  if (!(share > levelShare) || !std::isfinite(share)) return;
  const QPointF middle = frame_.toPixel({slope.place.x(), slope.place.y()});
  const Eigen::Vector2d ahead = slope.place + slope.descent;
  QLineF line(middle, frame_.toPixel({ahead.x(), ahead.y()}));
  if (!(line.length() > 0) || !std::isfinite(line.length())) return;
  const double strength = std::pow(std::min(share, 1.0), 0.3);
  line.setLength(shortest + (longest - shortest) * strength);
  line.translate(-(line.p2() - line.p1()) / 2);
  if (!frame_.area.contains(line.p1()) || !frame_.area.contains(line.p2())) return;
  const double fraction =
      geometry_->scale().fraction(geometry_->surface().at(slope.place.x(), slope.place.y()));
  painter.setPen(QPen(withAlpha(contourInk(style_.colorMap, fraction), 0.35 + 0.5 * strength), 1.2));
  painter.drawLine(line);
  QLineF barb(line.p2(), line.p1());
  barb.setLength(head);
  for (const double turn : {25.0, -25.0}) {
    QLineF side = barb;
    side.setAngle(barb.angle() + turn);
    painter.drawLine(side);
  }
}

}  // namespace lossarium::ui
