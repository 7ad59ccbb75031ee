// What the data view needs of a chart that shows points, whatever else it draws.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"

#include <QChart>

#include <memory>
#include <optional>
#include <vector>

namespace lossarium::ui {

class PointPlot : public QChart {
 public:
  PointPlot() : QChart(QChart::ChartTypeCartesian, nullptr, {}) {}

  virtual void setStyle(const PlotStyle& style) = 0;
  virtual PlotScale scale() const = 0;
  /// The point whose mark is nearest to a pixel, within `reach`.
  virtual std::optional<qsizetype> pointNear(QPointF pixel, double reach) const = 0;
  virtual void setHover(std::optional<qsizetype> index) = 0;
  virtual std::optional<qsizetype> hovered() const = 0;
  virtual qsizetype pointCount() const = 0;
  virtual QPointF place(qsizetype index) const = 0;
  /// Test rows are sealed.
  virtual bool canTouch(qsizetype index) const = 0;
  /// At once, ahead of the data.
  virtual void movePoint(qsizetype index, QPointF place) = 0;
  /// Whether the axes stay as they are, whatever the content.
  virtual void holdRange(bool hold) = 0;
  /// While they are held: they grow by this share of their length to that side (y upwards), if they can.
  virtual void stretch(QPointF) {}
  virtual bool canStretch() const { return false; }
  /// The box beside the hovered point.
  virtual std::vector<ReadoutRow> readout() const = 0;
  /// The same content and style, for a picture that is painted once.
  virtual std::unique_ptr<PointPlot> copy() const = 0;
};

}  // namespace lossarium::ui
