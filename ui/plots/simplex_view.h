// The loss of one sample of three classes over the triangle of their probabilities. The marker is dragged,
// put down by a click, or moved by the arrow keys; the numbers at its new place are the page's to bring.
#pragma once

#include "ui/plots/simplex_plot.h"

#include <QWidget>

namespace lossarium::ui {

class SimplexView : public QWidget {
  Q_OBJECT

 public:
  explicit SimplexView(QWidget* parent = nullptr);

  void setScene(const SimplexScene& scene);
  const SimplexScene& scene() const { return plot_.content(); }
  void setPlotStyle(const PlotStyle& style);
  /// The same scene laid out anew for `target`: for PNG, SVG and PDF.
  void paintTo(QPainter& painter, const QRectF& target) const;

  Eigen::Vector3d marker() const { return plot_.content().marker; }
  QPointF toPixel(const Eigen::Vector3d& probabilities) const;
  /// The closest place in the triangle.
  Eigen::Vector3d toProbabilities(QPointF pixel) const;
  /// What the numbers say, a line a row.
  QStringList readout() const { return plot_.readout(); }
  /// Where the colours end and what the edges are; written below the triangle where there is room.
  QString caption() const { return plot_.caption(); }

  QSize sizeHint() const override { return {420, 360}; }
  QSize minimumSizeHint() const override { return {200, 180}; }

 signals:
  void markerMoved(const Eigen::Vector3d& probabilities);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  SimplexTriangle triangle() const { return plot_.layout(rect()).triangle; }
  bool isNearTriangle(QPointF pixel) const;
  void moveTo(const Eigen::Vector3d& probabilities);

  SimplexPlot plot_;
  std::optional<QPointF> grip_;  ///< from the pointer to the marker while it is dragged
};

}  // namespace lossarium::ui
