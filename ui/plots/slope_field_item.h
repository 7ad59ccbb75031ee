// The field of steepest descent on the contour map: small arrows across the contour lines, by the drawn
// heights. A longer one is steeper; where the ground is level or missing there is none.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_geometry.h"

#include <QGraphicsItem>

#include <memory>
#include <vector>

namespace lossarium::ui {

/// An arrow of the field, in (a, b).
struct Slope {
  Eigen::Vector2d place;
  Eigen::Vector2d descent;  ///< minus the gradient, in loss for a length of the direction
};

/// On the cells' middles that lie in `a` × `b` about `step` apart.
std::vector<Slope> slopesOf(const Surface& surface, AxisRange a, AxisRange b, Eigen::Vector2d step);

class SlopeFieldItem : public QGraphicsItem {
 public:
  explicit SlopeFieldItem(QGraphicsItem* parent = nullptr);

  /// May be null: nothing is drawn.
  void setGeometry(std::shared_ptr<const SurfaceGeometry> geometry);
  void setStyle(const PlotStyle& style);
  void setFrame(const PlotScale& frame);

  QRectF boundingRect() const override { return frame_.area; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  void paintSlope(QPainter& painter, const Slope& slope, double steepest) const;

  std::shared_ptr<const SurfaceGeometry> geometry_;
  PlotStyle style_;
  PlotScale frame_;
};

}  // namespace lossarium::ui
