// The data and what the model makes of them. Of a regression the fit, and how far each point is from it; of a
// classification the regions of the classes; of detections the boxes.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/box_cloud_scene.h"
#include "ui/plots/class_scene.h"
#include "ui/plots/data_tool.h"
#include "ui/plots/field_scene.h"
#include "ui/plots/fit_lines.h"
#include "ui/plots/loss_glyphs.h"
#include "ui/plots/plot_style.h"

#include <QChartView>
#include <QColor>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <QVector>

#include <memory>
#include <optional>
#include <vector>

namespace lossarium::ui {

struct ReferenceLine {
  QString label;
  QPointF from;
  QPointF to;
  QColor color;

  bool operator==(const ReferenceLine&) const = default;
};

/// How lines from the points to the fit are drawn.
enum class ResidualLines { byPull, thin, none };

/// Of a regression, everything in the data's own units.
struct DataScene {
  QVector<QPointF> training;
  QVector<QPointF> validation;
  QVector<QPointF> test;
  QVector<double> trainingFit;                      ///< the prediction for each training point, or empty
  QVector<double> trainingLoss;                     ///< what it costs, or empty
  QVector<double> trainingPull;                     ///< the slope of that by the prediction, or empty
  ResidualLines residuals = ResidualLines::byPull;  ///< the harder a point pulls, the thicker
  LossGlyphs lossGlyphs;                            ///< behind them; or none
  QVector<QPointF> fit;                             ///< a polyline
  QVector<QPointF> ghostFit;       ///< the same of the best checkpoint, pale and dashed; or empty
  std::vector<FitLine> fits = {};  ///< of several models, in the place of `fit`
  std::vector<ReferenceLine> references;
  QString xTitle;
  QString yTitle;
  QString caption;
  std::optional<QRectF> range;  ///< else that of the points and 6 % around them
};

class BoxCloudPlot;
class ClassPlot;
class DataHand;
class DataPlot;
class FieldPlot;
class PointPlot;

class DataView : public QChartView {
  Q_OBJECT

 public:
  explicit DataView(QWidget* parent = nullptr);
  ~DataView() override;

  void setScene(const DataScene& scene);
  void setScene(const ClassScene& scene);
  void setScene(const FieldScene& scene);
  void setScene(const BoxCloudScene& scene);
  void setPlotStyle(const PlotStyle& style);
  /// The same scene laid out anew for `target`: for PNG, SVG and PDF.
  void paintTo(QPainter& painter, const QRectF& target) const;

  /// With another tool than `inspect` the view takes the keys and its points can be touched.
  void setTool(DataTool tool);
  DataTool tool() const;
  /// A gesture is under way: what lies around the view should not move.
  bool isBusy() const;
  /// Ends a gesture whose edit was refused; the scene that follows is shown as it is.
  void letGo();

  /// Marks a point from outside, as the pointer does, until there is none or the pointer chooses another.
  /// Counted as in pointHovered.
  void light(std::optional<int> index);
  PlotScale plotScale() const;
  /// What stands in the box beside the pointer, a line a row; empty away from points.
  QStringList readout() const;

 signals:
  /// Counts through training, validation and test points in this order; −1 away from points.
  void pointHovered(int index);
  /// A click while no tool is chosen, counted the same way.
  void pointPicked(int index);
  /// Gestures, in the data's units: `begins` is false for what goes on with the gesture before.
  void pointDragged(int index, QPointF place, bool begins);
  void pointsAdded(const QVector<QPointF>& places, bool begins);
  /// The point that was added last is pulled along.
  void addedDragged(QPointF place);
  void pointRemoved(int index);
  void gestureEnded();
  /// Escape was pressed: no tool any more.
  void toolDropped();

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void drawForeground(QPainter* painter, const QRectF& area) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void present(PointPlot* plot);
  void hover(std::optional<qsizetype> index);
  void followHand();
  void mark();
  QString description() const;
  void showBrush(std::optional<QPointF> pixel);
  QPointF inPlot(QPointF pixel) const;

  DataHand* hand_;
  std::optional<qsizetype> hovered_;
  std::optional<qsizetype> lit_;  ///< from outside
  std::optional<QPointF> brush_;  ///< where it is, in pixels of the scene
  std::unique_ptr<DataPlot> fit_;
  std::unique_ptr<ClassPlot> classes_;
  std::unique_ptr<FieldPlot> field_;
  std::unique_ptr<BoxCloudPlot> boxes_;
  PointPlot* plot_;  ///< the one that is shown
};

}  // namespace lossarium::ui
