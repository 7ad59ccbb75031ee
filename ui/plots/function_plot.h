// Functions as a Qt chart with painted layers: the window shows one, an export makes another.
#pragma once

#include "ui/plots/function_chart.h"
#include "ui/plots/painted_layer.h"

#include <QChart>
#include <QPolygonF>

#include <vector>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
QT_END_NAMESPACE

namespace lossarium::ui {

class FunctionPlot : public QChart {
 public:
  FunctionPlot();

  void setContent(const FunctionScene& content);
  const FunctionScene& content() const { return content_; }
  void setMarker(double x);
  void setStyle(const PlotStyle& style);
  const PlotStyle& style() const { return style_; }
  PlotScale scale() const { return {plotArea(), {content_.from, content_.to}, yRange_}; }

  void paintGround(QPainter& painter) const;
  void paintCurves(QPainter& painter) const;
  void paintMarker(QPainter& painter) const;

 protected:
  void resizeEvent(QGraphicsSceneResizeEvent* event) override;

 private:
  void arrange();
  QRectF wantedArea() const;
  void placeTicks();
  void updatePieces();
  PlotTitles titles() const { return {content_.xTitle, content_.yTitle, {}}; }
  double heightOf(double value) const;
  std::optional<double> valueAt(const FunctionCurve& curve, double x) const;
  QRectF boxOf(const FunctionZone& zone) const;
  void paintZone(QPainter& painter, const FunctionZone& zone) const;
  void paintZoneName(QPainter& painter, const FunctionZone& zone) const;
  int crossings(const QRectF& box) const;
  void paintBars(QPainter& painter) const;
  void paintRug(QPainter& painter) const;
  void paintMarks(QPainter& painter) const;
  void paintDots(QPainter& painter, double x) const;
  void paintNames(QPainter& painter) const;
  void paintFamilyNames(QPainter& painter) const;
  void paintReading(QPainter& painter, const FunctionCurve& curve, double x, double& beyond) const;

  FunctionScene content_;
  PlotStyle style_ = PlotStyle::light();
  QCategoryAxis* xAxis_;
  QCategoryAxis* yAxis_;
  std::vector<PaintedLayer<FunctionPlot>*> layers_;
  QRectF area_;
  AxisRange yRange_{0, 1};
  std::vector<QVector<QPolygonF>> pieces_;  ///< by curve, in pixels, cut to the plot area
};

}  // namespace lossarium::ui
