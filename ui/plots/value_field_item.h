// A value over two inputs as one graphics item in a chart's plot area: colours, and lines where it is equal.
#pragma once

#include "core/training/fit_map.h"
#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"

#include <QGraphicsItem>
#include <QImage>

#include <memory>

namespace lossarium::ui {

class ValueFieldItem : public QGraphicsItem {
 public:
  explicit ValueFieldItem(QGraphicsItem* parent);

  /// Null: nothing is drawn.
  void setField(std::shared_ptr<const FitField> field);
  void setStyle(const PlotStyle& style);
  void setScale(const PlotScale& scale);

  QRectF boundingRect() const override { return scale_.area; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

 private:
  void fillImage();
  void paintLines(QPainter& painter) const;

  std::shared_ptr<const FitField> field_;
  PlotStyle style_ = PlotStyle::light();
  PlotScale scale_;
  QImage image_;  ///< a pixel a place
};

/// Of a value on the field's scale; beyond it the scale's ends.
QColor valueColor(double value, const FitField& field, const PlotStyle& style);

}  // namespace lossarium::ui
