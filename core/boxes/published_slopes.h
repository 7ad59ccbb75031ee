// The steps of the code that Zheng et al. published with their paper (github.com/Zzh-tju/DIoU, "simulation
// experiment"), as it stands. They are not those of the losses, and with them the simulation has the paper's
// outcome:
//  - the overlap of boxes apart is not set to 0, so GIoU's union is too large or too small there;
//  - in DIoU and CIoU the diagonal's share has the wrong sign in the centre's slope, adds up both axes, and
//    shrinks the enclosing box's side where the box covers the target;
//  - slopes by width and height lack the factor ½ that an edge has in them;
//  - CIoU's term of the shape lacks 1/(w² + h²).
// A size may become negative and is taken as it is.
#pragma once

#include "core/base/value.h"
#include "core/boxes/regression_cases.h"
#include "core/losses/box_loss.h"

#include <algorithm>
#include <numbers>

namespace lossarium {

enum class PublishedLoss { iou, giou, diou, ciou };

template <PublishedLoss loss>
class PublishedSlopes {
 public:
  explicit PublishedSlopes(const Choice&) {}

  /// A step of one case.
  [[gnu::always_inline]] void step(double rate, RegressionCases& cases, Index i) const {
    const Axis x(cases.x[i], cases.width[i], cases.targetWidth[i]),
        y(cases.y[i], cases.height[i], cases.targetHeight[i]);
    const double overlap = x.overlap * y.overlap;
    const double unite = x.size * y.size + x.targetSize * y.targetSize - overlap;
    const bool touches = x.overlap > 0 && y.overlap > 0;
    const double iou = touches ? overlap / unite : 0;
    Way way;
    addOverlap(x, y, overlap, unite, touches, way.x, way.width);
    addOverlap(y, x, overlap, unite, touches, way.y, way.height);
    if constexpr (loss == PublishedLoss::giou) {
      addCover(x, y, unite, way.x, way.width);
      addCover(y, x, unite, way.y, way.height);
    }
    if constexpr (loss == PublishedLoss::diou || loss == PublishedLoss::ciou) addDistance(x, y, way);
    if constexpr (loss == PublishedLoss::ciou) addShape(x, y, iou, way);
    const double length = rate * (2 - iou);
    cases.x[i] += length * way.x;
    cases.y[i] += length * way.y;
    cases.width[i] += length * way.width;
    cases.height[i] += length * way.height;
  }

 private:
  /// The two boxes along one axis; a flag is 0 or 1.
  struct Axis {
    double centre, size, targetSize;
    double overlap, cover;         ///< lengths; that of boxes apart is negative
    double lowInside, highInside;  ///< the box's edge lies within the target's
    double lowBeyond, highBeyond;

    [[gnu::always_inline]] Axis(double at, double length, double targetLength)
        : centre(at), size(length), targetSize(targetLength) {
      const double low = at - length / 2, high = at + length / 2;
      const double targetLow = targetCentre - targetLength / 2, targetHigh = targetCentre + targetLength / 2;
      overlap = std::min(high, targetHigh) - std::max(low, targetLow);
      cover = std::max(high, targetHigh) - std::min(low, targetLow);
      lowInside = low > targetLow ? 1 : 0;
      highInside = high < targetHigh ? 1 : 0;
      lowBeyond = low < targetLow ? 1 : 0;
      highBeyond = high > targetHigh ? 1 : 0;
    }
  };

  struct Way {
    double x = 0, y = 0, width = 0, height = 0;
  };

  /// What the edges of `along` say, as a way of centre and size: the sum and the difference, without ½.
  [[gnu::always_inline]] static void add(double low, double high, double& centre, double& size) {
    centre += low + high;
    size += high - low;
  }

  /// The slope of the IoU.
  [[gnu::always_inline]] static void addOverlap(const Axis& along, const Axis& across, double overlap,
                                                double unite, bool touches, double& centre, double& size) {
    const double scale = touches ? 1 / (unite * unite) : 0;
    const double low = -along.lowInside * across.overlap, high = along.highInside * across.overlap;
    add(scale * (unite * low - overlap * (-across.size - low)),
        scale * (unite * high - overlap * (across.size - high)), centre, size);
  }

  /// The slope of union over enclosing area.
  [[gnu::always_inline]] static void addCover(const Axis& along, const Axis& across, double unite,
                                              double& centre, double& size) {
    const double area = along.cover * across.cover, scale = 1 / (area * area);
    const double low = -across.size + along.lowInside * across.overlap,
                 high = across.size - along.highInside * across.overlap;
    add(scale * (area * low + unite * along.lowBeyond * across.cover),
        scale * (area * high - unite * along.highBeyond * across.cover), centre, size);
  }

  [[gnu::always_inline]] static void addDistance(const Axis& x, const Axis& y, Way& way) {
    const double awayX = x.centre - targetCentre, awayY = y.centre - targetCentre;
    const double distance = awayX * awayX + awayY * awayY, diagonal = x.cover * x.cover + y.cover * y.cover;
    const double share = 2 * distance / (diagonal * diagonal), both = x.cover + y.cover;
    way.x -= 2 * awayX / diagonal + share * both * (x.highBeyond - x.lowBeyond);
    way.y -= 2 * awayY / diagonal + share * both * (y.highBeyond - y.lowBeyond);
    way.width += share * growth(x, y);
    way.height += share * growth(y, x);
  }

  /// Of half the squared diagonal with the size.
  [[gnu::always_inline]] static double growth(const Axis& along, const Axis& across) {
    const double half = 0.5 * (along.lowBeyond + along.highBeyond);
    const bool covers = along.lowBeyond * along.highBeyond > 0;
    return along.cover * (covers ? -1.0 : half) + across.cover * half;
  }

  [[gnu::always_inline]] static void addShape(const Axis& x, const Axis& y, double iou, Way& way) {
    constexpr double scale = 4 / (std::numbers::pi * std::numbers::pi);
    const double turn = fastAngle(x.targetSize * y.size - y.targetSize * x.size,
                                  y.targetSize * y.size + x.targetSize * x.size);
    const double shape = scale * turn * turn, alpha = shape / (1 - iou + shape + 1e-7);
    way.width += 2 * scale * alpha * turn * y.size;
    way.height -= 2 * scale * alpha * turn * x.size;
  }
};

}  // namespace lossarium
