// The regions of a classifier's decisions as one graphics item in a chart's plot area: each place in the
// colour of its most probable class, a line where classes meet.
#pragma once

#include "core/training/decision_map.h"
#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"

#include <QGraphicsItem>
#include <QImage>

#include <memory>

namespace lossarium::ui {

class RegionItem : public QGraphicsItem {
 public:
  explicit RegionItem(QGraphicsItem* parent);

  /// Null, or a field over one input: nothing is drawn. `classes` is how many there are.
  void setField(std::shared_ptr<const DecisionField> field, Index classes);
  void setStyle(const PlotStyle& style);
  void setScale(const PlotScale& scale);

  QRectF boundingRect() const override { return scale_.area; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

 private:
  QRectF extent() const;
  void fillImage();
  void paintBorders(QPainter& painter) const;

  std::shared_ptr<const DecisionField> field_;
  Index classes_ = 2;
  PlotStyle style_ = PlotStyle::light();
  PlotScale scale_;
  QImage image_;  ///< a pixel a place
};

}  // namespace lossarium::ui
