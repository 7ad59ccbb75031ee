// Data and fit as a Qt chart with painted layers: the window shows one, an export makes another.
#pragma once

#include "ui/plots/data_view.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/point_cloud_item.h"
#include "ui/plots/point_plot.h"

#include <QLineF>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
QT_END_NAMESPACE

namespace lossarium::ui {

// In pixels, with the place of its name.
struct PlacedReference {
  QLineF line;
  QRectF box;
  QString label;
  QColor color;
};

class DataPlot : public PointPlot {
 public:
  explicit DataPlot(bool cached);

  void setContent(const DataScene& content);
  void setStyle(const PlotStyle& style) override;
  void setHover(std::optional<qsizetype> index) override;

  PlotScale scale() const override { return {plotArea(), xRange_, yRange_}; }
  std::optional<qsizetype> hovered() const override { return hover_; }
  std::optional<qsizetype> pointNear(QPointF pixel, double reach) const override;
  qsizetype pointCount() const override { return cloud_->count(); }
  QPointF place(qsizetype index) const override { return cloud_->point(index); }
  bool canTouch(qsizetype index) const override { return cloud_->marker(index) != Marker::diamond; }
  void movePoint(qsizetype index, QPointF place) override;
  void holdRange(bool hold) override;
  void stretch(QPointF share) override;
  bool canStretch() const override { return !content_.range; }
  std::vector<ReadoutRow> readout() const override;
  std::unique_ptr<PointPlot> copy() const override;

  void paintGround(QPainter& painter) const;
  void paintFit(QPainter& painter) const;
  void paintHover(QPainter& painter) const;

 protected:
  void resizeEvent(QGraphicsSceneResizeEvent* event) override;

 private:
  void arrange();
  void rescale();
  PlotTitles titles() const { return {content_.xTitle, content_.yTitle, content_.caption}; }
  void placeReferences();
  double obstacles(const QRectF& box) const;
  QString splitName(Marker marker) const;
  void paintReferences(QPainter& painter) const;
  void paintResiduals(QPainter& painter) const;
  double strongestPull() const;
  void paintKey(QPainter& painter) const;

  DataScene content_;
  PlotStyle style_ = PlotStyle::light();
  QCategoryAxis* xAxis_;
  QCategoryAxis* yAxis_;
  PointCloudItem* cloud_;
  std::vector<PaintedLayer<DataPlot>*> layers_;
  AxisRange xRange_{0, 1};
  AxisRange yRange_{0, 1};
  std::vector<PlacedReference> references_;
  std::optional<qsizetype> hover_;
  bool holdsRange_ = false;
};

}  // namespace lossarium::ui
