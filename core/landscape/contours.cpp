#include "core/landscape/contours.h"

#include "core/landscape/flatness.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium {
namespace {

// The sides of a cell: bottom and top run along a, left and right along b.
enum Side { bottom, right, top, left };

struct SidePair {
  Side from;
  Side to;
};

struct CellCase {
  std::array<SidePair, 2> pairs;
  int count = 0;
};

bool allFinite(double p, double q, double r, double s) { return std::isfinite(p + q + r + s); }

/// Corners are named by (row, column) steps: c00 below left, c01 below right, c11 above right, c10 above
/// left.
CellCase classify(double c00, double c01, double c11, double c10, double level) {
  if (!allFinite(c00, c01, c11, c10)) return {};
  const int mask =
      (c00 >= level ? 1 : 0) | (c01 >= level ? 2 : 0) | (c11 >= level ? 4 : 0) | (c10 >= level ? 8 : 0);
  const bool centreAbove = 0.25 * c00 + 0.25 * c01 + 0.25 * c11 + 0.25 * c10 >= level;
  switch (mask) {
    case 1:
    case 14:
      return {{{{left, bottom}}}, 1};
    case 2:
    case 13:
      return {{{{bottom, right}}}, 1};
    case 4:
    case 11:
      return {{{{right, top}}}, 1};
    case 8:
    case 7:
      return {{{{top, left}}}, 1};
    case 3:
    case 12:
      return {{{{left, right}}}, 1};
    case 6:
    case 9:
      return {{{{bottom, top}}}, 1};
    case 5:
    case 10:
      // The two high corners are joined when the centre is high: the lines then cut off the low corners.
      if ((mask == 5) == centreAbove) return {{{{bottom, right}, {top, left}}}, 2};
      return {{{{left, bottom}, {right, top}}}, 2};
    default:
      return {};
  }
}

CellCase classify(const Surface& surface, Index row, Index column, double level) {
  const Matrix& z = surface.values;
  return classify(z(row, column), z(row, column + 1), z(row + 1, column + 1), z(row + 1, column), level);
}

double crossing(double from, double to, double level) {
  return std::clamp((level - from) / (to - from), 0.0, 1.0);
}

Eigen::Vector2d alongA(const Surface& surface, Index row, Index column, double level) {
  const double t = crossing(surface.values(row, column), surface.values(row, column + 1), level);
  return {std::lerp(surface.a(column), surface.a(column + 1), t), surface.b(row)};
}

Eigen::Vector2d alongB(const Surface& surface, Index row, Index column, double level) {
  const double t = crossing(surface.values(row, column), surface.values(row + 1, column), level);
  return {surface.a(column), std::lerp(surface.b(row), surface.b(row + 1), t)};
}

Eigen::Vector2d onSide(const Surface& surface, Index row, Index column, Side side, double level) {
  switch (side) {
    case bottom:
      return alongA(surface, row, column, level);
    case top:
      return alongA(surface, row + 1, column, level);
    case left:
      return alongB(surface, row, column, level);
    case right:
      return alongB(surface, row, column + 1, level);
  }
  return Eigen::Vector2d::Zero();
}

/// Joins pieces that end on the same grid edge. An edge has at most two pieces, one from each cell beside it.
class Joiner {
 public:
  Joiner(const Surface& surface, double level)
      : surface_(surface),
        level_(level),
        columns_(surface.a.size()),
        atEdge_(static_cast<std::size_t>(2 * surface.a.size() * surface.b.size()), {none, none}) {}

  std::vector<Polyline> join() {
    collect();
    std::vector<Polyline> lines;
    // Open lines first, from an end; what is left runs in circles.
    for (std::size_t edge = 0; edge < atEdge_.size(); ++edge)
      if (atEdge_[edge][0] != none && atEdge_[edge][1] == none && !used_[index(atEdge_[edge][0])])
        lines.push_back(trace(edge));
    for (std::size_t piece = 0; piece < pieces_.size(); ++piece)
      if (!used_[piece]) lines.push_back(trace(pieces_[piece].from));
    return lines;
  }

 private:
  static constexpr int none = -1;
  struct Piece {
    std::size_t from;
    std::size_t to;
  };

  static std::size_t index(int piece) { return static_cast<std::size_t>(piece); }

  std::size_t edge(Index row, Index column, Side side) const {
    const Index r = side == top ? row + 1 : row, c = side == right ? column + 1 : column;
    const bool runsAlongB = side == left || side == right;
    return static_cast<std::size_t>(2 * (r * columns_ + c) + (runsAlongB ? 1 : 0));
  }

  Eigen::Vector2d point(std::size_t edge) const {
    const auto node = static_cast<Index>(edge / 2);
    const Index row = node / columns_, column = node % columns_;
    return edge % 2 ? alongB(surface_, row, column, level_) : alongA(surface_, row, column, level_);
  }

  void add(std::size_t edge) {
    auto& slots = atEdge_[edge];
    (slots[0] == none ? slots[0] : slots[1]) = static_cast<int>(pieces_.size());
  }

  void collect() {
    for (Index row = 0; row + 1 < surface_.b.size(); ++row)
      for (Index column = 0; column + 1 < columns_; ++column) {
        const CellCase found = classify(surface_, row, column, level_);
        for (int i = 0; i < found.count; ++i) {
          const SidePair pair = found.pairs[static_cast<std::size_t>(i)];
          const Piece piece{edge(row, column, pair.from), edge(row, column, pair.to)};
          add(piece.from);
          add(piece.to);
          pieces_.push_back(piece);
        }
      }
    used_.assign(pieces_.size(), false);
  }

  int unusedAt(std::size_t edge) const {
    for (const int piece : atEdge_[edge])
      if (piece != none && !used_[index(piece)]) return piece;
    return none;
  }

  Polyline trace(std::size_t edge) {
    Polyline line{point(edge)};
    for (int piece = unusedAt(edge); piece != none; piece = unusedAt(edge)) {
      used_[index(piece)] = true;
      edge = pieces_[index(piece)].from == edge ? pieces_[index(piece)].to : pieces_[index(piece)].from;
      line.push_back(point(edge));
    }
    return line;
  }

  const Surface& surface_;
  double level_;
  Index columns_;
  std::vector<std::array<int, 2>> atEdge_;
  std::vector<Piece> pieces_;
  std::vector<bool> used_;
};

/// The smallest 1, 2 or 5 × 10ⁿ that is at least `width`; 0 if `width` is not a positive finite number.
double niceStep(double width) {
  if (!(width > 0) || !std::isfinite(width)) return 0;
  const double power = std::pow(10.0, std::floor(std::log10(width)));
  if (!(power > 0)) return width;
  // A hair of slack, so that 0.1 + 0.2 does not ask for the next step.
  for (const double digit : {1.0, 2.0, 5.0})
    if (width <= digit * power * (1 + 1e-9)) return digit * power;
  return std::isfinite(10 * power) ? 10 * power : width;
}

bool distinct(double step, double minimum, double maximum) {
  return step > 8 * std::numeric_limits<double>::epsilon() * std::max(std::abs(minimum), std::abs(maximum));
}

std::vector<double> linearLevels(double minimum, double maximum, int about) {
  const double step = niceStep(maximum / about - minimum / about);
  if (step <= 0 || !distinct(step, minimum, maximum)) return {};
  std::vector<double> levels;
  for (double k = std::floor(minimum / step) + 1; k * step < maximum; ++k)
    if (k * step > minimum) levels.push_back(k * step);
  return levels;
}

std::vector<double> decadeLevels(double minimum, double maximum, int about) {
  const double low = std::floor(std::log10(minimum)), decades = std::log10(maximum) - low;
  const bool fine = 3 * decades <= 1.7 * about;
  const double stride = fine ? 1 : std::max(1.0, std::ceil(decades / about));
  std::vector<double> levels;
  for (double exponent = low; exponent <= low + decades; exponent += stride)
    for (const double digit : {1.0, 2.0, 5.0}) {
      const double level = digit * std::pow(10.0, exponent);
      if ((fine || digit == 1.0) && level > minimum && level < maximum) levels.push_back(level);
    }
  return levels;
}

}  // namespace

std::vector<double> contourLevels(double minimum, double maximum, int about, bool logarithmic) {
  if (!std::isfinite(minimum) || !std::isfinite(maximum) || !(maximum > minimum) || about < 1) return {};
  if (isFlat(minimum, maximum)) return {};
  if (!logarithmic || maximum <= 0) return linearLevels(minimum, maximum, about);
  // Zero has no logarithm: below a millionth of the maximum there is nothing to see on a picture.
  const double low = std::max({minimum, 1e-6 * maximum, std::numeric_limits<double>::min()});
  if (maximum / low < 10) return linearLevels(minimum, maximum, about);
  return decadeLevels(low, maximum, about);
}

CellContour cellContour(const Surface& surface, Index row, Index column, double level) {
  const CellCase found = classify(surface, row, column, level);
  CellContour contour;
  contour.count = found.count;
  for (std::size_t i = 0; i < static_cast<std::size_t>(found.count); ++i)
    contour.pieces[i] = {onSide(surface, row, column, found.pairs[i].from, level),
                         onSide(surface, row, column, found.pairs[i].to, level)};
  return contour;
}

std::vector<Polyline> contourLines(const Surface& surface, double level) {
  if (surface.a.size() < 2 || surface.b.size() < 2 || !std::isfinite(level)) return {};
  return Joiner(surface, level).join();
}

}  // namespace lossarium
