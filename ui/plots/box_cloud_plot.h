// Boxes of many detections as a Qt chart with painted layers: targets thin and dark, where the run began
// faint and dashed, what it makes of them in its colour.
#pragma once

#include "ui/plots/box_cloud_scene.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/point_plot.h"

QT_BEGIN_NAMESPACE
class QCategoryAxis;
QT_END_NAMESPACE

namespace lossarium::ui {

class BoxCloudPlot : public PointPlot {
 public:
  BoxCloudPlot();

  void setContent(const BoxCloudScene& content);
  const BoxCloudScene& content() const { return content_; }

  void setStyle(const PlotStyle& style) override;
  PlotScale scale() const override { return {plotArea(), xRange_, yRange_}; }
  /// The row whose box has an edge or its centre nearest to the pixel; of boxes that hold it the smallest.
  std::optional<qsizetype> pointNear(QPointF pixel, double reach) const override;
  void setHover(std::optional<qsizetype> index) override;
  std::optional<qsizetype> hovered() const override { return hover_; }
  qsizetype pointCount() const override { return static_cast<qsizetype>(content_.rows.size()); }
  /// The centre of what the chosen run makes of the row, or else of where it began.
  QPointF place(qsizetype index) const override;
  bool canTouch(qsizetype) const override { return false; }
  void movePoint(qsizetype, QPointF) override {}
  void holdRange(bool) override {}
  std::vector<ReadoutRow> readout() const override;
  std::unique_ptr<PointPlot> copy() const override;

  void paintGround(QPainter& painter) const;
  void paintTargets(QPainter& painter) const;
  void paintFits(QPainter& painter) const;
  void paintHover(QPainter& painter) const;

 protected:
  void resizeEvent(QGraphicsSceneResizeEvent* event) override;

 private:
  void arrange();
  void fillArea();
  void placeTicks();
  QRectF toPixels(const QRectF& box) const;
  const BoxFit* chosenFit() const;
  QRectF shownBox(qsizetype row) const;
  QColor colorOf(const BoxFit& fit) const { return fit.color.isValid() ? fit.color : style_.accent; }
  bool holdsOthers() const { return !content_.rows.empty() && !content_.rows.back().training; }
  bool isDense() const;
  void paintFit(QPainter& painter, const BoxFit& fit) const;
  void paintWay(QPainter& painter, const QRectF& from, const QRectF& to) const;
  void paintKey(QPainter& painter) const;
  PlotTitles titles() const { return {content_.xTitle, content_.yTitle, content_.caption}; }

  BoxCloudScene content_;
  PlotStyle style_ = PlotStyle::light();
  QCategoryAxis* xAxis_;
  QCategoryAxis* yAxis_;
  std::vector<PaintedLayer<BoxCloudPlot>*> layers_;
  AxisRange xRange_{0, 1};
  AxisRange yRange_{0, 1};
  std::optional<qsizetype> hover_;
};

}  // namespace lossarium::ui
