// Functions of one number on one chart: curves with their names, stretches that are hatched and named,
// samples as a rug and a histogram along the axis, and a marker that is dragged and reads all curves.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"

#include <QChartView>
#include <QColor>
#include <QPointF>
#include <QString>
#include <QVector>

#include <optional>
#include <vector>

namespace lossarium::ui {

struct FunctionCurve {
  QString name;
  QColor color;
  QVector<QPointF> points;  ///< ascending; a value that is not finite breaks the line
  bool strong = false;      ///< the one that is spoken of
  bool pale = false;        ///< a relative of that one, named on its line

  bool operator==(const FunctionCurve&) const = default;
};

/// A stretch of the axis on which something holds.
struct FunctionZone {
  double from = 0;
  double to = 0;
  QString label;
  bool flat = false;  ///< hatched densely

  bool operator==(const FunctionZone&) const = default;
};

/// A place on the axis that has a name: a thin line up the chart, with a dot on each curve.
struct FunctionMark {
  double x = 0;
  QString label;

  bool operator==(const FunctionMark&) const = default;
};

/// Samples along the axis.
struct FunctionSamples {
  QVector<double> places;  ///< a tick each
  double from = 0;         ///< where the first bar begins
  double width = 0;        ///< of a bar
  QVector<double> shares;  ///< of the samples in each bar
  QVector<double> pulls;   ///< of the whole pull that each bar has; as long, or empty

  bool operator==(const FunctionSamples&) const = default;
};

struct FunctionScene {
  std::vector<FunctionCurve> curves;
  std::vector<FunctionZone> zones;
  std::vector<FunctionMark> marks;
  FunctionSamples samples;
  QColor pullColor;
  QString xTitle;  ///< empty: the axis is that of the chart below
  QString yTitle;
  double from = 0;
  double to = 1;
  std::optional<double> marker;
  bool logarithmic = false;
  bool named = true;     ///< curves have their names at their ends
  double nameWidth = 0;  ///< in pixels; charts that lie below each other share it
  /// What the axis of values shows (logarithmic: in powers of ten); absent: 0 and what the curves need.
  std::optional<AxisRange> heights;

  bool operator==(const FunctionScene&) const = default;
};

/// From what height on curves may leave the chart: one that towers above the others must not flatten them.
AxisRange functionRange(const std::vector<FunctionCurve>& curves, bool logarithmic);

class FunctionPlot;

class FunctionChart : public QChartView {
  Q_OBJECT

 public:
  explicit FunctionChart(QWidget* parent = nullptr);
  ~FunctionChart() override;

  void setScene(const FunctionScene& scene);
  const FunctionScene& scene() const;
  /// The same curves, read elsewhere.
  void setMarker(double x);
  void setPlotStyle(const PlotStyle& style);
  /// The same scene laid out anew for `target`: for PNG, SVG and PDF.
  void paintTo(QPainter& painter, const QRectF& target) const;
  PlotScale plotScale() const;

 signals:
  void markerMoved(double x);
  /// The wheel was turned over `x`: below 1 a shorter stretch is wanted.
  void zoomed(double x, double factor);

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void moveMarker(const QPoint& position);

  FunctionPlot* plot_;  // owned by the view's graphics scene
};

/// Draws a scene without a view.
void paintFunctions(QPainter& painter, const QRectF& target, const FunctionScene& scene,
                    const PlotStyle& style);

}  // namespace lossarium::ui
