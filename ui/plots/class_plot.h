// A classification as a Qt chart with painted layers: regions or curves, points, what is predicted wrongly.
#pragma once

#include "ui/plots/class_cloud_item.h"
#include "ui/plots/class_marks.h"
#include "ui/plots/class_scene.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/point_plot.h"
#include "ui/plots/region_item.h"

QT_BEGIN_NAMESPACE
class QCategoryAxis;
QT_END_NAMESPACE

namespace lossarium::ui {

class ClassPlot : public PointPlot {
 public:
  explicit ClassPlot(bool cached);

  void setContent(const ClassScene& content);
  const ClassScene& content() const { return content_; }

  void setStyle(const PlotStyle& style) override;
  PlotScale scale() const override { return {plotArea(), xRange_, yRange_}; }
  std::optional<qsizetype> pointNear(QPointF pixel, double reach) const override;
  void setHover(std::optional<qsizetype> index) override;
  std::optional<qsizetype> hovered() const override { return hover_; }
  qsizetype pointCount() const override { return static_cast<qsizetype>(content_.points.size()); }
  QPointF place(qsizetype index) const override {
    return content_.points[static_cast<std::size_t>(index)].place;
  }
  bool canTouch(qsizetype) const override { return true; }
  void movePoint(qsizetype index, QPointF place) override;
  void holdRange(bool hold) override;
  std::vector<ReadoutRow> readout() const override;
  std::unique_ptr<PointPlot> copy() const override;

  void paintGround(QPainter& painter) const;
  void paintCurves(QPainter& painter) const;
  void paintMarks(QPainter& painter) const;
  void paintHover(QPainter& painter) const;

 protected:
  void resizeEvent(QGraphicsSceneResizeEvent* event) override;

 private:
  void arrange();
  void keepProportion();
  void setMarginsFor(const QSizeF& spare);
  void placeTicks(const QSizeF& room);
  void rescale();
  bool isWrong(std::size_t point) const;
  HeldOut heldOut() const;
  void paintChanges(QPainter& painter) const;
  void paintWrong(QPainter& painter) const;
  void addShares(std::vector<ReadoutRow>& rows, Index point) const;
  PlotTitles titles() const { return {content_.xTitle, content_.yTitle, content_.caption}; }

  ClassScene content_;
  PlotStyle style_ = PlotStyle::light();
  QCategoryAxis* xAxis_;
  QCategoryAxis* yAxis_;
  RegionItem* regions_;
  ClassCloudItem* cloud_;
  std::vector<PaintedLayer<ClassPlot>*> layers_;
  Legend legend_;
  bool legendAside_ = false;  ///< it stands in a column beside the plot area
  AxisRange xRange_{0, 1};
  AxisRange yRange_{0, 1};
  std::optional<qsizetype> hover_;
  bool holdsRange_ = false;
};

}  // namespace lossarium::ui
