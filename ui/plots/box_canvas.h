// The canvas of boxes: a target and a prediction that are dragged, resized and moved by keys, over a grid or
// a picture, with the terms of the losses, their gradients as arrows, and the contenders of a race. Plain
// data comes in (setScene), gestures go out. A box that is moved is shown at once; its numbers and arrows are
// the page's to bring.
#pragma once

#include "ui/plots/box_canvas_plot.h"
#include "ui/plots/box_grip.h"

#include <QWidget>

#include <optional>

namespace lossarium::ui {

class BoxCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit BoxCanvas(QWidget* parent = nullptr);

  void setScene(const BoxCanvasScene& scene);
  const BoxCanvasScene& scene() const { return plot_.content(); }
  void setPlotStyle(const PlotStyle& style);
  /// The same scene laid out anew for `target`: for PNG, SVG and PDF.
  void paintTo(QPainter& painter, const QRectF& target) const;

  /// The box that the keys move.
  PairBox held() const { return held_; }
  void hold(PairBox which);
  /// The view that holds everything, which it follows until it is zoomed or moved.
  void showAll();
  bool isDragging() const { return drag_.has_value(); }

  PlotScale plotScale() const { return plot_.scale(rect()); }
  double snapStep() const { return plot_.snapStep(rect()); }
  /// That the box being dragged keeps to.
  const BoxCanvasHand& hand() const { return hand_; }
  /// What is said about losses without a gradient.
  QStringList absences() const { return plot_.absences(); }

  QSize sizeHint() const override { return {640, 480}; }
  QSize minimumSizeHint() const override { return {240, 200}; }

 signals:
  /// While it moves, by hand or keys. Corners are in order.
  void predictionMoved(const Eigen::Vector4d& box);
  void targetMoved(const Eigen::Vector4d& box);
  void dragStarted();
  void dragEnded();
  /// In the plane's values, y upwards; nothing where the pointer is not over the plane.
  void hovered(const std::optional<QPointF>& place);
  void heldChanged(lossarium::ui::PairBox which);

 protected:
  bool event(QEvent* event) override;
  bool focusNextPrevChild(bool next) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;

 private:
  struct Hold {
    PairBox which;
    BoxGrip grip;
  };
  struct Drag {
    std::optional<Hold> hold;                       ///< none: the plane
    QPointF start;                                  ///< in values
    PlotScale scale;                                ///< of then
    Eigen::Vector4d box = Eigen::Vector4d::Zero();  ///< of then
  };

  std::optional<Hold> holdAt(QPointF pixel) const;
  void hover(QPointF pixel);
  void showHandles();
  void moveBox(PairBox which, const Eigen::Vector4d& box);
  void panTo(QPointF pixel);
  void dragTo(QPointF pixel, Qt::KeyboardModifiers modifiers);
  bool takesKey(const QKeyEvent& event) const;
  void moveByKey(QPointF direction, bool far);
  void resizeByKey(QPointF direction, bool far);
  double keyStep(bool far) const;

  BoxCanvasPlot plot_;
  std::optional<Drag> drag_;
  std::optional<PairBox> under_;  ///< the pointer
  PairBox held_ = PairBox::prediction;
  BoxCanvasHand hand_;
};

}  // namespace lossarium::ui
