// Training curves while they grow: losses over epochs, each named at its end, broken where the unit of the
// loss changed.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/patience_ruler.h"
#include "ui/plots/plot_style.h"

#include <QChartView>
#include <QColor>
#include <QPointF>
#include <QPolygonF>
#include <QString>
#include <QVector>

#include <optional>
#include <vector>

namespace lossarium::ui {

struct Curve {
  QString name;
  QColor color;
  Qt::PenStyle style = Qt::SolidLine;
  QVector<QPointF> points;  ///< epoch and loss; a loss that is not finite breaks the line
  bool faint = false;       ///< pale, thin and without its name at the end: behind what was made of it

  bool operator==(const Curve&) const = default;
};

/// A labelled vertical line where the unit or a setting changed: "mse → huber".
struct Seam {
  double x = 0;
  QString label;

  bool operator==(const Seam&) const = default;
};

/// What was drawn before the unit of the loss changed, or since it did.
struct OtherUnit {
  QString unit;
  std::vector<Curve> curves;
  QString brief = {};  ///< the unit's name where there is less room
};

/// A loss that no predictor can get below on average: a dashed line, while it lies near enough to the curves.
struct CurveFloor {
  double value = 0;
  QString name;
  QString meaning;     ///< of the line, where the pointer rests on it
  QString brief = {};  ///< the name where that has no room
};

struct CurveScene {
  std::vector<Curve> curves;       ///< in the unit of the axis; a penalty also before that changed
  std::vector<OtherUnit> earlier;  ///< each pale on a ground and a scale of its own, with its name and ends
  /// The same, of units that came after the moment that is shown: the axis has that moment's.
  std::vector<OtherUnit> later = {};
  std::vector<Curve> branches;  ///< other runs, in the same unit: faint
  std::vector<Seam> seams;
  std::optional<CurveFloor> floor;
  QString xTitle;
  QString yTitle;
  double xEnd = 0;  ///< the planned last epoch: the axis reaches it from the start
  bool logarithmic = false;
  std::optional<AxisRange> yRange = {};  ///< whatever the curves do
  std::optional<double> cursor;  ///< the epoch that the other views show; what came after is drawn paler
  std::optional<PatienceRuler> patience;
  QString emptyHint;  ///< what to do while there is no curve yet
};

/// The pixels of a curve: a piece between breaks, thinned to a minimum and a maximum a column. A piece may be
/// one point. `scale.y` is in powers of ten if `logarithmic`; then values that are not positive break the
/// line, too.
QVector<QPolygonF> curvePieces(const QVector<QPointF>& points, const PlotScale& scale, bool logarithmic);

class CurvePlot;

class CurveChart : public QChartView {
  Q_OBJECT

 public:
  explicit CurveChart(QWidget* parent = nullptr);
  ~CurveChart() override;

  void setScene(CurveScene scene);
  void setPlotStyle(const PlotStyle& style);
  /// The same scene laid out anew for `target`: for PNG, SVG and PDF.
  void paintTo(QPainter& painter, const QRectF& target) const;

  PlotScale plotScale() const;
  /// What stands over the plot while the pointer is in it, a line a value; empty without a pointer.
  QStringList readout() const;
  QString caption() const;

 signals:
  void hovered(std::optional<double> epoch);
  /// An epoch was clicked.
  void picked(double epoch);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void hover(std::optional<double> epoch);

  CurvePlot* plot_;  // owned by the view's graphics scene
  std::optional<QPointF> pointer_;
  std::optional<double> hovered_;
};

}  // namespace lossarium::ui
