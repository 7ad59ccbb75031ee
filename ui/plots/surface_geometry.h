// A surface made ready for drawing: its points in the box, its contour lines, and what a sight line meets. It
// does not change, so that the window and the painter's thread share one.
#pragma once

#include "core/landscape/contours.h"
#include "ui/plots/camera.h"
#include "ui/plots/loss_scale.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace lossarium::ui {

class SurfaceGeometry {
 public:
  static constexpr double floorHeight = 0;
  static constexpr double bottomHeight =
      0.15 * boxHeight;  ///< of the least loss; the floor below carries the map
  static constexpr double topHeight = boxHeight;

  struct Contour {
    double loss;
    double fraction;
    std::vector<Polyline> lines;  ///< in (a, b)
    double strength = 1;          ///< less while it fades, on the way from one surface to another
  };
  struct Piece {
    Eigen::Vector3d from;
    Eigen::Vector3d to;
    std::size_t contour;
  };

  /// The surface needs at least 2 × 2 points on even steps; `isDrawable()` is false for others and if nothing
  /// is finite.
  /// `overlay` are other heights over the same plane, of which there are contour lines only.
  SurfaceGeometry(std::shared_ptr<const Surface> surface, bool logarithmic,
                  const std::vector<std::shared_ptr<const Surface>>& overlay = {});
  /// A share 0 … 1 of the way from one drawable surface to another over the same plane: ranges and heights in
  /// the box lie in between, the contour lines of the one fade while those of the other come, and the scale
  /// is that of the nearer. Where one has no height, it comes down from beyond the lid.
  SurfaceGeometry(const SurfaceGeometry& from, const SurfaceGeometry& to, double share);

  bool isDrawable() const { return scale_.isValid(); }
  const Surface& surface() const { return *surface_; }
  const LossScale& scale() const { return scale_; }
  Index columns() const { return x_.size(); }
  Index rows() const { return y_.size(); }
  double x(Index column) const { return x_[column]; }
  double y(Index row) const { return y_[row]; }
  double fraction(Index row, Index column) const { return fractions_.values(row, column); }
  /// The same grid with fractions of the scale for values.
  const Surface& fractions() const { return fractions_; }
  Eigen::Vector3d node(Index row, Index column) const;
  const std::vector<Contour>& contours() const { return contours_; }
  /// Of each height of the overlay; at the levels of the first, as far as it has them.
  const std::vector<std::vector<Contour>>& overlay() const { return overlay_; }
  std::span<const Piece> piecesIn(Index row, Index column) const;

  static double heightOf(double fraction) { return bottomHeight + (topHeight - bottomHeight) * fraction; }
  static double fractionOf(double height) { return (height - bottomHeight) / (topHeight - bottomHeight); }
  /// (a, b) to the box and back.
  Eigen::Vector2d toBox(const Eigen::Vector2d& coordinates) const;
  Eigen::Vector2d fromBox(const Eigen::Vector2d& box) const;

  /// The height of the drawn surface; NaN in holes, where the top is cut off, and outside.
  double heightAt(double x, double y) const;
  /// How much the height differs within the grid's cell: what the grid cannot tell.
  double unevennessAt(double x, double y) const;
  /// Where something at (a, b) rests: on the surface, or on the lid where the surface is cut off or missing.
  Eigen::Vector3d restingPoint(const Eigen::Vector2d& coordinates) const;
  /// The height of a loss at a point of the surface, if it clearly is not that of the surface there: not by
  /// what the grid itself could make.
  std::optional<double> heightOff(const Eigen::Vector3d& point, double loss) const;
  /// The first point of the surface on a sight line.
  std::optional<Eigen::Vector3d> firstHit(const SightLine& line) const;
  /// Whether the eye sees a point that lies on or above the surface.
  bool isVisible(const Eigen::Vector3d& point, const Eigen::Vector3d& eye) const;

 private:
  struct Step {
    double entry;
    double exit;
    int count;
  };

  void findContours();
  void fadeContours(const std::vector<Contour>& contours, double strength);
  std::vector<Contour> contoursOf(const Surface& other) const;
  void findPieces();
  Eigen::Vector3d lifted(const Eigen::Vector2d& coordinates, double fraction) const;
  std::optional<Step> stepsThroughBox(const SightLine& line) const;

  std::shared_ptr<const Surface> surface_;
  LossScale scale_;
  Vector x_;
  Vector y_;
  Surface fractions_;
  std::vector<Contour> contours_;
  std::vector<std::vector<Contour>> overlay_;
  std::vector<Piece> pieces_;            ///< sorted by cell
  std::vector<std::size_t> firstPiece_;  ///< of each cell, and the end
};

}  // namespace lossarium::ui
