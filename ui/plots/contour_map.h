// The loss surface as a map: the same scene, colours and scale as the 3-D view. Drag moves, the wheel zooms,
// a click picks a start.
#pragma once

#include "ui/plots/color_bar.h"
#include "ui/plots/field_item.h"
#include "ui/plots/overlay_item.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/slope_field_item.h"
#include "ui/plots/surface_morph.h"
#include "ui/plots/surface_scene.h"
#include "ui/plots/trail_item.h"

#include <QChartView>
#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QTimer>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QGraphicsSimpleTextItem;
class QCategoryAxis;
QT_END_NAMESPACE

namespace lossarium::ui {

class ContourMap : public QChartView {
  Q_OBJECT

 public:
  explicit ContourMap(QWidget* parent = nullptr);

  /// A new surface is made ready on a worker; until then the one before it stays, with its own ways.
  void setScene(SurfaceScene scene);
  const SurfaceScene& landscape() const { return *scene_; }
  /// Immediate: made ready in place. For tests and pictures.
  void setImmediate(bool immediate) { immediate_ = immediate; }
  /// Whether another height over the same plane is glided to; at first it is not.
  void setAnimated(bool animated) { morph_.setEnabled(animated); }
  /// What is glided to stands there at once, and so does the next surface.
  void jump() { morph_.jump(); }
  /// Until the last step is drawn.
  bool isGliding() const { return step_ || morph_.at(clock_.elapsed()); }
  void setPlotStyle(const PlotStyle& style);
  const PlotStyle& plotStyle() const { return style_; }
  /// Shows the whole plane.
  void home();

  /// Where (a, b) falls in the viewport, and back.
  QPointF toPixel(const Eigen::Vector2d& coordinates) const;
  Eigen::Vector2d toCoordinates(QPointF pixel) const;

  QSize minimumSizeHint() const override { return {240, 180}; }

 signals:
  /// (a, b, loss) below the cursor, or nothing.
  void hovered(std::optional<Eigen::Vector3d> point);
  /// A click, without drag, in the map. A right click without drag is `customContextMenuRequested`.
  void startPicked(double a, double b);
  /// The scene's handle is being dragged, and is here.
  void startDragged(double a, double b);
  void startDropped();
  /// A click on a way, at the place that it had after so many steps.
  void momentPicked(qint64 step);

 protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  struct Press {
    QPointF start;
    QPointF last;
    Qt::MouseButton button;
    bool dragged = false;
    bool holdsHandle = false;
  };

  /// A surface made ready, at one step of the way to it or there.
  struct Prepared {
    std::shared_ptr<const SurfaceGeometry> target;
    std::optional<MorphStep> step;
    std::shared_ptr<const SurfaceGeometry> shown;
  };

  static Prepared prepared(const std::shared_ptr<const SurfaceScene>& scene,
                           const std::shared_ptr<const SurfaceGeometry>& known,
                           const std::optional<MorphStep>& step);
  void prepare();
  void takePrepared();
  void showSurface(std::shared_ptr<const SurfaceScene> scene, Prepared made);
  void showWays(std::shared_ptr<const SurfaceScene> scene);
  std::shared_ptr<const SurfaceScene> shownScene() const;
  void applyStyle();
  void fixPlotArea();
  void layOut();
  void setRange(AxisRange a, AxisRange b);
  PlotScale frame() const;
  std::optional<Eigen::Vector3d> pointAt(QPointF pixel) const;
  bool isOnHandle(QPointF pixel) const;
  std::optional<std::int64_t> momentAt(QPointF pixel) const;
  void pick(QPointF pixel);
  void updateHover();

  std::shared_ptr<const SurfaceScene> scene_ = std::make_shared<const SurfaceScene>();
  std::shared_ptr<const SurfaceGeometry> target_;    ///< of the scene
  std::shared_ptr<const SurfaceGeometry> geometry_;  ///< as it is drawn: that, or on the way to it
  std::optional<MorphStep> step_;                    ///< how far on that way
  SurfaceMorph morph_;
  QElapsedTimer clock_;
  QTimer glide_;                                ///< until the next frame of the way
  std::shared_ptr<const SurfaceScene> wanted_;  ///< a scene whose surface is not ready yet
  std::shared_ptr<const SurfaceScene> preparing_;
  QFutureWatcher<Prepared> worker_;
  bool immediate_ = false;
  PlotStyle style_ = PlotStyle::light();
  QCategoryAxis* a_;
  QCategoryAxis* b_;
  FieldItem* field_;
  SlopeFieldItem* slopes_;  ///< shown with the arrows
  OverlayItem* overlay_;
  TrailItem* trails_;
  ColorBar* bar_;
  QGraphicsSimpleTextItem* note_;
  AxisRange wholeA_;
  AxisRange wholeB_;
  std::optional<Press> press_;
  std::optional<QPointF> cursor_;
  std::optional<Eigen::Vector3d> hover_;
};

}  // namespace lossarium::ui
