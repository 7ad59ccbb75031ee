#include "ui/plots/simplex_layout.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double edge = 8;        // pixels around everything
constexpr double cornerRoom = 8;  // beside a corner, for its mark
constexpr double apart = 12;      // between the triangle and the numbers
constexpr double least = 0.7;     // of the side without numbers
const double heightOfSide = std::sqrt(0.75);

SimplexTriangle triangleAt(double left, double bottom, double side) {
  const double top = bottom - side * heightOfSide;
  return {{QPointF(left + side / 2, top), QPointF(left, bottom), QPointF(left + side, bottom)}};
}

/// The furthest to the right that the left corner may be, so that the right side clears the numbers.
double furthestLeft(const QRectF& numbers, double nameHeight, double bottom, double side) {
  const double height = side * heightOfSide;
  if (numbers.bottom() + nameHeight + cornerRoom < bottom - height) return numbers.right();
  const double reached = std::clamp((numbers.bottom() - (bottom - height)) / height, 0.0, 1.0);
  return numbers.left() - apart - side / 2 - reached * side / 2;
}

}  // namespace

QPointF SimplexTriangle::toPixel(const Eigen::Vector3d& probabilities) const {
  return probabilities[0] * corners[0] + probabilities[1] * corners[1] + probabilities[2] * corners[2];
}

Eigen::Vector3d SimplexTriangle::toProbabilities(QPointF pixel) const {
  const double side = corners[2].x() - corners[1].x();
  const double first = (corners[1].y() - pixel.y()) / height();
  const double third = (pixel.x() - corners[1].x()) / side - first / 2;
  return {first, 1 - first - third, third};
}

SimplexLayout simplexLayout(const SimplexRooms& rooms) {
  const QRectF inner = rooms.whole.adjusted(edge, edge / 2, -edge, -edge / 2);
  const double below = rooms.captionHeight > 0 ? rooms.captionHeight + edge / 2 : 0;
  const double top = inner.top() + rooms.nameHeight + cornerRoom;
  const double bottom = inner.bottom() - below - rooms.nameHeight - cornerRoom;
  const double widest = std::min(inner.width() - 2 * cornerRoom, (bottom - top) / heightOfSide);
  const double side = std::max(widest, 1.0);
  SimplexLayout layout;
  layout.caption =
      QRectF(inner.left(), inner.bottom() - rooms.captionHeight, inner.width(), rooms.captionHeight);
  const auto centred = [&](double length) { return inner.center().x() - length / 2; };
  const auto lowered = [&](double length) {
    return std::min(bottom, (std::max(top, bottom) + top + length * heightOfSide) / 2);
  };
  layout.triangle = triangleAt(centred(side), lowered(side), side);
  if (rooms.numbers.isEmpty()) return layout;
  const QRectF numbers(QPointF(inner.right() - rooms.numbers.width(), inner.top() + edge / 2), rooms.numbers);
  for (double share = 1; share >= least; share -= 0.01)
    for (const double foot : {lowered(share * side), bottom}) {
      const double left =
          std::min(centred(share * side), furthestLeft(numbers, rooms.nameHeight, foot, share * side));
      if (left < inner.left() + cornerRoom || numbers.bottom() > foot) continue;
      layout.triangle = triangleAt(left, foot, share * side);
      layout.numbers = numbers;
      return layout;
    }
  return layout;
}

}  // namespace lossarium::ui
