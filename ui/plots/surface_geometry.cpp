#include "ui/plots/surface_geometry.h"

#include "core/landscape/flatness.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr double flatFraction = 0.5;  // where a flat sheet lies
constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
constexpr double tolerance =
    2e-3;  // of height: what rests on the surface is not hidden by the cell it rests on

Index cellOf(const Vector& grid, double value) {
  const Index last = grid.size() - 1;
  const double step = (grid[last] - grid[0]) / static_cast<double>(last);
  return std::clamp<Index>(static_cast<Index>((value - grid[0]) / step), 0, last - 1);
}

bool isUsable(const Surface& surface) {
  return surface.a.size() >= 2 && surface.b.size() >= 2 && surface.values.cols() == surface.a.size() &&
         surface.values.rows() == surface.b.size() && surface.a(surface.a.size() - 1) > surface.a(0) &&
         surface.b(surface.b.size() - 1) > surface.b(0);
}

bool bordersOnHole(const Matrix& values, Index row, Index column) {
  const Index top = std::max<Index>(row - 1, 0), left = std::max<Index>(column - 1, 0);
  const Index rows = std::min(row + 2, values.rows()) - top,
              columns = std::min(column + 2, values.cols()) - left;
  return !values.block(top, left, rows, columns).allFinite();
}

/// Beside a hole a loss may rise without end, and how far a node of the grid comes up is chance: a comb of
/// spikes. There a node rises over its neighbours further inside by no more than a step.
Matrix withCalmEdges(const Matrix& values) {
  constexpr double mostRise = 0.04;
  if (values.allFinite()) return values;
  Matrix calm = values;
  for (Index row = 0; row < values.rows(); ++row)
    for (Index column = 0; column < values.cols(); ++column) {
      if (!std::isfinite(values(row, column)) || !bordersOnHole(values, row, column)) continue;
      double inside = nowhere;
      for (Index y = std::max<Index>(row - 1, 0); y < std::min(row + 2, values.rows()); ++y)
        for (Index x = std::max<Index>(column - 1, 0); x < std::min(column + 2, values.cols()); ++x)
          if (!bordersOnHole(values, y, x)) inside = std::fmax(inside, values(y, x));
      if (values(row, column) > inside + mostRise) calm(row, column) = inside + mostRise;
    }
  return calm;
}

/// Narrows [entry, exit] to where origin + d·direction lies between low and high.
bool narrow(double origin, double direction, double low, double high, double& entry, double& exit) {
  if (std::abs(direction) < 1e-12) return origin >= low && origin <= high;
  const double p = (low - origin) / direction, q = (high - origin) / direction;
  entry = std::max(entry, std::min(p, q));
  exit = std::min(exit, std::max(p, q));
  return entry <= exit;
}

// Rounding that is all there is to see of a surface is not to be seen.
void makeEven(Matrix& fractions) {
  fractions = fractions.unaryExpr([](double each) { return std::isnan(each) ? each : flatFraction; });
}

}  // namespace

SurfaceGeometry::SurfaceGeometry(std::shared_ptr<const Surface> surface, bool logarithmic,
                                 const std::vector<std::shared_ptr<const Surface>>& overlay)
    : surface_(std::move(surface)) {
  if (!isUsable(*surface_)) return;
  scale_ = LossScale(*surface_, logarithmic);
  x_ = Vector::LinSpaced(surface_->a.size(), -1, 1);
  y_ = Vector::LinSpaced(surface_->b.size(), -1, 1);
  fractions_.a = surface_->a;
  fractions_.b = surface_->b;
  fractions_.values =
      withCalmEdges(surface_->values.unaryExpr([this](double loss) { return scale_.fraction(loss); }));
  if (isFlat(*surface_))
    makeEven(fractions_.values);
  else
    findContours();
  findPieces();
  for (const auto& other : overlay) overlay_.push_back(contoursOf(*other));
}

Eigen::Vector3d SurfaceGeometry::node(Index row, Index column) const {
  return {x_[column], y_[row], heightOf(fractions_.values(row, column))};
}

void SurfaceGeometry::findContours() {
  for (const double loss : scale_.levels()) {
    const double fraction = scale_.fraction(loss);
    contours_.push_back({loss, fraction, contourLines(fractions_, fraction)});
  }
}

// At the same losses as the first height's, so that lines can be compared, and beyond their range at its own;
// where few are shared (another measure) all are its own. Not more than the eye can part.
std::vector<SurfaceGeometry::Contour> SurfaceGeometry::contoursOf(const Surface& other) const {
  constexpr std::size_t fewest = 4, most = 8;
  const LossScale own(other, scale_.isLogarithmic());
  if (!own.isValid() || isFlat(other)) return {};
  const auto isWithin = [](const LossScale& scale, double loss) {
    return loss > scale.minimum() && loss < scale.maximum();
  };
  std::vector<double> levels;
  for (const double loss : scale_.levels())
    if (isWithin(own, loss)) levels.push_back(loss);
  const bool shared = levels.size() >= fewest;
  if (!shared) levels.clear();
  for (const double loss : own.levels())
    if (!shared || !isWithin(scale_, loss)) levels.push_back(loss);
  std::sort(levels.begin(), levels.end());
  const std::size_t every = (levels.size() + most - 1) / most;
  std::vector<Contour> contours;
  for (std::size_t i = 0; i < levels.size(); i += std::max<std::size_t>(every, 1))
    contours.push_back({levels[i], own.fraction(levels[i]), contourLines(other, levels[i])});
  return contours;
}

Eigen::Vector3d SurfaceGeometry::lifted(const Eigen::Vector2d& coordinates, double fraction) const {
  const Eigen::Vector2d box = toBox(coordinates);
  return {box.x(), box.y(), heightOf(fraction)};
}

void SurfaceGeometry::findPieces() {
  for (Index row = 0; row + 1 < rows(); ++row)
    for (Index column = 0; column + 1 < columns(); ++column) {
      firstPiece_.push_back(pieces_.size());
      const auto corners = fractions_.values.block<2, 2>(row, column);
      const double low = corners.minCoeff(), high = corners.maxCoeff();
      for (std::size_t i = 0; i < contours_.size(); ++i) {
        const double level = contours_[i].fraction;
        if (!(level >= low && level <= high)) continue;
        const CellContour found = cellContour(fractions_, row, column, level);
        for (std::size_t k = 0; k < static_cast<std::size_t>(found.count); ++k)
          pieces_.push_back({lifted(found.pieces[k].from, level), lifted(found.pieces[k].to, level), i});
      }
    }
  firstPiece_.push_back(pieces_.size());
}

std::span<const SurfaceGeometry::Piece> SurfaceGeometry::piecesIn(Index row, Index column) const {
  const auto cell = static_cast<std::size_t>(row * (columns() - 1) + column);
  return std::span(pieces_).subspan(firstPiece_[cell], firstPiece_[cell + 1] - firstPiece_[cell]);
}

Eigen::Vector2d SurfaceGeometry::toBox(const Eigen::Vector2d& coordinates) const {
  const Vector &a = surface_->a, &b = surface_->b;
  return {-1 + 2 * (coordinates.x() - a[0]) / (a[a.size() - 1] - a[0]),
          -1 + 2 * (coordinates.y() - b[0]) / (b[b.size() - 1] - b[0])};
}

Eigen::Vector2d SurfaceGeometry::fromBox(const Eigen::Vector2d& box) const {
  const Vector &a = surface_->a, &b = surface_->b;
  return {std::lerp(a[0], a[a.size() - 1], (box.x() + 1) / 2),
          std::lerp(b[0], b[b.size() - 1], (box.y() + 1) / 2)};
}

double SurfaceGeometry::heightAt(double x, double y) const {
  constexpr double edge = 1 + 1e-9;
  if (!isDrawable() || !(std::abs(x) <= edge) || !(std::abs(y) <= edge)) return nowhere;
  const Index column = cellOf(x_, x), row = cellOf(y_, y);
  const double s = (x - x_[column]) / (x_[column + 1] - x_[column]),
               t = (y - y_[row]) / (y_[row + 1] - y_[row]);
  const Matrix& z = fractions_.values;
  // The two triangles that the painter draws, on either side of the diagonal s = t.
  const double low = z(row, column), high = z(row + 1, column + 1);
  const double side = s >= t ? z(row, column + 1) : z(row + 1, column);
  const double fraction = low + std::max(s, t) * (side - low) + std::min(s, t) * (high - side);
  return fraction <= 1 + 1e-9 ? heightOf(fraction) : nowhere;
}

double SurfaceGeometry::unevennessAt(double x, double y) const {
  const auto corners = fractions_.values.block<2, 2>(cellOf(y_, y), cellOf(x_, x));
  const double range = corners.maxCoeff() - corners.minCoeff();
  return std::isfinite(range) ? (topHeight - bottomHeight) * range : 0;
}

Eigen::Vector3d SurfaceGeometry::restingPoint(const Eigen::Vector2d& coordinates) const {
  const Eigen::Vector2d box = toBox(coordinates);
  const double height = heightAt(box.x(), box.y());
  return {box.x(), box.y(), std::isfinite(height) ? height : topHeight};
}

std::optional<double> SurfaceGeometry::heightOff(const Eigen::Vector3d& point, double loss) const {
  constexpr double least = 0.02;
  const double height = heightOf(scale_.fraction(loss));
  // A difference that the coarse grid itself could make says nothing about the plane.
  const double unsure = least + unevennessAt(point.x(), point.y());
  if (!std::isfinite(height) || std::abs(height - point.z()) < unsure) return {};
  return height;
}

std::optional<SurfaceGeometry::Step> SurfaceGeometry::stepsThroughBox(const SightLine& line) const {
  const Eigen::Vector3d &o = line.origin, &d = line.direction;
  double entry = -1e3, exit = 1e3;
  if (!narrow(o.x(), d.x(), -1, 1, entry, exit) || !narrow(o.y(), d.y(), -1, 1, entry, exit) ||
      !narrow(o.z(), d.z(), bottomHeight - 0.01, topHeight + 0.01, entry, exit))
    return {};
  const double cells = (exit - entry) * std::max(std::abs(d.x()) * static_cast<double>(columns()) / 2,
                                                 std::abs(d.y()) * static_cast<double>(rows()) / 2);
  return Step{entry, exit, 2 + static_cast<int>(2 * cells)};
}

std::optional<Eigen::Vector3d> SurfaceGeometry::firstHit(const SightLine& line) const {
  if (!isDrawable()) return {};
  const auto steps = stepsThroughBox(line);
  if (!steps) return {};
  const auto at = [&](double depth) -> Eigen::Vector3d { return line.origin + depth * line.direction; };
  const auto above = [&](double depth) { return at(depth).z() - heightAt(at(depth).x(), at(depth).y()); };
  double before = steps->entry, gapBefore = above(before);
  for (int i = 1; i <= steps->count; ++i) {
    double depth = std::lerp(steps->entry, steps->exit, static_cast<double>(i) / steps->count);
    const double gap = above(depth), next = depth;
    if (gapBefore * gap <= 0) {
      for (int halving = 0; halving < 40; ++halving) {
        const double middle = (before + depth) / 2;
        (above(middle) * gapBefore > 0 ? before : depth) = middle;
      }
      return at(depth);
    }
    before = next;
    gapBefore = gap;
  }
  return {};
}

bool SurfaceGeometry::isVisible(const Eigen::Vector3d& point, const Eigen::Vector3d& eye) const {
  if (!isDrawable()) return true;
  const SightLine line{point, (eye - point).normalized()};
  const auto steps = stepsThroughBox(line);
  if (!steps || steps->exit <= 0) return true;
  const double start = std::max(steps->entry, 0.0);
  for (int i = 1; i <= steps->count; ++i) {
    const double depth = std::lerp(start, steps->exit, static_cast<double>(i) / steps->count);
    const Eigen::Vector3d at = point + depth * line.direction;
    // NaN compares false: holes hide nothing.
    if (heightAt(at.x(), at.y()) > at.z() + tolerance) return false;
  }
  return true;
}

}  // namespace lossarium::ui
