#include "ui/plots/simplex_ground.h"

#include "core/landscape/contours.h"
#include "ui/plots/axis_ticks.h"
#include "ui/plots/contour_labels.h"
#include "ui/plots/plot_marks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double quantile = 0.97;
constexpr double towering = 1.3;  // what is this many times higher than the quantile is cut
constexpr int levelCount = 8;

/// The lattice as a grid over p1 and p2. Beyond the third side each cell goes on as the plane of its inner
/// half, so that lines reach the side; what is further out is a hole.
Surface gridOf(const SimplexField& field) {
  const int steps = field.steps;
  Surface grid;
  grid.a = grid.b = Vector::LinSpaced(steps + 1, 0, 1);
  grid.values = Matrix::Constant(steps + 1, steps + 1, std::nan(""));
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; i + j <= steps; ++j) grid.values(j, i) = field.node(i, j);
  for (int i = 0; i < steps; ++i) {
    const int j = steps - 1 - i;
    grid.values(j + 1, i + 1) = grid.values(j, i + 1) + grid.values(j + 1, i) - grid.values(j, i);
  }
  return grid;
}

Eigen::Vector3d withThird(const Eigen::Vector2d& point) {
  return {point[0], point[1], 1 - point[0] - point[1]};
}

/// Where the way between two points, one of them beyond the third side, crosses that side.
Eigen::Vector3d crossing(const Eigen::Vector3d& from, const Eigen::Vector3d& to) {
  return from + from[2] / (from[2] - to[2]) * (to - from);
}

/// The parts of a line with p3 ≥ 0.
std::vector<std::vector<Eigen::Vector3d>> insideParts(const Polyline& line) {
  std::vector<std::vector<Eigen::Vector3d>> parts;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Eigen::Vector3d here = withThird(line[i]);
    const Eigen::Vector3d before = i > 0 ? withThird(line[i - 1]) : here;
    const bool enters = here[2] >= 0 && (i == 0 || before[2] < 0);
    if (enters) parts.emplace_back();
    if (i > 0 && (here[2] >= 0) != (before[2] >= 0)) parts.back().push_back(crossing(before, here));
    if (here[2] >= 0) parts.back().push_back(here);
  }
  return parts;
}

std::vector<double> valuesInside(const SimplexField& field) {
  std::vector<double> values;
  for (int i = 1; i < field.steps; ++i)
    for (int j = 1; i + j < field.steps; ++j)
      if (std::isfinite(field.node(i, j))) values.push_back(field.node(i, j));
  return values;
}

std::array<QRgb, 512> colorTable(ColorMap map) {
  std::array<QRgb, 512> table{};
  for (std::size_t i = 0; i < table.size(); ++i)
    table[i] = lossColor(map, (static_cast<double>(i) + 0.5) / static_cast<double>(table.size())).rgb();
  return table;
}

QRgb covered(QRgb color, double coverage) {
  return qPremultiply(
      qRgba(qRed(color), qGreen(color), qBlue(color), static_cast<int>(std::lround(255 * coverage))));
}

}  // namespace

double SimplexScale::fraction(double loss) const {
  if (!(maximum > minimum)) return 0.5;
  return std::clamp((loss / 2 - minimum / 2) / (maximum / 2 - minimum / 2), 0.0, 1.0);
}

SimplexScale simplexScale(const SimplexField& field) {
  SimplexScale scale{infinity, -infinity, 0};
  for (const double value : field.values) {
    if (!std::isfinite(value)) continue;
    scale.minimum = std::min(scale.minimum, value);
    scale.maximum = std::max(scale.maximum, value);
  }
  if (!(scale.minimum <= scale.maximum)) return {};
  scale.highest = scale.maximum;
  std::vector<double> values = valuesInside(field);
  if (values.empty()) return scale;
  const auto rank = static_cast<std::ptrdiff_t>(quantile * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  const double usual = values[static_cast<std::size_t>(rank)];
  if (usual > scale.minimum && scale.highest - scale.minimum > towering * (usual - scale.minimum))
    scale.maximum = usual;
  return scale;
}

void SimplexGround::setField(std::shared_ptr<const SimplexField> field) {
  if (field && (field->steps < 1 || field->values.size() != field->index(field->steps, 0) + 1)) field.reset();
  if (field == field_) return;
  field_ = std::move(field);
  scale_ = field_ ? simplexScale(*field_) : SimplexScale();
  kept_ = {};
  findContours();
}

void SimplexGround::findContours() {
  contours_.clear();
  if (!field_) return;
  const Surface grid = gridOf(*field_);
  for (const double level : contourLevels(scale_.minimum, scale_.maximum, levelCount, false)) {
    contours_.push_back({level, {}});
    for (const Polyline& line : contourLines(grid, level))
      for (Line& part : insideParts(line)) contours_.back().lines.push_back(std::move(part));
  }
}

std::vector<double> SimplexGround::levels() const {
  std::vector<double> levels;
  for (const Contour& contour : contours_) levels.push_back(contour.level);
  return levels;
}

void SimplexGround::paint(QPainter& painter, const SimplexTriangle& triangle, const PlotStyle& style) const {
  if (!field_) return;
  paintColors(painter, triangle, style);
  paintContours(painter, triangle, style);
}

void SimplexGround::paintColors(QPainter& painter, const SimplexTriangle& triangle,
                                const PlotStyle& style) const {
  const double density = painter.device()->devicePixelRatioF();
  if (kept_.image.isNull() || !(kept_.triangle == triangle) || kept_.map != style.colorMap ||
      kept_.density != density)
    kept_ = picture(triangle, style.colorMap, density);
  painter.drawImage(kept_.area, kept_.image);
}

// Pixels on a side are covered in part: smooth without clipping, which pictures in vector files would lose.
SimplexGround::Picture SimplexGround::picture(const SimplexTriangle& triangle, ColorMap map,
                                              double density) const {
  const QRectF area(triangle.polygon().boundingRect().adjusted(-1, -1, 1, 1).toAlignedRect());
  const QSize size = (area.size() * density).toSize();
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  const auto table = colorTable(map);
  const auto at = [&](double x, double y) {
    return triangle.toProbabilities(area.topLeft() + QPointF(x + 0.5, y + 0.5) / density);
  };
  const Eigen::Vector3d step = at(1, 0) - at(0, 0);
  for (int y = 0; y < size.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    Eigen::Vector3d p = at(0, y);
    for (int x = 0; x < size.width(); ++x, p += step) {
      const double coverage = std::clamp(p.minCoeff() * triangle.height() * density + 0.5, 0.0, 1.0);
      const double value = coverage > 0 ? field_->at(p) : std::nan("");
      const auto shade = static_cast<std::size_t>(scale_.fraction(std::isfinite(value) ? value : 0) * 511);
      line[x] = std::isfinite(value) ? covered(table[shade], coverage) : 0;
    }
  }
  return {image, area, triangle, map, density};
}

void SimplexGround::paintContours(QPainter& painter, const SimplexTriangle& triangle,
                                  const PlotStyle& style) const {
  const QPolygonF outline = triangle.polygon();
  ContourLabels labels(style, [&](const QRectF& room) {
    const QPolygonF corners(room);
    return std::all_of(corners.begin(), corners.end(),
                       [&](QPointF corner) { return outline.containsPoint(corner, Qt::OddEvenFill); });
  });
  labels.setLeastLength(0.25 * triangle.height());
  painter.setRenderHint(QPainter::Antialiasing);
  for (const Contour& contour : contours_) {
    const double fraction = scale_.fraction(contour.level);
    painter.setPen(QPen(contourInk(style.colorMap, fraction), 1.1));
    painter.setBrush(Qt::NoBrush);
    QPolygonF longest;
    for (const Line& line : contour.lines) {
      QPolygonF pixels;
      for (const Eigen::Vector3d& p : line) pixels.push_back(triangle.toPixel(p));
      painter.drawPolyline(pixels);
      if (lineLength(pixels) > lineLength(longest)) longest = pixels;
    }
    labels.paint(painter, longest, readableNumber(contour.level, 3), lossColor(style.colorMap, fraction));
  }
}

}  // namespace lossarium::ui
