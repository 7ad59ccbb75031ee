// Two boxes on a plane, target and prediction. Both are dragged by their inside and resized by edges and
// corners; the arrow keys move the prediction. The numbers at its new place are the page's to bring.
#pragma once

#include "ui/plots/box_grip.h"
#include "ui/plots/box_pair_plot.h"

#include <QWidget>

#include <optional>

namespace lossarium::ui {

class BoxPairView : public QWidget {
  Q_OBJECT

 public:
  explicit BoxPairView(QWidget* parent = nullptr);

  void setScene(const BoxPairScene& scene);
  const BoxPairScene& scene() const { return plot_.content(); }
  void setPlotStyle(const PlotStyle& style);
  /// The same scene laid out anew for `target`: for PNG, SVG and PDF.
  void paintTo(QPainter& painter, const QRectF& target) const;

  PlotScale plotScale() const { return plot_.scale(rect()); }
  /// The rows below the plane, a line a row.
  QStringList readout() const { return plot_.readout(); }

  QSize sizeHint() const override { return {420, 360}; }
  QSize minimumSizeHint() const override { return {220, 180}; }

 signals:
  void predictionMoved(const Eigen::Vector4d& box);
  void targetMoved(const Eigen::Vector4d& box);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Hold {
    PairBox which;
    BoxGrip grip;
  };
  struct Drag {
    Hold hold;
    QPointF start;        ///< in values
    PlotScale scale;      ///< of then
    Eigen::Vector4d box;  ///< of then
  };

  std::optional<Hold> holdAt(QPointF pixel) const;
  void hover(std::optional<Hold> hold);
  void moveBox(PairBox which, const Eigen::Vector4d& box);

  BoxPairPlot plot_;
  std::optional<Drag> drag_;
  std::optional<PairBox> hovered_;
};

}  // namespace lossarium::ui
