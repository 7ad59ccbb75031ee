// A layer of a chart that a method of the chart paints.
#pragma once

#include <QChart>
#include <QGraphicsItem>

namespace lossarium::ui {

/// `Plot` derives from QChart; the layer covers all of it, at height `z` among its items.
template <class Plot>
class PaintedLayer : public QGraphicsItem {
 public:
  using Paint = void (Plot::*)(QPainter&) const;
  PaintedLayer(Plot* plot, Paint paintPlot, double z)
      : QGraphicsItem(plot), plot_(plot), paintPlot_(paintPlot) {
    setZValue(z);
  }

  QRectF boundingRect() const override { return plot_->rect(); }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
    (plot_->*paintPlot_)(*painter);
  }
  void followSize() { prepareGeometryChange(); }

 private:
  Plot* plot_;
  Paint paintPlot_;
};

}  // namespace lossarium::ui
