// What of a box the pointer holds, and what becomes of the box when it is pulled.
#pragma once

#include <QPointF>
#include <QRectF>
#include <Qt>

#include <Eigen/Core>

#include <optional>

namespace lossarium::ui {

/// The sides that are held, in values: x1 left, y1 bottom, x2 right, y2 top. None: the whole box.
struct BoxGrip {
  bool left = false;
  bool bottom = false;
  bool right = false;
  bool top = false;

  bool isWhole() const { return !(left || bottom || right || top); }
  bool operator==(const BoxGrip&) const = default;
};

/// The sides within reach of a pixel; a corner holds two. A small box keeps an inside to hold it by.
std::optional<BoxGrip> sidesAt(const QRectF& pixelBox, QPointF pixel);
/// What the pointer looks like there.
Qt::CursorShape cursorOf(const BoxGrip& grip);
/// (x1, y1, x2, y2) with the held sides moved. A side stops at the one across: no box is turned inside out.
Eigen::Vector4d pulled(const Eigen::Vector4d& box, const BoxGrip& grip, QPointF by);

}  // namespace lossarium::ui
