// What the losses of boxes share: the geometry of a predicted box and a target box, its derivatives, and the
// kernel. A box is what its two corners span, in whichever order they come: so a prediction that a step of
// descent has turned inside out is still a box, every bound holds for it, and the way back is downhill. At
// x1 = x2 (a line; likewise y) the slope is that of the proper side, x2 > x1.
//
// Where edges of both boxes coincide, or boxes touch, each min and max takes half of either side's slope.
// 0/0 has a meaning: the IoU of two boxes without area is 1 if they are the same and 0 if not, with slope 0;
// a term that is divided by the length of nothing is 0 with slope 0. Lengths below 1e-75 (areas below 1e-150)
// count as nothing where something is divided by them; lengths above 1e75 are not provided for.
#pragma once

#include "core/base/dual.h"
#include "core/losses/rows_of.h"

namespace lossarium {

inline constexpr double smallestLength = 1e-75, smallestArea = 1e-150;

/// 1/x, and 0 where x is as good as nothing.
template <class Scalar>
inline Scalar inverseOrZero(const Scalar& x, double smallest) {
  const bool some = plain(x) > smallest;
  const Scalar inverse = 1.0 / (some ? x : Scalar(1));
  return some ? inverse : Scalar(0);
}

/// What a choice between a and b gives to a, if it is for the larger: ½ where they are equal. Of numbers that
/// are known to differ it is yes or no, for which a vector has a mask.
template <class Share>
inline Share shareOfLarger(double a, double b) {
  if constexpr (std::is_same_v<Share, bool>)
    return a > b;
  else
    return (a > b ? 0.5 : 0.0) + (a >= b ? 0.5 : 0.0);
}
inline double rest(double share) { return 1 - share; }
inline bool rest(bool share) { return !share; }
template <class Scalar>
inline Scalar part(double share, const Scalar& whole) {
  return share * whole;
}
template <class Scalar>
inline Scalar part(bool share, const Scalar& whole) {
  return share ? whole : Scalar(0);
}

template <class Scalar>
inline Scalar larger(const Scalar& a, const Scalar& b) {
  return plain(a) > plain(b) ? a : b;
}
template <class Scalar>
inline Scalar smaller(const Scalar& a, const Scalar& b) {
  return plain(a) < plain(b) ? a : b;
}

/// The larger (the smaller) of two numbers, of which the first has a share 1 if it is that, and 0 if it is
/// not; with ½ they are equal and only changes mix.
inline double largest(double, double a, double b) { return a > b ? a : b; }
inline double least(double, double a, double b) { return a < b ? a : b; }
inline Dual mix(double share, const Dual& a, double b) { return share * a + (1 - share) * Dual(b); }
inline Dual largest(double share, const Dual& a, double b) { return mix(share, a, b); }
inline Dual least(double share, const Dual& a, double b) { return mix(share, a, b); }

/// Derivatives by the two edges of the prediction along one axis.
template <class Scalar>
struct EdgeSlopes {
  Scalar low = 0, high = 0;
};

/// Both boxes along one axis. The methods add what a derivative by a length means for the edges. With bool
/// for Share all of it holds in general position only.
template <class Scalar, class Share = double>
struct BoxAxis {
  Scalar length, overlap, span;  ///< of the prediction, of both together, of the enclosing box
  Scalar offset;                 ///< from the target's centre to the prediction's
  double targetLength;
  double outside, missed;  ///< of the prediction and of the target, what the other does not reach
  bool same;               ///< the boxes coincide along this axis
  double clearance;        ///< 0 where an edge lies on one of the other box (or as good as that)

  BoxAxis(const Scalar& first, const Scalar& second, double targetFirst, double targetSecond)
      : inOrder_(plain(first) <= plain(second)) {
    place(inOrder_ ? first : second, inOrder_ ? second : first, smaller(targetFirst, targetSecond),
          larger(targetFirst, targetSecond));
  }
  struct InOrder {};
  /// Of edges that are known to come in order.
  BoxAxis(InOrder, const Scalar& low, const Scalar& high, double targetLow, double targetHigh)
      : inOrder_(true) {
    place(low, high, targetLow, targetHigh);
  }

  void addOverlap(EdgeSlopes<Scalar>& edges, const Scalar& slope) const {
    edges.low -= part(lowInside_, part(open_, slope));
    edges.high += part(highInside_, part(open_, slope));
  }
  void addSpan(EdgeSlopes<Scalar>& edges, const Scalar& slope) const {
    edges.low -= part(rest(lowInside_), slope);
    edges.high += part(rest(highInside_), slope);
  }
  void addLength(EdgeSlopes<Scalar>& edges, const Scalar& slope) const {
    edges.low -= slope;
    edges.high += slope;
  }
  void addOffset(EdgeSlopes<Scalar>& edges, const Scalar& slope) const {
    edges.low += 0.5 * slope;
    edges.high += 0.5 * slope;
  }

  Scalar first(const EdgeSlopes<Scalar>& edges) const { return inOrder_ ? edges.low : edges.high; }
  Scalar second(const EdgeSlopes<Scalar>& edges) const { return inOrder_ ? edges.high : edges.low; }

 private:
  static constexpr bool general = std::is_same_v<Share, bool>;

  void place(const Scalar& low, const Scalar& high, double targetLow, double targetHigh) {
    const Scalar lowGap = low - targetLow, highGap = high - targetHigh;
    length = high - low;
    targetLength = targetHigh - targetLow;
    offset = 0.5 * (lowGap + highGap);
    lowInside_ = shareOfLarger<Share>(plain(low), targetLow);
    highInside_ = shareOfLarger<Share>(targetHigh, plain(high));
    span = largest(rest(highInside_), high, targetHigh) - least(rest(lowInside_), low, targetLow);
    const Scalar common = least(highInside_, high, targetHigh) - largest(lowInside_, low, targetLow);
    same = !general && plain(low) == targetLow && plain(high) == targetHigh;
    clearance = plain(lowGap) * plain(highGap) * plain(common);
    // A line inside the target does not touch it from without: it can only grow.
    const bool line = !general && plain(common) == 0 && plain(length) == 0;
    open_ = line ? Share(1) : shareOfLarger<Share>(plain(common), 0);
    overlap = largest(open_, common, 0);
    // From the edges themselves: next to the target nothing cancels.
    outside = std::min(std::max(0.0, plain(highGap)) - std::min(0.0, plain(lowGap)), plain(length));
    missed = std::min(std::max(0.0, plain(lowGap)) - std::min(0.0, plain(highGap)), targetLength);
  }

  bool inOrder_;
  Share lowInside_, highInside_;  ///< how much of an edge of the overlap is the prediction's: 0, ½, 1
  Share open_;                    ///< how much of a change of the edges reaches the overlap: 0, ½, 1
};

/// A loss and its derivatives by the prediction's edges.
template <class Scalar>
struct BoxPoint {
  Scalar value = 0;
  EdgeSlopes<Scalar> x, y;
};

template <class Scalar, class Share = double>
struct BoxPair {
  BoxAxis<Scalar, Share> x, y;
  Scalar common, covered;  ///< areas: of the intersection, of the union
  Scalar perCovered;       ///< 1/covered, or 0
  Scalar iou;
  double missing;  ///< 1 − IoU, without loss of digits next to 0

  BoxPair(const BoxAxis<Scalar, Share>& alongX, const BoxAxis<Scalar, Share>& alongY) : x(alongX), y(alongY) {
    common = x.overlap * y.overlap;
    covered = x.length * y.length + x.targetLength * y.targetLength - common;
    perCovered = inverseOrZero(covered, smallestArea);
    iou = x.same && y.same ? Scalar(1) : Scalar(common * perCovered);
    const double ownOnly = x.outside * plain(y.length) + plain(x.overlap) * y.outside;
    const double targetOnly = x.missed * y.targetLength + plain(x.overlap) * y.missed;
    const double share = plain(perCovered) > 0 ? (ownOnly + targetOnly) * plain(perCovered) : 1.0;
    missing = x.same && y.same ? 0.0 : share;
  }

  /// Adds a multiple of the IoU to the loss.
  void addIou(BoxPoint<Scalar>& point, const Scalar& slope) const {
    const Scalar byCommon = slope * (1 + iou) * perCovered, byArea = -slope * iou * perCovered;
    addAreas(point, byCommon, byArea);
  }
  /// Adds what derivatives by the intersection's and by the prediction's area mean for the edges.
  void addAreas(BoxPoint<Scalar>& point, const Scalar& byCommon, const Scalar& byArea) const {
    x.addOverlap(point.x, byCommon * y.overlap);
    y.addOverlap(point.y, byCommon * x.overlap);
    x.addLength(point.x, byArea * y.length);
    y.addLength(point.y, byArea * x.length);
  }
  /// The area of the enclosing box that neither covers; exact where they overlap.
  double emptyArea() const {
    const bool overlap = plain(common) > 0;
    return overlap ? x.outside * y.missed + x.missed * y.outside
                   : plain(x.span) * plain(y.span) - plain(covered);
  }
  /// 1 − IoU. Of a value its number alone is wanted, never its change.
  BoxPoint<Scalar> missingOverlap() const {
    BoxPoint<Scalar> point;
    point.value = missing;
    addIou(point, Scalar(-1));
    return point;
  }
};

/// `Formula` has `static constexpr LossSpec spec`, `explicit Formula(const Choice&)`, and `at`: from a
/// BoxPair<Scalar> to the BoxPoint<Scalar> of the loss, for doubles and for duals, without branches. Duals
/// through the slope give the curvature.
template <class Formula>
class BoxLoss final : public Loss {
 public:
  explicit BoxLoss(const Formula& formula) : formula_(formula) {}

  const LossSpec& spec() const override { return Formula::spec; }
  LossTraits traits() const override { return {.convex = false, .smoothness = Smoothness::slopeJumps}; }

  void evaluate(const LossBlock& block) const override {
    if (block.value && block.slope)
      fill<true, true>(block);
    else if (block.value)
      fill<true, false>(block);
    else if (block.slope)
      fill<false, true>(block);
    if (block.curvature) fillCurvature(block);
  }

  static std::unique_ptr<const Loss> make(const Choice& choice) {
    return std::make_unique<BoxLoss>(Formula(choice));
  }

 private:
  static constexpr Index fewRows = 64;

  template <bool withValue, bool withSlope>
  void fill(const LossBlock& block) const {
    for (Index first = 0; first < block.rows; first += fewRows)
      fillFew<withValue, withSlope>(formula_, rowsOf(block, first, std::min(fewRows, block.rows - first)));
  }

  // Flattened, because the loop becomes vector instructions only if everything in it is inlined; and with
  // results that stand in arrays of its own first, which nothing else can overlap.
  template <bool withValue, bool withSlope>
  [[gnu::flatten]] static void fillFew(const Formula formula, const LossBlock& block) {
    double value[fewRows], slope[4][fewRows];
    const Columns prediction(block.prediction, block.stride), target(block.target, block.targetStride);
    const Index rows = block.rows;
    for (Index i = 0; i < rows; ++i) {
      const BoxAxis<double> x(prediction.x1[i], prediction.x2[i], target.x1[i], target.x2[i]);
      const BoxAxis<double> y(prediction.y1[i], prediction.y2[i], target.y1[i], target.y2[i]);
      const BoxPoint<double> point = formula.at(BoxPair<double>(x, y));
      if constexpr (withValue) value[i] = point.value;
      if constexpr (withSlope) {
        slope[0][i] = x.first(point.x);
        slope[1][i] = y.first(point.y);
        slope[2][i] = x.second(point.x);
        slope[3][i] = y.second(point.y);
      }
    }
    if constexpr (withValue) std::copy_n(value, rows, block.value);
    if constexpr (withSlope) copyColumns(slope, block, block.slope);
  }

  void fillCurvature(const LossBlock& block) const {
    for (Index first = 0; first < block.rows; first += fewRows)
      fillFewCurvatures(formula_, rowsOf(block, first, std::min(fewRows, block.rows - first)));
  }

  [[gnu::flatten]] static void fillFewCurvatures(const Formula formula, const LossBlock& block) {
    double curvature[4][fewRows];
    const Columns prediction(block.prediction, block.stride), direction(block.direction, block.stride),
        target(block.target, block.targetStride);
    const Index rows = block.rows;
    for (Index i = 0; i < rows; ++i) {
      const BoxAxis<Dual> x({prediction.x1[i], direction.x1[i]}, {prediction.x2[i], direction.x2[i]},
                            target.x1[i], target.x2[i]);
      const BoxAxis<Dual> y({prediction.y1[i], direction.y1[i]}, {prediction.y2[i], direction.y2[i]},
                            target.y1[i], target.y2[i]);
      const BoxPoint<Dual> point = formula.at(BoxPair<Dual>(x, y));
      curvature[0][i] = x.first(point.x).change;
      curvature[1][i] = y.first(point.y).change;
      curvature[2][i] = x.second(point.x).change;
      curvature[3][i] = y.second(point.y).change;
    }
    copyColumns(curvature, block, block.curvature);
  }

  struct Columns {
    const double *x1, *y1, *x2, *y2;
    Columns(const double* first, Index stride)
        : x1(first), y1(first + stride), x2(first + 2 * stride), y2(first + 3 * stride) {}
  };

  static void copyColumns(const double (&from)[4][fewRows], const LossBlock& block, double* to) {
    for (Index column = 0; column < 4; ++column)
      std::copy_n(from[column], block.rows, to + column * block.stride);
  }

  Formula formula_;
};

}  // namespace lossarium
