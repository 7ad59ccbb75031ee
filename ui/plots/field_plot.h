// A regression over two inputs as a Qt chart with painted layers: the fitted field, and the points on the
// same scale of colours.
#pragma once

#include "ui/plots/field_scene.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/point_plot.h"

QT_BEGIN_NAMESPACE
class QCategoryAxis;
QT_END_NAMESPACE

namespace lossarium::ui {

class ColorBar;
class ValueCloudItem;
class ValueFieldItem;

class FieldPlot : public PointPlot {
 public:
  explicit FieldPlot(bool cached);

  void setContent(const FieldScene& content);

  void setStyle(const PlotStyle& style) override;
  PlotScale scale() const override { return {plotArea(), xRange_, yRange_}; }
  std::optional<qsizetype> pointNear(QPointF pixel, double reach) const override;
  void setHover(std::optional<qsizetype> index) override;
  std::optional<qsizetype> hovered() const override { return hover_; }
  qsizetype pointCount() const override { return static_cast<qsizetype>(content_.points.size()); }
  QPointF place(qsizetype index) const override {
    return content_.points[static_cast<std::size_t>(index)].place;
  }
  /// A place here says both inputs but no target.
  bool canTouch(qsizetype) const override { return false; }
  void movePoint(qsizetype, QPointF) override {}
  void holdRange(bool) override {}
  std::vector<ReadoutRow> readout() const override;
  std::unique_ptr<PointPlot> copy() const override;

  void paintGround(QPainter& painter) const;
  void paintHover(QPainter& painter) const;

 protected:
  void resizeEvent(QGraphicsSceneResizeEvent* event) override;

 private:
  void arrange();
  void setMarginsFor(const QSizeF& spare, int right);
  void placeTicks(const QSizeF& room);
  void rescale();
  bool holdsOthers() const { return !content_.points.empty() && !content_.points.back().training; }
  QString splitName(const FieldPoint& point) const;
  void paintKey(QPainter& painter) const;
  PlotTitles titles() const { return {content_.xTitle, content_.yTitle, content_.caption}; }

  FieldScene content_;
  std::shared_ptr<const FitField> scaleOf_;  ///< the last field, whose axes and colours hold
  PlotStyle style_ = PlotStyle::light();
  QCategoryAxis* xAxis_;
  QCategoryAxis* yAxis_;
  ValueFieldItem* field_;
  ValueCloudItem* cloud_;
  ColorBar* bar_;
  std::vector<PaintedLayer<FieldPlot>*> layers_;
  AxisRange xRange_{0, 1};
  AxisRange yRange_{0, 1};
  std::optional<qsizetype> hover_;
};

}  // namespace lossarium::ui
