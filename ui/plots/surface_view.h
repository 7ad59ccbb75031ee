// The loss surface in three dimensions. Left drag turns, right or middle drag (or Shift + left) moves, the
// wheel zooms, a click on the surface picks a start. The base is painted by a worker; ways and balls are
// painted over its latest picture.
#pragma once

#include "ui/plots/surface_renderer.h"

#include <QElapsedTimer>
#include <QPointF>
#include <QPointer>
#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

#include <memory>
#include <optional>

namespace lossarium::ui {

class SurfaceView : public QWidget {
  Q_OBJECT

 public:
  explicit SurfaceView(QWidget* parent = nullptr);

  void setScene(SurfaceScene scene);
  const SurfaceScene& scene() const { return *scene_; }
  /// The surface in the latest picture; a newer scene may still be on its way.
  std::shared_ptr<const Surface> shownSurface() const;
  void setPlotStyle(const PlotStyle& style);
  const PlotStyle& plotStyle() const { return style_; }

  const Camera& camera() const { return camera_; }
  void setCamera(const Camera& camera);
  /// Animates to where the scene was seen from at first.
  void home();
  /// As soon as there is a picture of the present scene, which is of something new, looks from where most of
  /// its ways, balls, marks and valleys can be seen: the usual place, if nothing is hidden there.
  void openAtHome();
  void topView();

  /// Immediate: paints in place, without worker or animation. For tests and screenshots.
  void setImmediate(bool immediate);
  /// Whether another height over the same plane is glided to; at first it is not.
  void setAnimated(bool animated);
  /// What is glided to stands there at once, and so does the next surface.
  void jump();
  bool isGliding() const { return morph_.at(clock_.elapsed()).has_value(); }

  QSize sizeHint() const override { return {720, 520}; }
  QSize minimumSizeHint() const override { return {240, 180}; }

 signals:
  /// It was turned, moved, zoomed or looked at anew: not by setCamera.
  void cameraChanged();
  /// (a, b, loss) below the cursor, or nothing.
  void hovered(std::optional<Eigen::Vector3d> point);
  /// A click, without drag, on the surface. A right click without drag is `customContextMenuRequested`.
  void startPicked(double a, double b);
  /// The scene's handle is being dragged, and is here.
  void startDragged(double a, double b);
  void startDropped();
  /// A click on a way, at the place that it had after so many steps.
  void momentPicked(qint64 step);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Press {
    QPointF start;
    QPointF last;
    Qt::MouseButton button;
    bool pans;
    bool dragged = false;
    bool holdsHandle = false;
  };

  Camera clearestHome() const;
  void animateTo(const Camera& camera);
  void follow(const Camera& camera);
  void refresh();
  void glideOn();
  void requestBase(SurfaceQuality quality);
  /// What is seen: the scene as far as its surface is painted, on the way to it or there.
  ShownSurface shown() const;
  SurfaceRequest wish(SurfaceQuality quality) const;
  void take(const std::shared_ptr<const SurfacePicture>& picture);
  std::optional<Eigen::Vector3d> pointAt(QPointF pixel) const;
  bool isOnHandle(QPointF pixel) const;
  std::optional<std::int64_t> momentAt(QPointF pixel) const;
  void pick(QPointF pixel);
  void updateHover();

  std::shared_ptr<const SurfaceScene> scene_ = std::make_shared<const SurfaceScene>();
  PlotStyle style_ = PlotStyle::light();
  Camera camera_ = Camera::home();
  SurfaceRenderer renderer_;
  std::shared_ptr<const SurfacePicture> picture_;
  QTimer rest_;
  QElapsedTimer clock_;
  SurfaceMorph morph_;
  QTimer glide_;  ///< a tick a frame while the surface glides
  QVariantAnimation animation_;
  Camera from_;
  Camera to_;
  std::optional<Press> press_;
  std::optional<QPointF> cursor_;
  std::optional<Eigen::Vector3d> hover_;
  bool immediate_ = false;
  Camera home_ = Camera::home();
  bool opensAtHome_ = false;  ///< the next picture is of something new
};

}  // namespace lossarium::ui
