#include "ui/plots/box_grip.h"

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double reach = 7;  // pixels

struct Ends {
  bool low = false;
  bool high = false;
};

/// Which ends of low … high are within reach of `at`; never both.
Ends endsAt(double low, double high, double at) {
  const double inwards = std::min(reach, (high - low) / 4);
  if (at < (low + high) / 2) return {at >= low - reach && at <= low + inwards, false};
  return {false, at >= high - inwards && at <= high + reach};
}

}  // namespace

std::optional<BoxGrip> sidesAt(const QRectF& pixelBox, QPointF pixel) {
  if (!pixelBox.adjusted(-reach, -reach, reach, reach).contains(pixel)) return {};
  const Ends across = endsAt(pixelBox.left(), pixelBox.right(), pixel.x());
  const Ends down = endsAt(pixelBox.top(), pixelBox.bottom(), pixel.y());
  const BoxGrip grip{.left = across.low, .bottom = down.high, .right = across.high, .top = down.low};
  return grip.isWhole() ? std::nullopt : std::optional(grip);
}

Qt::CursorShape cursorOf(const BoxGrip& grip) {
  const bool across = grip.left || grip.right, upright = grip.top || grip.bottom;
  if (across && upright)
    return (grip.left && grip.top) || (grip.right && grip.bottom) ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
  if (across) return Qt::SizeHorCursor;
  return upright ? Qt::SizeVerCursor : Qt::OpenHandCursor;
}

Eigen::Vector4d pulled(const Eigen::Vector4d& box, const BoxGrip& grip, QPointF by) {
  if (grip.isWhole()) return box + Eigen::Vector4d(by.x(), by.y(), by.x(), by.y());
  Eigen::Vector4d result = box;
  if (grip.left) result[0] = std::min(box[0] + by.x(), box[2]);
  if (grip.bottom) result[1] = std::min(box[1] + by.y(), box[3]);
  if (grip.right) result[2] = std::max(box[2] + by.x(), box[0]);
  if (grip.top) result[3] = std::max(box[3] + by.y(), box[1]);
  return result;
}

}  // namespace lossarium::ui
