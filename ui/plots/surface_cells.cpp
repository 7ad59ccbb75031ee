#include "ui/plots/surface_cells.h"

#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_palette.h"

#include <QLineF>

#include <Eigen/Geometry>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

using Eigen::Vector3d;

double turn(QPointF p, QPointF q, QPointF r) {
  return (q.x() - p.x()) * (r.y() - p.y()) - (q.y() - p.y()) * (r.x() - p.x());
}

/// The cells of one axis from both ends inward to the foot of the eye.
std::vector<Index> towardsFoot(Index cells, double foot) {
  const auto footCell = std::clamp<Index>(static_cast<Index>(std::floor(foot)), -1, cells);
  std::vector<Index> order;
  order.reserve(static_cast<std::size_t>(cells));
  for (Index i = 0; i < std::min(footCell, cells); ++i) order.push_back(i);
  for (Index i = cells - 1; i > footCell; --i) order.push_back(i);
  if (footCell >= 0 && footCell < cells) order.push_back(footCell);
  return order;
}

class CellPainter {
 public:
  CellPainter(QPainter& painter, const SurfaceGeometry& geometry, const View& view, const PlotStyle& style,
              CellQuality quality)
      : painter_(painter),
        geometry_(geometry),
        view_(view),
        palette_(SurfacePalette::of(style)),
        smooth_(quality == CellQuality::smooth),
        vector_(quality == CellQuality::vector) {
    const double cellsPerUnitX = static_cast<double>(geometry.columns() - 1) / 2;
    const double cellsPerUnitY = static_cast<double>(geometry.rows() - 1) / 2;
    foot_ = {std::clamp((view.eye().x() + 1) * cellsPerUnitX, -1e9, 1e9),
             std::clamp((view.eye().y() + 1) * cellsPerUnitY, -1e9, 1e9)};
    const Vector3d level(view.towardsEye().x(), view.towardsEye().y(), 0);
    light_ = (-0.55 * view.right() + 0.2 * level + Vector3d(0, 0, 0.85)).normalized();
    for (const auto& contour : geometry.contours())
      contourPens_.emplace_back(contourInk(style.colorMap, contour.fraction, contour.strength),
                                vector_ ? 1.3 : 1.0);
    rimPen_ = QPen(withAlpha(style.dark ? Qt::white : Qt::black, 0.35), 1.0);
    cutPen_ = QPen(style.text, 1.4);
    hatchPen_ = QPen(contourInk(style.colorMap, 1, 1), 1.0);
    projectNodes();
  }

  bool paint(const std::stop_token& stop) {
    painter_.setPen(Qt::NoPen);
    painter_.setRenderHint(QPainter::Antialiasing, false);
    const auto rowOrder = towardsFoot(geometry_.rows() - 1, foot_.y());
    const auto columnOrder = towardsFoot(geometry_.columns() - 1, foot_.x());
    for (const Index row : rowOrder) {
      if (stop.stop_requested()) return false;
      for (const Index column : columnOrder) paintCell(row, column);
    }
    return true;
  }

 private:
  struct Corner {
    Index row;
    Index column;
  };

  struct Node {
    QPointF pixel;
    double fraction;
    double light;
  };

  void projectNodes() {
    nodes_.reserve(static_cast<std::size_t>(geometry_.rows() * geometry_.columns()));
    for (Index row = 0; row < geometry_.rows(); ++row)
      for (Index column = 0; column < geometry_.columns(); ++column)
        nodes_.push_back({view_.project(geometry_.node(row, column)), geometry_.fraction(row, column),
                          lightOn(row, column)});
  }

  std::size_t index(Index row, Index column) const {
    return static_cast<std::size_t>(row * geometry_.columns() + column);
  }
  const Node& node(Corner corner) const { return nodes_[index(corner.row, corner.column)]; }
  QPointF at(Corner corner) const { return node(corner).pixel; }
  double fraction(Corner corner) const { return node(corner).fraction; }

  /// The slope at a node along one axis: from its finite neighbours, flat without any.
  static double slope(double before, double here, double after, double step) {
    if (std::isfinite(before) && std::isfinite(after)) return (after - before) / (2 * step);
    if (std::isfinite(after)) return (after - here) / step;
    return std::isfinite(before) ? (here - before) / step : 0;
  }

  double heightOr(Index row, Index column, double otherwise) const {
    if (row < 0 || column < 0 || row >= geometry_.rows() || column >= geometry_.columns()) return otherwise;
    return SurfaceGeometry::heightOf(geometry_.fraction(row, column));
  }

  double lightOn(Index row, Index column) const {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double here = heightOr(row, column, none);
    if (!std::isfinite(here)) return 1;
    const double slopeX = slope(heightOr(row, column - 1, none), here, heightOr(row, column + 1, none),
                                geometry_.x(1) - geometry_.x(0));
    const double slopeY = slope(heightOr(row - 1, column, none), here, heightOr(row + 1, column, none),
                                geometry_.y(1) - geometry_.y(0));
    const double lambert = (light_.z() - slopeX * light_.x() - slopeY * light_.y()) /
                           std::sqrt(1 + slopeX * slopeX + slopeY * slopeY);
    const double lit = lambert - light_.z();
    return 1 + (lit > 0 ? 0.85 : 0.34) * lit;
  }

  void paintCell(Index row, Index column) {
    const std::array<Corner, 4> corners{
        {{row, column}, {row, column + 1}, {row + 1, column + 1}, {row + 1, column}}};
    // NaN compares false.
    const bool whole =
        std::all_of(corners.begin(), corners.end(), [&](Corner c) { return fraction(c) <= 1; });
    if (whole)
      paintWholeCell(corners);
    else
      paintTriangles(corners, [&](const std::array<Corner, 3>& triangle) { paintPart(triangle); });
    paintLines(row, column);
  }

  void paintWholeCell(const std::array<Corner, 4>& corners) {
    const std::array<Node, 4> n{node(corners[0]), node(corners[1]), node(corners[2]), node(corners[3])};
    // y points down on the screen: what is seen from above turns to the left.
    const bool below1 = turn(n[0].pixel, n[1].pixel, n[2].pixel) > 0;
    const bool below2 = turn(n[0].pixel, n[2].pixel, n[3].pixel) > 0;
    if (below1 == below2) {
      paintPatch(n, below1);
      return;
    }
    const double height = (n[0].fraction + n[1].fraction + n[2].fraction + n[3].fraction) / 4;
    const double light = (n[0].light + n[1].light + n[2].light + n[3].light) / 4;
    paintTriangles(corners, [&](const std::array<Corner, 3>& t) {
      const std::array<QPointF, 3> q{at(t[0]), at(t[1]), at(t[2])};
      fill(palette_.brush(height, light, turn(q[0], q[1], q[2]) > 0), q.data(), 3);
    });
  }

  /// A cell in as many parts as its colours need: a steep or large one would show as a tile.
  void paintPatch(const std::array<Node, 4>& n, bool fromBelow) {
    const int across = partsOf(n[0], n[1], n[3], n[2]), along = partsOf(n[0], n[3], n[1], n[2]);
    const auto between = [&](double s, double t) {
      const QPointF low = n[0].pixel + s * (n[1].pixel - n[0].pixel),
                    high = n[3].pixel + s * (n[2].pixel - n[3].pixel);
      return low + t * (high - low);
    };
    const auto mean = [&](double Node::*value, double s, double t) {
      return std::lerp(std::lerp(n[0].*value, n[1].*value, s), std::lerp(n[3].*value, n[2].*value, s), t);
    };
    if (across * along > 1) {
      // Neighbours with other parts leave pinholes along the common side: paper them over first.
      const std::array<QPointF, 4> whole{n[0].pixel, n[1].pixel, n[2].pixel, n[3].pixel};
      fill(palette_.brush(mean(&Node::fraction, 0.5, 0.5), mean(&Node::light, 0.5, 0.5), fromBelow),
           whole.data(), 4);
    }
    for (int j = 0; j < along; ++j)
      for (int i = 0; i < across; ++i) {
        const double s = static_cast<double>(i) / across, s1 = (i + 1.0) / across;
        const double t = static_cast<double>(j) / along, t1 = (j + 1.0) / along;
        const std::array<QPointF, 4> part{between(s, t), between(s1, t), between(s1, t1), between(s, t1)};
        const double middle = (s + s1) / 2, centre = (t + t1) / 2;
        fill(palette_.brush(mean(&Node::fraction, middle, centre), mean(&Node::light, middle, centre),
                            fromBelow),
             part.data(), 4);
      }
  }

  /// From the first to the second node, or the third to the fourth.
  int partsOf(const Node& from, const Node& to, const Node& from2, const Node& to2) const {
    if (!smooth_) return 1;
    constexpr double colorStep = 1.0 / 72, lightStep = 1.0 / 20, least = 4;
    constexpr int most = 6;
    const double colors =
        std::max(std::abs(to.fraction - from.fraction), std::abs(to2.fraction - from2.fraction)) / colorStep;
    const double lights =
        std::max(std::abs(to.light - from.light), std::abs(to2.light - from2.light)) / lightStep;
    const double pixels =
        std::max(QLineF(from.pixel, to.pixel).length(), QLineF(from2.pixel, to2.pixel).length());
    return std::clamp(static_cast<int>(std::ceil(std::min(std::max(colors, lights), pixels / least))), 1,
                      most);
  }

  /// The triangle on the far side of the diagonal first.
  template <typename Paint>
  void paintTriangles(const std::array<Corner, 4>& c, const Paint& paintOne) {
    const double across = foot_.x() - static_cast<double>(c[0].column),
                 along = foot_.y() - static_cast<double>(c[0].row);
    const std::array<Corner, 3> lower{c[0], c[1], c[2]}, upper{c[0], c[2], c[3]};
    const bool footBelowDiagonal = across > along;
    paintOne(footBelowDiagonal ? upper : lower);
    paintOne(footBelowDiagonal ? lower : upper);
  }

  struct Vertex {
    Vector3d place;
    double fraction;
    double light;
  };
  using Triangle = std::array<Vertex, 3>;

  static Vertex between(const Vertex& from, const Vertex& to, double t) {
    return {from.place + t * (to.place - from.place), std::lerp(from.fraction, to.fraction, t),
            std::lerp(from.light, to.light, t)};
  }

  /// What is finite and not cut off of a triangle, with the edge of the cut.
  void paintPart(const std::array<Corner, 3>& corners) {
    Triangle triangle;
    for (std::size_t i = 0; i < 3; ++i) {
      const Node& at = node(corners[i]);
      if (!std::isfinite(at.fraction)) return;
      triangle[i] = {geometry_.node(corners[i].row, corners[i].column), at.fraction, at.light};
    }
    paintBelowCut(triangle);
    if (smooth_) paintInParts(triangle, 3);
  }

  /// Cells at the cut are the steepest of all: one colour each would give the cut teeth.
  void paintInParts(const Triangle& t, int depth) {
    if (t[0].fraction > 1 && t[1].fraction > 1 && t[2].fraction > 1) return;
    if (depth == 0) return paintBelowCut(t);
    const Vertex ab = between(t[0], t[1], 0.5), bc = between(t[1], t[2], 0.5), ca = between(t[2], t[0], 0.5);
    for (const Triangle& part :
         {Triangle{t[0], ab, ca}, Triangle{ab, t[1], bc}, Triangle{ca, bc, t[2]}, Triangle{ab, bc, ca}})
      paintInParts(part, depth - 1);
  }

  void paintBelowCut(const Triangle& triangle) {
    std::array<QPointF, 4> polygon;
    std::array<QPointF, 2> cut;
    std::size_t count = 0, cuts = 0;
    double height = 0, light = 0;
    const auto add = [&](const Vertex& vertex) {
      polygon[count++] = view_.project(vertex.place);
      height += vertex.fraction;
      light += vertex.light;
    };
    for (std::size_t i = 0; i < 3; ++i) {
      const Vertex &from = triangle[i], &to = triangle[(i + 1) % 3];
      if (from.fraction <= 1) add(from);
      if ((from.fraction <= 1) == (to.fraction <= 1)) continue;
      add(between(from, to, (1 - from.fraction) / (to.fraction - from.fraction)));
      cut[cuts++] = polygon[count - 1];
    }
    if (count < 3) return;
    const auto corners = static_cast<double>(count);
    const bool fromBelow = turn(polygon[0], polygon[1], polygon[2]) > 0;
    fill(palette_.brush(height / corners, light / corners, fromBelow), polygon.data(),
         static_cast<int>(count));
    if (cuts == 2) draw(cutPen_, QLineF(cut[0], cut[1]));
  }

  void fill(const QBrush& brush, const QPointF* points, int count) {
    painter_.setBrush(brush);
    if (vector_) painter_.setPen(QPen(brush.color(), 1, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter_.drawPolygon(points, count, Qt::WindingFill);
  }

  void draw(const QPen& pen, const QLineF& line) {
    painter_.setRenderHint(QPainter::Antialiasing, true);
    painter_.setPen(pen);
    painter_.drawLine(line);
    painter_.setPen(Qt::NoPen);
    painter_.setRenderHint(QPainter::Antialiasing, false);
  }

  void paintLines(Index row, Index column) {
    for (const auto& piece : geometry_.piecesIn(row, column))
      draw(contourPens_[piece.contour], QLineF(view_.project(piece.from), view_.project(piece.to)));
    paintHatching(row, column);
    if (row == 0) paintRim({row, column}, {row, column + 1});
    if (row == geometry_.rows() - 2) paintRim({row + 1, column}, {row + 1, column + 1});
    if (column == 0) paintRim({row, column}, {row + 1, column});
    if (column == geometry_.columns() - 2) paintRim({row, column + 1}, {row + 1, column + 1});
  }

  /// Diagonals over cells without a slope at any corner, some cells apart.
  void paintHatching(Index row, Index column) {
    const auto& flat = geometry_.surface().flat;
    const Index apart = std::max<Index>(1, geometry_.columns() / 18);
    if (!flat || (row + geometry_.columns() - column) % apart != 0) return;
    if (flat->block<2, 2>(row, column).minCoeff() > 0 && fraction({row, column}) <= 1)
      draw(hatchPen_, QLineF(at({row, column}), at({row + 1, column + 1})));
  }

  void paintRim(Corner from, Corner to) {
    if (fraction(from) <= 1 && fraction(to) <= 1) draw(rimPen_, QLineF(at(from), at(to)));
  }

  QPainter& painter_;
  const SurfaceGeometry& geometry_;
  const View& view_;
  const SurfacePalette& palette_;
  bool smooth_;
  bool vector_;
  QPointF foot_;  ///< of the eye on the grid's plane, in cells
  Vector3d light_;
  std::vector<Node> nodes_;
  std::vector<QPen> contourPens_;
  QPen rimPen_;
  QPen cutPen_;
  QPen hatchPen_;
};

}  // namespace

bool paintSurfaceCells(QPainter& painter, const SurfaceGeometry& geometry, const View& view,
                       const PlotStyle& style, CellQuality quality, const std::stop_token& stop) {
  painter.save();
  const bool finished = CellPainter(painter, geometry, view, style, quality).paint(stop);
  painter.restore();
  return finished;
}

}  // namespace lossarium::ui
