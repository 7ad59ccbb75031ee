// A loss over where the predicted box lies, or over how large it is, with all else as it is.
#pragma once

#include "core/base/progress.h"
#include "core/base/value.h"
#include "core/boxes/box_coordinates.h"
#include "core/landscape/surface.h"

#include <memory>

namespace lossarium {

enum class FieldAxes {
  centre,  ///< a, b: the prediction's centre x, y; its size stays
  size,    ///< a, b: its width and height, from 0; its centre stays
};

struct BoxField {
  FieldAxes axes = FieldAxes::centre;
  std::shared_ptr<const Surface> surface;  ///< with what is flat in it
  double flatShare = 0;                    ///< of the grid's points
};

/// Both boxes lie inside the ranges, which follow their sizes in coarse steps, so that a box that is dragged
/// does not move them all the time.
struct BoxFieldPlan {
  Choice loss;
  Box target, prediction;
  FieldAxes axes = FieldAxes::centre;
  Index grid = 121;

  bool operator==(const BoxFieldPlan&) const = default;
};

/// Where the prediction lies in the plane of the axes.
Eigen::Vector2d placeOn(FieldAxes axes, const Box& prediction);
/// The prediction with its centre or its size at a place of the plane.
Box withPlace(const Box& prediction, FieldAxes axes, const Eigen::Vector2d& place);

/// Throws Error for a loss that is not of boxes, Cancelled when `progress` says so.
BoxField boxField(const BoxFieldPlan& plan, const Progress& progress = {});

}  // namespace lossarium
