// Curves as a Qt chart with painted layers: the window shows one, an export makes another.
#pragma once

#include "ui/plots/curve_chart.h"
#include "ui/plots/painted_layer.h"

#include <QChart>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
QT_END_NAMESPACE

namespace lossarium::ui {

class CurvePlot : public QChart {
 public:
  CurvePlot();

  void setContent(CurveScene content);
  void setStyle(const PlotStyle& style);
  void setHover(std::optional<double> epoch);
  /// The same scene on the same axes.
  void showLike(const CurvePlot& other);

  PlotScale scale() const { return {plotArea(), xRange_, yRange_}; }
  std::optional<double> nearestEpoch(double x) const;
  std::vector<ReadoutRow> readout() const;
  QString caption() const;
  /// What the dashed line means, for a pointer on it; else empty.
  QString meaningAt(QPointF position) const;
  PlotTitles titles() const { return {content_.xTitle, content_.yTitle, caption()}; }

  void paintCurves(QPainter& painter) const;
  void paintHover(QPainter& painter) const;

 protected:
  void resizeEvent(QGraphicsSceneResizeEvent* event) override;

 private:
  struct EndName {
    QPointF end;
    QString name;
    QColor color;
  };

  struct PlacedName {
    QRectF box;
    QString text;  ///< as much as has room
    QColor color;
  };

  struct TopLabel {
    double left;
    double width;
    QString text;
  };

  void arrange();
  bool showsNothing() const;
  /// Those at whose end the curve has its name.
  const QVector<QPolygonF>& lastPieces(std::size_t curve) const;
  void placeTicks();
  void updatePieces();
  QString floorName() const;
  int nameWidth() const;
  /// Where a vertical line of one pixel is sharp.
  double uprightAt(double epoch) const { return std::round(scale().toPixel({epoch, 0}).x()) + 0.5; }
  void paintUpright(QPainter& painter, double epoch, const QColor& color) const;
  void paintSeams(QPainter& painter) const;
  /// The height of the dashed line; none where it is not drawn.
  std::optional<double> floorHeight() const;
  void paintFloor(QPainter& painter) const;
  /// Units that are not that of the axis, in the order of their epochs.
  std::vector<const OtherUnit*> otherUnits() const;
  void paintOtherUnits(QPainter& painter) const;
  /// The stretch of the epochs in which such a unit held.
  QRectF groundOf(std::size_t unit) const;
  QString wordsOf(const OtherUnit& unit, double room) const;
  std::size_t topRows() const;
  double seamWidthAt(double x) const;
  std::vector<TopLabel> topLabels() const;
  void paintTopLabels(QPainter& painter) const;
  void paintCursor(QPainter& painter) const;
  void paintClipped(QPainter& painter, const QPolygonF& piece, const Curve& curve) const;
  void paintBranches(QPainter& painter) const;
  void paintLines(QPainter& painter) const;
  std::vector<EndName> endNames() const;
  std::vector<PlacedName> placedNames() const;
  void paintPatience(QPainter& painter) const;
  void paintNames(QPainter& painter) const;
  void paintHint(QPainter& painter) const;
  double hoverReach() const;
  std::optional<QPointF> hoveredPoint(const Curve& curve) const;
  void paintHoveredPoints(QPainter& painter) const;

  CurveScene content_;
  PlotStyle style_ = PlotStyle::light();
  QCategoryAxis* xAxis_;
  QCategoryAxis* yAxis_;
  PaintedLayer<CurvePlot>* curveLayer_;
  PaintedLayer<CurvePlot>* hoverLayer_;
  AxisRange xRange_{0, 1};
  AxisRange yRange_{0, 1};
  bool fresh_ = true;
  std::vector<QVector<QPolygonF>> pieces_;
  std::vector<QVector<QPolygonF>> laterPieces_;               ///< of the same curves, after the cursor
  std::vector<std::vector<QVector<QPolygonF>>> otherPieces_;  ///< by unit and curve
  std::optional<double> hover_;
};

}  // namespace lossarium::ui
