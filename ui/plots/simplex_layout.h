// Where things are on the picture of the simplex: the triangle as large as the numbers beside it allow.
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

#include <Eigen/Core>

#include <array>
#include <optional>

namespace lossarium::ui {

/// Equilateral: the first class at the top, the second below left, the third below right.
struct SimplexTriangle {
  std::array<QPointF, 3> corners;

  QPointF toPixel(const Eigen::Vector3d& probabilities) const;
  /// Outside the triangle a probability is negative.
  Eigen::Vector3d toProbabilities(QPointF pixel) const;
  double height() const { return corners[1].y() - corners[0].y(); }
  QPolygonF polygon() const { return {{corners[0], corners[1], corners[2]}}; }
  bool operator==(const SimplexTriangle&) const = default;
};

struct SimplexRooms {
  QRectF whole;
  double nameHeight = 0;
  double captionHeight = 0;
  QSizeF numbers;  ///< empty: none wanted
};

struct SimplexLayout {
  SimplexTriangle triangle;
  QRectF numbers;  ///< to the right of the top; empty where the triangle would become too small
  QRectF caption;
};

SimplexLayout simplexLayout(const SimplexRooms& rooms);

}  // namespace lossarium::ui
